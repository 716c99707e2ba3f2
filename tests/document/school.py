"""A school that changes its templates: edits as somebody with Word makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from ledger_xlsx.document.templates import contents

Edit = Callable[[Any], object]


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


def added_column(table: Callable[[Any], Table], after: str, title: str, tag: str, width: float) -> Edit:
    """Insert a column into a table as Word does: `after` the cell with a tag, a title above and a tag below it."""
    from docx.shared import Cm  # noqa: PLC0415 - only here

    def edit(document: Any) -> None:
        found = table(document)
        place = next(
            index for row in found.rows for index, tc in enumerate(row._tr.tc_lst) if after in "".join(tc.itertext())
        )
        grid = found._tbl.tblGrid
        grid.insert(place + 1, deepcopy(grid.gridCol_lst[place]))
        grid.gridCol_lst[place + 1].w = Cm(width)
        for row in found.rows:
            cells = row._tr.tc_lst
            if len(cells) == 1:
                cells[0].grid_span += 1
                continue
            new = deepcopy(cells[place])
            cells[place].addnext(new)
            new.width = Cm(width)
            put(Paragraph(new.p_lst[0], found), tag if "{{" in "".join(new.itertext()) else title)

    return edit
