"""The shipped Word templates, drawn from the items' forms."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_xlsx.document.base import base
from ledger_xlsx.document.draw import draw
from ledger_xlsx.document.templates import BASE
from ledger_xlsx.forms import Form


def generated(forms: Iterable[Form]) -> dict[str, bytes]:
    """File name without suffix → .docx bytes, the base first; the same bytes every time."""
    return {BASE: base(), **{form.name: draw(form) for form in forms}}
