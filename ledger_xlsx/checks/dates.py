"""Days: readable without doubt, and within the term (RULES: 历-02, 历-03)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.plan import activities
from ledger_xlsx.items.progress import ProgressRow, settled
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date, full
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import END, PREPARATION, Day, Term

RULES = RuleBook()

# fmt: off
LOST_ZERO = Notice(
    "历-02", "date-lost-zero", Severity.ERROR,
    says="显示 {found}，可能是 {other} 丢了末尾的 0，也可能是 {first}。",
    remedy="请写成「{other}」或「{first}」。",
    why="在数字格子里填 4.10，WPS 和 Excel 只记得 4.1。",
)
OUTSIDE_TERM = Notice(
    "历-03", "date-outside-term", Severity.ERROR,
    says="{found} 不在本学期（{first}～{last}）里。",
    remedy="核对月份和年份；没有写错，就核对开学日期和教学周数。",
    why="台账只收本学期的内容，写错年份或月份时就会这样。",
)
OTHER_YEAR = Notice(
    "历-19", "dates-of-other-year", Severity.ERROR,
    says="这一栏有 {count} 个日期的年份不对，例如 {found}，本学期的是 {expected}。",
    remedy="把这一栏的年份都改过来；没有写错，就核对学年和开学日期。",
    why="沿用去年的文件，或者年份由表格软件自己填上时，一栏的年份会一起错。",
)
# fmt: on
MANY = 3
"""From so many on, days of one wrong year have one cause."""
FAR = timedelta(days=14)
"""Further outside the term than this no day can belong to it."""
IN_TERM: Mapping[type[Row], Column[Any]] = {
    ProgressRow: ProgressRow.day,
    ActivityRow: ActivityRow.time,
    TheoryRow: TheoryRow.time,
    DailyRow: DailyRow.day,
    HomeworkRow: HomeworkRow.time,
}


def spoken(day: date) -> str:
    """4月10日."""
    return f"{day.month}月{day.day}日"


@dataclass(frozen=True)
class Dated:
    """A day that a cell names, and its row."""

    row: Row
    place: Place
    day: date


def typed_days(kind: type[Row], column: Column[Any], ledger: Ledger) -> Iterator[tuple[Row, Day]]:
    """The days that a column's own cells name, once for a merged cell."""
    seen: set[str | None] = set()
    for row in ledger.rows(kind):
        value, cell = row.values[column.name], row.at(column).cell
        if isinstance(value, Day) and row.filled(column) and cell not in seen:
            seen.add(cell)
            yield row, value


def certain_days(kind: type[Row], ledger: Ledger) -> Iterator[Dated]:
    """The days of a sheet, without those of which two readings are left (历-02)."""
    column = IN_TERM[kind]
    for row, _ in typed_days(kind, column, ledger):
        sure = settled(row, ledger) if isinstance(row, ProgressRow) else row
        day = sure.values[column.name]
        if day.date and not (day.other and undecided(row, day, ledger.term)):
            yield Dated(row, row.at(column), day.date)


def undecided(row: Row, day: Day, term: Term | None) -> bool:
    """Whether the row's week leaves both readings of a day, or neither."""
    week = row.week.number if isinstance(row, ProgressRow) and row.week else None
    if term is None or day.date is None or day.other is None:
        return False
    return (term.week_of(day.date) == week) == (term.week_of(day.other) == week)


@RULES.rule(
    LOST_ZERO,
    hits=[
        """
        【每日一议】
        日期       | 议题
        数：4.1 ← | 写话从哪里开始
        """,
        """
        【表2教学进度】
        周次 | 日期       | 教学内容 | 课时
             | 数：5.3 ← | 认识方程 | 1
        8    | 数：4.1 ← | 解方程   | 1
        """,
    ],
    near_misses=[
        """
        【每日一议】
        日期     | 议题
        4.1      | 甲
        数：4.12 | 乙
        数：2.3  | 丙
        """,
        """
        【表2教学进度】
        周次 | 日期    | 教学内容 | 课时
        7    | 数：4.1 | 认识方程 | 1
        """,
    ],
)
def lost_zero(ledger: Ledger) -> Iterator[Finding]:
    """A number such as 4.1 that could be the 10th as well as the 1st; a hint where the row's week shows it is the 10th."""
    term = ledger.term
    for kind in ledger.tables if term else ():
        for column in kind.columns:
            if not isinstance(column.field, Date):
                continue
            for row, day in typed_days(kind, column, ledger):
                doubtful = undecided(row, day, term)
                if not day.date or not day.other or not (doubtful or settled_otherwise(row, day, term)):
                    continue
                yield LOST_ZERO.at(
                    row.at(column),
                    found=row.typed(column),
                    expected=spoken(day.other),
                    other=spoken(day.other),
                    first=spoken(day.date),
                    severity=Severity.ERROR if doubtful else Severity.HINT,
                )


