"""The calendar of a term: the national holidays and what makes up for them, overridden by the school's own 校历."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.schooldays import DayKind, SchoolCalendar, SpecialDay
from ledger_xlsx.sheets.calendar import CalendarRow, contradictions, special_days
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.reading import alone
from ledger_xlsx.sheets.tables import Book
from ledger_xlsx.term import Term

SOME_TERM = Term(date(2024, 2, 21))
"""A term by whose years a 校历 is proved before any ledger is read; of a leap year, so that 2.29 may be a day."""


@dataclass(frozen=True)
class OwnCalendar:
    """A school's 校历 as its workbook holds it; its days get their year from a term.

    `opening` is what opening the workbook found.
    """

    book: Book
    opening: Sequence[Finding] = ()

    def during(self, term: Term) -> tuple[dict[date, SpecialDay], list[Finding]]:
        """What it says of the days of a term, and what is wrong with it."""
        rows, findings = alone(CalendarRow, self.book, Group(term))
        return special_days(rows), [*findings, *(contradictions(rows) if rows or not findings else ())]

    def findings(self) -> list[Finding]:
        """What is to be said of it whatever the term."""
        return [*self.opening, *self.during(SOME_TERM)[1]]


def calendar(term: Term, own: OwnCalendar | None = None) -> tuple[SchoolCalendar, list[Finding]]:
    """The calendar of a term, and what of the school's own is wrong in this term (2.29 of a year without one).

    In a year that the library does not know, a 校历 that names free days of the term is taken to name them all.
    """
    years = frozenset(range(term.monday(1).year, term.end.year + 1))
    base = national(years)
    if own is None:
        return base, []
    special, findings = own.during(term)
    told = {day.year for day, one in special.items() if one.kind is DayKind.FREE and term.monday(1) <= day <= term.end}
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    return SchoolCalendar({**base.special, **special}, base.years | told), wrong


def national(years: Iterable[int]) -> SchoolCalendar:
    """The holidays of these years and the days that make up for them, as far as the library knows the years."""
    # Help and other commands need no holidays.
    from chinese_calendar.constants import Holiday, holidays, workdays  # noqa: PLC0415

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    # A list may hold the first of January of a year of which nothing else is announced yet.
    announced = {day.year for day, name in holidays.items() if name == Holiday.spring_festival.value}
    known = frozenset(years) & announced
    special = {
        day: SpecialDay(kind, names.get(name, name))
        for kind, days in ((DayKind.FREE, holidays), (DayKind.LESSONS, workdays))
        for day, name in days.items()
        if day.year in known
    }
    return SchoolCalendar(special, known)
