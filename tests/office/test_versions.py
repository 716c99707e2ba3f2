"""What a group hands in again: the later one counts, and what became of its problems is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.outputs import Placing, wanted
from ledger_xlsx.office.overview.tables import tables
from ledger_xlsx.office.results import Options, Run
from ledger_xlsx.office.run import Batch, run
from ledger_xlsx.office.store import opened
from ledger_xlsx.office.versions import superseded, version, versions
from tests.drawn import FAULTY, PLANNED, workbook

from .batches import DAY, InTurn, school
from .test_overview import PROBLEM, result

OTHER, THIRD = replace(PROBLEM, key="aa"), replace(PROBLEM, key="bb")
HINT = replace(PROBLEM, key="cc", severity=Severity.HINT)


def made(sha: str, came: int, *problems: Any, **more: Any) -> Any:
    return result("五数", *problems, came=came, sha256=sha, source=f"{sha}.xlsx", **more)


def test_what_was_mended_what_is_left_and_what_is_new_are_told() -> None:
    before, now = made("a", 20, PROBLEM, OTHER, HINT), made("b", 25, OTHER, THIRD)
    one = version(now, [before, now])
    assert (one.number, one.mended, one.left, one.new) == (2, 1, 1, 1)


def test_only_the_version_right_before_is_compared_with() -> None:
    first, second, third = made("a", 18, PROBLEM), made("b", 20), made("c", 25, PROBLEM)
    one = version(third, [second, first, third])
    assert (one.number, one.mended, one.left, one.new) == (3, 0, 0, 1)


def test_one_that_was_looked_at_twice_is_one_version() -> None:
    first = made("a", 20, PROBLEM)
    one = version(made("b", 25), [first, replace(first, as_of=None, problems=(PROBLEM, OTHER)), first])
    assert (one.number, one.mended) == (2, 1)


def test_the_first_and_what_is_another_groups_or_grades_is_compared_with_nothing() -> None:
    now = made("b", 25, PROBLEM)
    strangers = [
        replace(made("a", 20), identity=replace(now.identity, group="六数")),
        replace(made("c", 20), identity=replace(now.identity, title="六年级数学")),
        replace(made("d", 25)),
    ]
    [one] = versions([now], strangers)
    assert (one.number, one.mended) == (1, None)


def test_of_two_that_came_together_neither_is_the_later() -> None:
    assert superseded([made("a", 25), made("b", 25)]) == {}
    old = superseded([made("a", 20), made("b", 25)])
    assert list(old) == ["a.xlsx"]
    assert "b.xlsx" in old["a.xlsx"].reason


def batch(folder: Path, out: Path, named: Any, day: int) -> Run:
    """A batch over a folder on a day in March."""
    task = Batch(folder, Options(None, DAY, DAY), named, leave=(out,))
    now = datetime(2024, 3, day, 9, tzinfo=UTC)
    with opened(out) as store:
        found, _ = run(task, store, InTurn, now=now)
        list(Placing(out, store).place(wanted(found, store)))
    return found


@pytest.mark.parametrize("keep_old", [True, False])
def test_a_mended_workbook_takes_the_place_of_the_one_before(tmp_path: Path, *, keep_old: bool) -> None:
    folder, out, named = tmp_path / "收", tmp_path / "出", school(tmp_path)
    old = workbook(folder / "五.xlsx", FAULTY)
    first = batch(folder, out, named, 20)
    assert [(one.number, one.mended) for one in first.versions] == [(1, None)]
    if not keep_old:
        old.unlink()
    workbook(folder / "五（改好）.xlsx", PLANNED)
    second = batch(folder, out, named, 22)
    assert [(one.number, one.mended, one.left, one.new) for one in second.versions] == [(2, 1, 0, 0)]
    assert [result.source for result in second.results] == ["五（改好）.xlsx"]
    assert [problem.code for problem in second.problems if problem.code == "批-02"] == []
    assert (out / "台账" / "五年级数学.docx").exists()
    [row] = next(table for table in tables(second) if table.name == "重交对比").rows
    assert [cell.value for cell in row] == ["五年级数学", "第 2 次", "3月22日", 1, 0, 0]


def test_a_row_that_was_put_in_makes_no_old_problem_a_new_one(tmp_path: Path) -> None:
    folder, out, named = tmp_path / "收", tmp_path / "出", school(tmp_path)
    old = workbook(folder / "五.xlsx", FAULTY)
    batch(folder, out, named, 20)
    old.unlink()
    more = FAULTY.replace(
        "    1    | 2.21 | 一、简易方程", "    1    | 2.21 | 始业教育     |      |\n         |      | 一、简易方程"
    )
    workbook(folder / "五.xlsx", more)
    [one] = batch(folder, out, named, 22).versions
    assert (one.mended, one.left, one.new) == (0, 1, 0)
