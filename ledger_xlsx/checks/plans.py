"""The shape of 表2, and what 表3 takes from it (RULES: 跨-08, 跨-09, 跨-15, 跨-19)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ledger_xlsx.checks.exercises import bare
from ledger_xlsx.checks.unit_totals import flexible_in_note
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.progress import ProgressRow, SettingRow, units
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger

RULES = RuleBook()

# fmt: off
UNIT_STRUCTURE = Notice(
    # A hint, for a unit without lesson rows is allowed (FORMS: 表2).
    "跨-08", "unit-structure", Severity.HINT,
    says="「{unit}」下面没有写各课，别的单元都写了。",
    remedy="漏了就补上；这个单元不分课的，可以不改。",
    why="教学进度一课一行，才看得出每周教什么。",
)
WEEK_MISMATCH = Notice(
    "跨-15", "exercise-week-mismatch", Severity.HINT,
    says="第 {week} 周「{content}」，「表2教学进度」里在第 {taught} 周教。",
    remedy="核对周次或名称；有意提前或推后的，可以不改。",
    why="练习要和教学进度配套，隔得太远就用不上。",
)
UNIT_NUMBERS = Notice(
    "跨-19", "unit-numbers", Severity.WARNING,
    says="「{unit}」和前面的「{before}」，单元编号不连。",
    remedy="核对单元的编号，漏了的单元补上。",
    why="单元的编号印在教学进度和单元分析上；编号写重了，下面的课就算到上一个单元里去。",
)
FLEXIBLE_MISMATCH = Notice(
    "跨-09", "flexible-mismatch", Severity.WARNING,
    says="加号后面写机动 {found} 课时，备注写机动 {expected} 课时。",
    remedy="请改成一样。",
    why="同一个单元的机动课时写在两处，应当一样。",
)
# fmt: on

BY_THEMSELVES = re.compile(
    "复习|整理|期末|期中|实践|活动|专题|检测|口语交际|园地|综合|Project|Review|Revision", re.IGNORECASE
)
"""What is often planned as a whole."""
SEVERAL_UNITS = 3


@RULES.rule(
    UNIT_STRUCTURE,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容         | 课时
        1    | 一、简易方程     | 2
             | 认识方程         | 2
        2    | 二、折线统计图 ← | 4
        3    | 三、因数与倍数   | 1
             | 因数和倍数       | 1
        4    | 四、分数         | 1
             | 分数的意义       | 1
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        1    | 一、简易方程   | 2
             | 认识方程       | 2
        2    | 二、统计图     | 4
        3    | 三、因数与倍数 | 1
             | 因数和倍数     | 1
        4    | 四、分数       | 3
        """,
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        0    | 始业教育       | 1
        1    | 一、简易方程   | 2
             | 认识方程       | 2
        2    | 二、统计图     | 1
             | 折线统计图     | 1
        3    | 三、因数与倍数 | 1
             | 因数和倍数     | 1
        18   | 四、整理与复习 | 8
        """,
        """
        【表2教学进度】
        周次 | 教学内容 | 课时
        1    | 队列练习 | 2
        2    | 快速跑   | 2
        """,
    ],
)
def unit_structure(ledger: Ledger) -> Iterator[Finding]:
    """One unit without lessons among others that all have them. Silent for revision and the like."""
    found = list(units(ledger.rows(ProgressRow)))
    bare = [unit for unit in found if not unit.lessons]
    if len(bare) != 1 or len(found) <= SEVERAL_UNITS:
        return
    head = bare[0].head
    if not BY_THEMSELVES.search(head.content) and head.lessons and head.lessons.planned > 1:
        yield UNIT_STRUCTURE.at(head.at(ProgressRow.content), found=head.content, unit=head.content)


@RULES.rule(
    WEEK_MISMATCH,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 3
             | 认识方程     | 1
        2    | 解方程       | 2
        6    | 二、统计图   | 1
             | 折线统计图   | 1
        【表3练习命制】
        周次 | 练习内容     | 命制人 | 审核人
        2    | 折线统计图 ← | 张思月 | 恽蝶
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 3
             | 认识方程     | 1
        2    | 解方程       | 2
        6    | 整理与练习   | 1
        9    | 整理与练习   | 1
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        3    | 解方程     | 张思月 | 恽蝶
        8    | 整理与练习 | 张思月 | 恽蝶
        9    | 等式与方程 | 张思月 | 恽蝶
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 3
             | 认识方程     | 1
             | 解方程       | 2
        5    | 二、统计图   | 1
             | 折线统计图   | 1
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        3    | 解方程   | 张思月 | 恽蝶
        """,
    ],
)
def week_mismatch(ledger: Ledger) -> Iterator[Finding]:
    """An exercise is set in the week in which 表2 teaches what it is named after, or next to it.

    Silent where weeks stand only on the rows of units, for then no lesson has a week of its own.
    """
    rows = ledger.rows(ProgressRow)
    heads = {unit.head.number for unit in units(rows)}
    weeks: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.week and row.content:
            weeks[bare(row.content)] |= set(range(row.week.number, row.week.last + 1))
    own = any(
        row.filled(ProgressRow.week) and not row.cells[ProgressRow.week.name].continues and row.number not in heads
        for row in rows
    )
    for setting in ledger.rows(SettingRow) if own else ():
        taught = weeks.get(bare(setting.content), set()) if setting.content and setting.week else set()
        if setting.week and taught and not taught & set(range(setting.week.number - 1, setting.week.last + 2)):
            yield WEEK_MISMATCH.at(
                setting.at(SettingRow.content), content=setting.content, week=setting.week.number,
                taught="、".join(map(str, sorted(taught))),
            )  # fmt: skip


