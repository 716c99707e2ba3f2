"""A school that changes its templates: edits as somebody with Word makes them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from PIL import Image, ImageDraw

from ledger_xlsx.document.templates import BASE, contents
from ledger_xlsx.items.progress import ProgressRow
from samples.fill import heading

Edit = Callable[[Any], object]
FONT = "黑体"
BORDER = (
    "<w:pgBorders {} w:offsetFrom='page'>"
    + "".join(f"<w:{side} w:val='double' w:sz='4' w:space='24' w:color='auto'/>" for side in ("top", "left", "bottom", "right"))
    + "</w:pgBorders>"
)  # fmt: skip


def exported(folder: Path) -> Path:
    """What `templates export` writes."""
    folder.mkdir(exist_ok=True)
    for name, data in contents().items():
        (folder / f"{name}.docx").write_bytes(data)
    return folder


def change(path: Path, *edits: Edit) -> None:
    """Open a template, change it, save it."""
    document = Document(str(path))
    for edit in edits:
        edit(document)
    document.save(str(path))


def holders(document: Any) -> Iterator[Paragraph]:
    """Every paragraph, those of tables and of page headers among them."""
    yield from document.paragraphs
    for table in document.tables:
        yield from (p for row in table.rows for cell in row.cells for p in cell.paragraphs)
    for section in document.sections:
        yield from section.header.paragraphs


def holder(document: Any, text: str) -> Paragraph:
    """The first paragraph with a text."""
    return next(paragraph for paragraph in holders(document) if text in paragraph.text)


def put(paragraph: Paragraph, text: str) -> None:
    """Give a paragraph another text, in the format of its first run."""
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""


def set_text(old: str, new: str) -> Edit:
    """Replace a text where it first stands."""

    def edit(document: Any) -> None:
        paragraph = holder(document, old)
        put(paragraph, paragraph.text.replace(old, new))

    return edit


def split_runs(text: str) -> Edit:
    """Cut the paragraph of a text into a run a character, as Word does when a tag is typed and corrected."""

    def edit(document: Any) -> None:
        paragraph = holder(document, text)
        whole, first = paragraph.text, paragraph.runs[0]
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        last = first._r
        first.text = whole[0]
        for character in whole[1:]:
            run = deepcopy(first._r)
            last.addnext(run)
            last = run
            paragraph.runs[-1].text = character
        assert paragraph.text == whole

    return edit


def cell_over(row: Any, place: int) -> Any:
    """The cell of a row that covers a column of its table's grid."""
    return next(tc for tc in row._tr.tc_lst if tc.grid_offset <= place < tc.grid_offset + tc.grid_span)


def added_column(table: Callable[[Any], Table], after: str, title: str, tag: str, width: float) -> Edit:
    """Insert a column into a table as Word does: `after` the cell with a tag, a title above and a tag below it."""

    def edit(document: Any) -> None:
        found = table(document)
        place = next(
            index for row in found.rows for index, tc in enumerate(row._tr.tc_lst) if after in "".join(tc.itertext())
        )
        grid = found._tbl.tblGrid
        grid.insert(place + 1, deepcopy(grid.gridCol_lst[place]))
        grid.gridCol_lst[place + 1].w = Cm(width)
        for row in found.rows:
            over = cell_over(row, place)
            if over.grid_span > 1:
                over.grid_span += 1
                continue
            new = deepcopy(over)
            over.addnext(new)
            new.width = Cm(width)
            put(Paragraph(new.p_lst[0], found), tag if "{{" in "".join(new.itertext()) else title)

    return edit


# --- one school's wishes ----------------------------------------------------------------------------------------------


def badge() -> io.BytesIO:
    """A school badge: an open book in a ring."""
    picture = Image.new("RGB", (240, 240), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((6, 6, 234, 234), outline="darkred", width=14)
    draw.polygon([(50, 90), (120, 112), (190, 90), (190, 160), (120, 182), (50, 160)], outline="darkred", width=8)
    draw.line((120, 112, 120, 182), fill="darkred", width=8)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def in_another_font(document: Any) -> None:
    """Another font and size in the styles."""
    for name in ("台账正文", "台账表格", "台账表格居中"):
        fonts = document.styles[name].element.rPr.rFonts
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
    document.styles["台账大标题"].font.size = Pt(18)


def badge_in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].runs[0].add_picture(badge(), width=Cm(0.8))


def badge_on_cover(document: Any) -> None:
    school = holder(document, "{{ 台账.学校 }}")
    school.insert_paragraph_before(style="台账图片").add_run().add_picture(badge(), width=Cm(2))


def landscape_with_border(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section._sectPr.find(qn("w:pgMar")).addnext(parse_xml(BORDER.format(nsdecls("w"))))
    widths = (1.2, 1.8, 5.0, 2.2, 4.5, 10.0)
    table = document.tables[0]
    table._tbl.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(round(sum(widths) * 567)))
    for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = Cm(width)
    for row in table.rows:
        cells = row._tr.tc_lst
        for tc, width in zip(cells, widths if len(cells) > 1 else (sum(widths),), strict=True):
            tc.width = Cm(width)


def changed(folder: Path) -> Path:
    """The templates of a school with the usual wishes: font, badge, widths, a column 课型, a page laid crosswise."""
    exported(folder)
    change(folder / f"{BASE}.docx", in_another_font, badge_in_header)
    change(folder / "封面.docx", badge_on_cover)
    change(folder / "每日一议.docx", landscape_with_border)
    change(folder / "表2教学进度.docx", narrower("教学内容", 5.4), OWN_COLUMN)
    return folder


def narrower(title: str, width: float) -> Edit:
    """Give the first table's column of a title another width, in centimetres."""

    def edit(document: Any) -> None:
        table = document.tables[0]
        place = next(
            index for row in table.rows for index, tc in enumerate(row._tr.tc_lst) if title in "".join(tc.itertext())
        )
        table._tbl.tblGrid.gridCol_lst[place].w = Cm(width)
        for row in table.rows:
            if cell_over(row, place).grid_span == 1:
                cell_over(row, place).width = Cm(width)

    return edit


OWN_COLUMN = added_column(lambda d: d.tables[0], "{{ 行.课时 }}", "课型", "{{ 行.本校.课型 }}", 1.8)


def with_own_column(source: Path, target: Path) -> Path:
    """A workbook with a column 课型 in 表2, as the school types it beside the table."""
    book = load_workbook(source)
    sheet = book[ProgressRow.sheet]
    row, titles = heading(sheet, ProgressRow)
    column = max(titles.values()) + 1
    for number, text in enumerate(("课型", "", "新授课", "新授课", "练习课", "新授课", "新授课", "练习课")):
        sheet.cell(row + number, column).value = text or None
    book.save(target)
    return target
