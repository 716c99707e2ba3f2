"""Several copies of a group's workbook as one: which rows come to the leader's, and what the leader has to look at.

Every row is compared with what is there already. The same again is left out; one that tells more of the same thing
completes the row that is there; one that tells otherwise is put beside it and named. Nothing is thrown away unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from hashlib import sha256
from typing import Any

from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import bare
from ledger_xlsx.sheets.rows import Column, Filler, Layout, Row
from ledger_xlsx.term import Term, Week

OWN_COLUMN = "本校."
"""In front of the titles of columns that a school has added to a sheet: among an entry's cells they go by these."""


class Outcome(Enum):
    """What became of a row, in the words of the list that the leader reads."""

    ADDED = "并入"
    COMPLETED = "补全了原来空着的格"
    DIFFERENT = "和另一行说的是同一件事，内容不一样，两行都留着，请挑一行"
    LEADERS = "和组长的不一样，没有并入，请组长看一看要不要改"
    NO_SHEET = "组长的工作簿里没有这张表，没有并入"
    PICTURE_LOST = "照片在老师的文件里就丢了，请重新插入"


@dataclass
class Entry:
    """A row with all that it says, also where a blank cell means 'as above', and the file that it came from.

    `filled` are cells that another file has filled in, each with that file. `number` is where it stands: in the merged
    workbook, once that is known.
    """

    row: Row
    cells: Mapping[str, Cell]
    source: str
    own: bool = False
    filled: dict[str, tuple[Cell, str]] = field(default_factory=dict[str, tuple[Cell, str]])
    number: int = 0

    @property
    def kind(self) -> type[Row]:
        """The sheet that it belongs to."""
        return type(self.row)

    @cached_property
    def contents(self) -> Mapping[str, object]:
        """What stands in each cell that is not blank, as it is compared with another's; pictures by their bytes."""
        declared = {column.name: self.content(column) for column in self.kind.columns if self.said(column)}
        return declared | {name: bare(cell.text) for name, cell in self.cells.items() if name.startswith(OWN_COLUMN)}

    def said(self, column: Column[Any]) -> bool:
        """Whether something stands in a column."""
        cell = self.cells.get(column.name)
        return cell is not None and not cell.blank

    def content(self, column: Column[Any]) -> object:
        """A cell's content: its value where it can be read."""
        cell, value = self.cells[column.name], self.row.values[column.name]
        if cell.pictures:
            return bare(cell.text), frozenset(sha256(picture.load()).digest() for picture in cell.pictures)
        return column.field.identity(value) if value != column.field.blank else bare(cell.text + cell.error)

    def tells_no_more_than(self, other: Entry) -> bool:
        """Whether the other says all that this one says."""
        return self.contents.items() <= other.contents.items()

    def words(self) -> str:
        """The row in one line, for the list."""
        said = (self.cells[name] for name in self.contents)
        return "｜".join(" ".join(cell.text.split()) or "［照片］" for cell in said)


@dataclass(frozen=True)
class Note:
    """What became of a row of a file; `others` are the rows that say otherwise of the same thing."""

    source: str
    outcome: Outcome
    entry: Entry
    others: Sequence[Entry] = ()

    @property
    def to_look_at(self) -> bool:
        """Whether the leader has to look at it."""
        return self.outcome not in (Outcome.ADDED, Outcome.COMPLETED)


