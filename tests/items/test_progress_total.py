"""表2 on paper: the line of the total."""

from __future__ import annotations

import pytest

from ledger_xlsx.examples import example
from ledger_xlsx.items import ITEMS
from ledger_xlsx.items.progress import ProgressRow, total
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.reading import read

KINDS = tuple(kind for item in ITEMS for kind in item.sheets)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1 | 一、方程 | 10+1\n | 认识方程 | 10\n2 | 二、统计图 | 4+1\n | 折线统计图 | 4", "14+2课时"),
        ("1 | 一、方程 | 10\n | 认识方程 | 10", "10课时"),
        ("1 | 跳绳 | 3\n2 | 投掷 | 4", "7课时"),
        # The examination is counted in, or a flexible lesson has a row of its own.
        ("1 | 八、复习 | 4\n | 数的世界 | 2\n2 | 期末检测 | 1\n | 订正 | 1", "4课时"),
        ("1 | 一、方程 | 2+1\n | 认识方程 | 2\n | 机动 | 1", "2+1课时"),
        ("1 | 一、方程 | 2\n | 认识方程 | 2\n2 | 国庆放假 |", "2课时"),
    ],
)
def test_the_total_is_what_the_units_plan(rows: str, expected: str):
    assert total(progress(rows)) == expected


@pytest.mark.parametrize(
    "rows",
    [
        "1 | 一、方程 |\n | 认识方程 | 10",
        "1 | 跳绳 | 3\n2 | 投掷 |",
        "1 | 始业教育 | 1\n | 一、方程 | 2\n | 认识方程 | 2",
        "1 | 一、方程 | 2\n | 认识方程 | 2\n2 | 期末总复习 | 6",
        "1 | 第一单元 跑 | 2\n2 | 第二单元 跳 | 1\n1 | 第一单元 投掷 | 3",
    ],
)
def test_no_total_where_it_would_not_be_the_whole_truth(rows: str):
    assert total(progress(rows)) == ""


def progress(rows: str) -> list[ProgressRow]:
    ledger, _ = read(KINDS, example(f"【表2教学进度】\n周次 | 教学内容 | 课时\n{rows}").complete((*SHEETS, *KINDS)))
    return list(ledger.rows(ProgressRow))
