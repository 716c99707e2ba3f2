"""A sheet's XML: where the schema wants its elements, our marks on cells, and which sheet is in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lxml import etree

from ledger_xlsx.workbook.grid import Spot, address
from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.patch import drop

# fmt: off
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)
# fmt: on
RANK = {name: rank for rank, name in enumerate(ORDER)}
# Newer elements for newer programs (mc:AlternateContent) wrap controls.
WRAPPED = RANK["oleObjects"]
MARK = 'LEN("台账检查")>0'
"""The condition of our marks: always true, and kept as it is by every program that saves the file."""
RULE, FORMULA, FORMATTING = (f"{{{MAIN}}}{name}" for name in ("cfRule", "formula", "conditionalFormatting"))
AREAS_EACH = 200
"""So many areas are marked by one conditional format; Excel takes no list of areas without end."""


def rank(element: etree._Element) -> int:
    """Where an element of a sheet stands among the others."""
    return RANK.get(etree.QName(element).localname, WRAPPED)


def insert(sheet: etree._Element, element: etree._Element) -> None:
    """Put an element into a sheet where the schema wants it, behind those of its kind."""
    own = rank(element)
    before = next((index for index, one in enumerate(sheet) if rank(one) > own), len(sheet))
    sheet.insert(before, element)


def unmark(sheet: etree._Element) -> None:
    """Take our marks away."""
    for rule in list(sheet.iter(RULE)):
        if "".join((rule.findtext(FORMULA) or "").split()) == MARK:
            formatting = rule.getparent()
            drop(rule)
            if formatting is not None and formatting.find(RULE) is None:
                drop(formatting)


def mark(sheet: etree._Element, spots: Mapping[int, Iterable[Spot]]) -> None:
    """Mark cells by conditional formats; `spots` are keyed by the number of the format."""
    # Newer rules stand in the sheet's extensions, and count as well.
    taken = [int(one.get("priority", "0")) for one in sheet.iter("{*}cfRule") if one.get("priority", "0").isdecimal()]
    priority = max(taken, default=0)
    for style, cells in spots.items():
        areas = ranges(cells)
        for first in range(0, len(areas), AREAS_EACH):
            priority += 1
            formatting = sheet.makeelement(FORMATTING, {"sqref": " ".join(areas[first : first + AREAS_EACH])})
            rule = etree.SubElement(
                formatting, RULE, {"type": "expression", "dxfId": str(style), "priority": str(priority)}
            )
            etree.SubElement(rule, FORMULA).text = MARK
            insert(sheet, formatting)


def ranges(spots: Iterable[Spot]) -> Sequence[str]:
    """Cells as areas, those below one another joined: B9, B10, B11 → B9:B11."""
    by_column = sorted({(column, row) for row, column in spots})
    found = []
    for _, run in groupby(enumerate(by_column), key=lambda one: (one[1][0], one[1][1] - one[0])):
        cells = [(row, column) for _, (column, row) in run]
        ends = dict.fromkeys((address(cells[0]), address(cells[-1])))
        found.append(":".join(ends))
    return found


def deselect(sheet: etree._Element) -> None:
    """Leave a sheet out of the selection: with two selected sheets, what is typed goes into both."""
    for view in sheet.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
