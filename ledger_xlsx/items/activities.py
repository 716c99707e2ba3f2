"""Item 4, 备课组研讨活动记录: one form for each activity, followed by the analyses of the units that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from unicodedata import normalize

from ledger_xlsx.forms import FORM_WIDTHS, Form, Grid, Line, Look, Page, PictureLine, Slot, When, heading, labels, title
from ledger_xlsx.forms import Band as FormBand
from ledger_xlsx.item import Item
from ledger_xlsx.items.exercises import Design, designs
from ledger_xlsx.items.plan import activities, activity_number
from ledger_xlsx.items.progress import UNIT
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date, dotted
from ledger_xlsx.sheets.fields import Choice, LongText, Pictures, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Week, chinese, numeral

RULES = RuleBook()


class ActivityRow(
    Row, sheet="活动记录", title="备课组活动记录", height=180,
    help="每位老师填（谁是中心发言人谁写）。一次活动一行；照片插在「照片」这一格上，可以放几张。",
):  # fmt: skip
    """The record of one activity."""

    activity = Column(
        "活动次序", Text(example="第一次活动", width=13), required=True, also=("活动",), prefilled=True, key=True
    )
    time = Column(
        "活动时间",
        Date(example="2024年2月22日", width=16),
        required=True,
        prompt="如 2024年2月22日，后面可以写星期和钟点",
    )
    venue = Column("活动地点", Text(example="五年级办公室", width=14), required=True)
    content = Column("活动内容", LongText(example="观摩《等式的性质1》，研讨第1、2周教学设计", width=30), required=True)
    people = Column(
        "参加人员",
        People(several=True, example="张思月、恽蝶", width=20),
        required=True,
        prompt="用顿号隔开；请来的写「某某（特邀）」，没来的写「某某（请假）」",
    )
    host = Column("主持人", People(example="张思月", width=11), required=True)
    speaker = Column("中心发言人", People(example="恽蝶", width=13), required=True)
    review = Column(
        "上周教学工作回顾与反思",
        LongText(example="学生能根据天平图写出等式，但常把含字母的式子都当成方程。", width=50),
        required=True,
    )
    units = Column("分析单元", Text(example="第一单元", width=13), prompt="这次分析了哪个单元，如 第一单元；没有就空着")
    discussion = Column(
        "集体讨论",
        LongText(example="1. 先写等量关系，再列方程。", width=50),
        required=True,
        prompt="集体讨论（包括修改意见、经典诵读积累和写话、有效练习设计的统一）",
    )
    photos = Column("照片", Pictures(width=26), prompt="插入→图片，放在这一格上")

    @property
    def moment(self) -> date | Week | None:
        return self.time.date if self.time else None

    def identified_by(self, column: Column[Any]) -> str:
        number = activity_number(self.activity) if column is ActivityRow.activity else None
        return str(number) if number is not None else super().identified_by(column)


TEXTBOOK, GOALS, INTENT, ATTAINMENT = "单元教材分析", "单元目标要求", "单元设计意图", "单元目标达成分析"
PARTS = (TEXTBOOK, GOALS, INTENT, ATTAINMENT)
# As the paper form breaks them.
BROKEN = {
    TEXTBOOK: "单元\n教材\n分析",
    GOALS: "单元\n目标\n要求",
    INTENT: "单元\n设计\n意图",
    ATTAINMENT: "单元\n目标\n达成\n分析",
}


class AnalysisRow(
    Row, sheet="单元分析", title="单元分析", height=105,
    help="每位老师填。一个单元写四行，四项内容各一行；单元和单元名称空着就是同上。目标达成分析用数据呈现是否达成单元目标。",
):  # fmt: skip
    """One part of the analysis of one unit."""

    unit = Column(
        "单元",
        Text(example="第一单元", width=13),
        required=True,
        inherit=True,
        key=True,
        prompt="第一单元，或一项过关能力（如 计算过关）",
    )
    unit_name = Column("单元名称", Text(example="简易方程", width=20), required=True, inherit=True, within=(unit,))
    part = Column("内容", Choice(options=PARTS, example=TEXTBOOK, width=18), required=True, key=True)
    design = Column(
        "个人设计",
        LongText(example="本单元在学习了用字母表示数的基础上教学。", width=60),
        required=True,
        prompt="单元目标达成分析：用数据呈现是否达成单元目标",
    )
    opinion = Column(
        "备课组集体讨论意见", LongText(example="增加用线段图表示等量关系的要求。", width=40), required=True,
        exempt=lambda row: row.part == ATTAINMENT, prompt="单元目标达成分析这一行可以不填",
    )  # fmt: skip

    def identified_by(self, column: Column[Any]) -> str:
        return str(unit_key(self.unit)) if column is AnalysisRow.unit else super().identified_by(column)


UNIT_NUMBER = re.compile(r"第?([一二三四五六七八九十]+|\d+)(?:单元|、)?")


def unit_key(text: str) -> int | str:
    """A unit as it is compared: its number where the text names one (第一单元, 第1单元, 一), else its name."""
    bare = "".join(normalize("NFKC", text).split())
    match = UNIT_NUMBER.match(bare)
    number = (
        numeral(match[1])
        if match and (match.end() == len(bare) or "单元" in match[0] or match[0].endswith("、"))
        else None
    )
    return number if number is not None else bare


@dataclass(frozen=True)
class Analysis:
    """The rows of one 单元: one table on paper."""

    rows: Sequence[AnalysisRow]

    @property
    def head(self) -> AnalysisRow:
        return self.rows[0]

    def named(self, text: str) -> bool:
        """Whether a record's 分析单元 means this unit, by number or by name."""
        key = unit_key(text)
        names = {unit_key(self.head.unit), "".join(self.head.unit_name.split())}
        return key in names or "".join(text.split()) in {
            f"{n}{''.join(self.head.unit_name.split())}" for n in (self.head.unit, "")
        }


