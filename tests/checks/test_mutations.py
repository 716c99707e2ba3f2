"""For every rule: one change of a clean sample, and exactly the one finding of it; beside it a change that is right."""

from __future__ import annotations

from collections import Counter

import pytest

from ledger_xlsx.api import rules
from tests.checks.mutating import Mutation, clean_book, findings, mutations

MUTATIONS = mutations()
CASES = [pytest.param(mutation, id=f"{mutation.code} {mutation}"[:60]) for mutation in MUTATIONS]
OPENING = "文"
OWN_CALENDAR = "said of a 校历, which is a workbook of its own"
ASKED_BY_SCHOOL = "said only where a 名单 sets a number"
OFFICE, PAPER = "批", "印"
WITHOUT = {
    "列-04": "what stands outside the table is no part of a book: only opening a file sees it",
    "历-11": "in a year of unknown holidays every other date of the sample would be wrong too",
    "全-05": ASKED_BY_SCHOOL,
    "格-19": ASKED_BY_SCHOOL,
    "历-13": OWN_CALENDAR,
    "历-14": OWN_CALENDAR,
    "历-15": OWN_CALENDAR,
    "历-16": OWN_CALENDAR,
}
"""Rules, besides those of opening a file and of many workbooks together, that no change of a book can bring about, and why."""


@pytest.mark.parametrize("mutation", CASES)
def test_one_change_gives_its_one_finding(mutation: Mutation) -> None:
    assert mutation.news() == Counter(mutation.said)


@pytest.mark.parametrize("sample", sorted({mutation.sample for mutation in MUTATIONS}))
def test_nothing_must_be_changed_in_the_clean_sample(sample: str) -> None:
    assert [str(f) for f in findings(sample, clean_book(sample)) if f.severity.label != "提示"] == []


def test_every_rule_has_its_mutation() -> None:
    codes = {rule.notice.code for rule in rules() if not rule.notice.code.startswith((OPENING, OFFICE, PAPER))}
    assert codes - {mutation.code for mutation in MUTATIONS if mutation.said} == set(WITHOUT)
