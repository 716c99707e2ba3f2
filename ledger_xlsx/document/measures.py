"""What styles say in numbers, and how much room a text in 宋体 takes by Word's measures; a unit is a twentieth of a point."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from docx.oxml.ns import qn

LINE = 1.3
"""The height of a line of 宋体 in Word, in its size; other programs set it closer."""
BESIDE = 170
"""The cell margins left and right of a text."""
UNIT = 635
"""English metric units, in which pictures are measured."""


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
    """The id of a paragraph's style; "" for none."""
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else str(named.get(qn("w:val")))


def ems(text: str) -> float:
    """The width of a text in 宋体, in its own size: Latin letters and figures are half as wide as characters."""
    return sum(0.5 if east_asian_width(character) in {"Na", "N", "H"} else 1.0 for character in text)


def row_height(row: Any, settings: Mapping[str, Setting]) -> int:
    """About how high a table row will be: its least height, or its highest cell."""
    least = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    cells = [cell_height(cell, settings) for cell in row.findall(qn("w:tc"))]
    return max([0 if least is None else int(least.get(qn("w:val"))), *cells])


def cell_height(cell: Any, settings: Mapping[str, Setting]) -> int:
    """About how high a cell's text and pictures are."""
    given = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    width = int(given.get(qn("w:w"))) - BESIDE
    return sum(
        paragraph_height(paragraph, settings.get(style_of(paragraph), Setting()), width)
        for paragraph in cell.iter(qn("w:p"))
    )


def paragraph_height(paragraph: Any, style: Setting, width: int) -> int:
    """About how high a paragraph is: its lines, or the pictures that stand in them."""
    pictures = [int(extent.get("cy")) // UNIT for extent in paragraph.iter(qn("wp:extent"))]
    text = "".join(found.text or "" for found in paragraph.iter(qn("w:t")))
    size = style.size * 10
    lines = max(1, math.ceil((ems(text) * size + style.first_line) / max(width - style.left, size)))
    return max([round(lines * size * LINE * style.line / 240), *pictures]) + style.before + style.after
