"""What is written twice and does not agree: weekdays, people, homework, units (RULES: 历-18, 行-18, 跨-20, 跨-18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from ledger_xlsx.checks.dates import IN_TERM, certain_days, spoken
from ledger_xlsx.checks.week_days import inside
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, named_units, unit_key
from ledger_xlsx.items.homework import HomeworkRow, WorkRow, key
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import COMPACT, FULL, SHORT
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest
from ledger_xlsx.term import chinese, numeral

RULES = RuleBook()

# fmt: off
WEEKDAY_MISMATCH = Notice(
    "历-18", "weekday-mismatch", Severity.WARNING,
    says="{day} 是星期{actual}，写的是星期{written}。",
    remedy="核对日期和星期，改正写错的一处。",
    why="沿用去年的记录时，改了日期常常忘了改星期；检查的人一翻日历就看得出来。",
)
ABSENT_SPEAKER = Notice(
    "行-18", "absent-speaker", Severity.WARNING,
    says="「{name}」写了请假，又写成{role}。",
    remedy="那天在的，去掉「请假」；不在的，写真正的{role}。",
    why="请假的老师不会在那天主持或发言，两处一定有一处写错。",
)
HOMEWORK_UNKNOWN = Notice(
    "跨-20", "homework-unknown", Severity.WARNING,
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
# fmt: on
WEEKDAYS = "一二三四五六日"
AHEAD = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
BEHIND = re.compile(rf"[(（,，]*{AHEAD.pattern}")
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
