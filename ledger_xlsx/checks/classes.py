"""Classes and pupils: of the group's grades, and each once (RULES: 行-16, 行-17, 跨-05)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.cover import GROUP_MISMATCH
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.items.summary import PUPIL, PrizeRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, Grades, MemberRow
from ledger_xlsx.sheets.fields import ClassName
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import Person
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import numeral

RULES = RuleBook()

# fmt: off
CLASS_TWICE = Notice(
    "行-16", "class-duplicated", Severity.WARNING,
    says="「{name}」有 {count} 行。",
    remedy="一个班只写一行；写错班级的改过来。",
    why="一个班算了两次，年级的平均分和比率就不对。",
)
MEMBER_AS_PUPIL = Notice(
    "行-17", "member-as-pupil", Severity.WARNING,
    says="「{name}」是本组老师，身份写的是「学生」。",
    remedy="身份改成「教师」；真是同名的学生，可以不改。",
    why="获奖情况先印教师、再印学生，身份选错就印到另一边去了。",
)
# fmt: on
CLASSES = re.compile(r"(?<!\d)([一二三四五六1-6])(?:年级)?[(.]?\d")
"""五1, 五(1), 501 in a member's duties."""
CLASS_COLUMNS: tuple[tuple[type[Row], Column[Any], Severity], ...] = (
    (WorkRow, WorkRow.class_name, Severity.WARNING),
    (ResultRow, ResultRow.class_name, Severity.WARNING),
    (PrizeRow, PrizeRow.class_name, Severity.HINT),
)


@RULES.rule(
    CLASS_TWICE,
    hits=[
        """
        【质量检测】
        班级       | 实考人数 | 全班总分
        五1        | 45       | 4029
        五（1）班 ← | 44       | 3906
        """
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        五11 | 44       | 3906
        合计 | 89       | 7935
        合计 | 89       | 7935
        """
    ],
)
def class_twice(ledger: Ledger) -> Iterator[Finding]:
    """A class has one line of figures."""
    rows: dict[tuple[int, int], dict[str | None, ResultRow]] = defaultdict(dict)
    for row in ledger.rows(ResultRow):
        if row.class_name and row.class_name.key:
            rows[row.class_name.key].setdefault(row.at(ResultRow.class_name).cell, row)
    for same in rows.values():
        if len(same) > 1:
            second = [*same.values()][1]
            yield CLASS_TWICE.at(second.at(ResultRow.class_name), name=second.class_name, count=len(same))


@RULES.rule(
    MEMBER_AS_PUPIL,
    hits=["【获奖情况】\n获奖者 | 身份 | 奖项名称 | 级别\n恽 蝶 | 学生 ← | 教学基本功 | 区级"],
    near_misses=[
        "【获奖情况】\n获奖者 | 身份 | 奖项名称 | 级别\n恽蝶 | 教师 | 教学基本功 | 区级\n林小禾 | 学生 | 小讲师 | 校级"
    ],
)
def member_as_pupil(ledger: Ledger) -> Iterator[Finding]:
    """A member's prize is a teacher's."""
    members = {Person.of(row.name).name for row in ledger.rows(MemberRow) if row.name}
    for row in ledger.rows(PrizeRow):
        name = Person.of(row.winner).name
        if name in members and row.identity == PUPIL:
            yield MEMBER_AS_PUPIL.at(row.at(PrizeRow.identity), found=PUPIL, name=name)


@RULES.rule(
    GROUP_MISMATCH,
    hits=[
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        恽蝶   | 四1、四2数学 ←
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 四2 ← | [图]     | 描点准确。
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        6.2 ← | 44       | 3906
        【获奖情况】
        获奖者 | 身份 | 班级 | 奖项名称   | 级别
        林小禾 | 学生 | 三5 ← | 数学小讲师 | 校级
        """,
        """
        【基本信息】
        年级 | 四年级
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学 ←
        恽蝶   | 五1数学
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        """,
    ],
    near_misses=[
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学、六1班会
        恽蝶   | 课后服务
        【学生作品】
        作业名称   | 学生姓名 | 班级       | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 五年级2班 | [图]     | 描点准确。
                   | 周乐言   | 第三小组   | [图]     | 描点准确。
        """,
        """
        【基本信息】
        年级 | 三、四年级
        【成员】
        姓名   | 所任课务
        张思月 | 五2美术
        ″      | 三2美术
        恽蝶   | 四（1）美术
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 四2  | [图]     | 描点准确。
        """,
    ],
)
def other_grades(ledger: Ledger) -> Iterator[Finding]:
    """Classes are of the group's grades: a hint for prizes, and for a member who has no class of them at all.

    Where nobody has one, 年级 or the whole workbook is another group's: that is said once, at the first member.
    """
    grades = ledger.basics.grade
    if not grades:
        return
    strange = [row for row, taught in taught_grades(ledger) if taught.isdisjoint(grades.numbers)]
    alone = len(strange) == len(list(taught_grades(ledger)))
    for member in strange[:1] if alone else strange:
        severity = Severity.WARNING if alone else Severity.HINT
        yield other_grade(member, MemberRow.duties, member.duties, grades, severity)
    for kind, column, severity in CLASS_COLUMNS if not (strange and alone) else ():
        for row in ledger.rows(kind):
            value = row.values[column.name]
            if isinstance(value, ClassName) and value.key and value.key[0] not in grades.numbers:
                yield other_grade(row, column, value, grades, severity)


def other_grade(row: Row, column: Column[Any], found: object, grades: Grades, severity: Severity) -> Finding:
    """What is said of a cell that names a class of another grade."""
    return GROUP_MISMATCH.at(row.at(column), found=found, expected=grades, label=Basics.grade.title, severity=severity)


def taught_grades(ledger: Ledger) -> Iterator[tuple[MemberRow, set[int | None]]]:
    """Each member whose duties name classes, with the grades of these; what stands in several rows is one."""
    by_name: dict[str, list[MemberRow]] = defaultdict(list)
    for row in ledger.rows(MemberRow):
        by_name[row.bare_name].append(row)
    for rows in by_name.values():
        duties = normalize("NFKC", " ".join(row.duties for row in rows))
        if taught := {numeral(grade) for grade in CLASSES.findall(duties)}:
            yield rows[0], taught
