"""The workbooks of a folder and its subfolders, archives included: which there are, each once, and what is left aside."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from ledger_xlsx.office import archives
from ledger_xlsx.office.archives import ARCHIVE, DAMAGE, INSIDE, Found, Refused
from ledger_xlsx.office.results import Skipped

WORKING = ".ledger-xlsx"
"""The folder within OUT in which a batch keeps what it has done; whatever lies beside it is output."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ett", ".xlt", ".xltx")
"""What is given to the reader, which knows what to say of the old formats."""
WORD = (".doc", ".docx", ".wps", ".wpt", ".rtf")
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz")
PACKAGE = b"PK\x03\x04"
# 1-3 is three grades, no day of January.
DAY = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日|(20\d\d)[-.](\d{1,2})[-.](\d{1,2})")
LOCK, HIDDEN, OF_MACOS = "~$", ".", "__MACOSX"
LEDGER_SHEET, OUR_SHEETS = "基本信息", frozenset({"备课组", "校历", "总览"})
SHEET_NAME = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
WORKBOOK_PART, PART_LIMIT = "xl/workbook.xml", 1024 * 1024

IS_LOCK = "是 WPS 或 Excel 打开工作簿时留下的临时文件，不是工作簿。"
IS_LINK = "是快捷方式，没有跟过去。"
IS_OURS = "是教务处自己的文件（名单、校历或总览），不是台账。"
IS_WORD = "是 Word 文件，不是台账工作簿。请交 .xlsx。"
IS_OTHER_ARCHIVE = "这种压缩包打不开。请用 zip，或解压后放进来。"
IS_NO_FILE = "不是普通文件，没有读取。"
NO_RIGHT = "没有权限读取，或者正被别的程序占着。"
IS_SAME = "和「{other}」完全一样，只检查一份。"


@dataclass(frozen=True)
class Workbook:
    """A workbook to be checked, and the digest of its contents."""

    found: Found
    sha256: str

    @property
    def source(self) -> str:
        """How results call it."""
        return self.found.source


@dataclass(frozen=True)
class Intake:
    """What a folder holds: workbooks and what was left aside, both in the order of their sources."""

    workbooks: tuple[Workbook, ...]
    skipped: tuple[Skipped, ...]


def intake(folder: Path, *, leave: Iterable[Path] = ()) -> Intake:
    """The workbooks below a folder. `leave` are the OUT folder, and files that the office gave by name (名单, 校历)."""
    left = frozenset(path.resolve() for path in leave)
    workbooks: list[Workbook] = []
    skipped: list[Skipped] = []
    first: dict[str, str] = {}
    named: Counter[str] = Counter()
    for one in sorted(looked_at(folder, left), key=lambda one: sorting(one.source)):
        named[one.source] += 1
        if isinstance(one, Skipped):
            skipped.append(one)
        elif other := first.get(one.sha256):
            skipped.append(Skipped(one.source, IS_SAME.format(other=other), same_as=other))
        else:
            # An archive may hold two files of one name.
            own = renamed(one, named[one.source]) if named[one.source] > 1 else one
            first[one.sha256] = own.source
            workbooks.append(own)
    return Intake(tuple(workbooks), tuple(skipped))


def day_received(source: str, year: int) -> date | None:
    """The day that a folder above a workbook is called by (4月26日, 2024-04-26): the office sorts what comes by days.

    `source` is a path as found. A day without a year is of `year`. None where no folder names a day.
    """
    for folder in reversed(PurePosixPath(source.replace(INSIDE, "/")).parts[:-1]):
        if match := DAY.search(folder):
            numbers = [int(part) for part in match.groups() if part]
            with suppress(ValueError):  # 2月30日 is no day
                return date(*([year] if len(numbers) < len(("year", "month", "day")) else []), *numbers)
    return None


