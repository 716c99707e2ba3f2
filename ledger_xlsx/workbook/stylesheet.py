"""Styles added to a workbook's own: each is looked for first, so that adding the same again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.patch import Patch, empty

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
# What stands in a list that a workbook does not have: number 0 of each, and of fills number 1, belong to the program.
FIRST = {
    "fonts": '<font><sz val="11"/><name val="宋体"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "dxfs": "",
}
LINE = '<color rgb="FF7F7F7F"/>'
BOX = "<border>" + "".join(f'<{side} style="thin">{LINE}</{side}>' for side in ("left", "right", "top", "bottom"))
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True)
class Look:
    """How a cell of ours looks: font in points, colours as RRGGBB, a box around it or not, its text's place."""

    size: float = 10
    bold: bool = False
    link: bool = False
    fill: str = ""
    boxed: bool = True
    centred: bool = False


@dataclass
class Stylesheet:
    """A workbook's styles part, to which styles are added."""

    root: etree._Element

    @classmethod
    def of(cls, patch: Patch, workbook: str) -> Stylesheet:
        """The styles of the workbook in this part; one that has none is given some."""
        parts = patch.related(workbook, "styles").values()
        part = next((part for part in parts if part in patch), "")
        if not part:
            part = patch.free("xl/styles{}.xml")
            patch.add(part, empty("styleSheet", MAIN), STYLES_TYPE)
            patch.relate(workbook, "styles", part)
        return cls(patch.tree(part))

    def mark(self, fill: str) -> int:
        """The number of a conditional format that only fills a cell."""
        colour = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/></patternFill></fill>'
        return self.number("dxfs", f"<dxf>{colour}</dxf>")

    def cell(self, look: Look) -> int:
        """The number of a cell style."""
        strokes = ("<b/>" if look.bold else "") + ("<u/>" if look.link else "")
        ink = "FF0563C1" if look.link else "FF000000"
        font = self.number(
            "fonts", f'<font>{strokes}<sz val="{look.size:g}"/><color rgb="{ink}"/><name val="宋体"/></font>'
        )
        solid = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill></fill>'
        fill = self.number("fills", solid) if look.fill else 0
        border = self.number("borders", f"{BOX}<diagonal/></border>") if look.boxed else 0
        across = "center" if look.centred else "left"
        self.listed("cellStyleXfs")
        return self.number(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" '
            f'applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{across}" vertical="center" '
            'wrapText="1"/></xf>',
        )

    def number(self, kind: str, xml: str) -> int:
        """Where an entry stands in its list, at the end of which it is put if it is not there yet."""
        entries, wanted = self.listed(kind), entry(xml)
        known = [etree.tostring(one, method="c14n", exclusive=True, with_tail=False) for one in entries]
        sought = etree.tostring(wanted, method="c14n", exclusive=True)
        if sought not in known:
            entries.append(wanted)
            entries.set("count", str(len(entries)))
            return len(known)
        return known.index(sought)

    def listed(self, kind: str) -> etree._Element:
        """One of the lists, made where the schema wants it if it is not there."""
        found = self.root.find(f"{{{MAIN}}}{kind}")
        if found is None:
            found = self.root.makeelement(f"{{{MAIN}}}{kind}", {})
            later = {f"{{{MAIN}}}{name}" for name in ORDER[ORDER.index(kind) + 1 :]}
            before = next((index for index, one in enumerate(self.root) if one.tag in later), len(self.root))
            self.root.insert(before, found)
            found.extend(entry(f"<list>{FIRST[kind]}</list>"))
            found.set("count", str(len(found)))
        return found


def entry(xml: str) -> etree._Element:
    """An element of the spreadsheet's language."""
    first, _, rest = xml.partition(">")
    closed = first.endswith("/")
    opened = f'{first.rstrip("/")} xmlns="{MAIN}"' if "xmlns" not in first else first
    return etree.fromstring(f"{opened}{'/' if closed else ''}>{rest}")
