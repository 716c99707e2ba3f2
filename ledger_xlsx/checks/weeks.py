"""Weeks: in order, and within the term (RULES: 历-05, 历-06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.plan import ScheduleRow, Slotted
from ledger_xlsx.items.progress import ProgressRow, SettingRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import END, Week

RULES = RuleBook()

# fmt: off
WEEK_ORDER = Notice(
    "历-05", "week-order", Severity.ERROR,
    says="第 {row} 行的{week}排在{before}后面。",
    remedy="周次应从小到大，请调整次序或改正周次。",
    why="周次空着就是「同上」，次序乱了，下面的课就算到别的周里去了。",
)
WEEK_OUT_OF_RANGE = Notice(
    "历-06", "week-out-of-range", Severity.WARNING,
    says="{week}超出了本学期（共 {weeks} 周）。",
    remedy="改周次，或改「基本信息」的教学周数。",
    why="周次要和学期的长短对得上，才知道什么时候该交什么。",
)
WEEKS_TOO_FEW = Notice(
    "历-17", "weeks-too-few", Severity.WARNING,
    says="填的是 {weeks} 周，别的表排到了第 {last} 周。",
    remedy="核对教学周数；周数没有错，就改排在后面的周次。",
    why="教学周数少填了，后面几周的内容就都算在学期外面。",
)
# fmt: on
MANY = 3
"""So many rows behind the last week are no slips of their own: 教学周数 is too small."""
MOST = 26
"""No term has more weeks: whoever writes a later one has mistyped it."""
WEEKS: Mapping[type[Row], Column[Any]] = {
    ScheduleRow: ScheduleRow.week,
    ProgressRow: ProgressRow.week,
    SettingRow: SettingRow.week,
    ExerciseRow: ExerciseRow.week,
}


def typed_weeks(kind: type[Row], ledger: Ledger) -> Iterator[tuple[Row, Week]]:
    """The weeks that a sheet's own cells name, once for a merged cell."""
    column, seen = WEEKS[kind], set[str | None]()
    for row in ledger.rows(kind):
        value = row.values[column.name]
        week = value.week if isinstance(value, Slotted) else value
        cell = row.at(column).cell
        if week and row.filled(column) and cell not in seen:
            seen.add(cell)
            yield row, week


@RULES.rule(
    WEEK_ORDER,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | 1
        5    | 等式的性质 | 1
        3 ←  | 解方程     | 1
        4    | 练习       | 1
        """,
        """
        【表1活动安排】
        周次    | 内容 | 形式
        期末    | 总结 | 交流
        第3周 ← | 分析 | 交流
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次   | 教学内容   | 课时
        预备周 | 始业教育   |
        1-2    | 认识方程   | 1
               | 等式的性质 | 1
        2      | 解方程     | 1
        2      | 练习       | 1
        期末   | 总复习     | 1
        """,
        """
        【基本信息】
        年级 | 三至六年级
        【表2教学进度】
        周次 | 教学内容 | 课时
        1    | 跑       | 1
        19   | 跳       | 1
        1    | 投掷     | 1
        2    | 体操     | 1
        """,
        """
        【有效练习】
        周次  | 练习内容 | 题目
        第2周 | 解方程   | 3x＝54
        第1周 | 认识方程 | 哪些是方程？
        """,
    ],
)
def week_order(ledger: Ledger) -> Iterator[Finding]:
    """Weeks grow from row to row: an error in 表2, where a blank means 'as above', a hint in 表1 and 表3.

    Groups of several grades may list one grade below the other, each from the first week on.
    """
    grades = ledger.basics.grade.numbers if ledger.basics.grade else frozenset[int]()
    for kind in (ScheduleRow, ProgressRow, SettingRow):
        first: Week | None = None
        before: Week | None = None
        for row, week in typed_weeks(kind, ledger):
            first = first or week
            anew = len(grades) > 1 and week.number <= first.number
            if before and week.number < before.number and not anew:
                yield WEEK_ORDER.at(
                    row.at(WEEKS[kind]),
                    found=week,
                    row=row.number,
                    week=week,
                    before=before,
                    severity=Severity.ERROR if kind is ProgressRow else Severity.HINT,
                )
            before = week


@RULES.rule(
    WEEK_OUT_OF_RANGE,
    hits=[
        """
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        19   | 综合练习 | 张思月 | 恽蝶
        20 ← | 综合练习 | 张思月 | 恽蝶
        """,
        """
        【表1活动安排】
        周次     | 内容 | 形式
        第71周 ← | 分析 | 交流
        """,
    ],
    near_misses=[
        """
        【表1活动安排】
        周次       | 内容 | 形式
        开学前准备 | 分析 | 交流
        第19周     | 分析 | 交流
        期末       | 分析 | 交流
        """,
        """
        【基本信息】
        教学周数 |
        【表1活动安排】
        周次   | 内容 | 形式
        第21周 | 分析 | 交流
        """,
    ],
)
def week_out_of_range(ledger: Ledger) -> Iterator[Finding]:
    """No week lies behind the last one of 教学周数. Silent while that is not filled in, or is itself too small (历-17)."""
    weeks, last = ledger.basics.weeks, last_planned(ledger) or 0
    for kind in WEEKS if weeks else ():
        for row, week in typed_weeks(kind, ledger):
            if weeks and max(weeks, last) < week.number < END:
                yield WEEK_OUT_OF_RANGE.at(row.at(WEEKS[kind]), found=week, week=week, weeks=weeks)


@RULES.rule(
    WEEKS_TOO_FEW,
    hits=[
        """
        【基本信息】
        教学周数 | 9 ←
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        9    | 口算     | 张思月 | 恽蝶
        10   | 笔算     | 张思月 | 恽蝶
        11   | 估算     | 张思月 | 恽蝶
        12   | 综合练习 | 张思月 | 恽蝶
        """,
        """
        【基本信息】
        教学周数 | 18 ←
        【表2教学进度】
        周次 | 日期 | 教学内容 | 课时
        19   | 6.24 | 总复习   | 2
        """,
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        20   | 综合练习 | 张思月 | 恽蝶
        71   | 口算     | 张思月 | 恽蝶
        81   | 笔算     | 张思月 | 恽蝶
        """,
        """
        【表2教学进度】
        周次 | 日期 | 教学内容 | 课时
        20   | 6.10 | 总复习   | 2
        """,
    ],
)
def weeks_too_few(ledger: Ledger) -> Iterator[Finding]:
    """The term is as long as the plans are: said once, of 教学周数."""
    weeks, last = ledger.basics.weeks, last_planned(ledger)
    if weeks and last:
        yield WEEKS_TOO_FEW.at(ledger.basics.at(Basics.weeks), found=weeks, expected=last, weeks=weeks, last=last)


def last_planned(ledger: Ledger) -> int | None:
    """The last week of the plans where 教学周数 must be too small: many rows lie behind it, or one with its own day."""
    weeks, term = ledger.basics.weeks, ledger.term
    behind = [
        (row, week.number)
        for kind in WEEKS
        for row, week in typed_weeks(kind, ledger)
        if weeks and weeks < week.number <= MOST
    ]
    dated = any(
        term and isinstance(row, ProgressRow) and row.day and row.day.date and term.week_of(row.day.date) == number
        for row, number in behind
    )
    return max(number for _, number in behind) if dated or len(behind) >= MANY else None
