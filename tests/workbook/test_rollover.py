"""Next term's workbook: what a group keeps, and nothing of the term that is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ledger_xlsx import api
from ledger_xlsx.items.plan import ScheduleRow
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.workbook.prefill import Prefill
from ledger_xlsx.workbook.rollover import rolled_over
from tests.conftest import CHECKOUT
from tests.drawn import filled
from tests.drawn import workbook as drawn

SPRING = CHECKOUT / "samples" / "五年级数学.xlsx"


def next_term(tmp_path: Path, last: Ledger, **known: object) -> Ledger:
    path = tmp_path / "下学期.xlsx"
    path.write_bytes(api.new_workbook(last=last, **known))
    return api.read(path).ledger


def drawn_ledger(tmp_path: Path, text: str) -> Ledger:
    return api.read(drawn(tmp_path / "上学期.xlsx", text)).ledger


def test_members_and_the_groups_own_labels_are_taken_over_and_nothing_else(tmp_path: Path) -> None:
    last = api.read(SPRING).ledger
    new = next_term(tmp_path, last)
    for column in (Basics.school, Basics.grade, Basics.subject, Basics.edition, Basics.leader, Basics.administrator):
        assert new.basics.typed(column) == last.basics.typed(column) != ""
    for column in (Basics.plan_title, Basics.plan_date, Basics.summary_title, Basics.start, Basics.weeks):
        assert new.basics.typed(column) == ""
    covers = [[picture.load() for picture in ledger.basics.cover_picture] for ledger in (last, new)]
    assert covers[0] == covers[1] != []
    before, after = ([row.shown() for row in ledger.rows(MemberRow)] for ledger in (last, new))
    assert [row["姓名"] for row in after] == [row["姓名"] for row in before]
    assert {kind: rows for kind, rows in new.tables.items() if rows}.keys() == {Basics, MemberRow}


@pytest.mark.parametrize(
    ("known", "year", "semester", "older"),
    [
        ({}, "2024-2025", "第一学期", 1),
        ({"semester": 2, "year": "2024-2025"}, "2024-2025", "第二学期", 1),
        ({"year": "2026-2027"}, "2026-2027", "第一学期", 3),
        ({"semester": 2, "year": "2023-2024"}, "2023-2024", "第二学期", 0),
    ],
)
def test_members_grow_older_with_the_school_years(
    tmp_path: Path, known: dict[str, object], year: str, semester: str, older: int
) -> None:
    last = api.read(SPRING).ledger
    new = next_term(tmp_path, last, **known)
    assert (str(new.basics.year), new.basics.semester) == (year, semester)
    assert [(row.age, row.years) for row in new.rows(MemberRow)] == [
        (row.age + older, row.years + older) for row in last.rows(MemberRow)
    ]


def test_the_second_term_of_a_school_year_makes_nobody_older(tmp_path: Path) -> None:
    last = drawn_ledger(tmp_path, "【基本信息】\n学期 | 第一学期\n开学日期 | 2023-09-01")
    new = next_term(tmp_path, last)
    assert (str(new.basics.year), new.basics.semester) == ("2023-2024", "第二学期")
    assert [row.age for row in new.rows(MemberRow)] == [row.age for row in last.rows(MemberRow)]


def test_what_is_named_goes_before_what_was(tmp_path: Path) -> None:
    last = drawn_ledger(tmp_path, "【基本信息】\n备课组名称 | 五年级数学一组")
    assert next_term(tmp_path, last).basics.group == "五年级数学一组"
    higher = next_term(tmp_path, last, grade="六年级").basics
    assert (str(higher.grade), higher.group) == ("六年级", "六年级数学备课组")


def test_of_leaders_who_followed_each_other_the_last_goes_on(tmp_path: Path) -> None:
    last = drawn_ledger(tmp_path, "【基本信息】\n备课组组长 | 张思月（2—3月）、恽蝶（4月起）")
    assert next_term(tmp_path, last).basics.typed(Basics.leader) == "恽蝶"


@pytest.mark.parametrize(
    ("planned", "weeks"),
    [("第2周\n第5周\n第8周", [1, 4, 7]), ("第1周\n第2周\n第3周", [1, 2, 3, 4, 5, 6, 7]), ("第3周", [1, 3, 5, 7])],
)
def test_activities_are_planned_as_often_as_they_were(tmp_path: Path, planned: str, weeks: list[int]) -> None:
    rows = "\n".join(f"{week} | | 研讨 | 研究课" for week in planned.splitlines())
    last = drawn_ledger(tmp_path, f"【表1活动安排】\n周次 | 活动次序 | 内容 | 形式\n{rows}")
    planned_rows = rolled_over(last, Prefill(weeks=8)).rows(ScheduleRow)
    assert [values[ScheduleRow.week] for values in planned_rows[1:-1]] == [f"第{week}周" for week in weeks]


def test_an_age_that_is_no_number_stays_as_typed(tmp_path: Path) -> None:
    last = drawn_ledger(tmp_path, "【成员】\n姓名 | 性别 | 年龄 | 教龄\n张思月 | 女 | 三十多 | 9")
    [member] = next_term(tmp_path, last).rows(MemberRow)
    assert (member.typed(MemberRow.age), member.years) == ("三十多", 10)


def test_a_member_under_a_merged_name_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "上学期.xlsx"
    path.write_bytes(
        filled("【成员】\n姓名 | 性别 | 年龄 | 教龄 | 学历 | 所任课务\n张思月 | 女 | 32 | 9 | 本科 | 五2数学")
    )
    book = load_workbook(path)
    book["成员"]["F5"] = "五3数学"
    book["成员"].merge_cells("A4:A5")
    book.save(path)
    [member] = next_term(tmp_path, api.read(path).ledger).rows(MemberRow)
    assert member.duties == "五2数学\n五3数学"
