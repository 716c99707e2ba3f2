"""What 表3 arranges, and the designs that answer it (RULES: 跨-16, 格-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.exercises import Design, ExerciseRow, designs
from ledger_xlsx.items.progress import SettingRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import EXPECTED_EMPTY

RULES = RuleBook()

# fmt: off
DESIGN_MISSING = Notice(
    "跨-16", "exercise-not-attached", Severity.WARNING,
    says="{week}「{content}」没有找到练习设计。",
    remedy="请在「有效练习」填写，或在「配图」放一张照片。",
    why="表3安排的练习，到了那一周都要有设计。",
)
SETTER_OTHERWISE = Notice(
    "跨-23", "setter-otherwise", Severity.HINT,
    says="{title}写的是「{found}」，表3里这份练习写的是「{expected}」。",
    remedy="核对是谁，把写错的一处改过来；换了老师的可以不改。",
    why="安排和设计上的名字对得上，检查时才看得明白。",
)
# fmt: on


@RULES.rule(
    DESIGN_MISSING,
    hits=[
        """
        【表3练习命制】
        周次 | 练习内容           | 命制人 | 审核人
        1    | 等式与方程         | 张思月 | 恽蝶
        2    | 列方程解决问题 ← | 恽蝶   | 张思月
        2    | 口算               | 恽蝶   | 张思月
        【有效练习】
        周次  | 练习内容   | 题目
        第1周 | 等式与方程 | 下面哪些是方程？
        第2周 | 《口算》   | 3x＝54
        """
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容       | 命制人 | 审核人
        1    | 等式与方程     | 张思月 | 恽蝶
        2    | 列方程解决问题 | 恽蝶   | 张思月
        3    | 整理与练习     | 恽蝶   | 张思月
        【有效练习】
        周次  | 练习内容         | 题目
        第1周 | 认识方程         | 下面哪些是方程？
        2     | 列方程解决问题2 | 3x＝54
        第4周 | 整理与练习       | 3x＝54
        """,
        """
        （月调研 2024-02-26）
        【表3练习命制】
        周次 | 练习内容       | 命制人 | 审核人
        1    | 等式与方程     | 张思月 | 恽蝶
        2    | 列方程解决问题 | 恽蝶   | 张思月
        【有效练习】
        周次  | 练习内容 | 题目
        第1周 | 认识方程 | 下面哪些是方程？
        """,
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 恽蝶
        【有效练习】
        """,
    ],
)
def design_missing(ledger: Ledger) -> Iterator[Finding]:
    """Each exercise of 表3 that is due has a design. Silent while there is none at all: then the item is missing."""
    settings, written = ledger.rows(SettingRow), ledger.rows(ExerciseRow)
    for setting in settings if written else ():
        if (
            setting.week
            and setting.content
            and ledger.occasion.due(setting.week)
            and not answered(setting, settings, written)
        ):
            yield DESIGN_MISSING.at(setting.at(SettingRow.content), week=setting.week, content=setting.content)


def answered(setting: SettingRow, settings: Sequence[SettingRow], written: Sequence[ExerciseRow]) -> bool:
    """Whether a design has this content, or is the only one of a week for which 表3 has just this exercise."""
    content, week = bare(setting.content), setting.week
    of_week = {row.content for row in written if row.week and week and row.week.number == week.number}
    arranged = [other for other in settings if other.week and week and other.week.number == week.number]
    if len(of_week) == 1 and len(arranged) == 1:
        return True
    return any(alike(content, bare(own)) for own in of_week) or any(bare(row.content) == content for row in written)


def alike(one: str, other: str) -> bool:
    """Whether two contents are one, or one holds the other."""
    return bool(one and other) and (one in other or other in one)


def bare(content: str) -> str:
    """A content as it is compared: without blanks, brackets and other marks."""
    return re.sub(r"[\W_]", "", normalize("NFKC", content))


@RULES.rule(
    EXPECTED_EMPTY,
    hits=[
        """
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目             | 设计意图
        第1周 | 等式与方程 | ←      | ←      | 基础练习 | 下面哪些是方程？ | 抓住要点。
              |            |        |        | 变式练习 | 3x＝54           | 会解方程。
        """
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 恽蝶
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目             | 设计意图
        第1周 | 等式与方程 |        |        | 基础练习 | 下面哪些是方程？ | 抓住要点。
        """,
        """
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目             | 设计意图
        第1周 | 等式与方程 | 张思月 | 恽蝶   | 基础练习 | 下面哪些是方程？ | 抓住要点。
              |            |        |        | 变式练习 | 3x＝54           | 会解方程。
        """,
    ],
)
def setter_unknown(ledger: Ledger) -> Iterator[Finding]:
    """命制人 and 审核人 of a design, blank throughout, come from 表3 (FORMS); they are asked for where it has none."""
    for design in designs(ledger):
        for column in (ExerciseRow.setter, ExerciseRow.reviewer):
            place = design.rows[0].at(column)
            if place.cell and not shown(design, column.title) and not any(row.filled(column) for row in design.rows):
                yield EXPECTED_EMPTY.at(place, example=column.field.example)


def shown(design: Design, title: str) -> str:
    """Who is printed as 命制人 or 审核人."""
    return {"命制人": design.setter, "审核人": design.reviewer}[title]


@RULES.rule(
    SETTER_OTHERWISE,
    hits=[
        """
        【成员】
        姓名
        张思月
        恽蝶
        陆文静
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 恽蝶
        【有效练习】
        周次  | 练习内容   | 命制人   | 审核人 | 层次     | 题目
        第1周 | 等式与方程 | 陆文静 ← | 恽蝶   | 基础练习 | 下面哪些是方程？
        """
    ],
    near_misses=[
        """
        【成员】
        姓名
        张思月
        恽蝶
        【表3练习命制】
        周次 | 练习内容   | 命制人        | 审核人
        1    | 等式与方程 | 张 思月、恽蝶 | 恽蝶
        2    | 解方程     | 张思月        | 恽蝶
        2    | 解方程     | 恽蝶          | 张思月
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人 | 层次     | 题目
        第1周 | 等式与方程 | 张思月 | 恽蝶   | 基础练习 | 下面哪些是方程？
        第2周 | 解方程     | 恽蝶   | 张思月 | 基础练习 | 3x＝54
        """
    ],
)
def setter_otherwise(ledger: Ledger) -> Iterator[Finding]:
    """A design of the same week and content as a row of 表3 names somebody of those whom that names.

    Silent for strangers, and where one person is both (行-07).
    """
    members = {member.bare_name for member in ledger.rows(MemberRow)}
    for row in ledger.printed(ExerciseRow):
        same = [
            one
            for one in ledger.rows(SettingRow)
            if one.week == row.week and bare(one.content) == bare(row.content) and one.setter != one.reviewer
        ]
        for column, arranged in ((ExerciseRow.setter, SettingRow.setter), (ExerciseRow.reviewer, SettingRow.reviewer)):
            own = {person.name for person in row.values[column.name]}
            others = {person.name for one in same for person in one.values[arranged.name]}
            if (
                row.filled(column)
                and own <= members
                and others <= members
                and own
                and others
                and own.isdisjoint(others)
            ):
                yield SETTER_OTHERWISE.at(
                    row.at(column),
                    found=row.typed(column),
                    expected=same[0].typed(arranged),
                    title=column.title,
                )
