"""A school's templates tried out: each prints a page of examples, so that what cannot be printed is known beforehand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from PIL import Image

from ledger_xlsx.document.folder import folder_of
from ledger_xlsx.document.names import LEDGER, PAGE
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import BASE, MANUAL, Checked, TemplateSet, example, looked_at, over_shipped, shipped
from ledger_xlsx.errors import TemplateError
from ledger_xlsx.forms import Page
from ledger_xlsx.pictures import Picture

SIZE = (40, 30)


def tried(folder: Path) -> Checked:
    """All that there is to say of a school's templates; those without a mistake are tried out as well."""
    checked = looked_at(folder)
    if checked.mistakes:
        return checked
    own = folder_of(folder, (BASE, *shipped().forms), (MANUAL,)).templates
    templates = over_shipped(own)
    broken = [said for name in templates.forms if name in own or BASE in own for said in trial(templates, name)]
    return Checked(broken, checked.remarks, checked.hints)


def trial(templates: TemplateSet, form: str) -> list[str]:
    """What goes wrong when a form prints its example; nothing if all is well."""
    alone = TemplateSet(templates.base, {form: templates.forms[form]})
    data = with_pictures(example()[PAGE].get(form, {}))
    try:
        printed = render(alone, with_pictures(example()[LEDGER]), [Page(form, data)], {form: form})
        Document(io.BytesIO(printed.data))
    except TemplateError as error:
        return [f"「{form}.docx」试印了一页，没有印成。{mistake}" for mistake in error.mistakes]
    return []


def with_pictures(value: Any) -> Any:
    """The example data with pictures that can be printed."""
    if isinstance(value, Picture):
        return Picture(value.name, picture)
    if isinstance(value, list):
        return [with_pictures(one) for one in value]
    return type(value)({key: with_pictures(one) for key, one in value.items()}) if isinstance(value, dict) else value


def picture() -> bytes:
    """A grey picture."""
    buffer = io.BytesIO()
    Image.new("RGB", SIZE, "lightgrey").save(buffer, "PNG")
    return buffer.getvalue()
