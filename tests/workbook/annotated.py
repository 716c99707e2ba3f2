"""Annotated copies for the tests, and what they hold."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from ledger_xlsx import api

ERRORS = Path(__file__).parents[2] / "samples" / "errors"
UNFINISHED = ERRORS / "没有填完.xlsx"
"""C5 of 活动记录 and B6 of 理论学习 must be changed, E5 of 活动记录 holds a hint."""
INSPECTED = date(2024, 4, 26)
AUTHOR, LIST = "台账检查", "问题清单"
TEACHER = "周五前问一下教务处"


def annotated(path: Path) -> api.Annotated:
    """The copy of a file for the inspection of which the samples are made."""
    return api.annotate(path, as_of=INSPECTED)


def copy_of(path: Path, folder: Path) -> Path:
    """The annotated copy, written into a folder under another name."""
    folder.mkdir(exist_ok=True)
    made = folder / f"{path.stem}_标注.xlsx"
    made.write_bytes(annotated(path).data)
    return made


def parts(package: Path | bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(package) if isinstance(package, bytes) else package) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def touched(before: Path, after: Path | bytes) -> set[str]:
    """The names of the parts that were added, removed or changed."""
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def opened(path: Path | bytes) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(path) if isinstance(path, bytes) else path)


def comments(path: Path | bytes) -> dict[str, dict[str, str]]:
    """The text of each comment by sheet and cell."""
    found = {
        sheet.title: {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
        for sheet in opened(path).worksheets
    }
    return {sheet: texts for sheet, texts in found.items() if texts}


def marks(path: Path | bytes, sheet: str) -> list[str]:
    """The areas of a sheet that bear our mark."""
    formats = opened(path)[sheet].conditional_formatting
    return [str(one.sqref) for one in formats if AUTHOR in str([rule.formula for rule in one.rules])]


def listed(path: Path | bytes) -> list[tuple[object, ...]]:
    """The rows of the list of problems."""
    return list(opened(path).worksheets[0].iter_rows(min_row=4, values_only=True))
