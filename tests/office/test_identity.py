"""Whose ledger a workbook is."""

from __future__ import annotations

import pytest

from ledger_xlsx.office.identity import identity
from ledger_xlsx.office.roster import Group

from .ledgers import ledger

GROUPS = (
    Group("五年级数学", (5,), "数学", "张思月"),
    Group("五年级语文", (5,), "语文", "周晓岚"),
    Group("英语", (3, 4, 5, 6), "英语", "陆文静、恽蝶"),
    Group("书法社", (3, 4), "书法", ""),
)


@pytest.mark.parametrize(
    ("basics", "group"),
    [
        ("", "五年级数学"),
        ("年级 | 5\n学科 | 数 学", "五年级数学"),
        ("学科 | 语文", "五年级语文"),
        ("学科 | 英语", "英语"),
        ("学科 | 英语\n年级 | 三至六年级", "英语"),
        ("学科 | 英语\n年级 | 二、三年级", ""),
        ("年级 | 六年级", ""),
        ("学科 |\n备课组名称 | 五年级 数学备课组", "五年级数学"),
        ("年级 |\n学科 |\n备课组名称 | 书法社", "书法社"),
        ("年级 |\n学科 |", ""),
    ],
)
def test_a_workbook_belongs_to_the_group_of_its_grade_and_subject(basics: str, group: str) -> None:
    assert identity(ledger(f"【基本信息】\n{basics}"), GROUPS).group == group


def test_where_several_groups_fit_the_name_and_then_the_leader_decide() -> None:
    several = (
        Group("一组", (5,), "数学", "恽蝶"),
        Group("二组", (5,), "数学", "张 思月"),
        Group("三组", (5, 6), "数学", ""),
    )
    assert identity(ledger(""), several[:2]).group == "二组"
    assert identity(ledger("【基本信息】\n备课组名称 | 一组备课组"), several).group == "一组"
    assert identity(ledger("【基本信息】\n备课组组长 | 陆文静"), several).candidates == ("一组", "二组")


@pytest.mark.parametrize(
    ("leader", "known"), [("张思月", True), ("张思月（2—3月）、恽蝶（4月起）", True), ("恽蝶", False), ("", None)]
)
def test_the_leader_is_compared_with_the_rosters(leader: str, known: bool | None) -> None:  # noqa: FBT001
    assert identity(ledger(f"【基本信息】\n备课组组长 | {leader}"), GROUPS).leader_known is known


def test_without_a_roster_it_is_what_the_workbook_says() -> None:
    found = identity(ledger(""), ())
    assert (found.group, found.title, found.grades, found.term) == ("", "五年级数学", (5,), "2023—2024学年第二学期")
