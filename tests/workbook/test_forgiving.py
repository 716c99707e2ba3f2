"""FORMS, 'Rules for every sheet': reading forgives form, never content, on workbooks as teachers hand them in."""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.forms import OWN
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.items.plan import PlanRow, ScheduleRow
from ledger_xlsx.items.progress import ProgressRow, SettingRow
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.items.summary import SummaryRow
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.rows import Column, Row

from .books import Edit, cell_in_xml, found, in_xml, ledger, sheet_of, shown, with_shared_strings, written

WHOLE = """
    【工作计划】
    部分       | 小标题   | 内容
    工作要点   | 研读教材 | 通读全册教材。
               | 研究课堂 | 每人上一节研究课。
    分工与合作 | 各负其责 | 每人承担两个单元。
    【表1活动安排】
    周次       | 活动次序   | 内容           | 形式       | 备注
    开学前准备 |            | 制定计划       | 集中       |
    第1周      | 第一次活动 | 1、感悟教材    | 1、研究课  | 1、关注学困生
    【表2教学进度】
    周次 | 日期 | 教学内容     | 课时 | 备注
    1    | 2.21 | 一、简易方程 | 2+1  | 机动1课时
         |      | 认识方程     | 1    |
    2    | 2.26 | 等式的性质   | 1    |
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    1    | 认识方程 | 张思月 | 恽蝶
    【活动记录】
    活动次序   | 活动时间   | 活动地点 | 活动内容 | 参加人员            | 主持人 | 中心发言人 | 上周教学工作回顾与反思 | 分析单元 | 集体讨论
    第一次活动 | 2024-02-22 | 会议室   | 研究课   | 张思月、恽蝶、陆文静 | 张思月 | 恽蝶       | 学生能写出等式。       | 一       | 增加线段图。
    【质量检测】
    班级 | 任课教师 | 应考人数 | 实考人数 | 全班总分 | 优秀人数 | 良好人数 | 及格人数 | 低分人数
    五1  | 恽蝶     | 45       | 45       | 3914     | 32       | 8        | 44       | 0
"""
KINDS = (Basics, MemberRow, PlanRow, ScheduleRow, ProgressRow, SettingRow, ActivityRow, ResultRow)


