"""Item 3, 教学进度表 (表2): what is taught in which week, unit by unit; and 表3: who sets which exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.forms import Band, Form, Line, Look, Page, Slot, table_of, title
from ledger_xlsx.item import Item
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date, WeekNumber, dotted
from ledger_xlsx.sheets.fields import LessonCount, Lessons, Text, plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Filler, Row
from ledger_xlsx.term import Week, numeral

RULES = RuleBook()

CHINESE = "[一二三四五六七八九十]+"
UNIT = re.compile(
    rf"(?P<a>{CHINESE})、|第(?P<b>{CHINESE}|\d+)单元|(?P<kind>Unit|Module|Project)\s*(?P<c>\d+)", re.IGNORECASE
)
NO_UNIT = ("放假", "期中", "期末", "总复习", "机动", "始业教育")
# Groups of several grades list one grade below the other, each under its name: 三年级, 四年级上册.
SUM = re.compile("(?:合计|总计|共计)(?:课时|节)?[:：]?")
A_GRADE = re.compile(r"[一二三四五六1-6]年级[上下]?册?[:：]?")


class ProgressRow(
    Row, sheet="表2教学进度", title="教学进度安排表", filler=Filler.LEADER,
    help="组长填。单元写一行（课时写 10+1，加号后面是机动），下面每课一行；周次、日期空着就是同上。",
):  # fmt: skip
    """A unit or a lesson of 表2."""

    week = Column("周次", WeekNumber(bare=True, example="1", width=8), inherit=True, prefilled=True)
    day = Column("日期", Date(style=dotted, example="2.21", width=10), inherit=True, within=(week,), prefilled=True)
    content = Column(
        "教学内容",
        Text(width=44, centred=False, example="一、简易方程"),
        required=True,
        prompt="单元写「一、简易方程」，课写课题",
    )
    lessons = Column(
        "课时", LessonCount(), required=True, exempt=lambda row: row.is_no_unit,
        prompt="单元写「10+1」：10 课时，另有机动 1 课时；每课写 1",
    )  # fmt: skip
    note = Column("备注", Text(width=24, example="机动1课时"))

    @property
    def is_unit(self) -> bool:
        """Whether the content is written as a unit is (FORMS: 表2)."""
        return bool(UNIT.match(self.plain_content))

    @property
    def is_grade(self) -> bool:
        """Whether the row only names the grade of which the rows below speak."""
        return bool(A_GRADE.fullmatch(self.plain_content))

    @property
    def is_sum(self) -> bool:
        """Whether the row adds up the lessons above it."""
        return bool(SUM.fullmatch(self.plain_content))

    @property
    def is_no_unit(self) -> bool:
        """A holiday, revision or spare row, a grade's name or a sum, which belongs to no unit."""
        return self.is_grade or self.is_sum or (not self.is_unit and any(word in self.content for word in NO_UNIT))

    @property
    def plain_content(self) -> str:
        return normalize("NFKC", self.content).strip()

    @property
    def unit_number(self) -> int | None:
        """The number of the unit that the content begins with."""
        match = UNIT.match(self.plain_content)
        return numeral(match["a"] or match["b"] or match["c"]) if match else None

    @property
    def unit_key(self) -> tuple[str, int | None]:
        """What tells one unit from another: Unit 1 and Project 1 are two, 一、 and 第一单元 are one."""
        match = UNIT.match(self.plain_content)
        return (match["kind"] or "").lower() if match else "", self.unit_number

    @property
    def unit_name(self) -> str:
        """简易方程, of 一、简易方程 or 第一单元 简易方程."""
        return UNIT.sub("", self.plain_content, count=1).strip(" ：:、（）()")


class SettingRow(
    Row, sheet="表3练习命制", title="有效练习命制安排表", filler=Filler.LEADER,
    help="组长填。一份练习一行；命制人和审核人最好不是同一位老师。周次空着就是同上。",
):  # fmt: skip
    """A row of 表3: an exercise, who sets it and who reviews it."""

    week = Column("周次", WeekNumber(bare=True, example="1", width=8), required=True, inherit=True, prefilled=True)
    content = Column("练习内容", Text(width=40, example="等式与方程"), required=True)
    setter = Column("命制人", People(example="张思月", width=14), required=True)
    reviewer = Column("审核人", People(example="恽蝶", width=14), required=True)


@dataclass(frozen=True)
class Unit:
    """A unit row and the lesson rows under it."""

    head: ProgressRow
    lessons: Sequence[ProgressRow]


def units(rows: Sequence[ProgressRow]) -> Iterator[Unit]:
    """The units of 表2 in order; lesson rows above the first unit belong to none.

    A later row that names the same unit again is a lesson (第一单元复习), unless it plans flexible lessons under another
    name: then it is a unit misnumbered (跨-19). A unit ends at a row that belongs to none. Where the weeks begin again,
    another grade's units do as well.
    """
    seen: dict[tuple[str, int | None], str] = {}
    heads: list[int] = []
    before: Week | None = None
    for index, row in enumerate(rows):
        if begins_again(rows, before, row):
            seen.clear()
        before = row.week or before
        misnumbered = bool(row.lessons and row.lessons.flexible) and row.unit_name != seen.get(row.unit_key)
        if row.is_unit and (row.unit_key not in seen or misnumbered):
            seen.setdefault(row.unit_key, row.unit_name)
            heads.append(index)
    for start, end in pairwise([*heads, len(rows)]):
        stop = next((i for i in range(start + 1, end) if rows[i].is_no_unit), end)
        yield Unit(rows[start], rows[start + 1 : stop])


