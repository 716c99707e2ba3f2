"""Item 9, 期末学业质量检测报告 (grades three to six): class figures, questions, analysis. The form is ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ledger_xlsx.forms import (
    LANDSCAPE_WIDTH,
    WIDTH,
    Band,
    Chart,
    ChartLine,
    Form,
    Grid,
    Line,
    Look,
    Page,
    Slot,
    When,
    heading,
    table_of,
    title,
)
from ledger_xlsx.item import Item
from ledger_xlsx.items import parts
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.fields import (
    Choice,
    Class,
    Count,
    Label,
    LongText,
    Marks,
    Rate,
    Text,
    percentage,
    plain_number,
    rounded,
)
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Filler, Row

RULES = RuleBook()
SUM = re.compile("合计|总计|小计|汇总|全年级|^.?年级$")


class ResultRow(
    Row, sheet="质量检测", title="期末学业质量检测成绩统计表", filler=Filler.AT_END,
    help="期末才填（三至六年级）。一个班一行，只填人数和全班总分；平均分和各项比率由程序算，不用填。不写学生姓名和分数。",
):  # fmt: skip
    """The figures of one class."""

    class_name = Column("班级", Class(), required=True, key=True)
    teacher = Column("任课教师", People(example="张思月", width=12), expected=True, exempt=lambda row: row.is_sum)
    enrolled = Column("应考人数", Count(example="45", width=10), expected=True)
    sat = Column("实考人数", Count(example="45", width=10), required=True)
    total = Column(
        "全班总分", Marks(example="3906", width=11), required=True, also=("总分",), prompt="全班每个学生的分数相加"
    )
    excellent = Column("优秀人数", Count(example="34", width=10), expected=True)
    good = Column("良好人数", Count(example="8", width=10))
    passed = Column("及格人数", Count(example="44", width=10), expected=True, prompt="包括优秀和良好的人数")
    low = Column("低分人数", Count(example="0", width=10), expected=True, prompt="没有就填 0")
    highest = Column("最高分", Marks(example="100"), prompt="可以不填")
    lowest = Column("最低分", Marks(example="55"), prompt="可以不填")

    @property
    def is_sum(self) -> bool:
        """Whether the row is no class but the grade, added up by hand."""
        return bool(self.class_name and SUM.search(self.class_name.typed) and not self.class_name.key)


class QuestionRow(
    Row, sheet="试题分析", title="试题分析", filler=Filler.AT_END, height=45,
    help="期末才填（三至六年级）。一道大题一行；得分率写成 93.5%。",
):  # fmt: skip
    """The analysis of one question of the paper."""

    question = Column("题号", Label(example="一", width=8), required=True, key=True)
    kind = Column("题型", Text(example="口算", width=12))
    tested = Column("考查内容", Text(example="分数加减法的口算", width=28, centred=False), expected=True)
    marks = Column("满分", Marks(example="8"), required=True)
    rate = Column("得分率", Rate(), required=True)
    errors = Column("典型错误", LongText(text_format=True, example="1－5/9算成5/9", width=26))
    causes = Column("原因分析", LongText(example="没有想清1等于几分之几", width=26))
    measures = Column("改进措施", LongText(example="每天口算五题，错误当天订正", width=26))


PARTS = ("检测概况", "主要成绩", "存在问题", "改进措施")


class ReportRow(
    Row, sheet="质量分析", title="质量分析", filler=Filler.AT_END, height=60,
    help="期末才填（三至六年级）。一条一行：先选部分，再写小标题和内容。不公布学生分数，不排名。",
):  # fmt: skip
    """A point of the analysis in words."""

    part = Column("部分", Choice(options=PARTS, example="检测概况", width=14), required=True, inherit=True)
    subheading = Column("小标题", Text(example="总体情况", width=24))
    content = Column("内容", LongText(example="年级平均分87.71分，优秀率71.7%。", width=80), required=True)


FULL = {
    "班级": 1.6, "任课教师": 1.9, "应考人数": 1.4, "实考人数": 1.4, "全班总分": 1.6, "平均分": 1.6, "优秀人数": 1.4, "优秀率": 1.6,
    "良好人数": 1.4, "良好率": 1.6, "及格人数": 1.4, "及格率": 1.6, "低分人数": 1.4, "低分率": 1.6, "最高分": 1.6, "最低分": 1.6,
}  # fmt: skip
GOOD, EXTREMES = ("良好人数", "良好率"), ("最高分", "最低分")
VARIANTS = {"": (*GOOD, *EXTREMES), "良好": EXTREMES, "最高最低": GOOD, "全部": ()}
"""The table in four widths: which optional columns are printed, and so which are left out."""


def widened(columns: Iterable[str]) -> dict[str, float]:
    """The columns over the whole width of a page laid crosswise."""
    widths = {column: FULL[column] for column in columns}
    factor = LANDSCAPE_WIDTH / sum(widths.values())
    return {column: round(width * factor, 2) for column, width in widths.items()}


TITLES = {"任课教师": "任课\n教师", "全班总分": "总分"} | {
    name: f"{name[:2]}\n{name[2:]}" for name in FULL if name.endswith("人数")
}


def results_table(columns: Sequence[str]) -> Grid:
    """The class table: numbers set right, the grade's line bold, the thresholds in the last row."""
    table = table_of(widened(columns), "班", numbers=columns[2:], titles=TITLES, bold=("合计行", columns))
    return replace(table, bands=[*table.bands, Band([Slot(THRESHOLDS, span=len(columns))], height=0.75)], kept=True)


