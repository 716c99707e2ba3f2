"""The list of problems among a workbook's sheets: taken away where an earlier run has put it, and put in front."""

from __future__ import annotations

from lxml import etree

from ledger_xlsx.workbook.grid import Sheet, Workbook, workbook
from ledger_xlsx.workbook.package import MAIN, RELATION
from ledger_xlsx.workbook.patch import SHEET_ML, Patch, drop
from ledger_xlsx.workbook.problem_list import NAME, TITLE

SHEETS, SHEET, VIEW, DEFINED_NAMES, DEFINED_NAME = (
    f"{{{MAIN}}}{name}" for name in ("sheets", "sheet", "workbookView", "definedNames", "definedName")
)
SHEET_PART = "xl/worksheets/sheet{}.xml"
TITLE_CELL = (1, 1)
# What belongs to a sheet alone, and goes with it.
OWN_KINDS = ("printerSettings", "comments", "vmlDrawing")


def take_away(patch: Patch, part: str, name: str = NAME, title: str = TITLE) -> None:
    """Remove our lists of an earlier run from a workbook (its part): they bear the name and, in A1, our title."""
    opened = workbook(patch.package)
    ours = [index for index, sheet in enumerate(opened.sheets) if is_ours(opened, sheet, name, title)]
    root = patch.tree(part)
    elements = root.findall(f"{SHEETS}/{SHEET}")
    for index in reversed(ours):
        sheet, element = opened.sheets[index].part, elements[index]
        for kind in OWN_KINDS:
            for own in patch.related(sheet, kind).values():
                patch.remove(own)
        patch.unrelate(part, element.get(f"{{{RELATION}}}id", ""))
        patch.remove(sheet)
        drop(element)
        shift_names(root, index, -1)


def is_ours(opened: Workbook, sheet: Sheet, name: str, title: str) -> bool:
    """Whether a sheet is a list that we have written, whatever program has saved it since."""
    if not sheet.part or not sheet.name.startswith(name):
        return False
    first = opened.grid(sheet).cells.get(TITLE_CELL)
    return first is not None and first.value == title


def put_in_front(patch: Patch, part: str, sheet: etree._Element, name: str = NAME) -> None:
    """Make a sheet of that name the first of a workbook (its part), and the one that is seen when the file is opened."""
    new = patch.free(SHEET_PART)
    patch.add(new, sheet, f"{SHEET_ML}.worksheet+xml")
    root = patch.tree(part)
    sheets = root.find(SHEETS)
    if sheets is None:
        raise patch.package.damaged(part)
    names = {element.get("name", "").casefold() for element in sheets}
    numbers = [int(element.get("sheetId", "0")) for element in sheets if element.get("sheetId", "0").isdecimal()]
    element = etree.Element(SHEET, nsmap={"r": RELATION})
    element.set("name", free_name(name, names))
    element.set("sheetId", str(max(numbers, default=0) + 1))
    element.set(f"{{{RELATION}}}id", patch.relate(part, "worksheet", new))
    sheets.insert(0, element)
    shift_names(root, 0, 1)
    for view in root.iter(VIEW):
        # The first sheet is what is shown where nothing else is said.
        for place in ("activeTab", "firstSheet"):
            view.attrib.pop(place, "")


def free_name(wanted: str, taken: set[str]) -> str:
    """问题清单, or 问题清单（2） where a teacher has a sheet of that name."""
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}（{number}）"
    return name


def shift_names(root: etree._Element, index: int, by: int) -> None:
    """Let the names of single sheets (print areas, filters) follow these, after one is put in or taken out at an index."""
    names = root.find(DEFINED_NAMES)
    for name in list(names) if names is not None else ():
        sheet = name.get("localSheetId", "")
        if by < 0 and sheet == str(index):
            drop(name)
        elif sheet.isdecimal() and int(sheet) >= index:
            name.set("localSheetId", str(int(sheet) + by))
    if names is not None and not len(names):
        drop(names)
