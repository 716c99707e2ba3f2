"""The order of findings: from the file down to the cell, within that by sheet and row (RULES B1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ledger_xlsx.findings import Finding
from ledger_xlsx.item import Item
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.tables import plain

FAMILIES = "文页列格行跨历全图批"


def in_order(findings: Iterable[Finding], items: Sequence[Item]) -> list[Finding]:
    """Findings by family, sheet in workbook order, row and column; sheets that no item declares come last."""
    kinds = [*SHEETS, *(kind for item in items for kind in item.sheets)]
    sheets = {plain(kind.sheet): number for number, kind in enumerate(kinds)}

    def key(finding: Finding) -> tuple[int, int, int, str, str]:
        # The empty text is found at 0, so that an unknown family comes last and never fails.
        family = FAMILIES.find(finding.notice.code[:1])
        sheet = sheets.get(plain(finding.place.sheet), len(sheets))
        row, column = position(finding.place.cell)
        return family if family >= 0 else len(FAMILIES), sheet, row, column, finding.notice.code

    return sorted(findings, key=key)


def position(cell: str | None) -> tuple[int, str]:
    """Row and column of an address, comparable: B10 stands behind B9, and AA behind Z."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell or "")
    return (int(match[2]), match[1].rjust(3)) if match else (0, "")
