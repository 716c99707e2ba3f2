"""Dates and terms that no calendar of a school holds."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger_xlsx.findings import Place
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import DATE_UNREADABLE, Date
from ledger_xlsx.sheets.fields import Unreadable
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.term import Day, Occasion, Stage


@pytest.mark.parametrize("value", ["9999-12-31", "0999年1月1日", date(9999, 12, 31), datetime(1, 1, 1)])  # noqa: DTZ001
def test_a_year_that_is_no_schools_is_no_day(value: str | date) -> None:
    with pytest.raises(Unreadable) as raised:
        Date().parse(Cell(Place(""), str(value), value), Group())
    assert raised.value.notice is DATE_UNREADABLE


def test_a_term_is_no_longer_than_a_year() -> None:
    basics = Basics(1, {"start": Day(date(2024, 2, 21)), "weeks": 999_999_999}, {})
    assert basics.term
    assert (basics.term.weeks, basics.term.end) == (52, date(2025, 2, 16))


def test_the_last_day_of_the_calendar_is_not_due_yet() -> None:
    occasion = Occasion(Stage.MONTHLY, date(2024, 3, 29))
    assert (occasion.due(date.max), occasion.due(date.min)) == (False, True)


@pytest.mark.parametrize(("day", "due"), [(date(2024, 3, 31), True), (date(2024, 3, 30), False)])
def test_a_day_is_asked_for_once_its_sunday_has_come(*, day: date, due: bool) -> None:
    assert Occasion(Stage.MONTHLY, day).due(date(2024, 3, 25)) is due
