"""The form in which a teacher types never changes what is found: order, blank rows, blanks, continued texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ledger_xlsx.examples import LETTERS
from ledger_xlsx.findings import Place
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Field, Text
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Layout, Row
from ledger_xlsx.sheets.tables import Book, Line, Table, plain
from ledger_xlsx.workbook import formats
from tests.checks.mutating import blank_line, change, clean_book, findings
from tests.test_rules import KINDS

SAMPLE = "五年级数学"
MISTAKES = (
    ("表2教学进度 4 课时", "12+1"),
    ("表2教学进度 13 日期", "3.26"),
    ("表2教学进度 40 课时", "一节"),
    ("表3练习命制 4 命制人", "张思玥"),
    ("表3练习命制 5 审核人", ""),
    ("活动记录 6 活动地点", ""),
    ("活动记录 5 行", "清空"),
    ("单元分析 4 单元名称", "负数的初步认识"),
    ("理论学习 4 行", "照抄"),
    ("每日一议 4 日期", "2.30"),
    ("每日一议 5 主讲人", ""),
    ("学生作品 4 作品图片", ""),
    ("质量检测 5 及格人数", "4"),
    ("试题分析 5 满分", "21"),
    ("工作计划 4 部分", "工作目标"),
    ("获奖情况 新 获奖者", "林小禾"),
)
"""Mistakes in nearly every sheet, so that there is something to be found in any form."""
HALF, MOST = 0.5, 0.7
NAME_VARIANT = "跨-02"
"""The one rule that is about blanks."""
FULL_WIDTH = str.maketrans("0123456789+%", "０１２３４５６７８９＋％")
OF_SHEET = {plain(kind.sheet): kind for kind in KINDS}
# A seed cannot be shrunk to anything simpler, and each try checks the work of a whole term.
FEW = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)

Found = Counter[tuple[str, str, str | None, int | None]]
Renumbered = Mapping[tuple[str, int], int]
"""The former number of a sheet's rows."""


@cache
def faulty() -> Book:
    """The sample with all the mistakes."""
    book = clean_book(SAMPLE)
    for where, becomes in MISTAKES:
        book = change(book, where, becomes)
    return book


def found(book: Book, former: Renumbered | None = None) -> Found:
    """What is found, by code, sheet, column title and (former) row number."""

    def row(place: Place) -> int | None:
        number = int(re.sub(r"\D", "", place.cell)) if place.cell else None
        return (former or {}).get((plain(place.sheet), number), number) if number else None

    return Counter((f.notice.code, f.place.sheet, f.place.column, row(f.place)) for f in findings(SAMPLE, book))


@cache
def found_as_typed() -> Found:
    return found(faulty())


def each_table(book: Book, change_table: Callable[[Table, type[Row]], Table]) -> Book:
    """A book with every table sheet changed."""
    return replace(
        book,
        tables={
            name: change_table(table, OF_SHEET[name]) if name in OF_SHEET else table
            for name, table in book.tables.items()
        },
    )


def at(place: Place, *, letter: str | None = None, number: int | None = None) -> Place:
    """A place in another column or row."""
    was = place.cell or ""
    return replace(place, cell=f"{letter or was.rstrip('0123456789')}{number or was.lstrip(LETTERS)}")


def test_there_is_something_to_be_found() -> None:
    codes = {code for code, *_ in found_as_typed()}
    assert codes >= {"格-01", "格-08", "格-14", "格-16", "行-01", "行-02", "行-09", "行-13", "跨-01", "跨-07", "跨-10"}
    assert codes >= {"跨-13", "历-01", "历-04", "图-01"}


@FEW
@given(st.integers(0, 10**6))
def test_columns_and_sheets_may_stand_in_any_order(seed: int) -> None:
    random = Random(seed)

    def shuffled(table: Table, _: type[Row]) -> Table:
        titles = random.sample(list(table.titles), len(table.titles))
        letters = dict(zip(titles, LETTERS, strict=False))
        lines = [
            Line(
                line.number,
                {t: replace(line.cells[t], place=at(line.cells[t].place, letter=letters[t])) for t in titles},
            )
            for line in table.lines
        ]
        return replace(table, lines=lines, titles={t: at(table.titles[t], letter=letters[t]) for t in titles})

    book = each_table(faulty(), shuffled)
    names = random.sample(list(book.tables), len(book.tables))
    assert found(replace(book, tables={name: book.tables[name] for name in names})) == found_as_typed()