@dataclass
class Merging:
    """The leader's ledger, into which others are taken one by one."""

    leader: Ledger
    name: str
    entries: dict[type[Row], list[Entry]] = field(default_factory=dict[type[Row], list[Entry]])
    notes: list[Note] = field(default_factory=list[Note])
    same: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self.term = self.leader.term
        for kind, rows in self.leader.tables.items():
            self.entries[kind] = list(entries(rows, self.name, own=True))

    def take(self, ledger: Ledger, source: str) -> None:
        """Take in what another file holds."""
        self.same[source] = 0
        self.term = self.term or ledger.term
        for kind, rows in ledger.tables.items():
            for entry in entries(rows, source):
                if kind.layout is Layout.LIST:
                    self.take_labels(entry)
                else:
                    self.take_row(entry)

    def take_labels(self, entry: Entry) -> None:
        """Take in a list sheet (基本信息): fill in what the leader has left blank, name what differs."""
        here = self.entries[entry.kind]
        if not here:
            here.append(Entry(entry.kind.nothing(), {}, self.name, own=True))
        [target] = here
        for name, content in entry.contents.items():
            # A label of the school's own has no line in a list that lacks it.
            if name not in target.contents and name not in target.filled and not name.startswith(OWN_COLUMN):
                target.filled[name] = (entry.cells[name], entry.source)
                self.note(Outcome.COMPLETED, labelled(entry, name))
            elif target.contents.get(name, None if name.startswith(OWN_COLUMN) else content) != content:
                self.note(Outcome.LEADERS, labelled(entry, name))

    def take_row(self, entry: Entry) -> None:
        """Take in a row of a table."""
        here = self.entries[entry.kind]
        if any(entry.contents == other.contents for other in here):
            self.same[entry.source] += 1
            return
        alike = [other for other in here if entry.row.key and other.row.key == entry.row.key]
        if any(entry.tells_no_more_than(other) for other in alike):
            self.same[entry.source] += 1
        elif target := next((other for other in alike if other.tells_no_more_than(entry)), None):
            self.complete(target, entry)
        elif entry.kind.filler is Filler.LEADER and any(other.own for other in here):
            self.note(Outcome.LEADERS, entry)
        else:
            here.append(entry)
            # Of several rows of one file it is the teacher's own affair that they differ.
            others = [other for other in alike if other.source != entry.source]
            self.note(Outcome.DIFFERENT if others else Outcome.ADDED, entry, others)
        if any(cell.lost for cell in entry.cells.values()):
            self.note(Outcome.PICTURE_LOST, entry)

    def complete(self, target: Entry, entry: Entry) -> None:
        """Let a row say what another says besides."""
        if target.own:
            for name in entry.contents.keys() - target.contents.keys():
                target.filled[name] = (entry.cells[name], entry.source)
            target.contents = {**entry.contents}
            self.note(Outcome.COMPLETED, target_of(target, entry))
        else:
            here = self.entries[entry.kind]
            here[here.index(target)] = entry
            self.notes = [note for note in self.notes if note.entry is not target]
            self.note(Outcome.ADDED, entry)

    def note(self, outcome: Outcome, entry: Entry, others: Sequence[Entry] = ()) -> None:
        """Remember what became of a row."""
        self.notes.append(Note(entry.source, outcome, entry, others))

    def added(self, kind: type[Row]) -> list[Entry]:
        """The rows that come to a sheet, by day or week; one that names neither stays behind the one above it."""
        days: dict[str, int] = {}
        placed: list[tuple[int, Entry]] = []
        for entry in self.entries.get(kind, ()):
            if not entry.own:
                day = order(entry, self.term)
                days[entry.source] = day if day is not None else days.get(entry.source, 0)
                placed.append((days[entry.source], entry))
        return [entry for _, entry in sorted(placed, key=lambda one: one[0])]


def entries(rows: Iterable[Row], source: str, *, own: bool = False) -> Iterator[Entry]:
    """The rows of a sheet as entries."""
    above: Mapping[str, Cell] = {}
    before: Row | None = None
    for row in rows:
        cells = dict(row.cells)
        for column in row.columns:
            cell = cells.get(column.name)
            as_above = before is not None and row.values[column.name] == before.values[column.name]
            if column.inherit and (cell is None or cell.blank) and as_above and column.name in above:
                cells[column.name] = above[column.name]
        above, before = cells, row
        more = {f"{OWN_COLUMN}{title}": Cell.of(text) for title, text in row.own.items()}
        yield Entry(row, {**cells, **more}, source, own=own, number=row.number)


def labelled(entry: Entry, name: str) -> Entry:
    """One label of a list sheet as an entry of its own."""
    return Entry(entry.row, {name: entry.cells[name]}, entry.source, number=0)


def target_of(target: Entry, entry: Entry) -> Entry:
    """The row that was completed, as the work of the file that did it."""
    return Entry(target.row, entry.cells, entry.source, own=True, number=target.number)


def order(entry: Entry, term: Term | None) -> int | None:
    """The day by which a row stands among the others of its sheet; None where it names neither day nor week."""
    moment = entry.row.moment
    if isinstance(moment, date):
        return moment.toordinal()
    if isinstance(moment, Week):
        return term.monday(moment.number).toordinal() if term and moment.number <= term.weeks else moment.number
    return None
