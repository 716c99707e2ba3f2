"""What is said of many workbooks together."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.assessment import problems, submissions, unmatched
from ledger_xlsx.office.results import Identity, Options, Result, Skipped, Status
from ledger_xlsx.office.roster import Group, Roster, Waiver
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.term import Stage

MATHS, ENGLISH = Group("五年级数学", (5,), "数学", "张思月"), Group("英语", (3, 4), "英语", "恽蝶")
ROSTER = Roster((MATHS, ENGLISH))
DAY = Options(Stage.MONTHLY, date(2024, 3, 29))


def result(source: str, group: str = "", **more: object) -> Result:
    identity = {"group": group, "title": group, "grades": (5,)} | {
        name: more.pop(name) for name in list(more) if name in Identity.__dataclass_fields__
    }
    status = more.pop("status", Status.CHECKED)
    return Result(source, source, source, status, Identity(**identity), **more)  # type: ignore[arg-type]


def said(
    *results: Result, roster: Roster = ROSTER, skipped: tuple[Skipped, ...] = ()
) -> list[tuple[str, str, tuple[str, ...]]]:
    found = problems(roster, DAY, results, skipped)
    return [(one.code, one.group, one.sources) for one in found if one.code != "批-01"]


def test_a_group_of_several_grades_may_hand_in_one_book_or_one_a_grade() -> None:
    whole = result("a", "英语", grades=(3, 4))
    third, fourth = result("b", "英语", grades=(3,)), result("c", "英语", grades=(4,))
    assert submissions(ROSTER, [whole])[1].missing == ()
    assert submissions(ROSTER, [third])[1].missing == (4,)
    assert said(third, fourth) == []
    assert said(whole, third) == [("批-02", "英语", ("a", "b"))]


@pytest.mark.parametrize(
    ("deadlines", "severity", "words"),
    [
        ((), Severity.WARNING, "五年级数学还没有交。"),
        ((date(2024, 3, 28), date(2024, 4, 25)), Severity.ERROR, "五年级数学还没有交（截止 3月28日，已过 1 天）。"),
        ((date(2024, 3, 29),), Severity.HINT, "五年级数学还没有交（截止 3月29日）。"),
        ((date(2024, 2, 28), date(2024, 4, 25)), Severity.HINT, "五年级数学还没有交（截止 4月25日）。"),
    ],
)
def test_who_is_missing_matters_after_the_deadline(deadlines: tuple[date, ...], severity: Severity, words: str) -> None:
    roster = Roster((MATHS,), Requirements(deadlines=deadlines))
    assert [(one.severity, one.message) for one in problems(roster, DAY, [], ())] == [(severity, words)]


def test_the_grades_that_are_missing_are_named() -> None:
    found = problems(Roster((ENGLISH,)), DAY, [result("b", "英语", grades=(3,))], ())
    assert [one.message for one in found] == ["英语还没有交四年级的。"]


def test_two_groups_with_nearly_the_same_texts_are_told() -> None:
    texts = tuple(map(str, range(20)))
    one, other = result("a", "五年级数学", prints=texts), result("b", "英语", prints=(*texts[:13], *"abcdefg"))
    assert said(one, other) == [("批-03", "五年级数学", ("a", "b"))]
    assert said(one, result("b", "英语", prints=(*texts[:8], *"abcdefghijkl"))) == []
    assert said(one, result("b", "英语", prints=texts[:5])) == []


def test_the_same_contents_handed_in_again_are_told() -> None:
    again = Skipped("b", "", same_as="a")
    assert said(result("a", "五年级数学"), skipped=(again,)) == [("批-04", "五年级数学", ("a", "b"))]


def test_what_does_not_go_together_in_a_workbook_is_told() -> None:
    asked = Roster(ROSTER.groups, Requirements(template="2"))
    assert said(
        result("a", candidates=("一组", "二组"), title="五年级数学"),
        result("b", title="六年级美术"),
        result("c", "五年级数学", stamped="四年级数学"),
        result("d", "英语", leader_known=False, grades=(3, 4), template="1"),
        result("e", status=Status.UNREADABLE),
        roster=asked,
    ) == [
        ("批-13", "", ("b",)), ("批-14", "", ("a",)), ("批-15", "五年级数学", ("c",)), ("批-16", "英语", ("d",)), ("批-17", "英语", ("d",)),
    ]  # fmt: skip


def test_a_waiver_that_has_run_out_is_told() -> None:
    waivers = tuple(
        Waiver("行-05", "英语", "", "", "", until) for until in (None, date(2024, 3, 29), date(2024, 3, 28))
    )
    found = problems(Roster((), waivers=waivers), DAY, [], ())
    assert [(one.code, one.message) for one in found] == [
        ("批-12", "给英语的免检（行-05）2024年3月28日 到期了，这次照常检查。")
    ]


def test_without_a_roster_nobody_is_missing_and_nothing_unmatched() -> None:
    found = [result("a", title="五年级数学")]
    assert (submissions(None, found), unmatched(None, found), problems(None, DAY, found, ())) == ((), (), ())
    assert unmatched(ROSTER, found) == ("a",)