def renumbered(line: Line, number: int) -> Line:
    """A line in another row."""
    return Line(number, {t: replace(c, place=at(c.place, number=number)) for t, c in line.cells.items()}, line.hidden)


@FEW
@given(st.integers(0, 10**6))
def test_blank_rows_may_stand_anywhere(seed: int) -> None:
    random = Random(seed)
    former: dict[tuple[str, int], int] = {}

    def spread(table: Table, _: type[Row]) -> Table:
        lines: list[Line] = []
        number = 4
        for line in table.lines:
            for _blank in range(random.choice((0, 0, 0, 1, 3))):
                lines.append(blank_line(table, number))
                number += 1
            former[plain(table.sheet), number] = line.number
            lines.append(renumbered(line, number))
            number += 1
        return replace(table, lines=lines)

    assert found(each_table(faulty(), spread), former) == found_as_typed()


def sloppy(cell: Cell, field: Field[Any], random: Random) -> Cell:
    """A cell with blanks and blank lines around its text, its figures in full width, its names separated otherwise.

    A text is prepared as the reader of files does it.
    """
    if not isinstance(cell.value, str | int | float) or not cell.text:
        return cell
    typed = cell.text
    if not isinstance(field, Text) and random.random() < HALF:
        typed = typed.translate(FULL_WIDTH)
    if isinstance(field, People):
        typed = typed.replace("、", random.choice(("，", ", ", "；", " 、", "/", "\n")))
    blanks = ("", " ", "　", "\u00a0", "\n", " \n　")
    typed = f"{random.choice(blanks)}{typed}{random.choice(blanks)}"
    return Cell(cell.place, formats.text(typed), typed)


@FEW
@given(st.integers(0, 10**6))
def test_blanks_full_width_figures_and_other_separators_change_nothing(seed: int) -> None:
    random = Random(seed)

    def typed(table: Table, kind: type[Row]) -> Table:
        fields = {plain(c.title): c.field for c in kind.columns}
        return replace(
            table,
            lines=[
                replace(line, cells={t: sloppy(c, fields[t], random) for t, c in line.cells.items()})
                for line in table.lines
            ],
        )

    seen = found(each_table(faulty(), typed))
    assert Counter({key: n for key, n in seen.items() if key[0] != NAME_VARIANT}) == found_as_typed()


@FEW
@given(st.integers(0, 10**6))
def test_a_long_text_may_go_on_in_the_rows_below(seed: int) -> None:
    random = Random(seed)
    former: dict[tuple[str, int], int] = {}

    def split(table: Table, kind: type[Row]) -> Table:
        long = [plain(c.title) for c in kind.columns if c.field.long]
        lines: list[Line] = []
        number = 4
        for line in table.lines:
            parts = {t: line.cells[t].text.split("\n") for t in long if line.cells[t].text}
            own = any(t not in long and not c.blank for t, c in line.cells.items())
            deep = max((len(some) for some in parts.values()), default=1) if own and random.random() < MOST else 1
            rows = [renumbered(line, number + below) for below in range(deep)]
            for below, row in enumerate(rows):
                former[plain(table.sheet), number + below] = line.number
                if deep > 1:
                    kept = {t: some[below] if below < len(some) else "" for t, some in parts.items()}
                    first = row.cells if not below else blank_line(table, row.number).cells
                    texts = {t: Cell.of(text, row.cells[t].place) for t, text in kept.items()}
                    lines.append(replace(row, cells={**first, **texts}))
                else:
                    lines.append(row)
            number += deep
        return replace(table, lines=lines)

    book = each_table(faulty(), split)
    assert sum(len(t.lines) for t in book.tables.values()) > sum(len(t.lines) for t in faulty().tables.values())
    assert found(book, former) == found_as_typed()


@FEW
@given(st.integers(0, 10**6))
def test_a_blank_that_means_as_above_may_as_well_be_merged(seed: int) -> None:
    random = Random(seed)

    def merged(table: Table, kind: type[Row]) -> Table:
        column = next((plain(c.title) for c in kind.columns if c.inherit and not c.within), None)
        if column is None or kind.layout is not Layout.TABLE:
            return table
        lines: list[Line] = []
        for line in table.lines:
            above, own = lines[-1].cells[column] if lines else None, line.cells[column]
            if above and not above.blank and own.blank and random.random() < MOST:
                own = replace(above, continues=True)
            lines.append(replace(line, cells={**line.cells, column: own}))
        return replace(table, lines=lines)

    assert found(each_table(faulty(), merged)) == found_as_typed()
