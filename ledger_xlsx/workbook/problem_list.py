"""问题清单: the sheet in front of an annotated workbook, a row for each problem with a link to its cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from lxml import etree

from ledger_xlsx.findings import Severity
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.grid import address
from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.spotted import LEVELS, Spotted
from ledger_xlsx.workbook.stylesheet import Look, Stylesheet

NAME = "问题清单"
TITLE = "问题清单（台账检查）"
"""Stands in A1, and is how the sheet is recognised when it comes back: a sheet of that name may be the teacher's."""
COLUMNS = {"序号": 6, "级别": 9, "编号": 9, "位置": 26, "现为": 46, "应为／怎样改": 50, "同类几处": 9, "已改": 9}
HEAD = 3
PLACE, DONE = "D", "H"
HELP = (
    "点「位置」跳到那一格，那里有批注和底色。改好一处可以在「已改」里选一下。再标注一次，这张表会重写；它不会印进台账。"
)
FINE = "没有发现问题。"
MORE = "还有 {count} 处没有列出，改好上面的再检查一次。"
MOST_ROWS = 20_000
"""A spreadsheet takes 65,530 links; nobody reads so many rows."""
LONGEST = 400
LINE, MARGIN = 14.0, 6.0
COLOURS = {Severity.ERROR: "FCE4E4", Severity.WARNING: "FFF2CC", Severity.HINT: "E7F0F9"}
"""Of the levels, light: what was written stays readable, also on paper."""
# What XML cannot hold, and what a spreadsheet takes for such a character when it is only text.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LOOKS_STORED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Styles:
    """The numbers of the cell styles that the list uses."""

    title: int
    help: int
    head: int
    text: int
    centred: int
    link: int
    levels: Mapping[Severity, int]

    @classmethod
    def of(cls, sheet: Stylesheet) -> Styles:
        """These styles, added to a workbook's own."""
        return cls(
            title=sheet.cell(Look(size=16, bold=True, boxed=False)),
            help=sheet.cell(Look(boxed=False)),
            head=sheet.cell(Look(bold=True, fill="F2F2F2", centred=True)),
            text=sheet.cell(Look()),
            centred=sheet.cell(Look(centred=True)),
            link=sheet.cell(Look(link=True)),
            levels={level: sheet.cell(Look(fill=fill, centred=True)) for level, fill in COLOURS.items()},
        )


def problem_sheet(found: Sequence[Spotted], stage: Stage, day: date | None, styles: Styles) -> etree._Element:
    """The sheet as XML; the problems in the order given."""
    listed = found[:MOST_ROWS]
    last = HEAD + max(len(listed), 1)
    rows = [*heading(found, stage, day, styles), *rows_of(listed, Counter(one.same for one in found), styles)]
    if not found:
        rows.append(row(last, [(FINE, styles.help)]))
    if len(found) > len(listed):
        rows.append(row(last + 1, [(MORE.format(count=len(found) - len(listed)), styles.help)]))
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
        for index, width in enumerate(COLUMNS.values(), start=1)
    )
    merged = "".join(f'<mergeCell ref="A{number}:{DONE}{number}"/>' for number in (1, 2))
    links = "".join(link(number, one) for number, one in enumerate(listed, start=HEAD + 1) if one.known)
    filtered = f'<autoFilter ref="A{HEAD}:{DONE}{last}"/>' if listed else ""
    choices = (
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="{DONE}{HEAD + 1}:{DONE}{last}">'
        '<formula1>"已改,不用改"</formula1></dataValidation></dataValidations>'
        if listed
        else ""
    )
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView tabSelected="1" showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{HEAD + 1}" sqref="A{HEAD + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'{filtered}<mergeCells count="2">{merged}</mergeCells>{choices}'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def heading(found: Sequence[Spotted], stage: Stage, day: date | None, styles: Styles) -> Iterator[str]:
    """The rows above the problems: title, how many there are, column titles."""
    counts = Counter(one.finding.severity for one in found)
    levels = "、".join(f"{level.label} {counts[level]}" for level in LEVELS)
    until = f"，截至{day.year}年{day.month}月{day.day}日" if day else ""
    yield row(1, [(TITLE, styles.title)], height=30)
    said = f"按「{stage}」检查{until}：共 {len(found)} 个问题，{levels}。{HELP}"
    yield row(2, [(said, styles.help)], height=2 * LINE + MARGIN)
    yield row(HEAD, [(title, styles.head) for title in COLUMNS], height=22)


def rows_of(found: Sequence[Spotted], alike: Counter[tuple[object, ...]], styles: Styles) -> Iterator[str]:
    """A row for each problem."""
    for number, one in enumerate(found, start=1):
        finding = one.finding
        guess = f"是不是「{finding.suggestion}」？" if finding.suggestion else ""
        expected = f"应为 {finding.expected}。" if finding.expected else ""
        yield row(
            HEAD + number,
            [
                (number, styles.centred),
                (finding.severity.label, styles.levels[finding.severity]),
                (finding.notice.code, styles.centred),
                (place(one), styles.link if one.known else styles.text),
                (finding.message, styles.text),
                (f"{expected}{guess}{finding.remedy}", styles.text),
                (alike[one.same], styles.centred),
                ("", styles.centred),
            ],
        )


def place(one: Spotted) -> str:
    """表2教学进度 D4（课时)."""
    column = f"（{one.finding.place.column}）" if one.finding.place.column else ""
    where = address(one.spot) if one.spot else one.finding.place.cell or ""
    return f"{one.sheet} {where}".strip() + column if one.sheet else "整个文件"


def link(number: int, one: Spotted) -> str:
    """The link of a row to its cell, or to the sheet."""
    name = one.sheet.replace("'", "''")
    location = f"'{name}'!{address(one.spot) if one.spot else 'A1'}"
    quoted = escape(location, {'"': "&quot;"})
    return f'<hyperlink ref="{PLACE}{number}" location="{quoted}" display="{escape(place(one), {chr(34): "&quot;"})}"/>'


def row(number: int, cells: Sequence[tuple[str | int, int]], *, height: float = 0) -> str:
    """A row of cells with their styles, as high as its longest text needs where no height is given."""
    widths = COLUMNS.values()
    needed = max(lines(str(text), width) for (text, _), width in zip(cells, widths, strict=False)) if not height else 0
    content = "".join(
        cell(f"{chr(ord('A') + index)}{number}", text, style) for index, (text, style) in enumerate(cells)
    )
    return f'<row r="{number}" ht="{height or needed * LINE + MARGIN:g}" customHeight="1">{content}</row>'


def cell(where: str, value: str | int, style: int) -> str:
    """One cell. A text is a text whatever it begins with, never a formula."""
    if isinstance(value, int):
        return f'<c r="{where}" s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{where}" s="{style}"/>'
    text = shortened(stored(value), LONGEST)
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def stored(text: str) -> str:
    """A text as a spreadsheet's XML can hold it."""
    return LOOKS_STORED.sub("_x005F_", FORBIDDEN.sub("", text))


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def lines(text: str, width: float) -> int:
    """How many lines a text fills in a column of so many characters."""
    if width < COLUMNS["位置"]:
        return 1
    room = int(width) - 1
    wide = (sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in line) for line in text.split("\n"))
    return sum(-(-one // room) or 1 for one in wide)
