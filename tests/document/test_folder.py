"""A school's folder of templates: files renamed, copied, saved as something else, damaged."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ledger_xlsx.document.folder import DAMAGED, NOT_WORD, OLD, PASSWORD, TOO_LARGE, folder_of
from ledger_xlsx.document.templates import check, contents, looked_at
from tests.document.school import exported

DAILY = "每日一议"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exported(tmp_path / "模板")


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def without(part: str) -> bytes:
    """A template that lacks a part."""
    with zipfile.ZipFile(io.BytesIO(contents()[DAILY])) as package:
        return zipped(**{name: package.read(name) for name in package.namelist() if name != part})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WHOLE = contents()[DAILY]
BROKEN = {
    "an old .doc": (OLE + "WordDocument".encode("utf-16-le"), OLD),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
    "a web page": (b"<html></html>", NOT_WORD),
    "nothing": (b"", NOT_WORD),
    "a workbook": (zipped(**{"xl/workbook.xml": b"<workbook/>"}), NOT_WORD),
    "half sent": (WHOLE[: len(WHOLE) // 2], DAMAGED),
    "no content types": (without("[Content_Types].xml"), DAMAGED),
    "no XML": (zipped(**{"word/document.xml": b"<w:document"}), DAMAGED),
    "huge": (zipped(**{"word/document.xml": bytes(101_000_000)}), TOO_LARGE),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_is_no_template_says_what_it_is(folder: Path, kind: str) -> None:
    data, said = BROKEN[kind]
    (folder / f"{DAILY}.docx").write_bytes(data)
    assert check(folder) == [f"「{DAILY}.docx」{said}"]


def test_a_renamed_template_is_asked_for(folder: Path) -> None:
    (folder / "备课组活动记录.docx").rename(folder / "备课组活动纪录.docx")
    (folder / "封面.docx").rename(folder / "封面（改）.docx")
    assert check(folder) == [
        "「备课组活动纪录.docx」不是模板的名字，不会用到。是不是「备课组活动记录.docx」？请把文件名改回去。",
        "「封面（改）.docx」不是模板的名字，不会用到。是不是「封面.docx」？请把文件名改回去。",
    ]


def test_a_copy_beside_its_template_and_a_foreign_file_are_remarked(folder: Path) -> None:
    for name in ("封面 - 副本.docx", "封面(1).docx", "通知.docx", "~$封面.docx", ".封面.docx", "校徽.png"):
        (folder / name).write_bytes(WHOLE)
    assert check(folder) == []
    assert looked_at(folder).remarks == [
        "「封面 - 副本.docx」不会用到，用的是「封面.docx」。",
        "「封面(1).docx」不会用到，用的是「封面.docx」。",
        "「通知.docx」不是模板的名字，不会用到。",
    ]


def test_a_template_saved_as_something_else_is_told(folder: Path) -> None:
    (folder / f"{DAILY}.docx").rename(folder / f"{DAILY}.doc")
    (folder / "封面.doc").write_bytes(b"")
    assert check(folder) == [f"「{DAILY}.doc」不是 .docx，不会用到。请在 Word 里另存为「{DAILY}.docx」。"]


def test_the_manual_and_capital_endings_are_no_trouble(folder: Path) -> None:
    (folder / f"{DAILY}.docx").rename(folder / f"{DAILY}.DOCX")
    (folder / "说明.docx").write_bytes(b"scribbled over")
    (folder / "旧模板.docx").mkdir()
    assert (check(folder), looked_at(folder).remarks) == ([], [])
    assert DAILY in folder_of(folder, contents()).templates


def test_a_folder_with_nothing_but_the_manual_has_no_template(tmp_path: Path) -> None:
    (tmp_path / "说明.docx").write_bytes(contents()["说明"])
    assert "没有一个台账模板" in check(tmp_path)[0]
