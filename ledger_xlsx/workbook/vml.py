"""The boxes of comments, in the old drawing language that every spreadsheet program still wants for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from unicodedata import east_asian_width

from lxml import etree

from ledger_xlsx.workbook.grid import EMU_PER_PIXEL, Grid, Sizes, Spot

VML, OFFICE, EXCEL = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BOX_TYPE = "_x0000_t202"
NOT_SHAPES = (f"{{{VML}}}shapetype", f"{{{OFFICE}}}shapelayout")
NUMBER = re.compile(r"_s(\d+)$")
BLOCK = 1024
"""So many numbers of shapes belong to one sheet."""
WIDTH, LINE, MARGIN, GAP = 300, 17, 14, 12
"""Of a box, in pixels: its width, the height of a line and of both margins, its distance from the cell."""
MARKS_IN_LINE = 44
"""So many half-width characters of 9 points fit into a line of a box."""


def empty_drawing(number: int) -> etree._Element:
    """A drawing for the boxes of a sheet, by the sheet's number in the workbook."""
    return etree.fromstring(
        f'<xml xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
        f'<v:shapetype id="{BOX_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    )


def shapes(drawing: etree._Element) -> Sequence[etree._Element]:
    """What is drawn: boxes of comments, form controls, and whatever else a teacher has put there."""
    return [one for one in drawing if one.tag not in NOT_SHAPES]


def remove_shapes(drawing: etree._Element, spots: Collection[Spot]) -> None:
    """Take away the boxes of the comments in these cells."""
    for data in list(drawing.iter(f"{{{EXCEL}}}ClientData")):
        shape, cell = data.getparent(), [data.findtext(f"{{{EXCEL}}}{name}") or "" for name in ("Row", "Column")]
        if data.get("ObjectType") != "Note" or shape is None or not all(one.strip().isdecimal() for one in cell):
            continue
        parent = shape.getparent()
        if (int(cell[0]) + 1, int(cell[1]) + 1) in spots and parent is not None:
            parent.remove(shape)


def add_shape(drawing: etree._Element, spot: Spot, text: str, grid: Grid, number: int) -> None:
    """Draw the box of a comment beside its cell, hidden until the mouse points there, and as high as its text needs."""
    names = (NUMBER.search(one.get("id", "")) for one in drawing)
    taken = max((int(name[1]) for name in names if name), default=number * BLOCK)
    height = LINE * sum(lines(line) for line in text.split("\n")) + MARGIN
    row, column = spot
    left = end(grid.columns, column) + GAP * EMU_PER_PIXEL
    top = end(grid.rows, row - 1)
    corners = [
        *corner(grid.columns, left),
        *corner(grid.rows, top),
        *corner(grid.columns, left + WIDTH * EMU_PER_PIXEL),
        *corner(grid.rows, top + height * EMU_PER_PIXEL),
    ]
    drawing.append(
        etree.fromstring(
            f'<v:shape xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}" id="_x0000_s{taken + 1}" type="#{BOX_TYPE}" '
            f'style="position:absolute;width:{WIDTH * 0.75:g}pt;height:{height * 0.75:g}pt;z-index:1;visibility:hidden" '
            'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{', '.join(map(str, corners))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    )


def lines(text: str) -> int:
    """How many lines of a box a line of text fills."""
    wide = sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in text)
    return -(-wide // MARKS_IN_LINE) or 1


def end(sizes: Sizes, index: int) -> int:
    """Where a row or column ends, in EMU from the sheet's corner."""
    return sizes.edges[min(index, sizes.last)]


def corner(sizes: Sizes, point: int) -> tuple[int, int]:
    """The row or column that holds a point, counted from 0, and how many pixels into it."""
    holding = min(bisect_right(sizes.edges, point), sizes.last)
    return holding - 1, max(0, (point - sizes.edges[holding - 1]) // EMU_PER_PIXEL)
