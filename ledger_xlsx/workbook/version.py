"""Which version of the template a workbook was made from, as the workbook itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ledger_xlsx.errors import UnreadableWorkbook
from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import Table, plain
from ledger_xlsx.workbook.package import TEMPLATE_OLDER, Package

TEMPLATE_ID = "ledger-xlsx"
TEMPLATE_VERSION = "1"
ID_PROPERTY, VERSION_PROPERTY, GROUP_PROPERTY = "LedgerTemplate", "LedgerTemplateVersion", "LedgerGroup"
PROPERTIES = "docProps/custom.xml"
NAMED = 5
"""So many of the new columns are named."""


def stated_version(package: Package) -> str:
    """The template version in a file's custom properties; "" if it says none (cloud programs drop them)."""
    return stated(package, VERSION_PROPERTY)


def stated_group(package: Package) -> str:
    """The group that a workbook was made for (五年级数学), whoever has written what into it; "" if it says none."""
    return stated(package, GROUP_PROPERTY)


def stated(package: Package, name: str) -> str:
    """One of a file's custom properties; "" if it has none of that name."""
    if PROPERTIES not in package:
        return ""
    try:
        root = package.tree(PROPERTIES)
    except UnreadableWorkbook:
        # No content of the ledger stands there: a workbook is not refused for it.
        return ""
    for element in root.iter("{*}property"):
        if element.get("name") == name:
            return "".join(map(str, element.itertext())).strip()
    return ""


def older_template(package: Package, kinds: Sequence[type[Row]], tables: Mapping[str, Table]) -> Iterator[Finding]:
    """That a workbook comes from an older template, if that lacks anything which the present one has (文-08)."""
    stated = stated_version(package)
    if not re.fullmatch(r"\d{1,4}", stated) or int(stated) >= int(TEMPLATE_VERSION):
        return
    if lacking := [name for kind in kinds for name in news(kind, tables.get(plain(kind.sheet)))]:
        more = f" 等 {len(lacking)} 处" if len(lacking) > NAMED else ""
        yield TEMPLATE_OLDER.at(Place(package.name), found=stated, news="、".join(lacking[:NAMED]) + more)


def news(kind: type[Row], table: Table | None) -> Iterator[str]:
    """What a workbook's sheet lacks of the declared one: the whole sheet, or some of its columns."""
    if table is None:
        yield f"「{kind.sheet}」"
    elif table.headed:
        lacking = (column.title for column in kind.columns if plain(column.title) not in table.titles)
        yield from (f"「{kind.sheet}」的「{title}」" for title in lacking)
