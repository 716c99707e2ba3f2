"""The same problem once, with all its cells, under its sheet: how every report for people arranges findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.reports.report import LEVELS, Report
from ledger_xlsx.sheets.tables import plain

SHOWN = 5
"""So many cells of one problem are shown at once; totals count all."""


@dataclass(frozen=True)
class Group:
    """Findings that say the same: rule, column, value and words are alike, only the cells differ."""

    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        """The finding whose words stand for all."""
        return self.findings[0]

    @property
    def cells(self) -> Sequence[str]:
        """The addresses in the order of the findings, each once; none where the whole sheet is meant."""
        return list(dict.fromkeys(finding.place.cell for finding in self.findings if finding.place.cell))

    @property
    def guess(self) -> str:
        """What was probably meant, as a question; empty where there is no guess."""
        return f"是不是「{self.first.suggestion}」？" if self.first.suggestion else ""

    @property
    def place(self) -> Place:
        """Where: B7、B9:B12 等 6 处 in place of a single cell, the first cells only, neighbours joined."""
        one = self.first.place
        if len(self.findings) == 1 or not self.cells:
            return one
        more = f" 等 {len(self.cells)} 处" if len(self.cells) > SHOWN else ""
        return Place(one.sheet, "、".join(ranges(self.cells[:SHOWN])) + more, one.column)


def by_sheet(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each sheet: those of the file and of unknown sheets first, then in the workbook's order."""
    order = {plain(sheet): number for number, sheet in enumerate(report.sheets)}
    sheets: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        sheets[finding.place.sheet].append(finding)
    for sheet in sorted(sheets, key=lambda name: order.get(plain(name), -1)):
        yield sheet, sheets[sheet]


def ranked(findings: Iterable[Finding]) -> list[Group]:
    """The groups, the gravest first, those of one rule together."""
    levels: dict[tuple[int, str], list[Group]] = defaultdict(list)
    for group in groups(findings):
        levels[LEVELS.index(group.first.severity), group.first.notice.code].append(group)
    # The rules of one level stay in the order in which they first appear.
    return [group for key in sorted(levels, key=lambda key: key[0]) for group in levels[key]]


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Findings that say the same, joined, in the order of their first."""
    found: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        words = (finding.found, finding.message, finding.remedy, finding.suggestion)
        key = (finding.notice.code, finding.severity, finding.place.column, *map(squeezed, words))
        found[key].append(finding)
    return [Group(alike) for alike in found.values()]


def squeezed(words: str) -> str:
    """Words as they are compared: width and blanks do not count."""
    return "".join(normalize("NFKC", words).split())


def ranges(cells: Iterable[str]) -> list[str]:
    """Cells in order, those below one another joined: B9, B10, B11 → B9:B11."""
    joined: list[list[tuple[str, int]]] = []
    for column, row in sorted(map(address, cells), key=lambda cell: (len(cell[0]), cell)):
        if joined and joined[-1][-1] == (column, row - 1):
            joined[-1].append((column, row))
        else:
            joined.append([(column, row)])
    return [":".join(f"{column}{row}" for column, row in dict.fromkeys((run[0], run[-1]))) for run in joined]


def address(cell: str) -> tuple[str, int]:
    """Column and row of an A1 address."""
    column = cell.rstrip("0123456789")
    return column, int(cell.removeprefix(column))
