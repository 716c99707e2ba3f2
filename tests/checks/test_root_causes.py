"""One mistake, one message; and two mistakes, two: what follows from a cause never hides what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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


def test_one_wrong_name_is_one_line_with_all_its_cells_and_a_total_that_counts_each() -> None:
    changes = [part for row in range(4, 13) for part in (f"活动记录 {row} 主持人", "张思玥")]
    found = [f for f in findings(SAMPLE, mutation(changes, []).changed()) if f.notice.code == "跨-01"]
    report = Report(Path(f"{SAMPLE}.xlsx"), found, sheets=["活动记录"])
    said = text([report])
    assert said.count("「张思玥」") == 1
    assert "F4:F8 等 9 处" in said
    assert "跨-01 ×9" in said
