"""A workbook's sheets as their own XML has them: stored cells, merged areas, and the sizes that place a picture.

One pass over the guarded parts. It never trusts a sheet's stated dimension (WPS may write A1), builds nothing for the
blank and the far cells that openpyxl would build, and sees which formulas have no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain

from lxml import etree

from ledger_xlsx.findings import Place
from ledger_xlsx.workbook import formats
from ledger_xlsx.workbook.formats import GENERAL
from ledger_xlsx.workbook.package import MAIN, PART_LIMIT, RELATION, UNSAFE, Package, megabytes, refuse, workbook_part

LAST_ROW, LAST_COLUMN = 5000, 256
"""As far as a table is read; what stands below is named, never read."""
EMU_PER_POINT, EMU_PER_PIXEL = 12_700, 9525
DEFAULT_HEIGHT, DEFAULT_WIDTH = 15.0, 9.0
"""Of rows in points, of columns in characters with their margin, where the sheet does not say."""
PIXELS_PER_CHARACTER = 7
DISPIMG = re.compile(r"\bDISPIMG\(\s*\"([^\"]+)\"", re.IGNORECASE)
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
C, V, F, T, IS, RUN = (f"{{{MAIN}}}{name}" for name in ("c", "v", "f", "t", "is", "r"))
TRUE = ("1", "true", "on")

Spot = tuple[int, int]
"""Row and column of a cell, both from 1."""


@dataclass(frozen=True)
class Stored:
    """A cell that holds something: its value with dates as dates, TRUE or FALSE as texts, and its number format's code.

    `error` is a formula's error, `uncomputed` a formula without a stored result. A picture in the cell is named by
    `image` where WPS put it there, by its number among the `rich` values where Excel did.
    """

    value: str | float | formats.Moment | None = None
    code: str = GENERAL
    error: str = ""
    uncomputed: bool = False
    image: str = ""
    rich: int = 0


@dataclass(frozen=True)
class Area:
    """A merged area, cut off at the last row and column that are read."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, spot: Spot) -> bool:
        return self.top <= spot[0] <= self.bottom and self.left <= spot[1] <= self.right


@dataclass
class Sizes:
    """The heights of rows or widths of columns in EMU: those that differ, and the default. Hidden ones have none."""

    default: int
    last: int
    own: dict[int, int] = field(default_factory=dict[int, int])

    def of(self, index: int) -> int:
        """The size of one row or column."""
        return self.own.get(index, self.default)

    @cached_property
    def edges(self) -> list[int]:
        """Where each row or column begins, from 1 on, and at last where the last one ends; once all sizes are known."""
        return [0, *accumulate(self.own.get(index, self.default) for index in range(1, self.last + 1))]


@dataclass
class Grid:
    """A sheet's cells that hold something, its merged areas and sizes.

    `below` gives, for each column that goes on past LAST_ROW, the first such row. `drawing` is the id of the relation
    to the part with its floating pictures.
    """

    cells: dict[Spot, Stored] = field(default_factory=dict[Spot, Stored])
    areas: list[Area] = field(default_factory=list[Area])
    below: dict[int, int] = field(default_factory=dict[int, int])
    rows: Sizes = field(default_factory=lambda: Sizes(round(DEFAULT_HEIGHT * EMU_PER_POINT), LAST_ROW))
    columns: Sizes = field(default_factory=lambda: Sizes(width(DEFAULT_WIDTH), LAST_COLUMN))
    drawing: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook by its name as typed and its part; `part` is empty for a sheet without cells (a chart)."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """What the workbook's sheets share: their list, the date system, the texts and number formats that cells refer to."""

    package: Package
    sheets: Sequence[Sheet]
    since_1904: bool
    texts: Sequence[str]
    codes: Sequence[str]

    def grid(self, sheet: Sheet) -> Grid:
        """One sheet. Raises UnreadableWorkbook where its part is damaged."""
        reader = GridReader(self, sheet.part)
        try:
            return reader.grid()
        except (ValueError, IndexError, OverflowError) as error:
            raise self.package.damaged(sheet.part) from error


def workbook(package: Package) -> Workbook:
    """The workbook of a package. Raises UnreadableWorkbook."""
    part = workbook_part(package)
    root, relations = package.tree(part), package.relations(part)
    sheets = []
    for element in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
        relation = relations.get(element.get(f"{{{RELATION}}}id", ""))
        cells = relation.target if relation and relation.kind == "worksheet" else ""
        sheets.append(Sheet(element.get("name", ""), cells, element.get("state", "visible") != "visible"))
    properties = root.find(f"{{{MAIN}}}workbookPr")
    parts = {relation.kind: relation.target for relation in relations.values()}
    return Workbook(
        package,
        sheets,
        properties is not None and properties.get("date1904") in TRUE,
        list(shared_texts(package, parts.get("sharedStrings", ""))),
        format_codes(package, parts.get("styles", "")),
    )


def shared_texts(package: Package, part: str) -> Iterator[str]:
    """The texts that cells refer to by number."""
    if part in package:
        yield from (text_of(element) for element in package.elements(part, "si"))


def text_of(element: etree._Element) -> str:
    """The text of a cell or shared string; formatted runs are joined, the reading aids of East Asian text left out."""
    runs = element.iterfind(f"{RUN}/{T}")
    return "".join(part.text or "" for part in chain(element.iterfind(T), runs))


def format_codes(package: Package, part: str) -> list[str]:
    """The number format of each cell style."""
    if part not in package:
        return []
    root = package.tree(part)
    codes: dict[str, str] = {str(number): code for number, code in formats.BUILT_IN.items()}
    for element in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt"):
        codes[element.get("numFmtId", "")] = element.get("formatCode", GENERAL)
    styles = root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
    return [codes.get(element.get("numFmtId", "0"), GENERAL) for element in styles]


