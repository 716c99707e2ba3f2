"""A Word document as plain text, for golden files that a person can review."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def dump(package: bytes) -> str:
    """One line per paragraph or table row; [style] before text, ¶ between a cell's paragraphs, ″ for merged cells."""
    return "\n".join(lines(package)) + "\n"


def lines(package: bytes) -> Iterator[str]:
    """The lines of `dump`."""
    for block in Document(io.BytesIO(package)).iter_inner_content():
        match block:
            case Paragraph():
                if block.text.strip() or pictures(block._p):
                    yield f"[{block.style.name if block.style else ''}] {block.text}{pictures(block._p)}"
                yield from charts(block)
                if block._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                    yield "—" * 20
            case Table():
                for row in block.rows:
                    cells = [(tc.vMerge, cell_text(tc, block)) for tc in row._tr.tc_lst]
                    yield "| " + " | ".join("″" if merge == "continue" else text for merge, text in cells) + " |"


def cell_text(cell: Any, table: Table) -> str:
    """A cell's paragraphs."""
    return "¶".join(paragraph.text + pictures(paragraph._p) for paragraph in _Cell(cell, table).paragraphs)


def pictures(paragraph: Any) -> str:
    """The pictures of a paragraph with their printed size: [图 7.2×5.4]."""
    sizes = [(int(e.get("cx")) / 360_000, int(e.get("cy")) / 360_000) for e in paragraph.iter(qn("wp:extent"))]
    return "".join(f"[图 {width:.1f}×{height:.1f}]" for width, height in sizes)


def charts(paragraph: Paragraph) -> Iterator[str]:
    """The charts of a paragraph: what is said of each to those who do not see it, then a line for each series."""
    element: Any = paragraph._p
    for inline in element.iter(qn("wp:inline")):
        for chart in inline.iter(qn("c:chart")):
            yield f"[图表] {inline.find(qn('wp:docPr')).get('descr')}"
            root: Any = parse_xml(paragraph.part.rels[chart.get(qn("r:id"))].target_part.blob)
            for series in root.iter(qn("c:ser")):
                names = cached(series.find(qn("c:cat")))
                numbers = cached(series.find(qn("c:val")))
                facts = [f"{name} {numbers.get(index, '')}" for index, name in names.items()]
                yield f"[图表系列] {cached(series.find(qn('c:tx')))['0']}：{'；'.join(facts)}"


def cached(element: Any) -> dict[str, str]:
    """The values that a chart keeps of its workbook, by their index."""
    return {point.get("idx"): point.findtext(qn("c:v")) for point in element.iter(qn("c:pt"))}
