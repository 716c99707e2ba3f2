"""What a row tells of: the same however it is spelled."""

from __future__ import annotations

import pytest

from ledger_xlsx.examples import example
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.items.summary import PrizeRow
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.rows import Row


def keys(kind: type[Row], text: str) -> list[tuple[str, ...]]:
    sheets = [sheet for item in ITEMS for sheet in item.sheets]
    ledger, _ = read(sheets, example(text).book)
    return [row.key for row in ledger.rows(kind)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ActivityRow, "【活动记录】\n活动次序 | 活动地点\n第二次活动 | 甲\n第2次 | 乙"),
        (
            AnalysisRow,
            "【单元分析】\n单元 | 内容 | 个人设计\n第一单元 | 单元目标要求 | 甲\n第1单元 | 2、单元目标要求 | 乙",
        ),
        (ExerciseRow, "【有效练习】\n周次 | 练习内容 | 层次\n3 | 认识 方程 | 基础\n第三周 | 认识方程 | 基础练习"),
        (WorkRow, "【学生作品】\n作业名称 | 学生姓名 | 班级\n生长记 | 林小禾 | 五（1）班\n | 林小禾 | 501"),
        (PrizeRow, "【获奖情况】\n获奖者 | 身份 | 奖项名称\n张思月 | 教师 | 评比\n张 思月 | 教师 | 评比"),
    ],
)
def test_two_spellings_of_one_thing_have_one_key(kind: type[Row], text: str) -> None:
    first, second = keys(kind, text)
    assert first == second != ()


def test_rows_of_other_things_have_other_keys() -> None:
    text = "【有效练习】\n周次 | 练习内容 | 层次\n3 | 认识方程 | 基础\n3 | 认识方程 | 拓展\n4 | 认识方程 | 基础"
    assert len(set(keys(ExerciseRow, text))) == 3


def test_a_row_that_says_nothing_of_it_has_none() -> None:
    assert keys(ActivityRow, "【活动记录】\n活动次序 | 活动地点\n | 甲") == [()]
