"""Teachers' copies in the leader's workbook: everything arrives, once, where it belongs, and the leader's file lives on."""

from __future__ import annotations

import io
import json
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from ledger_xlsx import api
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.sheets.fields import Pictures
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.workbook.merge import Merged
from ledger_xlsx.workbook.merging import Outcome
from tests.conftest import CHECKOUT

from .annotated import parts, touched
from .books import part, written
from .galleries import between, book_with, pictures
from .test_cell_pictures import CELL, with_dispimg, with_place_in_cell, works

SAMPLE = CHECKOUT / "samples" / "五年级数学.xlsx"
RECORDS = """
    【活动记录】
    活动次序   | 活动时间   | 活动地点 | 集体讨论
    第一次活动 | 2024-02-22 | 办公室   | 先写等量关系。
    第三次活动 | 2024-03-21 | 办公室   | 画线段图。
"""
MEMBERS = 3
"""So many of the group stand in every workbook."""
SECOND = """
    【活动记录】
    活动次序   | 活动时间   | 活动地点 | 集体讨论
    第2次      | 2024-03-07 | 五2教室  | 口头检验。
"""


def merged(folder: Path, leader: Path, *others: Path) -> tuple[Path, Merged]:
    """The merged workbook as a file, and what is told of it."""
    result = api.merge(leader, others)
    path = folder / "合好的.xlsx"
    path.write_bytes(result.data)
    return path, result


def made(folder: Path, name: str, text: str, edit: Any = bool) -> Path:
    return written(folder / f"{name}.xlsx", text, edit)


def contents(ledger: Ledger) -> dict[str, list[dict[str, object]]]:
    """All that a ledger prints, by sheet; pictures by their bytes."""
    return {
        kind.sheet: [
            {
                column.title: [picture.load() for picture in row.values[column.name]]
                if isinstance(column.field, Pictures)
                else row.show(column)
                for column in kind.columns
            }
            for row in rows
        ]
        for kind, rows in ledger.tables.items()
    }


def outcomes(result: Merged) -> list[tuple[str, str]]:
    return [(note.outcome.name, note.entry.kind.sheet) for note in result.notes]


def venues(path: Path) -> list[tuple[str, str]]:
    """The cells and texts of 活动地点, from above."""
    rows = api.read(path).ledger.rows(ActivityRow)
    return [(str(row.at(ActivityRow.venue).cell), row.venue) for row in rows]


def test_a_whole_workbook_moves_into_a_new_template_and_loses_nothing(tmp_path: Path) -> None:
    moved = tmp_path / "新模板.xlsx"
    moved.write_bytes(api.renewed(SAMPLE).data)
    assert contents(api.read(moved).ledger) == contents(api.read(SAMPLE).ledger)
    assert api.check(moved, stage=api.Stage.FINAL).counts == api.check(SAMPLE, stage=api.Stage.FINAL).counts


def test_what_was_merged_once_is_not_merged_again(tmp_path: Path) -> None:
    leader, teacher = made(tmp_path, "组长", RECORDS), made(tmp_path, "恽蝶", SECOND)
    once, _ = merged(tmp_path, leader, teacher)
    twice = api.merge(once, [teacher, leader])
    assert twice.notes == []
    assert [source.same for source in twice.sources] == [1 + MEMBERS, 2 + MEMBERS]


def test_a_row_is_put_where_its_day_wants_it(tmp_path: Path) -> None:
    path, result = merged(tmp_path, made(tmp_path, "组长", RECORDS), made(tmp_path, "恽蝶", SECOND))
    assert venues(path) == [("C4", "办公室"), ("C5", "五2教室"), ("C6", "办公室")]
    assert outcomes(result) == [("ADDED", "活动记录")]
    assert result.notes[0].entry.number == 5


