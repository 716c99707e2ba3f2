"""Column types for the calendar: days, months and weeks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from ledger_xlsx.findings import Notice, Severity
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Field, Unreadable, refuse_date
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.term import Day, Week

DATE_UNREADABLE = Notice(
    "历-01", "date-unreadable", Severity.ERROR,
    says="「{found}」看不出是哪一天。",
    remedy="写成「2月21日」（写「2.21」也认）。",
    why="日期要和周次、开学日期对得上。",
)  # fmt: skip

WEEKDAY = r"(?:(?:星期|周|礼拜)[一二三四五六日天])?"
SEPARATOR = "[-/.。,]"
FULL = re.compile(
    rf"{WEEKDAY}(?P<y>\d{{4}}|\d{{2}})(?:年|(?P<s>{SEPARATOR}))(?P<m>\d{{1,2}})(?:月|(?(s)(?P=s)|{SEPARATOR}))(?P<d>\d{{1,2}})[日号]?(?![\d月])"
)
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
SHORT = re.compile(rf"{WEEKDAY}(?P<m>\d{{1,2}})(?:月|{SEPARATOR})(?P<d>\d{{1,2}})[日号]?(?![\d月])")
# Months, which a free cell may name instead of a day: 3月, 2025年9月, 2025.9, 9—10月, 5月下旬.
ONE_MONTH = r"(?:\d{4}[-/.年])?(?:0?[1-9]|1[0-2])月?"
MONTHS = re.compile(rf"(?=.*月|\d{{4}}){ONE_MONTH}(?:[-—–~至到、]+{ONE_MONTH})?(?:份|初|底|末|[上中下]旬)?")
# What may follow a day: a range, a weekday, an hour; but not a third number, as in 2.21.5.
NO_SEQUEL = re.compile(r"[./。]\d")
LOST_ZERO = {"1": "10", "2": "20", "3": "30"}
CENTURY = 100
"""A smaller year was written with its last two digits only."""
YEARS = range(1900, 2200)
"""No other year is a school's; counting weeks from 9999 on would leave the calendar."""


def dotted(day: date) -> str:
    """2.21, as teachers write it in tables."""
    return f"{day.month}.{day.day}"


def full(day: date) -> str:
    """2024年2月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, kw_only=True)
class Date(Field[Day | None]):
    """A day in any of the spellings of FORMS; `style` prints it. A `free` cell may also hold words (3月)."""

    blank: Day | None = None
    example: str = "2月21日"
    text_format: bool = True
    width: float = 14
    style: Callable[[date], str] = full
    free: bool = False

    def parse(self, cell: Cell, group: Group) -> Day:
        found = self.found(cell, group)
        if found.date and found.date.year not in YEARS:
            raise Unreadable(DATE_UNREADABLE)
        return found

    def found(self, cell: Cell, group: Group) -> Day:
        """The day of a cell, in whatever year."""
        if isinstance(cell.value, datetime) and (cell.value.hour or cell.value.minute):
            return Day(cell.value.date(), f"{full(cell.value)} {cell.value:%H:%M}")
        if isinstance(cell.value, date):
            return Day(cell.value.date() if isinstance(cell.value, datetime) else cell.value)
        if cell.day is not None:
            return Day(cell.day)
        try:
            return day(cell, group)
        except Unreadable:
            text = "".join(normalize("NFKC", cell.text).split())
            if self.free and (MONTHS.fullmatch(text) or not re.match(r"\d+[./月年-]\d", text)):
                return Day(None, cell.text)
            raise

    def show(self, value: Day | None) -> str:
        if value is None:
            return ""
        return value.typed or (self.style(value.date) if value.date else "")


def day(cell: Cell, group: Group) -> Day:
    """The day that a text or a number such as 2.21 names; raises Unreadable."""
    # A blank between figures parts the day from an hour: 2.20 14:10.
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", normalize("NFKC", cell.text))
    match = FULL.match(text) or COMPACT.match(text) or SHORT.match(text)
    if match is None or NO_SEQUEL.match(text[match.end() :]):
        raise Unreadable(DATE_UNREADABLE)
    typed = cell.text if match.end() < len(text) or text[0] in "星周礼" else ""
    month, number = int(match["m"]), match["d"]
    try:
        if "y" not in match.re.groupindex:
            if group.term is None:
                raise Unreadable(DATE_UNREADABLE)
            other = None
            if isinstance(cell.value, float) and number in LOST_ZERO and not typed:
                other = possible(group, month, int(LOST_ZERO[number]))
            return Day(group.term.on(month, int(number)), typed, other)
        year = int(match["y"])
        return Day(date(year if year >= CENTURY else 2000 + year, month, int(number)), typed)
    except ValueError:
        raise Unreadable(DATE_UNREADABLE) from None


def possible(group: Group, month: int, number: int) -> date | None:
    """That date of the term, if the calendar has it."""
    try:
        return group.term.on(month, number) if group.term else None
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Month(Field[str]):
    """A month for the cover: a date is printed as 2024年2月, other words as typed."""

    blank: str = ""
    example: str = "2024年2月"
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> str:
        found = cell.value if isinstance(cell.value, date) else cell.day
        if found is None and (match := re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", normalize("NFKC", cell.text))):
            return f"{match[1]}年{int(match[2])}月"
        if found is None:
            try:
                read = day(cell, group)
                found = None if read.typed else read.date
            except Unreadable:
                return cell.text
        return f"{found.year}年{found.month}月" if found else cell.text


WEEK_UNREADABLE = Notice(
    "历-12", "week-unreadable", Severity.ERROR,
    says="「{found}」看不出是第几周。",
    remedy="写成「第1周」或「1」；开学前写「开学前准备」，最后写「期末」。",
    why="台账按周次排列，周次还要和日期对得上。",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WeekNumber(Field[Week | None]):
    """周次. `bare` prints 1 (表2 and 表3), otherwise 第1周."""

    blank: Week | None = None
    example: str = "第1周"
    width: float = 10
    text_format: bool = True
    bare: bool = False

    def parse(self, cell: Cell, group: Group) -> Week:
        refuse_date(cell)
        week = Week.read(cell.text)
        if week is None:
            raise Unreadable(WEEK_UNREADABLE)
        return week

    def show(self, value: Week | None) -> str:
        if value is None:
            return ""
        return value.label if self.bare else str(value)
