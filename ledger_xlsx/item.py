"""What one item of the ledger consists of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ledger_xlsx.forms import Form, Page
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row


def always(ledger: Ledger) -> bool:  # noqa: ARG001 - the shape of Item.asked_for
    """An item that every ledger must have, from the first inspection on."""
    return True


@dataclass(frozen=True)
class Item:
    """An item: its number and name on paper, its sheets, rules and forms, and the pages that it prints.

    `content` is the sheet without which the item counts as missing, once `asked_for` says that it is due. What is
    `at_end` (items 9 and 10) is neither asked for nor printed before 期末. What `grows` gets more pages month by month.
    """

    number: int
    name: str
    sheets: Sequence[type[Row]]
    rules: RuleBook
    forms: Sequence[Form]
    pages: Callable[[Ledger], Iterator[Page]]
    content: type[Row] | None = None
    asked_for: Callable[[Ledger], bool] = always
    at_end: bool = False
    grows: bool = False

    @property
    def label(self) -> str:
        """4 备课组研讨活动记录, as the page header says."""
        return f"{self.number} {self.name}"
