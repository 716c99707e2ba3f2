"""Reports as a workbook: 问题清单 to be filtered and ticked off, a line a cell, and 说明 with the counts."""

from __future__ import annotations

import io
import math
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.packages import fonts_in_order, stable
from ledger_xlsx.reports.groups import Group, by_sheet, ranked
from ledger_xlsx.reports.report import LEVELS, Report
from ledger_xlsx.reports.sentences import counted, occasion, outcome, several
from ledger_xlsx.reports.terminal import width

LIST, NOTES = "问题清单", "说明"
FILE = "文件"
COLUMNS = {"序号": 6, "级别": 9, "编号": 9, "位置": 34, "现为": 48, "应为/怎样改": 48, "同类几处": 10, "已改": 8}
"""The columns of 问题清单 with their widths in characters; where there are several workbooks, 文件 stands second."""

CENTRED = frozenset({"序号", "级别", "编号", "同类几处", "已改"})
FILE_WIDTH, NOTES_WIDTHS = 24, (9, 48, 42, 9, 9, 9, 36)
FILE_COLUMNS = ("序号", FILE, "备课组", *(level.label for level in LEVELS), "结果")
RULE_COLUMNS = ("编号", "为什么查", "几处")
HOW = (
    f"「{LIST}」里一格一行，点「位置」可以打开工作簿里的那一格（这份清单和工作簿要放在原来的地方）。",
    "改好一处，就在「已改」里写「是」，再用栏目名上的箭头筛选，只看还没有改的。",
    "程序只读工作簿，不会改动它；改好以后请再检查一次。",
)
NOTHING = "没有发现问题。"
MOST = 300
"""So many characters of a text are shown: what stands in a cell of the workbook can be pages long."""
MOST_LINKS = 60_000
"""Excel opens no sheet with more than 65,530 links."""

COLOURS = {Severity.ERROR: "B3261E", Severity.WARNING: "8A4B00", Severity.HINT: "1F5A96"}
LINK = "1F5A96"
A4 = 9
LINE_HEIGHT, CHARACTER = 15, 1.08
"""Height of a line in points; what 宋体 takes of a column's width, which is counted in the digits of another font."""
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE = Side(style="thin", color="B8B8B8")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
GROUND = PatternFill("solid", fgColor="F3F4F6")
FORMULA = ("=", "+", "-", "@")


def workbook(reports: Sequence[Report], folder: Path) -> bytes:
    """The workbook. It is going to lie in `folder`, from which its links to the checked workbooks start.

    Equal input gives equal bytes.
    """
    book = Workbook()
    problems, notes = book.worksheets[0], book.create_sheet(NOTES)
    problems.title = LIST
    fill_list(problems, reports, folder)
    fill_notes(notes, reports)
    buffer = io.BytesIO()
    book.save(buffer)
    return stable(finished(buffer.getvalue()))


def fill_list(sheet: Worksheet, reports: Sequence[Report], folder: Path) -> None:
    """问题清单: its titles in the first row, to be filtered; without a problem one sentence in their place."""
    lines = [(report, group, finding) for report in reports for group, finding in in_order(report)]
    widths = dict(COLUMNS)
    if len(reports) > 1:
        widths = {"序号": COLUMNS["序号"], FILE: FILE_WIDTH, **COLUMNS}
    set_up(sheet, widths.values())
    if not lines:
        put(sheet, 1, 1, NOTHING, wrap=False)
        return
    heading(sheet, 1, list(widths))
    links = {report.path: target(report, folder) for report in reports}
    for number, (report, group, finding) in enumerate(lines, start=1):
        values = {**cells(group, finding), "序号": number, FILE: report.path.name}
        for column, title in enumerate(widths, start=1):
            cell = put(sheet, number + 1, column, values[title], centred=title in CENTRED)
            if title == "级别":
                cell.font = font(bold=True, colour=COLOURS[finding.severity])
            elif title == "位置" and links[report.path] and number <= MOST_LINKS:
                link(cell, links[report.path], finding.place)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(lines) + 1}"


def in_order(report: Report) -> Iterator[tuple[Group, Finding]]:
    """Every finding with its group: by sheet, the gravest first, those that say the same together."""
    for _, findings in by_sheet(report):
        for group in ranked(findings):
            for finding in group.findings:
                yield group, finding


def cells(group: Group, finding: Finding) -> dict[str, str | int]:
    """What one line says, by column title; 已改 is left to the teacher."""
    found = f"（现为「{finding.found}」）" if finding.found and finding.found not in finding.message else ""
    expected = f"应为「{finding.expected}」。" if finding.expected and finding.expected not in finding.message else ""
    return {
        "级别": finding.severity.label,
        "编号": finding.notice.code,
        "位置": str(finding.place),
        "现为": finding.message + found,
        "应为/怎样改": group.guess + expected + finding.remedy,
        "同类几处": len(group.findings),
        "已改": "",
    }


