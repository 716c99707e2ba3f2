"""How far a ledger is: the ten items with 应有 and 现有, and the figures of 本月进度."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ledger_xlsx.checks.analyses import analysis_missing
from ledger_xlsx.checks.demands import demands, reached
from ledger_xlsx.checks.exercises import answered
from ledger_xlsx.checks.sheets import asked_for
from ledger_xlsx.findings import Severity
from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS, quality
from ledger_xlsx.items.activities import ActivityRow, named_units, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.plan import activities
from ledger_xlsx.items.progress import ProgressRow, SettingRow, units
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.office.results import Figure, ItemState, Problem, Progress, State
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.term import Stage

LACKING = frozenset({
    "页-01", "列-01", "列-05", "格-01", "行-02", "跨-10", "跨-14", "跨-16", "全-01", "全-02", "全-05", "全-06", "全-09", "图-01",
})  # fmt: skip
"""Rules about what is not there; all others are about what is there and wrong."""
COVER, PLAN, RECORDS, EXERCISES = 1, 2, 4, 6
ELSEWHERE = {"跨-10": RECORDS, "跨-16": EXERCISES}
"""Rules that name a line of the plan, but what is missing belongs to this item."""
BESIDE: dict[int, tuple[type[Row], ...]] = {COVER: (Basics,), PLAN: (MemberRow,)}
"""Sheets that no item declares, by the item that prints them."""
COUNTED: dict[int, type[Row]] = {5: TheoryRow, 7: DailyRow, 8: HomeworkRow}


def item_states(ledger: Ledger, problems: Sequence[Problem]) -> tuple[ItemState, ...]:
    """The ten items, with how many places of each are missing; what is waived or not due yet is not missing."""
    return tuple(item_state(item, ledger, problems) for item in ITEMS)


def item_state(item: Item, ledger: Ledger, problems: Iterable[Problem]) -> ItemState:
    """One item."""
    sheets = {plain(kind.sheet) for kind in (*item.sheets, *BESIDE.get(item.number, ()))}
    gaps = sum(
        problem.code in LACKING
        and not problem.waived
        and problem.severity is not Severity.HINT
        and ELSEWHERE.get(problem.code, item.number if plain(problem.sheet) in sheets else None) == item.number
        for problem in problems
    )
    figure = counted(item, ledger)
    state = stated(item, ledger, figure, gaps)
    return ItemState(item.number, item.name, state, gaps if state is State.GAPS else 0, figure.due, figure.done)


def stated(item: Item, ledger: Ledger, figure: Figure, gaps: int) -> State:
    """How an item stands."""
    content = item.content or Basics
    if content is quality.ResultRow and not (quality.belongs(ledger) and (figure.done or quality.asked_for(ledger))):
        return State.NOT_NEEDED
    if item.at_end and ledger.occasion.stage is not Stage.FINAL and not (figure.done and not at_inspection(ledger)):
        return State.AT_END
    # Records may be there, but none of those that are due.
    if not figure.done and not (figure.due and ledger.rows(content)):
        return State.NONE if item.number == COVER or asked_for(content, item, ledger) else State.NOT_NEEDED
    return State.GAPS if gaps else State.COMPLETE


def at_inspection(ledger: Ledger) -> bool:
    """Whether it is 月调研."""
    return ledger.occasion.stage is Stage.MONTHLY


def counted(item: Item, ledger: Ledger) -> Figure:
    """应有 and 现有 of an item: of records, designs and the like by their number, of all else whether it is there."""
    if item.number == RECORDS:
        return activity_figure(ledger)
    if item.number == EXERCISES:
        return exercise_figure(ledger)
    if item.number in COUNTED:
        return demanded(ledger, COUNTED[item.number])
    if item.content is None:
        basics = ledger.basics
        return Figure(1, int(any(basics.filled(column) for column in Basics.columns)))
    return Figure(int(asked_for(item.content, item, ledger)), int(bool(ledger.rows(item.content))))


def demanded(ledger: Ledger, kind: type[Row]) -> Figure:
    """A sheet of which the school may ask for a number; what is dated later than the day does not count."""
    return Figure(dict(demands(ledger))[kind], reached(ledger, kind))


def activity_figure(ledger: Ledger) -> Figure:
    """The activities of 表1 that are due, and those of them that have a record; without 表1, the records alone."""
    numbers = {record.number for record in records(ledger.rows(ActivityRow))}
    planned = activities(ledger)
    due = {
        plan.number
        for plan in planned
        if not plan.row.cancelled and plan.week is not None and ledger.occasion.due(plan.week)
    }
    return Figure(len(due), len(due & numbers)) if planned else Figure(None, reached(ledger, ActivityRow))


def exercise_figure(ledger: Ledger) -> Figure:
    """The exercises of 表3 that are due, and those of them that have a design."""
    settings, written = ledger.rows(SettingRow), ledger.rows(ExerciseRow)
    due = [one for one in settings if one.week and one.content and ledger.occasion.due(one.week)]
    return Figure(len(due), sum(answered(one, settings, written) for one in due))


def progress(ledger: Ledger, day: date | None) -> Progress:
    """The figures to date; those of the month are of the month of `day`, and 0 where no day counts."""
    named = {unit for record in records(ledger.due(ActivityRow)) for unit in named_units(record.row)}
    unwritten = sum(1 for _ in analysis_missing(ledger))
    return Progress(
        activities=activity_figure(ledger),
        analyses=Figure(len(named), len(named) - unwritten),
        exercises=exercise_figure(ledger),
        talks=demanded(ledger, DailyRow),
        notes=demanded(ledger, TheoryRow),
        homework=demanded(ledger, HomeworkRow),
        talks_this_month=in_month(ledger, DailyRow, day),
        notes_this_month=in_month(ledger, TheoryRow, day),
        lessons_planned=lessons(ledger),
    )


def in_month(ledger: Ledger, kind: type[Row], day: date | None) -> int:
    """The rows of a sheet in the month of a day, up to it."""
    moments = (row.moment for row in ledger.rows(kind))
    return sum(
        day is not None and (moment.year, moment.month) == (day.year, day.month) and moment <= day
        for moment in moments
        if isinstance(moment, date)
    )


def lessons(ledger: Ledger) -> int:
    """The lessons that 表2 plans in the weeks that have begun; a unit's total is not counted beside its lessons."""
    rows = ledger.rows(ProgressRow)
    totals = {id(unit.head) for unit in units(rows) if unit.lessons}
    planned = (row for row in rows if row.lessons and row.week and id(row) not in totals)
    return int(sum(row.lessons.planned for row in planned if row.lessons and ledger.occasion.reached(row.week)))