def analyses(ledger: Ledger) -> list[Analysis]:
    """The unit analyses in sheet order; rows of one 单元 belong together wherever they stand."""
    found: dict[int | str, list[AnalysisRow]] = {}
    for row in ledger.rows(AnalysisRow):
        found.setdefault(unit_key(row.unit), []).append(row)
    return [Analysis(rows) for rows in found.values()]


def named_units(record: ActivityRow) -> list[str]:
    """The units that a record says were analysed."""
    return [part.strip() for part in re.split(r"[、，,；;\n]", record.units) if part.strip()]


@dataclass(frozen=True)
class Record:
    """A record with its number, （N） on paper."""

    number: int
    row: ActivityRow

    @property
    def label(self) -> str:
        """一; the typed words where 活动次序 names no number (期中专题活动)."""
        words = self.row.activity if self.row.activity and activity_number(self.row.activity) is None else ""
        return words or chinese(self.number)


def records(rows: Sequence[ActivityRow]) -> list[Record]:
    """Records in the order of their numbers; one without a number takes its place in the sheet (FORMS)."""
    numbered: list[Record] = []
    for row in rows:
        number = activity_number(row.activity) if row.activity else None
        numbered.append(Record(number if number is not None else (numbered[-1].number + 1 if numbered else 1), row))
    return sorted(numbered, key=lambda record: record.number)


ENTRY_LENGTH = 24
"""Characters of a record's content in the table of contents."""
TIME_LENGTH = 12
"""Characters of 活动时间 that stand on one line beside 活动地点, most of them figures."""
BRACKET = re.compile(r"(?<=\S)\s*(?=[（(])")


def weeks_of(record: Record, others: Sequence[Record], ledger: Ledger) -> range:
    """The weeks that a record speaks for: from its own up to the one before the next activity's (FORMS: 活动记录)."""
    planned = {plan.number: plan.week.number for plan in activities(ledger) if plan.week}
    term = ledger.term

    def week(one: Record) -> int | None:
        if one.number in planned:
            return planned[one.number]
        return term.week_of(one.row.time.date) if term and one.row.time and one.row.time.date else None

    first = week(record)
    if first is None:
        return range(0)
    last = term.weeks + 1 if term else first + 2
    later = [number for number in [*map(week, others), *planned.values()] if number is not None and number > first]
    return range(first, min([*later, last]))


