"""问题清单 as a workbook, read back."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.findings import Notice, Place, Severity
from ledger_xlsx.reports.report import Report
from ledger_xlsx.reports.xlsx import MOST, workbook

from .findings import DAMAGED, DOUBLE, EXTRA, monthly, report, stranger, unit_total

HERE = Path()
ODD = Notice("格-12", "odd", Severity.WARNING, says="{found}", remedy="{found}", why="{found}")


def sheets(*reports: Report, folder: Path = HERE) -> tuple[Worksheet, Worksheet]:
    """问题清单 and 说明."""
    book = load_workbook(io.BytesIO(workbook(reports, folder)))
    assert book.sheetnames == ["问题清单", "说明"]
    return book["问题清单"], book["说明"]


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]


def test_the_list_has_a_line_for_every_cell() -> None:
    found = [
        stranger("C7", suggestion="恽蝶"),
        stranger("C9", suggestion="恽蝶"),
        unit_total(),
        EXTRA.at(Place("草稿纸")),
    ]
    problems, _ = sheets(report(*found))
    strange = "「恽碟」不在「成员」里。", "是不是「恽蝶」？改名字，或在「成员」补一行。", 2, None
    assert rows(problems) == [
        ("序号", "级别", "编号", "位置", "现为", "应为/怎样改", "同类几处", "已改"),
        (1, "提示", "页-03", "「草稿纸」", "多出这张工作表。", "若是草稿，可以不管。", 1, None),
        (
            2, "必须改", "跨-07", "「表2教学进度」D2（课时）", "「一、简易方程」写 10+1，下面课时相加是 9、机动 1。",
            "应为「9+1」。改合计，或补上缺的 1 课时。", 1, None,
        ),
        (3, "建议改", "跨-01", "「表3练习命制」C7（命制人）", *strange),
        (4, "建议改", "跨-01", "「表3练习命制」C9（命制人）", *strange),
    ]  # fmt: skip


def test_the_list_can_be_filtered_scrolled_and_printed() -> None:
    problems, _ = sheets(report(*(stranger(f"C{row}") for row in range(4, 504))))
    assert problems.auto_filter.ref == "A1:H501"
    assert (problems.freeze_panes, problems.print_title_rows) == ("A2", "$1:$1")
    assert (problems.page_setup.orientation, int(problems.page_setup.paperSize)) == ("landscape", 9)
    assert (problems.sheet_properties.pageSetUpPr.fitToPage, problems.page_setup.fitToHeight) == (True, 0)
    assert all(cell.alignment.wrap_text for cell in problems[2])


def test_a_long_text_has_room_and_an_end() -> None:
    problems, _ = sheets(report(ODD.at(Place("活动记录", "B4"), found="很长" * 2000)))
    assert len(problems["E2"].value) == MOST
    assert problems["E2"].value.endswith("…")
    assert problems.row_dimensions[2].height > 10 * 15


def test_a_place_leads_into_the_workbook_as_it_lies_from_the_list() -> None:
    one = Report(Path("收件/五年级 数学#1.xlsx"), [ODD.at(Place("王's表", "B4"), found="x"), EXTRA.at(Place("草稿纸"))])
    problems, _ = sheets(one, folder=Path("结果"))
    links = {cell.value: (cell.hyperlink.target, cell.hyperlink.location) for [cell] in problems["D2:D3"]}
    assert links == {
        "「王's表」B4": ("../收件/五年级%20数学%231.xlsx", "'王''s表'!B4"),
        # The sheet may be one that is missing.
        "「草稿纸」": ("../收件/五年级%20数学%231.xlsx", None),
    }


@pytest.mark.parametrize("typed", ["=1+1", "+86", "-3", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_nothing_typed_becomes_a_formula(typed: str) -> None:
    cell = sheets(report(ODD.at(Place("活动记录", "B4"), found=typed)))[0]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


def test_characters_that_no_workbook_takes_become_boxes() -> None:
    odd = Report(Path("a\udcff.xlsx"), [ODD.at(Place("活动记录\x0b", "B4"), found="一\x00二\ud800三\uffff😀")])
    problems, notes = sheets(odd)
    assert problems["E2"].value == "一□二□三□😀"
    assert problems["D2"].value == "「活动记录□」B4"
    assert problems["D2"].hyperlink is None
    assert notes["B5"].value == "a□.xlsx"


def test_several_workbooks_stand_in_one_list_with_their_names() -> None:
    broken = Report(Path("坏的.xlsx"), (DAMAGED.at(Place("坏的.xlsx")),), readable=False)
    problems, notes = sheets(monthly(unit_total()), broken, report())
    assert [row[:4] for row in rows(problems)] == [
        ("序号", "文件", "级别", "编号"),
        (1, "五年级数学.xlsx", "必须改", "跨-07"),
        (2, "坏的.xlsx", "必须改", "文-06"),
    ]
    assert problems["E3"].hyperlink is None
    assert rows(notes)[1][0] == "一共 3 本工作簿：1 本可以生成台账，1 本有「必须改」，1 本没能读出。"
    assert [row[1:] for row in rows(notes)[3:6]] == [
        ("五年级数学.xlsx", "按「月调研」检查，截至2024年3月29日", 1, 0, 0, "改好「必须改」就能生成台账。"),
        ("坏的.xlsx", "—", "—", "—", "—", "这个文件没能读出，里面的内容都还没有检查。"),
        ("五年级数学.xlsx", "按「期末」检查", 0, 0, 0, "没有发现问题，可以生成台账。"),
    ]


def test_the_notes_count_levels_and_rules() -> None:
    _, notes = sheets(report(stranger("C7"), stranger("D8"), DOUBLE))
    words = rows(notes)
    assert words[1][0] == "共 3 个问题：必须改 0、建议改 3、提示 0。没有「必须改」，可以生成台账。"
    assert [row[:3] for row in words[4:7]] == [
        ("编号", "为什么查", "几处"),
        ("跨-01", None, 2),
        ("跨-09", "重复的数字对不上。", 1),
    ]


def test_without_problems_there_is_a_sentence_and_no_empty_table() -> None:
    problems, notes = sheets(report())
    assert rows(problems) == [("没有发现问题。", *[None] * (problems.max_column - 1))]
    assert problems.auto_filter.ref is None
    assert rows(notes)[1][0] == "没有发现问题，可以生成台账。"


def test_equal_reports_give_equal_bytes() -> None:
    one = report(stranger("C7"), unit_total(), DOUBLE)
    assert workbook([one], HERE) == workbook([one], HERE)


@pytest.mark.validator
def test_the_open_xml_validator_finds_nothing(tmp_path: Path, ooxml_validator: str) -> None:
    odd = Report(Path("收件/五年级 数学.xlsx"), [ODD.at(Place("王's表", "B4"), found="=1\x00"), unit_total(), DOUBLE])
    for name, reports in (("one", [odd]), ("several", [odd, monthly(stranger("C4"))]), ("none", [report()])):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook(reports, tmp_path))
        run = subprocess.run([ooxml_validator, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
        assert json.loads(run.stdout)["errors"] == []
