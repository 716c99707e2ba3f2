"""From a real workbook in which every cell holds what could break on the way: all of it arrives on paper."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx import api
from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.fields import LongText, Pictures, Text
from ledger_xlsx.sheets.rows import Layout, Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.template import template
from tests.document.books import ODD, text_for

KINDS: tuple[type[Row], ...] = (*SHEETS, *(kind for item in ITEMS for kind in item.sheets))
ROWS = 3
# Their words decide where a row goes, or are printed in the form that FORMS gives.
STRUCTURE = {("活动记录", "活动次序"), ("表1活动安排", "活动次序"), ("基本信息", "学科")}


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {plain(str(cell.value)): cell.column for cell in sheet[3] if cell.value}


def rows_of(sheet: Worksheet) -> dict[str, int]:
    return {plain(str(row[0].value)): row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value}


def fill(path: Path) -> list[str]:
    """A workbook with every cell filled; the lines of all free texts typed into it."""
    path.write_bytes(template(ITEMS))
    book = load_workbook(path)
    typed: list[str] = []
    for kind in KINDS:
        sheet = book[kind.sheet]
        listed = kind.layout is Layout.LIST
        places = rows_of(sheet) if listed else columns_of(sheet)
        for number in range(1 if listed else ROWS):
            for column in kind.columns:
                if isinstance(column.field, Pictures):
                    continue
                text = text_for(column, f"{kind.sheet}{column.title}{number}", number)
                if (kind.sheet, column.title) in STRUCTURE:
                    text = {"学科": "数学"}.get(column.title, f"第{number + 1}次活动")
                elif isinstance(column.field, Text | LongText):
                    typed += text.split("\n")
                row, place = (places[plain(column.title)], 2) if listed else (number + 4, places[plain(column.title)])
                sheet.cell(row, place).value = text
    book.save(path)
    return typed


def test_every_text_typed_into_a_workbook_is_on_paper(tmp_path: Path):
    path = tmp_path / "每格都有.xlsx"
    typed = fill(path)
    conversion = api.convert(path, stage=api.Stage.FINAL, draft=True)
    unread = [
        f for f in conversion.report.findings if f.notice.code in {"格-01", "格-04", "格-08", "历-01", "列-01", "页-05"}
    ]
    assert [str(finding) for finding in unread] == []
    body = Document(io.BytesIO(conversion.documents[""])).element.body
    printed = "\n".join(
        "".join("\t" if node.tag == qn("w:tab") else node.text or "" for node in paragraph.iter(qn("w:t"), qn("w:tab")))
        for paragraph in body.iter(qn("w:p"))
    )
    assert len(typed) > 230
    assert sum(ODD in line for line in typed) > 130
    assert [line for line in typed if line not in printed] == []
