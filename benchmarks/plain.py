"""The same pages through plain docxtpl, as its documentation shows it."""

from __future__ import annotations

import io

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

from ledger_xlsx import paper
from ledger_xlsx.document.render import end_with_last_section, numbered
from ledger_xlsx.document.templates import load
from ledger_xlsx.items import ITEMS
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.ledger import Ledger


def plain(ledger: Ledger) -> bytes:
    """The document of a ledger by `DocxTemplate(master).render(context, autoescape=True)` and `save`.

    The master is given, so that composing it costs plain docxtpl nothing. Each run opens, patches and compiles it anew;
    pictures go in as they are, and a line break in a text is no paragraph of its own.
    """
    templates, labels = load(None), paper.labels(ITEMS)
    master = DocxTemplate(io.BytesIO(templates.master(labels)))
    jinja = Environment(autoescape=True)

    def place(picture: Picture, width: float, height: float) -> InlineImage:
        return InlineImage(master, io.BytesIO(picture.load()), width=Cm(min(width, height)))

    jinja.filters["放"] = place
    pages = numbered(paper.pages(ledger, ITEMS), templates, labels)
    master.render({"pages": pages, "台账": ledger.basics.shown(), "标记": ""}, jinja, autoescape=True)
    end_with_last_section(master.docx.element.body)
    buffer = io.BytesIO()
    master.save(buffer)
    return buffer.getvalue()
