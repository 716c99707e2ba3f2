"""A merged workbook: the leader's own file with the rows of others in it.

The leader's package is patched, never saved anew, so that everything in it survives. Rows of others are put where
their day or week wants them, or below the leader's where rows cannot be moved without leaving behind what names them.
Their pictures, of whatever kind, float over their cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger_xlsx.errors import UnreadableWorkbook
from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets import reading
from ledger_xlsx.sheets.basics import SHEETS, Basics
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Layout, Row
from ledger_xlsx.sheets.tables import Book, Table, plain
from ledger_xlsx.workbook.drawings import Canvas, Media
from ledger_xlsx.workbook.front import put_in_front, take_away
from ledger_xlsx.workbook.grid import REFERENCE, Grid, Spot, Workbook, column_number, workbook
from ledger_xlsx.workbook.inserting import Rows
from ledger_xlsx.workbook.merge_list import NAME, TITLE, merge_sheet
from ledger_xlsx.workbook.merging import OWN_COLUMN, Entry, Merging, Note, Outcome, order
from ledger_xlsx.workbook.package import open_package, workbook_part
from ledger_xlsx.workbook.patch import Patch
from ledger_xlsx.workbook.pictures import floating
from ledger_xlsx.workbook.sheet_xml import deselect
from ledger_xlsx.workbook.stylesheet import Stylesheet
from ledger_xlsx.workbook.tables import book, shown

LONGEST_TEXT = 32_000
"""Of a cell; a spreadsheet takes 32,767 characters."""
SAME_GROUP = (Basics.year, Basics.semester, Basics.grade, Basics.subject)


@dataclass(frozen=True)
class Source:
    """A file that was to be merged: how many of its rows were there already, or why none was taken.

    `unread` says why it cannot be read, `stranger` that it belongs to another group or term.
    """

    name: str
    same: int = 0
    unread: Finding | None = None
    stranger: str = ""


@dataclass(frozen=True)
class Merged:
    """The merged workbook, what became of each row, and of each file; `extra` are sheets that no ledger has."""

    data: bytes
    notes: Sequence[Note]
    sources: Sequence[Source]
    extra: Sequence[str] = ()

    def counts(self, source: Source) -> Mapping[Outcome, int]:
        """How many rows of a file had each outcome."""
        return Counter(note.outcome for note in self.notes if note.source == source.name)


def merged(leader: Path, others: Sequence[Path], kinds: Sequence[type[Row]]) -> Merged:
    """The leader's workbook with what the others hold. Raises UnreadableWorkbook if the leader's cannot be read.

    `kinds` are the items' sheets; 基本信息 and 成员 are read in any case.
    """
    declared = (*SHEETS, *kinds)
    tables, _ = book(leader, declared)
    ledger, _ = reading.read(kinds, tables)
    merging, sources = Merging(ledger, leader.name), list[Source]()
    for path, name in zip(others, names(leader, others), strict=True):
        try:
            taken, _ = reading.read(kinds, book(path, declared)[0])
        except UnreadableWorkbook as error:
            sources.append(Source(name, unread=error.finding))
            continue
        if stranger := other_group(ledger, taken):
            sources.append(Source(name, stranger=stranger))
            continue
        merging.take(taken, name)
        sources.append(Source(name, merging.same[name]))
    return Merged(Writing(leader, tables, merging).data(), merging.notes, sources)


def renewed(path: Path, template: bytes, kinds: Sequence[type[Row]]) -> Merged:
    """A workbook's content in a template that holds nothing yet. Raises UnreadableWorkbook."""
    tables, _ = book(path, (*SHEETS, *kinds))
    ledger, _ = reading.read(kinds, tables)
    with TemporaryDirectory(prefix="ledger-") as folder:
        empty = Path(folder) / path.name
        empty.write_bytes(template)
        declared = book(empty, (*SHEETS, *kinds))[0]
        merging = Merging(reading.read(kinds, declared)[0], "")
        merging.take(ledger, path.name)
        data = Writing(empty, declared, merging, listed=False).data()
    return Merged(data, merging.notes, [Source(path.name)], extra=ledger.extra)


def with_cover(template: bytes, pictures: Sequence[Picture]) -> bytes:
    """A workbook that holds nothing yet, with these pictures as 封面图片."""
    with TemporaryDirectory(prefix="ledger-") as folder:
        empty = Path(folder) / "new.xlsx"
        empty.write_bytes(template)
        merging = Merging(Ledger(), "")
        cover = Entry(Basics.nothing(), {}, "", own=True)
        cover.filled[Basics.cover_picture.name] = (Cell(Place(""), pictures=tuple(pictures)), "")
        merging.entries[Basics] = [cover]
        return Writing(empty, book(empty, SHEETS)[0], merging, listed=False).data()


