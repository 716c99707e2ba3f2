"""Ledgers from text tables, as the office looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledger_xlsx.api import KINDS
from ledger_xlsx.checks import check
from ledger_xlsx.examples import example
from ledger_xlsx.findings import Finding
from ledger_xlsx.items import ITEMS
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.reading import read


def judged(text: str, asked: Requirements | None = None) -> tuple[Ledger, Sequence[Finding]]:
    """The ledger that a text draws, and all that is wrong with it."""
    drawn = example(text)
    ledger, findings = read(KINDS, drawn.complete((*SHEETS, *KINDS)))
    occasion = replace(drawn.occasion, term=ledger.term, requirements=asked or Requirements())
    ledger = replace(ledger, occasion=occasion)
    return ledger, check(ledger, findings, ITEMS)


def ledger(text: str, asked: Requirements | None = None) -> Ledger:
    """The ledger alone."""
    return judged(text, asked)[0]
