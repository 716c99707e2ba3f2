"""Tables to ledger: every cell parsed once; what cannot be parsed becomes a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from ledger_xlsx.findings import Finding, Notice, Place
from ledger_xlsx.sheets import notices
from ledger_xlsx.sheets.basics import SHEETS, Basics, MemberRow
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import DATE_UNREADABLE, WEEK_UNREADABLE
from ledger_xlsx.sheets.fields import (
    LESSONS_UNREADABLE,
    NOT_IN_LIST,
    NUMBER_UNREADABLE,
    TURNED_INTO_DATE,
    Pictures,
    Unreadable,
)
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import Book, Table, plain
from ledger_xlsx.term import Term

R = TypeVar("R", bound=Row)
# Forbidden by XML 1.0, private use, and halves of surrogate pairs: no printer has a shape for them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ue000-\uf8ff\ud800-\udfff]")
NOBODYS_SHEETS = ("填写说明", "问题清单", "合并说明", "WpsReserved_")
"""Sheets that come with the workbook, our own lists, and what WPS keeps for itself: not the teacher's."""
FIRST = 5
"""So many of many rows are named."""
MANY = 3
"""So many empty required cells in a row, or in a column, are one finding (RULES B1); so are so many misplaced ones."""
CHANCE = 4
ENOUGH = 12
"""So many characters of a misplaced text are quoted."""
UNREADABLE = (NUMBER_UNREADABLE, LESSONS_UNREADABLE, NOT_IN_LIST, DATE_UNREADABLE, WEEK_UNREADABLE, TURNED_INTO_DATE)
"""What is said of a cell that holds something else than its column."""


def read(kinds: Iterable[type[Row]], book: Book) -> tuple[Ledger, list[Finding]]:
    """The typed ledger, and a finding for each cell or sheet that has no value where one is due.

    `kinds` are the items' sheets; 基本信息 and 成员 are read first, in any case: dates take their year from the term,
    names their spelling from the members.
    """
    kinds = (*SHEETS, *kinds)
    findings = list(structure(kinds, book))
    tables: dict[type[Row], Sequence[Row]] = {}
    # Twice: a 开学日期 without a year needs the term that 学年 and 学期 give.
    for _ in range(2):
        basics = RowReader(Basics, Group(assumed_term(tables)))
        tables[Basics] = basics.rows(book.table(Basics))
    findings += [*hidden(Basics, book, tables[Basics]), *basics.findings()]
    group = Group(assumed_term(tables))
    for kind in kinds[1:]:
        reader = RowReader(kind, group)
        tables[kind] = reader.rows(book.table(kind))
        findings += [*hidden(kind, book, tables[kind]), *reader.findings()]
        if kind is MemberRow:
            members = frozenset(row.bare_name for row in Ledger(tables).rows(MemberRow))
            group = Group(group.term, members)
    missing = frozenset(kind for kind in kinds if book.table(kind) is None)
    return Ledger(tables, missing=missing, extra=book.extra), findings


def alone(kind: type[R], book: Book, group: Group) -> tuple[Sequence[R], list[Finding]]:
    """The rows of a sheet in a workbook of its own, without 基本信息 and 成员, and what reading it found."""
    reader = RowReader(kind, group)
    rows = reader.rows(book.table(kind))
    return cast("Sequence[R]", rows), [*structure((kind,), book), *reader.findings()]


def assumed_term(tables: Mapping[type[Row], Sequence[Row]]) -> Term | None:
    """The term of what has been read so far."""
    return Ledger(tables).basics.assumed_term


def structure(kinds: Iterable[type[Row]], book: Book) -> Iterator[Finding]:
    """What is wrong with the sheets themselves: two of a name, no row of titles, a column missing or twice."""
    for name in book.extra:
        if not name.startswith(NOBODYS_SHEETS):
            yield notices.SHEET_EXTRA.at(Place(name))
    for kind in kinds:
        table = book.table(kind)
        for twin in book.twins.get(plain(kind.sheet), ()):
            yield notices.SHEET_TWICE.at(Place(twin.sheet), sheet=kind.sheet)
        if table is None:
            continue
        if not table.headed:
            first = "、".join(column.title for column in kind.columns[:3])
            yield notices.HEADER_MOVED.at(Place(table.sheet), titles=first)
            continue
        yield from titles(kind, table)


