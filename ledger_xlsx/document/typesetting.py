"""What only the finished text can tell: which lines are numbered, which rows belong together, what stands below a table.

Everything here is paragraph formatting of the one document, laid over its styles; a paragraph that a school's template
has set itself is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ledger_xlsx.document.base import STYLE_IDS
from ledger_xlsx.document.measures import (
    PARAGRAPH,
    PROPERTIES,
    TEXT,
    VALUE,
    Setting,
    ems,
    row_height,
    setting,
    style_of,
)
from ledger_xlsx.forms import Look

FIGURES = "一二三四五六七八九十"
# 1、 2. （1） 一、 （一） 1） ①, but neither 1.5 nor 三、四年级; 说明1、 is the first line below 表1.
NUMBER = re.compile(
    rf"(?:说明)?(?:[（(](?:\d{{1,2}}|[{FIGURES}]{{1,3}})[)）]|\d{{1,2}}[)）]"
    rf"|(?:\d{{1,2}}|[{FIGURES}]{{1,3}})(?:、(?![\d{FIGURES}])|[.．](?!\d))|[①-⑳])\s*"
)
BOLD = STYLE_IDS[Look.CELL_BOLD]
FLAT = "LedgerSection"
"""The style of the paragraphs that Word wants behind a table and at the end of a section."""
LEFT_ALIGNED = ("", "left", "start", "both")
HIGHEST, PAGE = 11_000, 13_600
"""What can stand on a page below a form's title and head rows, and what on a page at all, in twentieths of a point."""
HEAD_ROWS = 3_000
"""The rows that a form has above its text take no more than so much."""
FEWEST = 4
"""Rows of a table that does not leave its last row alone on a page: a head and three."""
BELOW_TABLE = 120
"""The gap between a table and the text below it, in twentieths of a point."""
# Names looked up once: a ledger has thousands of paragraphs.
TAB, TABLE, ROW, MERGE, SECTION = (qn(f"w:{name}") for name in ("tab", "tbl", "tr", "vMerge", "sectPr"))
DRAWING, SPLIT = qn("w:drawing"), f"{qn('w:trPr')}/{qn('w:cantSplit')}"
CELL, UPRIGHT = qn("w:tc"), f"{qn('w:tcPr')}/{qn('w:vAlign')}"
# What the schema puts in front of w:keepNext, w:spacing and w:ind in a paragraph's properties.
BEFORE_KEEP = frozenset((qn("w:pStyle"),))
BEFORE_SPACING = frozenset(qn(f"w:{name}") for name in (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
))  # fmt: skip
BEFORE_INDENT = BEFORE_SPACING | {qn("w:spacing")}


def typeset(document: Any) -> None:
    """Set the numbered lines, the rows and the gaps of a rendered document."""
    settings = {style.get(qn("w:styleId")): setting(style) for style in document.styles.element.iter(qn("w:style"))}
    body = document.element.body
    for text in body.iter(TEXT):
        if number := NUMBER.match(text.text or ""):
            paragraph = next(text.iterancestors(PARAGRAPH))
            if next(paragraph.iter(TEXT)) is text:
                hang(paragraph, number[0], settings.get(style_of(paragraph), Setting()))
    for table in body.iter(TABLE):
        set_rows(table.findall(ROW), settings)
        below = table.getnext()
        if below is not None and below.tag == PARAGRAPH:
            set_off(below, settings.get(style_of(below), Setting()))
    for above, below in pairwise(list(body)):
        if is_flat(above) and is_flat(below) and next(above.iter(SECTION), None) is None:
            # The one behind a last table does not need the one that ends the section.
            body.remove(above)
        elif above.tag == below.tag == PARAGRAPH and (is_signature(below, settings) or shows_pictures(below)):
            keep_next(above)


def set_rows(rows: Sequence[Any], settings: Mapping[str, Setting]) -> None:
    """Keep the rows of a table together that belong together, and let those be cut that no page can hold."""
    heights = [row_height(row, settings) for row in rows]
    for row in [*kept_rows(rows, heights), *filter(is_heading, rows[:-1])]:
        for paragraph in row.iter(PARAGRAPH):
            keep_next(paragraph)
    for row in too_high(rows, heights):
        let_split(row)


