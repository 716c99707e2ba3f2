"""A school's folder of templates: which of its files are templates, and what is wrong with the others."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

ENDING = ".docx"
OTHER_ENDINGS = (".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt")
"""What Word and WPS may save a template as by mistake."""
COPY = re.compile(r"^副本\s*[-—]?\s*|^复制\s*|[\s（(_—-]*(?:副本|复件|\d+|改|新|修改版?|最终版?|定稿)\s*[)）]?$")
LIKENESS = 0.6
LARGEST = 100
"""Megabytes of a template when unpacked; the shipped ones have a tenth of one."""
OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of .doc files, and of files with a password."""

NOT_WORD = "不是 Word 文档（可能只改了文件名的后缀）。请重新导出这个模板再改。"
OLD = "是旧格式的 .doc，只改了后缀。请在 Word 里另存为「Word 文档(*.docx)」。"
PASSWORD = "设了打开密码。请在 Word 的「文件→信息→保护文档」里取消密码，再保存。"  # noqa: S105 - a sentence
DAMAGED = "打不开，文件已损坏。请重新导出这个模板再改。"
TOO_LARGE = "太大，多半是放了没有压缩的照片。请压缩照片再保存。"
UNREADABLE = "读不出来。请先在 Word 里关上它，再试一次。"


@dataclass
class Folder:
    """What lies in a folder: the templates by name, and what there is to say of the files."""

    templates: dict[str, bytes] = field(default_factory=dict[str, bytes])
    mistakes: list[str] = field(default_factory=list[str])
    remarks: list[str] = field(default_factory=list[str])


def folder_of(folder: Path, names: Collection[str], ours: Collection[str] = ()) -> Folder:
    """The templates in a folder, by these names; files that are `ours`, and other programs' files, are left alone."""
    found = Folder()
    # A name in front with ~$ is Word's own mark of an open file.
    paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(("~$", ".")) and not path.is_dir()]
    stems = {stem(path) for path in paths if path.suffix.lower() == ENDING}
    for path in paths:
        name, ending = stem(path), path.suffix.lower()
        if ending == ENDING and name in names:
            template(path, name, found)
        elif ending == ENDING and name not in ours:
            foreign(path, meant(name, names), stems, found)
        elif ending in OTHER_ENDINGS and (name in names and name not in stems):
            found.mistakes.append(f"「{path.name}」不是 .docx，不会用到。请在 Word 里另存为「{name}.docx」。")
    return found


def stem(path: Path) -> str:
    """A file's name without its ending, as Chinese names are compared (a Mac writes some of them in pieces)."""
    return normalize("NFC", path.stem).strip()


def template(path: Path, name: str, found: Folder) -> None:
    """Read one template."""
    try:
        data = path.read_bytes()
    except OSError:
        found.mistakes.append(f"「{path.name}」{UNREADABLE}")
        return
    if said := fault(data):
        found.mistakes.append(f"「{path.name}」{said}")
    else:
        found.templates[name] = data


def foreign(path: Path, near: str, stems: Collection[str], found: Folder) -> None:
    """Say what becomes of a Word file whose name is no template's."""
    if not near:
        found.remarks.append(f"「{path.name}」不是模板的名字，不会用到。")
    elif near in stems:
        found.remarks.append(f"「{path.name}」不会用到，用的是「{near}{ENDING}」。")
    else:
        found.mistakes.append(f"「{path.name}」不是模板的名字，不会用到。是不是「{near}{ENDING}」？请把文件名改回去。")


def meant(name: str, names: Collection[str]) -> str:
    """The template that a file was probably meant to be: a copy of it, or one misspelt; "" for none."""
    bare, before = name, ""
    while bare != before:
        before, bare = bare, COPY.sub("", bare)
    if bare in names:
        return bare
    return next(iter(get_close_matches(bare or name, names, n=1, cutoff=LIKENESS)), "")


def fault(data: bytes) -> str:
    """Why a file cannot be a template; "" where it can."""
    if data.startswith(OLE):
        return PASSWORD if "EncryptedPackage".encode("utf-16-le") in data else OLD
    try:
        return fault_inside(data)
    except zipfile.BadZipFile:
        return DAMAGED if data.startswith(b"PK") else NOT_WORD
    except (PackageNotFoundError, LxmlError, zlib.error, KeyError, ValueError, RuntimeError, AttributeError):
        # RuntimeError: a part with a password or packed in a way that nobody knows; the others: parts that are not there.
        return DAMAGED


def fault_inside(data: bytes) -> str:
    """Why a zip package cannot be a template; "" where it can. Raises what the zip and Word libraries raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/document.xml" not in package.namelist():
            return NOT_WORD
        if sum(part.file_size for part in package.infolist()) > LARGEST * 1_000_000:
            return TOO_LARGE
        damaged = package.testzip()
    return DAMAGED if damaged or Document(io.BytesIO(data)).element.body.sectPr is None else ""
