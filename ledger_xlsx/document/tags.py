"""A template's tags, in the order of the page, each with the place where a person finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
WORDED = re.compile(r"\{%-?(?P<level>p|tr|tc|r)?\s+(?P<word>\w+)")
LEVELED = re.compile(r"^(\{[{%])(?:p|tr|tc|r)(?=\s)")
# docxtpl's own words: they merge or colour cells, and Jinja never sees them.
CELL_WORDS = ("vm", "hm", "colspan", "cellbg")
# As docxtpl does: Word turns straight quotation marks into these while one types.
QUOTES = str.maketrans("“”‘’", "\"\"''")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ROW, CELL, TABLE, PARAGRAPH = qn("w:tr"), qn("w:tc"), qn("w:tbl"), qn("w:p")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph of a template: its text, and where it stands (`place` in words; row and table where it is in one)."""

    place: str
    text: str
    element: Any
    row: Any = None
    table: Any = None

    @property
    def tags(self) -> list[Tag]:
        """Its tags, from left to right."""
        return [Tag(text, self) for text in TAG.findall(self.text)]

    @property
    def holds_picture(self) -> bool:
        """Whether a picture stands in it."""
        return holds_picture(self.element)

    @property
    def row_text(self) -> str:
        """All that its table row says."""
        return "".join(text_of(one) for one in self.row.iter(PARAGRAPH)) if self.row is not None else ""


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag: {{ 表.活动时间 }}, {%tr for 行 in 表.行 %}."""

    text: str
    paragraph: Paragraph

    @property
    def level(self) -> str:
        """What it repeats or leaves out: "tr" a row, "p" a paragraph, "tc" a cell, "" what stands beside it."""
        match = WORDED.match(self.text)
        return (match["level"] or "") if match else ""

    @property
    def word(self) -> str:
        """for, endif, vm …; "" for a tag that prints."""
        match = WORDED.match(self.text)
        return match["word"] if match else ""

    @property
    def source(self) -> str:
        """The tag as Jinja sees it."""
        return LEVELED.sub(r"\1", self.text).translate(QUOTES)


def paragraphs(document: Any) -> Iterator[Paragraph]:
    """Every paragraph of the body, from the top down: 第 3 段, 第 1 个表格第 2 行第 3 格."""
    yield from within(document.element.body)


def margins(document: Any) -> Iterator[Paragraph]:
    """The paragraphs of page headers and footers, each part once."""
    seen: list[Any] = []
    for section in document.sections:
        parts = {
            "页眉": (section.header, section.first_page_header, section.even_page_header),
            "页脚": (section.footer, section.first_page_footer, section.even_page_footer),
        }
        for name, holders in parts.items():
            for holder in holders:
                if not holder.is_linked_to_previous and holder.part not in seen:
                    seen.append(holder.part)
                    yield from within(holder._element, name)


def within(root: Any, name: str = "") -> Iterator[Paragraph]:
    """The paragraphs below a body or a header; `name` is the place of all of them."""
    tables: list[Any] = []
    number = 0
    for element in root.iter(PARAGRAPH):
        above = list(element.iterancestors())
        if any(one.tag == FALLBACK for one in above):
            # The same text box once more, for old programs.
            continue
        outer = [one for one in above if one.tag in (ROW, CELL, TABLE)]
        if not outer:
            number += 1
            yield Paragraph(name or f"第 {number} 段", text_of(element), element)
            continue
        cell, row, table = outer[-3:]
        if table not in tables:
            tables.append(table)
        place = name or (
            f"第 {len(tables)} 个表格第 {table.findall(ROW).index(row) + 1} 行第 {row.findall(CELL).index(cell) + 1} 格"
        )
        yield Paragraph(place, text_of(element), element, next(one for one in outer if one.tag == ROW), outer[-1])


def make_whole(root: Any) -> None:
    """Put each tag that Word has cut into runs into its first run: 项 is filled in before docxtpl sees it."""
    for paragraph in root.iter(PARAGRAPH):
        texts = list(paragraph.iter(qn("w:t")))
        whole = "".join(text.text or "" for text in texts)
        owners = [text for text in texts for _ in text.text or ""]
        for tag in TAG.finditer(whole):
            owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag[0])
        for text in texts:
            text.text = "".join(character for character, owner in zip(whole, owners, strict=True) if owner is text)


def text_of(element: Any) -> str:
    """The text of a paragraph, whatever runs it is cut into."""
    return "".join(
        text.text or "" for text in element.iter(qn("w:t")) if not any(a.tag == FALLBACK for a in text.iterancestors())
    )


def holds_picture(element: Any) -> bool:
    """Whether a picture or a drawing stands somewhere in an element."""
    return any(True for _ in element.iter(qn("w:drawing"), qn("w:pict")))
