"""What stands in a sample workbook: JSON files with rows by sheet and column title, as the sheets have them.

A text that is an ISO date becomes a real date cell in a column of dates; everything else is typed as it stands. Keys
that begin with _ are no sheets: `_stage` says for which inspection the content is complete, `_merged` which columns
are merged downwards over blank cells.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.fields import Pictures
from ledger_xlsx.sheets.rows import Layout, Row
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.template import declared

FOLDER = Path(__file__).parent / "content"
LABEL, VALUE = "项目", "内容"

Rows = list[dict[str, Any]]
Content = dict[str, Any]
"""Rows by sheet name, and what the keys with _ say."""


def load(name: str) -> Content:
    """The content of one group, by the name of its file without ending."""
    content: Content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def names() -> list[str]:
    """The groups that there is content of."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def stage(content: Content) -> tuple[Stage, date | None]:
    """The inspection for which the content is complete, and its day."""
    said = content["_stage"]
    return Stage(said["stage"]), date.fromisoformat(said["as_of"]) if said.get("as_of") else None


def kinds() -> Sequence[type[Row]]:
    """The declared sheets in workbook order."""
    return declared(ITEMS)


def rows(content: Content, kind: type[Row]) -> Rows:
    """The rows of a sheet by column title; a list sheet is one row."""
    typed: Rows = content.get(kind.sheet, [])
    if kind.layout is Layout.LIST:
        return [{line[LABEL]: line[VALUE] for line in typed}]
    return typed


def pictures(content: Content) -> list[str]:
    """The names of all pictures that the content shows, in workbook order."""
    return [
        name
        for kind in kinds()
        for row in rows(content, kind)
        for column in kind.columns
        if isinstance(column.field, Pictures)
        for name in named(row.get(column.title, ""))
    ]


def named(value: str) -> list[str]:
    """The picture files that a cell names, split on 、."""
    return [name for name in value.split("、") if name]
