"""The workbook's pictures, each with the cell that it belongs to; their bytes stay in the file until they are printed.

Floating pictures lie in a sheet's drawing part, and belong to the cell that holds their middle. WPS keeps the pictures
of cells (嵌入单元格) in a part of their own and Excel among the values of cells: see `cell_pictures`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from lxml import etree

from ledger_xlsx.pictures import WHOLE, Picture, View
from ledger_xlsx.workbook.grid import LAST_ROW, TRUE, Grid, Sizes, Spot
from ledger_xlsx.workbook.headers import header
from ledger_xlsx.workbook.package import RELATION, Package

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ANCHORS = [f"{{{DRAWING}}}{kind}" for kind in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")]
PICTURE = f"{{{DRAWING}}}pic"
SOURCES = (f"{{{RELATION}}}embed", f"{{{RELATION}}}link")
"""Where a drawing names the part of a picture; one that is only linked lies on the computer of whoever inserted it."""
HALF = 0.5
EVERYTHING = 100_000
"""The whole width or height of a picture, in the units of a cropping."""
QUARTER_TURN = 90 * 60_000


@dataclass(frozen=True)
class Frame:
    """A rectangle on the sheet, in EMU from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle: from the left, from the top."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def within(self, inner: Frame, outer: Frame) -> Frame:
        """Where `inner` lies in this frame, when the whole of it stands for `outer`."""
        across = (self.right - self.left) / ((outer.right - outer.left) or 1)
        down = (self.bottom - self.top) / ((outer.bottom - outer.top) or 1)
        return Frame(
            self.left + (inner.left - outer.left) * across,
            self.top + (inner.top - outer.top) * down,
            self.left + (inner.right - outer.left) * across,
            self.top + (inner.bottom - outer.top) * down,
        )


@dataclass(frozen=True)
class Floating:
    """A picture that floats over the sheet, None if the file has lost it, and the cell that holds its middle."""

    picture: Picture | None
    frame: Frame
    spot: Spot


def stored_picture(package: Package, part: str, shape: etree._Element | None = None) -> Picture:
    """The picture in a part, by its name, as the `shape` shows it."""
    return Picture(part, partial(package.media, part), view(shape), partial(header, package, part))


def view(shape: etree._Element | None) -> View:
    """How a shape shows its picture; turned by anything but quarters, as the nearest of them."""
    if shape is None:
        return WHOLE
    cut = shape.find(f".//{{{ART}}}srcRect")
    left, top, right, bottom = (
        min(max(whole_number(cut.get(side)), 0), EVERYTHING) / EVERYTHING if cut is not None else 0 for side in "ltrb"
    )
    if left + right >= 1 or top + bottom >= 1:
        left = top = right = bottom = 0
    frame = shape.find(f"{{{DRAWING}}}spPr/{{{ART}}}xfrm")
    turned = measure(frame, "rot")
    mirrored, upside_down = (frame is not None and frame.get(name) in TRUE for name in ("flipH", "flipV"))
    return View(left, top, right, bottom, round(turned / QUARTER_TURN) % 4, mirrored, upside_down)


def floating(package: Package, sheet: str, grid: Grid) -> Sequence[Floating]:
    """The floating pictures of a sheet's part, in the order in which one reads: by lines, each from left to right."""
    drawing = package.relations(sheet).get(grid.drawing) if grid.drawing else None
    if drawing is None or drawing.target not in package:
        return ()
    root, relations = package.tree(drawing.target), package.relations(drawing.target)
    leave_one_alternative(root)
    found = []
    for anchor in root.iter(*ANCHORS):
        for picture, frame in framed(anchor, anchored(anchor, grid)):
            blip = picture.find(f".//{{{ART}}}blip")
            if blip is not None and (named := list(filter(None, map(blip.get, SOURCES)))):
                x, y = frame.middle
                spot = (holding(grid.rows.edges, y), holding(grid.columns.edges, x))
                parts = (relations[name].target for name in named if name in relations)
                part = next((target for target in parts if target in package), None)
                found.append(Floating(stored_picture(package, part, picture) if part else None, frame, spot))
    return list(in_lines(found))


