"""A workbook file as tables of cells, ready to be read: the declared sheets, their titles found, every value with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Pictures
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import HEADER_WITHIN, Book, Line, Table, meant, plain, spellings
from ledger_xlsx.workbook import formats
from ledger_xlsx.workbook.cell_pictures import CellPictures
from ledger_xlsx.workbook.grid import Grid, Sheet, Spot, Stored, Workbook, address, covered, workbook
from ledger_xlsx.workbook.package import CONTENT_OUTSIDE, NOT_TEMPLATE, open_package, refuse
from ledger_xlsx.workbook.pictures import Floating, Placement, floating
from ledger_xlsx.workbook.version import older_template

LABELS, CONTENTS = "项目", "内容"
TITLES_NEEDED = 2
"""So many titles make a row of titles, if the sheet declares as many."""
OUR_OWN = ("填写说明", "问题清单", "合并说明")
HIDDEN_LIST, OF_WPS = "_", "WpsReserved_"
FIRST_DAY, LAST_DAY, DAYS_BEFORE_1904 = 36_526, 73_050, 1462
"""Serial numbers that could be days: those of 2000 to 2099; the 1904 system counts so many less."""


def book(path: Path, kinds: Iterable[type[Row]]) -> tuple[Book, list[Finding]]:
    """The declared sheets of a workbook file, and what opening it found. Raises UnreadableWorkbook.

    Of several sheets of one name, one that holds nothing is no twin. Findings are macros and links to other files
    (文-09), an older template (文-08), and content in a sheet that is part of no table (列-04).
    """
    package = open_package(path)
    opened = workbook(package)
    findings = package.warnings()
    declared = {plain(kind.sheet): kind for kind in kinds}
    images = CellPictures(package)
    found: dict[str, list[Table]] = defaultdict(list)
    extra: list[str] = []
    for sheet in opened.sheets:
        kind = declared.get(plain(sheet.name))
        if kind is not None:
            reader = SheetReader(opened, sheet, kind, images)
            found[plain(sheet.name)].append(reader.table())
            findings += reader.findings
        elif not is_our_own(sheet):
            extra.append(sheet.name)
    if not found:
        refuse(NOT_TEMPLATE.at(Place(package.name)))
    tables: dict[str, Table] = {}
    twins: dict[str, tuple[Table, ...]] = {}
    for name, sheets in found.items():
        filled = [table for table in sheets if holds_something(table, declared[name])]
        tables[name] = (filled or sheets)[0]
        if filled[1:]:
            twins[name] = tuple(filled[1:])
    findings += older_template(package, list(declared.values()), tables)
    return Book(tables, twins, tuple(extra)), findings


def is_our_own(sheet: Sheet) -> bool:
    """A sheet that the template, the checker or WPS has put there, and not the teacher."""
    ours = plain(sheet.name) in OUR_OWN or sheet.name.startswith(OF_WPS)
    return ours or (sheet.hidden and sheet.name.startswith(HIDDEN_LIST))


def holds_something(table: Table, kind: type[Row]) -> bool:
    """Whether anybody has filled in more than what `new` writes in advance."""
    prefilled = {plain(column.title) for column in kind.columns if column.prefilled}
    return any(not cell.blank for line in table.lines for title, cell in line.cells.items() if title not in prefilled)


@dataclass
class SheetReader:
    """Reads one declared sheet."""

    book: Workbook
    sheet: Sheet
    kind: type[Row]
    images: CellPictures
    findings: list[Finding] = field(default_factory=list[Finding])

    @cached_property
    def grid(self) -> Grid:
        """The sheet's stored cells."""
        return self.book.grid(self.sheet)

    def table(self) -> Table:
        """The sheet as a table; a list sheet has one line, its labels for titles."""
        return self.listed() if self.kind.layout is Layout.LIST else self.tabled()

    def tabled(self) -> Table:
        """A table sheet: the rows below the titles in which something stands."""
        head, columns = self.titles(set(spellings(self.kind)))
        if len(columns) < min(TITLES_NEEDED, len(self.kind.columns)):
            return Table(self.sheet.name, headed=False)
        typed = {column: shown(stored) for (row, column), stored in self.grid.cells.items() if row == head}
        means = meant((plain(title) for title in typed.values()), self.kind)
        named = {column: plain(title) for column, title in typed.items() if plain(title) in means}
        places: dict[str, list[int]] = defaultdict(list)
        # A column's own title goes before an older one, wherever the two stand.
        for column, title in sorted(named.items(), key=lambda one: (means[one[1]] != one[1], one[0])):
            places[means[title]].append(column)
        chosen = {title: found[0] for title, found in places.items()}
        own = {plain(column.title): column for column in self.kind.columns}
        titles = {title: self.place((head, column), own[title]) for title, column in chosen.items()}
        repeated = {
            title: tuple(self.place((head, column), own[title]) for column in found[1:])
            for title, found in places.items()
            if found[1:]
        }
        self.look_outside(head, chosen)
        added = {column: plain(title) for column, title in typed.items() if plain(title) and column not in named}
        lines = list(self.lines(head, {own[title]: column for title, column in chosen.items()}, added))
        renamed = {title: typed[column] for title, column in chosen.items() if named[column] != title}
        others = tuple(title for column, title in typed.items() if column not in named and title.strip())
        return Table(self.sheet.name, lines, titles, repeated, renamed=renamed, hidden=self.sheet.hidden, others=others)

    def titles(self, wanted: set[str]) -> tuple[int, dict[int, str]]:
        """The row among the first ten that bears most of the wanted titles, and these by column."""
        rows: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), stored in sorted(self.grid.cells.items()):
            if row <= HEADER_WITHIN and plain(shown(stored)) in wanted:
                rows[row][column] = plain(shown(stored))
        best = max(rows, key=lambda row: len(set(rows[row].values())), default=0)
        return best, rows[best]

    def lines(self, head: int, columns: Mapping[Column[object], int], added: Mapping[int, str]) -> Iterator[Line]:
        """The rows below the titles, each with a cell for every declared column; rows in which none stands are left out.

        `added` are the titles of the school's own columns.
        """
        added_tops = covered(self.grid.areas, list(added), head)
        tops = covered(self.grid.areas, list(columns.values()), head)
        numbers = set(columns.values())
        filled = {
            row for row, column in self.grid.cells if row > head and column in numbers and (row, column) not in tops
        }
        galleries = [number for column, number in columns.items() if is_pictures(column)]
        pictures, lost = self.pictures(head, galleries, filled), self.lost(head, galleries, filled)
        for row in sorted(filled | {row for row, _ in (*pictures, *lost)}):
            cells = {}
            for column, number in columns.items():
                spot = (tops.get((row, number), row), number)
                cell = self.cell(spot, column, pictures.get(spot, ()), continues=spot[0] != row)
                cells[plain(column.title)] = replace(cell, lost=True) if spot in lost and not cell.pictures else cell
            if any(not (cell.blank or cell.continues) for cell in cells.values()):
                spots = {title: (added_tops.get((row, column), row), column) for column, title in added.items()}
                yield Line(row, cells, hidden=not self.grid.rows.of(row), own=self.texts(spots))

    def texts(self, spots: Mapping[str, Spot]) -> Mapping[str, str]:
        """What the cells of the school's own columns show, as far as something stands there."""
        return {title: text for title, spot in spots.items() if (text := shown(self.grid.cells.get(spot, Stored())))}

    def pictures(self, head: int, columns: list[int], filled: set[int]) -> Mapping[Spot, tuple[Picture, ...]]:
        """The pictures by the cell that each belongs to: those in cells, then those that float."""
        found: dict[Spot, tuple[Picture, ...]] = defaultdict(tuple)
        if not columns:
            return found
        placement = Placement(self.grid, head, columns, filled)
        for spot, stored in sorted(self.grid.cells.items()):
            picture = self.images.of(stored) if spot[0] > head and (stored.image or stored.rich) else None
            if picture:
                found[placement.first(spot[0], placement.column(spot[1]))] += (picture,)
        for spot, floated in placement.by_cell(self.floating).items():
            found[spot] += floated
        return found

    @cached_property
    def floating(self) -> Sequence[Floating]:
        """The pictures that float over the sheet."""
        return floating(self.book.package, self.sheet.part, self.grid)

    def lost(self, head: int, columns: list[int], filled: set[int]) -> set[Spot]:
        """The cells to which a picture belongs that the file no longer has: floating, or put into the cell by WPS.

        One over which another was put since is mended, though the dead formula still stands below.
        """
        placement = Placement(self.grid, head, columns, filled)
        floated = {spot for one in self.floating if not one.picture and (spot := placement.spot(one))}
        return floated | {
            placement.first(spot[0], placement.column(spot[1]))
            for spot, stored in self.grid.cells.items()
            if columns and spot[0] > head and stored.image and not self.images.of(stored)
        }

    def look_outside(self, head: int, columns: Mapping[str, int]) -> None:
        """Note content that belongs to no table: beside it in columns without a title, and below all that is read."""
        untitled = (
            spot
            for spot, stored in sorted(self.grid.cells.items())
            if spot[0] > head and (head, spot[1]) not in self.grid.cells and shown(stored)
        )
        below = min(
            ((row, column) for column, row in self.grid.below.items() if column in columns.values()), default=None
        )
        for spot in (next(untitled, None), below):
            if spot:
                self.findings.append(CONTENT_OUTSIDE.at(Place(self.sheet.name, address(spot))))

    def listed(self) -> Table:
        """A list sheet: a label in the column 项目 names the value in the column 内容, A and B where no titles stand."""
        spelled = spellings(self.kind)
        head, columns = self.titles({LABELS, CONTENTS})
        by_title = {title: column for column, title in reversed(columns.items())}
        if len(by_title) < TITLES_NEEDED:
            head, by_title = 0, {LABELS: 1, CONTENTS: 2}
        own = {plain(column.title): column for column in self.kind.columns}
        rows: dict[str, list[int]] = defaultdict(list)
        added: dict[str, Spot] = {}
        for (row, column), stored in sorted(self.grid.cells.items()):
            label = plain(shown(stored))
            if row > head and column == by_title[LABELS] and label in spelled:
                rows[spelled[label]].append(row)
            elif row > head and column == by_title[LABELS] and label:
                added.setdefault(label, (row, by_title[CONTENTS]))
        places = {
            title: [self.place((row, by_title[CONTENTS]), own[title]) for row in found] for title, found in rows.items()
        }
        spots = {title: (found[0], by_title[CONTENTS]) for title, found in rows.items()}
        gallery = next(
            (spots[plain(c.title)] for c in self.kind.columns if is_pictures(c) and plain(c.title) in spots), None
        )
        pictures = {gallery: self.all_pictures()} if gallery else {}
        cells = {title: self.cell(spot, own[title], pictures.get(spot, ())) for title, spot in spots.items()}
        for title, spot in spots.items():
            stored = self.grid.cells.get(spot, Stored())
            if is_pictures(own[title]) and stored.image and not self.images.of(stored) and not cells[title].pictures:
                cells[title] = replace(cells[title], lost=True)
        return Table(
            self.sheet.name,
            [Line(1, cells, own=self.texts(added))] if cells else [],
            {title: found[0] for title, found in places.items()},
            {title: tuple(found[1:]) for title, found in places.items() if found[1:]},
            headed=bool(cells),
            hidden=self.sheet.hidden,
        )

    def all_pictures(self) -> tuple[Picture, ...]:
        """Every picture of the sheet, whichever row it stands on."""
        within = (self.images.of(stored) for stored in self.grid.cells.values() if stored.image or stored.rich)
        floated = (one.picture for one in self.floating)
        return tuple(picture for picture in (*within, *floated) if picture)

    def cell(
        self, spot: Spot, column: Column[object], pictures: tuple[Picture, ...] = (), *, continues: bool = False
    ) -> Cell:
        """The cell of a column, blank where nothing is stored."""
        stored = self.grid.cells.get(spot, Stored())
        # Excel's picture in a cell has #VALUE! beneath it, for programs that do not know of such pictures.
        error = "" if stored.rich and self.images.of(stored) else stored.error
        text = shown(stored) or error
        value = stored.value if isinstance(stored.value, float | date) else text or None
        return Cell(
            self.place(spot, column),
            text,
            value,
            day=self.day(stored),
            percent=isinstance(value, float) and formats.is_percent(stored.code),
            error=error,
            uncomputed=stored.uncomputed,
            continues=continues,
            pictures=pictures,
        )

    def day(self, stored: Stored) -> date | None:
        """The day of a bare number that could be a date's serial."""
        number, since_1904 = stored.value, self.book.since_1904
        if not isinstance(number, float) or formats.is_percent(stored.code):
            return None
        if not FIRST_DAY <= number + (DAYS_BEFORE_1904 if since_1904 else 0) <= LAST_DAY:
            return None
        found = formats.moment(number, since_1904=since_1904)
        return found.date() if isinstance(found, datetime) else found if isinstance(found, date) else None

    def place(self, spot: Spot, column: Column[object]) -> Place:
        """Where a cell stands, under its column's title."""
        return Place(self.sheet.name, address(spot), column.title)


def is_pictures(column: Column[object]) -> bool:
    """Whether a column is there for pictures."""
    return isinstance(column.field, Pictures)


def shown(stored: Stored) -> str:
    """The text that a cell shows; a formula's error, or a picture, shows none."""
    value = stored.value
    if isinstance(value, str):
        return formats.text(value)
    if isinstance(value, float):
        return formats.shown_number(value, stored.code)
    return "" if value is None else formats.shown_moment(value, stored.code)