def settled_otherwise(row: Row, day: Day, term: Term | None) -> bool:
    """Whether the row's week decides for the second reading."""
    week = row.week if isinstance(row, ProgressRow) else None
    return bool(term and week and day.other and term.week_of(day.other) == week.number)


@RULES.rule(
    OUTSIDE_TERM,
    hits=[
        """
        【每日一议】
        日期         | 议题
        2023-03-05 ← | 解方程的检验
        2024-07-08 ← | 暑假作业
        """,
        """
        【表2教学进度】
        周次 | 日期   | 教学内容 | 课时
        1    | 2.20 ← | 始业教育 |
        2    | 9.26 ← | 解方程   | 1
        """,
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2024年2月14日 ←
        """,
        """
        【表1活动安排】
        周次       | 活动次序   | 内容 | 形式
        开学前准备 | 第一次活动 | 备课 | 自学
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2023.8.28 ←
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.19
        第二次活动 | 2024-06-30
        """,
        """
        【表1活动安排】
        周次       | 活动次序   | 内容 | 形式
        开学前准备 | 第一次活动 | 备课 | 自学
        期末       | 第二次活动 | 总结 | 交流
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.16
        第二次活动 | 7.2
        """,
        """
        【表2教学进度】
        周次   | 日期 | 教学内容 | 课时
        预备周 | 2.18 | 始业教育 |
        """,
        """
        【基本信息】
        教学周数 |
        【每日一议】
        日期      | 议题
        2024.7.28 | 甲
        """,
        """
        【获奖情况】
        获奖者 | 身份 | 奖项名称 | 级别 | 获奖日期
        张思月 | 教师 | 教学评比 | 区级 | 2024-01-10
        """,
        """
        【基本信息】
        开学日期 | 2023-02-13
        【每日一议】
        日期       | 议题
        2024-03-05 | 解方程的检验
        """,
    ],
)
def outside_term(ledger: Ledger) -> Iterator[Finding]:
    """Days outside the teaching weeks: an error when far, a warning within two weeks, or before 开学日期 in 表2.

    A week of preparation and 期末 may reach beyond the term.
    """
    term = ledger.term
    if not term:
        return
    planned = {plan.number: plan.week for plan in activities(ledger)}
    weeks = {record.row.number: planned.get(record.number) for record in records(ledger.rows(ActivityRow))}
    for kind in IN_TERM:
        wrong_years = other_years(kind, ledger, term)
        for dated in certain_days(kind, ledger):
            row, day = dated.row, dated.day
            week = row.week if isinstance(row, ProgressRow) else weeks.get(row.number) if kind is ActivityRow else None
            first = term.start if kind is ProgressRow else term.monday(1)
            beyond = max(first - day, day - term.end)
            around = week is not None and week.number in (PREPARATION, END)
            unknown = day > term.end and ledger.basics.weeks is None
            if beyond <= timedelta(0) or unknown or (beyond <= FAR and around):
                continue
            meant = of_this_year(day, term)
            if meant and day.year - meant.year in wrong_years:
                continue
            yield OUTSIDE_TERM.at(
                dated.place,
                found=full(day),
                first=spoken(first),
                last=spoken(term.end),
                suggestion=full(meant) if meant else "",
                severity=Severity.ERROR if beyond > FAR else Severity.WARNING,
            )


def of_this_year(day: date, term: Term) -> date | None:
    """The same day of the term, if only the year was wrong."""
    try:
        meant = term.on(day.month, day.day)
    except ValueError:
        return None
    return meant if meant != day and term.monday(1) <= meant <= term.end else None


def other_years(kind: type[Row], ledger: Ledger, term: Term) -> Mapping[int, Sequence[Dated]]:
    """The days of a column of which only the year is wrong, by how many years, where they are many."""
    found: dict[int, list[Dated]] = defaultdict(list)
    for dated in certain_days(kind, ledger):
        if meant := of_this_year(dated.day, term):
            found[dated.day.year - meant.year].append(dated)
    return {years: days for years, days in found.items() if len(days) >= MANY}


@RULES.rule(
    OTHER_YEAR,
    hits=[
        """
        【每日一议】
        日期         | 议题
        2023-03-05 ← | 解方程的检验
        2023-03-12   | 等号怎么对齐
        2023-03-19   | 错题怎么订正
        """
    ],
    near_misses=[
        """
        【每日一议】
        日期       | 议题
        2024-03-05 | 解方程的检验
        2024-03-12 | 等号怎么对齐
        3.19       | 错题怎么订正
        """
    ],
)
def other_year(ledger: Ledger) -> Iterator[Finding]:
    """Three days and more of a column that lie in the term but for their year; said at the first of them."""
    term = ledger.term
    for kind in IN_TERM if term else ():
        for days in other_years(kind, ledger, term).values() if term else ():
            meant = of_this_year(days[0].day, term) if term else None
            if meant:
                yield OTHER_YEAR.at(days[0].place, count=len(days), found=full(days[0].day), expected=full(meant))