def target(report: Report, folder: Path) -> str:
    """The workbook as seen from `folder`, as a link names it; empty where there is nothing to open."""
    try:
        path = Path(os.path.relpath(report.path, folder)).as_posix()
        path.encode()
    except ValueError:  # on another drive (Windows), or a name that is no text
        return ""
    # Chinese stays as it is: WPS does not undo what Excel does.
    return "".join(mark if mark > "\x7f" else quote(mark) for mark in path) if report.readable else ""


def link(cell: Cell, file: str, place: Place) -> None:
    """Make a cell lead to a place in a workbook; where the place is a whole sheet, which may be missing, to the file."""
    inside = "'" + place.sheet.replace("'", "''") + f"'!{place.cell}" if place.cell else None
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=file, location=inside)
    cell.font = font(colour=LINK, underline=True)


def fill_notes(sheet: Worksheet, reports: Sequence[Report]) -> None:
    """说明: what was checked, how many problems of which level and rule, how to use the list."""
    set_up(sheet, NOTES_WIDTHS)
    put(sheet, 1, 1, "检查结果", bold=True, wrap=False)
    put(sheet, 2, 1, several(reports) if len(reports) > 1 else "".join(map(told, reports)), wrap=False)
    row = 4
    heading(sheet, row, FILE_COLUMNS)
    for number, report in enumerate(reports, start=1):
        counts = [report.counts[level] if report.readable else "—" for level in LEVELS]
        whose = f"{report.group} {occasion(report)}" if report.readable else "—"
        put_row(sheet, row + number, [number, report.path.name, whose.strip(), *counts, outcome(report)])
    row += len(reports) + 2
    found = Counter(finding.notice for report in reports for finding in report.findings)
    if found:
        heading(sheet, row, RULE_COLUMNS)
        for step, (notice, number) in enumerate(found.most_common(), start=1):
            put_row(sheet, row + step, [notice.code, notice.why, number])
        row += len(found) + 2
        for step, sentence in enumerate(HOW):
            put(sheet, row + step, 1, sentence, wrap=False)


def told(report: Report) -> str:
    """The counts of one workbook and what follows."""
    return f"{counted(report)}。{outcome(report)}" if report.findings and report.readable else outcome(report)


def set_up(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Column widths in characters; A4 crosswise, one page wide."""
    for number, characters in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = characters
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = sheet.page_margins.top = 0.5
    sheet.page_margins.bottom, sheet.page_margins.footer = 0.7, 0.3
    # openpyxl always makes one, whatever the stubs say.
    sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"  # type: ignore[union-attr]


def heading(sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
    """A row of column titles."""
    for column, title in enumerate(titles, start=1):
        put(sheet, row, column, title, bold=True, centred=True).fill = GROUND


def put_row(sheet: Worksheet, row: int, values: Iterable[str | int]) -> None:
    """Values side by side."""
    for column, value in enumerate(values, start=1):
        put(sheet, row, column, value)


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int,
    *,
    bold: bool = False,
    centred: bool = False,
    wrap: bool = True,
) -> Cell:
    """A value in a cell. A text is never a formula, whatever it begins with; without `wrap` it runs over its neighbours."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
    if isinstance(value, int):
        cell.value = value
    elif text := printable(value):
        cell.value = text
        cell.data_type = "s"
        # So that Excel makes no formula of it either when somebody edits the cell.
        cell.quotePrefix = text.startswith(FORMULA)
        if wrap:
            # Not every program works out the height of a row by itself.
            rows, room = sheet.row_dimensions, sheet.column_dimensions[get_column_letter(column)].width - 1
            lines = sum(math.ceil(width(line) * CHARACTER / room) or 1 for line in text.split("\n"))
            rows[row].height = max(rows[row].height or 0, lines * LINE_HEIGHT)
    cell.font = font(bold=bold)
    cell.alignment = alignment("center" if centred or isinstance(value, int) else "left", wrap=wrap)
    if wrap:
        cell.border = BOX
    return cell


def printable(text: str) -> str:
    """A text as a cell takes it: without characters that XML forbids, and not endless."""
    clean = FORBIDDEN.sub("□", text)
    return clean if len(clean) <= MOST else f"{clean[: MOST - 1]}…"


@cache
def alignment(horizontal: str, *, wrap: bool) -> Alignment:
    """At the top of the cell."""
    return Alignment(horizontal=horizontal, vertical="top", wrap_text=wrap)


@cache
def font(*, bold: bool = False, colour: str = "000000", underline: bool = False) -> Font:
    """宋体 in the size of the distributed workbook."""
    return Font(name="宋体", size=11, bold=bold, color=colour, underline="single" if underline else None)


def finished(package: bytes) -> bytes:
    """The saved package with its fonts as the schema wants them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, fonts_in_order(data) if entry.filename == "xl/styles.xml" else data)
    return buffer.getvalue()
