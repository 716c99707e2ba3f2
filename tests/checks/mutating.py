"""One change of a clean sample: how the tables in `mutations/` are written, and how they become a book.

    【五年级数学】                                     the sample from which the lines below it start
    规则  | 改哪里               | 改成      | 说在哪里
    格-04 | 成员 5 年龄          | 三十多    |            said of the changed cell, and nothing else is said
    格-04 | 成员 5 年龄          | ３２岁    | 不说       a near-miss: nothing is said
    跨-08 | 表2教学进度 15 教学内容 | 二、圆 | C14 C20    said of other cells (表3练习命制!C4 on another sheet)
          | 表2教学进度 15 课时  | 2         |            a line without a rule belongs to the change above it

改哪里 is sheet, row and column title; 新 stands for a new row at the end, 全部 for every row that is filled in. What a
cell becomes is written as in the rules' examples (日期：, 数：, 公式：, [图], [丢图], ⏎), or 同第5行. Besides:

    成员 5 行      | 清空 / 照抄 / 隐藏                     a row: cleared, copied to the end, hidden
    成员 栏 年龄   | 没有 / 两栏 / any other title            a column
    成员           | 没有 / 清空 / 隐藏 / 两张 / 没有栏目名   a sheet
    草稿           | 多出                                    a sheet that no item declares
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ledger_xlsx.calendars import calendar
from ledger_xlsx.checks import check
from ledger_xlsx.examples import LETTERS, cell
from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.basics import SHEETS, Basics
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.tables import Book, Line, Table, plain
from ledger_xlsx.term import Occasion
from samples.content import load, stage
from tests.checks.books import book
from tests.test_rules import KINDS

FOLDER = Path(__file__).parent / "mutations"
SILENT = "不说"
NEW, ALL, ROW, COLUMN = "新", "全部", "行", "栏"

Said = tuple[str, str]
"""A rule's code and the place that it names, as 表2教学进度!D4."""


@dataclass(frozen=True)
class Mutation:
    """A change of a sample and what must be said of it, and of nothing else."""

    sample: str
    code: str
    changes: Sequence[tuple[str, str]]
    said: frozenset[Said]

    def __str__(self) -> str:
        return "；".join(f"{where}→{becomes}" for where, becomes in self.changes)

    def changed(self) -> Book:
        """The sample's book with the changes made."""
        changed = clean_book(self.sample)
        for where, becomes in self.changes:
            changed = change(changed, where, becomes)
        return changed

    def news(self) -> Counter[Said]:
        """What is said of the changed book and not of the sample."""
        return said(self.sample, self.changed()) - said_of_clean(self.sample)


def mutations() -> list[Mutation]:
    """Every line of every table."""
    return [mutation for path in sorted(FOLDER.glob("*.txt")) for mutation in parsed(path.read_text(encoding="utf-8"))]


def parsed(text: str) -> Iterator[Mutation]:
    """The mutations of one table."""
    for block in text.split("【")[1:]:
        sample, _, body = block.partition("】")
        lines = [[part.strip() for part in line.split("|")] for line in body.splitlines() if line.strip()]
        entries: list[list[list[str]]] = []
        for line in lines[1:]:
            if line[0]:
                entries.append([])
            entries[-1].append([*line, ""])
        for entry in entries:
            code, where, _, places = entry[0][:4]
            changes = [(where, becomes) for _, where, becomes, *_ in entry]
            yield Mutation(sample, code, changes, frozenset(expected(sample, code, where, places)))


def expected(sample: str, code: str, where: str, places: str) -> Iterator[Said]:
    """What must be said, by the last column of a table."""
    sheet, *_ = where.split()
    if places == SILENT:
        return
    for place in places.split() or [address(clean_book(sample), where)]:
        yield code, place if "!" in place else f"{sheet}!{place}"


def address(of: Book, where: str) -> str:
    """The A1 address of a change, empty for a whole sheet."""
    _, *inside = where.split(maxsplit=2)
    if not inside:
        return ""
    table = of.tables[plain(where.split(maxsplit=1)[0])]
    row, title = inside
    if table.sheet == Basics.sheet:
        return table.lines[0].cells[plain(title)].place.cell or ""
    letter = (table.titles[plain(title)].cell or "").rstrip("0123456789")
    return f"{letter}{last_row(table) + 1 if row == NEW else row}"


def last_row(table: Table) -> int:
    """The number of the last row, that of the titles where there is none."""
    return table.lines[-1].number if table.lines else 3


