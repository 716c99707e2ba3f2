"""What is written twice and does not agree: weekdays, classes, units, homework (RULES: 历-17, 行-15 to 行-17, 跨-05, 跨-17 to 跨-19)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from ledger_xlsx.checks.dates import IN_TERM, certain_days, inside, spoken
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, named_units, unit_key
from ledger_xlsx.items.cover import GROUP_MISMATCH
from ledger_xlsx.items.homework import HomeworkRow, WorkRow, key
from ledger_xlsx.items.progress import ProgressRow, units
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.items.summary import PUPIL, PrizeRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, Grades, MemberRow
from ledger_xlsx.sheets.dates import COMPACT, FULL, SHORT
from ledger_xlsx.sheets.fields import ClassName
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest
from ledger_xlsx.sheets.people import Person
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import chinese, numeral

RULES = RuleBook()

# fmt: off
WEEKDAY_MISMATCH = Notice(
    "历-17", "weekday-mismatch", Severity.WARNING,
    says="{day} 是星期{actual}，写的是星期{written}。",
    remedy="核对日期和星期，改正写错的一处。",
    why="沿用去年的记录时，改了日期常常忘了改星期；检查的人一翻日历就看得出来。",
)
ABSENT_SPEAKER = Notice(
    "行-15", "absent-speaker", Severity.WARNING,
    says="「{name}」写了请假，又写成{role}。",
    remedy="那天在的，去掉「请假」；不在的，写真正的{role}。",
    why="请假的老师不会在那天主持或发言，两处一定有一处写错。",
)
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
HOMEWORK_UNKNOWN = Notice(
    "跨-17", "homework-unknown", Severity.WARNING,
    says="「{homework}」在「特色作业」里没有。",
    remedy="名称写错的，改成一样；没有写设计的，可以不改。",
    why="学生作品按作业名称印在特色作业的后面，名称不一样就另起一页。",
)
UNIT_OTHERWISE = Notice(
    "跨-18", "record-unit-otherwise", Severity.HINT,
    says="活动内容写的是第{content}单元，分析单元写的是「{unit}」。",
    remedy="核对分析的是哪个单元；本来就不是同一个单元的，可以不改。",
    why="活动记录后面附的单元分析，要和活动内容对得上。",
)
UNIT_NUMBERS = Notice(
    "跨-19", "unit-numbers", Severity.WARNING,
    says="「{unit}」和前面的「{before}」，单元编号不连。",
    remedy="核对单元的编号，漏了的单元补上。",
    why="单元的编号印在教学进度和单元分析上；编号写重了，下面的课就算到上一个单元里去。",
)
# fmt: on
WEEKDAYS = "一二三四五六日"
AHEAD = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
BEHIND = re.compile(rf"[(（,，]*{AHEAD.pattern}")
CLASSES = re.compile(r"(?<!\d)([一二三四五六1-6])(?:年级)?[(.]?\d")
"""五1, 五(1), 501 in a member's duties."""
CLASS_COLUMNS: tuple[tuple[type[Row], Column[Any], Severity], ...] = (
    (WorkRow, WorkRow.class_name, Severity.WARNING),
    (ResultRow, ResultRow.class_name, Severity.WARNING),
    (PrizeRow, PrizeRow.class_name, Severity.HINT),
)
UNITS = re.compile(r"第([一二三四五六七八九十]+|\d+)单元")
SLIP = 2
"""A homework's name so many characters away is that homework, mistyped."""


def weekday_of(typed: str) -> str:
    """The weekday that stands right before or behind a single day (2.22（周四）); "" for none, and for ranges."""
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", normalize("NFKC", typed))
    match = FULL.match(text) or COMPACT.match(text) or SHORT.match(text)
    if match is None:
        return ""
    written = AHEAD.match(text) or BEHIND.match(text[match.end() :])
    return written[1].replace("天", "日") if written else ""


