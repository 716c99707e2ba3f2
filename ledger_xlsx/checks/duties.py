"""Who reviews and who took part (RULES: 行-07, 行-08)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ledger_xlsx.checks.people import A_GROUP, SEVERAL, Staff
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.progress import SettingRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import Person

RULES = RuleBook()

# fmt: off
SETTER_IS_REVIEWER = Notice(
    "行-07", "setter-is-reviewer", Severity.WARNING,
    says="命制人、审核人都是「{name}」。",
    remedy="有别的老师看过，就写那位老师。",
    why="自己出的题自己审，容易看不出错；只有一位老师的组可以不管。",
)
PARTICIPANTS_MISSING = Notice(
    "行-08", "participants-missing", Severity.HINT,
    says="没有写{names}。",
    remedy="当天请假写「某某（请假）」；不在组里的可以不改。",
    why="备课组活动全组都参加，检查时会看谁没有到。",
)
# fmt: on

# 11月起代课, 五1数学（11月起）, 3月底调走; but not the months of leading the group, 备课组长（9—10月）.
AWAY = re.compile(r"产假|病假|支教|调离|借调|代课|返聘|月(?:\d+日|[初底中末])?(?:起|止|前|后|调)|[-—~～至到]\d+月")
"""Of a member who is with the group for a part of the term only."""
LEADING = re.compile(r"组长[(（][^)）]*[)）]")


@RULES.rule(
    SETTER_IS_REVIEWER,
    hits=[
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人       | 审核人
        1    | 等式与方程 | 张思月       | 张 思月 ←
        2    | 解方程     | 张思月、恽蝶 | 恽蝶、张思月 ←
        """,
        """
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目     | 设计意图
        第1周 | 等式与方程 | 恽蝶   | 恽蝶 ← | 基础练习 | 3x＝54   | 会解方程。
              |            |        |        | 变式练习 | 3x＋2＝8 | 会解方程。
        """,
        """
        【成员】
        姓名
        张思月
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 张思月 ←
        2    | 解方程     | 张思月 | 张思月
        """,
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 张思月、恽蝶
        2    | 解方程     | 全体   | 全体
        3    | 列方程     | 张思月 |
        4    | 整理       | 张思月、恽蝶 | 恽蝶
        """,
        """
        【成员】
        姓名
        张思月
        恽蝶
        【表3练习命制】
        周次 | 练习内容   | 命制人       | 审核人
        1    | 等式与方程 | 张思月、恽蝶 | 张思月、恽蝶
        """,
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 恽蝶
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目   | 设计意图
        第1周 | 等式与方程 |        |        | 基础练习 | 3x＝54 | 会解方程。
        """,
    ],
)
def setter_is_reviewer(ledger: Ledger) -> Iterator[Finding]:
    """Somebody else than the setters reviews. A group of one cannot, so there it is a hint, and said once.

    A design that repeats a line of 表3 is not named again.
    """
    found = own_reviewers(ledger)
    if len(Staff.of(ledger).members) > 1:
        yield from found
    else:
        yield from (replace(finding, severity=Severity.HINT) for finding in islice(found, 1))


def own_reviewers(ledger: Ledger) -> Iterator[Finding]:
    """The lines of 表3 and the designs that nobody but their setters reviews."""
    members = Staff.of(ledger).members if len(Staff.of(ledger).members) > 1 else {""}
    said: set[tuple[frozenset[str], str]] = set()
    seen: set[Place] = set()
    for kind, setter, reviewer in (
        (SettingRow, SettingRow.setter, SettingRow.reviewer),
        (ExerciseRow, ExerciseRow.setter, ExerciseRow.reviewer),
    ):
        for row in ledger.rows(kind):
            setters, reviewers = row.values[setter.name], row.values[reviewer.name]
            names = frozenset(person.name for person in setters)
            place, key = row.at(reviewer), (names, row.values["content"])
            own = row.filled(reviewer) and place not in seen
            if not own or not reviewers or any(person.everyone for person in (*setters, *reviewers)):
                continue
            seen.add(place)
            if {person.name for person in reviewers} == names and key not in said and not members <= names:
                said.add(key)
                name = "、".join(person.name for person in reviewers)
                yield SETTER_IS_REVIEWER.at(place, found=name, name=name)


@RULES.rule(
    PARTICIPANTS_MISSING,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员       | 主持人 | 中心发言人
        第一次活动 | 2.22     | 张思月、恽蝶 ← | 张思月 | 恽蝶
        """,
        """
        【成员】
        姓名   | 其他工作
        张思月 | 备课组长（2—3月）
        恽蝶   | 备课组长（4月起）
        【活动记录】
        活动次序   | 活动时间 | 参加人员  | 主持人 | 中心发言人
        第一次活动 | 2.22     | 张思月 ← | 张思月 | 张思月
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员                     | 主持人 | 中心发言人
        第一次活动 | 2.22     | 张思月、恽蝶                 | 张思月 | 陆文静
        第二次活动 | 3.7      | 全体组员                     | 张思月 | 恽蝶
        第三次活动 | 3.21     | 张思月、恽蝶、陆文静（请假） | 张思月 | 恽蝶
        第四次活动 | 4.3      | 张思月等3人                  | 张思月 | 恽蝶
        第五次活动 | 4.18     | 五年级数学组                 | 张思月 | 恽蝶
        第六次活动 | 4.30     | 张思月恽蝶陆文静             | 张思月 | 恽蝶
        第七次活动 | 5.16     | 张思月、恽蝶、陆老师         | 张思月 | 恽蝶
        第八次活动 | 5.30     |                              | 张思月 | 恽蝶
        """,
        """
        【成员】
        姓名   | 所任课务         | 其他工作
        张思月 | 五2数学          | 备课组长
        恽蝶   | 五1数学          | 3月起产假
        陆文静 | 五1数学（3月起） |
        【活动记录】
        活动次序   | 活动时间 | 参加人员
        第二次活动 | 3.7      | 张思月
        """,
    ],
)
def participants_missing(ledger: Ledger) -> Iterator[Finding]:
    """Every member is named in a record. Silent for those away for a part of the term."""
    staff = Staff.of(ledger)
    away = {Person.of(row.name).name for row in ledger.rows(MemberRow) if is_away(row)}
    members = [name for name in dict.fromkeys(Person.of(row.name).name for row in ledger.rows(MemberRow)) if name]
    for row in ledger.rows(ActivityRow):
        there = [person.name for person in (*row.people, *row.host, *row.speaker)]
        if not row.people or any(p.everyone or A_GROUP.search(p.name) or SEVERAL.search(p.name) for p in row.people):
            continue
        called = {one for name in there if name not in staff.members for one in staff.candidates(name)}
        missing = [one for one in members if one not in away | called and not any(one in name for name in there)]
        if missing:
            yield PARTICIPANTS_MISSING.at(
                row.at(ActivityRow.people), found="、".join(missing), names="、".join(missing)
            )


def is_away(member: MemberRow) -> bool:
    """Whether a member's duties say that they are with the group for a part of the term only."""
    return bool(AWAY.search(LEADING.sub("", f"{member.duties} {member.other}")))
