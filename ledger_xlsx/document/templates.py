"""Template sets: the shipped one, or a school's own folder of Word files, one per form."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ledger_xlsx.document.folder import Folder, folder_of
from ledger_xlsx.document.master import compose
from ledger_xlsx.document.mistakes import Examination, changed_margins, examined, examined_base
from ledger_xlsx.document.names import LEDGER, Known, decoded, known
from ledger_xlsx.document.residue import cleaned
from ledger_xlsx.errors import TemplateError
from ledger_xlsx.forms import OWN

BASE, MANUAL, NAMES = "基础样式", "说明", "名称.json"
"""The files that hold styles, page header and footer; that explain the tags; and that list the names for `check`."""


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
        """What tells a form's pages from another's: size, margins, borders …, with or without header."""
        if form not in self.sections:
            section: Any = cleaned(Document(io.BytesIO(self.forms[form])).element.body.sectPr)
            references = section.findall(qn("w:headerReference")) + section.findall(qn("w:footerReference"))
            for reference in references:
                section.remove(reference)
            self.sections[form] = f"{section.xml}{bool(references)}"
        return self.sections[form]


@dataclass(frozen=True)
class Checked:
    """What there is to say of a school's templates, each with file and place.

    With `mistakes` nothing is printed; `remarks` are what the school may want to change, `hints` what it may want to know.
    """

    mistakes: list[str]
    remarks: list[str] = field(default_factory=list[str])
    hints: list[str] = field(default_factory=list[str])


def shipped_folder() -> Path:
    """Where the shipped templates lie: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "docx_templates"
    return inside if inside.is_dir() else package.parent / "docx_templates"


@lru_cache(maxsize=1)
def shipped() -> TemplateSet:
    """The shipped templates."""
    files = {path.stem: path.read_bytes() for path in sorted(shipped_folder().glob("*.docx")) if path.stem != MANUAL}
    return TemplateSet(files.pop(BASE), files)


def contents() -> dict[str, bytes]:
    """The shipped files by name, the base first, the manual last."""
    manual = (shipped_folder() / f"{MANUAL}.docx").read_bytes()
    return {BASE: shipped().base, **shipped().forms, MANUAL: manual}


@lru_cache(maxsize=1)
def example() -> Mapping[str, Any]:
    """Example data: 台账, and each form's under 表."""
    text = (shipped_folder() / NAMES).read_text(encoding="utf-8")
    content: Mapping[str, Any] = json.loads(text, object_hook=decoded)
    return content


@lru_cache(maxsize=1)
def names() -> Mapping[str, Known]:
    """The names of every form by its name; under 台账 those that all may use.

    What a shipped template names is known in any case: rendering adds a little to the pages' data.
    """
    found = known(example())
    for form, template in shipped().forms.items():
        one = found.get(form) or Known({}, frozenset())
        found[form] = replace(one, values={**dict.fromkeys(examined(template, one, {}).used), **one.values})
    return found


@lru_cache(maxsize=1)
def printed_by_shipped() -> Mapping[str, frozenset[str]]:
    """The names that each shipped template prints or asks for."""
    return {form: frozenset(examined(data, names()[form], {}).used) for form, data in shipped().forms.items()}


def load(folder: Path | None) -> TemplateSet:
    """A school's templates over the shipped ones (None: the shipped ones alone).

    A form whose file is not in the folder is the shipped one. Raises TemplateError with every mistake found.
    """
    if folder is None:
        return shipped()
    if found := check(folder):
        raise TemplateError(found)
    return over_shipped(folder_of(folder, (BASE, *shipped().forms), (MANUAL,)).templates)


def over_shipped(own: Mapping[str, bytes]) -> TemplateSet:
    """These templates by name, and the shipped ones for all others."""
    forms = {name: own.get(name, data) for name, data in shipped().forms.items()}
    return TemplateSet(own.get(BASE, shipped().base), forms)


def check(folder: Path) -> list[str]:
    """Every mistake in a school's templates, in Chinese, each with file and place; empty if all is well."""
    return looked_at(folder).mistakes


def looked_at(folder: Path) -> Checked:
    """All that there is to say of a school's templates, without trying them out."""
    if not folder.is_dir():
        return Checked([f"没有找到文件夹「{folder}」。请核对模板文件夹的位置。"])
    found = folder_of(folder, (BASE, *shipped().forms), (MANUAL,))
    if not found.templates and not found.mistakes:
        nothing = f"「{folder}」里没有一个台账模板。请先用 ledger-xlsx templates export 导出，再在 Word 里改。"
        return Checked([nothing], found.remarks)
    return judged(found)


def judged(found: Folder) -> Checked:
    """What there is to say of the files of a folder, and of the templates in them."""
    mistakes, remarks, hints = list(found.mistakes), list(found.remarks), list[str]()
    used: dict[str, frozenset[str]] = dict(printed_by_shipped())
    for name, data in found.templates.items():
        one = examination(name, data)
        mistakes += [f"「{name}.docx」{mistake}" for mistake in one.mistakes]
        if own := sorted({path.partition(f".{OWN}.")[2] for path in one.used if f".{OWN}." in path}):
            listed = "、".join(f"「{title}」" for title in own)
            hints.append(f"「{name}.docx」要印学校自己加的栏目{listed}：工作簿里要有同名的栏目，没有就印空白。")
        if name == BASE:
            continue
        used[name] = frozenset(one.used)
        if changed_margins(data, shipped().forms[name]):
            remarks.append(
                f"「{name}.docx」的页眉、页脚改过，但印的是「{BASE}.docx」的。请到那里去改，所有的页都跟着变。"
            )
    return Checked(mistakes, remarks if mistakes else [*remarks, *lost(found, used)], hints)


def examination(name: str, data: bytes) -> Examination:
    """One template, read."""
    others = {form: one for form, one in names().items() if form not in (name, LEDGER)}
    return examined_base(data, names()[LEDGER], others) if name == BASE else examined(data, names()[name], others)


def lost(found: Folder, used: Mapping[str, frozenset[str]]) -> list[str]:
    """What must be filled in and the shipped templates print, but these no longer do."""
    everywhere = frozenset[str]().union(*used.values())
    remarks: list[str] = []
    for name in found.templates:
        if name == BASE:
            continue
        for path in sorted(names()[name].required & printed_by_shipped()[name]):
            still = everywhere if path.startswith(f"{LEDGER}.") else used[name]
            if path not in still:
                title = path.rpartition(".")[2]
                remarks.append(
                    f"「{name}.docx」里没有「{title}」了，填了也印不出来。若是误删，请照说明.docx 把它放回去。"
                )
    return remarks
