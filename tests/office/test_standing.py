"""How the ten items stand, and how far a ledger is by the day."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_xlsx.office.problems import problems
from ledger_xlsx.office.results import Figure
from ledger_xlsx.office.standing import item_states, progress
from ledger_xlsx.requirements import Requirements

from .ledgers import judged

TERM = """
【工作计划】
部分       | 内容
工作要点   | 通读全册教材，集体备课时先说单元再说课时，练习统一命制。
分工与合作 | 每人承担两个单元的练习命制，由另一位老师审核讨论。
【表1活动安排】
周次  | 活动次序   | 内容 | 形式 | 备注
第1周 | 第一次活动 | 观摩 | 听课 |
第3周 | 第二次活动 | 分析 | 交流 | 因防汛未开展
第5周 | 第三次活动 | 分析 | 交流 |
第7周 | 第四次活动 | 分析 | 交流 |
【表2教学进度】
周次 | 日期 | 教学内容     | 课时
1    | 2.21 | 一、简易方程 | 2+1
     |      | 认识方程     | 1
     |      | 解方程       | 1
2    | 2.26 | 二、统计图   | 3
6    | 3.25 | 三、分数     | 4
     |      | 分数的意义   | 4
【表3练习命制】
周次 | 练习内容 | 命制人 | 审核人
1    | 认识方程 | 张思月 | 恽蝶
5    | 统计图   | 张思月 | 恽蝶
6    | 分数     | 张思月 | 恽蝶
【活动记录】
活动次序   | 活动时间 | 活动地点 | 活动内容 | 参加人员 | 主持人 | 中心发言人 | 分析单元
第一次活动 | 2.22     | 办公室   | 观摩     | 张思月、恽蝶、陆文静 | 张思月 | 恽蝶 | 第一单元、第二单元
【单元分析】
单元     | 单元名称 | 内容         | 个人设计
第一单元 | 简易方程 | 单元教材分析 | 通读教材，理清等式、方程和解方程之间的联系再动笔。
【有效练习】
周次  | 练习内容 | 层次     | 题目   | 设计意图
第1周 | 认识方程 | 基础练习 | 3x＝54 | 会解方程。
【每日一议】
日期 | 议题
2.27 | 检验
3.5  | 等量关系
3.26 | 读图
4.2  | 订正
【理论学习】
时间 | 摘记人 | 理论学习主题
3.1  | 恽蝶   | 单元整体教学
"""
MONTHLY = "（月调研 2024-03-29）\n"
ASKED = Requirements(notes_a_month=2)


def states(text: str, asked: Requirements | None = None) -> dict[int, str]:
    """How the items of a drawn ledger stand, by number: 缺 where something is missing, however much."""
    ledger, findings = judged(text, asked)
    found = item_states(ledger, problems(findings, ledger))
    return {item.number: str(item.state) for item in found}


def test_at_an_inspection_only_what_was_due_by_the_day_counts() -> None:
    assert states(MONTHLY + TERM) == {
        1: "齐", 2: "齐", 3: "齐", 4: "缺", 5: "缺", 6: "缺", 7: "缺", 8: "无", 9: "期末才交", 10: "期末才交",
    }  # fmt: skip
    assert states("（月调研 2024-02-23）\n" + TERM)[6] == "不需要"


def test_something_else_than_what_was_due_is_not_nothing() -> None:
    assert states(MONTHLY + TERM.replace("第1周 | 认识方程 |", "第6周 | 分数     |"))[6] == "缺"


@pytest.mark.parametrize(
    ("basics", "state"), [("", "无"), ("年级 | 二年级", "不需要"), ("学科 | 音乐", "不需要"), ("学科 | 英语", "无")]
)
def test_item_nine_is_asked_of_those_who_sit_a_paper(basics: str, state: str) -> None:
    assert states(f"【基本信息】\n{basics}\n{TERM}")[9] == state


def test_the_schools_own_subjects_sit_a_paper() -> None:
    assert states("【基本信息】\n学科 | 科学" + TERM, Requirements(tested_subjects=("科学",)))[9] == "无"
    assert states(TERM, Requirements(tested_subjects=("科学",)))[9] == "不需要"


def test_due_and_done_are_counted_item_by_item() -> None:
    ledger, findings = judged(MONTHLY + TERM, ASKED)
    found = {item.number: (item.due, item.done) for item in item_states(ledger, problems(findings, ledger))}
    assert found == {
        1: (1, 1), 2: (1, 1), 3: (1, 1), 4: (2, 1), 5: (2, 1), 6: (2, 1), 7: (None, 3), 8: (None, 0), 9: (0, 0), 10: (0, 0),
    }  # fmt: skip


def test_what_is_waived_is_not_missing() -> None:
    ledger, findings = judged(MONTHLY + TERM)
    plain = problems(findings, ledger)
    before, after = (
        next(item for item in item_states(ledger, found) if item.number == 6)
        for found in (plain, [type(one)(**{**vars(one), "waived": True}) for one in plain])
    )
    assert (before.label, after.label) == ("缺 1", "齐")


def test_the_figures_of_the_month_are_those_to_the_day() -> None:
    ledger, _ = judged(MONTHLY + TERM, ASKED)
    found = progress(ledger, date(2024, 3, 29))
    assert (found.activities, found.analyses, found.exercises) == (Figure(2, 1), Figure(2, 1), Figure(2, 1))
    assert (found.talks, found.notes, found.homework) == (Figure(None, 3), Figure(2, 1), Figure(None, 0))
    assert (found.talks_this_month, found.notes_this_month, found.lessons_planned) == (2, 1, 9)
