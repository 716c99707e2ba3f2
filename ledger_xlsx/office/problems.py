"""Findings as plain data: without what somebody typed, known again in the next version, and waived where the office has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import blake2b

from ledger_xlsx.checks.order import position
from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.items import ITEMS
from ledger_xlsx.office.results import Problem
from ledger_xlsx.office.roster import Waiver
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.fields import Choice, Pictures
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.roster import spot
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import plain

UNSAID = "…"
COUNTED_FACTS = frozenset({"count", "number", "row", "rows", "size", "limit", "pages", "weeks", "seconds"})
"""Facts that say how many or which row; of other numbers some are a teacher's age."""
OPEN = frozenset({"全-02", "全-05", "格-19", "历-11", "文-08"})
"""Rules all of whose facts are the school's or the program's own."""
NUMBER = re.compile(r"[\d、,，～~ —-]+")
WEEK_OR_ACTIVITY = re.compile(r"第[\d一二三四五六七八九十]+(?:次活动|周)")
NAMED_BY = 3
"""So many short columns of a row are enough to know it again."""


def problems(
    findings: Sequence[Finding], ledger: Ledger | None, *, include_values: bool = False
) -> tuple[Problem, ...]:
    """Findings as plain data, in their order. `ledger` is None for a file that could not be read."""
    rows = rows_by_place(ledger) if ledger else {}
    seen: Counter[str] = Counter()
    found: list[Problem] = []
    for finding in findings:
        key = same_again(finding, rows)
        seen[key] += 1
        found.append(problem(finding, f"{key}-{seen[key]}", include_values=include_values))
    return tuple(found)


def problem(finding: Finding, key: str, *, include_values: bool = False) -> Problem:
    """One finding; `key` is known already."""
    notice, place = finding.notice, finding.place
    facts = finding.facts if include_values else {name: told(finding, name) for name in finding.facts}
    return Problem(
        notice.code,
        notice.slug,
        finding.severity,
        place.sheet if include_values or plain(place.sheet) in declared() else "",
        place.cell,
        place.column if include_values or plain(place.column or "") in declared() else None,
        notice.says.format(**facts),
        notice.remedy.format(**facts),
        key,
        found=(finding.found or None) if include_values else None,
        expected=(finding.expected or None) if include_values else None,
    )


def told(finding: Finding, name: str) -> str:
    """A fact as everybody may read it: words that the program itself declares, and bare counts; … for all else."""
    value = finding.facts[name]
    if finding.notice.code in OPEN or (name in COUNTED_FACTS and NUMBER.fullmatch(value)):
        return value
    parts = [plain(part) for part in value.split("、")]
    known = value and all(part in declared() or WEEK_OR_ACTIVITY.fullmatch(part) for part in parts)
    return value if known else UNSAID


@cache
def declared() -> frozenset[str]:
    """The words of the forms: sheets, columns, items, and what may be chosen in a column."""
    kinds = [*SHEETS, *(kind for item in ITEMS for kind in item.sheets)]
    columns = [column for kind in kinds for column in kind.columns]
    words = [*(kind.sheet for kind in kinds), *(column.title for column in columns), *(item.name for item in ITEMS)]
    choices = (option for column in columns if isinstance(column.field, Choice) for option in column.field.options)
    return frozenset(map(plain, (*words, *choices)))


def rows_by_place(ledger: Ledger) -> Mapping[tuple[str, str | None], Row]:
    """The rows by each of their cells; a merged cell belongs to the first of its rows."""
    found: dict[tuple[str, str | None], Row] = {}
    for rows in ledger.tables.values():
        for row in rows:
            for cell in row.cells.values():
                found.setdefault((cell.place.sheet, cell.place.cell), row)
    return found


def same_again(finding: Finding, rows: Mapping[tuple[str, str | None], Row]) -> str:
    """What is the same of a problem in the next version: rule, sheet, column and what names its row, as a digest."""
    place = finding.place
    row = rows.get((place.sheet, place.cell))
    words = [finding.notice.code, plain(place.sheet) if row else "", plain(place.column or "")]
    if row and row.layout is Layout.TABLE:
        words += [plain(row.typed(column)) for column in naming(row) if column.title != place.column]
    elif not row and place.cell:
        # Beside the tables nothing names a row but its number.
        words.append(str(position(place.cell)))
    return blake2b("\n".join(words).encode(errors="replace"), digest_size=6).hexdigest()


def naming(row: Row) -> Iterator[Column[object]]:
    """The columns by which a row is known: its first short ones that must be filled in."""
    short = [
        column
        for column in row.columns
        if column.required and not column.field.long and not isinstance(column.field, Pictures)
    ]
    return iter(short[:NAMED_BY])


def waived(finding: Finding, group: str, waivers: Iterable[Waiver]) -> bool:
    """Whether the office has waived a finding for a group; what says that a book cannot be understood never is."""
    return finding.notice.waivable and any(
        plain(waiver.group) == plain(group)
        and waiver.rule == finding.notice.code
        and (not waiver.place or spot(waiver.place) in spots(finding.place))
        for waiver in waivers
    )


def spots(place: Place) -> frozenset[str]:
    """The ways in which a waiver may name a place: its sheet, with cell or column or both."""
    cell, column = place.cell or "", place.column or ""
    return frozenset(
        spot(text) for text in (place.sheet, place.sheet + cell, place.sheet + column, place.sheet + cell + column)
    )


def holding(waivers: Iterable[Waiver], day: date | None) -> tuple[Waiver, ...]:
    """The waivers that hold on a day."""
    return tuple(one for one in waivers if one.until is None or day is None or day <= one.until)


def with_waivers(
    found: Sequence[Problem], findings: Sequence[Finding], group: str, waivers: Sequence[Waiver]
) -> tuple[Problem, ...]:
    """The problems of these findings, those waived marked."""
    return tuple(
        replace(one, waived=True) if group and waived(finding, group, waivers) else one
        for one, finding in zip(found, findings, strict=True)
    )


def must_change(found: Iterable[Problem]) -> bool:
    """Whether one of these keeps a ledger from being made."""
    return any(one.severity is Severity.ERROR and not one.waived for one in found)
