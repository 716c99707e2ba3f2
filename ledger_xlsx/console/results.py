"""Reports in the format that was asked for; each reporter is loaded only where it is used."""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from ledger_xlsx.console.arguments import Format
from ledger_xlsx.console.colours import coloured
from ledger_xlsx.console.streams import columns, note
from ledger_xlsx.reports.report import Report


def shown(reports: Sequence[Report], form: Format) -> str:
    """Reports as stdout takes them."""
    from ledger_xlsx.reports import json

    if form is Format.JSON:
        return json.text(reports, ascii_only="utf" not in sys.stdout.encoding.lower())
    return read_on(sys.stdout, reports) if reports else ""


def tell(report: Report) -> None:
    """Say on stderr what is wrong with a workbook of which something else is wanted than its report."""
    note(read_on(sys.stderr, [report]))


def read_on(stream: TextIO, reports: Sequence[Report]) -> str:
    """Reports as people read them there."""
    from ledger_xlsx.reports.text import text

    return coloured(text(reports, columns(stream)), stream)


def saved(reports: Sequence[Report], form: Format, folder: Path) -> bytes:
    """Reports as a file that is going to lie in `folder`."""
    if form is Format.XLSX:
        from ledger_xlsx.reports import xlsx

        return xlsx.workbook(reports, folder)
    from ledger_xlsx.reports import html, json, text

    writers: Mapping[Format, Callable[[Sequence[Report]], str]] = {
        Format.TEXT: text.text, Format.JSON: json.text, Format.HTML: html.page,
    }  # fmt: skip
    # A file's name need not be text (its bytes are kept as halves of surrogate pairs).
    return writers[form](reports).encode(errors="replace")
