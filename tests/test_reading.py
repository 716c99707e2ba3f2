"""What reading forgives (form) and what it does not (content); the notices' own examples stand beside their rules."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from random import Random

import pytest

import ledger_xlsx.checks
import ledger_xlsx.items
import ledger_xlsx.sheets
from ledger_xlsx.checks import batch, rules
from ledger_xlsx.examples import example
from ledger_xlsx.findings import Finding, Notice
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets.basics import SHEETS, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.sheets.tables import Book, Line

KINDS = tuple(kind for item in ITEMS for kind in item.sheets)


def reading(text: str) -> tuple[Ledger, list[Finding]]:
    return read(KINDS, example(text).complete((*SHEETS, *KINDS)))


def column(text: str, kind: type[Row], *columns: Column[object]) -> list[tuple[object, ...]]:
    """The printed values of some columns, row by row."""
    ledger, _ = reading(text)
    return [tuple(row.show(column) for column in columns) for row in ledger.rows(kind)]


def test_a_blank_week_means_as_above() -> None:
    text = """
    【表2教学进度】
    周次 | 日期 | 教学内容   | 课时
    1    | 2.21 | 认识方程   | 1
         |      | 等式的性质 | 1
    2    |      | 解方程     | 1
    """
    expected = [("1", "2.21", "认识方程"), ("1", "2.21", "等式的性质"), ("2", "", "解方程")]
    assert column(text, ProgressRow, ProgressRow.week, ProgressRow.day, ProgressRow.content) == expected


def test_a_merged_cell_is_the_value_of_every_row_that_it_covers() -> None:
    text = """
    【表2教学进度】
    周次 | 教学内容   | 课时 | 备注
    1    | 认识方程   | 1    | 清明放假
    1    | 等式的性质 | 1    | ″
    1    | 解方程     | 1    |
    """
    assert column(text, ProgressRow, ProgressRow.note) == [("清明放假",), ("清明放假",), ("",)]


def test_a_row_of_long_texts_alone_continues_the_row_above() -> None:
    text = """
    【活动记录】
    活动次序   | 活动时间 | 上周教学工作回顾与反思 | 集体讨论
    第一次活动 | 2.22     | 第一段                 | 甲
               |          | 第二段                 |
               |          |                        | 乙
    第二次活动 | 3.7      | 另一段                 | 丙
    """
    expected = [("第一段\n第二段", "甲\n乙"), ("另一段", "丙")]
    assert column(text, ActivityRow, ActivityRow.review, ActivityRow.discussion) == expected


def test_a_row_that_holds_only_what_new_prefilled_is_blank() -> None:
    text = """
    【活动记录】
    活动次序   | 活动时间
    第一次活动 | 2.22
    第二次活动 |
    """
    ledger, findings = reading(text)
    assert [row.activity for row in ledger.rows(ActivityRow)] == ["第一次活动"]
    assert not [finding for finding in findings if finding.place.cell and finding.place.cell.endswith("5")]


def test_a_design_inherits_who_set_it_but_the_next_design_does_not() -> None:
    text = """
    【有效练习】
    周次 | 练习内容 | 命制人 | 层次 | 题目
    1    | 等式     | 张思月 | 基础 | 甲
         |          |        | 变式 | 乙
    2    | 方程     |        | 基础 | 丙
    """
    expected = [("等式", "张思月"), ("等式", "张思月"), ("方程", "")]
    assert column(text, ExerciseRow, ExerciseRow.content, ExerciseRow.setter) == expected


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张思月 恽蝶", ["张思月", "恽蝶"]),
        ("张 思月", ["张思月"]),
        ("张思月 恽　蝶", ["张思月", "恽蝶"]),
        ("恽 蝶 张 思月", ["恽蝶", "张思月"]),
        ("张思月/恽蝶；陆文静", ["张思月", "恽蝶", "陆文静"]),
        ("王 明，恽蝶", ["王明", "恽蝶"]),
        ("恽蝶（请假，下午到）、陆文静", ["恽蝶", "陆文静"]),
        ("恽蝶老师", ["恽蝶"]),
    ],
)
def test_names_are_told_apart_by_marks_and_by_the_members(typed: str, names: list[str]) -> None:
    ledger, _ = reading(f"【活动记录】\n活动次序 | 活动时间 | 参加人员\n第一次活动 | 2.22 | {typed}")
    assert [person.name for person in ledger.rows(ActivityRow)[0].people] == names


TEXT = """
【表2教学进度】
周次 | 日期 | 教学内容     | 课时 | 备注
1    | 2.21 | 一、简易方程 | 10+1 | 机动1课时
     |      | 认识方程     | 1    |
2    | 2.26 | 解方程       | 一节 |
"""


def test_columns_stand_in_any_order_and_blank_rows_count_for_nothing() -> None:
    drawn = example(TEXT).complete((*SHEETS, *KINDS))
    table = drawn.tables["表2教学进度"]
    ledger, findings = read(KINDS, drawn)
    for seed in range(5):
        lines = []
        for line in table.lines:
            cells = list(line.cells.items())
            Random(seed).shuffle(cells)
            lines += [Line(line.number * 10, {}), Line(line.number, dict(cells))]
        shuffled = Book(drawn.tables | {"表2教学进度": replace(table, lines=lines)})
        again, same = read(KINDS, shuffled)
        assert [row.values for row in again.rows(ProgressRow)] == [row.values for row in ledger.rows(ProgressRow)]
        assert same == findings


def test_one_cell_of_several_lines_has_several_paragraphs() -> None:
    text = "【活动记录】\n活动次序 | 活动时间 | 集体讨论\n第一次活动 | 2.22 | 甲⏎乙"
    assert column(text, ActivityRow, ActivityRow.discussion) == [("甲\n乙",)]


def test_a_cell_that_cannot_be_read_is_found_once_and_printed_as_typed() -> None:
    text = "【成员】\n姓名 | 年龄\n张思月 | 三十多"
    ledger, findings = reading(text)
    assert [(f.notice.code, f.place.cell) for f in findings if f.place.column == "年龄"] == [("格-04", "B4")]
    row = ledger.rows(MemberRow)[0]
    assert (row.age, row.show(MemberRow.age)) == (None, "三十多")


def modules() -> list[str]:
    packages = (ledger_xlsx.sheets, ledger_xlsx.items, ledger_xlsx.checks)
    return [
        f"{package.__name__}.{module.name}" for package in packages for module in pkgutil.iter_modules(package.__path__)
    ]


@pytest.mark.parametrize("module", modules())
def test_every_notice_has_a_rule_with_examples(module: str) -> None:
    # No text table can show what is said of many workbooks: that is proved in tests/office.
    known = {rule.notice for rule in (*rules(ITEMS), *batch.RULES.rules)}
    declared = [value for value in vars(importlib.import_module(module)).values() if isinstance(value, Notice)]
    assert [notice.code for notice in declared if notice not in known] == []