PHOTO_SIZE = (7.6, 4.8)
"""The most that a photo of an activity takes on paper, in centimetres across and down."""
ACTIVITY = Form(
    "备课组活动记录",
    (
        title("备课组活动记录（{{ 表.序号 }}）"),
        Grid(
            FORM_WIDTHS,
            [
                labels("活动时间", "活动地点", widths=range(4)),
                labels("活动内容", widths=range(4)),
                labels("参加人员", widths=range(4)),
                labels("主持人", "中心发言人", widths=range(4)),
            ],
            kept=True,
        ),
        heading("活动过程："),
        heading("一、上周教学工作回顾与反思"),
        Line("{{ 表.上周教学工作回顾与反思 }}"),
        heading("二、单元分析（单元教材分析、单元目标要求、单元设计意图、单元目标达成分析）（附在最后）"),
        Line("{{ 表.附单元分析 }}"),
        heading("三、有效练习设计（附在最后）"),
        Line("{{ 表.附有效练习 }}"),
        heading("四、集体讨论（包括修改意见、经典诵读积累和写话、有效练习设计的统一）"),
        Line("{{ 表.集体讨论 }}"),
        When("表.照片", (PictureLine("表.照片", *PHOTO_SIZE),)),
    ),
    means={
        "序号": "第几次活动，程序编的号",
        "附单元分析": "后面附没附单元分析表，程序写的",
        "附有效练习": "这几周的有效练习在哪里，程序写的",
    },
)

ANALYSIS = Form(
    "单元分析",
    (
        title("{{ 表.标题 }}"),
        Grid(
            (1.2, 2.0, 7.6, 5.2),
            [
                FormBand(
                    [Slot(text, look=Look.HEAD) for text in ("序号", "内容", "个  人  设  计", "备课组集体讨论意见")], head=True
                ),
                FormBand(
                    [Slot("{{ 行.序号 }}", look=Look.LABEL), Slot("{{ 行.内容 }}", look=Look.LABEL),
                     Slot("{{ 行.个人设计 }}", look=Look.FORM_CLOSE), Slot("{{ 行.备课组集体讨论意见 }}", look=Look.FORM_CLOSE)],
                    ["行 in 表.行"], condition="not 行.通栏", height=4.6,
                    otherwise=[Slot("{{ 行.序号 }}", look=Look.LABEL), Slot("{{ 行.内容 }}", look=Look.LABEL),
                               Slot("{{ 行.个人设计 }}", span=2, look=Look.FORM_CLOSE)],
                ),
            ],
        ),
    ),
    means={"标题": "单元和单元名称连成的标题", "序号": "一到四，程序编的号", "通栏": "这一行是不是两栏并成一格，写在条件里"},
)  # fmt: skip


def pages(ledger: Ledger) -> Iterator[Page]:
    """The records in order, each followed by the analyses that it is the first to name; the others at the end.

    An analysis that only records not yet printed name waits with them.
    """
    everything = records(ledger.rows(ActivityRow))
    printed = [record for record in everything if ledger.occasion.printed(record.row.moment)]
    # By the first record that names it.
    owners: dict[int, list[Analysis]] = {}
    elsewhere: dict[int, list[Record]] = {}
    waiting: list[Analysis] = []
    loose: list[Analysis] = []
    for analysis in analyses(ledger):
        naming = [record for record in everything if any(analysis.named(unit) for unit in named_units(record.row))]
        shown = [record for record in naming if record in printed]
        if shown:
            owners.setdefault(shown[0].row.number, []).append(analysis)
            for later in shown[1:]:
                elsewhere.setdefault(later.row.number, []).append(shown[0])
        else:
            (waiting if naming else loose).append(analysis)
    all_designs = designs(ledger)
    for record in printed:
        own, others = owners.get(record.row.number, []), elsewhere.get(record.row.number, [])
        yield record_page(record, own, others, exercises_of(all_designs, weeks_of(record, everything, ledger)))
        yield from map(analysis_page, own)
    yield from map(analysis_page, loose if ledger.occasion.printed(None) else ())


