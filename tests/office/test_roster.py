"""The list of groups, as the office fills it in."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ledger_xlsx.errors import RosterError
from ledger_xlsx.office.roster import Group, Waiver, read
from ledger_xlsx.requirements import Requirements

from .rosters import GROUPS, roster

ASKED = """
月调研的日子 | 2024-04-26、2024年3月29日
截止日期 | 2024-03-28
理论学习每月篇数 | 1篇
有检测的学科 | 语文、数学，英语
优秀线 | 85
模板版本 | 1
"""
WAIVED = """
规则 | 组 | 位置 | 理由 | 批准人 | 有效期至
行05 | 五年级数学 | 「成员」年龄 | 返聘教师 | 朱建明 | 2024-06-30
"""


def test_a_list_is_read_as_plain_data(tmp_path: Path) -> None:
    found, findings = read(roster(tmp_path / "名单.xlsx", GROUPS + "英语 | 三至六年级 | 英语 | |", ASKED, WAIVED))
    assert findings == ()
    assert found.groups[0] == Group("五年级数学", (5,), "数学", "张思月", "朱建明")
    assert found.groups[2] == Group("英语", (3, 4, 5, 6), "英语")
    assert found.requirements == Requirements(
        inspections=(date(2024, 3, 29), date(2024, 4, 26)),
        deadlines=(date(2024, 3, 28),),
        notes_a_month=1,
        tested_subjects=("语文", "数学", "英语"),
        excellent=Decimal(85),
        template="1",
    )
    assert found.waivers == (Waiver("行-05", "五年级数学", "「成员」年龄", "返聘教师", "朱建明", date(2024, 6, 30)),)


def test_nothing_is_asked_for_by_a_list_of_groups_alone(tmp_path: Path) -> None:
    path = roster(tmp_path / "名单.xlsx")
    book = load_workbook(path)
    del book["要求"], book["免检"]
    book.save(path)
    found, _ = read(path)
    assert (found.requirements, found.waivers) == (Requirements(), ())


def test_all_its_mistakes_are_told_with_their_places(tmp_path: Path) -> None:
    faulty = GROUPS + "五年级 数学 | 九年级 | 数学 | |\n | 三年级 | 数学 | |"
    waived = WAIVED + "行-99 | 六年级数学 | C5 | 返聘教师 | | 六月底"
    with pytest.raises(RosterError) as refused:
        read(roster(tmp_path / "名单.xlsx", faulty, "月调研的日子 | 3月29日\n优秀线 | 50\n及格线 | 六十", waived))
    assert sorted(re.findall(r"必须改 (\S+) 「(\S+?)」(\w*)", str(refused.value))) == sorted([
        ("格-17", "备课组", "B6"), ("格-01", "备课组", "A7"), ("批-05", "要求", "B4"), ("格-04", "要求", "B11"),
        ("批-08", "免检", "A5"), ("批-10", "免检", "B5"), ("批-11", "免检", "C5"), ("格-01", "免检", "E5"), ("批-05", "免检", "F5"),
    ])  # fmt: skip


def test_another_workbook_or_file_is_no_list(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "空.xlsx")
    (tmp_path / "文字.xlsx").write_text("名单", encoding="utf-8")
    for name, said in (("空.xlsx", "缺少工作表「备课组」"), ("文字.xlsx", "文-01"), ("没有.xlsx", "文-10")):
        with pytest.raises(RosterError, match=said):
            read(tmp_path / name)