def test_pictures_and_merged_cells_move_down_with_their_rows(tmp_path: Path) -> None:
    text = RECORDS.replace("集体讨论", "照片").replace("先写等量关系。", "").replace("画线段图。", "")
    photo = ActivityRow.columns.index(ActivityRow.photos)

    def merge_cells(sheet: Any) -> None:
        sheet.merge_cells("C5:C6")

    leader = book_with(tmp_path, (between(photo, 4, photo + 1, 5), "red"), text=text, edit=merge_cells)
    assert pictures(leader) == {"K5": ["red"]}
    path, _ = merged(tmp_path, leader, made(tmp_path, "恽蝶", SECOND))
    assert pictures(path) == {"K6": ["red"]}
    assert [str(area) for area in load_workbook(path)["活动记录"].merged_cells.ranges] == ["C6:C7"]


def test_where_comments_name_cells_rows_are_put_below(tmp_path: Path) -> None:
    def commented(book: Any) -> None:
        book["活动记录"]["C5"].comment = Comment("再想想", "张思月")

    path, _ = merged(tmp_path, made(tmp_path, "组长", RECORDS, commented), made(tmp_path, "恽蝶", SECOND))
    assert venues(path) == [("C4", "办公室"), ("C5", "办公室"), ("C6", "五2教室")]
    assert load_workbook(path)["活动记录"]["C5"].comment.text == "再想想"


def test_one_that_tells_more_completes_the_leaders_row(tmp_path: Path) -> None:
    text = "【活动记录】\n活动次序 | 活动时间 | 活动地点 | 集体讨论\n第一次活动 | 2024-02-22 | |"
    path, result = merged(tmp_path, made(tmp_path, "组长", text), made(tmp_path, "恽蝶", RECORDS))
    assert venues(path) == [("C4", "办公室"), ("C5", "办公室")]
    assert [(note.outcome, note.entry.number) for note in result.notes] == [(Outcome.COMPLETED, 4), (Outcome.ADDED, 5)]


def test_an_older_copy_that_tells_less_changes_nothing(tmp_path: Path) -> None:
    old = RECORDS.replace("画线段图。", "")
    path, result = merged(tmp_path, made(tmp_path, "组长", RECORDS), made(tmp_path, "恽蝶", old))
    assert (outcomes(result), result.sources[0].same) == ([], 2 + MEMBERS)
    assert len(venues(path)) == 2


def test_of_two_that_tell_otherwise_both_are_kept_and_named(tmp_path: Path) -> None:
    other = RECORDS.replace("画线段图。", "不用画图。")
    path, result = merged(tmp_path, made(tmp_path, "组长", RECORDS), made(tmp_path, "恽蝶", other))
    [note] = result.notes
    assert (note.outcome, note.entry.number, [one.number for one in note.others]) == (Outcome.DIFFERENT, 6, [5])
    assert len(venues(path)) == 3
    listed = [[cell.value for cell in row] for row in load_workbook(path)["合并说明"].iter_rows(min_row=4)]
    assert listed == [
        ["恽蝶.xlsx", "活动记录", "6", f"{Outcome.DIFFERENT.value}（第 5 行，来自 组长.xlsx）",
         "第三次活动｜2024-03-21｜办公室｜不用画图。"]
    ]  # fmt: skip


def test_two_teachers_with_the_same_record_tell_of_each_other(tmp_path: Path) -> None:
    leader = made(tmp_path, "组长", "【活动记录】\n活动次序 | 活动时间")
    one, other = made(tmp_path, "甲", SECOND), made(tmp_path, "乙", SECOND.replace("口头检验。", "书面检验。"))
    _, result = merged(tmp_path, leader, one, other)
    assert outcomes(result) == [("ADDED", "活动记录"), ("DIFFERENT", "活动记录")]
    assert [note.source for note in result.notes] == ["甲.xlsx", "乙.xlsx"]


def test_what_differs_in_the_leaders_sheets_is_named_with_all_it_says_and_not_taken(tmp_path: Path) -> None:
    plan = "【工作计划】\n部分 | 小标题 | 内容\n工作要点 | 研读教材 | {}"
    leader, teacher = made(tmp_path, "组长", plan.format("先读单元。")), made(tmp_path, "甲", plan.format("先读课时。"))
    path, result = merged(tmp_path, leader, teacher)
    assert outcomes(result) == [("LEADERS", "工作计划")]
    assert result.notes[0].entry.words() == "工作要点｜研读教材｜先读课时。"
    assert contents(api.read(path).ledger) == contents(api.read(leader).ledger)