def names(leader: Path, others: Sequence[Path]) -> Sequence[str]:
    """What each file is called: by its name, with its folder where two have the same."""
    count = Counter(path.name for path in (leader, *others))
    return [path.name if count[path.name] == 1 else str(path) for path in others]


def other_group(leader: Ledger, other: Ledger) -> str:
    """What says that a ledger is another group's or another term's; "" where nothing does."""
    for column in SAME_GROUP:
        ours, theirs = (str(ledger.basics.show(column)) for ledger in (leader, other))
        if ours and theirs and ours != theirs:
            return f"{column.title}写的是「{theirs}」，组长的是「{ours}」"
    return ""


@dataclass
class Writing:
    """Writes what was merged into the leader's package, with the list in front if it is to be `listed`."""

    path: Path
    tables: Book
    merging: Merging
    listed: bool = True

    def data(self) -> bytes:
        """The merged package."""
        package = open_package(self.path)
        patch, part = Patch(package), workbook_part(package)
        take_away(patch, part, NAME, TITLE)
        opened, media = workbook(package), Media(patch)
        for kind, entries in self.merging.entries.items():
            if any(entry.filled or not entry.own for entry in entries):
                self.write(patch, opened, media, kind)
        if self.listed:
            put_in_front(patch, part, merge_sheet(self.merging.notes, Stylesheet.of(patch, part)), NAME)
            # With two sheets selected, what is typed goes into both.
            for sheet in opened.sheets:
                if sheet.part in patch:
                    deselect(patch.tree(sheet.part))
        return patch.data()

    def write(self, patch: Patch, opened: Workbook, media: Media, kind: type[Row]) -> None:
        """Write one sheet."""
        table = self.tables.table(kind)
        sheet = next((sheet for sheet in opened.sheets if table and sheet.name == table.sheet), None)
        if table is None or sheet is None or not table.headed:
            self.leave_out(kind)
            return
        grid = opened.grid(sheet)
        rows, canvas = Rows(patch, sheet.part), Canvas(patch, sheet.part, media)
        pen = Pen(grid, rows, canvas, {**columns(kind, table), **own_columns(kind, table, grid)})
        if kind.layout is Layout.TABLE:
            pen.add_columns(name for entry in self.merging.entries[kind] for name in entry.contents)
        else:
            [entry] = self.merging.entries[kind]
            for name, (cell, _) in entry.filled.items():
                pen.put(pen.places[name], cell, height=grid.rows.of(pen.places[name][0]))
            return
        used = max((row for row, _ in grid.cells), default=0)
        pictures = (one.spot[0] for one in floating(patch.package, sheet.part, grid))
        self.write_rows(kind, pen, max([used, *pictures]) + 1)

    def write_rows(self, kind: type[Row], pen: Pen, end: int) -> None:
        """Put the rows of others among the leader's, the last of which stands above `end`."""
        own = [entry for entry in self.merging.entries[kind] if entry.own]
        placed: dict[int, list[Entry]] = {}
        for entry in self.merging.added(kind):
            placed.setdefault(self.position(entry, own, pen, end), []).append(entry)
        heights = {place: sum(len(pieces(entry)) for entry in new) for place, new in placed.items()}
        for place in sorted(placed, reverse=True):
            if place < end:
                pen.make_room(place, heights[place])
        for entry in own:
            entry.number += sum(height for place, height in heights.items() if place <= entry.number)
            for name, (cell, _) in entry.filled.items():
                if name in pen.places:
                    pen.put((entry.number, pen.places[name][1]), cell)
        for place, new in placed.items():
            row = place + sum(height for other, height in heights.items() if other < place)
            for entry in new:
                entry.number = row
                for piece in pieces(entry):
                    pen.write(row, piece)
                    row += 1
        self.number_completed(own)

    def number_completed(self, own: Sequence[Entry]) -> None:
        """Let what is said of a completed row name where that stands now."""
        numbers = {id(entry.row): entry.number for entry in own}
        for note in self.merging.notes:
            if note.outcome is Outcome.COMPLETED:
                note.entry.number = numbers.get(id(note.entry.row), note.entry.number)

    def position(self, entry: Entry, own: Sequence[Entry], pen: Pen, end: int) -> int:
        """The row before which a row is put: behind the last of the leader's that is not later than it."""
        term = self.merging.term
        mine, theirs = order(entry, term), [order(one, term) for one in own]
        known = [one for one in theirs if one is not None]
        if mine is None or len(known) < len(theirs) or known != sorted(known) or not pen.rows.movable:
            return end
        index = bisect_right(known, mine)
        place = own[index].number if index < len(own) else end
        areas = [area for area in pen.grid.areas if area.top < place <= area.bottom]
        return max([place, *(area.bottom + 1 for area in areas)]) if place < end else end

    def leave_out(self, kind: type[Row]) -> None:
        """Where the leader has no such sheet, its rows are named instead."""
        self.merging.notes = [
            replace(note, outcome=Outcome.NO_SHEET) if note.entry.kind is kind else note for note in self.merging.notes
        ]


