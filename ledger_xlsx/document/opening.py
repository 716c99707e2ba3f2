"""A foreign .docx, opened within limits: its XML parts as trees, and what each refers to."""

from __future__ import annotations

import io
import lzma
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from lxml import etree

from ledger_xlsx.document.base import W
from ledger_xlsx.document.notices import (
    NOT_DOCX,
    OLD_WORD,
    WORD_DAMAGED,
    WORD_PASSWORD,
    WORD_UNAVAILABLE,
    WORD_UNSAFE,
)
from ledger_xlsx.errors import UnreadableDocument
from ledger_xlsx.findings import Notice, Place

MB = 1024 * 1024
FILE_LIMIT, PART_LIMIT, XML_LIMIT = 500 * MB, 50 * MB, 100 * MB
ENTRIES_LIMIT = 20_000
CHUNK = MB
OLE, ZIP, CENTRAL_ENTRY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK", b"PK\x01\x02"
ENCRYPTED, OLD_DOCUMENT = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
DAMAGE = (zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WHOLE = "整个文件"
MAIN_PART = "word/document.xml"

Relations = dict[str, tuple[str, str]]
"""By relation id: the last word of its type (styles, footer …) and the name of the part."""


@dataclass
class Parts:
    """The parts of an opened document. Methods raise UnreadableDocument where a part is damaged or far too large."""

    name: str
    archive: zipfile.ZipFile
    left: int = field(default=XML_LIMIT)

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def tree(self, part: str) -> etree._Element:
        """The root element of an XML part; one that declares a document type is refused, for Office never does."""
        # Entities stay unexpanded and nothing outside is read, so parsing cannot grow what was counted.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDocument(WORD_DAMAGED.at(Place(self.name), part=part)) from error
        if root.getroottree().docinfo.internalDTD is not None:
            refuse_part(self.name, part)
        return root

    def read(self, part: str) -> bytes:
        """The bytes of a part, counted while they are read, for a header may lie about the size."""
        data = bytearray()
        try:
            with self.archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    data += chunk
                    if len(data) > min(PART_LIMIT, self.left):
                        refuse(WORD_UNSAFE, self.name)
        except (*DAMAGE, KeyError) as error:
            raise UnreadableDocument(WORD_DAMAGED.at(Place(self.name), part=part)) from error
        self.left -= len(data)
        return bytes(data)

    def relations(self, part: str) -> Relations:
        """What a part refers to within the package; nothing if it has no relations."""
        folder, file = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{file}.rels")
        found: Relations = {}
        if source not in self:
            return found
        for element in self.tree(source):
            target, kind = element.get("Target"), element.get("Type", "")
            if target and element.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[element.get("Id", "")] = (kind.rpartition("/")[2], posixpath.normpath(path))
        return found

    def main(self) -> str:
        """The name of the document's own part."""
        return next((target for kind, target in self.relations("").values() if kind == "officeDocument"), MAIN_PART)


def opened(path: Path) -> Parts:
    """The parts of a document file. Raises UnreadableDocument for whatever is none, or not a safe one."""
    name = path.name or str(path)
    data = contents(path, name)
    if data.startswith(OLE):
        refuse(WORD_PASSWORD if ENCRYPTED in data else OLD_WORD if OLD_DOCUMENT in data else NOT_DOCX, name)
    if data.count(CENTRAL_ENTRY) > ENTRIES_LIMIT:
        refuse(WORD_UNSAFE, name)
    try:
        parts = Parts(name, zipfile.ZipFile(io.BytesIO(data)))
    except DAMAGE as error:
        if not data or data.startswith(ZIP):
            raise UnreadableDocument(WORD_DAMAGED.at(Place(name), part=WHOLE)) from error
        raise UnreadableDocument(NOT_DOCX.at(Place(name))) from error
    main = parts.main()
    if main not in parts and any(part.startswith("word/") for part in parts.archive.NameToInfo):
        refuse_part(name, main)
    if main not in parts or not main.endswith(".xml"):
        refuse(NOT_DOCX, name)
    return parts


def document_of(parts: Parts) -> etree._Element:
    """The root of the document's own part."""
    root = parts.tree(parts.main())
    if root.tag != f"{{{W}}}document":
        refuse(OLD_WORD if root.tag == f"{{{STRICT_W}}}document" else NOT_DOCX, parts.name)
    return root


def contents(path: Path, name: str) -> bytes:
    """The file's bytes; a folder, a pipe or a device is refused without being read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse(NOT_DOCX, name)
        if status.st_size > FILE_LIMIT:
            refuse(WORD_UNSAFE, name)
        with path.open("rb") as stream:
            return stream.read(FILE_LIMIT)
    except (OSError, ValueError) as error:
        raise UnreadableDocument(WORD_UNAVAILABLE.at(Place(name))) from error


def refuse(notice: Notice, name: str) -> NoReturn:
    """Stop with what is wrong with the file."""
    raise UnreadableDocument(notice.at(Place(name)))


def refuse_part(name: str, part: str) -> NoReturn:
    """Stop at a part that cannot be read."""
    raise UnreadableDocument(WORD_DAMAGED.at(Place(name), part=part))
