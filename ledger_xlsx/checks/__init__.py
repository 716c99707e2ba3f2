"""All that can be wrong with a ledger: the items' own rules, and those over several items.

findings = check(ledger, findings_of_reading, ITEMS)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ledger_xlsx.checks import (
    agreement,
    analyses,
    calendar,
    cells,
    chronology,
    classes,
    completeness,
    dates,
    demands,
    duties,
    exercises,
    figures,
    leftovers,
    members,
    moments,
    people,
    photos,
    plans,
    quality,
    records,
    report_due,
    roster,
    schooldays,
    sheets,
    slips,
    texts,
    unit_totals,
    week_days,
    weeks,
)
from ledger_xlsx.checks.order import in_order
from ledger_xlsx.checks.roots import root_causes
from ledger_xlsx.checks.stages import DueDates
from ledger_xlsx.findings import Finding
from ledger_xlsx.item import Item
from ledger_xlsx.rules import Rule
from ledger_xlsx.sheets.ledger import Ledger

BOOKS = (
    unit_totals.RULES,
    sheets.RULES,
    cells.RULES,
    moments.RULES,
    leftovers.RULES,
    members.RULES,
    people.RULES,
    duties.RULES,
    plans.RULES,
    records.RULES,
    analyses.RULES,
    exercises.RULES,
    quality.RULES,
    report_due.RULES,
    figures.RULES,
    slips.RULES,
    dates.RULES,
    week_days.RULES,
    weeks.RULES,
    schooldays.RULES,
    chronology.RULES,
    calendar.RULES,
    completeness.RULES,
    demands.RULES,
    texts.RULES,
    photos.RULES,
    agreement.RULES,
    classes.RULES,
    roster.RULES,
)


def rules(items: Sequence[Item]) -> list[Rule]:
    """Every rule over a ledger of these items: the items' own in their order, then those over several of them."""
    own = [rule for item in items for rule in item.rules.rules]
    shared = [rule for book in BOOKS for rule in book.rules]
    return [*own, *shared, sheets.missing(items), completeness.missing(items)]


def check(ledger: Ledger, findings: Iterable[Finding], items: Sequence[Item]) -> list[Finding]:
    """What is wrong with a ledger, with the `findings` of reading it.

    In the order in which a teacher works through it, one finding for each root cause, each with the severity that it
    has on the ledger's occasion.
    """

    def judge(of: Ledger) -> list[Finding]:
        return [finding for rule in rules(items) if rule.check for finding in rule.check(of)]

    found = [*findings, *judge(ledger)]
    due = DueDates.of(ledger, items)
    judged = [replace(finding, severity=due.severity(finding)) for finding in root_causes(found, ledger, judge)]
    return in_order(judged, items)
