"""The only door for a foreign file: what comes through is the bounded, undamaged package of a spreadsheet."""

from __future__ import annotations

import io
import lzma
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, NoReturn
from xml.parsers import expat

from lxml import etree

from ledger_xlsx.errors import UnreadableWorkbook
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.pictures import Header
from ledger_xlsx.rules import RuleBook

MB = 1024 * 1024
FILE_LIMIT, IN_MEMORY = 500 * MB, 64 * MB
XML_LIMIT, XML_PARTS_LIMIT, PART_LIMIT = 200 * MB, 2000, 50 * MB
RATIO_LIMIT, RATIO_FROM = 200, 1 * MB
"""Nothing that a teacher writes shrinks to less than a 200th; below 1 MB it does no harm."""
MEDIA_LIMIT = 1024 * MB
ENTRIES_LIMIT = 20_000
CHUNK = 1 * MB

XML_ENDINGS = (".xml", ".rels", ".vml")
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
CENTRAL_ENTRY = b"PK\x01\x02"
# The names of an OLE file's streams tell what it is: a password's wrapping, or a workbook of old.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORKBOOKS = ("Workbook".encode("utf-16-le"), b"B\0o\0o\0k\0\0")
# All that the zip library is known to raise at a file that is no longer what was saved.
DAMAGE = (zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK_PART = "xl/workbook.xml"

# fmt: off
NOT_XLSX = Notice(
    "文-01", "file-not-xlsx", Severity.ERROR,
    says="不是 .xlsx 工作簿，打不开。",
    remedy="用 WPS 或 Excel 打开原文件，「另存为」选「Excel 工作簿(*.xlsx)」再交。",
    why="只改文件名的后缀，里面还是原来的东西；文件夹、Word 文档和网页也不是工作簿。", waivable=False,
)
OLD_FORMAT = Notice(
    "文-02", "file-old-format", Severity.ERROR,
    says="是旧格式（.xls 或 .et）。",
    remedy="在 WPS 或 Excel 里另存为「Excel 工作簿(*.xlsx)」，看一遍照片还在，再交。",
    why="旧格式里的照片和合并的格子，别的程序读不完整。", waivable=False,
)
PASSWORD = Notice(
    "文-03", "file-password", Severity.ERROR,
    says="设了打开密码。",
    remedy="在「文件→文档加密」取消密码，保存后再交。",
    why="有密码的文件，程序看不到里面的内容。", waivable=False,
)
TOO_LARGE = Notice(
    "文-04", "file-too-large", Severity.ERROR,
    says="有 {size} MB，超过 {limit} MB，多半是照片没有压缩。",
    remedy="选中照片→「压缩图片」→全部，再保存。",
    why="这样大的文件打开很慢，也发不出去；印在纸上的照片用不着那么大。", waivable=False,
)
UNSAFE = Notice(
    "文-05", "file-unsafe", Severity.ERROR,
    says="展开后有 {size} MB，比正常的大得多，没有读取。",
    remedy="发给教务处看一看，不用重填。",
    why="有人用这样的文件让电脑死机，所以先不打开。", waivable=False,
)
DAMAGED = Notice(
    "文-06", "file-damaged", Severity.ERROR,
    says="已损坏或没传完（「{part}」读不出）。",
    remedy="重新发送一次；仍不行就在 WPS 里打开并另存。",
    why="文件在传送时断了，或者存盘时没有存完，就会这样。", waivable=False,
)
NOT_TEMPLATE = Notice(
    "文-07", "file-not-template", Severity.ERROR,
    says="里面没有台账的任何一张表。",
    remedy="是不是选错了文件？换一份再试。",
    why="程序按工作表的名字找内容，一张也没有，就不是台账工作簿。", waivable=False,
)
TEMPLATE_OLDER = Notice(
    "文-08", "file-template-version", Severity.HINT,
    says="是第 {found} 版模板，可以照用；新版多了{news}。",
    remedy="需要就补上，不需要可以不管。",
    why="模板会添栏目；旧模板少的，台账里就是空的。", waivable=False,
)
MACRO_OR_LINK = Notice(
    "文-09", "file-macro-link", Severity.WARNING,
    says="里面有宏或外部链接，程序不会运行它们。",
    remedy="若有数字来自链接，改成直接填写的数值。",
    why="链接的那个文件不在这里，链接来的数可能已经不对。", waivable=False,
)
UNAVAILABLE = Notice(
    "文-10", "file-unavailable", Severity.ERROR,
    says="找不到，或者没有权限读取。",
    remedy="核对文件名和所在的文件夹；文件正开着就先关上，再试一次。",
    why="文件可能被移走、改了名，或者正被别的程序占着。", waivable=False,
)
STRICT_FORMAT = Notice(
    "文-11", "file-strict-format", Severity.ERROR,
    says="存成了「Strict Open XML 电子表格」。",
    remedy="在 WPS 或 Excel 里「另存为」选普通的「Excel 工作簿(*.xlsx)」再交。",
    why="这种格式后缀也是 .xlsx，但写法不同，很多程序读出来是空的。", waivable=False,
)
CONTENT_OUTSIDE = Notice(
    "列-04", "content-outside-table", Severity.HINT,
    says="在表格外面，不会打印。",
    remedy="草稿可以不管；要打印就移进表里。",
    why="没有栏目名的一列、离表格很远的一行，程序不知道该印在哪里。",
)
# fmt: on
RULES = RuleBook()
RULES.opening(
    NOT_XLSX,
    OLD_FORMAT,
    PASSWORD,
    TOO_LARGE,
    UNSAFE,
    DAMAGED,
    NOT_TEMPLATE,
    TEMPLATE_OLDER,
    MACRO_OR_LINK,
    UNAVAILABLE,
    STRICT_FORMAT,
    CONTENT_OUTSIDE,
)


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the last word of the relation's type (worksheet, image …) and the name of that part."""

    kind: str
    target: str


@dataclass
class Package:
    """An opened workbook file: its parts by name, read one at a time and within the limits.

    `name` is the file's own. Part names are compared without regard to case, as the Office formats want it. Every
    method that reads a part raises UnreadableWorkbook where it is damaged or larger than a workbook's part can be.
    """

    name: str
    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    expanded: dict[str, int] = field(default_factory=dict[str, int])
    headers: dict[str, Header] = field(default_factory=dict[str, Header])
    """What has been seen of the pictures' parts so far: one part may be shown in many cells."""

    def __contains__(self, part: str) -> bool:
        return key(part) in self.entries

    def xml(self, part: str) -> bytes:
        """An XML part, free of a document type; counted while it is read, for a header may lie about its size."""
        left = XML_LIMIT - sum(size for name, size in self.expanded.items() if name != key(part))
        data = self.read(part, min(PART_LIMIT, left))
        self.expanded[key(part)] = len(data)
        try:
            doctype = has_doctype(data)
        except expat.ExpatError as error:
            raise self.damaged(part) from error
        if doctype:
            raise self.damaged(part)
        return data

    def tree(self, part: str) -> etree._Element:
        """The root element of an XML part."""
        try:
            return etree.fromstring(self.xml(part), parser())
        except etree.XMLSyntaxError as error:
            raise self.damaged(part) from error

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """The elements of a large XML part that bear these names, as each is complete; emptied once looked at."""
        tags = [f"{{{MAIN}}}{name}" for name in names]
        stream = io.BytesIO(self.xml(part))
        try:
            for _, element in etree.iterparse(stream, ("end",), tag=tags, resolve_entities=False, no_network=True):
                yield element
                element.clear()
        except etree.XMLSyntaxError as error:
            raise self.damaged(part) from error

    def media(self, part: str) -> bytes:
        """A picture's bytes; none where the file has lost them, so that one bad picture is never the loss of a book."""
        try:
            return self.read(part, MEDIA_LIMIT)
        except UnreadableWorkbook:
            return b""

    @contextmanager
    def opened(self, part: str) -> Iterator[IO[bytes]]:
        """A part as a stream, of which no more is unpacked than is read; raises what `DAMAGE` names."""
        entry = self.entries.get(key(part))
        if entry is None:
            raise zipfile.BadZipFile(part)
        with self.archive.open(entry) as stream:
            yield stream

    def stored_size(self, part: str) -> int:
        """The bytes of a part, as the package itself says."""
        entry = self.entries.get(key(part))
        return entry.file_size if entry else 0

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to within the package, by relation id; nothing if it has no relations."""
        folder, file = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{file}.rels")
        if source not in self:
            return {}
        found: dict[str, Relation] = {}
        for element in self.tree(source):
            target, kind = element.get("Target"), element.get("Type", "")
            if target and element.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[element.get("Id", "")] = Relation(kind.rpartition("/")[2], posixpath.normpath(path))
        return found

    def warnings(self) -> list[Finding]:
        """What the file carries besides its cells that a reader should know of: macros, links to other files."""
        odd = any(name.endswith("vbaproject.bin") or name.startswith("xl/externallinks/") for name in self.entries)
        return [MACRO_OR_LINK.at(Place(self.name))] if odd else []

    def read(self, part: str, limit: int) -> bytes:
        """The bytes of a part, at most `limit`."""
        entry = self.entries.get(key(part))
        if entry is None:
            raise self.damaged(part)
        data = bytearray()
        try:
            with self.archive.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    data += chunk
                    if len(data) > limit:
                        refuse(UNSAFE.at(Place(self.name), size=megabytes(sum(self.expanded.values()) + len(data))))
        except DAMAGE as error:
            raise self.damaged(part) from error
        return bytes(data)

    def damaged(self, part: str) -> UnreadableWorkbook:
        """The refusal of a file in which a part cannot be read."""
        return UnreadableWorkbook(DAMAGED.at(Place(self.name), part=part))


def open_package(path: Path) -> Package:
    """The package of a workbook file. Raises UnreadableWorkbook for whatever is none, or not a safe one."""
    name = path.name or str(path)
    file = contents(path, name)
    start, size = file.read(len(OLE)), file.seek(0, io.SEEK_END)
    file.seek(0)
    if start.startswith(OLE):
        refuse_ole(file.read(), name)
    if central_entries(file) > ENTRIES_LIMIT:
        refuse(UNSAFE.at(Place(name), size=megabytes(size)))
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        if not size or start.startswith(ZIP):
            raise UnreadableWorkbook(DAMAGED.at(Place(name), part="整个文件")) from error
        raise UnreadableWorkbook(NOT_XLSX.at(Place(name))) from error
    package = Package(name, archive, {key(entry.filename): entry for entry in archive.infolist()})
    refuse_bomb(package)
    refuse_other_documents(package)
    return package


def workbook_part(package: Package) -> str:
    """The name of the part that lists the sheets."""
    kinds = {relation.kind: relation.target for relation in package.relations("").values()}
    return kinds.get("officeDocument", WORKBOOK_PART)


def central_entries(file: BinaryIO) -> int:
    """How many entries the list at the end of a zip may have, at most; the file is read in chunks."""
    count, kept = 0, b""
    while chunk := file.read(MB):
        seen = kept + chunk
        count += seen.count(CENTRAL_ENTRY)
        kept = seen[1 - len(CENTRAL_ENTRY) :]
    file.seek(0)
    return count


def contents(path: Path, name: str) -> BinaryIO:
    """The file, a usual one in memory, a very large one open; a folder, a pipe or a device is refused unread."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse(NOT_XLSX.at(Place(name)))
        if status.st_size > FILE_LIMIT:
            refuse(TOO_LARGE.at(Place(name), size=megabytes(status.st_size), limit=megabytes(FILE_LIMIT)))
        if status.st_size > IN_MEMORY:
            # Open as long as something reads from it: its photos are looked at one by one.
            return path.open("rb")
        with path.open("rb") as stream:
            # The size may have changed since it was looked at.
            return io.BytesIO(stream.read(FILE_LIMIT))
    except (OSError, ValueError) as error:
        raise UnreadableWorkbook(UNAVAILABLE.at(Place(name))) from error


def refuse_ole(data: bytes, name: str) -> NoReturn:
    """Say what an OLE file is: protected by a password, a workbook in the old format, or no workbook at all."""
    if ENCRYPTED in data:
        refuse(PASSWORD.at(Place(name)))
    old = any(stream in data for stream in OLD_WORKBOOKS)
    refuse((OLD_FORMAT if old else NOT_XLSX).at(Place(name)))


def refuse_bomb(package: Package) -> None:
    """Refuse a package that says itself that it grows beyond all reason; what it keeps silent `read` counts."""
    xml = [entry for name, entry in package.entries.items() if name.endswith(XML_ENDINGS)]
    text = sum(entry.file_size for entry in xml)
    media = sum(entry.file_size for entry in package.entries.values()) - text
    too_dense = any(e.file_size > RATIO_FROM and e.file_size > RATIO_LIMIT * e.compress_size for e in xml)
    too_big = any(entry.file_size > PART_LIMIT for entry in xml)
    if too_dense or too_big or text > XML_LIMIT or media > MEDIA_LIMIT or len(xml) > XML_PARTS_LIMIT:
        refuse(UNSAFE.at(Place(package.name), size=megabytes(text + media)))


def refuse_other_documents(package: Package) -> None:
    """Refuse what is a sound package, but not of a workbook that can be read."""
    part = workbook_part(package)
    if part not in package or not key(part).endswith(".xml"):
        refuse(NOT_XLSX.at(Place(package.name)))
    root = etree.QName(package.tree(part))
    if root.namespace == STRICT:
        refuse(STRICT_FORMAT.at(Place(package.name)))
    if (root.namespace, root.localname) != (MAIN, "workbook"):
        refuse(NOT_XLSX.at(Place(package.name)))


def refuse(finding: Finding) -> NoReturn:
    """Stop with what is wrong with the file."""
    raise UnreadableWorkbook(finding)


class PrologRead(Exception):
    """The beginning of an XML part has been seen; `doctype` says whether a document type stands there."""

    def __init__(self, *, doctype: bool) -> None:
        super().__init__(doctype)
        self.doctype = doctype


def has_doctype(data: bytes) -> bool:
    """Whether XML declares a document type, in whatever encoding: Office never does, entity bombs need one."""

    def at_doctype(*_: object) -> None:
        raise PrologRead(doctype=True)

    def at_root(*_: object) -> None:
        raise PrologRead(doctype=False)

    prolog = expat.ParserCreate()
    prolog.StartDoctypeDeclHandler, prolog.StartElementHandler = at_doctype, at_root
    try:
        prolog.Parse(data, True)  # noqa: FBT003 - expat takes no keywords
    except PrologRead as seen:
        return seen.doctype
    return False


def parser() -> etree.XMLParser:
    """A parser that follows nothing out of the part."""
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def key(part: str) -> str:
    """A part's name as it is compared; some programs write it with backslashes."""
    return part.replace("\\", "/").lstrip("/").lower()


def megabytes(size: int) -> int:
    """A number of bytes in MB, rounded up."""
    return -(-size // MB)
