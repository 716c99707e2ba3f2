"""Files that are written: their names, and writing them whole or not at all."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from os.path import samestat
from pathlib import Path
from unicodedata import category, normalize
from uuid import uuid4

from ledger_xlsx.errors import CannotWrite

LONGEST = 80
"""A file's name has at most so many characters, its suffix counted (RULES D3)."""

FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
# Windows keeps these names for devices, whatever the suffix.
DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})

EXISTS = "已经有这个文件。要覆盖请加 --force，或换一个地方存。"
IS_FOLDER = "这是一个文件夹，不能当文件来写。请写上文件名。"
IS_INPUT = "这就是要读的那个工作簿，不能写到它上面。请换一个文件名。"
TWICE = "这次已经写了同名的文件（两本工作簿的年级和学科一样）。请分两次生成，存到不同的文件夹。"
OPEN = "请先关闭 {name}（多半正在 Word、WPS 或 Excel 里开着），再试一次。"
NO_RIGHT = "没有权限写到这个文件夹。请换一个文件夹。"
FULL = "磁盘满了，没有写成。请腾出一些空间再试。"
NO_FOLDER = "建不了这个文件夹，路上有一个同名的文件。请换一个文件夹。"
READ_ONLY = "这个磁盘只能读，不能写。请换一个文件夹。"
TOO_LONG = "文件名或文件夹的名字太长了。请换一个短一些的地方。"
OTHER = "写不进去（错误编号 {number}）。请换一个文件夹再试。"

REASONS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.ENOTDIR: NO_FOLDER,
    errno.EEXIST: NO_FOLDER,
    errno.EROFS: READ_ONLY,
    errno.ENAMETOOLONG: TOO_LONG,
}


def cleaned(name: str, *, suffix: str = "", longest: int = LONGEST) -> str:
    """A name that every system takes, with its suffix: no path or control characters, no device, not too long."""
    # Cc and Cf hold the line breaks and the marks that turn writing round, Cs the halves of surrogate pairs.
    visible = "".join(mark for mark in normalize("NFC", name) if category(mark) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    bare = FORBIDDEN.sub("", visible).strip(" .")
    if bare.partition(".")[0].upper() in DEVICES:
        bare = f"_{bare}"
    return bare[: longest - len(suffix)].rstrip(" .") + suffix


def unused(target: Path, *, beside: str = "") -> Path:
    """The first path that nothing stands at: 台账.docx itself, 台账（2）.docx, 台账（3）.docx and so on.

    Nothing stands at the path with the ending `beside` either, where one is given.
    """
    number, path = 1, target
    while any(one.exists() or one.is_symlink() for one in {path, path.with_suffix(beside or path.suffix)}):
        number += 1
        path = target.with_name(f"{target.stem}（{number}）{target.suffix}")
    return path


def check_folder(folder: Path) -> None:
    """Raise CannotWrite if something other than a folder stands here."""
    with as_reason(folder):
        if folder.exists() and not folder.is_dir():
            raise CannotWrite(folder, NO_FOLDER)


def check_free(targets: Iterable[Path], *, force: bool, inputs: Iterable[Path] = ()) -> None:
    """Raise CannotWrite if one of these may not be written: it exists (without `force`), is a folder or an input."""
    sources = []
    for source in inputs:
        # A file that is not there is told of when it is read.
        with suppress(OSError):
            sources.append(source.stat())
    for target in targets:
        with as_reason(target):
            if target.is_dir():
                raise CannotWrite(target, IS_FOLDER)
            if target.exists() and any(samestat(target.stat(), source) for source in sources):
                raise CannotWrite(target, IS_INPUT)
            if not force and (target.exists() or target.is_symlink()):
                raise CannotWrite(target, EXISTS)


@contextmanager
def as_reason(target: Path) -> Iterator[None]:
    """Turn what the system says into CannotWrite, in words that tell what to do."""
    try:
        yield
    except PermissionError as error:
        raise CannotWrite(target, OPEN.format(name=target.name) if target.exists() else NO_RIGHT) from error
    except OSError as error:
        reason = REASONS.get(error.errno or 0, OTHER.format(number=error.errno))
        raise CannotWrite(target, reason) from error


def write(documents: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write these files, all of them or none; folders are made as needed. Raises CannotWrite.

    Each goes to a temporary file beside its target first, and takes its name when all have been written. What
    interrupts the run as an exception (Ctrl-C; `cli` turns SIGTERM into one) leaves no temporary file behind.
    """
    waiting: dict[Path, Path] = {}
    try:
        for target, data in documents.items():
            temporary = target.with_name(f".{uuid4().hex}.tmp")
            waiting[target] = temporary
            with as_reason(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                # Not tempfile: its files can be read by their owner only, and stay so under their new name.
                temporary.write_bytes(data)
        check_free(documents, force=force)
        for target, temporary in waiting.items():
            with as_reason(target):
                temporary.replace(target)
    finally:
        for temporary in waiting.values():
            # Where it could not be made (a file stands where a folder should), it cannot be removed either.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