def hang(paragraph: Any, number: str, style: Setting) -> None:
    """Let the further lines of a paragraph begin behind its number, which stands where the first line would.

    Only what is set left or in block can hang; an entry of the table of contents (with a tab) is one line.
    """
    if style.align not in LEFT_ALIGNED or next(paragraph.iter(TAB), None) is not None:
        return
    width = round(ems(number) * style.size * 10)
    attributes = {"left": style.left + style.first_line + width, "hanging": width}
    # Word prefers an indent in characters, which a style may give, to one in points, unless it is 0.
    characters = {"firstLineChars": 0} if style.in_characters else {}
    put(paragraph, "ind", attributes | characters, BEFORE_INDENT)


def kept_rows(rows: Sequence[Any], heights: Sequence[int]) -> Iterator[Any]:
    """The rows that stay with the next one, as far as a page can hold them together.

    Those under one merged cell, so that no week goes on below an empty cell, and the last but one, so that no row is
    left alone on a page.
    """
    first = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or not continues(rows[number]):
            if sum(heights[first:number]) <= HIGHEST:
                yield from rows[first : number - 1]
            first = number
    if len(rows) >= FEWEST and sum(heights[-2:]) <= HIGHEST:
        yield rows[-2]


def too_high(rows: Sequence[Any], heights: Sequence[int]) -> Iterator[Any]:
    """The rows that may be cut: those higher than a page, and those that would leave their form's title alone on one."""
    above = 0
    for row, height in zip(rows, heights, strict=True):
        if height > (HIGHEST if above < HEAD_ROWS else PAGE):
            yield row
        above += height


def let_split(row: Any) -> None:
    """Let a row go on on the next page, its cells beginning at its top.

    In the middle of what no page shows whole, a short text would stand pages away from its label.
    """
    for kept in row.findall(SPLIT):
        kept.getparent().remove(kept)
    for cell in row.iterchildren(CELL):
        for middle in cell.findall(UPRIGHT):
            middle.getparent().remove(middle)


def is_heading(row: Any) -> bool:
    """Whether a row is set bold, as that of a unit is: it stays with the first of its lessons."""
    return any(style_of(paragraph) == BOLD for paragraph in row.iter(PARAGRAPH))


def continues(row: Any) -> bool:
    """Whether a cell of this row is merged with the one above."""
    return any(merge.get(VALUE, "continue") == "continue" for merge in row.iter(MERGE))


def is_signature(element: Any, settings: Mapping[str, Setting]) -> bool:
    """Whether this is a short line at the right with a gap above it: the date below a plan."""
    style = settings.get(style_of(element), Setting())
    return style.align == "right" and style.before > 0


def is_flat(element: Any) -> bool:
    """Whether this is an empty paragraph of no height that ends nothing but a table, or a section."""
    return element.tag == PARAGRAPH and style_of(element) == FLAT and next(element.iter(TEXT), None) is None


def shows_pictures(paragraph: Any) -> bool:
    """Whether there are pictures in a paragraph: the last line of a record goes with its photos to the next page."""
    return next(paragraph.iter(DRAWING), None) is not None


def set_off(paragraph: Any, style: Setting) -> None:
    """Leave a gap between a table and the text below it; the paragraph that only ends a table or a section stays flat."""
    if style.before < BELOW_TABLE and next(paragraph.iter(TEXT), None) is not None:
        put(paragraph, "spacing", {"before": BELOW_TABLE}, BEFORE_SPACING)


def keep_next(paragraph: Any) -> None:
    """Keep a paragraph on the page of the next one."""
    put(paragraph, "keepNext", {}, BEFORE_KEEP)


def put(paragraph: Any, name: str, attributes: dict[str, int], before: frozenset[str]) -> None:
    """Give a paragraph a property, behind those named, unless it has it already."""
    tag, properties = qn(f"w:{name}"), paragraph.find(PROPERTIES)
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    if properties.find(tag) is not None:
        return
    place = sum(child.tag in before for child in properties)
    properties.insert(
        place, OxmlElement(f"w:{name}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    )
