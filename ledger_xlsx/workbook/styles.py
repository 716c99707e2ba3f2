"""How the workbook looks: fonts, borders, colours by who fills a sheet, and the style of a column."""

from __future__ import annotations

import math
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.sheets.fields import Field
from ledger_xlsx.sheets.rows import Filler

FONT = "宋体"
SIZE = 11
TEXT_FORMAT = "@"
A4 = 9
UPRIGHT_WIDTH = 100
"""So many characters fit upright on A4 before the print gets small."""

# Tab and light fill: blue, green, orange.
TAB = {Filler.LEADER: "2F75B5", Filler.EVERYONE: "548235", Filler.AT_END: "C55A11"}
LIGHT = {Filler.LEADER: "DDEBF7", Filler.EVERYONE: "E2EFDA", Filler.AT_END: "FCE4D6"}
COLOUR_NAMES = {Filler.LEADER: "蓝色", Filler.EVERYONE: "绿色", Filler.AT_END: "橙色"}

LINE = Side(style="thin", color="7F7F7F")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WHITE = Side(style="thin", color="FFFFFF")
UNSEEN = Border(left=WHITE, right=WHITE, top=WHITE)


@cache
def font(*, size: float = SIZE, bold: bool = False, colour: str = "000000", link: bool = False) -> Font:
    """宋体 in a size in points."""
    return Font(name=FONT, size=size, bold=bold, color=colour, underline="single" if link else None)


def fill(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour)


def alignment(horizontal: str = "left", vertical: str = "center") -> Alignment:
    """Text that wraps in its cell."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)


def style(target: Cell | MergedCell | ColumnDimension, field: Field[Any]) -> None:
    """Font, border, alignment and number format of a field, for a cell or a whole column.

    A program that fills the workbook gives each cell its column's style by this; openpyxl makes cells without any.
    """
    target.font = font()
    target.border = BOX
    target.alignment = alignment("center" if field.centred else "left", "top" if field.long else "center")
    target.number_format = TEXT_FORMAT if field.text_format else "General"


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Join cells of a row, each of which keeps its own style."""
    # Not merge_cells(): it works out borders cell by cell, which takes longer than all the rest.
    sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")


def units(text: str) -> int:
    """The width of a text in Excel's characters: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of that width (in Excel's characters)."""
    return sum(max(1, math.ceil(units(line) / max(width - 1, 2))) for line in text.split("\n"))


def print_setup(sheet: Worksheet, *, across: bool = False, repeated: str = "") -> None:
    """A4, one page wide, laid crosswise if so wished, the rows `repeated` on every page."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if across else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    # openpyxl always makes one, whatever the stubs say.
    sheet.oddFooter.center.text = "&A　第 &P 页"  # type: ignore[union-attr]
    if repeated:
        sheet.print_title_rows = repeated