@dataclass
class GridReader:
    """Reads one sheet's part, counting the rows and columns that do not say where they stand."""

    book: Workbook
    part: str
    found: Grid = field(default_factory=Grid)
    characters: int = 0

    def grid(self) -> Grid:
        """The sheet; raises ValueError, IndexError or OverflowError where a cell cannot be what it says it is."""
        if not self.part:
            return self.found
        row = 0
        parts = ("sheetFormatPr", "col", "row", "mergeCell", "drawing")
        for element in self.book.package.elements(self.part, *parts):
            name = etree.QName(element).localname
            if name == "row":
                row = int(element.get("r", row + 1))
                self.add_row(row, element)
            elif name == "mergeCell":
                self.found.areas += areas(element.get("ref", ""))
            elif name == "drawing":
                self.found.drawing = element.get(f"{{{RELATION}}}id", "")
            elif name == "col":
                self.add_widths(element)
            else:
                self.set_defaults(element)
        return self.found

    def set_defaults(self, element: etree._Element) -> None:
        height = 0.0 if element.get("zeroHeight") in TRUE else float(element.get("defaultRowHeight", DEFAULT_HEIGHT))
        # A sheet that states only the characters of a column leaves its margin out.
        characters = element.get("defaultColWidth") or float(element.get("baseColWidth", 8)) + 1
        self.found.rows.default = round(height * EMU_PER_POINT)
        self.found.columns.default = width(float(characters))

    def add_widths(self, element: etree._Element) -> None:
        size = 0 if element.get("hidden") in TRUE else width(float(element.get("width", DEFAULT_WIDTH)))
        first, last = max(int(element.get("min", 1)), 1), min(int(element.get("max", 0)), LAST_COLUMN)
        self.found.columns.own |= dict.fromkeys(range(first, last + 1), size)

    def add_row(self, row: int, element: etree._Element) -> None:
        if row <= LAST_ROW:
            if element.get("hidden") in TRUE:
                self.found.rows.own[row] = 0
            elif height := element.get("ht"):
                self.found.rows.own[row] = round(float(height) * EMU_PER_POINT)
        column = 0
        for cell in element.iterchildren(C):
            at = REFERENCE.fullmatch(cell.get("r", ""))
            column = column_number(at[1]) if at else column + 1
            if not len(cell) or column > LAST_COLUMN:
                continue
            stored = self.stored(cell)
            if stored is None:
                continue
            if row <= LAST_ROW:
                self.found.cells[row, column] = stored
            else:
                self.found.below.setdefault(column, row)

    def stored(self, cell: etree._Element) -> Stored | None:
        """What a cell holds; None if nothing."""
        kind, raw, formula = cell.get("t", "n"), cell.findtext(V) or "", cell.findtext(F)
        if kind == "inlineStr":
            inline = cell.find(IS)
            raw = "" if inline is None else text_of(inline)
        if kind == "s" and raw:
            raw = self.book.texts[int(raw)]
        elif raw or formula is None:
            pass
        elif kind != "str" and formula.strip() != '""':
            return Stored(uncomputed=True)
        if image := DISPIMG.search(formula or "") or (DISPIMG.search(raw) if raw.startswith("=") else None):
            return Stored(image=image[1])
        if not raw:
            return None
        return self.valued(kind, raw, cell)

    def valued(self, kind: str, raw: str, cell: etree._Element) -> Stored | None:
        """A cell that is not empty, by its kind."""
        if kind == "e":
            return Stored(error=raw, rich=int(cell.get("vm", 0)))
        if kind == "b":
            return Stored("TRUE" if raw in TRUE else "FALSE")
        code = self.code(int(cell.get("s", 0)))
        if kind == "d":
            return Stored(formats.written_date(raw), code)
        if kind == "n":
            return Stored(formats.dated(float(raw), code, since_1904=self.book.since_1904), code)
        self.characters += len(raw)
        if self.characters > PART_LIMIT:
            # A few long texts, shared by very many cells.
            refuse(UNSAFE.at(Place(self.book.package.name), size=megabytes(self.characters)))
        return Stored(raw, code) if formats.text(raw) else None

    def code(self, style: int) -> str:
        return self.book.codes[style] if style < len(self.book.codes) else GENERAL


def areas(reference: str) -> Iterator[Area]:
    """The merged area of a reference such as B4:B7, as far as it is read; none if it says nothing sensible."""
    first, _, last = reference.partition(":")
    corners = [REFERENCE.fullmatch(corner) for corner in (first, last or first)]
    if corners[0] and corners[1]:
        (left, top), (right, bottom) = ((column_number(c[1]), int(c[2])) for c in corners if c)
        if top <= LAST_ROW and left <= LAST_COLUMN:
            yield Area(top, left, min(bottom, LAST_ROW), min(right, LAST_COLUMN))


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(spot: Spot) -> str:
    """(4, 2) → B4."""
    row, column = spot
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def width(characters: float) -> int:
    """A column's width in EMU, from characters as the file counts them."""
    return round(characters * PIXELS_PER_CHARACTER) * EMU_PER_PIXEL


def covered(areas: Sequence[Area], columns: Sequence[int], below: int) -> Mapping[Spot, int]:
    """For each cell of these columns that a merged area above covers, below the row of titles: the area's first row.

    Only the leftmost column of an area has its value. Areas that overlap an earlier one are no areas.
    """
    tops: dict[Spot, int] = {}
    ends = dict.fromkeys(columns, below)
    for area in sorted(areas, key=lambda area: area.top):
        if area.top > ends.get(area.left, LAST_ROW):
            ends[area.left] = area.bottom
            tops |= {(row, area.left): area.top for row in range(area.top + 1, area.bottom + 1)}
    return tops
