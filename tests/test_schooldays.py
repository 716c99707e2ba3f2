"""The calendar of a term against a calendar on paper, and what a school's own changes in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger_xlsx.calendars import OwnCalendar, calendar, national
from ledger_xlsx.examples import example
from ledger_xlsx.schooldays import DayKind, SchoolCalendar, SpecialDay
from ledger_xlsx.term import Term

SPRING = Term(date(2024, 2, 21), 19)
# Of the spring of 2024, week by week: counted by hand.
SCHOOL_DAYS = [3, 5, 5, 5, 5, 5, 4, 5, 5, 6, 2, 6, 5, 5, 5, 5, 4, 5, 5]


def days(week: int) -> list[date]:
    return [day for n in range(7) if (day := SPRING.monday(week) + timedelta(days=n)) >= SPRING.start]


def own(rows: str) -> OwnCalendar:
    return OwnCalendar(example(f"【校历】\n日期 | 性质 | 说明\n{rows}").book)


def test_each_week_has_as_many_school_days_as_on_paper() -> None:
    known, findings = calendar(SPRING)
    assert findings == []
    assert [sum(bool(known.is_school_day(day)) for day in days(week)) for week in range(1, 20)] == SCHOOL_DAYS


@pytest.mark.parametrize(
    ("day", "lessons", "name"),
    [
        (date(2024, 4, 3), True, "星期三"),
        (date(2024, 4, 4), False, "清明"),
        (date(2024, 4, 6), False, "清明"),
        (date(2024, 4, 7), True, "清明"),
        (date(2024, 4, 28), True, "劳动节"),
        (date(2024, 5, 11), True, "劳动节"),
        (date(2024, 6, 10), False, "端午"),
        (date(2024, 6, 15), False, "星期六"),
    ],
)
def test_a_festival_and_what_makes_up_for_it_go_by_their_name(day: date, lessons: bool, name: str) -> None:  # noqa: FBT001
    known = national([2024])
    assert (known.is_school_day(day), known.name(day)) == (lessons, name)


def test_of_a_year_that_the_library_does_not_know_nothing_is_said() -> None:
    known = national([2024, 2099])
    assert known.years == {2024}
    assert [known.is_school_day(date(2099, 5, day)) for day in (1, 2, 4)] == [None, None, None]


def test_the_schools_own_days_go_before_the_national_ones() -> None:
    known, findings = calendar(SPRING, own("4月18日 | 放假 | 校运会\n5.2-5.3 | 上课 |\n6.1 | 半天 | 儿童节"))
    assert findings == []
    expected = {4: {18: False, 19: True, 28: True}, 5: {1: False, 2: True, 3: True, 4: False}, 6: {1: True, 2: False}}
    assert {m: {d: known.is_school_day(date(2024, m, d)) for d in of} for m, of in expected.items()} == expected
    assert known.name(date(2024, 4, 18)) == "校运会"


def test_days_without_a_year_are_those_of_the_term() -> None:
    autumn = Term(date(2023, 9, 1), 20)
    known, _ = calendar(autumn, own("9.28 | 上课 |\n12.30-1.3 | 放假 | 元旦"))
    assert known.is_school_day(date(2023, 9, 28))
    assert [known.is_school_day(date(2024, 1, day)) for day in (2, 3, 4)] == [False, False, True]


def test_holidays_that_the_school_names_make_an_unknown_year_known() -> None:
    later = Term(date(2099, 2, 16), 19)
    assert calendar(later, own("6.1 | 半天 |"))[0].years == frozenset()
    known, _ = calendar(later, own("5.1-5.5 | 放假 |"))
    assert [known.is_school_day(date(2099, 5, day)) for day in (5, 6, 9)] == [False, True, False]


def test_a_day_that_this_terms_year_lacks_is_said_of_this_term_only() -> None:
    leap = own("2.29 | 放假 |")
    assert leap.findings() == []
    assert [f.notice.code for f in calendar(Term(date(2023, 2, 13)), leap)[1]] == ["历-13"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = own("2.30 | 放假 |\n5.1-5.5 | 放假 |\n5.4 | 上课 |\n5.31 | |")
    assert sorted((f.notice.code, f.place.cell) for f in wrong.findings()) == [
        ("历-13", "A4"), ("历-14", "B6"), ("格-01", "B7"),
    ]  # fmt: skip


def test_a_sheet_that_cannot_be_read_is_not_called_empty_too() -> None:
    headless = OwnCalendar(example("【校历】（没有栏目名）").book)
    assert [finding.notice.code for finding in headless.findings()] == ["页-05"]


def test_without_a_calendar_a_day_of_no_known_year_is_neither() -> None:
    bare = SchoolCalendar({date(2099, 6, 1): SpecialDay(DayKind.HALF)})
    assert (bare.is_school_day(date(2099, 6, 1)), bare.is_school_day(date(2099, 6, 2))) == (True, None)
