"""The same pages through plain docxtpl, as its documentation shows it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

from ledger_xlsx import paper
from ledger_xlsx.document.render import end_with_last_section, numbered
from ledger_xlsx.document.templates import load
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.ledger import Ledger

LABELS = paper.labels(ITEMS)


def master() -> bytes:
    """All forms in one template. It is given, so that composing it costs plain docxtpl nothing."""
    return load(None).master(LABELS)


def plain(ledger: Ledger, pages: Sequence[Page]) -> bytes:
    """The document of these pages by `DocxTemplate(master).render(context, autoescape=True)` and `save`.

    Each run opens, patches and compiles the master anew. Pictures go in as they are, a line break in a text is no
    paragraph of its own, and what XML forbids would break the file.
    """
    template = DocxTemplate(io.BytesIO(master()))
    jinja = Environment(autoescape=True)

    def place(picture: Picture, width: float, height: float) -> InlineImage:
        return InlineImage(template, io.BytesIO(picture.load()), width=Cm(min(width, height)))

    jinja.filters["放"] = place
    template.render(
        {"pages": numbered(pages, load(None), LABELS), "台账": ledger.basics.shown(), "标记": ""},
        jinja,
        autoescape=True,
    )
    end_with_last_section(template.docx.element.body)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()
