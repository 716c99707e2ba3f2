"""Item 3, 教学进度表 (表2): what is taught in which week, unit by unit; and 表3: who sets which exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any
from unicodedata import normalize

from ledger_xlsx.forms import Band, Form, Line, Look, Page, Slot, table_of, title
from ledger_xlsx.item import Item
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date, WeekNumber, dotted
from ledger_xlsx.sheets.fields import LessonCount, Lessons, Text
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


def planned(rows: Iterable[ProgressRow]) -> Decimal:
    """The lessons of some rows added up; a row without a number has none."""
    return sum((row.lessons.planned for row in rows if row.lessons), Decimal(0))


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
