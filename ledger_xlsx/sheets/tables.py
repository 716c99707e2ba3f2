"""Sheets as rows of cells: what a reader hands over, whatever it read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from ledger_xlsx.findings import Place
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.rows import Row

REMARK = re.compile(r"[(\[【][^)\]】]*[)\]】]")
HEADER_WITHIN = 10
"""The column titles stand within this many rows from the top (FORMS)."""


def plain(title: str) -> str:
    """A column title or sheet name as it is compared: width, blanks and the marks * and + ignored."""
    return re.sub(r"[\s*+]", "", normalize("NFKC", title))


def spellings(kind: type[Row]) -> dict[str, str]:
    """Every title that a sheet's columns go by, in plain form, with the plain form of the column's own title."""
    return {plain(spelled): plain(c.title) for c in kind.columns for spelled in (c.title, *c.also)}


def meant(titles: Iterable[str], kind: type[Row]) -> dict[str, str]:
    """The column that each title of a row of titles means, both in plain form; a title that means none is left out.

    A title with a remark in brackets (课时(节)) means a column only if no other title does.
    """
    titles, spelled = list(titles), spellings(kind)
    found = {title: spelled[title] for title in titles if title in spelled}
    remarked: dict[str, list[str]] = {}
    for title in titles:
        own = spelled.get(REMARK.sub("", title))
        if own and title not in spelled and own not in found.values():
            remarked.setdefault(own, []).append(title)
    return found | {same[0]: own for own, same in remarked.items() if len(same) == 1}


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its 1-based number, its cells by the column's plain title, whether it is hidden.

    `own` are the texts in titled columns that the sheet does not declare, by plain title.
    """

    number: int
    cells: Mapping[str, Cell]
    hidden: bool = False
    own: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Table:
    """One sheet as found in the workbook.

    `sheet` is its name as typed. `titles` says where each declared title stands (plain title → place); a title that
    stands twice has its further places in `repeated`, one that is spelled otherwise its spelling in `renamed`; `others`
    are the titles that mean no declared column. Without `headed` no row of titles was found. For a list sheet the labels are the titles, and there is one line.
    """

    sheet: str
    lines: Sequence[Line] = ()
    titles: Mapping[str, Place] = field(default_factory=dict[str, Place])
    repeated: Mapping[str, tuple[Place, ...]] = field(default_factory=dict[str, tuple[Place, ...]])
    headed: bool = True
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    hidden: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """The declared sheets of a workbook by plain name; `twins` holds further sheets of the same plain name.

    `extra` names the sheets that no item declares, in workbook order.
    """

    tables: Mapping[str, Table] = field(default_factory=dict[str, Table])
    twins: Mapping[str, tuple[Table, ...]] = field(default_factory=dict[str, tuple[Table, ...]])
    extra: tuple[str, ...] = ()

    def table(self, kind: type[Row]) -> Table | None:
        """The table of a declared sheet, if the workbook has it."""
        return self.tables.get(plain(kind.sheet))
