"""Forms to shipped Word templates. Runs when templates are generated, never when a ledger is converted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ledger_xlsx.document.base import STYLE_IDS, base
from ledger_xlsx.forms import Band, Block, ChartLine, Each, Form, Grid, Line, Look, PictureLine, Slot, When
from ledger_xlsx.packages import stable

TWIPS = 567
"""Twentieths of a point in a centimetre."""


# In twips; elsewhere the table's own. The air of a line and a half lies below it: with more margin above and less below
# the text stands in the middle. What is centred needs less at its sides.
HALF_A_LINE, FULL_TEXT, CENTRED = {"top": 100, "bottom": 28}, {"top": 85, "bottom": 57}, {"left": 57, "right": 57}
MARGINS: Mapping[Look, Mapping[str, int]] = {
    Look.LABEL: HALF_A_LINE, Look.FORM: HALF_A_LINE, Look.FORM_BODY: HALF_A_LINE,
    Look.FORM_CLOSE: FULL_TEXT, Look.CELL: FULL_TEXT,
    Look.HEAD: CENTRED, Look.CELL_CENTRED: CENTRED, Look.CELL_BOLD: CENTRED,
}  # fmt: skip
"""Of cells, by their look."""


def draw(form: Form) -> bytes:
    """The Word template of one form, byte for byte the same every time."""
    document = Document(io.BytesIO(base(landscape=form.landscape)))
    section: Any = document.element.body.sectPr
    for block in form.blocks:
        for element in elements(block):
            section.addprevious(element)
    # Word wants a paragraph behind a last table.
    if section.getprevious() is not None and section.getprevious().tag == qn("w:tbl"):
        section.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="LedgerSection"/></w:pPr></w:p>'))
    if form.bare:
        for reference in section.findall(qn("w:headerReference")) + section.findall(qn("w:footerReference")):
            section.remove(reference)
    buffer = io.BytesIO()
    document.save(buffer)
    return stable(buffer.getvalue())


def elements(block: Block) -> Iterator[Any]:
    """The paragraphs and tables of one block."""
    match block:
        case Line(text, look):
            for part in text.split("\n"):
                yield paragraph(part, look, page_of=block.page_of)
        case Each(name, values, blocks):
            yield from between(f"{{%p for {name} in {values} %}}", blocks, "{%p endfor %}")
        case When(condition, blocks):
            yield from between(f"{{%p if {condition} %}}", blocks, "{%p endif %}")
        case PictureLine(values, width, height):
            yield paragraph(pictures(values, width, height), Look.PICTURE)
        case ChartLine():
            yield from chart(block)
        case Grid():
            yield grid(block)
            if block.joined:
                yield parse_xml(
                    f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="LedgerSection"/><w:keepNext/></w:pPr></w:p>'
                )


def between(opening: str, blocks: Sequence[Block], closing: str) -> Iterator[Any]:
    """Blocks between two tags."""
    yield paragraph(opening, Look.PLAIN)
    for inner in blocks:
        yield from elements(inner)
    yield paragraph(closing, Look.PLAIN)


def chart(block: ChartLine) -> Iterator[Any]:
    """A chart and its caption, where there is one."""
    yield paragraph(f"{{%p if {block.value} %}}", Look.PLAIN)
    yield paragraph(f"{{{{ {block.value}|放({block.width:g}, {block.height:g}) }}}}", Look.PICTURE, keep_next=True)
    yield paragraph(block.caption, Look.CAPTION)
    yield paragraph("{%p endif %}", Look.PLAIN)


def pictures(values: str, width: float, height: float) -> str:
    """The tag that prints a list of pictures side by side, each at most so many centimetres wide and high."""
    return f"{{% for 图 in {values} %}}{{{{ 图|放({width:g}, {height:g}) }}}} {{% endfor %}}"


def paragraph(text: str, look: Look, *, page_of: str = "", keep_next: bool = False) -> Any:
    """A paragraph in the style of a look; with `page_of`, a tab and the number of the page that it refers to."""
    element: Any = OxmlElement("w:p")
    properties = element.get_or_add_pPr()
    properties.style = STYLE_IDS[look]
    if keep_next:
        properties.get_or_add_keepNext()
    for index, line in enumerate(text.split("\n")):
        run = element.add_r()
        if index:
            run.add_br()
        run.text = line if not index else None
        if index:
            run.add_t(line)
    if page_of:
        element.add_r().add_tab()
        for run in field_runs(f"PAGEREF {{{{ {page_of}.书签 }}}} \\h", f"{{{{ {page_of}.页码 }}}}"):
            element.append(run)
    return element


def field_runs(instruction: str, result: str) -> list[Any]:
    """A Word field with its stored result."""
    xml = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        f'<w:r><w:t xml:space="preserve">{result}</w:t></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return [parse_xml(run.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)) for run in xml]


def grid(block: Grid) -> Any:
    """A form table of fixed layout: its outer width and its columns are what the form says."""
    widths = [round(width * TWIPS) for width in block.widths]
    style = '<w:tblStyle w:val="LedgerTable"/>' if block.bordered else ""
    # Its lower rule is the upper one of the table below.
    open_below = '<w:tblBorders><w:bottom w:val="nil"/></w:tblBorders>' if block.joined else ""
    table: Any = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{open_below}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + "</w:tblGrid></w:tbl>"
    )
    for number, band in enumerate(block.bands):
        keep = block.joined or (block.kept and number < len(block.bands) - 1)
        for row in rows(band, widths, keep_next=keep):
            table.append(row)
    return table


def rows(band: Band, widths: Sequence[int], *, keep_next: bool) -> Iterator[Any]:
    """The rows of one band: those that hold only tags, and the row or rows that they repeat or choose."""
    for loop in band.loops:
        yield tag_row(f"{{%tr for {loop} %}}", widths)
    if band.condition:
        yield tag_row(f"{{%tr if {band.condition} %}}", widths)
    yield row(band, band.slots, widths, keep_next=keep_next)
    if band.otherwise:
        yield tag_row("{%tr else %}", widths)
        yield row(band, band.otherwise, widths, keep_next=keep_next)
    if band.condition:
        yield tag_row("{%tr endif %}", widths)
    for _ in band.loops:
        yield tag_row("{%tr endfor %}", widths)


def tag_row(tag: str, widths: Sequence[int]) -> Any:
    """A row that holds nothing but a tag, over the whole width."""
    return row(Band([Slot(tag, span=len(widths))], height=0), [Slot(tag, span=len(widths))], widths, keep_next=False)


def row(band: Band, slots: Sequence[Slot], widths: Sequence[int], *, keep_next: bool) -> Any:
    """One row: never cut at a page end, at least so high."""
    rule = "exact" if band.fixed else "atLeast"
    height = f'<w:trHeight w:val="{round(band.height * TWIPS)}" w:hRule="{rule}"/>' if band.height else ""
    head = "<w:tblHeader/>" if band.head else ""
    element: Any = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{height}{head}</w:trPr></w:tr>")
    column = 0
    for slot in slots:
        width = sum(widths[column : column + slot.span])
        column += slot.span
        element.append(cell(slot, width, keep_next=keep_next or band.head))
    return element


def cell(slot: Slot, width: int, *, keep_next: bool) -> Any:
    """One cell: its text, its pictures below or above, its further lines."""
    span = f'<w:gridSpan w:val="{slot.span}"/>' if slot.span > 1 else ""
    line = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
        if slot.underlined
        else ""
    )
    sides = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in MARGINS.get(slot.look, {}).items())
    margins = f"<w:tcMar>{sides}</w:tcMar>" if sides else ""
    middle = "" if slot.look is Look.FORM_BODY else '<w:vAlign w:val="center"/>'
    element: Any = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{line}{margins}{middle}</w:tcPr></w:tc>'
    )
    if slot.text or not slot.pictures:
        for part in slot.text.split("\n"):
            element.append(paragraph(("{% vm %}" if slot.merged else "") + part, slot.look, keep_next=keep_next))
    if slot.pictures:
        shown = pictures(slot.pictures, *slot.picture_size)
        wrapped = [f"{{%p if {slot.pictures} %}}", shown, "{%p endif %}"] if slot.text or slot.more else [shown]
        for text in wrapped:
            element.append(paragraph(text, Look.PICTURE))
    for more in slot.more:
        element.append(paragraph(more.text, more.look))
    return element
