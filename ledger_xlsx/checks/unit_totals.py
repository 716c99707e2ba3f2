"""The lessons of 表2 by unit: what a unit says it takes is the sum of its lessons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.progress import CHINESE, ProgressRow, planned, units
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.fields import Lessons, plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import numeral

RULES = RuleBook()

# fmt: off
UNIT_TOTAL = Notice(
    "跨-07", "unit-total", Severity.ERROR,
    says="「{unit}」写 {found}，下面各课相加是 {total}，差 {difference}。",
    remedy="是合计写错就改合计，是漏了一课就补上。",
    why="单元的课时是下面各课的和；对不上时，不是合计写错，就是漏了课。",
)
# fmt: on
INTERRUPTIONS = ("放假", "期中", "机动")
# What may stand behind a unit's lessons without being counted with them, and behind those of the last unit only.
CLOSING = re.compile("检测|测评|测试|考核|评价|游园|休业|Review|Revision|Recycle|Test", re.IGNORECASE)
CLOSING_TERM = re.compile(f"复习|展|{CLOSING.pattern}", re.IGNORECASE)
FLEXIBLE_NOTE = re.compile(rf"机动\s*(\d+|{CHINESE})\s*个?(?:课时|节)")


@RULES.rule(
    UNIT_TOTAL,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 10+1 ←
             | 认识方程     | 4
             | 解方程       | 5
        """,
        """
        【表2教学进度】
        周次 | 教学内容          | 课时
        1    | 第1单元 简易方程 | 3
             | 认识方程          | 1
             | 解方程            | 1
             | 整理与练习        | 1
        2    | 第2单元 统计图   | 2 ←
             | 折线统计图        | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容          | 课时
        1    | Unit 1 Hello      | 3 ←
             | Unit 1 Story time | 1
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容       | 课时     | 备注
        1    | 一、简易方程   | １０＋１ | 机动1课时
             | 认识方程       | 4
             | 解方程         | 6课时
        2    | 二、折线统计图 | 4+1
             | 单式折线统计图 | 2
             | 复式折线统计图 | 2
             | 机动           | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 10
             | 认识方程     | 一节多
             | 解方程       | 6
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        5    | 四、分数     | 5
             | 分数的意义   | 2
        6    | 国庆放假     | 0
        7    | 约分         | 3
             | 期末总复习   | 6
        """,
        """
        【表2教学进度】
        周次 | 教学内容         | 课时
        18   | 八、整理与复习   | 4
             | 数的世界         | 1
             | 图形王国         | 1
        19   | 期末学业质量检测 | 1
             | 检测分析与订正   | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容           | 课时
        1    | Unit 1 Story time  | 3
             | Unit 1 Grammar     | 1
             | Unit 1 Checkout    | 2
        2    | Project 1 My month | 2
             | Project 1 Make it  | 2
        """,
        """
        【基本信息】
        年级 | 三、四年级
        学科 | 体育
        【表2教学进度】
        周次 | 教学内容       | 课时
        1    | 第一单元 跑    | 2
             | 快速跑         | 2
        2    | 第二单元 跳    | 1
             | 立定跳远       | 1
        1    | 第一单元 投掷  | 3
             | 投沙包         | 3
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | Module 6     | 2
             | M6U1 Can I   | 2
             | 合计         | 2
        2    | Review       | 2
        17   | 八、圆       | 2+1
             | 圆的认识     | 2
        18   | 复习         | 2
        19   | 实验操作评价 | 2
        """,
        """
        【表2教学进度】
        周次  | 教学内容       | 课时
        14    | 八、圆         | 2+1
              | 圆的认识       | 2
        15—17 | 单词、课文背诵 | 9
        18    | 元旦活动、复习 | 2
              | 合计           | 13
        """,
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 队列练习   | 2
             | 基本体操   | 1
        """,
    ],
)
def unit_total(ledger: Ledger) -> Iterator[Finding]:
    """A unit's planned lessons are the sum of its lesson rows (FORMS: 表2). Silent where a number is missing.

    Two neighbours of which one has what the other lacks are one mistake, said of the first.
    """
    rows = ledger.rows(ProgressRow)
    found = list(units(rows))
    heads = [*(rows.index(unit.head) for unit in found), len(rows)]
    above = Decimal(0)
    for unit, (start, end) in zip(found, pairwise(heads), strict=True):
        stated, below = unit.head.lessons, rows[start + 1 : end]
        lessons = lessons_of(below)
        short, above = above, Decimal(0)
        if stated is None or not lessons or any(row.lessons is None for row in lessons if not row.is_no_unit):
            continue
        total = planned(row for row in lessons if not row.is_no_unit)
        # Without a plus the number may hold the flexible lessons of the remark or not.
        noted = 0 if stated.flexible else flexible_in_note(unit.head.note) or 0
        fitting = {stated.planned, stated.planned + stated.flexible, stated.planned - noted, stated.planned + noted}
        # A flexible lesson may have a row of its own, a unit may end at a holiday or before revision, and the last one
        # may count the examination in.
        everything = {planned(below), planned(row for row in below if not row.is_no_unit)}
        everything |= {*without_closing(unit.lessons, last=end == len(rows))}
        if fitting.isdisjoint({total, planned(lessons), planned(unit.lessons), *everything}):
            above = stated.planned - total
            # What this unit has too many lessons of is what the one above lacks: its row stands too high or too low.
            if short and short == -above:
                continue
            yield UNIT_TOTAL.at(
                unit.head.at(ProgressRow.lessons), found=stated, expected=Lessons(total, stated.flexible),
                unit=unit.head.content, total=plain_number(total), difference=plain_number(abs(stated.planned - total)),
            )  # fmt: skip


def lessons_of(rows: Sequence[ProgressRow]) -> Sequence[ProgressRow]:
    """The rows under a unit up to revision and the like; a holiday or a flexible lesson only interrupts it."""
    ends = (
        i for i, row in enumerate(rows) if row.is_no_unit and not any(word in row.content for word in INTERRUPTIONS)
    )
    return rows[: next(ends, len(rows))]


def without_closing(rows: Sequence[ProgressRow], *, last: bool) -> Iterator[Decimal]:
    """The lessons of a unit without its last row, its last two rows and so on, as long as those revise or assess.

    What follows the lessons of the last unit in a week of its own need not belong to it either.
    """
    closing = True
    for end in range(len(rows) - 1, 0, -1):
        closing = closing and bool((CLOSING_TERM if last else CLOSING).search(rows[end].plain_content))
        if closing or (last and rows[end].filled(ProgressRow.week)):
            yield planned(rows[:end])


def flexible_in_note(note: str) -> int | None:
    """The flexible lessons that a remark names (机动1课时)."""
    match = FLEXIBLE_NOTE.search(normalize("NFKC", note))
    return numeral(match[1]) if match else None
