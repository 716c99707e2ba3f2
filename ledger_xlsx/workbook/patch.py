"""A workbook's package with a few parts changed: every other entry of the zip is carried over as it lies in the file."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from copy import copy
from dataclasses import dataclass, field

from lxml import etree

from ledger_xlsx.packages import EPOCH
from ledger_xlsx.workbook.package import RELATION, Package, key

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LOCAL_HEADER, NAME_LENGTHS = 30, 26
"""Length of an entry's own header in front of its name, and where in it the lengths of name and extra field stand."""
SIZES_BEHIND = 0x8


@dataclass
class Patch:
    """Changes to a package, made on the trees of its parts. A part whose tree ends as it began counts as untouched.

    Every method that reads a part raises UnreadableWorkbook where it is damaged.
    """

    package: Package
    trees: dict[str, etree._Element] = field(default_factory=dict)
    began: dict[str, bytes] = field(default_factory=dict[str, bytes])
    names: dict[str, str] = field(default_factory=dict[str, str])
    removed: set[str] = field(default_factory=set[str])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def __contains__(self, part: str) -> bool:
        there = key(part) in self.trees or part in self.files or part in self.package
        return key(part) not in self.removed and there

    def tree(self, part: str) -> etree._Element:
        """The root element of a part, to be changed in place."""
        if key(part) not in self.trees:
            root = self.package.tree(part)
            self.trees[key(part)], self.began[key(part)] = root, etree.tostring(root)
        return self.trees[key(part)]

    def add(self, part: str, root: etree._Element, content_type: str = "") -> None:
        """A new part; without a content type of its own it has that of its ending."""
        self.trees[key(part)], self.names[key(part)] = root, part
        self.removed.discard(key(part))
        if content_type:
            override = etree.SubElement(self.tree(CONTENT_TYPES), f"{{{TYPES}}}Override")
            override.set("PartName", f"/{part}")
            override.set("ContentType", content_type)

    def add_bytes(self, part: str, data: bytes) -> None:
        """A new part that is no XML; it has the content type of its ending (see `declare`)."""
        self.files[part] = data

    def remove(self, part: str) -> None:
        """Take a part away, with its relations and its content type."""
        self.removed |= {key(part), key(relations_part(part))}
        for gone in (key(part), key(relations_part(part))):
            self.trees.pop(gone, None)
        for override in list(self.tree(CONTENT_TYPES).iterfind(f"{{{TYPES}}}Override")):
            if key(override.get("PartName", "")) == key(part):
                drop(override)

    def free(self, pattern: str) -> str:
        """The first part name of a pattern with a number in it that is not taken."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def declare(self, ending: str, content_type: str) -> None:
        """The content type of all parts with an ending, unless it has one."""
        types = self.tree(CONTENT_TYPES)
        if not any(one.get("Extension", "").lower() == ending for one in types.iterfind(f"{{{TYPES}}}Default")):
            # Defaults stand in front of the parts named one by one, as Office writes them.
            types.insert(
                0, types.makeelement(f"{{{TYPES}}}Default", {"Extension": ending, "ContentType": content_type})
            )

    def related(self, part: str, kind: str) -> dict[str, str]:
        """What a part refers to by relations of a kind, within the package: part name by relation id."""
        source, folder = relations_part(part), posixpath.dirname(part)
        found: dict[str, str] = {}
        for one in self.tree(source) if source in self else ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External" and one.get("Type", "").rpartition("/")[2].lower() == kind.lower():
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[one.get("Id", "")] = posixpath.normpath(path)
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation from a part to another."""
        source = relations_part(part)
        if source not in self:
            self.add(source, empty("Relationships", RELATIONS))
        relations = self.tree(source)
        taken = {one.get("Id", "") for one in relations}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relation = etree.SubElement(relations, f"{{{RELATIONS}}}Relationship")
        for name, value in (("Id", f"rId{number}"), ("Type", f"{RELATION}/{kind}"), ("Target", f"/{target}")):
            relation.set(name, value)
        return f"rId{number}"

    def unrelate(self, part: str, identity: str) -> None:
        """Take a relation of a part away; a part without relations keeps no list of them."""
        source = relations_part(part)
        relations = self.tree(source)
        for one in list(relations):
            if one.get("Id") == identity:
                drop(one)
        if not len(relations):
            self.remove(source)

    def data(self) -> bytes:
        """The patched package. Equal changes to equal bytes give equal bytes."""
        changed = {
            part: written(root) for part, root in self.trees.items() if etree.tostring(root) != self.began.get(part)
        }
        buffer, raw = io.BytesIO(), self.package.archive.fp
        assert raw is not None  # noqa: S101 - the package is open as long as it is used
        done = set(self.removed)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in self.package.archive.infolist():
                part = key(entry.filename)
                if part in changed and part not in done:
                    write(new, entry.filename, changed[part])
                elif part not in done:
                    carry_over(raw, entry, new, buffer)
                    continue
                done.add(part)
            for part in changed.keys() - done:
                if part not in self.names:
                    raise self.package.damaged(part)
            for part, name in self.names.items():
                if part in changed and part not in done:
                    write(new, name, changed[part])
            for name, data in self.files.items():
                new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_STORED)
        return buffer.getvalue()


def relations_part(part: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def empty(name: str, namespace: str) -> etree._Element:
    """The root of a new part, its namespace the default one."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def drop(element: etree._Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def written(root: etree._Element) -> bytes:
    """A part's XML as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write an entry without a date."""
    new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)


def carry_over(raw: object, entry: zipfile.ZipInfo, new: zipfile.ZipFile, buffer: io.BytesIO) -> None:
    """Copy an entry with its compressed bytes as they are; zipfile itself can only expand and compress again."""
    assert hasattr(raw, "seek")  # noqa: S101 - an open file
    assert hasattr(raw, "read")  # noqa: S101 - an open file
    raw.seek(entry.header_offset + NAME_LENGTHS)
    name, extra = struct.unpack("<HH", raw.read(4))
    raw.seek(entry.header_offset + LOCAL_HEADER + name + extra)
    own = copy(entry)
    # The sizes are known now: they stand in the header, not behind the data, nor in a 64-bit field.
    own.flag_bits &= ~SIZES_BEHIND
    own.extra, own.header_offset = b"", new.start_dir
    buffer.seek(new.start_dir)
    buffer.write(own.FileHeader(zip64=False))
    buffer.write(raw.read(entry.compress_size))
    new.start_dir = buffer.tell()
    new.filelist.append(own)
    new.NameToInfo[own.filename] = own
