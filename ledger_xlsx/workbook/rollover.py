"""The next term's workbook from the last one: what a group keeps, a school year further on where one has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from statistics import median_low
from typing import Any

from ledger_xlsx.items.plan import activities, people
from ledger_xlsx.sheets.basics import FIRST, SECOND, Basics, MemberRow, SchoolYear
from ledger_xlsx.sheets.fields import plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column
from ledger_xlsx.workbook.prefill import FORTNIGHT, Prefill, Values

# What is the group's own; titles and dates belong to the term that is over.
KEPT: Sequence[Column[Any]] = (
    Basics.school,
    Basics.grade,
    Basics.subject,
    Basics.edition,
    Basics.leader,
    Basics.group_name,
    Basics.research_leader,
    Basics.administrator,
    Basics.tabulator,
    Basics.short_school,
    Basics.full_marks,
    Basics.excellent,
    Basics.passing,
    Basics.low,
)
GROWING = (MemberRow.age, MemberRow.years)
SEMESTERS = {FIRST: 1, SECOND: 2}


def rolled_over(last: Ledger, known: Prefill) -> Prefill:
    """What can be written in advance for the term after `last`; what is `known` of it goes before.

    Basics that are the group's own are kept as typed, of leaders who followed each other the last; members grow older
    by the school years between the two terms. An activity is planned as often as it was.
    """
    basics = last.basics
    kept = {column: basics.typed(column) for column in KEPT if basics.filled(column)}
    if basics.leader:
        kept[Basics.leader] = basics.leader[-1].name
    if (known.grade and known.grade != basics.show(Basics.grade)) or (
        known.subject and known.subject != basics.subject
    ):
        kept.pop(Basics.group_name, None)
    year, semester = following(basics, known)
    passed = year.first - basics.year.first if year and basics.year else 0
    return replace(
        known,
        year=str(year or known.year),
        semester=semester,
        kept=kept,
        members=[member(row, passed) for row in people(last.rows(MemberRow))],
        every=interval(last),
    )


def following(basics: Basics, known: Prefill) -> tuple[SchoolYear | None, int | None]:
    """Year and semester of the new term: as far as they are not known, those that come next."""
    last = SEMESTERS.get(basics.semester)
    semester = known.semester or (3 - last if last else None)
    if known.year:
        return SchoolYear(int(known.year[:4])), semester
    if basics.year is None:
        return None, semester
    # The first term opens a school year.
    return SchoolYear(basics.year.first + (semester == 1)), semester


def member(row: MemberRow, passed: int) -> Values:
    """A member, so many school years later; what was no number stays as typed."""
    values: dict[Column[Any], str | int] = {
        column: row.show(column) for column in MemberRow.columns if row.show(column)
    }
    for column in GROWING:
        number = row.values[column.name]
        if isinstance(number, int | Decimal):
            values[column] = later(Decimal(number) + passed)
    return values


def later(years: Decimal) -> str | int:
    """Years as they are typed: a whole number, or with decimals (9.5)."""
    return int(years) if years == int(years) else plain_number(years)


def interval(last: Ledger) -> int:
    """Every how many weeks an activity was planned; every second where 表1 does not tell."""
    weeks = [plan.week.number for plan in activities(last) if plan.week]
    gaps = [later - earlier for earlier, later in pairwise(weeks) if later > earlier]
    return median_low(gaps) if gaps else FORTNIGHT
