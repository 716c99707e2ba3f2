"""Figures that are possible but doubtful (RULES: 格-05, 格-07, 行-12, 行-13, 行-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ATTAINMENT, AnalysisRow, analyses
from ledger_xlsx.items.quality import QuestionRow, ResultRow, asked_for, belongs, mean
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.fields import plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row

RULES = RuleBook()

# fmt: off
NUMBER_UNLIKELY = Notice(
    "格-05", "number-unlikely", Severity.WARNING,
    says="为 {found}，通常在 {least}～{most} 之间。",
    remedy="请核对；确实如此可以不改。",
    why="少打、多打一位，数就差得很远。",
)
RATE_UNCLEAR = Notice(
    "格-07", "rate-unit-unclear", Severity.WARNING,
    says="填 {found}，是 {small}% 还是 {large}%，看不出来；这一栏别的格多写百分数。",
    remedy="请写上「%」；现在按 {large}% 印。",
    why="同一栏里写法不一样，就分不清是百分数还是小数。",
)
DATA_MISSING = Notice(
    "行-12", "unit-data-missing", Severity.WARNING,
    says="要用数据说明单元目标达成情况，现在没有数字。",
    remedy="可以写成「45人中43人过关」这样。",
    why="学校的表上写着：用数据呈现是否达成单元目标。",
)
MARKS_TOTAL = Notice(
    "行-13", "question-marks-total", Severity.WARNING,
    says="各题满分相加是 {found}，「检测满分」是 {expected}。",
    remedy="核对各题满分；满分不是 {expected} 的，在「基本信息」填「检测满分」。",
    why="各题的满分合起来就是整张试卷的满分。",
)
RATES_MEAN = Notice(
    "行-14", "question-rates-mean", Severity.WARNING,
    says="按各题得分率推算，平均分是 {found}，「质量检测」算得 {expected}。",
    remedy="核对各题得分率，或各班的总分和实考人数。",
    why="每题满分乘得分率，加起来就是平均分；相差一分以上，就有一处写错了。",
)
# fmt: on

USUAL: tuple[tuple[type[Row], Column[Any], int, int], ...] = (
    (Basics, Basics.weeks, 8, 26),
    (Basics, Basics.full_marks, 10, 200),
    (MemberRow, MemberRow.age, 18, 70),
    (MemberRow, MemberRow.years, 0, 50),
    (ResultRow, ResultRow.enrolled, 0, 70),
    (ResultRow, ResultRow.sat, 0, 70),
)
"""What is usual, wide enough for a village school's five pupils and a teacher called back from retirement."""
A_FIGURE = re.compile(r"\d|百分之|[一二两三四五六七八九十百零〇]+\s*(?:人|名|位|个|成|分)")
TOP_QUESTION = re.compile(r"第?[一二三四五六七八九十]+(?:大?题)?[、.]?")
EXTRA, SUM = "附加", re.compile("合计|总计|总分|全卷")
ONE_MARK = 1
OTHERS = 3
"""So many cells show how a column is written."""


@RULES.rule(
    NUMBER_UNLIKELY,
    hits=[
        """
        【基本信息】
        教学周数 | 190 ←
        【成员】
        姓名   | 年龄  | 教龄
        张思月 | 320 ← | 9
        恽蝶   | 3 ←   | 0
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 450 ←    | 40290
        """,
    ],
    near_misses=[
        """
        【成员】
        姓名   | 年龄 | 教龄
        张思月 | 61   | 41
        恽蝶   | 22   | 0
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 5        | 440
        合计 | 224      | 19559
        """,
        """
        【基本信息】
        教学周数 | 22
        检测满分 | 150
        """,
    ],
)
def number_unlikely(ledger: Ledger) -> Iterator[Finding]:
    """Ages, weeks and numbers of pupils are of the usual size."""
    for kind, column, least, most in USUAL:
        for row in ledger.rows(kind):
            value = row.values[column.name]
            if value is not None and row.filled(column) and not is_sum(row) and not least <= value <= most:
                yield NUMBER_UNLIKELY.at(row.at(column), found=row.typed(column), least=least, most=most)


def is_sum(row: Row) -> bool:
    """Whether a row of 质量检测 is no class, but a line of sums or a whole grade."""
    return isinstance(row, ResultRow) and not (row.class_name and row.class_name.key)


@RULES.rule(
    RATE_UNCLEAR,
    hits=[
        """
        【试题分析】
        题号 | 满分 | 得分率
        一   | 8    | 93.5%
        二   | 12   | 0.9 ←
        三   | 9    | 88%
        四   | 9    | 91.2
        """
    ],
    near_misses=[
        """
        【试题分析】
        题号 | 满分 | 得分率
        一   | 8    | 0.935
        二   | 12   | 0.9
        三   | 9    | 0.88
        四   | 9    | 1
        """,
        """
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 70   | 0.86
        """,
    ],
)
def rate_unclear(ledger: Ledger) -> Iterator[Finding]:
    """A rate of 1 or less without % among per cents can be either."""
    rows = [row for row in ledger.rows(QuestionRow) if row.rate is not None]
    as_shares = [row for row in rows if row.rate and is_share(row.typed(QuestionRow.rate))]
    if len(rows) - len(as_shares) < max(OTHERS, len(as_shares) + 1):
        return
    for row in as_shares:
        share = row.rate or Decimal(0)
        yield RATE_UNCLEAR.at(
            row.at(QuestionRow.rate),
            found=row.typed(QuestionRow.rate),
            small=plain_number(share),
            large=plain_number(share * 100),
        )


