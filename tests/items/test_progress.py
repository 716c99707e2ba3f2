"""表2 on paper: which rows stand in which week."""

from __future__ import annotations

from ledger_xlsx.examples import example
from ledger_xlsx.items import progress
from ledger_xlsx.items.progress import ProgressRow, units
from ledger_xlsx.sheets.reading import read
from tests.test_rules import KINDS, complete

TWO_GRADES = """
【基本信息】
年级 | 三、四年级
【表2教学进度】
周次 | 日期 | 教学内容 | 课时
     |      | 三年级   |
1    | 2.21 | 画声音   | 2
19   | 6.24 | 布展     | 2
     |      | 四年级   |
1    | 2.21 | 版画     | 2
"""
MISNUMBERED = """
【表2教学进度】
周次 | 教学内容     | 课时
1    | 一、简易方程 | 2+1
     | 认识方程     | 2
2    | 一、统计图   | 1+1
     | 折线统计图   | 1
3    | 第一单元复习 | 1
"""


def test_the_name_of_a_grade_stands_in_no_week_of_the_grade_above() -> None:
    ledger, _ = read(KINDS, complete(example(TWO_GRADES)))
    page = next(progress.pages(ledger))
    printed = [[(row["周次"], row["日期"], row["教学内容"]) for row in week] for week in page.data["周"]]
    assert printed == [
        [("", "", "三年级")],
        [("1", "2.21", "画声音")],
        [("19", "6.24", "布展")],
        [("", "", "四年级")],
        [("1", "2.21", "版画")],
    ]


def test_a_unit_with_flexible_lessons_is_a_unit_under_a_wrong_number_too() -> None:
    ledger, _ = read(KINDS, complete(example(MISNUMBERED)))
    found = [(unit.head.content, len(unit.lessons)) for unit in units(ledger.rows(ProgressRow))]
    assert found == [("一、简易方程", 1), ("一、统计图", 2)]
