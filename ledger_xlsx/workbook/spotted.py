"""Findings with the cells that they are marked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.grid import REFERENCE, Area, Grid, Sheet, Spot, Workbook, column_number

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True)
class Spotted:
    """A finding with the cell that it is marked at: the first of a merged area; none where it concerns a whole sheet.

    `sheet` is empty for what concerns the file; `known` says that the workbook has this sheet.
    """

    finding: Finding
    sheet: str = ""
    spot: Spot | None = None
    known: bool = False

    @property
    def kind(self) -> tuple[object, ...]:
        """What is alike of findings of one kind: rule, level, sheet and column."""
        one = self.finding
        return one.notice.code, one.severity, self.sheet, one.place.column

    @property
    def same(self) -> tuple[object, ...]:
        """What is alike of findings that say the same, as the reports group them: the kind, and the words."""
        return *self.kind, self.finding.message, self.finding.remedy, self.finding.suggestion


@dataclass
class Merged:
    """A sheet's merged areas, by the columns that they cover."""

    areas: Sequence[Area]
    columns: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict[int, list[tuple[int, int, int]]])

    def first(self, spot: Spot) -> Spot:
        """The cell itself, or the first of the area that it lies in."""
        row, column = spot
        if column not in self.columns:
            here = ((area.top, area.bottom, area.left) for area in self.areas if area.left <= column <= area.right)
            self.columns[column] = sorted(here)
        areas = self.columns[column]
        index = bisect_right(areas, row, key=lambda area: area[0]) - 1
        return (areas[index][0], areas[index][2]) if index >= 0 and row <= areas[index][1] else spot


def spotted(
    findings: Sequence[Finding], book: Workbook, sheets: Sequence[Sheet], grids: dict[str, Grid]
) -> Sequence[Spotted]:
    """The findings in the order of our list: the gravest first, then by sheets and cells as they stand.

    The grids of the sheets that are named are put into `grids`, by the sheet's name.
    """
    order = {sheet.name: index for index, sheet in enumerate(sheets)}
    found = located(findings, book, {sheet.name: sheet for sheet in reversed(sheets)}, grids)
    return sorted(
        found, key=lambda one: (LEVELS.index(one.finding.severity), order.get(one.sheet, -1), one.spot or (0, 0))
    )


def located(
    findings: Sequence[Finding], book: Workbook, sheets: Mapping[str, Sheet], grids: dict[str, Grid]
) -> Iterator[Spotted]:
    """The findings with their cells; a sheet is found by its declared name too, whatever blanks a teacher has put there."""
    by_plain_name = {plain(name): name for name in sheets}
    merged: dict[str, Merged] = {}
    for finding in findings:
        place = finding.place
        name = place.sheet if place.sheet in sheets else by_plain_name.get(plain(place.sheet), "")
        if not name:
            yield Spotted(finding, "" if place.sheet == book.package.name else place.sheet)
            continue
        if name not in grids:
            grids[name] = book.grid(sheets[name])
            merged[name] = Merged(grids[name].areas)
        at = REFERENCE.fullmatch(place.cell or "")
        spot = merged[name].first((int(at[2]), column_number(at[1]))) if at else None
        yield Spotted(finding, name, spot, known=True)
