"""Template sets: the shipped one, or a school's own folder of Word files, one per form."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from ledger_xlsx.document.master import compose
from ledger_xlsx.document.mistakes import mistakes
from ledger_xlsx.errors import TemplateError

BASE = "基础样式"
"""The file that holds styles, page header and footer."""


@dataclass(frozen=True, eq=False)
class TemplateSet:
    """Word templates by form name, and the base."""

    base: bytes
    forms: Mapping[str, bytes]
    masters: dict[tuple[tuple[str, str], ...], bytes] = field(default_factory=dict[tuple[tuple[str, str], ...], bytes])
    sections: dict[str, str] = field(default_factory=dict[str, str])

    def master(self, labels: Mapping[str, str]) -> bytes:
        """All forms in one document, composed at the first call."""
        key = tuple(sorted(labels.items()))
        if key not in self.masters:
            self.masters[key] = compose(self.base, self.forms, labels, shipped().base)
        return self.masters[key]

    def section_of(self, form: str) -> str:
        """What tells a form's pages from another's: size, margins, with or without header."""
        if form not in self.sections:
            section: Any = Document(io.BytesIO(self.forms[form])).element.body.sectPr
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            bare = section.find(qn("w:headerReference")) is None
            self.sections[form] = f"{sorted(size.attrib.items())}{sorted(margins.attrib.items())}{bare}"
        return self.sections[form]


def shipped_folder() -> Path:
    """Where the shipped templates lie: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "docx_templates"
    return inside if inside.is_dir() else package.parent / "docx_templates"


@lru_cache(maxsize=1)
def shipped() -> TemplateSet:
    """The shipped templates."""
    files = {path.stem: path.read_bytes() for path in sorted(shipped_folder().glob("*.docx"))}
    return TemplateSet(files.pop(BASE), files)


def load(folder: Path | None) -> TemplateSet:
    """A school's templates over the shipped ones (None: the shipped ones alone).

    A form whose file is not in the folder is the shipped one. Raises TemplateError with every mistake found.
    """
    if folder is None:
        return shipped()
    if found := check(folder):
        raise TemplateError(found)
    own = files_in(folder)
    base = own.pop(BASE, shipped().base)
    return TemplateSet(
        base, {**shipped().forms, **{name: data for name, data in own.items() if name in shipped().forms}}
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """The Word files of a folder by name, without Word's own lock files."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.docx")) if not path.name.startswith("~$")}


def check(folder: Path) -> list[str]:
    """Every mistake in a school's templates, in Chinese, each with file and place; empty if all is well."""
    if not folder.is_dir():
        return [f"没有找到文件夹「{folder}」。请核对模板文件夹的位置。"]
    own = files_in(folder)
    known = {BASE: shipped().base, **shipped().forms}
    if not set(own) & set(known):
        return [f"「{folder}」里没有一个台账模板。请先用 ledger-xlsx templates export 导出，再在 Word 里改。"]
    found: list[str] = []
    for name, data in own.items():
        if name not in known:
            continue
        try:
            Document(io.BytesIO(data))
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
            found.append(f"「{name}.docx」打不开，不是 Word 文档或已损坏。请重新导出这个模板再改。")
            continue
        found += [f"「{name}.docx」{mistake}" for mistake in mistakes(data, known[name])]
    return found


def contents() -> dict[str, bytes]:
    """The shipped files by name, the base first."""
    return {BASE: shipped().base, **shipped().forms}