@RULES.rule(
    UNIT_NUMBERS,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容         | 课时
        1    | 一、简易方程     | 10+1
             | 认识方程         | 10
        3    | 一、统计图 ←    | 4+1
             | 折线统计图       | 4
        5    | 三、因数与倍数   | 12+1
             | 因数和倍数       | 12
        """,
        """
        【表2教学进度】
        周次 | 教学内容           | 课时
        1    | 第一单元 简易方程 | 10
        3    | 第二单元 统计图   | 4
        5    | 第四单元 分数 ←  | 12
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        1    | 一、简易方程   | 2+1
             | 认识方程       | 2
        2    | 第一单元复习   | 1
        3    | 三、因数与倍数 | 2
        4    | 二、统计图     | 2
        5    | 四、分数       | 2
        """,
        """
        【表2教学进度】
        周次 | 教学内容            | 课时
        1    | Unit 1 Hello        | 4
        2    | Unit 2 Colours      | 4
        3    | Project 1 My school | 2
        4    | Unit 3 Animals      | 4
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 五、简易方程 | 4
        2    | 六、统计图   | 4
        """,
    ],
)
def unit_numbers(ledger: Ledger) -> Iterator[Finding]:
    """Units are numbered one after the other, in whatever order they are taught: none comes twice, none is left out.

    One left out is a hint, and not said where one comes twice. Silent for groups of several grades.
    """
    grades = ledger.basics.grade
    heads = [unit.head for unit in units(ledger.rows(ProgressRow))]
    if grades and len(grades.numbers) > 1:
        return
    first = {head.unit_key: head for head in reversed(heads)}
    doubled = [head for head in heads if first[head.unit_key] is not head]
    for head in doubled:
        yield misnumbered(head, first[head.unit_key], Severity.WARNING)
    for before, head in pairwise(heads) if not doubled else ():
        (kind, number), last = head.unit_key, before.unit_number
        if number and last and number > last + 1 and not any((kind, n) in first for n in range(last + 1, number)):
            yield misnumbered(head, before, Severity.HINT)


def misnumbered(head: ProgressRow, before: ProgressRow, severity: Severity) -> Finding:
    """What is said of a unit whose number does not follow that of another."""
    return UNIT_NUMBERS.at(
        head.at(ProgressRow.content), found=head.content, unit=head.content, before=before.content, severity=severity
    )


@RULES.rule(
    FLEXIBLE_MISMATCH,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时   | 备注
        1    | 一、简易方程 | 10+1 ← | 机动2课时
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时 | 备注
        1    | 一、简易方程 | 10+1 | 机动１课时；清明放假，4月7日上课
        2    | 二、统计图   | 4+2  | 机动两课时
        3    | 三、因数     | 4    | 机动1课时
        4    | 四、分数     | 15+1 |
        """
    ],
)
def flexible_mismatch(ledger: Ledger) -> Iterator[Finding]:
    """The flexible lessons behind the plus and those in the remark are the same number."""
    for row in ledger.rows(ProgressRow):
        noted = flexible_in_note(row.note)
        if noted is not None and row.lessons and row.lessons.flexible and row.lessons.flexible != noted:
            yield FLEXIBLE_MISMATCH.at(row.at(ProgressRow.lessons), found=row.lessons.flexible, expected=noted)
