"""How a 校历 writes its days."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_xlsx.sheets.calendar import Days
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Unreadable
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.term import Term

SPRING, AUTUMN = Group(Term(date(2024, 2, 21), 19)), Group(Term(date(2023, 9, 1), 20))
MAY = tuple(date(2024, 5, day) for day in range(1, 6))


@pytest.mark.parametrize(
    "text",
    [
        "5.1-5.5", "5.1-5", "5.1～5.5", "5.1至5.5", "5.1—5", "5/1-5/5", "5-1～5-5", "５.１－５.５",
        "5月1日-5月5日", "5月1日到5日", "5月1日（周三）至5月5日（周日）", "2024年5月1日—2024年5月5日",
        "2024-05-01-2024-05-05", "2024-05-01～05-05", "20240501-20240505", "24.5.1-24.5.5",
        "5.1、5.2、5.3-5.5", "5.1；5.2，5.3\n5.4、5.5、",
    ],
)  # fmt: skip
def test_a_range_means_every_day_of_it(text: str) -> None:
    assert Days().parse(Cell.of(text), SPRING) == MAY


@pytest.mark.parametrize("text", ["2024-05-01", "5-1", "5.1", "5月1号（星期三）", "2024/5/1"])
def test_a_single_day_is_one(text: str) -> None:
    assert Days().parse(Cell.of(text), SPRING) == MAY[:1]


def test_a_range_may_go_past_the_end_of_a_month_or_year() -> None:
    assert len(Days().parse(Cell.of("2.28-3.1"), SPRING)) == 3
    for group in (SPRING, AUTUMN):
        assert [day.isoformat() for day in Days().parse(Cell.of("12.31-1.1"), group)] == ["2023-12-31", "2024-01-01"]


@pytest.mark.parametrize(
    "text",
    ["2.30", "5.1-5.32", "5.5-5.1", "5.5-1", "5.1上午", "5月", "五一", "5.1-", "-5.1", "1.1-12.31", "5.1-5.3-5.5", "5.1-0", "、",
     "2024-05-01至2199-05-01"],
)  # fmt: skip
def test_what_names_no_days_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        Days().parse(Cell.of(text), SPRING)


def test_a_number_that_may_have_lost_its_zero_is_refused_with_a_guess() -> None:
    with pytest.raises(Unreadable) as refused:
        Days().parse(Cell(Cell.of("").place, "4.1", 4.1), SPRING)
    assert refused.value.suggestion == "4月10日"
    assert Days().parse(Cell(Cell.of("").place, "5.12", 5.12), SPRING) == (date(2024, 5, 12),)
