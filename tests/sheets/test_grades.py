"""年级 in its spellings."""

from __future__ import annotations

import pytest

from ledger_xlsx.sheets.basics import GradeField
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Unreadable
from ledger_xlsx.sheets.group import Group


@pytest.mark.parametrize(
    ("typed", "shown", "numbers"),
    [
        ("五年级", "五年级", {5}), ("5年级", "五年级", {5}), ("五", "五年级", {5}), ("三至六年级", "三至六年级", {3, 4, 5, 6}),
        ("三、四年级", "三、四年级", {3, 4}), ("3-6", "3-6", {3, 4, 5, 6}), ("中高年级（三至六）", "中高年级（三至六）", {3, 4, 5, 6}),
    ],
)  # fmt: skip
def test_a_grade_or_several(typed: str, shown: str, numbers: set[int]) -> None:
    grades = GradeField().parse(Cell.of(typed), Group())
    assert (grades.shown, grades.numbers) == (shown, numbers)


@pytest.mark.parametrize("typed", ["乱写一气", "中高年级", "数学"])
def test_words_that_name_no_grade_are_unreadable(typed: str) -> None:
    with pytest.raises(Unreadable):
        GradeField().parse(Cell.of(typed), Group())