@RULES.rule(
    WEEKDAY_MISMATCH,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年2月22日（周三）下午2:00 ←
        第二次活动 | 3.7 星期五 14:00 ←
        第三次活动 | 周日 3月21日 ←
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年2月22日（周四）下午2:00
        第二次活动 | 2024.3.7，星期四
        第三次活动 | 3.21-3.22（周五）
        第四次活动 | 2024年4月7日 星期天
        第五次活动 | 2023年4月18日（周三）
        第六次活动 | 4.30 第11周周二
        """
    ],
)
def weekday_mismatch(ledger: Ledger) -> Iterator[Finding]:
    """A weekday written beside a day is that day's. Silent for days outside the term, whose year may be wrong."""
    term = ledger.term
    for kind, column in IN_TERM.items() if term else ():
        for dated in certain_days(kind, ledger):
            written, actual = weekday_of(dated.row.typed(column)), WEEKDAYS[dated.day.weekday()]
            if term and written and written != actual and inside(dated.day, term):
                yield WEEKDAY_MISMATCH.at(
                    dated.place, found=dated.row.typed(column), day=spoken(dated.day), actual=actual, written=written
                )


@RULES.rule(
    ABSENT_SPEAKER,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员                     | 主持人   | 中心发言人
        第一次活动 | 2.22     | 张思月、恽蝶、陆文静（请假） | 张思月   | 陆文静 ←
        第二次活动 | 3.7      | 张 思月（请假）、恽蝶、陆文静 | 张思月 ← | 恽蝶
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员                     | 主持人 | 中心发言人
        第一次活动 | 2.22     | 张思月、恽蝶、陆文静（请假） | 张思月 | 恽蝶
        第二次活动 | 3.7      | 张思月、恽蝶、陆文静（请假） | 张思月 | 陆文静（书面发言）
        第三次活动 | 3.21     | 张思月、恽蝶                 | 张思月 | 陆文静
        """
    ],
)
def absent_speaker(ledger: Ledger) -> Iterator[Finding]:
    """Nobody marked as excused presides or speaks, unless a remark says how (书面发言)."""
    for row in ledger.rows(ActivityRow):
        absent = {person.name for person in row.people if person.absent}
        for column in (ActivityRow.host, ActivityRow.speaker):
            for person in row.values[column.name]:
                if person.name in absent and person.shown == person.name:
                    yield ABSENT_SPEAKER.at(row.at(column), found=person.name, name=person.name, role=column.title)


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
    HOMEWORK_UNKNOWN,
    hits=[
        """
        【特色作业】
        作业名称   | 设计人
        蒜叶生长记 | 恽蝶
        【学生作品】
        作业名称     | 学生姓名 | 班级 | 作品图片 | 展评
        蒜苗生长记 ← | 林小禾   | 五2  | [图]     | 描点准确。
                     | 周乐言   | 五3  | [图]     | 图形规范。
        数学小报 ←   | 沈子墨   | 五1  | [图]     | 图文并茂。
        """
    ],
    near_misses=[
        """
        【特色作业】
        作业名称   | 设计人
        蒜叶生长记 | 恽蝶
        【学生作品】
        作业名称       | 学生姓名 | 班级 | 作品图片 | 展评
        《蒜叶 生长记》 | 林小禾   | 五2  | [图]     | 描点准确。
        """,
        """
        【特色作业】
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图]     | 描点准确。
        """,
    ],
)
def homework_unknown(ledger: Ledger) -> Iterator[Finding]:
    """A work belongs to a homework of 特色作业: a warning where one is meant, else a hint. Silent while there is none."""
    names = {key(row.name): row.name for row in ledger.rows(HomeworkRow) if row.name}
    seen: set[Place] = set()
    for row in ledger.rows(WorkRow) if names else ():
        place, own = row.at(WorkRow.homework), key(row.homework)
        if not row.filled(WorkRow.homework) or not own or own in names or place in seen:
            continue
        seen.add(place)
        holding = [name for name in names if own in name or name in own]
        meant = holding[0] if len(holding) == 1 else likeliest(own, names, distance=min(SLIP, len(own) // 3))
        yield HOMEWORK_UNKNOWN.at(
            place,
            found=row.homework,
            homework=row.homework,
            suggestion=names.get(meant, ""),
            severity=Severity.WARNING if meant else Severity.HINT,
        )


@RULES.rule(
    UNIT_OTHERWISE,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 活动内容         | 分析单元
        第一次活动 | 2.22     | 第三单元质量分析 | 第二单元 ←
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 活动内容                     | 分析单元
        第一次活动 | 2.22     | 第2单元质量分析              | 二
        第二次活动 | 3.7      | 分析第二单元，备第三单元     | 第二单元
        第三次活动 | 3.21     | 研究课：第三单元《认识因数》 | 第二单元
        第四次活动 | 4.3      | 质量分析                     | 简易方程
        """
    ],
)
def unit_otherwise(ledger: Ledger) -> Iterator[Finding]:
    """The unit of which 活动内容 says that it was analysed is the one in 分析单元; a lesson may be of the next one."""
    for row in ledger.rows(ActivityRow):
        named = {unit_key(unit) for unit in named_units(row)}
        content = {numeral(number) for number in UNITS.findall(normalize("NFKC", row.content))}
        if named and content and "分析" in row.content and "课" not in row.content and named.isdisjoint(content):
            numbers = "、".join(chinese(number) for number in sorted(n for n in content if n))
            yield UNIT_OTHERWISE.at(row.at(ActivityRow.units), found=row.units, content=numbers, unit=row.units)


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
