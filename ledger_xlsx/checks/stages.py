"""How much a finding matters on an occasion: 草稿, 月调研 or 期末 (RULES B1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.item import Item
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow, analyses, named_units
from ledger_xlsx.items.homework import HomeworkRow, WorkRow, key
from ledger_xlsx.sheets.basics import TEST, Basics
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.term import Stage

FILE = "文"
NEVER_LOWERED = frozenset({"页-02", "列-03"})
"""With these a draft could not be printed either: it is not known which content is meant."""
FOLLOWS_STAGE = frozenset({"跨-14", "跨-16"})
"""Warnings of what is missing, not of what is wrong: while nobody asks for it yet (草稿) they are hints."""
AT_END_LABELS = frozenset(
    {column.title for column in Basics.columns if column.block == TEST}
    | {Basics.summary_title.title, Basics.summary_date.title}
)


@dataclass(frozen=True)
class DueDates:
    """Which places of a ledger are due on its occasion.

    `rows` says it of the cells of typed rows, by sheet and address; `at_end` are the plain names of the sheets that
    nobody asks for before 期末. Every other place is always due.
    """

    stage: Stage
    rows: Mapping[tuple[str, str | None], bool]
    at_end: frozenset[str]

    @classmethod
    def of(cls, ledger: Ledger, items: Sequence[Item]) -> DueDates:
        """What is due of a ledger."""
        rows: dict[tuple[str, str | None], bool] = {}
        for kind_rows in ledger.tables.values():
            for row in kind_rows:
                due = is_due(row, ledger)
                for cell in row.cells.values():
                    # A merged cell belongs to several rows: it is due with the first of them.
                    place = (cell.place.sheet, cell.place.cell)
                    rows[place] = rows.get(place, False) or due
        at_end = frozenset(plain(kind.sheet) for item in items if item.at_end for kind in item.sheets)
        return cls(ledger.occasion.stage, rows, at_end)

    def due(self, finding: Finding) -> bool:
        """Whether what a finding is about is asked for by now."""
        place = finding.place
        at_end = plain(place.sheet) in self.at_end or (
            plain(place.sheet) == Basics.sheet and place.column in AT_END_LABELS
        )
        if at_end and self.stage is Stage.MONTHLY:
            return False
        return self.rows.get((place.sheet, place.cell), True)

    def severity(self, finding: Finding) -> Severity:
        """A finding's severity on this occasion."""
        severity, code = finding.severity, finding.notice.code
        if code.startswith(FILE):
            return severity
        if not self.due(finding) or (self.stage is Stage.DRAFT and code in FOLLOWS_STAGE):
            return Severity.HINT
        if severity is Severity.WHEN_DUE:
            return {Stage.DRAFT: Severity.HINT, Stage.MONTHLY: Severity.WARNING, Stage.FINAL: Severity.ERROR}[
                self.stage
            ]
        if self.stage is Stage.DRAFT and severity is Severity.ERROR and code not in NEVER_LOWERED:
            return Severity.WARNING
        return severity


def is_due(row: Row, ledger: Ledger) -> bool:
    """Whether a row is asked for: by its own day or week, or by that of the row that it belongs to."""
    occasion = ledger.occasion
    if occasion.stage is not Stage.MONTHLY:
        return True
    if isinstance(row, AnalysisRow):
        return any(
            analysis.named(unit) and row in analysis.rows
            for analysis in analyses(ledger)
            for record in ledger.due(ActivityRow)
            for unit in named_units(record)
        )
    if isinstance(row, WorkRow):
        own = [homework for homework in ledger.rows(HomeworkRow) if key(homework.name) == key(row.homework)]
        return not own or any(occasion.due(homework.moment) for homework in own)
    return occasion.due(row.moment)
