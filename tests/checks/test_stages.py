"""What a finding weighs at 草稿, 月调研 and 期末."""

from __future__ import annotations

import pytest

from ledger_xlsx.checks.stages import DueDates
from ledger_xlsx.examples import example
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.term import Stage
from tests.test_rules import all_findings

DRAFT, FINAL = "（草稿）", "（期末）"
BEFORE, AFTER = "（月调研 2024-03-09）", "（月调研 2024-03-10）"
LABELS = {"必须改": Severity.ERROR, "建议改": Severity.WARNING, "提示": Severity.HINT}

TWICE = """
【表2教学进度】
课时 | 课时 | 教学内容
1    | 1    | 认识方程
"""
UNIT_TOTAL = """
【表2教学进度】
周次 | 教学内容 | 课时
1    | 一、方程 | 3
     | 认识方程 | 1
"""
RECORD_MISSING = """
【表1活动安排】
周次             | 内容 | 形式
第1周 第一次活动 | 观摩 | 听课
第3周 第二次活动 | 观摩 | 听课
【活动记录】
活动次序   | 活动时间
第一次活动 | 2.22
"""
EMPTY_VENUE = """
【活动记录】
活动次序   | 活动时间 | 活动地点 | 活动内容
第二次活动 | 3.7      |          | 分析
"""
PRIZES = """
【获奖情况】
获奖者 | 身份 | 奖项名称   | 级别
林小禾 | 同学 | 数学小讲师 | 校级
"""
WORK = """
【特色作业】
作业名称 | 时间 | 设计人
蒜叶     | 3.8  | 恽蝶
【学生作品】
作业名称 | 学生姓名 | 作品图片
蒜叶     | 林小禾   |
"""
ANALYSIS = """
【活动记录】
活动次序   | 活动时间 | 分析单元
第二次活动 | 3.7      | 第一单元
【单元分析】
单元     | 单元名称 | 内容         | 个人设计
第一单元 | 简易方程 | 单元教材分析 | 通读教材。
"""
MERGED_OVER_WEEKS = """
【有效练习】
周次  | 练习内容 | 命制人 | 题目
第1周 | 方程     | 恽碟   | 3x＝54
第9周 | 圆       | ″      | 画圆
"""
DESIGN = """
【表3练习命制】
周次 | 练习内容 | 命制人 | 审核人
3    | 方程     | 张思月 | 恽蝶
【有效练习】
周次  | 练习内容 | 题目
第2周 | 口算     | 3x＝54
"""


@pytest.mark.parametrize(
    ("text", "code", "weights"),
    [
        (TWICE, "列-03", ["必须改", "必须改", "必须改", "必须改"]),
        (UNIT_TOTAL, "跨-07", ["建议改", "必须改", "必须改", "必须改"]),
        (RECORD_MISSING, "跨-10", ["提示", "", "建议改", "必须改"]),
        (EMPTY_VENUE, "格-01", ["建议改", "提示", "必须改", "必须改"]),
        (PRIZES, "格-08", ["建议改", "提示", "提示", "必须改"]),
        (WORK, "图-01", ["提示", "提示", "建议改", "必须改"]),
        (ANALYSIS, "全-06", ["提示", "提示", "建议改", "必须改"]),
        (MERGED_OVER_WEEKS, "跨-01", ["建议改", "必须改", "必须改", "必须改"]),
        (DESIGN, "跨-16", ["提示", "", "建议改", "建议改"]),
        ("【基本信息】\n低分线 | 70", "格-13", ["建议改", "提示", "提示", "必须改"]),
        ("【基本信息】\n总结标题 |", "格-01", ["提示", "", "", "必须改"]),
        ("【基本信息】\n学科 |", "格-01", ["建议改", "必须改", "必须改", "必须改"]),
        ("【没有：表2教学进度】", "页-01", ["提示", "建议改", "建议改", "必须改"]),
        ("【没有：成员】", "页-01", ["建议改", "必须改", "必须改", "必须改"]),
        ("【没有：工作总结】", "页-01", ["提示", "提示", "提示", "必须改"]),
        ("【没有：获奖情况】", "页-01", ["提示", "提示", "提示", "提示"]),
        ("【质量检测】", "全-02", ["提示", "", "", "必须改"]),
    ],
)
def test_a_finding_weighs_what_the_stage_makes_of_it(text: str, code: str, weights: list[str]) -> None:
    assert weights == [
        "".join({f.severity.label for f in all_findings(example(stage + "\n" + text)) if f.notice.code == code})
        for stage in (DRAFT, BEFORE, AFTER, FINAL)
    ]


@pytest.mark.parametrize("stage", list(Stage))
def test_what_stops_the_file_itself_is_never_lowered(stage: Stage) -> None:
    notice = Notice("文-06", "file-damaged", Severity.ERROR, says="坏了。", remedy="重发。", why="读不出。")
    due = DueDates(stage, {}, frozenset())
    assert due.severity(notice.at(Place("五年级数学.xlsx"))) is Severity.ERROR


def test_no_severity_is_left_to_the_stage() -> None:
    found: list[Finding] = [f for s in (DRAFT, BEFORE, AFTER, FINAL) for f in all_findings(example(s + RECORD_MISSING))]
    assert Severity.WHEN_DUE not in {finding.severity for finding in found}