def exercises_of(found: Sequence[Design], weeks: range) -> str:
    """Where the designs of a record's weeks are found: 第1周《等式与方程》、…; "" for none."""
    names = [f"{one.week}{quoted(one.content)}" for one in found if one.week and one.week.number in weeks]
    return f"见第6项“备课组内有效练习设计”：{'、'.join(names)}" if names else ""


def quoted(content: str) -> str:
    """《等式与方程》; a content that has such marks already is left as it is."""
    return content if "《" in content else f"《{content}》"


def record_page(record: Record, own: Sequence[Analysis], others: Sequence[Record], exercises: str) -> Page:
    """One record on its form."""
    row = record.row
    attached = ["见下一页“单元分析”表格"] if own else []
    attached += [f"见活动记录（{other.label}）" for other in dict.fromkeys(others)]
    # A unit that was analysed without a table stays readable as typed.
    if row.units and not attached:
        attached = [row.units, "（本次不附单元分析表）"]
    data: dict[str, Any] = row.shown() | {
        "序号": record.label,
        "活动时间": unbroken(row.shown()["活动时间"]),
        "附单元分析": "\n".join(attached) or "（本次不附单元分析表）",
        "附有效练习": exercises or "（本次不附有效练习设计）",
    }
    day = f" {dotted(row.time.date)}" if row.time and row.time.date else ""
    return Page("备课组活动记录", data, entry=f"活动记录（{record.label}）{day} {brief(row.content)}")


def unbroken(time: str) -> str:
    """A day with more behind it than a line holds: what stands in brackets, and the hour, on a line of its own."""
    return BRACKET.sub("\n", time, count=1) if len(time) > TIME_LENGTH and "\n" not in time else time


def brief(text: str) -> str:
    """The beginning of a text, short enough for a line of the table of contents."""
    first = re.split(r"[\n，。；]", text)[0]
    return first if len(first) <= ENTRY_LENGTH else first[: ENTRY_LENGTH - 1] + "…"


def analysis_page(analysis: Analysis) -> Page:
    """One unit's analysis: its four parts in the form's order."""
    order = {part: number for number, part in enumerate(PARTS, start=1)}
    rows: list[Mapping[str, Any]] = []
    by_part = groupby(sorted(analysis.rows, key=lambda row: order.get(row.part, 9)), key=lambda row: row.part)
    for part, group in by_part:
        for row in group:
            shown = row.shown()
            if part == ATTAINMENT and row.opinion:
                shown["个人设计"] = f"{shown['个人设计']}\n{shown['备课组集体讨论意见']}"
            number = chinese(order[part]) if part in order else ""
            rows.append(shown | {"序号": number, "内容": BROKEN.get(part, shown["内容"]), "通栏": part == ATTAINMENT})
    head = analysis.head
    heading_text = unit_heading(head)
    return Page("单元分析", {"标题": heading_text, "行": rows}, entry=heading_text)


def unit_heading(head: AnalysisRow) -> str:
    """第一单元（简易方程）单元分析; a 过关能力 as typed: 计算过关（口算与笔算）分析."""
    unit = f"第{head.unit}单元" if numeral(head.unit) else head.unit
    name = f"（{head.unit_name}）" if head.unit_name and head.unit_name != head.unit else ""
    is_unit = isinstance(unit_key(head.unit), int) or UNIT.match(head.unit)
    return f"{unit}{name}{'单元分析' if is_unit else '分析'}"


def asked_for(ledger: Ledger) -> bool:
    """Whether an activity of 表1 is due by now."""
    return any(ledger.occasion.due(plan.week) for plan in activities(ledger))


ITEM = Item(
    4, "备课组研讨活动记录", sheets=(ActivityRow, AnalysisRow), rules=RULES, forms=(ACTIVITY, ANALYSIS), pages=pages,
    content=ActivityRow, asked_for=asked_for, grows=True,
)  # fmt: skip