THRESHOLDS = "满分{{ 台账.检测满分 }}分；优秀≥{{ 台账.优秀线 }}分，及格≥{{ 台账.及格线 }}分，低分＜{{ 台账.低分线 }}分（比率以实考人数计算）"
CLASS_RATES, QUESTION_RATES = "各班成绩比率图", "各题得分率图"
BENEATH = {4: 7.2, 5: 6.5, 6: 5.8}
"""How high, in cm, the chart is beneath a class table of so many lines; behind longer ones it has a page of its own."""
FEWEST, MOST = min(BENEATH), max(BENEATH)


def results_chart(height: float) -> ChartLine:
    """The chart of the classes' rates."""
    return ChartLine(
        f"表.{CLASS_RATES}", LANDSCAPE_WIDTH, height, f"{{{{ 台账.年级 }}}}{{{{ 台账.学科 }}}}{CLASS_RATES}"
    )


RESULTS = Form(
    "质量检测成绩统计",
    (
        title("{{ 台账.年级 }}{{ 台账.学科 }}期末学业质量检测报告"),
        Line("——{{ 台账.学年学期 }}", Look.SUBTITLE),
        heading("一、成绩统计表"),
        *(
            When(f"表.选填栏 == '{name}'", (results_table([c for c in FULL if c not in left_out]),))
            for name, left_out in VARIANTS.items()
        ),
        When(f"表.班|length < {FEWEST}", (results_chart(BENEATH[FEWEST]),)),
        *(When(f"表.班|length == {lines}", (results_chart(height),)) for lines, height in BENEATH.items()),
        When(f"表.班|length > {MOST}", (results_chart(12.0),)),
    ),
    landscape=True,
    means={
        "平均分": "程序算的",
        "优秀率": "程序算的",
        "良好率": "程序算的",
        "及格率": "程序算的",
        "低分率": "程序算的",
        "合计行": "这一行是不是全年级的合计，写在条件里",
        CLASS_RATES: "程序画的图表",
        "选填栏": "填了哪些选填的栏目，程序用它选表格",
    },
)  # fmt: skip
QUESTIONS = {
    "题号": 1.6,
    "题型": 1.8,
    "考查内容": 2.5,
    "满分": 1.2,
    "得分率": 1.6,
    "典型错误": 2.5,
    "原因分析": 2.4,
    "改进措施": 2.4,
}
REPORT = Form(
    "质量检测分析",
    (
        title("{{ 台账.年级 }}{{ 台账.学科 }}期末学业质量检测分析"),
        When("表.题", (
            heading("二、试题分析"),
            ChartLine(f"表.{QUESTION_RATES}", WIDTH, 6.5, f"{{{{ 台账.年级 }}}}{{{{ 台账.学科 }}}}{QUESTION_RATES}"),
            table_of(QUESTIONS, "题", left=("考查内容", "典型错误", "原因分析", "改进措施"), numbers=("满分", "得分率")),
        )),
        When("表.有分析", (heading("三、质量分析"),)),
        *(
            When(f"表.{part}", (heading(f"{parts.bracketed(number)}{part}"), parts.blocks(f"表.{part}")))
            for number, part in enumerate(PARTS, start=1)
        ),
    ),
    means=parts.MEANS | {"有分析": "有没有填质量分析，写在条件里", QUESTION_RATES: "程序画的图表"},
)  # fmt: skip