def test_what_the_leader_left_blank_of_the_basics_is_filled_in(tmp_path: Path) -> None:
    leader = made(tmp_path, "组长", "【基本信息】\n总结标题 |\n制表人 | 张思月")
    teacher = made(tmp_path, "甲", "【基本信息】\n总结标题 | 深耕课堂\n制表人 | 恽蝶")
    path, result = merged(tmp_path, leader, teacher)
    basics = api.read(path).ledger.basics
    assert (basics.summary_title, basics.shown()["制表人"]) == ("深耕课堂", "张思月")
    assert sorted(outcomes(result)) == [("COMPLETED", "基本信息"), ("LEADERS", "基本信息")]


def test_what_a_blank_cell_takes_from_above_is_written_out(tmp_path: Path) -> None:
    text = "【有效练习】\n周次 | 练习内容 | 命制人 | 层次 | 题目\n3 | 认识方程 | 恽蝶 | 基础练习 | 甲\n | | | 拓展练习 | 乙"
    path, _ = merged(
        tmp_path, made(tmp_path, "组长", "【有效练习】\n周次 | 练习内容 | 层次"), made(tmp_path, "甲", text)
    )
    sheet = load_workbook(path)["有效练习"]
    assert [sheet[f"A{row}"].value for row in (4, 5)] == ["3", "3"]


def test_numbers_stay_numbers_and_per_cent_stays_per_cent(tmp_path: Path) -> None:
    text = "【试题分析】\n题号 | 考查内容 | 满分 | 得分率\n一 | 口算 | 8 | x"

    def typed(book: Any) -> None:
        sheet = book["试题分析"]
        sheet["D4"], sheet["E4"] = 8.5, 0.935
        sheet["E4"].number_format = "0.0%"

    path, _ = merged(
        tmp_path, made(tmp_path, "组长", "【试题分析】\n题号 | 考查内容"), made(tmp_path, "甲", text, typed)
    )
    sheet = load_workbook(path)["试题分析"]
    assert (sheet["D4"].value, sheet["E4"].value) == (8.5, "93.5%")


def own_column(title: str, text: str, column: str = "L") -> Any:
    """Types a column of the school's own beside the records."""

    def typed(book: Any) -> None:
        book["活动记录"][f"{column}3"], book["活动记录"][f"{column}4"] = title, text

    return typed


@pytest.mark.parametrize("leaders", [bool, own_column("课型", "", "M")])
def test_a_column_of_the_schools_own_comes_along(tmp_path: Path, leaders: Any) -> None:
    leader = made(tmp_path, "组长", "【活动记录】\n活动次序 | 活动地点", leaders)
    teacher = made(tmp_path, "甲", SECOND, own_column("课型", "新授"))
    path, _ = merged(tmp_path, leader, teacher)
    [row] = api.read(path).ledger.rows(ActivityRow)
    assert row.own["课型"] == "新授"
    assert api.merge(path, [teacher]).notes == []


def test_a_very_long_text_goes_on_in_the_row_below(tmp_path: Path) -> None:
    paragraph = "先写等量关系。" * 40
    text = "\n".join([paragraph] * 200)

    def typed(book: Any) -> None:
        book["活动记录"]["J4"] = text[:32_000]
        book["活动记录"]["J5"] = text[32_000:]

    one = "【活动记录】\n活动次序 | 活动地点\n第一次活动 | 办公室"
    teacher = made(tmp_path, "甲", one, typed)
    before = api.read(teacher).ledger.rows(ActivityRow)[0].discussion
    path, _ = merged(tmp_path, made(tmp_path, "组长", "【活动记录】\n活动次序 | 活动地点"), teacher)
    assert api.read(path).ledger.rows(ActivityRow)[0].discussion == before
    assert max(len(str(cell.value)) for row in load_workbook(path)["活动记录"].iter_rows() for cell in row) <= 32_767


