"""The order of findings, and that one root cause gives one message."""

from __future__ import annotations

from ledger_xlsx.checks.order import position
from ledger_xlsx.examples import example
from ledger_xlsx.findings import Severity
from tests.test_rules import all_findings


def codes(text: str) -> list[tuple[str, str]]:
    """Code and place of what is found."""
    return [(f.notice.code, f"{f.place.sheet}!{f.place.cell or ''}") for f in all_findings(example(text))]


def test_findings_go_from_the_sheet_down_and_on_through_the_workbook() -> None:
    text = """
    （月调研 2024-02-20）
    【多出：草稿】
    【基本信息】
    学科 |
    【工作计划】
    部分     | 内容
    工作要点 | 通读教材。
    分工     | 各备一单元。
    【表1活动安排】
    周次 | 内容 | 形式
    第1周 | 观摩 | 听课
    【表2教学进度】
    周次 | 教学内容 | 课时
    1    | 一、方程 | 3
         | 认识方程 | 1
         | 解方程   | 一节多
    2    | 二、统计 | 2
         | 折线     | 1
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    1    | 方程     | 恽碟   | 张思月
    25   | 方程     | 恽蝶   | 张思月
    """
    assert codes(text) == [
        ("页-03", "草稿!"),
        ("格-01", "基本信息!B8"),
        ("格-08", "工作计划!A5"),
        ("格-16", "表2教学进度!C6"),
        ("跨-07", "表2教学进度!C7"),
        ("跨-01", "表3练习命制!C4"),
        ("历-06", "表3练习命制!A5"),
        ("全-07", "工作计划!B4"),
        ("全-07", "工作计划!B5"),
    ]


def test_rows_are_ordered_as_numbers_and_columns_as_the_sheet_has_them() -> None:
    cells = ["A10", "AA9", "B9", "A9", None]
    assert sorted(cells, key=position) == [None, "A9", "B9", "AA9", "A10"]


def test_of_a_missing_sheet_nothing_else_is_said() -> None:
    assert [c for c in codes("【没有：工作计划】") if "工作计划" in c[1]] == [("页-01", "工作计划!")]


def test_without_members_nobody_is_called_a_stranger() -> None:
    text = "【没有：成员】\n【理论学习】\n时间 | 摘记人 | 理论学习主题\n3.1 | 陈红 | 单元整体教学"
    assert not {code for code, _ in codes(text)} & {"跨-01", "跨-03", "跨-04"}


def test_without_a_term_no_day_is_blamed_for_its_missing_year() -> None:
    text = "【基本信息】\n学年 |\n开学日期 |\n【每日一议】\n日期 | 议题\n2.27 | 甲\n3.5 | 乙"
    assert "历-01" not in {code for code, _ in codes(text)}
    assert ("格-01", "基本信息!B13") in codes(text)


def test_a_wrong_start_of_term_is_said_once() -> None:
    text = """
    【基本信息】
    开学日期 | 2023-02-20
    【表2教学进度】
    周次 | 日期      | 教学内容 | 课时
    1    | 2024.2.21 | 认识方程 | 1
    2    | 2024.2.26 | 解方程   | 1
    """
    found = [f for f in all_findings(example(text)) if f.notice.code in ("跨-06", "历-03", "历-04")]
    assert [(f.notice.code, f.place.column) for f in found] == [("跨-06", "开学日期")]


def test_a_merged_cell_is_found_once() -> None:
    text = """
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    1    | 方程     | 恽碟   | 张思月
    2    | 统计     | ″      | 张思月
    """
    assert [c for c in codes(text) if c[0] == "跨-01"] == [("跨-01", "表3练习命制!C4")]


def test_a_misspelt_name_and_sheet_come_with_a_guess() -> None:
    text = "【没有：成员】\n【多出：成员名单】"
    assert [f.suggestion for f in all_findings(example(text)) if f.notice.code == "页-01"] == ["成员名单"]
    text = "【表3练习命制】\n周次 | 练习内容 | 命制人 | 审核人\n1 | 方程 | 恽碟 | 张思月"
    assert [f.suggestion for f in all_findings(example(text)) if f.notice.code == "跨-01"] == ["恽蝶"]


def test_between_two_names_equally_near_there_is_no_guess() -> None:
    text = (
        "【成员】\n姓名\n张思月\n张思悦\n【表3练习命制】\n周次 | 练习内容 | 命制人 | 审核人\n1 | 方程 | 张思越 | 张思月"
    )
    assert [f.suggestion for f in all_findings(example(text)) if f.notice.code == "跨-01"] == [""]


def test_a_wrong_name_weighs_less_where_somebody_only_took_part() -> None:
    text = """
    【活动记录】
    活动次序   | 活动时间 | 主持人
    第一次活动 | 2.22     | 陈红
    【理论学习】
    时间 | 摘记人 | 理论学习主题
    3.1  | 陈红   | 单元整体教学
    """
    found = [f for f in all_findings(example(text)) if f.notice.code == "跨-01"]
    assert [(f.place.sheet, f.severity) for f in found] == [
        ("活动记录", Severity.WARNING),
        ("理论学习", Severity.ERROR),
    ]


def test_in_a_group_of_one_a_strange_name_is_only_a_hint() -> None:
    text = """
    【成员】
    姓名
    张思月
    【表3练习命制】
    周次 | 练习内容 | 命制人 | 审核人
    1    | 方程     | 张思月 | 陈红
    """
    assert [f.severity for f in all_findings(example(text)) if f.notice.code == "跨-01"] == [Severity.HINT]


def test_a_wrong_year_is_named_as_such() -> None:
    text = "【每日一议】\n日期 | 议题\n2023-03-05 | 甲\n2024-09-05 | 乙"
    found = [f for f in all_findings(example(text)) if f.notice.code == "历-03"]
    assert [(f.suggestion, f.severity) for f in found] == [("2024年3月5日", Severity.ERROR), ("", Severity.ERROR)]