def leave_one_alternative(root: etree._Element) -> None:
    """Where a drawing offers alternatives for newer and older programs, leave the first that holds a picture."""
    for offer in list(root.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        chosen = next((way for way in offer if way.find(f".//{PICTURE}") is not None), None)
        for way in list(offer):
            if way is not chosen:
                offer.remove(way)


def anchored(anchor: etree._Element, grid: Grid) -> Frame:
    """Where an anchor holds its content."""
    first, last, size = (anchor.find(f"{{{DRAWING}}}{name}") for name in ("from", "to", "ext"))
    position = anchor.find(f"{{{DRAWING}}}pos")
    left, top = marker(first, grid) if first is not None else (measure(position, "x"), measure(position, "y"))
    if last is not None:
        return Frame(left, top, *marker(last, grid))
    return Frame(left, top, left + measure(size, "cx"), top + measure(size, "cy"))


def marker(element: etree._Element, grid: Grid) -> tuple[int, int]:
    """The point that a marker names by a cell and the distance from its corner, which never leaves that cell."""
    column, column_offset, row, row_offset = (
        whole_number(element.findtext(f"{{{DRAWING}}}{name}")) for name in ("col", "colOff", "row", "rowOff")
    )
    return point(grid.columns, column, column_offset), point(grid.rows, row, row_offset)


def point(sizes: Sizes, before: int, offset: int) -> int:
    """How far it is to a cell with so many rows or columns `before` it, and on into it."""
    if before >= sizes.last:
        return sizes.edges[-1]
    before = max(before, 0)
    return sizes.edges[before] + min(max(offset, 0), sizes.of(before + 1))


def measure(element: etree._Element | None, name: str) -> int:
    """A length or position in EMU; 0 where there is none."""
    return whole_number(element.get(name)) if element is not None else 0


def whole_number(text: str | None) -> int:
    """The number that an attribute says; a drawing is never refused for one that says none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,15}", text.strip()) else 0


def framed(element: etree._Element, frame: Frame) -> Iterator[tuple[etree._Element, Frame]]:
    """The pictures in an anchor or a group, each with its own place; hidden ones are left out."""
    if element.tag == PICTURE:
        named = element.find(f".//{{{DRAWING}}}cNvPr")
        if named is None or named.get("hidden") not in TRUE:
            yield element, frame
        return
    whole = extent(element.find(f"{{{DRAWING}}}grpSpPr/{{{ART}}}xfrm"), "chOff", "chExt")
    for child in element:
        own = extent(child.find(f".//{{{ART}}}xfrm"), "off", "ext") if whole else None
        yield from framed(child, frame.within(own, whole) if own and whole else frame)


def extent(element: etree._Element | None, corner: str, size: str) -> Frame | None:
    """The rectangle of a shape, or of a group's own space, in the units of what it lies in."""
    if element is None:
        return None
    offset, extension = element.find(f"{{{ART}}}{corner}"), element.find(f"{{{ART}}}{size}")
    left, top = measure(offset, "x"), measure(offset, "y")
    return Frame(left, top, left + measure(extension, "cx"), top + measure(extension, "cy"))


def holding(edges: Sequence[int], point: float) -> int:
    """The row or column that holds a point; hidden ones hold none."""
    return bisect_right(edges, point)


def in_lines(pictures: Iterable[Floating]) -> Iterator[Floating]:
    """Pictures in reading order; those that begin above the middle of a line's first one stand in that line."""
    line: list[Floating] = []
    for picture in sorted(pictures, key=lambda one: one.frame.top):
        if line and picture.frame.top >= line[0].frame.middle[1]:
            yield from sorted(line, key=lambda one: one.frame.left)
            line = []
        line.append(picture)
    yield from sorted(line, key=lambda one: one.frame.left)


@dataclass(frozen=True)
class Placement:
    """What decides to which cell of a table a picture belongs.

    `head` is the row of titles, `columns` are the picture columns, `filled` the rows in which something else stands.
    """

    grid: Grid
    head: int
    columns: Sequence[int]
    filled: AbstractSet[int]

    def by_cell(self, pictures: Iterable[Floating]) -> Mapping[Spot, tuple[Picture, ...]]:
        """The floating pictures by the picture column's cell that each belongs to; those beside the table are left out."""
        found: dict[Spot, tuple[Picture, ...]] = defaultdict(tuple)
        for one in pictures:
            if one.picture and (spot := self.spot(one)):
                found[spot] += (one.picture,)
        return found

    def spot(self, one: Floating) -> Spot | None:
        """The picture column's cell to which a floating picture belongs, if it stands by the table."""
        if (row := self.row(one)) is None or not self.columns:
            return None
        column = self.column(one.spot[1])
        spot = self.first(row, column)
        return spot if spot[0] in self.filled else (self.touched(one, spot[0]), column)

    def column(self, middle: int) -> int:
        """The picture column nearest to where a picture stands."""
        return min(self.columns, key=lambda column: abs(column - middle))

    def row(self, one: Floating) -> int | None:
        """The row of a picture; one over the titles belongs to the first row below if it covers most of that."""
        row = one.spot[0]
        if row > self.head:
            return row if row <= LAST_ROW else None
        edges = self.grid.rows.edges
        top, bottom = edges[self.head], edges[self.head + 1]
        covered = min(one.frame.bottom, bottom) - max(one.frame.top, top)
        return self.head + 1 if covered > 0 and covered >= HALF * (bottom - top) else None

    def first(self, row: int, column: int) -> Spot:
        """The cell itself, or the first row of the merged area that it lies in."""
        area = next((a for a in self.grid.areas if (row, column) in a and a.top > self.head), None)
        return (area.top if area else row, column)

    def touched(self, one: Floating, row: int) -> int:
        """For a picture so tall that its middle lies in a blank row: the nearest filled row that it touches, best above."""
        edges = self.grid.rows.edges
        reach = range(max(holding(edges, one.frame.top), self.head + 1), holding(edges, one.frame.bottom - 1) + 1)
        above = [other for other in reach if other in self.filled and other < row]
        below = [other for other in reach if other in self.filled and other > row]
        return above[-1] if above else below[0] if below else row
