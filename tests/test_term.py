"""Chinese numbers, weeks and days."""

from __future__ import annotations

import pytest

from ledger_xlsx.term import chinese, numeral


@pytest.mark.parametrize(("number", "text"), [(0, "零"), (1, "一"), (10, "十"), (21, "二十一"), (99, "九十九")])
def test_a_number_is_written_in_chinese_figures(number: int, text: str) -> None:
    assert chinese(number) == text


def test_a_number_that_no_ledger_counts_up_to_is_written_in_arabic_figures() -> None:
    assert (chinese(100), chinese(2024)) == ("100", "2024")


@pytest.mark.parametrize("number", range(1, 130))
def test_a_written_number_reads_back(number: int) -> None:
    assert (numeral(chinese(number)), numeral(str(number)), numeral(f"{number}.0")) == (number, number, number)