def begins_again(rows: Sequence[ProgressRow], before: Week | None, row: ProgressRow) -> bool:
    """Whether a row goes back to the sheet's first week: groups of several grades list one grade below the other."""
    first = next((r.week for r in rows if r.week), None)
    return bool(before and row.week and first and row.week.number == first.number < before.number)


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


def planned(rows: Iterable[ProgressRow]) -> Decimal:
    """The lessons of some rows added up; a row without a number has none."""
    return sum((row.lessons.planned for row in rows if row.lessons), Decimal(0))


def flexible_in_note(note: str) -> int | None:
    """The flexible lessons that a remark names (机动1课时)."""
    match = FLEXIBLE_NOTE.search(normalize("NFKC", note))
    return numeral(match[1]) if match else None


PROGRESS = Form(
    "表2教学进度",
    (
        title("表2：{{ 台账.教材版本 }}{{ 台账.年级 }}{{ 台账.册别 }}{{ 台账.学科 }}教学进度安排表"),
        Line("制表人：{{ 台账.制表人 }}", Look.SUBTITLE),
        table_of(
            {"周次": 1.5, "日期": 2.2, "教学内容": 7.2, "课时": 1.8, "备注": 3.3}, "周", merged=("周次", "日期"),
            bold=("单元", ("教学内容", "课时")), height=0.7,
            last=Band([Slot("合计", span=3, look=Look.CELL_BOLD), Slot("{{ 表.合计 }}", span=2, look=Look.CELL_BOLD)], condition="表.合计", height=0.7),
        ),
    ),
    means={"单元": "这一行是不是单元（单元印粗体），写在条件里", "合计": "各单元的课时加起来，程序算的"},
)  # fmt: skip
SETTINGS = Form(
    "表3练习命制",
    (
        title("表3：有效练习命制安排表"),
        table_of({"周次": 2.2, "练习内容": 7.0, "命制人": 3.4, "审核人": 3.4}, "周", merged=("周次",), height=0.9),
    ),
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """表2 and 表3, their rows grouped by week, so that a week's number is printed once."""
    if rows := [settled(row, ledger) for row in ledger.rows(ProgressRow)]:
        heads = {unit.head.number for unit in units(rows)}
        weeks = [
            [row.shown() | {"单元": row.number in heads or row.is_grade} | without_week(row) for row in group]
            for _, group in groupby(
                rows, lambda row: (row.is_grade, row.week, row.day, row.typed(ProgressRow.week) if not row.week else "")
            )
        ]
        yield Page("表2教学进度", {"周": weeks, "合计": total(rows)}, entry="表2：教学进度表")
    if settings := ledger.rows(SettingRow):
        yield Page("表3练习命制", {"周": grouped_by_week(settings)}, entry="表3：有效练习命制安排表")


def without_week(row: ProgressRow) -> dict[str, str]:
    """What a grade's name is printed with: the week above it is the other grade's."""
    own = row.filled(ProgressRow.week)
    return {"周次": "", "日期": ""} if row.is_grade and not own else {}


def total(rows: Sequence[ProgressRow]) -> str:
    """80+9课时: the lessons of the units and, behind the plus, their flexible ones; without units those of all rows.

    "" where it would not be the whole truth: a number is missing, a row with lessons belongs to no unit, or the sheet
    holds one grade below the other.
    """
    found = list(units(rows))
    counted = [unit.head for unit in found] or list(rows)
    before: Week | None = None
    for row in rows:
        if begins_again(rows, before, row):
            return ""
        before = row.week or before
    if any(row.lessons is None for row in counted) or any(True for _ in outside(rows, found)):
        return ""
    flexible = sum((row.lessons.flexible for row in counted if row.lessons), Decimal(0))
    return f"{Lessons(planned(counted), flexible)}课时" if planned(counted) else ""


def outside(rows: Sequence[ProgressRow], found: Sequence[Unit]) -> Iterator[ProgressRow]:
    """The rows with lessons that no unit counts: above the first one, or behind a unit and not in its number."""
    heads = [rows.index(unit.head) for unit in found]
    yield from (row for row in rows[: heads[0] if heads else 0] if planned([row]))
    for unit, (start, end) in zip(found, pairwise([*heads, len(rows)]), strict=True):
        below, stated = rows[start + 1 : end], unit.head.lessons
        if stated and planned(below) not in {stated.planned, stated.planned + stated.flexible}:
            yield from (row for row in below[len(unit.lessons) :] if planned([row]))


def settled(row: ProgressRow, ledger: Ledger) -> ProgressRow:
    """A row whose date may have lost a zero (4.1: the 1st or the 10th of April), decided by its week (DOMAIN 5.1)."""
    day, term = row.day, ledger.term
    if not (day and day.date and day.other and row.week and term):
        return row
    if term.week_of(day.other) == row.week.number != term.week_of(day.date):
        values: Mapping[str, Any] = {**row.values, "day": replace(day, date=day.other, other=None)}
        return ProgressRow(row.number, values, row.cells, row.found_in, row.own)
    return row


def grouped_by_week(rows: Sequence[SettingRow]) -> list[list[dict[str, Any]]]:
    """Printed rows, those of one week together."""
    return [[row.shown() for row in group] for _, group in groupby(rows, lambda row: row.week or row.number)]


ITEM = Item(
    3, "教学进度表", sheets=(ProgressRow, SettingRow), rules=RULES, forms=(PROGRESS, SETTINGS), pages=pages, content=ProgressRow
)  # fmt: skip
