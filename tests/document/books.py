"""Ledgers for the document's tests: one in which every cell holds a text of its own, and its pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from docx import Document
from PIL import Image

from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import load
from ledger_xlsx.findings import Place
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels, pages
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import Date, WeekNumber
from ledger_xlsx.sheets.fields import Choice, Class, Count, Label, LessonCount, LongText, Marks, Pictures, Rate, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import Book, Line, Table, plain
from ledger_xlsx.term import Occasion

KINDS = [sheet for item in ITEMS for sheet in item.sheets]
ODD = "a<b & R&D {{ 1+1 }} {% if %} {_{x}_} {_%y%_} 𠮷 😀 “引”&amp;《书》"


def photo(width: int = 800, height: int = 600, colour: str = "steelblue", **save: object) -> bytes:
    """A picture of one colour, as JPEG unless told otherwise."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, save.pop("format", "JPEG"), **save)
    return buffer.getvalue()


def picture(name: str = "xl/media/image1.jpeg", data: bytes | None = None) -> Picture:
    """A picture of the workbook."""
    return Picture(name, lambda: data or photo())


def text_for(column: Column[object], label: str, row: int) -> str:  # noqa: C901, PLR0911 - a case for each field
    """A text that the column accepts; free texts hold everything that could break on the way."""
    field = column.field
    special = {
        "学年": "2023-2024",
        "年级": "五年级",
        "周次": "第3周",
        "开学日期": "2024-02-21",
        "学期": "第二学期",
        "编制日期": "2024年2月",
    }
    if column.title in special:
        return special[column.title]
    match field:
        case Choice():
            return field.options[row % len(field.options)]
        case Date():
            return "2024-03-05"
        case WeekNumber():
            return "第3周"
        case Count():
            return "40"
        case Marks():
            return "3400" if column.title == "全班总分" else "50"
        case Rate():
            return "93.5%"
        case LessonCount():
            return "2"
        case Class():
            return f"五{row + 1}"
        case People():
            return "张思月、恽蝶"
        case LongText():
            return f"{label}甲 {ODD}\n{label}乙\t<w:p>"
        case Text() | Label():
            return f"{label} {ODD}"
    return field.example


@lru_cache(maxsize=1)
def odd_ledger() -> Ledger:
    """Every sheet filled with two rows, every cell with a text of its own; pictures where they belong."""
    tables = {plain(kind.sheet): odd_table(kind) for kind in (*SHEETS, *KINDS)}
    ledger, findings = read(KINDS, Book(tables))
    assert [str(finding) for finding in findings] == []
    return replace(ledger, occasion=Occasion(term=ledger.term))


def odd_table(kind: type[Row]) -> Table:
    titles = {plain(column.title): Place(kind.sheet, f"A{n}", column.title) for n, column in enumerate(kind.columns)}
    count = 1 if kind.layout is Layout.LIST else 2
    lines = []
    for row in range(count):
        cells = {}
        for n, column in enumerate(kind.columns):
            place = Place(kind.sheet, f"{chr(65 + n)}{row + 4}", column.title)
            text = text_for(column, f"{kind.sheet}{column.title}{row}", row)
            shown = (picture(f"{kind.sheet}{row}"),) if isinstance(column.field, Pictures) else ()
            cells[plain(column.title)] = Cell(place, "" if shown else text, text, pictures=shown)
        lines.append(Line(row + 4, cells))
    return Table(kind.sheet, lines, titles)


@lru_cache(maxsize=4)
def odd_document(*, draft: bool = False, duplex: bool = False) -> bytes:
    """The odd ledger on paper."""
    ledger = odd_ledger()
    everything = pages(ledger, ITEMS)
    return render(load(None), ledger.basics.shown(), everything, labels(ITEMS), draft=draft, duplex=duplex).data


def paragraphs(data: bytes) -> Iterable[object]:
    """Every paragraph of the body, those of tables included."""
    return Document(io.BytesIO(data)).element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    )


Predicate = Callable[[str], bool]