def renamed(workbook: Workbook, number: int) -> Workbook:
    """A workbook under a name that tells it from others of the same: 五（2）.xlsx."""
    suffix = PurePosixPath(workbook.source).suffix
    source = f"{workbook.source.removesuffix(suffix)}（{number}）{suffix}"
    return replace(workbook, found=replace(workbook.found, source=source))


def sorting(source: str) -> tuple[int, str]:
    """Files in the folder itself go before those in subfolders and archives, so that the nearest copy is checked."""
    return source.count("/") + source.count(INSIDE), source


def looked_at(folder: Path, left: frozenset[Path]) -> Iterator[Workbook | Skipped]:
    """Every file that may be a workbook, in no order: its digest, or why it is left aside."""
    for found in on_disk(folder, left):
        yield from found if isinstance(found, tuple) else considered(found)


def on_disk(folder: Path, left: frozenset[Path]) -> Iterator[Found | tuple[Skipped]]:
    """The files of a folder and its subfolders; hidden ones, output and what is to be left alone say nothing."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        if WORKING in folders and here != folder:
            # An earlier batch has written here.
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(HIDDEN) and (here / name).resolve() not in left]
        for name in (*folders, *files):
            path = here / name
            source = archives.printable(path.relative_to(folder).as_posix())
            if path.is_symlink() and not name.startswith(HIDDEN):
                yield (Skipped(source, IS_LINK),)
            elif name in files and not name.startswith(HIDDEN) and path.resolve() not in left:
                yield Found(source, path)


def considered(found: Found) -> Iterator[Workbook | Skipped]:
    """What a file is: a workbook, an archive full of them, something to be named, or nothing of interest."""
    kind = PurePosixPath(found.name).suffix.lower()
    if found.name.startswith(LOCK):
        yield Skipped(found.source, IS_LOCK)
    elif kind in WORD:
        yield Skipped(found.source, IS_WORD, matters=True)
    elif kind in OTHER_ARCHIVES:
        yield Skipped(found.source, IS_OTHER_ARCHIVE, matters=True)
    elif kind == ARCHIVE or kind in WORKBOOKS or not kind:
        yield from opened(found, kind)


def opened(found: Found, kind: str) -> Iterator[Workbook | Skipped]:
    """A workbook with its digest, or what an archive holds."""
    try:
        if not found.members and not stat.S_ISREG(found.path.stat().st_mode):
            yield Skipped(found.source, IS_NO_FILE)
            return
        data = found.data()
        names = sheets(data)
        if kind == ARCHIVE and not names:
            yield from unpacked(found)
        elif names and LEDGER_SHEET not in names and OUR_SHEETS & names:
            yield Skipped(found.source, IS_OURS)
        elif kind in WORKBOOKS or names:
            yield Workbook(found, hashlib.sha256(data).hexdigest())
    except Refused as error:
        yield Skipped(found.source, str(error), matters=True)
    except OSError:
        yield Skipped(found.source, NO_RIGHT, matters=True)


def unpacked(found: Found) -> Iterator[Workbook | Skipped]:
    """What an archive holds; one within it is looked into as well, but none within that."""
    within = archives.nested(found) if found.members else archives.inside(found)
    for inner in within:
        parts = inner.source.rpartition(INSIDE)[2].split("/")
        if any(part.startswith((HIDDEN, OF_MACOS)) for part in parts):
            continue
        if len(inner.members) > 1 and PurePosixPath(inner.name).suffix.lower() == ARCHIVE:
            yield Skipped(inner.source, archives.TOO_DEEP, matters=True)
        else:
            yield from considered(inner)


def sheets(data: bytes) -> frozenset[str] | None:
    """The names of a workbook's sheets, at a glance; None for what is no package with a workbook in it."""
    if not data.startswith(PACKAGE):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(WORKBOOK_PART) as part:
            found = SHEET_NAME.findall(part.read(PART_LIMIT))
    except KeyError:
        return None
    except DAMAGE:
        # Its reader will say what is wrong with it.
        return frozenset()
    return frozenset(name.decode(errors="replace").strip() for name in found)