def ratio(count: int | None, sat: int | None) -> str:
    """Count ÷ sat as 71.7%; — where nobody sat, "" where a number is missing."""
    if count is None or sat is None:
        return ""
    return percentage(Decimal(count) / sat) if sat else "—"


def mean(total: Decimal | None, sat: int | None) -> str:
    """Total ÷ sat with two decimals, half up; — where nobody sat."""
    if total is None or sat is None:
        return ""
    return rounded(total / sat, 2) if sat else "—"


def computed(row: ResultRow) -> dict[str, Any]:
    """A class's figures with its mean and rates (DOMAIN 4.3)."""
    figures = rates(row.total, row.sat, row.excellent, row.good, row.passed, row.low)
    return row.shown() | figures | {"合计行": False}


def rates(total: Decimal | None, sat: int | None, *counts: int | None) -> dict[str, str]:
    """平均分 and the four rates, from the counts in the order of RATES."""
    return {"平均分": mean(total, sat)} | {name: ratio(count, sat) for name, count in zip(RATES, counts, strict=True)}


RATES = ("优秀率", "良好率", "及格率", "低分率")
LEVELS = (ResultRow.excellent, ResultRow.good, ResultRow.passed, ResultRow.low)
"""The counts that they are made of, in the same order."""
TOTAL = "合计"


def summed(rows: Sequence[ResultRow], column: Column[int | None]) -> int | None:
    """A count over all classes; None where a class lacks it."""
    counts = [row.values[column.name] for row in rows]
    return None if None in counts else sum(counts)


def grade(rows: Sequence[ResultRow]) -> dict[str, Any]:
    """The grade's line: counts and marks added up first, then divided (Σ全班总分 ÷ Σ实考人数, FORMS)."""
    counts = {column.title: summed(rows, column) for column in (ResultRow.enrolled, ResultRow.sat, *LEVELS)}
    marks = [row.total for row in rows]
    total = sum((m for m in marks if m is not None), Decimal(0)) if None not in marks else None
    highest = [row.highest for row in rows if row.highest is not None]
    lowest = [row.lowest for row in rows if row.lowest is not None]
    shown = {title_: "" if count is None else str(count) for title_, count in counts.items()}
    return {
        "合计行": True, "班级": TOTAL, "任课教师": "—", **shown, "全班总分": "" if total is None else plain_number(total),
        "最高分": plain_number(max(highest)) if highest else "", "最低分": plain_number(min(lowest)) if lowest else "",
    } | rates(total, counts["实考人数"], *(counts[level.title] for level in LEVELS))  # fmt: skip


def class_rates(rows: Sequence[ResultRow], title_: str, lines: Mapping[str, str]) -> Chart | None:
    """The rates of the classes in their order, and of the grade, as they stand in the table; None without a number.

    `lines` are the thresholds that stand behind the names of the rates.
    """
    shares = [[share(row.values[level.name], row.sat) for level in LEVELS] for row in rows]
    names = [row.shown()["班级"] for row in rows]
    if len(rows) > 1:
        shares.append([share(summed(rows, level), summed(rows, ResultRow.sat)) for level in LEVELS])
        names.append(TOTAL)
    series = {
        f"{name}{lines.get(name, '')}": values for name, values in zip(RATES, zip(*shares, strict=True), strict=True)
    }
    given = {name: values for name, values in series.items() if any(value is not None for value in values)}
    return Chart(title_, names, given) if given else None


