"""School days: no activity on a holiday, no week forgotten, days in order and not in the future (RULES: 历-07 to 历-11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from ledger_xlsx.checks.dates import FAR, certain_days, inside, spoken
from ledger_xlsx.checks.weeks import typed_weeks
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.plan import activities
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.calendar import CALENDAR_CONFLICT, CALENDAR_EMPTY, DAYS_UNREADABLE
from ledger_xlsx.sheets.dates import full
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import END, PREPARATION, Term, Week, chinese

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
DATE_IN_FUTURE = Notice(
    "历-09", "date-in-future", Severity.WARNING,
    says="{found} 在检查日 {today} 之后。",
    remedy="请看是否写错；提前写好的可不改。",
    why="记录写的是已经做过的事；还没有到的日子，多半是月份写错了，这次也不会打印。",
)
ACTIVITY_DATE_ORDER = Notice(
    "历-10", "activity-date-order", Severity.WARNING,
    says="第{later}次活动（{found}）早于第{earlier}次活动（{before}）。",
    remedy="请核对两次活动的次序和日期。",
    why="活动按次序打印，日期倒过来了，就看得出有一处写错。",
)
CALENDAR_ASSUMED = Notice(
    "历-11", "calendar-assumed", Severity.HINT,
    says="还没有 {years} 年的放假安排，这次没有核对节假日，其他都查了。",
    remedy="不用改；有本校校历的，检查时可以加上 --calendar 校历.xlsx。",
    why="国家每年年底才公布下一年的放假和调休，程序里还没有的年份，不能乱猜。",
)
# fmt: on
RECORDED = (ActivityRow, TheoryRow, DailyRow, HomeworkRow)
"""The sheets that tell of what has been done, and not of what is planned."""


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
        8 ←  | 练习       | 1
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

    Silent where weeks stand on unit rows only, where one cannot be read, and where they are out of order.
    """
    term, rows = ledger.term, ledger.rows(ProgressRow)
    weeks = [(row, week) for row, week in typed_weeks(ProgressRow, ledger) if week.number != PREPARATION]
    on_units = all(isinstance(row, ProgressRow) and row.is_unit for row, _ in weeks)
    unread = any(row.filled(ProgressRow.week) and row.week is None for row in rows)
    if term is None or on_units or unread or any(a.number > b.number for (_, a), (_, b) in pairwise(weeks)):
        return
    reached = 0
    for row, week in weeks:
        left_out = [number for number in range(reached + 1, min(week.number, term.weeks)) if lessons(number, ledger)]
        if left_out and week.number != END:
            yield WEEK_SKIPPED.at(row.at(ProgressRow.week), found=week, weeks="、".join(f"第{n}周" for n in left_out))
        reached = max(reached, week.last)


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


@RULES.rule(
    DATE_IN_FUTURE,
    hits=[
        """
        （月调研 2024-03-29）
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第二次活动 | 3.30 ←
        【理论学习】
        时间       | 摘记人 | 理论学习主题
        2024-4-1 ← | 恽蝶   | 单元整体教学
        """,
        """
        （期末 2024-06-28）
        【每日一议】
        日期   | 议题
        6.29 ← | 圆
        """,
    ],
    near_misses=[
        """
        （月调研 2024-03-29）
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.29
        【表2教学进度】
        周次 | 日期 | 教学内容 | 课时
        9    | 4.15 | 认识方程 | 1
        """,
        """
        【每日一议】
        日期 | 议题
        6.29 | 圆
        """,
        """
        （月调研 2024-03-29）
        【每日一议】
        日期       | 议题
        2026-03-05 | 圆
        数：4.1    | 方程
        """,
    ],
)
def date_in_future(ledger: Ledger) -> Iterator[Finding]:
    """What has been done bears no day after that of the inspection. A day far outside the term has its finding already."""
    today, term = ledger.occasion.day, ledger.term
    for kind in RECORDED if today else ():
        for dated in certain_days(kind, ledger):
            if today and today < dated.day and near(dated.day.toordinal(), term):
                yield DATE_IN_FUTURE.at(dated.place, found=full(dated.day), today=full(today))


