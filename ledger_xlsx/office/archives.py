"""Archives as chat programs make them (.zip): what is in them, read in memory and never by its path.

Their names are often in GBK without a word about it; an archive may lie in another, but in no third one.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from unicodedata import category, east_asian_width

MB = 1024 * 1024
MEMBER_LIMIT = 500 * MB
"""No workbook is larger (文-04)."""
ARCHIVE_LIMIT = 4096 * MB
"""So much may be read of one archive in all, what lies in inner ones counted."""
ENTRIES_LIMIT = 5000
RATIO_LIMIT, RATIO_FROM = 200, 1 * MB
CHUNK = 1 * MB
UTF8_NAME, ENCRYPTED = 0x800, 0x1
INSIDE = "!"
"""Stands between an archive and what is in it: 五年级.zip!数学/五年级数学.xlsx."""
ARCHIVE = ".zip"
# All that the library is known to raise at an archive that is none, is damaged, or uses a method that it lacks.
DAMAGE = (zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)

IS_DAMAGED = "压缩包已损坏或没传完，请重新发送。"
IS_LOCKED = "压缩包有密码，请去掉密码再交。"
TOO_LARGE = "压缩包展开后比正常的大得多，没有读取。"
TOO_DEEP = "压缩包里套了两层压缩包，请解压后再放进来。"


class Refused(Exception):
    """An archive or a member that is not read; `str()` says why, in words for the office."""


@dataclass(frozen=True)
class Found:
    """A file on disk, or one in an archive: `path` is then the archive, `members` the entries that lead to it.

    Entries are counted, since names may repeat. `source` is how it is called, `name` its own name.
    """

    source: str
    path: Path
    members: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.source.replace(INSIDE, "/").rpartition("/")[2]

    def data(self) -> bytes:
        """Its bytes; raises OSError where the file cannot be read, Refused where the archive will not give it."""
        with self.path.open("rb") as stream:
            if not self.members:
                return bounded(stream)
            return member_data(stream, self.members)


def bounded(stream: BinaryIO) -> bytes:
    """All bytes of a file; one that is too large is cut off, and its reader will say so."""
    return stream.read(MEMBER_LIMIT + 1)


def member_data(stream: BinaryIO, members: tuple[int, ...]) -> bytes:
    """The bytes of a member, through the archives that hold it."""
    first, *rest = members
    try:
        with zipfile.ZipFile(stream) as archive:
            data = contents(archive, archive.infolist()[first])
    except IndexError as error:
        raise Refused(IS_DAMAGED) from error
    except DAMAGE as error:
        raise Refused(IS_DAMAGED) from error
    return member_data(io.BytesIO(data), tuple(rest)) if rest else data


def contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, counted while they are read: what its header says is not believed. Raises Refused."""
    if entry.flag_bits & ENCRYPTED:
        raise Refused(IS_LOCKED)
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > MEMBER_LIMIT or (size > RATIO_FROM and size > RATIO_LIMIT * max(entry.compress_size, 1)):
                raise Refused(TOO_LARGE)
            chunks.append(chunk)
    return b"".join(chunks)


def inside(found: Found) -> Iterator[Found]:
    """The files in an archive on disk, those of inner archives after it; raises Refused, also on the way."""
    try:
        with found.path.open("rb") as stream:
            yield from entries(found, stream, Budget(ARCHIVE_LIMIT))
    except DAMAGE as error:
        raise Refused(IS_DAMAGED) from error


@dataclass
class Budget:
    """How much may still be read of an archive."""

    left: int

    def spend(self, size: int) -> None:
        """Take a number of bytes; raises Refused when there are no more."""
        self.left -= size
        if self.left < 0:
            raise Refused(TOO_LARGE)


def entries(found: Found, stream: BinaryIO, budget: Budget, *, each: int = 0) -> Iterator[Found]:
    """The files of an archive that lies in a stream; each of them costs `each` bytes besides its own."""
    with zipfile.ZipFile(stream) as archive:
        if len(archive.infolist()) > ENTRIES_LIMIT:
            raise Refused(TOO_LARGE)
        for number, entry in enumerate(archive.infolist()):
            if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
                continue
            inner = replace(found, source=f"{found.source}{INSIDE}{name_of(entry)}", members=(*found.members, number))
            budget.spend(entry.file_size + each)
            yield inner


def nested(found: Found) -> Iterator[Found]:
    """The files in an archive that lies in an archive; raises Refused."""
    data = found.data()
    try:
        # Whoever reads a member reads this whole archive for it.
        yield from entries(found, io.BytesIO(data), Budget(ARCHIVE_LIMIT), each=len(data))
    except DAMAGE as error:
        raise Refused(IS_DAMAGED) from error


def name_of(entry: zipfile.ZipInfo) -> str:
    """An entry's path as it was meant: UTF-8 where the archive says so or the name is Chinese in it, else GBK.

    It is only ever shown: parts that lead elsewhere are left out.
    """
    name = entry.filename
    if not entry.flag_bits & UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        # 一 in GBK is a letter of Bashkir in UTF-8.
        readings = [text for text in (decoded(raw, "utf-8"), decoded(raw, "gb18030")) if text is not None]
        name = next((text for text in readings if any(map(is_chinese, text))), readings[0] if readings else name)
    parts = [part.strip() for part in name.replace("\\", "/").split("/")]
    visible = "/".join(part for part in parts if part not in {"", ".", ".."})
    return printable(visible)


def printable(name: str) -> str:
    """A name with ? for what no screen should be sent: control characters, marks that turn writing round, broken bytes."""
    return "".join("?" if category(mark) in {"Cc", "Cf", "Cs"} else mark for mark in name)


def is_chinese(mark: str) -> bool:
    """Whether a character is as wide as a Chinese one."""
    return east_asian_width(mark) in {"W", "F"}


def decoded(raw: bytes, encoding: str) -> str | None:
    """A text, if the bytes are one in this encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