@pytest.mark.parametrize("kind", [with_dispimg, partial(with_place_in_cell, number=2)])
def test_pictures_in_cells_survive_in_the_leaders_and_arrive_from_a_teachers(tmp_path: Path, kind: Any) -> None:
    own = kind(works(tmp_path / "组长"))
    before = parts(own)
    other = "【学生作品】\n作业名称 | 学生姓名 | 班级 | 展评\n蒜叶生长记 | 沈子墨 | 五1 | 完整。"
    teacher = made(tmp_path, "甲", other)
    path, _ = merged(tmp_path, own, teacher)
    assert pictures(path, WorkRow, WorkRow.pictures)[CELL] == ["blue"]
    after = parts(path)
    assert {name for name in before if "media" in name or "cellimages" in name or "richData" in name} <= {
        name for name in before if after.get(name) == before[name]
    }
    path, _ = merged(tmp_path, teacher, own)
    assert pictures(path, WorkRow, WorkRow.pictures) == {"D5": ["blue"]}


def test_nothing_but_the_sheets_that_get_something_is_touched(tmp_path: Path) -> None:
    leader, teacher = made(tmp_path, "组长", RECORDS), made(tmp_path, "甲", SECOND)
    before = leader.read_bytes()
    path, _ = merged(tmp_path, leader, teacher)
    changed = touched(leader, path)
    assert leader.read_bytes() == before
    assert part(leader, "活动记录") in changed
    sheets = {name for name in changed if name.startswith("xl/worksheets/") and name in parts(leader)}
    selected = {name for name in sheets if b"tabSelected" in parts(leader)[name]}
    assert sheets - selected == {part(leader, "活动记录")} - selected


def test_a_stranger_and_a_broken_file_are_told_and_left_out(tmp_path: Path) -> None:
    stranger = made(tmp_path, "别组", "【基本信息】\n年级 | 四年级" + SECOND)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK nothing")
    _, result = merged(tmp_path, made(tmp_path, "组长", RECORDS), stranger, broken)
    assert result.notes == []
    assert result.sources[0].stranger == "年级写的是「四年级」，组长的是「五年级」"
    assert result.sources[1].unread is not None


def test_a_sheet_that_the_leader_has_lost_is_named(tmp_path: Path) -> None:
    def without(book: Any) -> None:
        del book["活动记录"]

    _, result = merged(tmp_path, made(tmp_path, "组长", RECORDS, without), made(tmp_path, "甲", SECOND))
    assert outcomes(result) == [("NO_SHEET", "活动记录")]


def test_the_list_is_no_sheet_of_the_ledger_and_is_written_anew(tmp_path: Path) -> None:
    once, _ = merged(tmp_path, made(tmp_path, "组长", RECORDS), made(tmp_path, "甲", SECOND))
    assert "合并说明" not in api.read(once).ledger.extra
    again = api.merge(once, [])
    assert [sheet.title for sheet in load_workbook(io.BytesIO(again.data))].count("合并说明") == 1


@pytest.mark.validator
def test_the_open_xml_validator_finds_nothing(tmp_path: Path, ooxml_validator: str) -> None:
    teacher = tmp_path / "甲.xlsx"
    teacher.write_bytes(SAMPLE.read_bytes())
    leader = tmp_path / "组长.xlsx"
    leader.write_bytes(api.new_workbook(school="常州市新北区孟河中心小学", grade="五年级", subject="数学"))
    path, result = merged(tmp_path, leader, teacher)
    assert result.notes
    run = subprocess.run([ooxml_validator, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    assert json.loads(run.stdout)["errors"] == []


def test_a_label_of_the_schools_own_is_named_and_not_written_into_the_list(tmp_path: Path) -> None:
    def labelled(book: Any) -> None:
        sheet = book["基本信息"]
        row = sheet.max_row + 1
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = "教研口号", "行远自迩"

    leader, teacher = made(tmp_path, "组长", RECORDS), made(tmp_path, "甲", RECORDS, labelled)
    path, result = merged(tmp_path, leader, teacher)
    assert [(note.outcome.name, note.entry.words()) for note in result.notes] == [("LEADERS", "行远自迩")]
    assert contents(api.read(path).ledger) == contents(api.read(leader).ledger)
