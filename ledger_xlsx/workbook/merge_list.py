"""合并说明: the sheet in front of a merged workbook: what came from which file, and what the leader has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from lxml import etree

from ledger_xlsx.workbook.merging import Note
from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.problem_list import LONGEST, shortened, stored
from ledger_xlsx.workbook.stylesheet import Look, Stylesheet

NAME = "合并说明"
TITLE = "合并说明（台账合并）"
"""Stands in A1, and is how the sheet is recognised when the workbook is merged once more."""
COLUMNS = {"来自": 24, "表": 16, "行": 8, "情况": 40, "内容": 70}
HELP = "这张表不会印进台账。黄色的请组长看一看，看完可以删掉整张表。"
LOOK_AT = "FFF2CC"
HEAD = 3
HEIGHT = 32
BRIEF = 36
"""So much is said of a row that needs no look."""


def merge_sheet(notes: Sequence[Note], styles: Stylesheet) -> etree._Element:
    """The sheet as XML; what has to be looked at first, else in the order given."""
    title, help_, head = (
        styles.cell(look)
        for look in (Look(16, bold=True, boxed=False), Look(boxed=False), Look(bold=True, fill="F2F2F2"))
    )
    text, marked = styles.cell(Look()), styles.cell(Look(fill=LOOK_AT))
    rows = [
        row(1, [TITLE], title),
        row(2, [HELP], help_),
        row(HEAD, list(COLUMNS), head),
        *(
            row(number, line(note), marked if note.to_look_at else text)
            for number, note in enumerate(sorted(notes, key=lambda note: not note.to_look_at), start=HEAD + 1)
        ),
    ]
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
        for index, width in enumerate(COLUMNS.values(), start=1)
    )
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="A{HEAD}:E{HEAD + max(len(notes), 1)}"/>'
        '<mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="A2:E2"/></mergeCells>'
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def line(note: Note) -> Sequence[str]:
    """A note as a row; of rows that say otherwise their numbers and files."""
    others = "；".join(f"第 {other.number} 行，来自 {other.source}" for other in note.others)
    said = note.outcome.value + (f"（{others}）" if others else "")
    number = str(note.entry.number or "")
    words = note.entry.words()
    return note.source, note.entry.kind.sheet, number, said, words if note.to_look_at else shortened(words, BRIEF)


def row(number: int, texts: Sequence[str], style: int) -> str:
    """A row of texts; a text is a text whatever it begins with, never a formula."""
    cells = "".join(
        f'<c r="{chr(ord("A") + index)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(shortened(stored(text), LONGEST))}</t></is></c>"
        for index, text in enumerate(texts)
    )
    height = f' ht="{HEIGHT}" customHeight="1"' if number != HEAD else ""
    return f'<row r="{number}"{height}>{cells}</row>'
