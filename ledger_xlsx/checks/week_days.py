"""Days in the week that they stand for: of a plan, of an activity, and so of 开学日期 itself (RULES: 历-04)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from ledger_xlsx.checks.dates import Dated, certain_days, spoken
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.plan import activities
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.dates import full
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import END, PREPARATION, Term, Week

RULES = RuleBook()

# fmt: off
WRONG_WEEK = Notice(
    "历-04", "date-wrong-week", Severity.ERROR,
    says="{day} 在第 {actual} 周，安排的是第 {week} 周（{first}～{last}）。",
    remedy="改周次或日期中的一处；{unless}。",
    why="沿用去年的进度表时，日期最容易忘了改；检查的人一翻就看得出来。",
)
# fmt: on
IN_PLAN = "下面的也差一样多，就一起改"
OF_ACTIVITY = "活动改期了可不改"
OF_START = "表2每行都差一样多，多半是开学日期错了"
MANY = 3
"""From so many on, rows that are all off by as much have one cause."""


@RULES.rule(
    WRONG_WEEK,
    hits=[
        """
        【表2教学进度】
        周次 | 日期   | 教学内容 | 课时
        1    | 2.21   | 认识方程 | 1
        2    | 3.6 ←  | 解方程   | 1
        3    | 3.4    | 练习     | 1
             | 3.12 ← | 练习     | 1
        """,
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式
        第3周 | 第一次活动 | 分析 | 交流
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.14 ←
        """,
        """
        【基本信息】
        开学日期 | 2024-02-26 ←
        【表2教学进度】
        周次 | 日期 | 教学内容   | 课时
        2    | 2.26 | 认识方程   | 1
        3    | 3.4  | 等式的性质 | 1
        4    | 3.11 | 解方程     | 1
        """,
        """
        【表2教学进度】
        周次 | 日期   | 教学内容   | 课时
        10   | 4.22   | 认识方程   | 1
        11   | 5.6 ←  | 等式的性质 | 1
        12   | 5.13   | 解方程     | 1
        13   | 5.20   | 练习       | 1
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次   | 日期        | 教学内容   | 课时
        1-2    | 2.28        | 认识方程   | 1
        7      | 4.7         | 等式的性质 | 1
        12     | 5.11        | 解方程     | 1
               |             | 练习       | 1
        13     | 5.13～5.17 | 练习       | 1
        期末   | 6.24        | 总复习     | 1
        """,
        """
        【表1活动安排】
        周次         | 活动次序   | 内容 | 形式
        第3、4周     | 第一次活动 | 分析 | 交流
        开学前准备   | 第二次活动 | 分析 | 交流
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.14
        第二次活动 | 2.19
        """,
        """
        【表2教学进度】
        周次 | 日期 | 教学内容 | 课时
        2    | 9.26 | 解方程   | 1
        """,
    ],
)
def wrong_week(ledger: Ledger) -> Iterator[Finding]:
    """A day lies in its row's week in 表2, and in its activity's week of 表1 (a warning: activities are moved).

    Rows that are all off by as much have one cause: 开学日期, or the first of them where a week was left out.
    """
    term = ledger.term
    if not term:
        return
    runs, shift = runs_of_plan(ledger, term), start_shift(ledger)
    for number, run in enumerate(runs, start=1):
        dated, week, off = run[0]
        if not off:
            continue
        alike = number == len(runs) and len(run) >= MANY
        if alike and shift:
            place, meant = ledger.basics.at(Basics.start), meant_start(ledger)
            yield finding(dated, week, term, severity=Severity.ERROR, unless=OF_START, start=place, meant=meant)
            continue
        for dated, week, _ in run[:1] if alike else run:
            yield finding(dated, week, term, severity=Severity.ERROR, unless=IN_PLAN)
    yield from moved_activities(ledger, term)


Off = tuple[Dated, Week, int]
"""A day, the week that it should lie in, and how many weeks it lies behind that."""


def runs_of_plan(ledger: Ledger, term: Term) -> list[list[Off]]:
    """The dated rows of 表2 within the term, those joined that follow each other and are off by as much."""
    days = [
        (dated, row.week, distance(dated.day, row.week, term))
        for dated in certain_days(ProgressRow, ledger)
        if isinstance(row := dated.row, ProgressRow) and row.week and inside(dated.day, term)
    ]
    return [list(run) for _, run in groupby(days, key=lambda each: each[2])]


def meant_start(ledger: Ledger) -> date | None:
    """The 开学日期 that every dated row of 表2 speaks for: the day of its week 1, or else the same day of that week."""
    term, shift = ledger.term, start_shift(ledger)
    if not term or not shift:
        return None
    meant = term.start + timedelta(weeks=shift)
    week_one = Term(meant, term.weeks)
    days = [dated.day for dated in certain_days(ProgressRow, ledger) if week_one.week_of(dated.day) == 1]
    return min(days, default=meant)


def start_shift(ledger: Ledger) -> int:
    """By how many weeks 开学日期 is early (or, negative, late), where every dated row of 表2 says so; else 0."""
    runs = runs_of_plan(ledger, ledger.term) if ledger.term else []
    return runs[0][0][2] if len(runs) == 1 and len(runs[0]) >= MANY else 0


def moved_activities(ledger: Ledger, term: Term) -> Iterator[Finding]:
    """Records of a day outside their activity's week."""
    planned = {plan.number: plan.week for plan in activities(ledger)}
    weeks = {record.row.number: planned.get(record.number) for record in records(ledger.rows(ActivityRow))}
    off = [
        (dated, week, distance(dated.day, week, term))
        for dated in certain_days(ActivityRow, ledger)
        if (week := weeks.get(dated.row.number)) and inside(dated.day, term)
    ]
    for by, same in groupby(off, key=lambda each: each[2]):
        run = list(same)
        # Many in a row, all off by as much: the numbers or the weeks have slipped, which the first of them shows.
        for dated, week, _ in run[: 1 if len(run) >= MANY else None] if by else ():
            yield finding(dated, week, term, severity=Severity.WARNING, unless=OF_ACTIVITY)


def inside(day: date, term: Term) -> bool:
    """Whether a day lies in a teaching week."""
    return term.monday(1) <= day <= term.end


def distance(day: date, week: Week, term: Term) -> int:
    """How many weeks a day lies behind (or, negative, before) a week or range of weeks; 0 within it."""
    if week.number in (PREPARATION, END):
        return 0
    actual = term.week_of(day)
    return min(actual - week.number, 0) or max(actual - week.last, 0)


def finding(
    dated: Dated,
    week: Week,
    term: Term,
    *,
    severity: Severity,
    unless: str,
    start: Place | None = None,
    meant: date | None = None,
) -> Finding:
    """The finding for one day; said of 开学日期, with the day that was probably meant, where that is the cause."""
    return WRONG_WEEK.at(
        start or dated.place,
        found=full(term.start) if start else spoken(dated.day),
        day=f"从这天算起，表2的{spoken(dated.day)}" if start else spoken(dated.day),
        unless=unless,
        suggestion=full(meant) if start and meant else "",
        actual=term.week_of(dated.day),
        week=week.label if week.plain else week.number,
        first=spoken(term.monday(week.number)),
        last=spoken(term.sunday(week.last)),
        severity=severity,
    )
