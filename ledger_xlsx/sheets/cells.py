"""One cell as the teacher left it, before anything is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from ledger_xlsx.findings import Place
from ledger_xlsx.pictures import Picture

Value = str | float | date | datetime | None


@dataclass(frozen=True)
class Cell:
    r"""A cell of the data area.

    `text` is what the cell shows, its lines separated by \\n, without blanks around them. `value` is what the file
    holds: a text, a number or a date. `day` is, for a number that could be a date's serial, that date in the
    workbook's own date system. `percent` says that the number format shows per cent. `error` is a formula's error
    (#REF!), or "" with `uncomputed` where a formula has no stored result. `continues` marks a cell that a merged
    area above covers, `lost` one whose picture the file no longer has.
    """

    place: Place
    text: str = ""
    value: Value = None
    day: date | None = None
    percent: bool = False
    error: str = ""
    uncomputed: bool = False
    continues: bool = False
    lost: bool = False
    pictures: tuple[Picture, ...] = ()

    @classmethod
    def of(cls, text: str, place: Place | None = None) -> Self:
        """A text cell."""
        return cls(place or Place(""), text, text or None)

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the cell: no text, no picture (not even a lost one), no error."""
        return not (self.text or self.pictures or self.error or self.uncomputed or self.lost)

    def followed_by(self, below: Cell) -> Cell:
        """The cell with the text and pictures of another as further paragraphs."""
        text = "\n".join(part for part in (self.text, below.text) if part)
        return replace(
            self if not self.blank else below, text=text, value=text, pictures=self.pictures + below.pictures
        )
