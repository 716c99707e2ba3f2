"""总览 as a workbook: a sheet for each table, to be filtered, and to be printed on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.office.overview.tables import Cell, Table, Tone
from ledger_xlsx.packages import stable
from ledger_xlsx.reports.terminal import width
from ledger_xlsx.reports.xlsx import FORBIDDEN, FORMULA, finished

TITLE_ROW, SAID_ROW, HEAD_ROW = 1, 2, 3
FILLS = {Tone.GOOD: "E6F4EA", Tone.GAP: "FFF2CC", Tone.BAD: "FCE4E4"}
INK = {Tone.GOOD: "1E6B34", Tone.GAP: "7A4B00", Tone.BAD: "A11D1D", Tone.MUTED: "6B6B6B"}
EDGE = Side(style="thin", color="B8B8B8")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
GROUND = "F3F4F6"
A4, UPRIGHT_WIDTH = 9, 95
LINE, MARGIN = 15, 6
CENTRED_UNTIL = 19
"""A column of at most so many characters has its words in the middle, but for the first, which names the row."""


def workbook(tables: Sequence[Table]) -> bytes:
    """The workbook (.xlsx). Equal tables give equal bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        fill(book.create_sheet(table.name), table)
    buffer = io.BytesIO()
    book.save(buffer)
    return stable(finished(buffer.getvalue()))


def fill(sheet: Worksheet, table: Table) -> None:
    """One table on its sheet."""
    widths = list(table.columns.values())
    for index, size in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = size
    last = get_column_letter(len(widths))
    put(sheet, TITLE_ROW, 1, Cell(table.name), bold=True, size=16, boxed=False)
    put(sheet, SAID_ROW, 1, Cell(table.said), boxed=False)
    for row in (TITLE_ROW, SAID_ROW):
        sheet.merge_cells(f"A{row}:{last}{row}")
    sheet.row_dimensions[TITLE_ROW].height = 30
    sheet.row_dimensions[SAID_ROW].height = MARGIN + LINE * lines(table.said, sum(widths))
    for index, title in enumerate(table.columns, start=1):
        put(sheet, HEAD_ROW, index, Cell(title), bold=True, ground=GROUND, centred=True)
    for number, cells in enumerate([*table.rows, *table.totals], start=HEAD_ROW + 1):
        total = number > HEAD_ROW + len(table.rows)
        for index, cell in enumerate(cells, start=1):
            centred = index > 1 and widths[index - 1] <= CENTRED_UNTIL
            put(sheet, number, index, cell, centred=centred, bold=total, ground=GROUND if total else "")
        deepest = max((lines(str(cell.value), size) for cell, size in zip(cells, widths, strict=True)), default=1)
        sheet.row_dimensions[number].height = MARGIN + LINE * deepest
    sheet.freeze_panes = f"B{HEAD_ROW + 1}" if len(widths) > 1 else f"A{HEAD_ROW + 1}"
    if table.rows and not table.wordy:
        sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + len(table.rows)}"
    set_up(sheet, across=sum(widths) > UPRIGHT_WIDTH)


def put(
    sheet: Worksheet, row: int, column: int, content: Cell, *, bold: bool = False, size: int = 11, ground: str = "",
    centred: bool = False, boxed: bool = True,
) -> None:  # fmt: skip
    """Write a cell. A text is a text whatever it begins with, never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Written)  # noqa: S101 - nothing is merged yet
    if isinstance(content.value, int):
        cell.value = content.value
    elif content.value:
        cell.value = FORBIDDEN.sub("", content.value)
        cell.data_type = "s"
        # So that Excel makes no formula of it either when somebody edits the cell.
        cell.quotePrefix = content.value.startswith(FORMULA)
    cell.font = Font(
        name="宋体", size=size, bold=bold or content.tone is Tone.BAD, color=INK.get(content.tone, "000000")
    )
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    if boxed:
        cell.border = BOX
    if colour := ground or FILLS.get(content.tone, "") * bool(content.value != ""):
        cell.fill = PatternFill("solid", fgColor=colour)


def lines(text: str, room: float) -> int:
    """How many lines a text fills in a column of so many characters."""
    return sum(-(-width(line) // max(int(room) - 1, 1)) or 1 for line in text.split("\n"))


def set_up(sheet: Worksheet, *, across: bool) -> None:
    """Printed on A4, as wide as the page, the titles on every page."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if across else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    # openpyxl always makes one, whatever the stubs say.
    sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"  # type: ignore[union-attr]