def printed(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything that is printed, by sheet, without the school's own columns."""
    read, _ = ledger(path)
    return {
        kind.sheet: [{title: text for title, text in row.shown().items() if title != OWN} for row in read.rows(kind)]
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    """What the workbook prints as it should be filled in, in which nothing is found."""
    path = written(tmp_path_factory.mktemp("books") / "a.xlsx", WHOLE)
    assert found(path) == []
    made = printed(path)
    assert [row["教学内容"] for row in made["表2教学进度"]] == ["一、简易方程", "认识方程", "等式的性质"]
    return made


# --- sheets, columns and rows -----------------------------------------------------------------------------------------


def tables(opened: Workbook) -> list[Worksheet]:
    return [sheet_of(opened, kind) for kind in KINDS[1:]]


def shuffle_sheets(opened: Workbook) -> None:
    Random(3).shuffle(opened._sheets)


def blanks_around_sheet_names(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        sheet.title = f" {sheet.title[:2]} {sheet.title[2:]}\u3000"


def full_width_sheet_names(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        sheet.title = sheet.title.translate({ord("1"): "１", ord("2"): "２", ord("3"): "３"})


def permute_columns(opened: Workbook) -> None:
    for sheet in tables(opened):
        columns = [[spot.value for spot in column] for column in sheet.iter_cols(min_row=3)]
        Random(len(columns)).shuffle(columns)
        for index, values in enumerate(columns, start=1):
            for row, value in enumerate(values, start=3):
                sheet.cell(row, index).value = value


def rewrite_titles(opened: Workbook) -> None:
    marks = itertools.cycle(["{} *", "＊{}", "{}＋", " {}\n", "{}"])
    for sheet in tables(opened):
        for spot in sheet[3]:
            bare = str(spot.value).strip("*+")
            spot.value = next(marks).format(f"{bare[0]}\u3000{bare[1:]}")
    labels = sheet_of(opened, Basics)
    for row in range(4, 4 + len(Basics.columns)):
        labels.cell(row, 1).value = f" {str(labels.cell(row, 1).value).strip('*')} ＊"


def extra_columns(opened: Workbook) -> None:
    for sheet in tables(opened):
        sheet.insert_cols(2)
        for row, value in enumerate(["我的备忘", "带教具", "问教务处"], start=3):
            sheet.cell(row, 2).value = value


def extra_rows_above(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        sheet.insert_rows(1, 6)
        sheet["A2"] = "五年级数学备课组　内部资料"


def blank_rows_between(opened: Workbook) -> None:
    for sheet in tables(opened):
        for row in (6, 5, 4):
            sheet.insert_rows(row, 2)
            sheet.cell(row, 3).value = " \u3000"


def no_title_and_help(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        sheet.delete_rows(1, 2)


def old_column_names(opened: Workbook) -> None:
    for kind, old in ((ScheduleRow, "活动"), (ActivityRow, "活动*"), (ResultRow, "总分")):
        own = {"总分": "全班总分"}.get(old, "活动次序")
        spot = next(spot for spot in sheet_of(opened, kind)[3] if str(spot.value).strip("*") == own)
        spot.value = old


def merged_weeks(opened: Workbook) -> None:
    sheet_of(opened, ProgressRow).merge_cells("A4:A5")
    sheet_of(opened, ProgressRow).merge_cells("B4:B5")
    sheet_of(opened, PlanRow).merge_cells("A4:A5")


EDITS: dict[str, Edit] = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        shuffle_sheets, blanks_around_sheet_names, full_width_sheet_names, permute_columns, rewrite_titles, extra_columns,
        extra_rows_above, blank_rows_between, no_title_and_help, old_column_names, merged_weeks,
    )
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_form_is_forgiven(tmp_path: Path, expected: dict[str, list[dict[str, object]]], name: str) -> None:
    path = written(tmp_path / "a.xlsx", WHOLE, EDITS[name])
    assert printed(path) == expected
    assert [code for code, _ in found(path)] == (["列-02"] * 3 if name == "old column names" else [])


def test_all_of_it_at_once_in_shared_strings(tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    def everything(opened: Workbook) -> None:
        for edit in (old_column_names, permute_columns, rewrite_titles, blank_rows_between, extra_rows_above):
            edit(opened)
        shuffle_sheets(opened)
        blanks_around_sheet_names(opened)

    path = with_shared_strings(written(tmp_path / "a.xlsx", WHOLE, everything))
    assert printed(path) == expected
    assert [code for code, _ in found(path)] == ["列-02"] * 3


def test_an_extra_sheet_is_left_alone_and_said(tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    path = written(tmp_path / "a.xlsx", WHOLE, lambda opened: opened.create_sheet("草稿"))
    assert printed(path) == expected
    assert found(path) == [("页-03", "「草稿」")]


def test_places_are_those_of_the_teachers_own_file(tmp_path: Path) -> None:
    def edit(opened: Workbook) -> None:
        sheet_of(opened, ProgressRow)["D5"] = "好几节"
        extra_columns(opened)
        extra_rows_above(opened)
        sheet_of(opened, ProgressRow).title = "表2 教学进度"

    path = written(tmp_path / "a.xlsx", WHOLE, edit)
    assert found(path) == [("格-16", "「表2 教学进度」E11（课时）")]


def test_content_is_not_forgiven(tmp_path: Path) -> None:
    def edit(opened: Workbook) -> None:
        sheet = sheet_of(opened, ProgressRow)
        sheet["D3"] = "课的时间"

    assert found(written(tmp_path / "a.xlsx", WHOLE, edit)) == [("列-01", "「表2教学进度」（课时）")]


# --- merged cells and 'as above' ---------------------------------------------------------------------------------------


def test_a_merged_cell_counts_for_every_row_that_it_covers(tmp_path: Path) -> None:
    # 周次 is covered twice, by the merging and by 'as above': 命制人 of 表3, which is never inherited, proves it.
    text = """
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    1    | 认识方程 | 张思月 | 恽蝶
    2    | 等式     |        | 陆文静
    3    | 折线图   |        | 陆文静
    """
    blank = written(tmp_path / "a.xlsx", text)
    assert found(blank) == [("格-01", "「表3练习命制」C5（命制人）"), ("格-01", "「表3练习命制」C6（命制人）")]
    merged = written(tmp_path / "b.xlsx", text, lambda opened: sheet_of(opened, SettingRow).merge_cells("C4:C6"))
    assert shown(merged, SettingRow, SettingRow.setter) == [("张思月",)] * 3
    assert found(merged) == []


def test_a_merged_cell_that_cannot_be_read_is_named_once_at_its_first_address(tmp_path: Path) -> None:
    text = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时\n1 | 2.30 | 认识方程 | 1\n | | 等式 | 1"
    path = written(tmp_path / "a.xlsx", text, lambda opened: sheet_of(opened, ProgressRow).merge_cells("B4:B5"))
    assert found(path) == [("历-01", "「表2教学进度」B4（日期）")]


ABOVE: list[tuple[type[Row], Column[object], str]] = [
    (ProgressRow, ProgressRow.week, "周次 | 教学内容 | 课时\n1 | 认识方程 | 1\n | 等式 | 1"),
    (ProgressRow, ProgressRow.day, "周次 | 日期 | 教学内容 | 课时\n1 | 2.21 | 认识方程 | 1\n1 | | 等式 | 1"),
    (SettingRow, SettingRow.week, "周次 | 练习内容 | 命制人 | 审核人\n1 | 认识方程 | 张思月 | 恽蝶\n | 等式 | 张思月 | 恽蝶"),
    *(
        (ExerciseRow, column, ("周次 | 练习内容 | 命制人 | 审核人 | 层次 | 题目 | 设计意图\n"
         "1 | 认识方程 | 张思月 | 恽蝶 | 基础 | 1+1 | 巩固\n | | | | 拓展 | 2+2 | 提高"))
        for column in (ExerciseRow.week, ExerciseRow.content, ExerciseRow.setter, ExerciseRow.reviewer)
    ),
    *(
        (AnalysisRow, column, ("单元 | 单元名称 | 内容 | 个人设计 | 备课组集体讨论意见\n"
         "第一单元 | 简易方程 | 单元教材分析 | 甲 | 乙\n | | 单元目标要求 | 甲 | 乙"))
        for column in (AnalysisRow.unit, AnalysisRow.unit_name)
    ),
    (WorkRow, WorkRow.homework, "作业名称 | 学生姓名 | 班级 | 展评\n蒜叶 | 林小禾 | 五2 | 好\n | 周乐言 | 五3 | 好"),
    (PlanRow, PlanRow.part, "部分 | 小标题 | 内容\n工作要点 | 甲 | 乙\n | 丙 | 丁"),
    (SummaryRow, SummaryRow.part, "部分 | 小标题 | 内容\n存在问题 | 甲 | 乙\n | 丙 | 丁"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "column", "text"), ABOVE, ids=[f"{kind.sheet} {column.title}" for kind, column, _ in ABOVE]
)
def test_a_blank_cell_means_as_above_where_the_forms_say_so(
    tmp_path: Path, kind: type[Row], column: Column[object], text: str
) -> None:
    path = written(tmp_path / "a.xlsx", f"【{kind.sheet}】\n{text}")
    first, second = shown(path, kind, column)
    assert first == second != ("",)
    assert found(path) == []


def test_a_new_week_without_a_date_has_none(tmp_path: Path) -> None:
    text = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时\n1 | 2.21 | 认识方程 | 1\n2 | | 等式 | 1"
    assert shown(written(tmp_path / "a.xlsx", text), ProgressRow, ProgressRow.week, ProgressRow.day) == [
        ("1", "2.21"),
        ("2", ""),
    ]


def test_a_row_of_long_texts_alone_goes_on_with_the_row_above(tmp_path: Path) -> None:
    text = """
    【单元分析】
    单元     | 单元名称 | 内容         | 个人设计     | 备课组集体讨论意见
    第一单元 | 简易方程 | 单元教材分析 | 第一段⏎第二段 | 同意。
             |          |              | 第三段       |
             |          |              |              | 再加一条。
    """
    path = written(tmp_path / "a.xlsx", text)
    assert shown(path, AnalysisRow, AnalysisRow.design, AnalysisRow.opinion) == [
        ("第一段\n第二段\n第三段", "同意。\n再加一条。")
    ]


def test_rows_that_hold_only_what_new_prefills_are_blank(tmp_path: Path) -> None:
    text = """
    【表2教学进度】
    周次 | 日期 | 教学内容 | 课时
    1    | 2.21 | 认识方程 | 1
    2    | 2.26 |          |
    3    | 3.4  |          |
    【活动记录】
    活动次序   | 活动时间
    第一次活动 |
    第二次活动 |
    【每日一议】
    日期 | 议题
    3.5  |
    """
    path = written(tmp_path / "a.xlsx", text)
    read, findings = ledger(path)
    assert findings == []
    assert [len(read.rows(kind)) for kind in (ProgressRow, ActivityRow, DailyRow)] == [1, 0, 0]


def test_a_formula_that_gives_nothing_makes_no_row(tmp_path: Path) -> None:
    text = "【表2教学进度】\n周次 | 教学内容 | 课时\n1 | 认识方程 | 1\n | 等式 | 1"
    path = written(tmp_path / "a.xlsx", text, lambda opened: sheet_of(opened, ProgressRow).__setitem__("D5", None))
    cell_in_xml(path, "表2教学进度", "C5", '<c r="C5"{s} t="str"><f>""</f><v></v></c>')
    assert shown(path, ProgressRow, ProgressRow.content) == [("认识方程",)]
    assert found(path) == []


def test_a_formula_without_a_result_and_one_in_error_are_never_called_empty(tmp_path: Path) -> None:
    text = "【表2教学进度】\n周次 | 教学内容 | 课时\n1 | 认识方程 | 1\n | 等式 | 1"
    path = written(tmp_path / "a.xlsx", text, lambda opened: sheet_of(opened, ProgressRow).__setitem__("D4", "=1+1"))
    cell_in_xml(path, "表2教学进度", "D5", '<c r="D5"{s} t="e"><f>A1+#REF!</f><v>#REF!</v></c>')
    assert found(path) == [("格-18", "「表2教学进度」D4（课时）"), ("格-09", "「表2教学进度」D5（课时）")]


def test_text_keeps_its_lines_and_ditto_stays_as_typed(tmp_path: Path) -> None:
    text = "【表1活动安排】\n周次 | 活动次序 | 内容 | 形式\n第1周 | 第一次活动 | 1、甲⏎⏎ 2、乙 | 研究课\n第3周 | 第二次活动 | 同上 | 同上"
    assert shown(written(tmp_path / "a.xlsx", text), ScheduleRow, ScheduleRow.content, ScheduleRow.form) == [
        ("1、甲\n2、乙", "研究课"),
        ("同上", "同上"),
    ]


def test_a_wrong_dimension_hides_no_row(tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    path = written(tmp_path / "a.xlsx", WHOLE)
    in_xml(path, "表2教学进度", r'<dimension ref="[^"]+"', '<dimension ref="A1"')
    assert printed(path) == expected


def test_a_stray_cell_far_below_is_named_and_costs_nothing(
    tmp_path: Path, expected: dict[str, list[dict[str, object]]]
) -> None:
    path = written(
        tmp_path / "a.xlsx", WHOLE, lambda opened: sheet_of(opened, ProgressRow).__setitem__("C1048576", "顺手")
    )
    assert printed(path) == expected
    assert found(path) == [("列-04", "「表2教学进度」C1048576")]
