"""School days: no week of lessons forgotten, no activity on a holiday (RULES: 历-07, 历-08)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from ledger_xlsx.checks.dates import certain_days, spoken
from ledger_xlsx.checks.week_days import MANY, inside
from ledger_xlsx.checks.weeks import typed_weeks
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.plan import activities
from ledger_xlsx.items.progress import ProgressRow, units
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import full
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.term import END, PREPARATION, Week

RULES = RuleBook()

# fmt: off
WEEK_SKIPPED = Notice(
    "历-07", "week-skipped", Severity.HINT,
    says="前面没有{weeks}。",
    remedy="放假可写一行「放假」，不写也能打印；漏了就补上。",
    why="进度表一周一周往下排，中间少一周，多半是周次写错了或漏了一周的课。",
)
DATE_NOT_SCHOOLDAY = Notice(
    "历-08", "date-not-schoolday", Severity.WARNING,
    says="{day} 是{name}，不是上课的日子。",
    remedy="请核对日期；那天确实活动了，可不改。",
    why="写在放假日子里的活动，多半是日期写错或沿用了去年的；检查的人一翻就看得出来。调休上课的星期六、星期日不算。",
)
# fmt: on
SKIPPING = 3
"""Whoever forgets a week does not forget one so often."""
ROUNDING = Decimal("0.3")
"""A week that holds somewhat fewer lessons than usual is a whole one."""


@RULES.rule(
    WEEK_SKIPPED,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | 1
        2    | 等式的性质 | 1
        4 ←  | 解方程     | 1
        5    | 练习       | 1
        9 ←  | 练习       | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
             | 一、简易方程 | 3
        1-2  | 认识方程     | 1
             | 等式的性质   | 1
        4 ←  | 解方程       | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        2 ←  | 等式的性质 | 1
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        1    | 认识方程       | 2
        3    | 解方程         | 2
        5    | 列方程         | 2
        7    | 整理与练习     | 2
        """,
        """
        【表2教学进度】
        周次 | 教学内容         | 课时
        1    | 一、整理与复习   | 25
             | 认识方程         | 5
        2    | 数的世界         | 10
        4    | 图形王国         | 5
        5    | 应用广角         | 5
        """,
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        1    | 一、简易方程   | 2
             | 认识方程       | 1
             | 解方程         | 1
        3    | 二、折线统计图 | 1
             | 统计图         | 1
        """,
        """
        【基本信息】
        学期     | 第一学期
        开学日期 | 2023-09-01
        教学周数 | 20
        【校历】
        日期       | 性质 | 说明
        10.7-10.8  | 放假 | 国庆节
        【表2教学进度】
        周次 | 教学内容   | 课时
        1-5  | 认识方程   | 1
        7    | 等式的性质 | 1
        """,
        """
        【表2教学进度】
        周次   | 教学内容   | 课时
        预备周 | 始业教育   |
        1      | 认识方程   | 1
        2、3   | 等式的性质 | 1
        4      | 解方程     | 1
        期末   | 总复习     | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | 1
        2    | 解方程     | 1
        71   | 练习       | 1
        期末 | 总复习     | 1
        """,
        """
        【基本信息】
        开学日期 | 2024-02-25
        【表2教学进度】
        周次 | 教学内容   | 课时
        2    | 认识方程   | 1
        """,
        """
        【表2教学进度】
        周次     | 教学内容   | 课时
        1        | 认识方程   | 1
        第二三周 | 等式的性质 | 1
        4        | 解方程     | 1
        """,
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | 1
        14   | 等式的性质 | 1
        3    | 解方程     | 1
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | 1
        3    | 解方程     | 1
        """,
    ],
)
def week_skipped(ledger: Ledger) -> Iterator[Finding]:
    """Weeks of lessons that 表2 leaves out before its last one.

    Silent where weeks stand on unit rows only, where one cannot be read, where they are out of order, where a row has
    so many lessons that they take the week that follows too, and where leaving out weeks is this sheet's way to write.
    """
    term, rows = ledger.term, ledger.rows(ProgressRow)
    if term is None:
        return
    typed = typed_weeks(ProgressRow, ledger)
    weeks = [(row, week) for row, week in typed if PREPARATION < week.number <= term.weeks]
    on_units = all(isinstance(row, ProgressRow) and row.is_unit for row, _ in weeks)
    unread = any(row.filled(ProgressRow.week) and row.week is None for row in rows)
    if on_units or unread or any(a.number > b.number for (_, a), (_, b) in pairwise(weeks)):
        return
    found: list[Finding] = []
    reached, ahead = 0, taken(weeks, rows)
    for row, week in weeks:
        left_out = [number for number in range(reached + 1, week.number) if lessons(number, ledger)]
        if left_out:
            found.append(WEEK_SKIPPED.at(row.at(ProgressRow.week), found=week, weeks=listed(left_out)))
        reached = max(reached, week.last, week.number + ahead[row.number] - 1)
    if len(found) < SKIPPING:
        yield from found


