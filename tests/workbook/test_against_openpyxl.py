"""Our reader of sheets against openpyxl: the same values at the same places, over every workbook of the samples."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.rows import Layout
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.tables import book

CHECKOUT = Path(__file__).parent.parent.parent
BOOKS = sorted([*CHECKOUT.glob("samples/*.xlsx"), *CHECKOUT.glob("samples/errors/**/*.xlsx")])
KINDS = (*SHEETS, *(kind for item in ITEMS for kind in item.sheets))


def lines(text: str) -> str:
    """A text as both may be compared: no blanks around lines, no blank lines."""
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def comparable(value: object) -> object:
    if isinstance(value, str):
        return lines(value) or None
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_cell_has_the_value_that_openpyxl_reads(path):
    ours, _ = book(path, KINDS)
    theirs = load_workbook(path, data_only=True)
    compared = 0
    for kind in KINDS:
        table = ours.table(kind)
        if table is None:
            continue
        sheet = theirs[table.sheet]
        read: dict[str, object] = {}
        for line in table.lines:
            read |= {cell.place.cell: comparable(cell.value) for cell in line.cells.values() if not cell.continues}
        for address, value in read.items():
            assert value == comparable(sheet[address].value), f"{table.sheet}!{address}"
            compared += 1
        # And nothing below the titles of a declared column is left out.
        columns = {plain(column.title) for column in kind.columns}
        first = 4 if kind.layout is Layout.TABLE else 99
        for row in sheet.iter_rows(min_row=first):
            for cell in row:
                titled = plain(str(sheet.cell(3, cell.column).value or "")) in columns
                if titled and comparable(cell.value) is not None:
                    assert cell.coordinate in read, f"{table.sheet}!{cell.coordinate}"
    assert compared > 100


def test_there_are_books_to_compare():
    assert len(BOOKS) >= 2
