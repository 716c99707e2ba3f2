"""What `new` may write in advance: the group's basics and members, the weeks of 表2, the activities of 表1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ledger_xlsx.calendars import calendar
from ledger_xlsx.items.plan import ScheduleRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets.basics import FIRST, SECOND, Basics, MemberRow
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Day, Term, chinese

Values = Mapping[Column[Any], str | int]
BEFORE, AFTER = "开学前准备", "期末"
FORTNIGHT = 2


@dataclass(frozen=True)
class Prefill:
    """What is known of a group and its term before anyone types; whatever is not known stays blank.

    `year` as 2023-2024, `semester` 1 or 2, `start` a day of week 1, `weeks` the number of teaching weeks. `kept` are
    labels of 基本信息 besides, which what is named here goes before; an activity is planned `every` so many weeks.
    """

    school: str = ""
    year: str = ""
    semester: int | None = None
    grade: str = ""
    subject: str = ""
    start: date | None = None
    weeks: int | None = None
    kept: Values = field(default_factory=dict[Column[Any], str | int])
    members: Sequence[Values] = ()
    every: int = FORTNIGHT

    def basics(self) -> Values:
        """The values of 基本信息 that are known, by label."""
        values: dict[Column[Any], object] = {
            Basics.school: self.school,
            Basics.year: self.year,
            Basics.semester: {1: FIRST, 2: SECOND}.get(self.semester or 0, ""),
            Basics.grade: self.grade,
            Basics.subject: self.subject,
            Basics.start: Basics.start.field.show(Day(self.start)) if self.start else "",
            Basics.weeks: str(self.weeks or ""),
        }
        return {**self.kept, **{column: str(value) for column, value in values.items() if value}}

    def rows(self, kind: type[Row]) -> Sequence[Values]:
        """The rows of a table sheet that can be written in advance; they count as blank until more is typed."""
        if kind is MemberRow:
            return self.members
        if kind is ProgressRow:
            return list(self.weeks_of_progress())
        return list(self.activities()) if kind is ScheduleRow else ()

    def weeks_of_progress(self) -> Iterator[Values]:
        """表2: every week with its first school day, in week 1 开学日期; the Monday of a week of which none is known."""
        if self.start is None:
            return
        term = Term(self.start, self.known_weeks)
        known, _ = calendar(term)
        for week in range(1, self.known_weeks + 1):
            monday = term.monday(week)
            days = (monday + timedelta(days=number) for number in range(7))
            day = self.start if week == 1 else next(filter(known.is_school_day, days), monday)
            yield {
                ProgressRow.week: str(week),
                ProgressRow.day: str(ProgressRow.day.field.show(Day(day))),
            }

    def activities(self) -> Iterator[Values]:
        """表1: the preparation, an activity every so many weeks, and 期末, which stands for an odd last week too."""
        if not self.known_weeks:
            return
        yield {ScheduleRow.week: BEFORE}
        for number, week in enumerate(range(1, self.known_weeks, self.every), start=1):
            yield {ScheduleRow.week: f"第{week}周", ScheduleRow.activity: f"第{chinese(number)}次活动"}
        yield {ScheduleRow.week: AFTER}

    @property
    def known_weeks(self) -> int:
        """The number of teaching weeks; the usual one where only the start is known, 0 where nothing is."""
        return self.weeks or (Term(self.start).weeks if self.start else 0)


NOTHING = Prefill()