def taken(weeks: Sequence[tuple[Row, Week]], rows: Sequence[ProgressRow]) -> dict[int, int]:
    """How many weeks the lessons from one typed week to the next take, by its row: as many lessons a week as is usual."""
    heads = {unit.head.number for unit in units(rows) if unit.lessons}
    starts = [row.number for row, _ in weeks]
    planned = {
        start: sum(
            (
                row.lessons.planned
                for row in rows
                if start <= row.number < end and row.lessons and row.number not in heads
            ),
            Decimal(0),
        )
        for start, end in pairwise([*starts, sys.maxsize])
    }
    each = [planned[row.number] / (week.last - week.number + 1) for row, week in weeks if planned[row.number]]
    usual = median(each) if each else Decimal(0)
    return {start: int(number / usual + ROUNDING) if usual else 1 for start, number in planned.items()}


def listed(weeks: Sequence[int]) -> str:
    """第3周、第4周; many in a row as 第3—7周."""
    first, last = weeks[0], weeks[-1]
    if len(weeks) >= MANY and last - first == len(weeks) - 1:
        return f"第{first}—{last}周"
    return "、".join(f"第{number}周" for number in weeks)


def lessons(week: int, ledger: Ledger) -> bool:
    """Whether a week of the term is known to have a school day."""
    term, calendar = ledger.term, ledger.occasion.calendar
    if term is None or calendar is None:
        return False
    days = (term.monday(week) + timedelta(days=number) for number in range(7))
    return any(day >= term.start and calendar.is_school_day(day) for day in days)


@RULES.rule(
    DATE_NOT_SCHOOLDAY,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年4月4日 ←
        第二次活动 | 4.13 ←
        【每日一议】
        日期  | 议题
        5.3 ← | 解方程要不要写检验
        5.4 ← | 圆
        """,
        """
        【校历】
        日期      | 性质 | 说明
        5.31      | 放假 | 校运会
        4.28      | 放假 |
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年5月31日（周五） ←
        【每日一议】
        日期   | 议题
        4.28 ← | 解方程要不要写检验
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年4月7日
        第二次活动 | 2024年4月28日（周日）
        第三次活动 | 5.11
        【每日一议】
        日期 | 议题
        2.20 | 开学准备
        2.22 | 解方程要不要写检验
        """,
        """
        【校历】
        日期          | 性质 | 说明
        5月1日-5月5日 | 上课 |
        6.1           | 半天 | 儿童节
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年5月2日
        【每日一议】
        日期 | 议题
        5.4  | 圆
        6.1  | 圆的面积
        """,
        """
        【表1活动安排】
        周次       | 活动次序   | 内容 | 形式
        开学前准备 | 第一次活动 | 备课 | 自学
        期末       | 第二次活动 | 总结 | 交流
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.17
        第二次活动 | 6.30
        第三次活动 | 7.6
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        4.6  | 恽蝶   | 单元整体教学
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2099-05-02
        """,
    ],
)
def date_not_schoolday(ledger: Ledger) -> Iterator[Finding]:
    """Activities and talks on a day without lessons, by the national holidays or the school's own calendar.

    What is written for 开学前准备 and 期末 may lie on any day; one reads on a Sunday, too.
    """
    term, calendar = ledger.term, ledger.occasion.calendar
    if term is None or calendar is None:
        return
    anywhere = around(ledger)
    for kind in (ActivityRow, DailyRow):
        for dated in certain_days(kind, ledger):
            unplanned = kind is not ActivityRow or dated.row.number not in anywhere
            if unplanned and inside(dated.day, term) and calendar.is_school_day(dated.day) is False:
                yield DATE_NOT_SCHOOLDAY.at(
                    dated.place, found=full(dated.day), day=spoken(dated.day), name=calendar.name(dated.day)
                )


def around(ledger: Ledger) -> set[int]:
    """The rows of the records that 表1 plans for before or after the lessons."""
    weeks = {plan.number: plan.week for plan in activities(ledger)}
    beyond = (record for record in records(ledger.rows(ActivityRow)) if is_around(weeks.get(record.number)))
    return {record.row.number for record in beyond}


def is_around(week: Week | None) -> bool:
    """Whether a week is that of preparation or 期末."""
    return week is not None and week.number in (PREPARATION, END)