def share(count: int | None, sat: int | None) -> Decimal | None:
    """Count ÷ sat to a tenth of a per cent, as `ratio` prints it; None where there is no number."""
    return tenths(Decimal(count) / sat) if count is not None and sat else None


def tenths(value: Decimal) -> Decimal:
    """A share as it is printed: 0.9346 is 0.935."""
    return Decimal(rounded(value * 100, 1)) / 100


def question_rates(rows: Sequence[QuestionRow], title_: str) -> Chart | None:
    """得分率 of the questions in the paper's order; None without a number."""
    values = [None if row.rate is None else tenths(row.rate) for row in rows]
    if all(value is None for value in values):
        return None
    return Chart(title_, [row.question for row in rows], {QuestionRow.rate.title: values})


def in_class_order(rows: Sequence[ResultRow]) -> list[ResultRow]:
    """Classes by grade and number (五10 behind 五9), never by their results; others keep their place behind them."""
    return sorted(rows, key=lambda row: (row.class_name.key or (99, 99)) if row.class_name else (99, 99))


def belongs(ledger: Ledger) -> bool:
    """Whether the group has a grade that sits the paper: three to six; unknown grades may."""
    grades = ledger.basics.grade
    return grades is None or any(number >= 3 for number in grades.numbers)  # noqa: PLR2004 - 三至六年级


def pages(ledger: Ledger) -> Iterator[Page]:
    """The class table crosswise, then questions and analysis upright. Nothing in grades one and two."""
    if not belongs(ledger):
        return
    basics = ledger.basics.shown()
    group = f"{basics['年级']}{basics['学科']}"
    # The grade's line is reckoned here: one that was typed would count every pupil twice.
    classes = [row for row in ledger.rows(ResultRow) if not row.is_sum]
    results = in_class_order(classes or ledger.rows(ResultRow))
    questions, report = ledger.rows(QuestionRow), ledger.rows(ReportRow)
    if results:
        table = [computed(row) for row in results]
        if len(results) > 1:
            table.append(grade(results))
        lines = {
            "优秀率": f"（≥{basics['优秀线']}分）",
            "及格率": f"（≥{basics['及格线']}分）",
            "低分率": f"（＜{basics['低分线']}分）",
        }
        chart = class_rates(results, f"{group}{CLASS_RATES}", lines)
        yield Page(
            "质量检测成绩统计", {"班": table, "选填栏": variant(results), CLASS_RATES: chart}, entry="成绩统计表"
        )
    if questions or report:
        data = {part: parts.points(report, part) for part in PARTS}
        yield Page(
            "质量检测分析",
            {
                "有分析": bool(report),
                "题": [row.shown() for row in questions],
                QUESTION_RATES: question_rates(questions, f"{group}{QUESTION_RATES}"),
                **data,
            },
            entry="试题分析和质量分析",
        )


def variant(rows: Sequence[ResultRow]) -> str:
    """Which of the table's four widths holds all that the classes give."""
    good = any(row.filled(ResultRow.good) for row in rows)
    extremes = any(row.filled(column) for row in rows for column in (ResultRow.highest, ResultRow.lowest))
    return {(False, False): "", (True, False): "良好", (False, True): "最高最低", (True, True): "全部"}[good, extremes]


SUBJECTS = ("语文", "数学", "英语")


def tested(ledger: Ledger) -> Sequence[str]:
    """The subjects that sit a paper: as the school has listed them, else 语文, 数学 and 英语 (FORMS)."""
    return ledger.occasion.requirements.tested_subjects or SUBJECTS


def asked_for(ledger: Ledger) -> bool:
    """Grades three to six of the subjects that sit a paper."""
    return belongs(ledger) and any(subject in ledger.basics.subject for subject in tested(ledger))


ITEM = Item(
    9, "期末学业质量检测报告", sheets=(ResultRow, QuestionRow, ReportRow), rules=RULES, forms=(RESULTS, REPORT), pages=pages,
    content=ResultRow, asked_for=asked_for, at_end=True,
)  # fmt: skip
