"""Content into the distributed workbook, by column title, looking as if a tidy teacher had typed it."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.items import ITEMS
from ledger_xlsx.packages import stable
from ledger_xlsx.sheets.dates import Date, dotted
from ledger_xlsx.sheets.fields import Field, Pictures
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import HEADER_WITHIN, plain
from ledger_xlsx.workbook import styles
from ledger_xlsx.workbook.finish import finished
from ledger_xlsx.workbook.template import LAST_ROW, template
from samples.content import Content, kinds, named, rows

PICTURES = Path(__file__).parent / "pictures"
LINE_HEIGHT, PADDING = 15.0, 8.0
"""Of a row's text, in points."""
SHORTEST, TALLEST = 24.0, 400.0
"""A row's height in points; Excel allows no more than 409."""
BESIDE = 2
"""The column of a list sheet's contents."""
GAP = 6
"""Around a picture, in pixels."""
PIXELS_A_POINT = 4 / 3
EMU_A_PIXEL = 9525
PIXELS_A_CHARACTER = 7
LARGEST = 200
"""The longer side of a picture in a table sheet, in pixels."""


@cache
def empty() -> bytes:
    """The distributed workbook, drawn once for all samples."""
    return template(ITEMS)


def filled(content: Content, *, without: Sequence[str] = ()) -> bytes:
    """The workbook that holds this content, without the sheets named; equal input gives equal bytes."""
    book = load_workbook(io.BytesIO(empty()))
    for kind in kinds():
        sheet = book[kind.sheet]
        if kind.layout is Layout.LIST:
            fill_list(sheet, kind, rows(content, kind)[0])
        else:
            fill_table(sheet, kind, rows(content, kind), content.get("_merged", {}).get(kind.sheet, ()))
    for name in without:
        del book[name]
    buffer = io.BytesIO()
    book.save(buffer)
    return stable(finished(buffer.getvalue(), LAST_ROW))


def fill_list(sheet: Worksheet, kind: type[Row], values: Mapping[str, Any]) -> None:
    """基本信息: each value beside its label."""
    lines = {plain(str(label.value)): number for number, (label,) in enumerate(sheet.iter_rows(max_col=1), start=1)}
    for column in kind.columns:
        row, value = lines[plain(column.title)], values.get(column.title, "")
        write(sheet, row, BESIDE, column.field, value)
        if isinstance(column.field, Pictures):
            width = sheet.column_dimensions[get_column_letter(BESIDE)].width * PIXELS_A_CHARACTER
            height = (sheet.row_dimensions[row].height or SHORTEST) * PIXELS_A_POINT
            for name in named(value):
                place(sheet, name, (row, BESIDE), (width, height), GAP)


def fill_table(sheet: Worksheet, kind: type[Row], typed: Sequence[Mapping[str, Any]], merged: Sequence[str]) -> None:
    """A table sheet: a row for each, below the titles, as high as its longest cell or its pictures."""
    head, titles = heading(sheet, kind)
    for number, values in enumerate(typed, start=head + 1):
        height = SHORTEST
        for column in kind.columns:
            index, value = titles[plain(column.title)], values.get(column.title, "")
            if isinstance(column.field, Pictures) and str(value).startswith("="):
                # What a picture in a cell leaves behind when its row is copied to another workbook.
                sheet.cell(number, index).value = value
            elif isinstance(column.field, Pictures):
                height = max(height, stack(sheet, named(value), number, index, column))
            elif value != "":
                write(sheet, number, index, column.field, value)
                deep = styles.lines(str(value), column.field.width)
                height = max(height, PADDING + LINE_HEIGHT * deep)
        sheet.row_dimensions[number].height = min(height, TALLEST)
    for title in merged:
        merge(sheet, titles[plain(title)], head + 1, [row.get(title, "") for row in typed])


def heading(sheet: Worksheet, kind: type[Row]) -> tuple[int, dict[str, int]]:
    """The row of titles, and each title's column."""
    wanted = {plain(column.title) for column in kind.columns}
    for number, cells in enumerate(sheet.iter_rows(max_row=HEADER_WITHIN), start=1):
        titles = {plain(str(cell.value)): index for index, cell in enumerate(cells, start=1) if cell.value}
        if wanted <= titles.keys():
            return number, titles
    raise LookupError(kind.sheet)


def write(sheet: Worksheet, row: int, column: int, field: Field[Any], value: Any) -> None:
    """One cell: an ISO date as a real date, a number as text where the column is preset to text, as Excel does."""
    if value == "" or isinstance(field, Pictures):
        return
    cell = sheet.cell(row, column)
    # The cells of a list sheet are there already, styled.
    if not cell.has_style:
        styles.style(cell, field)
    day = iso(value) if isinstance(field, Date) else None
    if day and isinstance(field, Date):
        cell.value, cell.number_format = day, 'm"月"d"日"' if field.style is dotted else 'yyyy"年"m"月"d"日"'
    else:
        cell.value = str(value) if field.text_format else value


def iso(value: Any) -> date | None:
    """The date that an ISO text names; None for every other value."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2024-02-21") else None
    except ValueError:
        return None


def merge(sheet: Worksheet, column: int, first: int, values: Sequence[Any]) -> None:
    """Merge each value of a column downwards over the blank cells below it."""
    starts = [index for index, value in enumerate(values) if value != ""]
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        if end - start > 1:
            for row in range(first + start + 1, first + end):
                sheet.cell(row, column).border = styles.BOX
            letter = get_column_letter(column)
            sheet.merged_cells.add(f"{letter}{first + start}:{letter}{first + end - 1}")


def stack(sheet: Worksheet, files: Sequence[str], row: int, index: int, column: Column[Any]) -> float:
    """Put pictures one below the other into a cell; gives the height that they need, in points."""
    offset = float(GAP)
    box = (column.field.width * PIXELS_A_CHARACTER, LARGEST)
    for name in files:
        offset += place(sheet, name, (row, index), box, offset) + GAP
    return offset / PIXELS_A_POINT if files else 0


def place(sheet: Worksheet, name: str, cell: tuple[int, int], box: tuple[float, float], offset: float) -> float:
    """A floating picture at a cell (row, column), fitted into a box in pixels; gives its height in pixels."""
    # From memory: openpyxl would leave the file open.
    image = Image(io.BytesIO((PICTURES / name).read_bytes()))
    scale = min((box[0] - 2 * GAP) / image.width, (box[1] - 2 * GAP) / image.height)
    width, height = math.floor(image.width * scale), math.floor(image.height * scale)
    row, column = cell
    corner = AnchorMarker(col=column - 1, colOff=emu(GAP), row=row - 1, rowOff=emu(offset))
    image.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(emu(width), emu(height)))
    sheet.add_image(image)
    return height


def emu(pixels: float) -> int:
    """Pixels in the unit of drawings."""
    return round(pixels * EMU_A_PIXEL)
