"""What styles say in numbers, and how much room a text in 宋体 takes by Word's measures; a unit is a twentieth of a point."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

LINE = 1.3
"""The height of a line of 宋体 in Word, in its size; other programs set it closer."""
BESIDE = 170
"""The cell margins left and right of a text."""
UNIT = 635
"""English metric units, in which pictures are measured."""
FEW = 200
"""Characters of a row that need little more than its least height; only what may fill a page is measured."""
NARROW = re.compile(r"[\x20-\xff]")
# Names looked up once: a ledger has thousands of paragraphs.
PARAGRAPH, TEXT, CELL, EXTENT = qn("w:p"), qn("w:t"), qn("w:tc"), qn("wp:extent")
PROPERTIES, STYLE, VALUE, WIDTH = qn("w:pPr"), qn("w:pStyle"), qn("w:val"), qn("w:w")
LEAST, CELL_WIDTH = f"{qn('w:trPr')}/{qn('w:trHeight')}", f"{qn('w:tcPr')}/{qn('w:tcW')}"


@dataclass(frozen=True)
class Setting:
    """What a paragraph style says: size in half points, indents and gaps in units, lines in 240ths."""

    size: int = 24
    align: str = ""
    left: int = 0
    first_line: int = 0
    in_characters: bool = False
    before: int = 0
    after: int = 0
    line: int = 240


def setting(style: Any) -> Setting:
    """The setting of one style; what it leaves to the style it is based on counts as the default."""

    def value(path: str, attribute: str, otherwise: str) -> str:
        found = style.find("/".join(qn(f"w:{name}") for name in path.split("/")))
        return otherwise if found is None else str(found.get(qn(f"w:{attribute}"), otherwise))

    return Setting(
        size=int(value("rPr/sz", "val", "24")),
        align=value("pPr/jc", "val", ""),
        left=int(value("pPr/ind", "left", "0")),
        first_line=int(value("pPr/ind", "firstLine", "0")),
        in_characters=bool(value("pPr/ind", "firstLineChars", "")),
        before=int(value("pPr/spacing", "before", "0")),
        after=int(value("pPr/spacing", "after", "0")),
        line=int(value("pPr/spacing", "line", "240")),
    )


def style_of(paragraph: Any) -> str:
    """The id of a paragraph's style, which stands first in its properties; "" for none."""
    properties = paragraph.find(PROPERTIES)
    named = None if properties is None else properties.find(STYLE)
    return "" if named is None else str(named.get(VALUE))


def ems(text: str) -> float:
    """The width of a text in 宋体, in its own size: Latin letters and figures are half as wide as characters."""
    return len(text) - len(NARROW.findall(text)) / 2


def row_height(row: Any, settings: Mapping[str, Setting]) -> int:
    """About how high a table row will be: its least height, or its highest cell."""
    given = row.find(LEAST)
    least = 0 if given is None else int(given.get(VALUE))
    if len("".join(row.itertext(TEXT))) <= FEW and next(row.iter(EXTENT), None) is None:
        return least
    return max([least, *(cell_height(cell, settings) for cell in row.iterchildren(CELL))])


def cell_height(cell: Any, settings: Mapping[str, Setting]) -> int:
    """About how high a cell's text and pictures are."""
    width = int(cell.find(CELL_WIDTH).get(WIDTH)) - BESIDE
    return sum(
        paragraph_height(paragraph, settings.get(style_of(paragraph), Setting()), width)
        for paragraph in cell.iter(PARAGRAPH)
    )


def paragraph_height(paragraph: Any, style: Setting, width: int) -> int:
    """About how high a paragraph is: its lines, or the pictures that stand in them."""
    pictures = [int(extent.get("cy")) // UNIT for extent in paragraph.iter(EXTENT)]
    size = style.size * 10
    room = max(width - style.left, size)
    lines = max(1, math.ceil((ems("".join(paragraph.itertext(TEXT))) * size + style.first_line) / room))
    return max([round(lines * size * LINE * style.line / 240), *pictures]) + style.before + style.after
