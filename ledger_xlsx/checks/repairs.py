"""The ledger with one cause mended: what then is said no longer only followed from it (RULES B1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from ledger_xlsx.checks.dates import FAR
from ledger_xlsx.checks.slips import RECORDS_SLIPPED, numbered, record_slip, renumbered
from ledger_xlsx.checks.week_days import WRONG_WEEK, meant_start
from ledger_xlsx.checks.weeks import WEEKS_TOO_FEW, last_planned
from ledger_xlsx.findings import Finding, Notice, Place
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.cover import TERM_MISMATCH
from ledger_xlsx.sheets.basics import SECOND, Basics
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import COLUMNS_SHIFTED
from ledger_xlsx.sheets.rows import Column
from ledger_xlsx.term import Day

Judge = Callable[[Ledger], Sequence[Finding]]
"""What all the rules say of a ledger."""
FEBRUARY = 2
Said = tuple[Notice, Place]


@dataclass(frozen=True)
class Repaired:
    """What mending the causes shows: which findings followed from them, and which they had hidden."""

    following: Set[Said]
    hidden: Sequence[Finding]


def repaired(findings: Sequence[Finding], ledger: Ledger, judge: Judge) -> Repaired:
    """What the rules would not say if the causes were mended, besides these, and what they would say then only."""
    said, following, hidden = {(f.notice, f.place) for f in findings}, set[Said](), list[Finding]()
    repairs_made = [repair for repair in repairs(findings, ledger) if repair.cause in said]
    said_by_rules = {(f.notice, f.place) for f in judge(ledger)} if repairs_made else set[Said]()
    for repair in repairs_made:
        found = judge(repair.mended)
        left = {(f.notice, f.place) for f in found}
        # What makes more mistakes than it mends was none: 学年 may be wrong, and not the year of 开学日期.
        if len(left) < len(said_by_rules):
            following |= said_by_rules - left - {repair.cause}
            # Only one cause alone, mended for certain, shows what is true without it.
            hidden += [f for f in found if (f.notice, f.place) not in said] if repair.certain else []
    return Repaired(following, hidden if len(repairs_made) == 1 else ())


@dataclass(frozen=True)
class Repair:
    """A cause and the ledger in which it is mended; `certain` if nothing else in it is a guess."""

    cause: Said
    mended: Ledger
    certain: bool = False


def repairs(findings: Sequence[Finding], ledger: Ledger) -> Iterator[Repair]:
    """Each cause that can be mended without the teacher, and the ledger in which it is.

    A sheet whose columns are shifted is taken out: against what stands there nothing can be held.
    """
    basics, shifted = ledger.basics, {f.place for f in findings if f.notice is COLUMNS_SHIFTED}
    for kind, rows in ledger.tables.items():
        for place in shifted:
            if rows and rows[0].found_in == place.sheet:
                without = replace(ledger, tables={**ledger.tables, kind: ()}, missing=ledger.missing | {kind})
                yield Repair((COLUMNS_SHIFTED, place), without)
    if by := record_slip(ledger):
        first, _ = numbered(ledger)[0]
        yield Repair((RECORDS_SLIPPED, first.at(ActivityRow.activity)), renumbered(ledger, by), certain=True)
    start, last = meant_start(ledger), last_planned(ledger)
    if start:
        yield Repair((WRONG_WEEK, basics.at(Basics.start)), with_basics(ledger, Basics.start, Day(start)), certain=True)
    if year := meant_year(ledger):
        yield Repair((TERM_MISMATCH, basics.at(Basics.start)), in_year(ledger, year))
    if last:
        yield Repair((WEEKS_TOO_FEW, basics.at(Basics.weeks)), with_basics(ledger, Basics.weeks, last), certain=True)


def meant_year(ledger: Ledger) -> int | None:
    """The year that 学年 and 学期 give 开学日期, where it has another."""
    basics = ledger.basics
    if not basics.year or not basics.start or not basics.start.date:
        return None
    year = basics.year.first + (basics.semester == SECOND)
    return year if year != basics.start.date.year else None


def in_year(ledger: Ledger, year: int) -> Ledger:
    """The ledger with 开学日期 in another year, and with it the days that were typed without one."""
    term = ledger.term
    if term is None:
        return ledger
    earliest, latest = term.start - FAR, term.end + FAR

    def moved(value: object) -> object:
        if not isinstance(value, Day) or not value.date or not earliest <= value.date <= latest:
            return value
        # A 29 February becomes the day before: the other year may have none.
        day = min(value.date.day, 28) if value.date.month == FEBRUARY else value.date.day
        return replace(value, date=value.date.replace(year=value.date.year + year - term.start.year, day=day))

    tables = {
        kind: tuple(kind(r.number, {n: moved(v) for n, v in r.values.items()}, r.cells, r.found_in) for r in rows)
        for kind, rows in ledger.tables.items()
    }
    return in_own_term(replace(ledger, tables=tables))


def with_basics(ledger: Ledger, column: Column[Any], value: object) -> Ledger:
    """The ledger with another value in 基本信息, its term counted anew."""
    old = ledger.basics
    basics = Basics(old.number, {**old.values, column.name: value}, old.cells, old.found_in)
    return in_own_term(replace(ledger, tables={**ledger.tables, Basics: (basics,)}))


def in_own_term(ledger: Ledger) -> Ledger:
    """The ledger looked at in the term that it now has."""
    return replace(ledger, occasion=replace(ledger.occasion, term=ledger.term))
