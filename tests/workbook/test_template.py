"""The distributed workbook, as a teacher's program sees it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.plan import ScheduleRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.calendar import CalendarRow
from ledger_xlsx.sheets.fields import Choice, Text
from ledger_xlsx.sheets.rows import Column, Filler, Layout, Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.guide import SHEET as GUIDE
from ledger_xlsx.workbook.prefill import Prefill
from ledger_xlsx.workbook.styles import TAB
from ledger_xlsx.workbook.template import (
    FILE,
    FIRST_ROW,
    HEAD_ROW,
    ID_PROPERTY,
    MARK,
    TEMPLATE_ID,
    TEMPLATE_VERSION,
    VERSION_PROPERTY,
    calendar_template,
    declared,
    template,
    template_version,
    write_template,
)

SHEETS = (
    "填写说明、基本信息、成员、工作计划、表1活动安排、表2教学进度、表3练习命制、活动记录、单元分析、理论学习、有效练习、每日一议、"
    "特色作业、学生作品、质量检测、试题分析、质量分析、工作总结、获奖情况"
)
KINDS = declared(ITEMS)
TABLES = [kind for kind in KINDS if kind.layout is Layout.TABLE]
SPRING = Prefill("常州市新北区孟河中心小学", "2023-2024", 2, "五年级", "数学", date(2024, 2, 21), 19)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def package() -> bytes:
    return template(ITEMS)


@pytest.fixture(scope="module")
def book(package: bytes) -> Workbook:
    return load_workbook(io.BytesIO(package))


@pytest.fixture(scope="module")
def school_calendar() -> bytes:
    return calendar_template()


@pytest.fixture(scope="module")
def prefilled() -> Workbook:
    return load_workbook(io.BytesIO(template(ITEMS, SPRING)))


def values(sheet: Worksheet) -> list[list[str | None]]:
    """What stands below the titles."""
    return [list(row) for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]


def rules_by_letter(sheet: Worksheet) -> dict[str, DataValidation]:
    """The validation of each column of a table sheet."""
    return {re.sub(r"\d", "", str(rule.sqref).split(":")[0]): rule for rule in sheet.data_validations.dataValidation}


def letters(kind: type[Row]) -> Mapping[str, Column[object]]:
    return {get_column_letter(index): column for index, column in enumerate(kind.columns, start=1)}


def labels(sheet: Worksheet) -> dict[str, int]:
    """The rows of a list sheet by plain label."""
    return {plain(str(cell.value)): cell.row for cell in sheet["A"] if cell.value and cell.row >= FIRST_ROW}


def test_the_sheets_stand_in_the_order_of_the_ledger_behind_the_guide(book: Workbook) -> None:
    assert "、".join(book.sheetnames) == SHEETS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.sheet)
def test_a_sheet_opens_with_title_help_and_column_titles(book: Workbook, kind: type[Row]) -> None:
    sheet = book[kind.sheet]
    titles = [cell.value for cell in sheet[HEAD_ROW]]
    wanted = [c.title + ("*" if c.required else "+" if c.expected else "") for c in kind.columns]
    assert (sheet["A1"].value, sheet["A2"].value) == (kind.title, kind.help)
    assert titles == (["项目", "内容", "说明"] if kind.layout is Layout.LIST else wanted)
    assert sheet["A1"].font.name == "宋体"
    assert (sheet["A1"].font.size, sheet["A1"].font.bold, sheet["A1"].alignment.horizontal) == (16, True, "center")
    assert str(sheet["A2"].value).startswith(("组长填", "每位老师填", "期末才填"))


def test_no_cell_stands_below_the_column_titles(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        for number, kind in enumerate(KINDS, start=2):
            xml = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            below = [row for row in re.findall(r'<row r="(\d+)"', xml) if int(row) > HEAD_ROW]
            assert bool(below) is (kind.layout is Layout.LIST), kind.sheet


def test_every_label_of_the_basics_has_its_line_with_explanation_and_empty_content(book: Workbook) -> None:
    sheet = book[Basics.sheet]
    rows = labels(sheet)
    for column in Basics.columns:
        row = rows[plain(column.title)]
        assert sheet.cell(row, 1).value == column.title + ("*" if column.required else "")
        assert (sheet.cell(row, 2).value, sheet.cell(row, 3).value) == (None, column.prompt)
    blocks = [cell.value for cell in sheet["A"] if cell.value in {column.block for column in Basics.columns}]
    assert [str(block)[:2] for block in blocks] == ["必填", "选填", "期末"]
    assert sheet.row_dimensions[rows["封面图片"]].height > 100


def test_tabs_are_coloured_by_who_fills_the_sheet(book: Workbook) -> None:
    for kind in KINDS:
        assert book[kind.sheet].sheet_properties.tabColor.rgb == f"00{TAB[kind.filler]}", kind.sheet
    assert len(set(TAB.values())) == len(Filler)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.sheet)
def test_every_column_has_a_prompt_and_every_choice_a_list(book: Workbook, kind: type[Row]) -> None:
    rules = rules_by_letter(book[kind.sheet])
    for letter, column in letters(kind).items():
        rule = rules[letter]
        assert str(rule.sqref) == f"{letter}4:{letter}5000"
        assert rule.promptTitle == column.title
        assert column.prompt in rule.prompt
        assert column.field.example in rule.prompt
        assert len(rule.prompt) < 255
        if column.field.options:
            assert rule.formula1 == '"' + ",".join(column.field.options) + '"'
            assert len(rule.formula1) <= 255
        closed = isinstance(column.field, Choice) and not column.field.free
        assert rule.showErrorMessage is closed, column.title


def test_the_basics_offer_lists_line_by_line(book: Workbook) -> None:
    sheet = book[Basics.sheet]
    rows = labels(sheet)
    lists = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    semester, grade, leader = (lists[f"B{rows[label]}"] for label in ("学期", "年级", "备课组组长"))
    assert (semester.formula1, semester.showErrorMessage) == ('"第一学期,第二学期"', True)
    assert ("五年级" in grade.formula1, grade.showErrorMessage) == (True, False)
    assert leader.formula1 == "成员名单"
    assert len(lists) == len(Basics.columns)


def test_columns_that_name_one_person_offer_the_members_and_those_that_name_several_do_not(book: Workbook) -> None:
    rules = rules_by_letter(book[ActivityRow.sheet])
    by_title = {column.title: rules[letter].formula1 for letter, column in letters(ActivityRow).items()}
    assert (by_title["主持人"], by_title["参加人员"]) == ("成员名单", None)
    assert book.defined_names["成员名单"].attr_text.startswith(f"OFFSET({MemberRow.sheet}!$A$3,1,0,")


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.sheet)
def test_columns_carry_the_look_of_the_cells_to_come(book: Workbook, kind: type[Row]) -> None:
    sheet = book[kind.sheet]
    assert (sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight) == (kind.height, True)
    for letter, column in letters(kind).items():
        look = sheet.column_dimensions[letter]
        assert look.number_format == ("@" if column.field.text_format else "General"), column.title
        assert (look.font.name, look.alignment.wrap_text, look.border.left.style) == ("宋体", True, "thin")
        assert look.width == column.field.width


def test_what_excel_would_eat_is_preset_to_text(book: Workbook) -> None:
    eaten = {"表2教学进度": ["周次", "日期", "教学内容", "课时"], "质量检测": ["班级"], "试题分析": ["题号", "得分率"]}
    for name, titles in eaten.items():
        kind = next(kind for kind in KINDS if kind.sheet == name)
        formats = {c.title: book[name].column_dimensions[letter].number_format for letter, c in letters(kind).items()}
        assert {title: formats[title] for title in titles} == dict.fromkeys(titles, "@")


def test_the_normal_font_is_the_forms_own(package: bytes) -> None:
    # A book of its own: looking at a cell makes it.
    assert load_workbook(io.BytesIO(package))[MemberRow.sheet]["Z99"].font.name == "宋体"


def test_titles_stay_in_sight_and_sheets_print_one_page_wide_on_a4(book: Workbook) -> None:
    for kind in KINDS:
        sheet = book[kind.sheet]
        assert sheet.freeze_panes == f"A{FIRST_ROW}"
        assert sheet.print_title_rows == "$1:$3"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.protection.sheet
    assert book["活动记录"].page_setup.orientation == "landscape"
    assert {book[name].page_setup.orientation for name in ("基本信息", "成员", GUIDE)} == {"portrait"}


def test_the_guide_links_to_every_sheet_and_shows_every_example(book: Workbook) -> None:
    sheet = book[GUIDE]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    texts = {str(cell.value) for cell in cells}
    assert links == {f"'{kind.sheet}'!A1" for kind in KINDS}
    for kind in KINDS:
        assert kind.title in texts
        assert {column.field.example or "（图片）" for column in kind.columns} <= texts, kind.sheet


HINTS = (
    "（自命名）",
    "工作要点（围绕教材研读、课堂教学、教学常规、单元（或过关能力）的质量评价与分析等。）",
    "（备课组人员较少时可以循环上课）",
    "集体讨论（包括修改意见、经典诵读积累和写话、有效练习设计的统一）",
    "用数据呈现是否达成单元目标",
    "本学期主要工作（主要做了什么，有什么亮点工作，围绕集体备课、研究课、常规培养、作业设计、调研情况、学生获奖、资源建设等方面展开）",
    "期末及月调研时需要呈现纸质稿",
    "不要把备课组长教师个人的备课附在集体备课台账中，个人备课只需要呈现电子稿即可。",
    "宋体，大标题三号加粗居中，副标题四号右对齐，正文小四号，小标题加粗，行间距1.5倍",
)


@pytest.mark.parametrize("hint", HINTS, ids=lambda hint: hint[:12])
def test_the_requirements_hints_are_given_to_the_letter(book: Workbook, hint: str) -> None:
    texts = [cell.value for row in book[GUIDE].iter_rows() for cell in row]
    texts += [rule.prompt for sheet in book for rule in sheet.data_validations.dataValidation]
    assert any(hint in str(text) for text in texts)


def test_the_guide_tells_what_must_not_be_done_before_it_gives_examples(book: Workbook) -> None:
    column = [str(cell.value) for cell in book[GUIDE]["A"] if cell.value]
    where = [next(i for i, text in enumerate(column) if text.startswith(n)) for n in ("一、", "二、", "三、", "五、")]
    assert all(above < below for above, below in pairwise(where))


def test_known_basics_are_written_in_advance(prefilled: Workbook) -> None:
    sheet = prefilled[Basics.sheet]
    filled = {label: sheet.cell(row, 2).value for label, row in labels(sheet).items() if sheet.cell(row, 2).value}
    assert filled == {
        "学校": "常州市新北区孟河中心小学", "学年": "2023-2024", "学期": "第二学期", "年级": "五年级", "学科": "数学",
        "开学日期": "2024年2月21日", "教学周数": "19",
    }  # fmt: skip


def test_the_weeks_of_the_progress_begin_on_their_first_school_day(prefilled: Workbook) -> None:
    # Monday of week 17, 6.10, is a holiday.
    rows = [row[:2] for row in values(prefilled[ProgressRow.sheet])]
    assert rows[:3] == [["1", "2.21"], ["2", "2.26"], ["3", "3.4"]]
    assert rows[16:] == [["17", "6.11"], ["18", "6.17"], ["19", "6.24"]]


def test_activities_are_planned_every_second_week_between_preparation_and_end(prefilled: Workbook) -> None:
    rows = [row[:2] for row in values(prefilled[ScheduleRow.sheet])]
    assert rows[:3] == [["开学前准备", None], ["第1周", "第一次活动"], ["第3周", "第二次活动"]]
    assert rows[9:] == [["第17周", "第九次活动"], ["期末", None]]


def test_rows_written_in_advance_look_like_their_columns(prefilled: Workbook) -> None:
    cell = prefilled[ProgressRow.sheet]["B5"]
    assert (cell.number_format, cell.font.name, cell.border.left.style) == ("@", "宋体", "thin")


def test_a_week_of_which_no_school_day_is_known_begins_on_monday() -> None:
    later = Prefill(start=date(2099, 2, 16), weeks=3).rows(ProgressRow)
    assert [row[ProgressRow.day] for row in later] == ["2.16", "2.23", "3.2"]


def test_without_a_start_no_date_is_made_up() -> None:
    made = load_workbook(io.BytesIO(template(ITEMS, Prefill(grade="五年级", weeks=4))))
    assert values(made[ProgressRow.sheet]) == []
    assert [row[0] for row in values(made[ScheduleRow.sheet])] == ["开学前准备", "第1周", "第3周", "期末"]


def test_the_same_input_gives_the_same_bytes(package: bytes) -> None:
    assert template(ITEMS) == package
    assert template(ITEMS, SPRING) == template(ITEMS, SPRING)


def test_the_schools_calendar_is_one_sheet_of_the_same_kind(school_calendar: bytes) -> None:
    opened = load_workbook(io.BytesIO(school_calendar))
    assert opened.sheetnames == [CalendarRow.sheet]
    sheet = opened[CalendarRow.sheet]
    assert [cell.value for cell in sheet[HEAD_ROW]] == ["日期*", "性质*", "说明"]
    assert sheet.max_row == HEAD_ROW
    rules = rules_by_letter(sheet)
    assert rules["B"].formula1 == '"上课,放假,半天"'
    assert sheet.column_dimensions["A"].number_format == "@"
    assert school_calendar == calendar_template()


def test_the_shipped_file_is_written_whole(tmp_path: Path, package: bytes) -> None:
    path = write_template(tmp_path)
    assert (path.name, path.read_bytes() == package) == (FILE, True)


def test_id_and_version_survive_a_save_that_drops_one_of_them(book: Workbook, package: bytes) -> None:
    assert template_version(book) == TEMPLATE_VERSION
    assert book.custom_doc_props[ID_PROPERTY].value == TEMPLATE_ID
    without_properties = load_workbook(io.BytesIO(package))
    del without_properties.custom_doc_props[VERSION_PROPERTY]
    assert template_version(without_properties) == TEMPLATE_VERSION
    del without_properties.defined_names[MARK]
    assert template_version(without_properties) is None


def test_a_further_item_gets_its_sheet_its_link_and_its_example() -> None:
    class ToyRow(Row, sheet="结对帮扶", title="结对帮扶记录", help="每位老师填。一次一行。"):
        who = Column("帮扶老师", Text(example="恽蝶"), required=True)

    toy = Item(11, "结对帮扶", sheets=(ToyRow,), rules=RuleBook(), forms=(), pages=lambda _: iter(()))
    made = load_workbook(io.BytesIO(template((*ITEMS, toy))))
    assert made.sheetnames[-1] == "结对帮扶"
    assert made["结对帮扶"]["A3"].value == "帮扶老师*"
    assert "'结对帮扶'!A1" in {c.hyperlink.location for row in made[GUIDE].iter_rows() for c in row if c.hyperlink}


@pytest.mark.validator
@pytest.mark.parametrize(
    "made",
    [partial(template, ITEMS), partial(template, ITEMS, SPRING), calendar_template],
    ids=["empty", "prefilled", "calendar"],
)
def test_the_open_xml_validator_finds_nothing(tmp_path: Path, ooxml_validator: str, made: Callable[[], bytes]) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(made())
    run = subprocess.run([ooxml_validator, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    assert json.loads(run.stdout)["errors"] == []