@dataclass
class Pen:
    """Writes cells and pictures of one sheet; `places` are its columns' titles, or a list's cells, by column name."""

    grid: Grid
    rows: Rows
    canvas: Canvas
    places: dict[str, Spot]

    def add_columns(self, names: Iterable[str]) -> None:
        """Give the columns that a school has added, where this sheet lacks them, a place and a title at the right end."""
        for name in dict.fromkeys(names):
            if name.startswith(OWN_COLUMN) and name not in self.places:
                head = next(iter(self.places.values()))[0]
                last = max(column for row, column in (*self.grid.cells, *self.places.values()) if row == head)
                self.places[name] = (head, last + 1)
                self.rows.put(head, last + 1, Cell.of(name.removeprefix(OWN_COLUMN)))

    def make_room(self, first: int, count: int) -> None:
        """Move rows down."""
        self.rows.make_room(first, count)
        self.canvas.make_room(first, count)

    def write(self, row: int, cells: Mapping[str, Cell]) -> None:
        """Write a row."""
        for name, cell in sorted(cells.items(), key=lambda one: self.places.get(one[0], (0, 0))[1]):
            if name in self.places and not cell.blank:
                self.put((row, self.places[name][1]), cell)

    def put(self, spot: Spot, cell: Cell, *, height: int = 0) -> None:
        """Write a cell: its value, and its pictures over it; a row that is new is as high as its sheet's rows are."""
        if cell.text or cell.error:
            self.rows.put(*spot, cell)
        if cell.pictures:
            size = (self.grid.columns.of(spot[1]), height or self.grid.rows.default)
            self.canvas.put(spot, size, cell.pictures)


def columns(kind: type[Row], table: Table) -> Mapping[str, Spot]:
    """Where the title of each column stands, or the content of each label."""
    found: dict[str, Spot] = {}
    for column in kind.columns:
        place = table.titles.get(plain(column.title))
        at = REFERENCE.fullmatch(place.cell or "") if place else None
        if at:
            found[column.name] = (int(at[2]), column_number(at[1]))
    return found


def own_columns(kind: type[Row], table: Table, grid: Grid) -> Mapping[str, Spot]:
    """Where the titles of the columns stand that the school has added to a table sheet."""
    titles = columns(kind, table).values()
    if kind.layout is Layout.LIST or not titles:
        return {}
    head, taken = next(iter(titles))[0], {column for _, column in titles}
    return {
        f"{OWN_COLUMN}{plain(shown(stored))}": spot
        for spot, stored in grid.cells.items()
        if spot[0] == head and spot[1] not in taken and shown(stored)
    }


def pieces(entry: Entry) -> Sequence[Mapping[str, Cell]]:
    """A row as one or, where a text is too long for a cell, several, of which the others continue the first."""
    first = dict(entry.cells)
    others: list[dict[str, Cell]] = []
    for column in entry.kind.columns:
        cell = first.get(column.name)
        if cell and len(cell.text) > LONGEST_TEXT:
            texts = list(chunks(cell.text))
            first[column.name] = replace(cell, text=texts[0], value=texts[0])
            for index, text in enumerate(texts[1:]):
                if index == len(others):
                    others.append({})
                others[index][column.name] = replace(cell, text=text, value=text, pictures=())
    return [first, *others]


def chunks(text: str) -> Iterator[str]:
    """A text in parts that fit into a cell, cut between paragraphs where there are any."""
    while len(text) > LONGEST_TEXT:
        cut = text.rfind("\n", 1, LONGEST_TEXT)
        cut = cut if cut > 0 else LONGEST_TEXT
        yield text[:cut]
        text = text[cut:].removeprefix("\n")
    yield text
