"""Both sides of a sheet: each item begins on a right-hand page, and the binding side changes from page to page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ledger_xlsx.document.office import BOOKMARK

# The children of a section's properties that the schema puts in front of w:type, and of the settings in front of
# w:mirrorMargins.
BEFORE_TYPE = tuple(qn(f"w:{name}") for name in ("headerReference", "footerReference", "footnotePr", "endnotePr"))
BEFORE_MIRROR = tuple(
    qn(f"w:{name}")
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
        "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
        "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData",
    )
)  # fmt: skip


def beginnings(items: Sequence[str]) -> set[int]:
    """The pages with which an item begins, by their index; `items` says of each page whose it is."""
    return {0, *(number for number, (before, after) in enumerate(pairwise(items), start=1) if before != after)}


def two_sided(document: Any, firsts: Collection[int]) -> None:
    """Make a rendered document ready for both sides; `firsts` are the pages (by their bookmarks) that begin an item.

    A section is known by its first page: a school's template may have more sections than we know of.
    """
    first = None
    for child in document.element.body:
        names = [str(start.get(qn("w:name"))) for start in child.iter(qn("w:bookmarkStart"))]
        pages = [int(name.removeprefix(BOOKMARK)) for name in names if name.startswith(BOOKMARK)]
        first = pages[0] if first is None and pages else first
        section = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            if first in firsts:
                begin_right(section)
            first = None
    settings = document.settings.element
    if settings.find(qn("w:mirrorMargins")) is None:
        settings.insert(sum(child.tag in BEFORE_MIRROR for child in settings), OxmlElement("w:mirrorMargins"))


def begin_right(section: Any) -> None:
    """Let a section begin on a right-hand page."""
    for old in section.findall(qn("w:type")):
        section.remove(old)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "oddPage")
    section.insert(sum(child.tag in BEFORE_TYPE for child in section), kind)
