"""What was numbered, pasted or sorted one place off, told once: records, lessons, figures (RULES: 跨-21, 跨-22, 跨-24, 列-08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from ledger_xlsx.checks.dates import certain_days
from ledger_xlsx.checks.figures import number_unlikely
from ledger_xlsx.checks.quality import counts_consistent, mean_between_scores, total_is_mean, total_possible
from ledger_xlsx.checks.unit_totals import unit_total
from ledger_xlsx.checks.week_days import distance, inside
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.plan import activities, activity_number, ordinal
from ledger_xlsx.items.progress import ProgressRow, units
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row

RULES = RuleBook()
R = TypeVar("R", bound=Row)

# fmt: off
RECORDS_SLIPPED = Notice(
    "跨-21", "records-slipped", Severity.ERROR,
    says="从这一条起，{count} 条记录的次序都大了 {by}；按活动时间，这一条是{expected}。",
    remedy="把这些记录的次序都改小 {by}；次序没有错，就核对活动时间。",
    why="少写一次或多数一次，后面的次序就跟着都错，打印出来的记录也少了开头的一次。",
)
LESSONS_SLIPPED = Notice(
    "跨-22", "lessons-slipped", Severity.ERROR,
    says="有 {count} 个单元的课时和下面各课都对不上，「教学内容」和「课时」像是错开了一行。",
    remedy="把错开的那一栏移回去，再检查一次；移好以前，这张表的课时没有核对。",
    why="整列贴错一行，每个单元看着都不对，其实只要移回去。",
)
PLAN_SORTED = Notice(
    "跨-24", "plan-sorted", Severity.ERROR,
    says="有 {count} 个单元的课时和下面各课都对不上，各行像是排过序，单元和它的课分开了。",
    remedy="撤销排序，或者从原来的文件里重新复制，再检查一次；改好以前，这张表的课时没有核对。",
    why="表2靠先后次序认单元和它的课，排了序就分不清哪一课是哪个单元的。",
)
COLUMNS_SWAPPED = Notice(
    "列-08", "columns-swapped", Severity.ERROR,
    says="「{one}」和「{other}」像是填反了，有 {count} 个班对不上，换过来就都对了。",
    remedy="看看这两栏是不是贴反了，换过来再检查一次。",
    why="两栏贴反了，每个班看着都不对，不用一格一格地改。",
)
# fmt: on
MANY = 3
"""So many rows with the same slip have one cause."""
PAIRS: tuple[tuple[Column[Any], Column[Any]], ...] = (
    (ResultRow.excellent, ResultRow.passed),
    (ResultRow.good, ResultRow.passed),
    (ResultRow.passed, ResultRow.low),
    (ResultRow.excellent, ResultRow.low),
    (ResultRow.highest, ResultRow.lowest),
    (ResultRow.enrolled, ResultRow.sat),
    (ResultRow.sat, ResultRow.total),
)
FIGURES = (counts_consistent, total_possible, total_is_mean, mean_between_scores, number_unlikely)


@RULES.rule(
    RECORDS_SLIPPED,
    hits=[
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式
        第1周 | 第一次活动 | 观摩 | 听课
        第3周 | 第二次活动 | 分析 | 交流
        第5周 | 第三次活动 | 分析 | 交流
        【活动记录】
        活动次序     | 活动时间
        第二次活动 ← | 2.22
        第三次活动   | 3.7
        第四次活动   | 3.21
        """
    ],
    near_misses=[
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式
        第1周 | 第一次活动 | 观摩 | 听课
        第3周 | 第二次活动 | 分析 | 交流
        第5周 | 第三次活动 | 分析 | 交流
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第二次活动 | 3.21
        第三次活动 | 4.3
        """,
    ],
)
def records_slipped(ledger: Ledger) -> Iterator[Finding]:
    """Records whose days are all those of activities further up in 表1, by as many places."""
    by, rows = record_slip(ledger), numbered(ledger)
    if by:
        first, number = rows[0]
        meant = ordinal(number - by)
        yield RECORDS_SLIPPED.at(first.at(ActivityRow.activity), count=len(rows), by=by, expected=meant)


def record_slip(ledger: Ledger) -> int:
    """By how much the numbers of all records are too high, going by their days; 0 if they are not."""
    term, weeks = ledger.term, {plan.number: plan.week for plan in activities(ledger)}
    numbers = {row.number: number for row, number in numbered(ledger)}
    days = [
        (dated.day, numbers[dated.row.number])
        for dated in certain_days(ActivityRow, ledger)
        if term and dated.row.number in numbers and inside(dated.day, term)
    ]

    def fits(by: int) -> int:
        found = [(day, weeks.get(number - by)) for day, number in days]
        return sum(bool(term and week and not distance(day, week, term)) for day, week in found)

    if len(days) < max(MANY, len(numbers)) or len(days) - fits(0) < MANY:
        return 0
    return next((by for by in range(1, min(number for _, number in days)) if fits(by) == len(days)), 0)


def numbered(ledger: Ledger) -> list[tuple[ActivityRow, int]]:
    """The records that say their number."""
    rows = [(row, activity_number(row.activity) if row.activity else None) for row in ledger.rows(ActivityRow)]
    return [(row, number) for row, number in rows if number is not None]


def renumbered(ledger: Ledger, by: int) -> Ledger:
    """The ledger with the numbers of all records lower by so many."""
    numbers = {row.number: number for row, number in numbered(ledger)}
    rows = [
        with_value(row, ActivityRow.activity, ordinal(numbers[row.number] - by)) if row.number in numbers else row
        for row in ledger.rows(ActivityRow)
    ]
    return replace(ledger, tables={**ledger.tables, ActivityRow: tuple(rows)})


@RULES.rule(
    LESSONS_SLIPPED,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 1 ←
             | 认识方程     | 2
             | 解方程       | 4
             | 二、统计图   | 2
             | 单式         | 2
             | 复式         | 6
             | 三、因数     | 3
             | 因数         | 3
             | 倍数         | 1
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 3
             | 认识方程     | 1
             | 解方程       | 2
        2    | 二、统计图   | 4
             | 单式         | 2
             | 复式         | 2
        """,
    ],
)
def lessons_slipped(ledger: Ledger) -> Iterator[Finding]:
    """Most units do not add up, and would if a column were moved by one row."""
    wrong = most_units(ledger)
    if wrong and one_row_off(ledger):
        yield LESSONS_SLIPPED.at(wrong[0].place, count=len(wrong))


