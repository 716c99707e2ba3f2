"""What a cell of a file becomes: its value, the text that it shows, its place."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ledger_xlsx.findings import Place
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.workbook.grid import workbook
from ledger_xlsx.workbook.package import open_package

from .books import (
    MARKED_FORMAT,
    cell_in_xml,
    in_built_in_format,
    in_xml,
    letter,
    opened_book,
    sheet_of,
    table,
    with_shared_strings,
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


def cell(path: Path, address: str = f"{NOTE}4") -> Cell:
    """A cell of 表2 by its address."""
    return next(
        cell for line in table(path, ProgressRow).lines for cell in line.cells.values() if cell.place.cell == address
    )


def with_value(path: Path, value: object, number_format: str = "General") -> Cell:
    """The 备注 of the first row of 表2, holding a value in a number format."""

    def put(opened: Workbook) -> None:
        spot = sheet_of(opened, ProgressRow)[f"{NOTE}4"]
        spot.value, spot.number_format = value, number_format

    return cell(written(path / "a.xlsx", PROGRESS, put))


def with_xml(path: Path, xml: str) -> Cell:
    """The 备注 of the second row of 表2, its XML written by hand."""
    made = written(path / "a.xlsx", PROGRESS)
    return cell(cell_in_xml(made, "表2教学进度", f"{NOTE}5", xml), f"{NOTE}5")


def test_a_cell_knows_its_place_and_a_blank_one_too(tmp_path: Path) -> None:
    lines = table(written(tmp_path / "a.xlsx", PROGRESS), ProgressRow).lines
    assert [line.number for line in lines] == [4, 5, 6]
    assert lines[1].cells == {
        "周次": Cell(Place("表2教学进度", "A5", "周次")),
        "日期": Cell(Place("表2教学进度", "B5", "日期")),
        "教学内容": Cell(Place("表2教学进度", "C5", "教学内容"), "认识方程", "认识方程"),
        "课时": Cell(Place("表2教学进度", "D5", "课时"), "1", "1"),
        "备注": Cell(Place("表2教学进度", "E5", "备注"), "第一课", "第一课"),
    }


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("第一行_x000D_\n第二行", "第一行\n第二行"),
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("\u3000\u3000开头空两格\u00a0\n \u3000 \n末尾\u200b ", "开头空两格\n末尾"),
        ("_x0041__xD83D__xDE00_好", "A😀好"),
        ("单个_xD83D_半边", "单个\ud83d半边"),
        ("中 间 的 空格", "中 间 的 空格"),
        ("x_x00_不是", "x_x00_不是"),
    ],
)
def test_texts_are_free_of_the_traces_of_storage(tmp_path: Path, stored: str, text: str) -> None:
    assert with_value(tmp_path, stored).text == text


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\n\n", "_x000D_", "\ufeff"])
def test_a_cell_that_looks_blank_is_blank(tmp_path: Path, blank: str) -> None:
    made = with_value(tmp_path, blank)
    assert (made.text, made.value, made.blank) == ("", None, True)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "General", "1"), (1.0, "General", "1"), (2.2, "General", "2.2"), (4.7000000000000002, "General", "4.7"),
        (1 / 3, "General", "0.3333333333"), (13812345678, "General", "13812345678"), (20240221, "General", "20240221"),
        (2.2, "0.00", "2.20"), (2.675, "0.00_ ", "2.68"), (87.7142857, "0.00_);[Red]\\(0.00\\)", "87.71"),
        (44.5, "0", "45"), (3914, "#,##0", "3914"), (3914.5, "#,##0.00", "3914.50"), (5, "@", "5"),
        (3, '0"课时"', "3"), (-1, "General", "-1"), (1e20, "0.00", "1e+20"),
    ],
)  # fmt: skip
def test_a_number_shows_as_its_format_says(tmp_path: Path, value: float, code: str, text: str) -> None:
    made = with_value(tmp_path, value, code)
    assert (made.text, made.value, made.percent) == (text, float(value), False)
    assert isinstance(made.value, float)


@pytest.mark.parametrize(
    ("code", "text"), [("0%", "94%"), ("0.0%", "93.5%"), ("0.00%", "93.50%"), ("0.0%;[Red]-0.0%", "93.5%")]
)
def test_per_cent_shows_as_per_cent_and_stays_a_share(tmp_path: Path, code: str, text: str) -> None:
    made = with_value(tmp_path, 0.935, code)
    assert (made.text, made.value, made.percent) == (text, 0.935, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('m"月"d"日"', "2月1日"), ('[$-804]m"月"d"日";@', "2月1日"), ('yyyy"年"m"月"d"日"', "2024年2月1日"),
        ("yyyy年m月", "2024年2月"), ("yyyy-mm-dd", "2024-02-01"), ("yyyy\\-mm\\-dd", "2024-02-01"), ("yyyy/m/d", "2024/2/1"),
        ("m.d", "2.1"), ("mm-dd-yy", "2024/2/1"), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年2月1日"),
        ("[$-804]aaaa", "星期四"), ("m/d aaa", "2/1 四"), ("yy.mm.dd", "24.02.01"),
    ],
)  # fmt: skip
def test_a_date_shows_as_its_format_says(tmp_path: Path, code: str, text: str) -> None:
    made = with_value(tmp_path, date(2024, 2, 1), code)
    assert (made.text, made.value, made.day) == (text, date(2024, 2, 1), None)


def test_a_date_may_carry_an_hour_and_an_hour_may_stand_alone(tmp_path: Path) -> None:
    made = with_value(tmp_path, datetime(2024, 2, 22, 14, 5), 'yyyy"年"m"月"d"日" 上午/下午h:mm')  # noqa: DTZ001
    assert (made.text, made.value) == ("2024年2月22日 下午2:05", datetime(2024, 2, 22, 14, 5))  # noqa: DTZ001
    assert with_value(tmp_path, time(14, 20), "h:mm").text == "14:20"
    assert with_value(tmp_path, 1.5, "[h]:mm").text == "36:00"


CHINESE = {
    27: "2024年2月", 28: "2月21日", 29: "2月21日", 30: "2-21-24", 31: "2024年2月21日", 36: "2024年2月", 50: "2024年2月",
    51: "2月21日", 52: "2024年2月", 53: "2月21日", 54: "2月21日", 57: "2024年2月", 58: "2月21日",
    32: "0时00分", 33: "0时00分00秒", 34: "上午12时00分", 35: "上午12时00分00秒", 55: "上午12时00分", 56: "上午12时00分00秒",
}  # fmt: skip


@pytest.mark.parametrize("number", CHINESE)
def test_the_chinese_built_in_formats_are_dates(tmp_path: Path, number: int) -> None:
    def put(opened: Workbook) -> None:
        spot = sheet_of(opened, ProgressRow)[f"{NOTE}4"]
        spot.value, spot.number_format = 45343, MARKED_FORMAT

    path = in_built_in_format(written(tmp_path / "a.xlsx", PROGRESS, put), number)
    made = cell(path)
    assert (made.text, made.value) == (CHINESE[number], date(2024, 2, 21))


def test_a_bare_number_may_be_the_serial_of_a_day(tmp_path: Path) -> None:
    days = {value: with_value(tmp_path, value).day for value in (36525, 36526, 45343, 73050, 73051, 20240221, 2.21)}
    assert days == {
        36525: None, 36526: date(2000, 1, 1), 45343: date(2024, 2, 21), 73050: date(2099, 12, 31),
        73051: None, 20240221: None, 2.21: None,
    }  # fmt: skip
    assert with_value(tmp_path, 45343, "0%").day is None


def test_the_1904_system_means_the_same_days(tmp_path: Path) -> None:
    def put(opened: Workbook) -> None:
        opened.epoch = CALENDAR_MAC_1904
        sheet = sheet_of(opened, ProgressRow)
        sheet[f"{NOTE}4"].value, sheet[f"{NOTE}4"].number_format = date(2024, 2, 21), "yyyy-mm-dd"
        sheet[f"{NOTE}5"].value = 45343 - 1462
        sheet[f"{NOTE}6"].value = 36526 - 1462

    path = written(tmp_path / "a.xlsx", PROGRESS, put)
    assert load_workbook(path).epoch == CALENDAR_MAC_1904
    assert cell(path).value == cell(path, f"{NOTE}5").day == date(2024, 2, 21)
    assert cell(path, f"{NOTE}6").day == date(2000, 1, 1)


def test_the_days_before_the_leap_day_that_never_was_are_as_excel_shows_them(tmp_path: Path) -> None:
    days = [with_value(tmp_path, serial, "yyyy-mm-dd").value for serial in (2, 59, 61)]
    assert days == [date(1900, 1, 2), date(1900, 2, 28), date(1900, 3, 1)]


def test_rich_text_is_read_as_its_text(tmp_path: Path) -> None:
    rich = CellRichText(
        "面积 ", TextBlock(InlineFont(b=True), "25"), " cm", TextBlock(InlineFont(vertAlign="superscript"), "2")
    )
    assert with_value(tmp_path, rich).text == "面积 25 cm2"


def test_reading_aids_are_no_text(tmp_path: Path) -> None:
    xml = f'<c r="{NOTE}5"{{s}} t="inlineStr"><is><r><t>课</t></r><r><t xml:space="preserve"> 题</t></r><rPh sb="0" eb="1"><t>ke</t></rPh></is></c>'
    assert with_xml(tmp_path, xml).text == "课 题"


def test_shared_strings_read_as_inline_ones_do(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS)
    inline = opened_book(path)
    assert opened_book(with_shared_strings(path)) == inline
    assert workbook(open_package(path)).texts.count("认识方程") == 1


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<f>1+1</f><v>2</v>", ("2", 2.0, "", False)),
        ("<f>1+1</f><v></v>", ("", None, "", True)),
        ("<f>1+1</f>", ("", None, "", True)),
        ('<f>""</f><v></v>', ("", None, "", False)),
        ('<f t="shared" si="0"/>', ("", None, "", True)),
    ],
)
def test_a_formula_is_its_stored_result(tmp_path: Path, xml: str, expected: tuple[object, ...]) -> None:
    made = with_xml(tmp_path, f'<c r="{NOTE}5"{{s}}>{xml}</c>')
    assert (made.text, made.value, made.error, made.uncomputed) == expected


@pytest.mark.parametrize(
    ("kind", "xml", "expected"),
    [
        ("str", '<f>""</f><v></v>', ("", None, "")),
        ("str", '<f>IF(A4=1,"","无")</f><v></v>', ("", None, "")),
        ("str", "<f>A4</f><v>第1周</v>", ("第1周", "第1周", "")),
        ("e", "<f>A4/0</f><v>#DIV/0!</v>", ("#DIV/0!", "#DIV/0!", "#DIV/0!")),
        ("b", "<v>1</v>", ("TRUE", "TRUE", "")),
        ("b", "<v>0</v>", ("FALSE", "FALSE", "")),
        ("d", "<v>2024-02-21T00:00:00</v>", ("2024-02-21", date(2024, 2, 21), "")),
        ("d", "<v>14:20</v>", ("14:20", "14:20", "")),
    ],
)
def test_a_cell_is_read_by_its_kind(tmp_path: Path, kind: str, xml: str, expected: tuple[object, ...]) -> None:
    made = with_xml(tmp_path, f'<c r="{NOTE}5"{{s}} t="{kind}">{xml}</c>')
    assert (made.text, made.value, made.error) == expected
    assert made.uncomputed is False


def test_cells_and_rows_that_do_not_say_where_they_stand_are_counted(tmp_path: Path) -> None:
    full = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时 | 备注\n1 | 2.21 | 一、简易方程 | 1 | 无\n1 | 2.22 | 认识方程 | 1 | 无"
    path = written(tmp_path / "a.xlsx", full)
    before = opened_book(path)
    assert opened_book(in_xml(path, "表2教学进度", r'(<(?:row|c))( r="[A-Z]*\d+")', r"\1")) == before


def test_a_wrong_dimension_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", PROGRESS)
    before = opened_book(path)
    assert opened_book(in_xml(path, "表2教学进度", r'<dimension ref="[^"]+"', '<dimension ref="A1"')) == before
