"""Pictures that are the content of a cell: WPS 嵌入单元格 (DISPIMG) and Excel 365 'place in cell'.

WPS writes an id into the cell and keeps the pictures in cellimages.xml. Excel writes #VALUE! with a number: by
metadata.xml it leads to a rich value, that to a place in the *order* of richValueRel.xml, and that to the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from lxml import etree

from ledger_xlsx.pictures import Picture
from ledger_xlsx.workbook.grid import Stored
from ledger_xlsx.workbook.package import RELATION, Package, workbook_part
from ledger_xlsx.workbook.pictures import ART, DRAWING, stored_picture

T = TypeVar("T")

RICH_VALUE, LOCAL_IMAGE = "XLRICHVALUE", "_rvRel:LocalImageIdentifier"


@dataclass
class CellPictures:
    """The pictures in cells of one workbook; its parts are read when the first such cell asks for them."""

    package: Package

    def of(self, stored: Stored) -> Picture | None:
        """The picture that a cell holds; None if it holds none, or if the file has lost it."""
        if stored.image:
            return self.by_id.get(stored.image)
        return self.by_number.get(stored.rich)

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The workbook's own parts by kind, kinds in small letters."""
        found = self.package.relations(workbook_part(self.package)).values()
        return {relation.kind.lower(): relation.target for relation in found}

    @cached_property
    def by_id(self) -> Mapping[str, Picture]:
        """WPS's pictures by their ids."""
        part = self.parts.get("cellimage", "xl/cellimages.xml")
        targets = self.targets(part)
        found: dict[str, Picture] = {}
        for shape in self.elements(part, "pic"):
            name, blip = shape.find(f".//{{{DRAWING}}}cNvPr"), shape.find(f".//{{{ART}}}blip")
            target = targets.get(blip.get(f"{{{RELATION}}}embed", "")) if blip is not None else None
            if name is not None and target:
                found[name.get("name", "")] = stored_picture(self.package, target, shape)
        return found

    @cached_property
    def by_number(self) -> Mapping[int, Picture]:
        """Excel's pictures by the number that their cells give, from 1 on."""
        places = list(self.places())
        metadata = self.parts.get("sheetmetadata", "")
        kinds = [element.get("name") for element in self.elements(metadata, "metadataType")]
        # The blocks of the one kind of metadata that leads on, each with an index among the rich values.
        blocks = [
            value_index(block)
            for group in self.elements(metadata, "futureMetadata")
            if group.get("name") == RICH_VALUE
            for block in children(group, "bk")
        ]
        found: dict[int, Picture] = {}
        for values in self.elements(metadata, "valueMetadata"):
            for number, block in enumerate(children(values, "bk"), start=1):
                for record in children(block, "rc"):
                    kind, index = item(kinds, whole(record.get("t")) - 1), item(blocks, whole(record.get("v")))
                    picture = item(places, index) if kind == RICH_VALUE and index is not None else None
                    if picture:
                        found[number] = picture
        return found

    def places(self) -> Iterator[Picture | None]:
        """The picture of each rich value, None for other kinds of values."""
        related = self.parts.get("richvaluerel", "")
        targets = self.targets(related)
        pictures = [targets.get(element.get(f"{{{RELATION}}}id", "")) for element in self.elements(related, "rel")]
        structures = [
            [key.get("n") for key in children(structure, "k")]
            for structure in self.elements(self.parts.get("rdrichvaluestructure", ""), "s")
        ]
        for value in self.elements(self.parts.get("rdrichvalue", ""), "rv"):
            keys = item(structures, whole(value.get("s"))) or []
            fields = [field.text for field in children(value, "v")]
            named = dict(zip(keys, fields, strict=False))
            target = item(pictures, whole(named.get(LOCAL_IMAGE)))
            yield stored_picture(self.package, target) if target else None

    def elements(self, part: str, name: str) -> Iterator[etree._Element]:
        """All elements of that local name in a part; none if the workbook lacks the part."""
        if part in self.package:
            yield from self.package.tree(part).iter(f"{{*}}{name}")

    def targets(self, part: str) -> Mapping[str, str]:
        """The parts that a part refers to and that the file has, by relation id."""
        relations = self.package.relations(part).items()
        return {name: relation.target for name, relation in relations if relation.target in self.package}


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The direct children of that local name."""
    return element.iterchildren(f"{{*}}{name}")


def value_index(block: etree._Element) -> int | None:
    """The index among the rich values that a block of metadata gives."""
    pointer = next(block.iter("{*}rvb"), None)
    return whole(pointer.get("i")) if pointer is not None else None


def whole(text: str | None) -> int:
    """The number of an attribute; -1, which is no index, where it says none."""
    return int(text) if text and text.isascii() and text.isdigit() else -1


def item(items: Sequence[T], index: int) -> T | None:
    """The item at an index from 0 on, if there is one."""
    return items[index] if 0 <= index < len(items) else None
