"""The door: every file that is no workbook, or a dangerous one, is refused by name and without a traceback."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger_xlsx.errors import UnreadableWorkbook
from ledger_xlsx.sheets.basics import MemberRow
from ledger_xlsx.workbook import package as door
from ledger_xlsx.workbook.grid import workbook
from ledger_xlsx.workbook.package import RULES, open_package
from ledger_xlsx.workbook.tables import book

from .books import KINDS, ledger, package, part, repacked, shown, written

NAME = "五年级数学.xlsx"
TYPES = "[Content_Types].xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
STRICT = (
    HEAD + '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" conformance="strict"><sheets/></workbook>'
)
WORD = HEAD + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
RELATIONS = (
    HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)
BILLION_LAUGHS = (
    HEAD + '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" codeName="&b;"><sheets/></workbook>'
)


def refusal(path: Path) -> tuple[str, str]:
    """Code of the refusal, and what it calls the file."""
    with pytest.raises(UnreadableWorkbook) as error:
        book(path, KINDS)
    return error.value.finding.notice.code, error.value.finding.place.sheet


def message(path: Path) -> str:
    with pytest.raises(UnreadableWorkbook) as error:
        book(path, KINDS)
    return error.value.finding.message


def ole(stream: str) -> bytes:
    """The beginning of an OLE file with a stream of that name."""
    return door.OLE + bytes(504) + stream.encode("utf-16-le") + bytes(2000)


FILES: dict[str, tuple[bytes, str]] = {
    "text": ("周次,教学内容\n1,简易方程".encode(), "文-01"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "文-01"),
    "a zip of photos": (package({"IMG_1.jpg": b"\xff\xd8"}), "文-01"),
    "a Word document": (package({"_rels/.rels": RELATIONS.format("word/document.xml"), "word/document.xml": WORD}), "文-01"),
    "a binary workbook": (package({"_rels/.rels": RELATIONS.format("xl/workbook.bin"), "xl/workbook.bin": b"\x83\x01"}), "文-01"),
    "an OpenDocument sheet": (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "文-01"),
    "an old Word document": (ole("WordDocument"), "文-01"),
    "an old workbook": (ole("Workbook"), "文-02"),
    "a very old workbook": (ole("Book\0"), "文-02"),
    "a password": (ole("EncryptedPackage"), "文-03"),
    "an empty file": (b"", "文-06"),
    "an empty zip": (package({}), "文-01"),
    "a beginning only": (package({"xl/workbook.xml": "<a/>" * 99})[:120], "文-06"),
    "a document type": (package({"_rels/.rels": RELATIONS.format("xl/workbook.xml"), "xl/workbook.xml": BILLION_LAUGHS}), "文-06"),
    "a document type in UTF-16": (package({"xl/workbook.xml": BILLION_LAUGHS.replace("UTF-8", "UTF-16").encode("utf-16")}), "文-06"),
    "a document type behind a comment": (package({"xl/workbook.xml": BILLION_LAUGHS.replace("<!D", f"<!--{'x' * 70_000}--><!D")}), "文-06"),
    "broken XML": (package({"xl/workbook.xml": "<workbook"}), "文-06"),
    "the strict format": (package({"_rels/.rels": RELATIONS.format("xl/workbook.xml"), "xl/workbook.xml": STRICT}), "文-11"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook_is_refused_as_what_it_is(tmp_path: Path, kind: str) -> None:
    data, code = FILES[kind]
    path = tmp_path / NAME
    path.write_bytes(data)
    assert refusal(path) == (code, NAME)


def test_a_missing_file_a_folder_and_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.xlsx"
    os.mkfifo(pipe)
    assert refusal(tmp_path / NAME) == ("文-10", NAME)
    assert refusal(tmp_path) == ("文-01", tmp_path.name)
    assert refusal(pipe) == ("文-01", "管道.xlsx")
    assert refusal(Path("/dev/zero")) == ("文-01", "zero")
    assert refusal(Path("a\0b.xlsx")) == ("文-10", "a\0b.xlsx")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / NAME)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert refusal(path) == ("文-10", NAME)


def test_a_workbook_without_any_of_our_sheets_is_another_workbook(tmp_path: Path) -> None:
    def rename(opened: object) -> None:
        for number, sheet in enumerate(opened.worksheets):  # type: ignore[attr-defined]
            sheet.title = f"Sheet{number}"

    assert refusal(written(tmp_path / NAME, edit=rename)) == ("文-07", NAME)


def test_a_file_that_is_too_large_says_how_large_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / NAME)
    monkeypatch.setattr(door, "FILE_LIMIT", 1024)
    assert refusal(path) == ("文-04", NAME)
    path.write_bytes(bytes(1024))
    assert refusal(path) == ("文-01", NAME)


def test_the_limits_are_those_of_the_house() -> None:
    mb = 1024 * 1024
    assert (500 * mb, 200 * mb, 50 * mb, 1024 * mb) == (
        door.FILE_LIMIT,
        door.XML_LIMIT,
        door.PART_LIMIT,
        door.MEDIA_LIMIT,
    )
    assert (2000, 200, mb) == (door.XML_PARTS_LIMIT, door.RATIO_LIMIT, door.RATIO_FROM)


BOMBS: dict[str, Callable[[Path], Path]] = {
    "one part of blanks": lambda path: repacked(path, {}, {"xl/media.xml": b" " * 3_000_000}),
    "very many parts": lambda path: repacked(path, {}, {f"xl/p{number}.xml": b"<a/>" for number in range(2001)}),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_file_that_says_how_far_it_grows_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal(BOMBS[kind](written(tmp_path / NAME))) == ("文-05", NAME)


@pytest.mark.parametrize("limit", ["XML_LIMIT", "PART_LIMIT"])
def test_parts_are_limited_one_by_one_and_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path = written(tmp_path / NAME)
    monkeypatch.setattr(door, limit, 3000)
    assert refusal(path) == ("文-05", NAME)


def test_photos_are_counted_apart_and_may_be_dense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = repacked(written(tmp_path / NAME), {}, {"xl/media/image1.png": bytes(5_000_000)})
    assert len(ledger(path)[0].rows(MemberRow)) == 3
    monkeypatch.setattr(door, "MEDIA_LIMIT", 4_000_000)
    assert refusal(path) == ("文-05", NAME)


def test_what_a_header_keeps_silent_is_counted_while_reading(tmp_path: Path) -> None:
    opened = open_package(written(tmp_path / NAME))
    opened.expanded["xl/other.xml"] = door.XML_LIMIT - 100
    with pytest.raises(UnreadableWorkbook) as error:
        workbook(opened)
    assert error.value.finding.notice.code == "文-05"


def test_a_table_of_contents_with_very_many_entries_is_refused_before_it_is_built(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(written(tmp_path / "a.xlsx").read_bytes() + door.CENTRAL_ENTRY * 20_001)
    assert refusal(path) == ("文-05", NAME)


def damaged(path: Path, name: str, offset: int, value: bytes) -> None:
    """Change bytes of one entry: of its header in the list of entries (offset from there) or, if negative, of its data."""
    data = bytearray(path.read_bytes())
    listed = data.index(name.encode(), data.index(door.CENTRAL_ENTRY)) - 46
    if offset < 0:
        start = struct.unpack("<I", data[listed + 42 : listed + 46])[0]
        listed, offset = start + 30 + len(name), -offset
    data[listed + offset : listed + offset + len(value)] = value
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("offset", "value"),
    [(8, b"\x01\x00"), (10, b"\x63\x00"), (10, b"\x09\x00"), (16, b"\0\0\0\0"), (-20, b"\xff" * 40)],
    ids=["encrypted", "method 99", "method 9", "wrong checksum", "broken data"],
)
def test_a_damaged_sheet_is_named(tmp_path: Path, offset: int, value: bytes) -> None:
    path = written(tmp_path / NAME)
    sheet = part(path, "成员")
    damaged(path, sheet, offset, value)
    assert refusal(path) == ("文-06", NAME)
    assert sheet in message(path)


def test_a_file_that_was_not_sent_whole_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / NAME)
    whole = path.read_bytes()
    for length in (3, 50, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:length])
        assert refusal(path) == ("文-06", NAME), length


@pytest.mark.parametrize(
    "wrong",
    [
        b'<c r="A4" t="s"><v>99999</v></c>',
        b'<c r="A4"><v>abc</v></c>',
        b'<c r="A4" s="x"><v>1</v></c>',
        b'</row><row r="x">',
        b'</row><row r="5" ht="inf">',
    ],
)
def test_a_cell_that_refers_to_nothing_is_damage_and_no_traceback(tmp_path: Path, wrong: bytes) -> None:
    path = written(tmp_path / NAME)
    repacked(
        path,
        {part(path, "成员"): lambda data: data.replace(b"<sheetData>", b'<sheetData><row r="4">' + wrong + b"</row>")},
    )
    assert refusal(path) == ("文-06", NAME)


@pytest.mark.parametrize("size", range(0, 40, 3))
def test_any_single_broken_byte_is_read_or_refused(tmp_path: Path, size: int) -> None:
    path = written(tmp_path / NAME)
    data = bytearray(path.read_bytes())
    for position in range(size * 7, len(data), len(data) // 25):
        broken = data.copy()
        broken[position] ^= 0x5A
        path.write_bytes(broken)
        assert outcome(path) in {"read", "文-01", "文-05", "文-06", "文-07"}


def outcome(path: Path) -> str:
    try:
        book(path, KINDS)
    except UnreadableWorkbook as error:
        return error.finding.notice.code
    return "read"


def test_macros_and_links_to_other_files_are_no_reason_to_refuse(tmp_path: Path) -> None:
    path = repacked(
        written(tmp_path / "台账.xlsm"), {}, {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": b"<a/>"}
    )
    read, findings = ledger(path)
    assert [(finding.notice.code, str(finding.place)) for finding in findings] == [("文-09", "「台账.xlsm」")]
    assert len(read.rows(MemberRow)) == 3


def test_part_names_forgive_case_and_backslashes(tmp_path: Path) -> None:
    path = written(tmp_path / NAME)
    with zipfile.ZipFile(path) as old:
        parts = {name.replace("/", "\\").replace("sheet", "Sheet"): old.read(name) for name in old.namelist()}
    path.write_bytes(package(parts))
    assert len(ledger(path)[0].rows(MemberRow)) == 3


def test_a_workbook_without_styles_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / NAME)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if "styles" not in name}
    path.write_bytes(package(parts))
    assert [name for (name,) in shown(path, MemberRow, MemberRow.name)] == ["张思月", "恽蝶", "陆文静"]


def test_reading_changes_no_file(tmp_path: Path) -> None:
    path = written(tmp_path / NAME)
    before = path.read_bytes()
    ledger(path)
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (before, [NAME])


def test_refusals_cannot_be_waived_and_say_what_to_do() -> None:
    refusals = [rule.notice for rule in RULES.rules if rule.notice.code.startswith("文")]
    assert {notice.code for notice in refusals} >= {f"文-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9)}
    assert [notice.code for notice in refusals if notice.waivable or not (notice.remedy and notice.why)] == []


def test_a_very_large_file_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "大.xlsx", "【表2教学进度】\n周次 | 教学内容 | 课时\n1 | 认识方程 | 1")
    monkeypatch.setattr(door, "IN_MEMORY", 1024)
    package = door.open_package(path)
    assert isinstance(package.archive.fp, io.BufferedReader)
    assert package.tree("xl/workbook.xml").tag.endswith("workbook")
    package.archive.fp.close()


def test_entries_are_counted_across_the_borders_of_what_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MB", 3)
    assert door.central_entries(io.BytesIO(b"xx" + door.CENTRAL_ENTRY * 2 + b"PK")) == 2
