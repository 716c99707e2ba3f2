"""A workbook's content as plain data, turned into a book: sheets as lists of rows by column title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from ledger_xlsx.examples import FIRST_DATA_ROW
from ledger_xlsx.findings import Place
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Pictures
from ledger_xlsx.sheets.rows import Layout, Row
from ledger_xlsx.sheets.tables import Book, Line, Table, plain


def book(content: Mapping[str, Sequence[Mapping[str, Any]]], kinds: Sequence[type[Row]]) -> Book:
    """The book that holds this content; a sheet that it does not name is there and empty.

    基本信息 is a list of 项目 and 内容. A text in a picture column is a picture's name: it stands for the picture.
    """
    tables = {plain(kind.sheet): table(kind, content.get(kind.sheet, ())) for kind in kinds}
    return Book(tables)


def table(kind: type[Row], rows: Sequence[Mapping[str, Any]]) -> Table:
    """One sheet."""
    if kind.layout is Layout.LIST:
        values = {plain(row["项目"]): row["内容"] for row in rows}
        cells = {
            plain(column.title): cell(
                Place(kind.sheet, f"B{number}", column.title), values.get(plain(column.title), ""), column
            )
            for number, column in enumerate(kind.columns, start=FIRST_DATA_ROW)
        }
        return Table(kind.sheet, [Line(1, cells)], {title: cell.place for title, cell in cells.items()})
    letters = dict(zip((plain(column.title) for column in kind.columns), ascii_uppercase, strict=False))
    titles = {plain(c.title): Place(kind.sheet, f"{letters[plain(c.title)]}3", c.title) for c in kind.columns}
    lines = []
    for number, row in enumerate(rows, start=FIRST_DATA_ROW):
        values = {plain(title): value for title, value in row.items()}
        assert values.keys() <= letters.keys(), values.keys() - letters.keys()
        places = {
            plain(c.title): Place(kind.sheet, f"{letters[plain(c.title)]}{number}", c.title) for c in kind.columns
        }
        lines.append(
            Line(
                number,
                {plain(c.title): cell(places[plain(c.title)], values.get(plain(c.title), ""), c) for c in kind.columns},
            )
        )
    return Table(kind.sheet, lines, titles)


def cell(place: Place, value: Any, column: Any) -> Cell:
    """One cell: a text, a number, or a picture."""
    if value and isinstance(column.field, Pictures):
        return Cell(place, pictures=(Picture(str(value), bytes),))
    return Cell(place, str(value), value if value != "" else None)
