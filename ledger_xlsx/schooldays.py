"""School days: which days have lessons, which are festivals, and which a Sunday makes up for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

WEEKDAYS = "一二三四五六日"
SATURDAY = 5


class DayKind(StrEnum):
    """What a school calendar says of a day."""

    LESSONS = "上课"
    FREE = "放假"
    HALF = "半天"


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not as its weekday says, or that a calendar names; `name` is the festival or occasion, if any."""

    kind: DayKind
    name: str = ""


@dataclass(frozen=True)
class SchoolCalendar:
    """The school days of a term: Monday to Friday, but for the `special` days.

    `years` are those whose holidays are known: nothing is said of other days in other years.
    """

    special: Mapping[date, SpecialDay] = field(default_factory=dict[date, SpecialDay])
    years: frozenset[int] = frozenset()

    def is_school_day(self, day: date) -> bool | None:
        """Whether there are lessons, if only for half a day; None where nobody knows."""
        if special := self.special.get(day):
            return special.kind is not DayKind.FREE
        return day.weekday() < SATURDAY if day.year in self.years else None

    def name(self, day: date) -> str:
        """What a day is called: its festival, or 星期六."""
        special = self.special.get(day)
        return special.name if special and special.name else f"星期{WEEKDAYS[day.weekday()]}"
