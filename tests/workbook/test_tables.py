"""What a file holds, as tables: sheets, titles, lines, merged areas, and what stands outside."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from ledger_xlsx.findings import Place
from ledger_xlsx.forms import OWN
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.tables import book

from .books import (
    KINDS,
    in_xml,
    ledger,
    letter,
    opened_book,
    sheet_of,
    table,
    written,
)

PROGRESS = """
    【表2教学进度】
    周次 | 日期 | 教学内容     | 课时 | 备注
    1    | 2.21 | 一、简易方程 | 2    |
         |      | 认识方程     | 1    | 第一课
         |      | 等式的性质   | 1    |
"""
CONTENT, NOTE = letter(ProgressRow, ProgressRow.content), letter(ProgressRow, ProgressRow.note)


# --- titles ---------------------------------------------------------------------------------------------------------


def test_titles_are_the_row_among_the_first_ten_that_names_most_columns(tmp_path: Path) -> None:
    def push_down(opened: Workbook) -> None:
        sheet = sheet_of(opened, ProgressRow)
        sheet.insert_rows(1, 7)
        sheet["A5"], sheet["B5"] = "周次", "是第几周"

    made = table(written(tmp_path / "a.xlsx", PROGRESS, push_down), ProgressRow)
    assert made.titles["周次"] == Place("表2教学进度", "A10", "周次")
    assert [line.number for line in made.lines] == [11, 12, 13]


def test_titles_below_the_tenth_row_are_none(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS, lambda opened: sheet_of(opened, ProgressRow).insert_rows(1, 8))
    assert (table(path, ProgressRow).headed, table(path, ProgressRow).lines) == (False, ())


def test_one_title_alone_makes_no_row_of_titles(tmp_path: Path) -> None:
    def leave_one(opened: Workbook) -> None:
        for letter_ in "ABCD":
            sheet_of(opened, ProgressRow)[f"{letter_}3"] = None

    assert not table(written(tmp_path / "a.xlsx", PROGRESS, leave_one), ProgressRow).headed


def test_a_title_that_stands_twice_is_noted_with_its_further_place(tmp_path: Path) -> None:
    def again(opened: Workbook) -> None:
        sheet_of(opened, ProgressRow)["F3"] = "课 时＊"

    made = table(written(tmp_path / "a.xlsx", PROGRESS, again), ProgressRow)
    assert made.titles["课时"].cell == "D3"
    assert made.repeated == {"课时": (Place("表2教学进度", "F3", "课时"),)}


def test_a_columns_own_title_goes_before_an_older_one(tmp_path: Path) -> None:
    def both(opened: Workbook) -> None:
        sheet = sheet_of(opened, ResultRow)
        sheet.insert_cols(1)
        sheet["A3"] = "总分"

    made = table(written(tmp_path / "a.xlsx", "【质量检测】\n班级 | 全班总分\n五1 | 3914", both), ResultRow)
    assert made.titles["全班总分"].cell == "F3"
    assert [place.cell for place in made.repeated["全班总分"]] == ["A3"]
    assert made.lines[0].cells["全班总分"].text == "3914"


# --- sheets ---------------------------------------------------------------------------------------------------------


def test_sheets_are_declared_extra_or_our_own(tmp_path: Path) -> None:
    def add(opened: Workbook) -> None:
        for name in ("填写说明", "问题清单", "草稿", "WpsReserved_CellImgList", "_成员名单", "_看得见"):
            opened.create_sheet(name)
        opened["_成员名单"].sheet_state = "veryHidden"
        opened["WpsReserved_CellImgList"].sheet_state = "veryHidden"

    made = opened_book(written(tmp_path / "a.xlsx", PROGRESS, add))
    assert sorted(made.tables) == ["基本信息", "成员", "表2教学进度"]
    assert (made.extra, made.twins) == (("草稿", "_看得见"), {})


def twin(opened: Workbook, *, filled: bool) -> None:
    """Another 表2 before the first, its name written with a blank."""
    sheet = opened.copy_worksheet(sheet_of(opened, ProgressRow))
    sheet.title = "表2 教学进度"
    opened.move_sheet(sheet, -len(opened.sheetnames))
    for row in sheet.iter_rows(min_row=4):
        for spot in row:
            # 周次 and 日期 may be what `new` wrote in advance.
            if not filled and spot.column > 2:
                spot.value = None


def test_two_filled_sheets_of_one_name_are_twins(tmp_path: Path) -> None:
    made = opened_book(written(tmp_path / "a.xlsx", PROGRESS, lambda opened: twin(opened, filled=True)))
    assert made.tables["表2教学进度"].sheet == "表2 教学进度"
    assert [table.sheet for table in made.twins["表2教学进度"]] == ["表2教学进度"]


def test_of_two_sheets_the_filled_one_is_the_table(tmp_path: Path) -> None:
    made = opened_book(written(tmp_path / "a.xlsx", PROGRESS, lambda opened: twin(opened, filled=False)))
    assert made.tables["表2教学进度"].sheet == "表2教学进度"
    assert len(made.tables["表2教学进度"].lines) == 3
    assert made.twins == {}


def test_a_chart_sheet_is_an_extra_one(tmp_path: Path) -> None:
    made = opened_book(written(tmp_path / "a.xlsx", PROGRESS, lambda opened: opened.create_chartsheet("成绩图")))
    assert made.extra == ("成绩图",)


# --- the list sheet --------------------------------------------------------------------------------------------------


def test_a_list_sheet_is_one_line_under_its_labels(tmp_path: Path) -> None:
    made = table(written(tmp_path / "a.xlsx"), Basics)
    (line,) = made.lines
    rows = {plain(column.title): number for number, column in enumerate(Basics.columns, start=4)}
    assert line.number == 1
    assert line.cells["学年"] == Cell(Place("基本信息", f"B{rows['学年']}", "学年"), "2023-2024", "2023-2024")
    assert made.titles["制表人"] == Place("基本信息", f"B{rows['制表人']}", "制表人")
    assert line.cells["制表人"].blank


def test_a_list_sheet_is_found_by_its_titles_and_without_them_in_the_first_two_columns(tmp_path: Path) -> None:
    def move(opened: Workbook) -> None:
        sheet_of(opened, Basics).insert_cols(1)
        sheet_of(opened, Basics).insert_rows(1, 3)

    def behead(opened: Workbook) -> None:
        sheet_of(opened, Basics).delete_rows(1, 3)

    moved, beheaded = (
        table(written(tmp_path / "a.xlsx", edit=edit), Basics).lines[0].cells["学科"] for edit in (move, behead)
    )
    at = next(number for number, column in enumerate(Basics.columns) if column.title == "学科")
    assert (moved.text, moved.place.cell) == ("数学", f"C{at + 7}")
    assert (beheaded.text, beheaded.place.cell) == ("数学", f"B{at + 1}")


def test_a_label_that_stands_twice_is_noted(tmp_path: Path) -> None:
    def again(opened: Workbook) -> None:
        sheet_of(opened, Basics)["A60"], sheet_of(opened, Basics)["B60"] = "学 科", "语文"

    made = table(written(tmp_path / "a.xlsx", edit=again), Basics)
    assert (made.lines[0].cells["学科"].text, [place.cell for place in made.repeated["学科"]]) == ("数学", ["B60"])


# --- merged areas ----------------------------------------------------------------------------------------------------


def merged(tmp_path: Path, *areas: str) -> Path:
    def merge(opened: Workbook) -> None:
        for area in areas:
            sheet_of(opened, ProgressRow).merge_cells(area)

    text = PROGRESS.replace("第一课", "清明放假")
    return written(tmp_path / "a.xlsx", text, merge)


def notes(path: Path) -> list[tuple[str, str | None, bool]]:
    cells = [line.cells["备注"] for line in table(path, ProgressRow).lines]
    return [(one.text, one.place.cell, one.continues) for one in cells]


def test_a_merged_cell_is_the_value_of_every_row_that_it_covers_with_its_first_address(tmp_path: Path) -> None:
    assert notes(merged(tmp_path, "E5:E6")) == [("", "E4", False), ("清明放假", "E5", False), ("清明放假", "E5", True)]


def test_only_the_leftmost_column_of_a_merged_area_has_its_value(tmp_path: Path) -> None:
    made = table(merged(tmp_path, "C5:E6"), ProgressRow)
    assert [line.cells["教学内容"].text for line in made.lines] == ["一、简易方程", "认识方程"]
    # Row 6 holds nothing of its own any more.
    assert [line.cells["备注"].text for line in made.lines] == ["", ""]


def test_a_merged_title_is_no_value_of_the_rows_that_it_covers(tmp_path: Path) -> None:
    def merge(opened: Workbook) -> None:
        sheet_of(opened, ProgressRow).merge_cells("E3:E5")

    made = table(written(tmp_path / "a.xlsx", PROGRESS.replace("第一课", ""), merge), ProgressRow)
    assert [line.cells["备注"].text for line in made.lines] == ["", "", ""]


def test_huge_and_very_many_merged_areas_cost_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS)
    many = "".join(f'<mergeCell ref="AA{row}:AB{row}"/>' for row in range(20, 100_000))
    huge = '<mergeCell ref="A40:XFD1048576"/><mergeCell ref="E5:E1048576"/><mergeCell ref="nonsense"/>'
    in_xml(path, "表2教学进度", "</sheetData>", f"</sheetData><mergeCells>{huge}{many}</mergeCells>")
    assert [(text, at) for text, at, _ in notes(path)] == [("", "E4"), ("第一课", "E5"), ("第一课", "E5")]


# --- content outside the table ---------------------------------------------------------------------------------------


def outside(path: Path) -> list[tuple[str, str]]:
    return [(finding.notice.code, str(finding.place)) for finding in book(path, KINDS)[1]]


def put(opened: Workbook, **cells: str) -> None:
    for address, value in cells.items():
        sheet_of(opened, ProgressRow)[address] = value


def test_a_stray_cell_in_the_last_row_costs_nothing_and_is_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", PROGRESS, lambda opened: put(opened, C1048576="顺手", XFD1048576="远", XFD7="远")
    )
    assert outside(path) == [("列-04", "「表2教学进度」C1048576")]
    assert len(book(path, KINDS)[0].tables["表2教学进度"].lines) == 3


def test_rows_are_read_down_to_the_five_thousandth_whatever_is_blank_between(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", PROGRESS, lambda opened: put(opened, C5000="最后", C5001="过了", C5002="又过了")
    )
    assert outside(path) == [("列-04", "「表2教学进度」C5001")]
    assert [line.number for line in book(path, KINDS)[0].tables["表2教学进度"].lines] == [4, 5, 6, 5000]


def test_what_stands_beside_the_table_is_named_once(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx",
        PROGRESS,
        lambda opened: put(opened, H6="草稿", H5="草稿", J6="草稿", G2="这里不算", G5="\u3000"),
    )
    assert outside(path) == [("列-04", "「表2教学进度」H5")]


# --- columns of a school's own -----------------------------------------------------------------------------------------


def test_a_titled_column_of_ones_own_makes_no_row_and_no_finding(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS, lambda opened: put(opened, G3="课 型*", G5="新授", G9="没有课的一行"))
    assert outside(path) == []
    assert [line.own for line in table(path, ProgressRow).lines] == [{}, {"课型": "新授"}, {}]
    alone = opened_book(written(tmp_path / "b.xlsx", PROGRESS)).table(ProgressRow)
    assert [line.cells for line in table(path, ProgressRow).lines] == [line.cells for line in alone.lines]


def test_a_merged_cell_of_ones_own_column_counts_for_every_row_that_it_covers(tmp_path: Path) -> None:
    def edit(opened: Workbook) -> None:
        put(opened, G3="课型", G4="新授")
        sheet_of(opened, ProgressRow).merge_cells("G4:G5")

    rows = ledger(written(tmp_path / "a.xlsx", PROGRESS, edit))[0].rows(ProgressRow)
    assert [row.shown()[OWN]["课型"] for row in rows] == ["新授", "新授", ""]
    assert rows[0].shown()[OWN]["没有这一栏"] == ""


def test_a_row_that_goes_on_below_goes_on_in_ones_own_columns_too(tmp_path: Path) -> None:
    daily = """
        【每日一议】
        日期 | 议题 | 讨论要点
        2.27 | 检验 | 一点
             |      | 又一点
    """

    def edit(opened: Workbook) -> None:
        sheet = sheet_of(opened, DailyRow)
        sheet["H3"], sheet["H4"], sheet["H5"], sheet["I3"], sheet["I5"] = "地点", "办公室", "走廊", "天气", 3

    (row,) = ledger(written(tmp_path / "a.xlsx", daily, edit))[0].rows(DailyRow)
    assert row.own == {"地点": "办公室\n走廊", "天气": "3"}


def test_a_label_of_ones_own_in_the_list_sheet_is_kept(tmp_path: Path) -> None:
    def edit(opened: Workbook) -> None:
        sheet = sheet_of(opened, Basics)
        sheet["A40"], sheet["B40"], sheet["A41"] = "校训", "求真", "口号"

    assert ledger(written(tmp_path / "a.xlsx", PROGRESS, edit))[0].basics.own == {"校训": "求真"}


def test_blank_styled_cells_are_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS)
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="E{row}" s="0"/></row>' for row in range(20, 60_000))
    in_xml(path, "表2教学进度", "</sheetData>", f"{blank}</sheetData>")
    assert len(table(path, ProgressRow).lines) == 3
