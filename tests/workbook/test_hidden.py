"""What is hidden is read and said; titles with a remark in brackets mean their column."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.progress import ProgressRow

from .books import found, in_xml, sheet_of, shown, written

TALKS = """
    【每日一议】
    日期 | 议题         | 主讲人 | 参加人员 | 讨论要点
    2.27 | 解方程的检验 | 恽蝶   | 全体     | 前三次书面检验。
    3.5  | 等号怎么对齐 | 恽蝶   | 全体     | 统一写法。
    3.12 | 错题怎么订正 | 恽蝶   | 全体     | 写清错在哪里。
"""
LESSONS = """
    【表2教学进度】
    周次 | 日期 | 教学内容 | 课时 | 备注
    1    | 2.21 | 认识方程 | 1    |
"""


def test_a_hidden_sheet_with_content_is_read_and_said(tmp_path: Path) -> None:
    def hide(opened: Workbook) -> None:
        sheet_of(opened, DailyRow).sheet_state = "hidden"
        sheet_of(opened, ProgressRow).sheet_state = "veryHidden"

    path = written(tmp_path / "a.xlsx", TALKS + "    【表2教学进度】\n    周次 | 教学内容\n", hide)
    assert len(shown(path, DailyRow, DailyRow.topic)) == 3
    assert found(path) == [("页-04", "「每日一议」")]


def test_hidden_and_filtered_rows_are_read_and_said_once(tmp_path: Path) -> None:
    def hide(opened: Workbook) -> None:
        for row in (1, 5, 6, 9):
            sheet_of(opened, DailyRow).row_dimensions[row].hidden = True

    path = written(tmp_path / "a.xlsx", TALKS, hide)
    assert len(shown(path, DailyRow, DailyRow.topic)) == 3
    assert found(path) == [("页-06", "「每日一议」B5（议题）")]


def test_a_row_of_no_height_is_hidden_too(tmp_path: Path) -> None:
    path = in_xml(written(tmp_path / "a.xlsx", TALKS), "每日一议", '<row r="4"', '<row r="4" ht="0" customHeight="1"')
    assert found(path) == [("页-06", "「每日一议」B4（议题）")]


def test_a_title_with_a_remark_in_brackets_is_read_as_its_column(tmp_path: Path) -> None:
    def remark(opened: Workbook) -> None:
        sheet_of(opened, ProgressRow)["D3"] = "课时（节）"

    path = written(tmp_path / "a.xlsx", LESSONS, remark)
    assert shown(path, ProgressRow, ProgressRow.content, ProgressRow.lessons) == [("认识方程", "1")]
    assert found(path) == [("列-02", "「表2教学进度」D3（课时）")]


def test_a_remark_makes_no_second_column_of_one_that_is_there(tmp_path: Path) -> None:
    def remark(opened: Workbook) -> None:
        sheet_of(opened, ProgressRow)["F3"] = "课时（上学期）"
        sheet_of(opened, ProgressRow)["F4"] = "9"

    path = written(tmp_path / "a.xlsx", LESSONS, remark)
    assert shown(path, ProgressRow, ProgressRow.lessons) == [("1",)]
    assert found(path) == []
