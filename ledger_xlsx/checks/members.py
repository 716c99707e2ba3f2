"""The members themselves: each once, the leader among them (RULES: 行-03 to 行-05, 跨-04)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ledger_xlsx.checks.people import Staff
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest

RULES = RuleBook()
GROWN_UP = 18

# fmt: off
LEADER_COUNT = Notice(
    "行-03", "leader-count", Severity.HINT,
    says="其他工作里写着备课组长的有 {count} 位（{names}）。",
    remedy="封面按「基本信息」印「{leader}」；是他就可以不改。",
    why="成员表和封面上的组长应当是同一位老师。",
)
MEMBER_TWICE = Notice(
    "行-04", "member-duplicated", Severity.WARNING,
    says="「{name}」有 {count} 行。",
    remedy="是一个人就合成一行；真是两个人请写「{name}（大）」「{name}（小）」。",
    why="同一位老师印两行，人数就多了。",
)
TOO_YOUNG = Notice(
    "行-05", "age-teaching-years", Severity.WARNING,
    says="年龄 {age}、教龄 {years}，相减是 {start}，不像参加工作的年龄。",
    remedy="核对年龄和教龄，看有没有填反；确实如此可以不改。",
    why="年龄和教龄每年都要改，常常只改了一个。",
)
LEADER_UNKNOWN = Notice(
    "跨-04", "leader-mismatch", Severity.ERROR,
    says="组长「{name}」不在「成员」里。",
    remedy="看名字有没有写错，或在「成员」补一行。",
    why="组长也是成员，计划的成员表里要有他。",
)
# fmt: on


@RULES.rule(
    LEADER_COUNT,
    hits=[
        """
        【成员】 ←
        姓名   | 其他工作
        张思月 | 备课组长、行政体验岗
        恽蝶   | 备课组长
        """,
        """
        【成员】 ←
        姓名   | 其他工作
        张思月 | 五2班主任
        恽蝶   | 原备课组长
        """,
    ],
    near_misses=[
        """
        【成员】
        姓名   | 其他工作
        张思月 | 行政体验岗、五年级数学备课组长
        恽蝶   | 原备课组长，教研组长
        """,
        """
        【基本信息】
        备课组组长 | 张思月（2—3月）、恽蝶（4月起）
        【成员】
        姓名   | 其他工作
        张思月 | 备课组长（2—3月）
        恽蝶   | 备课组长（4月起）
        """,
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        """,
    ],
)
def leader_count(ledger: Ledger) -> Iterator[Finding]:
    """As many members have 备课组长 among their duties as 基本信息 names. Silent where the column is missing."""
    rows = ledger.rows(MemberRow)
    leaders = dict.fromkeys(row.bare_name for row in rows if is_leader(row.other))
    leader = ledger.basics.leader
    if any(MemberRow.other.name in row.cells for row in rows) and leader and len(leaders) != len(leader):
        names = "、".join(leaders) or "没有人"
        yield LEADER_COUNT.at(
            Place(rows[0].found_in), count=len(leaders), names=names, leader=ledger.basics.show(Basics.leader)
        )


def is_leader(duties: str) -> bool:
    """Whether 备课组长 is one of the duties; 原备课组长 and 副组长 are not."""
    parts = re.split(r"[、，,；;/\s]", re.sub(r"[（(][^）)]*[）)]", "", duties))
    return any(re.fullmatch(r"[^原前曾副]*备课组组?长", part) for part in parts)


@RULES.rule(
    MEMBER_TWICE,
    hits=[
        """
        【成员】
        姓名     | 所任课务
        张思月   | 五2数学
        张 思月 ← | 五3数学
        """
    ],
    near_misses=[
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        ″      | 五3数学
        恽蝶   | 五1数学
        """,
        """
        【成员】
        姓名         | 所任课务
        张思月（大） | 五2数学
        张思月（小） | 五3数学
        """,
    ],
)
def member_twice(ledger: Ledger) -> Iterator[Finding]:
    """A name stands in 成员 once; rows under one merged 姓名 are one member."""
    by_name: dict[str, dict[str | None, MemberRow]] = defaultdict(dict)
    for row in ledger.rows(MemberRow):
        if row.bare_name:
            by_name[row.bare_name].setdefault(row.at(MemberRow.name).cell, row)
    for name, rows in by_name.items():
        if len(rows) > 1:
            yield MEMBER_TWICE.at([*rows.values()][1].at(MemberRow.name), name=name, count=len(rows))


@RULES.rule(
    TOO_YOUNG,
    hits=[
        """
        【成员】
        姓名   | 年龄 | 教龄
        张思月 | 32   | 15 ←
        恽蝶   | 28   | 25 ←
        """
    ],
    near_misses=[
        """
        【成员】
        姓名   | 年龄   | 教龄
        张思月 | 41     | 23
        恽蝶   | 三十多 | 20
        陆文静 | 24     | 0
        """
    ],
)
def too_young(ledger: Ledger) -> Iterator[Finding]:
    """Nobody began to teach before eighteen. Silent where a number is missing."""
    for row in ledger.rows(MemberRow):
        if row.age is not None and row.years is not None and row.age - row.years < GROWN_UP:
            yield TOO_YOUNG.at(
                row.at(MemberRow.years), found=row.years, age=row.age, years=row.years, start=row.age - row.years
            )


@RULES.rule(
    LEADER_UNKNOWN,
    hits=[
        """
        【基本信息】
        备课组组长 | 张思悦 ←
        """
    ],
    near_misses=[
        """
        【基本信息】
        备课组组长 | 张思月（2—3月）、恽蝶（4月起）
        """,
        """
        【基本信息】
        备课组组长 | 张 思月老师
        """,
        """
        【基本信息】
        备课组组长 | 张思悦
        【成员】
        """,
    ],
)
def leader_unknown(ledger: Ledger) -> Iterator[Finding]:
    """The leader, or both after a change, is a member. Silent without 成员."""
    members = Staff.of(ledger).members
    for person in ledger.basics.leader if members else ():
        if person.name not in members:
            suggestion = likeliest(person.name, members, distance=1)
            yield LEADER_UNKNOWN.at(
                ledger.basics.at(Basics.leader), found=person.name, name=person.name, suggestion=suggestion
            )
