"""Rows put into a sheet's XML, between others or behind them; what stands below moves down with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.workbook.grid import DISPIMG, REFERENCE, address, column_number
from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.patch import Patch
from ledger_xlsx.workbook.problem_list import stored

ROW, CELL, FORMULA, DATA, COLUMN, DIMENSION = (
    f"{{{MAIN}}}{name}" for name in ("row", "c", "f", "sheetData", "col", "dimension")
)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What names cells by their addresses, and is not followed when rows move.
UNMOVABLE_KINDS = ("comments", "vmlDrawing", "table", "pivotTable", "threadedComment")
UNMOVABLE = ("autoFilter", "protectedRanges", "dataConsolidate", "sortState", "scenarios")
MOVED = {"mergeCell": "ref", "hyperlink": "ref", "conditionalFormatting": "sqref"}
PER_CENT = 100


@dataclass
class Rows:
    """The rows of one sheet, by their numbers."""

    patch: Patch
    part: str
    rows: dict[int, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the rows and cells that do not say where they stand."""
        self.root = self.patch.tree(self.part)
        data = self.root.find(DATA)
        if data is None:
            raise self.patch.package.damaged(self.part)
        self.data = data
        number = 0
        for row in data.iterfind(ROW):
            number = int(row.get("r", number + 1))
            row.set("r", str(number))
            self.rows[number] = row
            for column, cell in numbered(row):
                cell.set("r", address((number, column)))

    @property
    def movable(self) -> bool:
        """Whether rows can be moved down without leaving behind what names them."""
        kinds = any(self.patch.related(self.part, kind) for kind in UNMOVABLE_KINDS)
        named = any(self.root.find(f"{{{MAIN}}}{name}") is not None for name in UNMOVABLE)
        formulas = (formula.text or "" for formula in self.root.iter(FORMULA))
        return not (kinds or named or any(not DISPIMG.search(text) for text in formulas))

    def make_room(self, first: int, count: int) -> None:
        """Move the rows from `first` on down by so many."""
        if (stated := self.root.find(DIMENSION)) is not None:
            self.root.remove(stated)
        moved = {number: row for number, row in self.rows.items() if number >= first}
        for number in moved:
            del self.rows[number]
        for number, row in moved.items():
            row.set("r", str(number + count))
            self.rows[number + count] = row
            for column, cell in numbered(row):
                cell.set("r", address((number + count, column)))
        for name, attribute in MOVED.items():
            for element in self.root.iter(f"{{{MAIN}}}{name}"):
                areas = (shifted(area, first, count) for area in element.get(attribute, "").split())
                element.set(attribute, " ".join(areas))

    def put(self, number: int, column: int, cell: Cell) -> None:
        """Write a cell as another workbook has it, in the look of its column."""
        row = self.row(number)
        existing = dict(numbered(row))
        element = existing.get(column)
        if element is None:
            element = row.makeelement(CELL, {"r": address((number, column))})
            behind = next((one for at, one in sorted(existing.items()) if at > column), None)
            row.append(element) if behind is None else behind.addprevious(element)
            if style := self.styles.get(column):
                element.set("s", style)
        fill(element, cell)

    def row(self, number: int) -> etree._Element:
        """A row, made where it is not there."""
        if number not in self.rows:
            made = self.data.makeelement(ROW, {"r": str(number)})
            behind = next((row for at, row in sorted(self.rows.items()) if at > number), None)
            self.data.append(made) if behind is None else behind.addprevious(made)
            self.rows[number] = made
        self.rows[number].attrib.pop("spans", "")
        return self.rows[number]

    @property
    def styles(self) -> Mapping[int, str]:
        """The style of each column that has one."""
        found: dict[int, str] = {}
        for column in self.root.iter(COLUMN):
            if style := column.get("style"):
                first = int(column.get("min", "1"))
                # A column style of a whole sheet reaches to its 16,384th column.
                last = min(int(column.get("max", "1")), first + 255)
                found |= dict.fromkeys(range(first, last + 1), style)
        return found


def numbered(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row with the numbers of their columns."""
    column = 0
    for cell in row.iterfind(CELL):
        at = REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(at[1]) if at else column + 1
        yield column, cell


def shifted(area: str, first: int, count: int) -> str:
    """An area with its rows from `first` on moved down: B4:B7 → B6:B9; one that begins above grows."""

    def corner(match: re.Match[str]) -> str:
        row = int(match[2])
        return f"{match[1]}{row + count if row >= first else row}"

    return re.sub(r"([A-Z]{1,3})(\d+)", corner, area)


def fill(element: etree._Element, cell: Cell) -> None:
    """Give a cell's element its value: numbers as numbers, a date as a text that says its year, texts as texts."""
    for child in list(element):
        element.remove(child)
    for name in ("t", "vm", "cm"):
        element.attrib.pop(name, "")
    if cell.error:
        element.set("t", "e")
        etree.SubElement(element, f"{{{MAIN}}}v").text = cell.error
    elif isinstance(cell.value, float) and not cell.percent:
        etree.SubElement(element, f"{{{MAIN}}}v").text = f"{cell.value:.15g}"
    elif text := written(cell):
        element.set("t", "inlineStr")
        inline = etree.SubElement(etree.SubElement(element, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        inline.text = stored(text)
        inline.set(SPACE, "preserve")


def written(cell: Cell) -> str:
    """A cell's value as a text that reads back as the same."""
    value = cell.value
    if isinstance(value, float):
        return f"{value * PER_CENT:.12g}%"
    if isinstance(value, datetime):
        return cell.text
    return str(value) if value is not None and not isinstance(value, str) else cell.text
