"""The ledger: every sheet's typed rows, keyed by row type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.term import Occasion, Term

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Ledger:
    """All that the workbook holds, typed and immutable, and the occasion on which it is looked at.

    `missing` are the declared sheets that the workbook does not have, `extra` the names of those that no item declares.
    """

    tables: Mapping[type[Row], Sequence[Row]] = field(default_factory=dict[type[Row], Sequence[Row]])
    occasion: Occasion = field(default_factory=Occasion)
    missing: frozenset[type[Row]] = frozenset()
    extra: tuple[str, ...] = ()

    def rows(self, kind: type[R]) -> Sequence[R]:
        """The rows of one sheet, in workbook order; empty if the sheet is empty or missing."""
        return cast("Sequence[R]", self.tables.get(kind, ()))

    def one(self, kind: type[R]) -> R:
        """The row of a list sheet such as 基本信息; all blank if it is missing."""
        return next(iter(self.rows(kind)), kind.nothing())

    def printed(self, kind: type[R]) -> list[R]:
        """The rows of one sheet that are printed on this occasion."""
        return [row for row in self.rows(kind) if self.occasion.printed(row.moment)]

    def due(self, kind: type[R]) -> list[R]:
        """The rows of one sheet that are asked for on this occasion."""
        return [row for row in self.rows(kind) if self.occasion.due(row.moment)]

    @property
    def basics(self) -> Basics:
        """基本信息."""
        return self.one(Basics)

    @property
    def term(self) -> Term | None:
        """The term; None while 开学日期 is missing or unreadable."""
        return self.basics.term
