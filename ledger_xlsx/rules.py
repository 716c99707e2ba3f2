"""Rules: a notice, a function, and examples that are both its tests and its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ledger_xlsx.findings import Finding, Notice
from ledger_xlsx.sheets.ledger import Ledger

Check = Callable[[Ledger], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A notice, who emits it, and its examples: text tables (see `examples`), in a hit ← marks each place to be named.

    `check` is None where reading itself, or opening the file, emits the notice.
    """

    notice: Notice
    check: Check | None = None
    hits: Sequence[str] = ()
    near_misses: Sequence[str] = ()


@dataclass(frozen=True)
class RuleBook:
    """The rules of one room, in the order of their definition."""

    rules: list[Rule] = field(default_factory=list[Rule])

    def rule(self, notice: Notice, *, hits: Sequence[str], near_misses: Sequence[str]) -> Callable[[Check], Check]:
        """Record a function that checks a ledger for one notice."""

        def add(check: Check) -> Check:
            self.rules.append(Rule(notice, check, hits, near_misses))
            return check

        return add

    def reading(self, notice: Notice, *, hits: Sequence[str], near_misses: Sequence[str]) -> None:
        """Record a notice that reading emits: it has examples, but no function of its own."""
        self.rules.append(Rule(notice, None, hits, near_misses))

    def opening(self, *notices: Notice) -> None:
        """Record notices that opening a file emits: no text table can show a broken file."""
        self.rules.extend(Rule(notice) for notice in notices)
