"""What a cell's meaning may depend on."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from ledger_xlsx.term import Term


@dataclass(frozen=True)
class Group:
    """A lesson-preparation group: the term that gives a date its year, the names that its people go by."""

    term: Term | None = None
    members: Set[str] = frozenset()
