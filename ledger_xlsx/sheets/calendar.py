"""校历, the school's own calendar: a workbook with one sheet, which says what the national holidays cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.schooldays import DayKind, SpecialDay
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import Date, day, full
from ledger_xlsx.sheets.fields import Choice, Field, Text, Unreadable
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.rows import Column, Filler, Row
from ledger_xlsx.term import Day

# fmt: off
DAYS_UNREADABLE = Notice(
    "历-13", "days-unreadable", Severity.ERROR,
    says="「{found}」看不出是哪一天或哪几天。",
    remedy="写成「5月1日」，几天连着写「5月1日-5月5日」，不连着用顿号隔开。",
    why="校历里的日子看不清，就不知道哪天上课、哪天放假。",
)
KIND_UNKNOWN = Notice(
    "历-16", "day-kind-unknown", Severity.ERROR,
    says="「{found}」不知道是上课还是放假。",
    remedy="点单元格右边的小箭头选一项（上课、放假、半天），是什么日子写在「说明」里。",
    why="核对日期时，只看那天上课还是放假。",
)
CALENDAR_CONFLICT = Notice(
    "历-14", "calendar-conflict", Severity.ERROR,
    says="{day} 写了两次，上面写{before}，这里写{found}。",
    remedy="一天只写一次，删去不对的那一处。",
    why="同一天又上课又放假，程序不知道听哪一行的。",
)
CALENDAR_EMPTY = Notice(
    "历-15", "calendar-empty", Severity.ERROR,
    says="校历里一天也没有写。",
    remedy="写上本校放假、补课和半天的日子；和国家放假安排一样的不用写。",
    why="空着的校历等于没有校历，多半是拿错了文件。",
)
# fmt: on
LONGEST = timedelta(days=100)
"""No holiday is longer; a range that is has its days in the wrong order, or a slip in its year."""
APART = re.compile("[、；;，\n]")
WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
# A hyphen may also stand within a day, so that any other mark between two days goes before it.
RANGES = (
    re.compile("(?P<first>[^~—–至到]+)[~—–至到]+(?P<last>[^~—–至到]+)"),
    re.compile(r"(?P<first>\d{4}-\d{1,2}-\d{1,2})-(?P<last>\d{4}-\d{1,2}-\d{1,2})"),
    re.compile("(?P<first>[^-]+)-+(?P<last>[^-]+)"),
)
MONTH_AND_DAY = re.compile(r"(?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号]?")
DAY_ALONE = re.compile(r"(?P<d>\d{1,2})[日号]?")


@dataclass(frozen=True, kw_only=True)
class Days(Field[tuple[date, ...]]):
    """A day, several (4月28日、5月11日), or all days of a range (5月1日-5月5日, 5.1～5)."""

    blank: tuple[date, ...] = ()
    example: str = "5月1日-5月5日"
    width: float = 28
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> tuple[date, ...]:
        if isinstance(cell.value, date | float):
            # The spreadsheet's own dates and numbers are single days.
            return (certain(read(cell, group)),)
        parts = [part for part in APART.split(cell.text) if part.strip()]
        if not parts:
            raise Unreadable(DAYS_UNREADABLE)
        return tuple(found for part in parts for found in days_of(part, group))

    def show(self, value: tuple[date, ...]) -> str:
        return "、".join(map(full, value))


def days_of(text: str, group: Group) -> Iterator[date]:
    """The days of a text without enumeration; raises Unreadable."""
    bare = WEEKDAY.sub("", "".join(normalize("NFKC", text).split()))
    ranges = () if is_day(bare, group) else RANGES
    match = next((match for pattern in ranges if (match := pattern.fullmatch(bare))), None)
    first = certain(read(Cell.of(match["first"] if match else bare), group))
    last = end(first, match["last"], group) if match else first
    if not first <= last <= first + LONGEST:
        raise Unreadable(DAYS_UNREADABLE)
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def is_day(bare: str, group: Group) -> bool:
    """Whether a text names one day and nothing more (2024-05-01)."""
    try:
        return not day(Cell.of(bare), group).typed
    except Unreadable:
        return False


def read(cell: Cell, group: Group) -> Day:
    """The one day that a cell names; raises Unreadable."""
    try:
        return Date().parse(cell, group)
    except Unreadable as error:
        raise Unreadable(DAYS_UNREADABLE) from error


def certain(found: Day) -> date:
    """The date of a day that can be read in one way only, and with nothing behind it."""
    if found.date is None or found.typed or found.other:
        guess = f"{found.other.month}月{found.other.day}日" if found.other else ""
        raise Unreadable(DAYS_UNREADABLE, suggestion=guess)
    return found.date


def end(first: date, text: str, group: Group) -> date:
    """The last day of a range: without a year the next such day (12.30-1.2), without a month of the same one."""
    alone, short = DAY_ALONE.fullmatch(text), MONTH_AND_DAY.fullmatch(text)
    if not (alone or short):
        return certain(read(Cell.of(text), group))
    month = int(short["m"]) if short else first.month
    number = int((short or alone or {"d": 0})["d"])
    try:
        last = date(first.year, month, number)
        return last if last >= first or alone else date(first.year + 1, month, number)
    except ValueError as error:
        raise Unreadable(DAYS_UNREADABLE) from error


@dataclass(frozen=True, kw_only=True)
class DayKindChoice(Choice):
    """性质: 上课, 放假 or 半天."""

    options: tuple[str, ...] = tuple(DayKind)
    also: Mapping[str, str] = field(default_factory=lambda: {"补课": DayKind.LESSONS, "休息": DayKind.FREE})
    example: str = DayKind.FREE
    width: float = 10

    def parse(self, cell: Cell, group: Group) -> str:
        try:
            return super().parse(cell, group)
        except Unreadable as error:
            raise Unreadable(KIND_UNKNOWN) from error


class CalendarRow(
    Row, sheet="校历", title="校历", filler=Filler.LEADER,
    help="教务处填。写本校放假、补课和半天的日子；和国家放假安排一样的可以不写（新一年的安排还没公布时都要写）。没写年份的，按各本台账的学期算。",
):  # fmt: skip
    """Days on which the school does otherwise than the national calendar says."""

    days = Column("日期", Days(), required=True, prompt="一天、几天或一段：5月31日、4月28日、5月11日 或 5月1日-5月5日")
    kind = Column("性质", DayKindChoice(), required=True, prompt="点右边的小箭头选；半天也算上课的日子")
    note = Column("说明", Text(example="劳动节", width=40), prompt="是什么日子，如 劳动节、校运会")


def special_days(rows: Sequence[CalendarRow]) -> dict[date, SpecialDay]:
    """What the calendar says of each day that it names; of a day named twice, what it says first."""
    found: dict[date, SpecialDay] = {}
    for row in rows:
        for named in row.days if row.kind else ():
            found.setdefault(named, SpecialDay(DayKind(row.kind), row.note))
    return found


def contradictions(rows: Sequence[CalendarRow]) -> Iterator[Finding]:
    """What is wrong with the rows beside one another: nothing there, or a day of two kinds (the first of each row)."""
    if not rows:
        yield CALENDAR_EMPTY.at(Place(CalendarRow.sheet))
    said = special_days(rows)
    for row in rows:
        other = next((named for named in row.days if row.kind and said[named].kind != row.kind), None)
        if other:
            yield CALENDAR_CONFLICT.at(
                row.at(CalendarRow.kind), found=row.kind, day=f"{other.month}月{other.day}日", before=said[other].kind
            )
