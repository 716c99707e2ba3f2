"""One mistake, one message; and two mistakes, two: what follows from a cause never hides what does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ledger_xlsx.reports.report import Report
from ledger_xlsx.reports.text import text
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.tables import plain
from tests.checks.mutating import Mutation, findings
from tests.test_rules import KINDS

SAMPLE = "五年级数学"
TWO = {
    "教学周数 and a week that no term has": (
        ["基本信息 - 教学周数", "9", "表3练习命制 21 周次", "第71周"],
        ["历-17 基本信息!B12", "历-06 表3练习命制!A21"],
    ),
    "教学周数 and a date of last year": (
        ["基本信息 - 教学周数", "9", "每日一议 4 日期", "2023-02-27"],
        ["历-17 基本信息!B12", "历-03 每日一议!A4"],
    ),
    "开学日期 and an activity on another day": (
        ["基本信息 - 开学日期", "2024-02-26", "活动记录 6 活动时间", "2024-03-28"],
        ["历-04 基本信息!B11", "历-04 活动记录!B6"],
    ),
    "开学日期 and a record that is missing": (
        ["基本信息 - 开学日期", "2024-02-14", "活动记录 6 行", "清空"],
        ["历-04 基本信息!B11", "跨-10 表1活动安排!B7"],
    ),
    "学年 and a date in another week": (
        ["基本信息 - 学年", "2022-2023", "表2教学进度 8 日期", "3.26"],
        ["跨-06 基本信息!B11", "历-04 表2教学进度!B8"],
    ),
    "a member without a name and a stranger": (
        ["成员 5 姓名", "", "每日一议 5 主讲人", "王小明"],
        ["格-01 成员!A5", "跨-01 每日一议!C5"],
    ),
    "a misspelt member and a slip": (
        ["成员 5 姓名", "恽碟", "每日一议 5 主讲人", "陆文晶"],
        ["跨-17 成员!A5", "跨-01 每日一议!C5"],
    ),
    "two units without a name": (
        ["单元分析 4 单元名称", "", "单元分析 8 单元名称", ""],
        ["格-01 单元分析!B4", "格-01 单元分析!B8"],
    ),
    "a wrong number and a record that is missing": (
        ["活动记录 5 活动次序", "第十二次活动", "活动记录 8 行", "清空"],
        ["跨-11 活动记录!A5", "跨-10 表1活动安排!B9"],
    ),
    "a unit with a wrong number and one that nobody analysed": (
        ["单元分析 8 单元", "第十单元", "活动记录 4 分析单元", "第二单元"],
        ["跨-13 单元分析!A8", "跨-14 活动记录!I4", "跨-14 活动记录!I7"],
    ),
    "a slip among the participants and one who is missing": (
        ["活动记录 5 参加人员", "张思月、恽碟、陆文静、高志远"],
        ["跨-01 活动记录!E5", "行-08 活动记录!E5"],
    ),
    "a column of last year and a date outside the term": (
        [
            *("理论学习 4 时间", "2023-03-01", "理论学习 5 时间", "2023-03-29"),
            *("理论学习 6 时间", "2023-04-26", "理论学习 7 时间", "2024-09-03"),
        ],
        ["历-19 理论学习!A4", "历-03 理论学习!A7"],
    ),
    "a mean for a total and counts that contradict each other": (
        ["质量检测 5 全班总分", "87.3", "质量检测 6 实考人数", "54"],
        ["行-15 质量检测!E5", "行-09 质量检测!D6"],
    ),
}


def mutation(changes: Sequence[str], said: Sequence[str]) -> Mutation:
    """The changes given as where and what in turn, and what must be said of them, as code and place."""
    pairs = list(zip(changes[::2], changes[1::2], strict=True))
    return Mutation(SAMPLE, "", pairs, frozenset((code, place) for code, place in map(str.split, said)))


@pytest.mark.parametrize(("changes", "said"), TWO.values(), ids=TWO)
def test_a_second_mistake_is_told_as_well(changes: Sequence[str], said: Sequence[str]) -> None:
    both = mutation(changes, said)
    assert both.news() == Counter(both.said)


@pytest.mark.parametrize("sheet", ["成员", "表2教学进度", "活动记录", "单元分析", "每日一议"])
def test_a_block_pasted_one_column_to_the_left_is_one_mistake(sheet: str) -> None:
    assert [code for code, _ in shifted(sheet).news().elements()] == ["列-07"]


def shifted(sheet: str) -> Mutation:
    """A sheet of the sample whose contents all stand one column too far to the left."""
    kind = next(kind for kind in (*SHEETS, *KINDS) if kind.sheet == sheet)
    titles = [column.title for column in kind.columns]
    lines = mutation([], []).changed().tables[plain(sheet)].lines
    changes = [
        (f"{sheet} {line.number} {title}", line.cells[plain(right)].text if right else "")
        for line in lines
        for title, right in zip(titles, [*titles[1:], ""], strict=True)
    ]
    return Mutation(SAMPLE, "列-07", changes, frozenset())


TITLES = ("周次", "日期", "教学内容", "课时", "备注")
ONE = {
    "all dates of 活动记录 in last year": (
        "活动记录",
        lambda rows: in_year(rows, "活动时间", 2023),
        "历-19 活动记录!B4",
    ),
    "all dates of 表2 in next year": ("表2教学进度", lambda rows: in_year(rows, "日期", 2025), "历-19 表2教学进度!B4"),
    "records numbered one too high": (
        "活动记录",
        lambda rows: [row | {"活动次序": f"第{number}次活动"} for number, row in enumerate(rows, start=2)],
        "跨-21 活动记录!A4",
    ),
    "课时 one row too low": ("表2教学进度", lambda rows: slid(rows, "课时", 1), "跨-22 表2教学进度!D15"),
    "课时 one row too high": ("表2教学进度", lambda rows: slid(rows, "课时", -1), "跨-22 表2教学进度!D4"),
    "教学内容 one row too high": ("表2教学进度", lambda rows: slid(rows, "教学内容", -1), "跨-22 表2教学进度!D14"),
    "表2 sorted by 周次, blank ones last": (
        "表2教学进度",
        lambda rows: sorted(rows, key=lambda row: int(row["周次"]) if row["周次"].isdigit() else 99),
        "跨-24 表2教学进度!D4",
    ),
    "优秀人数 and 及格人数": ("质量检测", lambda rows: swapped(rows, "优秀人数", "及格人数"), "列-08 质量检测!F4"),
    "最高分 and 最低分": ("质量检测", lambda rows: swapped(rows, "最高分", "最低分"), "列-08 质量检测!J4"),
    "实考人数 and 全班总分": ("质量检测", lambda rows: swapped(rows, "实考人数", "全班总分"), "列-08 质量检测!D4"),
}
Texts = list[dict[str, str]]


@pytest.mark.parametrize(("sheet", "slip", "said"), ONE.values(), ids=ONE)
def test_what_slipped_as_a_whole_is_one_mistake(sheet: str, slip: Callable[[Texts], Texts], said: str) -> None:
    lines = mutation([], []).changed().tables[plain(sheet)].lines
    before = [{cell.place.column or "": cell.text for cell in line.cells.values()} for line in lines]
    changes = [
        part
        for line, row in zip(lines, slip(before), strict=True)
        for title, value in row.items()
        for part in (f"{sheet} {line.number} {title}", value)
        if line.cells[plain(title)].text != value
    ]
    one = mutation(changes, [said])
    assert one.news() == Counter(one.said)


def in_year(rows: Texts, title: str, year: int) -> Texts:
    """The rows with every day of a column in another year."""
    days = [re.search(r"(?<!\d)(\d{1,2})[月.-](\d{1,2})日?(?!\d)", row[title]) for row in rows]
    return [row | {title: f"{year}-{day[1]}-{day[2]}"} if day else row for row, day in zip(rows, days, strict=True)]


def slid(rows: Texts, title: str, by: int) -> Texts:
    """The rows with a column that was pasted lower, or, if negative, higher."""
    values = [row[title] for row in rows]
    values = ["", *values[:-1]] if by > 0 else [*values[1:], ""]
    return [row | {title: value} for row, value in zip(rows, values, strict=True)]


def swapped(rows: Texts, one: str, other: str) -> Texts:
    """The rows with two columns exchanged."""
    return [row | {one: row[other], other: row[one]} for row in rows]


def test_one_wrong_name_is_one_line_with_all_its_cells_and_a_total_that_counts_each() -> None:
    changes = [part for row in range(4, 13) for part in (f"活动记录 {row} 主持人", "张思玥")]
    found = [f for f in findings(SAMPLE, mutation(changes, []).changed()) if f.notice.code == "跨-01"]
    report = Report(Path(f"{SAMPLE}.xlsx"), found, sheets=["活动记录"])
    said = text([report])
    assert said.count("「张思玥」") == 1
    assert "F4:F8 等 9 处" in said
    assert "跨-01 ×9" in said