def is_share(typed: str) -> bool:
    """Whether a rate is typed as a number of 1 or less: 0.9, 1."""
    return bool(re.fullmatch(r"0?\.\d+|[01](?:\.0+)?", normalize("NFKC", typed).strip()))


@RULES.rule(
    DATA_MISSING,
    hits=[
        """
        【单元分析】
        单元     | 单元名称 | 内容             | 个人设计
        第一单元 | 简易方程 | 单元教材分析     | 共10课时。
                 |          | 单元目标达成分析 | 绝大多数学生达成了目标。 ←
        """
    ],
    near_misses=[
        """
        【单元分析】
        单元     | 单元名称 | 内容             | 个人设计               | 备课组集体讨论意见
        第一单元 | 简易方程 | 单元目标达成分析 | 四十五人中四十三人过关。 |
        第二单元 | 统计图   | 单元目标达成分析 | 都达成了目标。         | 合格率９８.２％。
        第三单元 | 因数     | 单元目标达成分析 | 多数学生达成了目标：   |
                 |          |                  | 224人中215人合格。     |
        """,
        """
        【单元分析】
        单元     | 单元名称 | 内容             | 个人设计
        第一单元 | 简易方程 | 单元目标达成分析 |
        """,
    ],
)
def data_missing(ledger: Ledger) -> Iterator[Finding]:
    """单元目标达成分析 has a figure in it; a hint in grades and subjects that sit no paper."""
    for analysis in analyses(ledger):
        rows = [row for row in analysis.rows if row.part == ATTAINMENT and row.design]
        said = normalize("NFKC", "".join(row.design + row.opinion for row in rows))
        if rows and not A_FIGURE.search(said):
            severity = Severity.WARNING if asked_for(ledger) else Severity.HINT
            yield DATA_MISSING.at(rows[0].at(AnalysisRow.design), severity=severity)


@RULES.rule(
    MARKS_TOTAL,
    hits=[
        """
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30 ← | 95%
        二   | 60   | 86%
        """,
    ],
    near_misses=[
        """
        【试题分析】
        题号   | 满分 | 得分率
        一     | 30   | 95%
        （1） | 10   | 96%
        （2） | 20   | 94%
        二     | 70   | 86%
        附加题 | 10   | 40%
        合计   | 100  | 88%
        """,
        """
        【基本信息】
        检测满分 | 50
        【试题分析】
        题号 | 满分 | 得分率
        1    | 20   | 95%
        2    | 30   | 86%
        """,
        """
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 一半 | 86%
        """,
        """
        【基本信息】
        年级 | 三、四年级
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 60   | 86%
        """,
    ],
)
def marks_total(ledger: Ledger) -> Iterator[Finding]:
    """The questions' marks add up to 检测满分. Silent where one is missing, and where several grades have a paper each."""
    rows, full = ledger.rows(QuestionRow), ledger.basics.lines[0]
    if one_paper(ledger) and not any(total(some) == full for some in countings(rows)):
        found = plain_number(total(next(countings(rows))))
        yield MARKS_TOTAL.at(rows[0].at(QuestionRow.marks), found=found, expected=plain_number(full))


def one_paper(ledger: Ledger) -> bool:
    """Whether the questions are those of one grade's paper, with all their marks."""
    rows, grades = ledger.rows(QuestionRow), ledger.basics.grade
    several = grades is not None and len(grades.numbers) > 1
    return bool(rows) and belongs(ledger) and not several and all(row.marks is not None for row in rows)


def countings(rows: Sequence[QuestionRow]) -> Iterator[Sequence[QuestionRow]]:
    """The rows that may make up the whole paper: all, without extra questions, without the parts of a question."""
    rows = [row for row in rows if not SUM.search(row.question)]
    regular = [row for row in rows if EXTRA not in row.question + row.kind]
    yield rows
    yield regular
    yield [row for row in regular if TOP_QUESTION.fullmatch(normalize("NFKC", row.question).strip())]


def total(rows: Sequence[QuestionRow]) -> Decimal:
    """The marks of some questions."""
    return sum((row.marks for row in rows if row.marks is not None), Decimal(0))


@RULES.rule(
    RATES_MEAN,
    hits=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95% ←
        二   | 70   | 80%
        """
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        五2  | 45       | 3906
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 70   | 86%
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 60   | 80%
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        五2  | 45       |
        【试题分析】
        题号 | 满分 | 得分率
        一   | 30   | 95%
        二   | 70   | 50%
        """,
    ],
)
def rates_mean(ledger: Ledger) -> Iterator[Finding]:
    """The questions' rates give the grade's mean, to less than one mark. Silent where the marks do not add up (行-13)."""
    rows, classes, full = ledger.rows(QuestionRow), ledger.rows(ResultRow), ledger.basics.lines[0]
    paper = next((some for some in countings(rows) if total(some) == full), ()) if one_paper(ledger) else ()
    known = all(row.total is not None and row.sat is not None for row in classes)
    marks, sat = sum((row.total or Decimal(0) for row in classes), Decimal(0)), sum(row.sat or 0 for row in classes)
    if not paper or not known or not sat or any(row.rate is None for row in paper):
        return
    reckoned = sum(((row.marks or Decimal(0)) * (row.rate or Decimal(0)) for row in paper), Decimal(0))
    if abs(reckoned - marks / sat) >= ONE_MARK:
        yield RATES_MEAN.at(rows[0].at(QuestionRow.rate), found=mean(reckoned, 1), expected=mean(marks, sat))
