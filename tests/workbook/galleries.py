"""Workbooks with pictures, for the tests that look for these."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor, AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Drawing

from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.sheets.rows import Column, Row

from .books import sheet_of, table, written

RECORDS = """
    【活动记录】
    活动次序   | 活动时间   | 照片
    第一次活动 | 2024-02-22 |
    第二次活动 | 2024-03-07 |
    第三次活动 | 2024-03-21 |
"""
PHOTO = ActivityRow.columns.index(ActivityRow.photos)
POINT, PIXEL = 12_700, 9525
HEIGHT = 20
"""Of every row in points, in these tests; a column is as wide as the program's default, 64 pixels."""


def png(colour: str) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Drawing.new("RGB", (8, 6), colour).save(buffer, "PNG")
    return buffer.getvalue()


def place(sheet: Worksheet, anchor: object, colour: str = "red") -> None:
    """Put a picture on a sheet."""
    image = Image(io.BytesIO(png(colour)))
    image.anchor = anchor
    sheet.add_image(image)


def between(column: int, row: float, to_column: int, to_row: float, *, down: int = 0) -> TwoCellAnchor:
    """From the top left corner of one cell to that of another, columns and rows counted from 0; `down` in points."""
    first, last = (
        AnchorMarker(col=c, row=int(r), rowOff=round((r - int(r)) * HEIGHT * POINT) + down * POINT)
        for c, r in ((column, row), (to_column, to_row))
    )
    return TwoCellAnchor(_from=first, to=last)


def at(column: int, row: int, width: float, height: float, *, right: float = 0, down: float = 0) -> OneCellAnchor:
    """A picture of so many pixels and points, its corner so far off the corner of a cell."""
    marker = AnchorMarker(col=column, colOff=round(right * PIXEL), row=row, rowOff=round(down * POINT))
    return OneCellAnchor(_from=marker, ext=XDRPositiveSize2D(round(width * PIXEL), round(height * POINT)))


def somewhere(left: float, top: float, width: float, height: float) -> AbsoluteAnchor:
    """A picture without any cell, as phones insert it; pixels across, points down."""
    position = XDRPoint2D(round(left * PIXEL), round(top * POINT))
    return AbsoluteAnchor(pos=position, ext=XDRPositiveSize2D(round(width * PIXEL), round(height * POINT)))


def book_with(
    path: Path,
    *pictures: object,
    text: str = RECORDS,
    kind: type[Row] = ActivityRow,
    edit: Callable[[Worksheet], object] = bool,
) -> Path:
    """A file with pictures on one sheet: anchors, or pairs of anchor and colour."""

    def put(opened: Workbook) -> None:
        sheet = sheet_of(opened, kind)
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = HEIGHT, True
        for picture in pictures:
            place(sheet, *(picture if isinstance(picture, tuple) else (picture,)))
        edit(sheet)

    return written(path / "a.xlsx", text, put)


def pictures(
    path: Path, kind: type[Row] = ActivityRow, column: Column[object] = ActivityRow.photos
) -> dict[str, list[str]]:
    """The colours of the pictures by the address of their cell."""
    cells = [line.cells[column.title] for line in table(path, kind).lines]
    return {
        str(cell.place.cell): [colour(picture.load()) for picture in cell.pictures] for cell in cells if cell.pictures
    }


def colour(data: bytes) -> str:
    names = {(255, 0, 0): "red", (0, 0, 255): "blue", (0, 128, 0): "green", (255, 255, 0): "yellow"}
    with Drawing.open(io.BytesIO(data)) as image:
        return names[image.getpixel((1, 1))]  # type: ignore[index]
