"""The sample workbook, and ones with several times its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx import api
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import HomeworkRow, WorkRow
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.basics import SHEETS, Basics, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.sheets.tables import HEADER_WITHIN, plain
from ledger_xlsx.workbook.template import declared, template

SAMPLE = Path(__file__).parent.parent / "samples" / "五年级数学.xlsx"
ALONE = {Basics, MemberRow}
"""Sheets that a larger ledger has no more rows of."""
TELLING_APART: Mapping[type[Row], Column[Any]] = {
    AnalysisRow: AnalysisRow.unit,
    ExerciseRow: ExerciseRow.content,
    HomeworkRow: HomeworkRow.name,
    WorkRow: WorkRow.homework,
}
"""The column by which rows belong to one form: a copy must be another form, or the ledger would get no more pages."""

Cells = dict[Column[Any], str | Sequence[Picture]]


def larger(times: int, target: Path) -> Path:
    """The sample with every row `times` times, the copies right behind each row; written to `target`."""
    ledger = api.read(SAMPLE).ledger
    book = load_workbook(BytesIO(template(ITEMS)))
    for kind in declared(ITEMS):
        sheet = book[kind.sheet]
        if kind in SHEETS and kind is not MemberRow:
            fill_list(sheet, ledger.one(Basics))
        else:
            fill_table(sheet, kind, copies(kind, ledger, 1 if kind in ALONE else times))
    book.save(target)
    return target


def copies(kind: type[Row], ledger: Ledger, times: int) -> Iterator[Cells]:
    """The rows of a sheet as typed, 'as above' written out, each `times` times."""
    above: Cells = {}
    number = 0
    for row in ledger.rows(kind):
        cells = typed(row)
        above = {column: cells.get(column) or above.get(column, "") for column in kind.columns if column.inherit}
        for copy in range(times):
            number += 1
            yield {**cells, **above, **changed(kind, {**cells, **above}, copy, number)}


def typed(row: Row) -> Cells:
    """What stands in a row's own cells."""
    return {c: cell.pictures or cell.text for c in row.columns if (cell := row.cells.get(c.name)) and not cell.blank}


def changed(kind: type[Row], cells: Cells, copy: int, number: int) -> Cells:
    """What a copy has of its own: the number of an activity, the name of a form."""
    if kind is ActivityRow:
        return {ActivityRow.activity: f"第{number}次活动"}
    column = TELLING_APART.get(kind)
    return {column: f"{cells.get(column, '')}（{copy + 1}）"} if column and copy else {}


def fill_list(sheet: Worksheet, row: Row) -> None:
    """Write the contents of a list sheet beside their labels."""
    places = {plain(str(cells[0].value)): cells[1] for cells in sheet.iter_rows(max_col=2) if cells[0].value}
    for column, text in typed(row).items():
        if isinstance(text, str):
            places[plain(column.title)].value = text


def fill_table(sheet: Worksheet, kind: type[Row], rows: Iterator[Cells]) -> None:
    """Write rows under the titles of a table sheet; pictures float over their cells."""
    titles = {plain(str(c.value)): c for line in sheet.iter_rows(max_row=HEADER_WITHIN) for c in line if c.value}
    first = titles[plain(kind.columns[0].title)].row + 1
    for number, cells in enumerate(rows, start=first):
        for column, content in cells.items():
            place = f"{titles[plain(column.title)].column_letter}{number}"
            if isinstance(content, str):
                sheet[place] = content
                continue
            for picture in content:
                image = Image(BytesIO(picture.load()))
                # The anchor's size has nothing to do with the picture's own, which is what is printed.
                image.width, image.height = 80, 60
                sheet.add_image(image, place)