def titles(kind: type[Row], table: Table) -> Iterator[Finding]:
    """What is wrong with the titles of a sheet's columns, and which are read though they are spelled otherwise."""
    for column in kind.columns:
        title = plain(column.title)
        place = table.titles.get(title)
        if place is None and column.required:
            yield notices.COLUMN_MISSING.at(
                Place(table.sheet, column=column.title),
                title=column.title,
                suggestion=likeliest(column.title, table.others, distance=2),
            )
        if place is None:
            continue
        for other in table.repeated.get(title, ()):
            yield notices.COLUMN_TWICE.at(other, title=column.title, first=place.cell)
        if title in table.renamed:
            yield notices.COLUMN_RENAMED.at(
                place, found=table.renamed[title], title=column.title, expected=column.title
            )


def hidden(kind: type[Row], book: Book, rows: Sequence[Row]) -> Iterator[Finding]:
    """What is filled in but cannot be seen: a hidden sheet, or else hidden rows."""
    table = book.table(kind)
    if table is None:
        return
    if table.hidden:
        as_list = kind.layout is Layout.LIST
        count = sum(not cell.blank for line in table.lines for cell in line.cells.values()) if as_list else len(rows)
        if count:
            yield notices.SHEET_HIDDEN.at(Place(table.sheet), count=count)
        return
    prefilled = {plain(column.title) for column in kind.columns if column.prefilled}
    found: dict[int, Place] = {}
    for line in table.lines if kind.layout is Layout.TABLE else ():
        typed = [c for title, c in line.cells.items() if title not in prefilled and not (c.blank or c.continues)]
        if line.hidden and typed:
            found[line.number] = typed[0].place
    if found:
        more = f" 等 {len(found)} " if len(found) > FIRST else " "
        numbers = "、".join(map(str, list(found)[:FIRST])) + more
        yield notices.ROWS_HIDDEN.at(next(iter(found.values())), rows=numbers.rstrip())


@dataclass
class Entry:
    """The lines that make one row: a first one, and those that continue its long texts."""

    number: int
    cells: dict[str, Cell]
    own: Mapping[str, str]

    def go_on(self, own: Mapping[str, str]) -> None:
        """Add what a continuing line says in the school's own columns."""
        titles = dict.fromkeys([*self.own, *own])
        self.own = {t: "\n".join(text for text in (self.own.get(t), own.get(t)) if text) for t in titles}


