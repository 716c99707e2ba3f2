"""Findings as plain data."""

from __future__ import annotations

import pytest

from ledger_xlsx.api import rules
from ledger_xlsx.findings import Place
from ledger_xlsx.office.problems import problems, told, waived
from ledger_xlsx.office.roster import Waiver

from .ledgers import judged

FAULTY = """
【成员】
姓名   | 性别 | 年龄 | 教龄 | 学历 | 所任课务
欧阳秘 | 女   | 29   | 25   | 本科 | 五2数学
司马密 |      | 三十多 | 5    | 本科 | 五3数学
【表2教学进度】
周次 | 日期 | 教学内容     | 课时
1    | 2.21 | 一、简易方程 | 10+1
     |      | 秘密一课     | 9
"""


def keys(text: str) -> list[tuple[str, str]]:
    ledger, findings = judged(text)
    return sorted((one.code, one.key) for one in problems(findings, ledger))


def test_nothing_that_was_typed_is_told() -> None:
    ledger, findings = judged(FAULTY)
    found = problems(findings, ledger)
    assert {"行-05", "格-04", "格-01", "跨-04", "跨-07"} <= {one.code for one in found}
    said = "".join(f"{one.message}{one.remedy}{one.sheet}{one.found}{one.expected}" for one in found)
    assert not [word for word in ("欧阳秘", "司马密", "张思月", "29", "三十多", "秘密一课", "简易方程") if word in said]
    assert "欧阳秘" not in "".join(one.key for one in found)


def test_with_values_everything_is_told() -> None:
    ledger, findings = judged(FAULTY)
    found = problems(findings, ledger, include_values=True)
    assert [(one.message, one.found) for one in found] == [(f.message, f.found or None) for f in findings]


PLANNED = (
    "【表1活动安排】\n周次 | 内容 | 形式\n1 | 观摩 | 听课\n3 | 观摩 | 听课\n【活动记录】\n活动次序 | 活动时间\n1 | 2.22"
)


def test_what_the_forms_say_themselves_is_told() -> None:
    ledger, findings = judged(f"（月调研 2024-05-31）\n【没有：表3练习命制】\n{PLANNED}")
    said = {one.code: one.message for one in problems(findings, ledger)}
    assert said["跨-10"] == "第二次活动（第3周）没有找到活动记录。"
    assert said["页-01"] == "缺少工作表「表3练习命制」。"
    assert said["全-01"].startswith("第 ")


@pytest.mark.parametrize("name", ["age", "years", "name", "found", "example", "leader", "total"])
def test_a_number_is_told_only_where_it_counts_rows_or_the_like(name: str) -> None:
    notice = next(rule.notice for rule in rules() if name in rule.notice.facts and rule.notice.code[0] in "格行跨")
    found = notice.at(Place("成员", "C5"), **dict.fromkeys(notice.facts, "17"))
    assert told(found, name) == "…"


def test_a_row_more_makes_no_old_problem_a_new_one() -> None:
    lines = FAULTY.splitlines()
    more = "\n".join([*lines[:3], "陆文静 | 女   | 41   | 19   | 本科 | 五4数学", *lines[3:]])
    assert keys(more) == keys(FAULTY)


def test_another_mistake_in_the_same_cell_is_the_old_problem() -> None:
    setting = "【表3练习命制】\n周次 | 练习内容 | 命制人 | 审核人\n1 | 认识方程 | {} | 恽蝶"
    one, other = (dict(keys(setting.format(name))) for name in ("恽碟", "王小明"))
    assert one["跨-01"] == other["跨-01"]


def test_two_problems_of_one_row_have_keys_of_their_own() -> None:
    found = keys(FAULTY)
    assert len({key for _, key in found}) == len(found)


@pytest.mark.parametrize(
    ("place", "lifted"),
    [
        ("", 2),
        ("成员", 2),
        ("「成员」年龄", 1),
        ("成员 C5", 1),
        ("成员C5（年龄）", 1),
        ("成员 C6", 0),
        ("表3练习命制", 0),
    ],
)
def test_a_waiver_lifts_what_stands_in_its_place(place: str, lifted: int) -> None:
    _, findings = judged(FAULTY.replace("| 5    |", "| 好几 |"))
    own = [finding for finding in findings if finding.notice.code == "格-04"]
    assert (
        sum(waived(one, "五年级数学", [Waiver("格-04", "五年级 数学", place, "", "", None)]) for one in own) == lifted
    )


def test_a_waiver_is_for_its_rule_and_group_and_never_for_what_cannot_be_understood() -> None:
    _, findings = judged(FAULTY)
    number = next(finding for finding in findings if finding.notice.code == "格-04")
    assert not waived(number, "六年级数学", [Waiver("格-04", "五年级数学", "", "", "", None)])
    assert not waived(number, "五年级数学", [Waiver("格-05", "五年级数学", "", "", "", None)])
    missing = next(rule.notice for rule in rules() if rule.notice.code == "列-01").at(Place("成员"), title="姓名")
    assert not waived(missing, "五年级数学", [Waiver("列-01", "五年级数学", "", "", "", None)])
