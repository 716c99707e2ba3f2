"""Lists of groups for tests, filled in by column title."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from ledger_xlsx import api
from ledger_xlsx.sheets.roster import SHEETS
from ledger_xlsx.sheets.rows import Layout
from ledger_xlsx.sheets.tables import plain

GROUPS = """
组 | 年级 | 学科 | 组长 | 分管行政
五年级数学 | 五年级 | 数学 | 张思月 | 朱建明
一年级语文 | 一年级 | 语文 | 周晓岚 | 蒋文华
"""


def roster(path: Path, groups: str = GROUPS, asked: str = "", waived: str = "") -> Path:
    """A new 名单 with these rows typed into it: titles first; 要求 as label | value."""
    path.write_bytes(api.new_roster())
    book = load_workbook(path)
    for kind, text in zip(SHEETS, (groups, asked, waived), strict=True):
        sheet = book[kind.sheet]
        lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
        if kind.layout is Layout.LIST:
            rows = {plain(str(cell.value)): cell.row for cell in sheet["A"] if cell.value}
            for label, value in lines:
                sheet.cell(rows[label], 2, value)
            continue
        columns = {plain(str(cell.value)): cell.column for cell in sheet[3]}
        for number, values in enumerate(lines[1:], start=4):
            for title, value in zip(lines[0], values, strict=True):
                sheet.cell(number, columns[title], value or None)
    book.save(path)
    return path
