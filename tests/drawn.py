"""Workbooks for the tests of the commands: the distributed one, filled in by column title from a text table."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.api import new_workbook
from ledger_xlsx.examples import example
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.tables import HEADER_WITHIN, plain

PLANNED = """
    【工作计划】
    部分       | 小标题   | 内容
    工作要点   | 研读教材 | 开学前通读全册教材，理清各单元之间的联系，集体备课时先说单元再说课时。
    分工与合作 | 各负其责 | 每人承担两个单元的练习命制，由另一位老师审核，在活动中讨论修改。
    【表1活动安排】
    周次  | 活动次序   | 内容             | 形式         | 备注
    第3周 | 第一次活动 | 1、整体感悟教材  | 1、上研究课  | 1、关注学困生
    【表2教学进度】
    周次 | 日期 | 教学内容     | 课时 | 备注
    1    | 2.21 | 一、简易方程 | 2    |
         |      | 认识方程     | 1    |
         |      | 等式的性质   | 1    |
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    3    | 认识方程 | 张思月 | 恽蝶
"""
"""A ledger in which nothing must be changed at a 月调研 on FIRST_WEEK."""

FIRST_WEEK = "2024-02-22"
FAULTY = PLANNED.replace("| 2    |", "| 一会儿 |")
"""The same with one mistake: a number of lessons, in D4 of 表2, that is no number."""


def workbook(path: Path, text: str = PLANNED) -> Path:
    """A workbook as a teacher hands it in: 基本信息 and 成员 are the standard ones where the text draws none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(filled(text))
    return path


@cache
def filled(text: str) -> bytes:
    """The bytes of a workbook; filling one takes a second."""
    book = load_workbook(io.BytesIO(new_workbook()))
    # Its many merged cells make every test that opens the file half a second slower, and nothing in it is read.
    del book["填写说明"]
    for name, table in example(text).book.tables.items():
        sheet = next(sheet for sheet in book if plain(sheet.title) == name)
        for line in table.lines:
            for title, cell in line.cells.items():
                if name == plain(Basics.sheet):
                    sheet[place_beside(sheet, title)] = cell.value
                elif cell.value is not None:
                    sheet[f"{column_of(sheet, title)}{line.number}"] = cell.value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def place_beside(sheet: Worksheet, label: str) -> str:
    """The address of the cell to the right of a label."""
    return next(f"B{row[0].row}" for row in sheet.iter_rows(max_col=1) if plain(str(row[0].value)) == label)


def column_of(sheet: Worksheet, title: str) -> str:
    """The letter of a titled column."""
    return next(
        cell.column_letter
        for row in sheet.iter_rows(max_row=HEADER_WITHIN)
        for cell in row
        if plain(str(cell.value)) == title
    )
