"""A template filled in by column title reads back as what was typed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.forms import OWN
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.plan import PlanRow, ScheduleRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets import reading
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook import tables
from ledger_xlsx.workbook.prefill import Prefill
from ledger_xlsx.workbook.template import FIRST_ROW, HEAD_ROW, declared, template

KINDS = declared(ITEMS)
SPRING = Prefill("常州市新北区孟河中心小学", "2023-2024", 2, "五年级", "数学", date(2024, 2, 21), 19)


def labels(sheet: Worksheet) -> dict[str, int]:
    """The rows of a list sheet by plain label."""
    return {plain(str(cell.value)): cell.row for cell in sheet["A"] if cell.value and cell.row >= FIRST_ROW}


def fill(sheet: Worksheet, rows: list[dict[str, str]]) -> None:
    """Fill a table sheet by column title."""
    titles = {plain(str(cell.value)): cell.column for cell in sheet[HEAD_ROW]}
    for number, row in enumerate(rows, start=FIRST_ROW):
        for title, value in row.items():
            sheet.cell(number, titles[title], value)


def test_a_filled_template_reads_back(tmp_path: Path) -> None:
    made = load_workbook(io.BytesIO(template(ITEMS, SPRING)))
    made[Basics.sheet].cell(labels(made[Basics.sheet])["备课组组长"], 2, "张思月")
    fill(made[MemberRow.sheet], [{"姓名": "张思月", "性别": "女", "年龄": "32"}])
    fill(made[PlanRow.sheet], [{"部分": "工作要点", "小标题": "研读教材", "内容": "通读全册教材。"}])
    fill(made[ProgressRow.sheet], [{"教学内容": "一、简易方程", "课时": "10+1"}])
    path = tmp_path / "五年级数学.xlsx"
    made.save(path)
    ledger, _ = reading.read(KINDS, tables.book(path, KINDS)[0])
    assert (ledger.basics.group, str(ledger.basics.grade), ledger.basics.weeks) == ("五年级数学备课组", "五年级", 19)
    assert [member.name for member in ledger.rows(MemberRow)] == ["张思月"]
    assert [row.content for row in ledger.rows(PlanRow)] == ["通读全册教材。"]
    # The other weeks hold only what was written in advance: blank rows.
    assert [row.shown() for row in ledger.rows(ProgressRow)] == [
        {"周次": "1", "日期": "2.21", "教学内容": "一、简易方程", "课时": "10+1", "备注": "", OWN: {}}
    ]
    assert ledger.rows(ScheduleRow) == ()