@cache
def clean_book(sample: str) -> Book:
    """The book of a sample as it stands."""
    return book(load(sample), (*SHEETS, *KINDS))


def findings(sample: str, of: Book) -> list[Finding]:
    """What is said of a book at the inspection that its sample is made for."""
    ledger, found = read(KINDS, of)
    purpose, day = stage(load(sample))
    days = calendar(ledger.term)[0] if ledger.term else None
    return check(replace(ledger, occasion=Occasion(purpose, day, ledger.term, days)), found, ITEMS)


def said(sample: str, of: Book) -> Counter[Said]:
    """The codes and places of what is said of a book."""
    return Counter((f.notice.code, f"{f.place.sheet}!{f.place.cell or ''}") for f in findings(sample, of))


@cache
def said_of_clean(sample: str) -> Counter[Said]:
    """What is said of a sample as it stands."""
    return said(sample, clean_book(sample))


def change(of: Book, where: str, becomes: str) -> Book:
    """A book with one change made."""
    sheet, *inside = where.split(maxsplit=2)
    name = plain(sheet)
    if not inside:
        return change_sheet(of, name, becomes)
    row, title = inside
    before = of.tables[name]
    if row == COLUMN:
        after = change_column(before, plain(title), becomes)
    elif title == ROW:
        after = change_row(before, int(row), becomes)
    else:
        after = change_cells(before, row, plain(title), becomes)
    return replace(of, tables={**of.tables, name: after})


def change_sheet(of: Book, name: str, becomes: str) -> Book:
    if becomes == "多出":
        return replace(of, extra=(*of.extra, name))
    tables = dict(of.tables)
    match becomes:
        case "没有":
            del tables[name]
        case "清空":
            tables[name] = replace(tables[name], lines=())
        case "隐藏":
            tables[name] = replace(tables[name], hidden=True)
        case "没有栏目名":
            tables[name] = Table(tables[name].sheet, headed=False)
        case "两张":
            return replace(of, twins={name: (replace(tables[name], sheet=f"*{name}"),)})
        case _:
            raise ValueError(becomes)
    return replace(of, tables=tables)


def change_column(table: Table, title: str, becomes: str) -> Table:
    place = table.titles[title]
    if becomes == "两栏":
        beside = Place(table.sheet, f"{LETTERS[len(table.titles)]}3", place.column)
        return replace(table, repeated={title: (beside,)})
    if becomes != "没有":
        return replace(table, renamed={title: becomes})
    lines = [replace(line, cells={t: c for t, c in line.cells.items() if t != title}) for line in table.lines]
    return replace(table, lines=lines, titles={t: p for t, p in table.titles.items() if t != title})


def change_row(table: Table, number: int, becomes: str) -> Table:
    line = next(line for line in table.lines if line.number == number)
    match becomes:
        case "清空":
            lines = [other for other in table.lines if other is not line]
        case "照抄":
            lines = [*table.lines, moved(line, last_row(table) + 1)]
        case "隐藏":
            lines = [replace(other, hidden=other is line) for other in table.lines]
        case _:
            raise ValueError(becomes)
    return replace(table, lines=lines)


def moved(line: Line, number: int) -> Line:
    """The same row further down."""

    def there(place: Place) -> Place:
        return replace(place, cell=f"{(place.cell or '').rstrip('0123456789')}{number}")

    return Line(number, {title: replace(c, place=there(c.place)) for title, c in line.cells.items()}, line.hidden)


def change_cells(table: Table, row: str, title: str, becomes: str) -> Table:
    if row == NEW:
        number = last_row(table) + 1
        table = replace(table, lines=[*table.lines, blank_line(table, number)])
        row = str(number)
    if table.sheet == Basics.sheet:
        row = str(table.lines[0].number)
    assert row == ALL or any(line.number == int(row) for line in table.lines), (table.sheet, row)
    like = re.fullmatch(r"同第(\d+)行", becomes)
    if like:
        becomes = next(line for line in table.lines if line.number == int(like[1])).cells[title].text
    lines = []
    for line in table.lines:
        chosen = line.number == int(row) if row != ALL else not line.cells[title].blank
        place = line.cells[title].place
        lines.append(replace(line, cells={**line.cells, title: cell(place, becomes, None, [])}) if chosen else line)
    return replace(table, lines=lines)


def blank_line(table: Table, number: int) -> Line:
    """An empty row of a table."""

    def cell_place(place: Place) -> Place:
        return replace(place, cell=f"{(place.cell or '').rstrip('0123456789')}{number}")

    return Line(number, {title: cell(cell_place(place), "", None, []) for title, place in table.titles.items()})
