"""What a teacher reads in the terminal."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st

from ledger_xlsx.findings import Place, Severity
from ledger_xlsx.reports.groups import ranges
from ledger_xlsx.reports.report import Report
from ledger_xlsx.reports.terminal import NARROWEST, width, wrapped
from ledger_xlsx.reports.text import text

from .findings import DAMAGED, EXTRA, monthly, report, stranger, unit_total


def lines(block: str) -> str:
    return dedent(block).lstrip("\n")


def test_problems_stand_under_their_sheet_with_the_totals_last() -> None:
    extra = EXTRA.at(Place("草稿纸"))
    assert text([report(stranger("C4", suggestion="恽蝶"), unit_total(), extra)]) == lines("""
        五年级数学.xlsx（按「期末」检查）

        草稿纸（提示 1）
          提示 页-03 「草稿纸」：多出这张工作表。怎样改：若是草稿，可以不管。

        表2教学进度（必须改 1）
          必须改 跨-07 「表2教学进度」D2（课时）：「一、简易方程」写 10+1，下面课时相加是 9、机动 1。怎样改：改合计，或补上缺的 1 课时。

        表3练习命制（建议改 1）
          建议改 跨-01 「表3练习命制」C4（命制人）：「恽碟」不在「成员」里。是不是「恽蝶」？怎样改：改名字，或在「成员」补一行。

        共 3 个问题：必须改 1、建议改 1、提示 1（按规则：跨-01 ×1、跨-07 ×1、页-03 ×1）。改好「必须改」就能生成台账。
        """)


def test_the_heading_says_the_stage_and_that_nobody_named_it() -> None:
    heading, *_ = text([monthly()]).splitlines()
    assert heading == "五年级数学.xlsx（按「月调研」检查，截至2024年3月29日；要按别的阶段检查请加 --stage）"


def test_one_problem_in_many_cells_is_said_once() -> None:
    findings = [stranger(cell) for cell in ("C7", "C9", "C10", "C11", "C12", "C20")]
    spaced = stranger("C21", "恽 碟")
    shown = text([report(*findings, spaced)])
    assert shown.count("不在「成员」里") == 1
    assert "「表3练习命制」C7、C9:C12 等 7 处（命制人）：" in shown
    assert "建议改 7" in shown


def test_another_column_value_or_level_is_another_problem() -> None:
    several = [
        stranger("C4"),
        stranger("D4", column="审核人"),
        stranger("C5", "钱红"),
        stranger("C6", severity=Severity.ERROR),
    ]
    assert text([report(*several)]).count("不在「成员」里") == 4


def test_the_gravest_stand_first_in_a_sheet() -> None:
    shown = text([report(stranger("C4", "甲"), stranger("C5", "乙", severity=Severity.ERROR))])
    assert shown.index("必须改 跨-01 「表3练习命制」C5") < shown.index("建议改 跨-01 「表3练习命制」C4")


def test_of_one_rule_five_problems_are_shown_but_all_are_counted() -> None:
    shown = text([report(*(stranger(f"C{row}", f"某某{row}") for row in range(4, 12)))])
    assert shown.count("不在「成员」里") == 5
    assert "跨-01 在这张表里还有 3 处" in shown
    assert "共 8 个问题：必须改 0、建议改 8、提示 0（按规则：跨-01 ×8）。没有「必须改」，可以生成台账。" in shown


def test_a_workbook_without_problems_says_so() -> None:
    assert text([report()]).splitlines()[-1] == "没有发现问题，可以生成台账。"


def test_several_workbooks_have_a_heading_each_and_a_last_line_for_all() -> None:
    broken = Report(Path("坏的.xlsx"), (DAMAGED.at(Place("坏的.xlsx")),), readable=False)
    shown = text([report(), report(unit_total()), broken])
    assert shown.count("五年级数学.xlsx（") == 2
    assert "坏的.xlsx（没能读出）" in shown
    assert "这个文件没能读出，里面的内容都还没有检查。" in shown
    assert shown.splitlines()[-1] == "一共 3 本工作簿：1 本可以生成台账，1 本有「必须改」，1 本没能读出。"


def test_cells_below_one_another_are_a_range() -> None:
    assert ranges(["B12", "AA3", "B9", "B7", "B10", "C11"]) == ["B7", "B9:B10", "B12", "C11", "AA3"]


def test_a_narrow_terminal_gets_lines_that_fit_and_hang() -> None:
    shown = text([report(unit_total(), *(stranger(f"C{row}") for row in range(4, 9)))], columns=40)
    assert max(map(width, shown.splitlines())) <= 40
    assert not any(line.strip()[:1] in set("，。、：；）」") for line in shown.splitlines() if line)
    assert "    " in shown
    joined = "".join(line.strip() for line in shown.splitlines())
    assert "跨-07「表2教学进度」D2（课时）：「一、简易方程」写10+1，" in joined.replace(" ", "")


@given(st.text(alphabet="台账，。「」（）ab1 -/", max_size=120), st.integers(0, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(words: str, columns: int) -> None:
    block = wrapped(words, columns, first="  ", hang="    ")
    assert all(width(line) <= max(columns, NARROWEST) for line in block.splitlines())
    assert "".join(block.split()) == "".join(words.split())
