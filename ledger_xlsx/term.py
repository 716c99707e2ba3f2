"""The school term: weeks, dates, the stages of inspection."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Self
from unicodedata import normalize

from ledger_xlsx.requirements import Requirements
from ledger_xlsx.schooldays import SchoolCalendar

DIGITS = "零一二三四五六七八九十"
LARGEST_IN_CHINESE = 99
PREPARATION, END = 0, 1000
LAST_DAY = 6
"""Sunday, as dates count the days of a week."""
PREPARATION_WORDS = ("开学前", "预备周", "准备周", "寒假", "暑假")
NUMBER = r"\d+(?:\.0)?|[一二三四五六七八九十]+"
A_WEEK = re.compile(
    rf"第?(?P<first>{NUMBER})(?:周次?)?(?:(?P<to>[-~—–－～至到、,，])第?(?P<last>{NUMBER})(?:周次?)?)?(?P<rest>\D.*)?",
    re.DOTALL,
)


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; a number past 99, which no ledger counts up to, in Arabic figures."""
    if number > LARGEST_IN_CHINESE:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


CHINESE_NUMBERS = {chinese(number): number for number in range(1, LARGEST_IN_CHINESE + 1)}


def numeral(text: str) -> int | None:
    """The whole number that a text writes in Arabic or Chinese figures: 12, 12.0, １２, 十二."""
    bare = re.sub(r"\.0+$", "", normalize("NFKC", text).strip())
    return int(bare) if bare.isdecimal() else CHINESE_NUMBERS.get(bare)


@dataclass(frozen=True)
class Week:
    """A teaching week by number; 0 is the preparation before term, END the end of term (期末).

    `label` is what is printed between 第 and 周, or the whole text where the cell says more than a week.
    """

    number: int
    label: str
    plain: bool = True

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The week that a text names (第1周, 1, 一, 1.0, 第1—2周: the first counts); None if it names none."""
        bare = "".join(normalize("NFKC", text).split())
        if bare.startswith("期末"):
            return cls(END, text, plain=False)
        if bare.startswith(PREPARATION_WORDS) or bare in {"第0周", "0"}:
            return cls(PREPARATION, text, plain=False)
        match = A_WEEK.fullmatch(bare)
        first = numeral(match["first"]) if match else None
        if match is None or first is None:
            return None
        if match["rest"]:
            return cls(first, text, plain=False) if match["rest"][0] in "(（" else None
        if match["last"]:
            joint = match["to"].replace("-", "—").replace("~", "—").replace(",", "、")
            return cls(first, f"{match['first']}{joint}{match['last']}")
        return cls(first, str(first))

    @property
    def last(self) -> int:
        """The last week of a range (4 of 第3、4周); a single week's own number."""
        match = A_WEEK.fullmatch("".join(normalize("NFKC", self.label).split()))
        last = numeral(match["last"]) if match and match["last"] else None
        return max(last or self.number, self.number)

    def __str__(self) -> str:
        return f"第{self.label}周" if self.plain else self.label


@dataclass(frozen=True)
class Day:
    """A day as a cell gives it. `typed` is what the cell says where it says more than a day (a range, an hour).

    `date` is None only where a free cell names no day at all (3月); `other` is the second reading of a number
    that may have lost a final zero (4.1: the 10th or the 1st of April).
    """

    date: datetime.date | None
    typed: str = ""
    other: datetime.date | None = None


@dataclass(frozen=True)
class Term:
    """A term by a date in its first week and its number of teaching weeks. Weeks run from Monday to Sunday."""

    start: date
    weeks: int = 20

    @property
    def end(self) -> date:
        """The Sunday of the last teaching week."""
        return self.sunday(self.weeks)

    def on(self, month: int, day: int) -> date:
        """The date of this term with that month and day; raises ValueError if there is none (2.30)."""
        middle = self.start + timedelta(weeks=self.weeks / 2)
        years = (middle.year - 1, middle.year, middle.year + 1)
        # The 28th exists in every month, so a 2.29 that this year lacks stays an error instead of moving a year.
        year = min(years, key=lambda y: abs((date(y, month, min(day, 28)) - middle).days))
        return date(year, month, day)

    def monday(self, week: int) -> date:
        """The first day of a week."""
        return self.start - timedelta(days=self.start.weekday()) + timedelta(weeks=week - 1)

    def sunday(self, week: int) -> date:
        """The last day of a week."""
        return self.monday(week) + timedelta(days=6)

    def week_of(self, day: date) -> int:
        """The number of the week that holds a day: 1 is the first, 0 and less lie before the term."""
        return (day - self.monday(1)).days // 7 + 1


class Stage(StrEnum):
    """For what the ledger is looked at (FORMS: the ledger)."""

    DRAFT = "草稿"
    MONTHLY = "月调研"
    FINAL = "期末"


@dataclass(frozen=True)
class Occasion:
    """A stage, the day as of which it looks (always one at 月调研), and the term that weeks are counted in.

    `calendar` says which days of the term have lessons; None: nobody has looked. `requirements` are what the school asks
    for beyond the forms. With `since`, only what has come after
    that day is printed, for those who keep adding to a binder.
    """

    stage: Stage = Stage.FINAL
    day: date | None = None
    term: Term | None = None
    calendar: SchoolCalendar | None = None
    since: date | None = None
    requirements: Requirements = field(default_factory=Requirements)

    def due(self, moment: date | Week | None) -> bool:
        """Whether something of that day or week is asked for: at 月调研 when its week's Sunday has come."""
        if self.stage is not Stage.MONTHLY or self.day is None or moment is None:
            return True
        if isinstance(moment, date):
            # Not by the Sunday itself: that of the year 9999's last day does not exist.
            return (self.day - moment).days >= LAST_DAY - moment.weekday()
        return self.last_day(moment) <= self.day

    def printed(self, moment: date | Week | None) -> bool:
        """Whether something of that day or week is printed: what has been reached, and was not yet on the day `since`."""
        return self.reached(moment) and not (self.since and self.begun(moment, self.since))

    def reached(self, moment: date | Week | None) -> bool:
        """Whether the ledger goes so far: at 月调研 once the day has come or the week has begun."""
        return self.stage is not Stage.MONTHLY or self.day is None or self.begun(moment, self.day)

    def begun(self, moment: date | Week | None, day: date) -> bool:
        """Whether a day or week has begun by another day; what has neither always has."""
        if moment is None:
            return True
        if isinstance(moment, date):
            return moment <= day
        return self.term is None or self.term.monday(min(moment.number, self.term.weeks + 1)) <= day

    def last_day(self, week: Week) -> date:
        """The Sunday of a week; 期末 is the week after the last one. Far in the past without a term."""
        if self.term is None:
            return date.min
        return self.term.sunday(min(week.number, self.term.weeks + 1))