@RULES.rule(
    PLAN_SORTED,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 5 ←
        2    | 解方程       | 2
        3    | 二、统计图   | 4
        4    | 复式         | 1
        5    | 三、因数     | 6
             | 认识方程     | 3
             | 单式         | 3
             | 因数         | 6
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 3
             | 认识方程     | 1
             | 解方程       | 2
        2    | 二、统计图   | 4
             | 单式         | 2
             | 复式         | 2
        """,
    ],
)
def plan_sorted(ledger: Ledger) -> Iterator[Finding]:
    """Most units do not add up, because the rows were sorted."""
    wrong = most_units(ledger)
    if wrong and were_sorted(ledger.rows(ProgressRow)) and not one_row_off(ledger):
        yield PLAN_SORTED.at(wrong[0].place, count=len(wrong))


def most_units(ledger: Ledger) -> Sequence[Finding]:
    """What is said of the units that do not add up, where these are many, and half of all or more."""
    wrong = list(unit_total(ledger))
    all_units = sum(1 for _ in units(ledger.rows(ProgressRow)))
    return wrong if len(wrong) >= MANY and 2 * len(wrong) >= all_units else ()


def one_row_off(ledger: Ledger) -> bool:
    """Whether the units add up once 课时 is moved by a row, but for one at the end that lost a number for good."""
    moved = (with_lessons_moved(ledger, by) for by in (1, -1))
    return any(len(list(unit_total(one))) <= 1 for one in moved if one)


def with_lessons_moved(ledger: Ledger, by: int) -> Ledger | None:
    """The ledger with the column 课时 moved down (1) or up (-1); None where too few numbers are left to judge by."""
    rows = ledger.rows(ProgressRow)
    values = [row.lessons for row in rows]
    values = [None, *values[:-1]] if by > 0 else [*values[1:], None]
    moved = [with_value(row, ProgressRow.lessons, value) for row, value in zip(rows, values, strict=True)]
    # A unit of which a number is missing counts as right: the end of the column may lack one, no more.
    lacking = sum(row.lessons is None and not row.is_no_unit for row in moved)
    return replace(ledger, tables={**ledger.tables, ProgressRow: tuple(moved)}) if lacking <= 1 else None


def were_sorted(rows: Sequence[ProgressRow]) -> bool:
    """Whether the rows without a week of their own all stand behind the others, or weeks run backwards."""
    own = [row.filled(ProgressRow.week) for row in rows]
    blank = own.count(False)
    weeks = [row.week.number for row in rows if row.week and row.filled(ProgressRow.week)]
    return (blank >= MANY and not any(own[-blank:])) or any(before > after for before, after in pairwise(weeks))


@RULES.rule(
    COLUMNS_SWAPPED,
    hits=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数
        五1  | 45       | 4029     | 44 ←     | 34
        五2  | 44       | 3843     | 44       | 29
        五3  | 45       | 3906     | 44       | 34
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 最高分 | 最低分
        五1  | 45       | 4029     | 55 ←   | 100
        五2  | 44       | 3843     | 61     | 100
        五3  | 45       | 3906     | 37     | 100
        """,
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数
        五1  | 45       | 4029     | 34       | 44
        五2  | 44       | 3843     | 29       | 44
        五3  | 45       | 3906     | 34       | 44
        """,
    ],
)
def columns_swapped(ledger: Ledger) -> Iterator[Finding]:
    """The figures of three classes and more contradict each other, and none would if two columns were exchanged."""
    rows = {finding.place.cell for finding in wrong_figures(ledger)}
    wrong = [row for row in ledger.rows(ResultRow) if rows & {row.at(column).cell for column in ResultRow.columns}]
    for one, other in PAIRS if len(wrong) >= MANY else ():
        if not list(wrong_figures(exchanged(ledger, one, other))):
            place = wrong[0].at(one)
            yield COLUMNS_SWAPPED.at(place, one=one.title, other=other.title, count=len(wrong))
            return


def wrong_figures(ledger: Ledger) -> Iterator[Finding]:
    """What is wrong with the figures of the classes."""
    for check in FIGURES:
        yield from (finding for finding in check(ledger) if finding.place.sheet in sheets_of_results(ledger))


def sheets_of_results(ledger: Ledger) -> set[str]:
    """质量检测 as the workbook calls it."""
    return {row.found_in for row in ledger.rows(ResultRow)}


def exchanged(ledger: Ledger, one: Column[Any], other: Column[Any]) -> Ledger:
    """The ledger with two columns of 质量检测 exchanged."""
    rows = [
        with_value(with_value(row, one, as_typed_in(one, row, other)), other, as_typed_in(other, row, one))
        for row in ledger.rows(ResultRow)
    ]
    return replace(ledger, tables={**ledger.tables, ResultRow: tuple(rows)})


def as_typed_in(column: Column[Any], row: ResultRow, other: Column[Any]) -> Any:
    """The value of another column, as it would be in this one: marks may have decimals, pupils not."""
    value = row.values[other.name]
    if value is None or column is ResultRow.total:
        return None if value is None else Decimal(value)
    return int(value) if column is ResultRow.sat and value == int(value) else value


def with_value(row: R, column: Column[Any], value: object) -> R:
    """A row with one other value."""
    return type(row)(row.number, {**row.values, column.name: value}, row.cells, row.found_in)