def near(ordinal: int, term: Term | None) -> bool:
    """Whether a day (by its ordinal) can belong to the term (历-03); any can where no term is known."""
    far = FAR.days
    return term is None or term.monday(1).toordinal() - far <= ordinal <= term.end.toordinal() + far


@RULES.rule(
    ACTIVITY_DATE_ORDER,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第三次活动 | 3.20
        第二次活动 | 2.22 ←
        """,
        """
        【活动记录】
        活动次序   | 活动时间
                   | 3.7
                   | 3.5 ←
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第二次活动 | 3.7
        第一次活动 | 3.7 下午
        第三次活动 | 上周三
        第四次活动 | 2023-04-18
        第五次活动 | 4.18
        """,
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第一次活动 | 2.22
        """,
    ],
)
def activity_date_order(ledger: Ledger) -> Iterator[Finding]:
    """An activity lies on or after the one before it. Silent for days that cannot be of this term, and for twins (跨-12)."""
    days = {dated.row.number: dated for dated in certain_days(ActivityRow, ledger)}
    dated_records = [
        (record, days[record.row.number])
        for record in records(ledger.rows(ActivityRow))
        if record.row.number in days and near(days[record.row.number].day.toordinal(), ledger.term)
    ]
    for (before, earlier), (after, later) in pairwise(dated_records):
        if before.number < after.number and later.day < earlier.day:
            yield ACTIVITY_DATE_ORDER.at(
                later.place,
                found=spoken(later.day),
                later=chinese(after.number),
                earlier=chinese(before.number),
                before=spoken(earlier.day),
            )


@RULES.rule(
    CALENDAR_ASSUMED,
    hits=[
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16 ←
        【每日一议】
        日期      | 议题
        2099-5-2  | 圆
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16 ←
        【校历】
        日期 | 性质 | 说明
        6.1  | 半天 | 儿童节
        """,
    ],
    near_misses=[
        """
        【每日一议】
        日期 | 议题
        3.5  | 圆
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16
        【校历】
        日期    | 性质 | 说明
        5.1-5.5 | 放假 | 劳动节
        """,
        """
        【基本信息】
        开学日期 |
        """,
    ],
)
def calendar_assumed(ledger: Ledger) -> Iterator[Finding]:
    """A year of the term whose holidays nobody knows: said once."""
    term, calendar = ledger.term, ledger.occasion.calendar
    if term is None or calendar is None:
        return
    unknown = [year for year in range(term.start.year, term.end.year + 1) if year not in calendar.years]
    if unknown:
        yield CALENDAR_ASSUMED.at(ledger.basics.at(Basics.start), years="、".join(map(str, unknown)))


RULES.reading(
    DAYS_UNREADABLE,
    hits=[
        """
        【校历】
        日期          | 性质 | 说明
        2.30 ←        | 放假 |
        五一 ←        | 放假 | 劳动节
        5.5-5.1 ←     | 放假 | 劳动节
        5月31日下午 ← | 半天 | 儿童节
        数：4.1 ←     | 放假 |
        """
    ],
    near_misses=[
        """
        【校历】
        日期                         | 性质 | 说明
        5.1-5.5                      | 放假 | 劳动节
        4月28日、5月11日             | 上课 | 调休
        2024-06-08～2024-06-10       | 放假 | 端午
        5月31日（周五）              | 半天 | 儿童节
        日期：2024-04-05             | 放假 | 清明
        """
    ],
)
RULES.reading(
    CALENDAR_CONFLICT,
    hits=[
        """
        【校历】
        日期    | 性质   | 说明
        5.1-5.5 | 放假   | 劳动节
        5.4     | 上课 ← | 调休
        """
    ],
    near_misses=[
        """
        【校历】
        日期    | 性质 | 说明
        5.1-5.5 | 放假 | 劳动节
        5.5     | 放假 |
        4.28    | 上课 | 调休
        """
    ],
)
RULES.reading(
    CALENDAR_EMPTY,
    hits=[
        """
        【校历】 ←
        日期 | 性质 | 说明
        """
    ],
    near_misses=[
        """
        【校历】
        日期 | 性质 | 说明
        5.1  | 放假 | 劳动节
        """
    ],
)