@dataclass
class RowReader:
    """Reads the rows of one sheet and collects what it finds on the way."""

    kind: type[Row]
    group: Group
    found: dict[tuple[Notice, Place], Finding] = field(default_factory=dict[tuple[Notice, Place], Finding])
    empty: list[tuple[Row, Column[Any]]] = field(default_factory=list[tuple[Row, Column[Any]]])
    used: set[str] = field(default_factory=set[str])
    typed: dict[str, dict[Place, str]] = field(default_factory=lambda: defaultdict[str, dict[Place, str]](dict))
    inherited: set[str] = field(default_factory=set[str])
    repeats: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    last: int = 0

    def rows(self, table: Table | None) -> Sequence[Row]:
        """The rows in sheet order; blank ones and those that hold only what `new` prefilled are left out."""
        if table is None or not table.headed:
            return ()
        rows: list[Row] = []
        above, inherited_from = self.kind.nothing(), dict[str, bool]()
        for entry in self.entries(table):
            values, filled = self.values(entry, above, inherited_from)
            above, inherited_from = self.kind(entry.number, values, entry.cells, table.sheet, entry.own), filled
            if self.kind.layout is Layout.LIST or self.started(entry):
                rows.append(above)
                self.used |= {name for name, is_filled in filled.items() if is_filled}
                self.note_empty(above, filled)
        return tuple(rows)

    def entries(self, table: Table) -> Iterator[Entry]:
        """The lines of the sheet that hold something, each with those that continue it."""
        current: Entry | None = None
        for line in table.lines:
            cells = {c.name: line.cells[plain(c.title)] for c in self.kind.columns if plain(c.title) in line.cells}
            own = [c for c in self.kind.columns if c.name in cells and not self.left_blank(cells[c.name])]
            if not own and self.kind.layout is Layout.TABLE:
                continue
            if current and own and all(c.field.long and not cells[c.name].pictures for c in own):
                for column in own:
                    before = current.cells.get(column.name)
                    current.cells[column.name] = (
                        before.followed_by(cells[column.name]) if before else cells[column.name]
                    )
                current.go_on(line.own)
                continue
            if current:
                yield current
            current = Entry(line.number, cells, line.own)
        if current:
            yield current

    @staticmethod
    def left_blank(cell: Cell) -> bool:
        # A cell that a merged area above covers was filled in above, not here.
        return cell.blank or cell.continues

    def started(self, entry: Entry) -> bool:
        """Whether somebody has typed more than what `new` prefilled."""
        return any(
            not column.prefilled and column.name in entry.cells and not self.left_blank(entry.cells[column.name])
            for column in self.kind.columns
        )

    def values(
        self, entry: Entry, above: Row, filled_above: Mapping[str, bool]
    ) -> tuple[dict[str, Any], dict[str, bool]]:
        """The values by column name, and which columns were filled in here or above, readable or not."""
        values: dict[str, Any] = {}
        filled: dict[str, bool] = {}
        self.inherited.clear()
        for column in self.kind.columns:
            cell = entry.cells.get(column.name)
            values[column.name], filled[column.name] = column.field.blank, False
            if cell is not None and not cell.blank:
                filled[column.name] = True
                values[column.name] = self.value(column, cell)
                self.typed[column.name][cell.place] = cell.text
            elif column.inherit and all(values[c.name] == above.values[c.name] for c in column.within):
                values[column.name] = above.values[column.name]
                self.inherited.add(column.name)
                filled[column.name] = filled_above.get(column.name, False)
        return values, filled

    def value(self, column: Column[Any], cell: Cell) -> Any:
        """The value of a cell that is not blank; what cannot be read is found and stays blank."""
        if cell.lost or ((cell.error or cell.uncomputed) and isinstance(column.field, Pictures)):
            # A picture in a cell leaves #VALUE! behind in Excel, its formula in WPS, perhaps without a result.
            self.blame(column, notices.PICTURE_LOST.at(cell.place, found=cell.error))
            return cell.pictures
        if cell.error:
            return self.blame(column, notices.FORMULA_ERROR.at(cell.place, found=cell.error))
        if cell.uncomputed:
            return self.blame(column, notices.FORMULA_UNCOMPUTED.at(cell.place))
        if odd := UNPRINTABLE.findall(cell.text):
            characters = "、".join(f"U+{ord(character):04X}" for character in dict.fromkeys(odd))
            self.blame(column, notices.UNPRINTABLE.at(cell.place, found=characters))
        try:
            return column.field.parse(cell, self.group)
        except Unreadable as error:
            return self.blame(column, error.at(cell))

    def blame(self, column: Column[Any], finding: Finding) -> Any:
        # A merged cell is read once for each row that it covers, but said once.
        self.found.setdefault((finding.notice, finding.place), finding)
        return column.field.blank

    def note_empty(self, row: Row, filled: Mapping[str, bool]) -> None:
        """Remember the columns that this row should have filled in; pictures have a rule of their own.

        A blank that only says 'as above' of a blank above it is no mistake of its own.
        """
        noted_above = {column.name for above, column in self.empty if above.number == self.last}
        self.last = row.number
        for column in self.kind.columns:
            asked = (column.required or column.expected) and not isinstance(column.field, Pictures)
            if (
                asked
                and column.name in row.cells
                and not filled[column.name]
                and not (column.exempt and column.exempt(row))
            ):
                self.empty.append((row, column))
                if column.name in self.inherited & noted_above:
                    self.repeats.add((row.number, column.name))

    def findings(self) -> Iterator[Finding]:
        """What was found, one message for each root cause: a misplaced or empty column, a half-filled row, a cell."""
        by_column: dict[str, list[Row]] = defaultdict(list)
        for row, column in self.empty:
            by_column[column.name].append(row)
        whole = {name for name, lacking in by_column.items() if self.is_whole_column(name, lacking)}
        nothing_in = [c for c in self.kind.columns if c.name in whole and c.required]
        misplaced = self.misplaced(beside=bool(nothing_in))
        wrong = {place for column in misplaced for place in self.typed[column.name]}
        yield from (finding for finding in self.found.values() if finding.place not in wrong)
        yield from self.misplacement(misplaced, nothing_in)
        done = {column.name for column in misplaced}
        empty = [(r, c) for r, c in self.empty if (r.number, c.name) not in self.repeats and c.name not in done]
        rows = {row.number for row, _ in empty}
        for column in self.kind.columns:
            if column.name in whole and column.required:
                yield notices.COLUMN_EMPTY.at(
                    by_column[column.name][0].at(column), title=column.title, example=example(column)
                )
        for number in sorted(rows):
            yield from self.empty_cells([(r, c) for r, c in empty if r.number == number and c.name not in whole])
        for row, column in empty:
            if column.expected:
                yield notices.EXPECTED_EMPTY.at(row.at(column), example=example(column))

    def misplaced(self, *, beside: bool) -> Sequence[Column[Any]]:
        """The columns of which no cell could be read and that hold more than one text again and again.

        `beside` an empty column one readable cell in four is chance.
        """
        if self.kind.layout is not Layout.TABLE:
            return ()
        unread = {place for notice, place in self.found if notice in UNREADABLE}
        found = []
        for column in self.kind.columns:
            typed = self.typed[column.name]
            readable = len(typed.keys() - unread)
            by_chance = len(typed) // CHANCE if beside else 0
            if len(typed) >= MANY and readable <= by_chance and len({*typed.values()}) > 1:
                found.append(column)
        return found

    def misplacement(self, columns: Sequence[Column[Any]], empty: Sequence[Column[Any]]) -> Iterator[Finding]:
        """A misplaced column, or, where more columns do not fit, a whole block of them."""
        for column in columns[:1]:
            place, text = next(iter(self.typed[column.name].items()))
            quoted = text if len(text) <= ENOUGH else f"{text[:ENOUGH]}……"
            if len(columns) + len(empty) > 1:
                titles = "、".join(c.title for c in self.kind.columns if c in (*columns, *empty))
                yield notices.COLUMNS_SHIFTED.at(place, titles=titles, title=column.title, found=quoted)
            else:
                yield notices.COLUMN_MISPLACED.at(place, title=column.title, found=quoted, example=example(column))

    def is_whole_column(self, name: str, lacking: Sequence[Row]) -> bool:
        return len(lacking) >= MANY and self.kind.layout is Layout.TABLE and name not in self.used

    def empty_cells(self, cells: Sequence[tuple[Row, Column[Any]]]) -> Iterator[Finding]:
        """The empty required cells of one row: one by one, or as a half-filled row."""
        required = [(row, column) for row, column in cells if column.required]
        if len(required) >= MANY and self.kind.layout is Layout.TABLE:
            row, first = required[0]
            done = next((c.title for c in self.kind.columns if row.filled(c)), "")
            lacking = "、".join(column.title for _, column in required)
            yield notices.ROW_HALF_FILLED.at(row.at(first), row=row.number, done=done, lacking=lacking)
        else:
            for row, column in required:
                yield notices.REQUIRED_EMPTY.at(row.at(column), example=example(column))


def example(column: Column[Any]) -> str:
    """What could stand in a column."""
    return column.field.example or next(iter(column.field.options), "")
