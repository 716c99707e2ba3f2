"""Real workbooks for the tests of reading: written from the declarations, then edited as teachers, Excel and WPS do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.examples import example
from ledger_xlsx.findings import Finding
from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets import reading
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import Book, Table, plain
from ledger_xlsx.workbook.package import MAIN, RELATION
from ledger_xlsx.workbook.tables import book
from ledger_xlsx.workbook.template import marked

KINDS: tuple[type[Row], ...] = (*SHEETS, *(kind for item in ITEMS for kind in item.sheets))
Edit = Callable[[Workbook], object]


def written(path: Path, text: str = "", edit: Edit = bool) -> Path:
    """A file with the sheets that a text table draws, and the standard 基本信息 and 成员, perhaps edited.

    The sheets look as the distributed ones do (title, help, column titles, data from row 4), without their styles and
    drop-downs, which take a second to write.
    """
    opened = Workbook()
    opened.remove(opened.worksheets[0])
    for name, table in example(text).book.tables.items():
        kind = next(kind for kind in KINDS if plain(kind.sheet) == name)
        sheet = opened.create_sheet(kind.sheet)
        sheet["A1"], sheet["A2"] = kind.title, kind.help
        (list_sheet if kind.layout is Layout.LIST else table_sheet)(sheet, kind, table)
    edit(opened)
    path.parent.mkdir(parents=True, exist_ok=True)
    opened.save(path)
    return path


def table_sheet(sheet: Worksheet, kind: type[Row], table: Table) -> None:
    """Write the titles and rows of a table sheet."""
    for index, column in enumerate(kind.columns, start=1):
        sheet.cell(3, index, marked(column))
    for line in table.lines:
        for index, column in enumerate(kind.columns, start=1):
            cell = line.cells.get(plain(column.title))
            if cell is not None and cell.value is not None:
                sheet.cell(line.number, index, cell.value)


def list_sheet(sheet: Worksheet, kind: type[Row], table: Table) -> None:
    """Write the labels and values of a list sheet."""
    for index, title in enumerate(("项目", "内容", "说明"), start=1):
        sheet.cell(3, index, title)
    (line,) = table.lines
    for row, column in enumerate(kind.columns, start=4):
        sheet.cell(row, 1, marked(column))
        if plain(column.title) in line.cells:
            sheet.cell(row, 2, line.cells[plain(column.title)].value)
        sheet.cell(row, 3, column.prompt)


def repacked(
    path: Path, changed: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> Path:
    """The package of a file with some parts changed and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        assert changed.keys() <= set(old.namelist())
        for name in old.namelist():
            if name not in (added or {}):
                new.writestr(name, changed.get(name, bytes)(old.read(name)))
        for name, data in (added or {}).items():
            new.writestr(name, data)
    path.write_bytes(buffer.getvalue())
    return path


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def part(path: Path, sheet: str) -> str:
    """The part of a sheet in a file that openpyxl wrote."""
    return f"xl/worksheets/sheet{load_workbook(path).sheetnames.index(sheet) + 1}.xml"


def in_xml(path: Path, sheet: str, pattern: str, replacement: str) -> Path:
    """A file in which one sheet's XML is changed; the pattern must be there."""

    def change(data: bytes) -> bytes:
        changed, times = re.subn(pattern, replacement, data.decode(), flags=re.DOTALL)
        assert times, pattern
        return changed.encode()

    return repacked(path, {part(path, sheet): change})


def cell_in_xml(path: Path, sheet: str, address: str, cell: str) -> Path:
    """A file with one cell written by hand; {s} in it stands for the style that the cell had."""
    existing = re.compile(rf'<c r="{address}"(?P<style>(?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL)

    def change(data: bytes) -> bytes:
        changed, times = existing.subn(lambda match: cell.replace("{s}", match["style"]), data.decode())
        assert times == 1, address
        return changed.encode()

    return repacked(path, {part(path, sheet): change})


def with_shared_strings(path: Path) -> Path:
    """The file as Excel and WPS write it: every text once, in a part of its own, cells refer to it by number."""
    texts: dict[bytes, int] = {}

    def share(data: bytes) -> bytes:
        root = etree.fromstring(data)
        for cell in root.iter(f"{{{MAIN}}}c"):
            inline = cell.find(f"{{{MAIN}}}is")
            if inline is not None:
                inline.tag = f"{{{MAIN}}}si"
                number = texts.setdefault(etree.tostring(inline, with_tail=False), len(texts))
                cell.remove(inline)
                cell.set("t", "s")
                etree.SubElement(cell, f"{{{MAIN}}}v").text = str(number)
        return etree.tostring(root)

    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    repacked(path, dict.fromkeys(sheets, share))
    table = b'<sst xmlns="' + MAIN.encode() + b'">' + b"".join(texts) + b"</sst>"
    relation = (
        b'<Relationship Id="texts" Type="'
        + RELATION.encode()
        + b'/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    return repacked(
        path,
        {
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", relation),
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", kind),
        },
        {"xl/sharedStrings.xml": table},
    )


MARKED_FORMAT = "0.0000"


def in_built_in_format(path: Path, number: int) -> Path:
    """The file with a number format named by its number alone wherever MARKED_FORMAT stood, and no other of its own."""

    def change(data: bytes) -> bytes:
        (marked_as,) = re.findall(rb'<numFmt numFmtId="(\d+)" formatCode="0.0000"', data)
        without = re.sub(rb"<numFmts.*?</numFmts>", b"", data, flags=re.DOTALL)
        return without.replace(b'numFmtId="%s"' % marked_as, b'numFmtId="%d"' % number)

    return repacked(path, {"xl/styles.xml": change})


def sheet_of(opened: Workbook, kind: type[Row]) -> Worksheet:
    """A declared sheet of an open workbook."""
    return next(sheet for sheet in opened.worksheets if plain(sheet.title) == plain(kind.sheet))


def letter(kind: type[Row], column: Column[object]) -> str:
    """The letter of a column where a sheet is as declared."""
    return "ABCDEFGHIJKLM"[kind.columns.index(column)]


def opened_book(path: Path) -> Book:
    """The tables of a file in which opening finds nothing odd."""
    tables, findings = book(path, KINDS)
    assert findings == []
    return tables


def table(path: Path, kind: type[Row]) -> Table:
    """One table of a file."""
    found = opened_book(path).table(kind)
    assert found is not None
    return found


def ledger(path: Path) -> tuple[Ledger, list[Finding]]:
    """The typed ledger of a file, and what opening and reading found."""
    tables, opening = book(path, KINDS)
    read, findings = reading.read(KINDS, tables)
    return read, [*opening, *findings]


def shown(path: Path, kind: type[Row], *columns: Column[object]) -> list[tuple[object, ...]]:
    """What is printed of some columns, row by row."""
    return [tuple(row.show(column) for column in columns) for row in ledger(path)[0].rows(kind)]


def found(path: Path) -> list[tuple[str, str]]:
    """Code and place of what opening and reading find."""
    return [(finding.notice.code, str(finding.place)) for finding in ledger(path)[1]]
