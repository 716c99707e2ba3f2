"""Which files of a folder are workbooks."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ledger_xlsx import api
from ledger_xlsx.office.intake import Intake, day_received, intake

from .rosters import roster


@cache
def book(grade: str = "") -> bytes:
    """A workbook, another one for each grade."""
    return api.new_workbook(grade=grade)


BOOK = book()


class OfChatProgram(zipfile.ZipInfo):
    """An entry whose name is in an encoding that nothing in the archive names."""

    encoding = "gbk"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self.filename.encode(self.encoding), 0


def archive(files: dict[str, bytes], *, encoding: str = "gbk", kind: int = zipfile.ZIP_STORED) -> bytes:
    """A .zip as a chat program makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, data in files.items():
            entry = OfChatProgram(name)
            entry.encoding = encoding
            written.writestr(entry, data, kind)
    return buffer.getvalue()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def sources(found: Intake) -> list[str]:
    return [one.source for one in found.workbooks]


def left(found: Intake) -> dict[str, str]:
    """Why files were left aside, by their beginning."""
    return {one.source: one.reason[:6].strip() for one in found.skipped}


def test_workbooks_are_found_in_subfolders_and_locks_and_hidden_files_left(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "数学/五年级.xlsx": book("五年级"), "六年级.XLSX": book("六年级"), "旧的.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "~$六年级.xlsx": b"x", ".藏着.xlsx": BOOK, ".git/一.xlsx": BOOK, "照片.jpg": b"x", "计划.docx": b"PK", "打包.rar": b"Rar!",
            "没有后缀": book("四年级"), "说明": b"text",
        },
    )  # fmt: skip
    found = intake(tmp_path)
    assert sources(found) == ["六年级.XLSX", "旧的.xls", "没有后缀", "数学/五年级.xlsx"]
    assert left(found) == {"~$六年级.xlsx": "是 WPS", "计划.docx": "是 Word", "打包.rar": "这种压缩包打"}


def test_the_same_contents_are_checked_once_whatever_their_names(tmp_path: Path) -> None:
    put(tmp_path, {"数学/五年级.xlsx": BOOK, "五年级(1).xlsx": BOOK, "又一份.zip": archive({"五年级.xlsx": BOOK})})
    found = intake(tmp_path)
    assert sources(found) == ["五年级(1).xlsx"]
    assert [one.same_as for one in found.skipped] == ["五年级(1).xlsx"] * 2


def test_output_and_the_offices_own_workbooks_are_no_input(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "交来/五.xlsx": BOOK,
            "结果/退回/五_标注.xlsx": book("一年级"),
            "上月/.ledger-xlsx/results.jsonl": b"",
            "上月/退回/五.xlsx": book("二年级"),
        },
    )
    roster(tmp_path / "名单.xlsx")
    roster(tmp_path / "旧名单.xlsx", "组 | 年级 | 学科\n六年级语文 | 六年级 | 语文")
    (tmp_path / "校历.xlsx").write_bytes(api.new_calendar())
    found = intake(tmp_path, leave=[tmp_path / "结果", tmp_path / "名单.xlsx"])
    assert sources(found) == ["交来/五.xlsx"]
    assert left(found) == {"旧名单.xlsx": "是教务处自己", "校历.xlsx": "是教务处自己"}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "收", {"五.xlsx": BOOK})
    put(tmp_path / "别处", {"六.xlsx": book("六年级")})
    (folder / "六.xlsx").symlink_to(tmp_path / "别处" / "六.xlsx")
    (folder / "夹").symlink_to(tmp_path / "别处")
    (folder / "圈").symlink_to(folder)
    found = intake(folder)
    assert sources(found) == ["五.xlsx"]
    assert left(found) == dict.fromkeys(["六.xlsx", "圈", "夹"], "是快捷方式，")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_an_archives_names_are_read_as_they_were_meant(tmp_path: Path, encoding: str) -> None:
    put(
        tmp_path,
        {"五年级.zip": archive({"数学组/五年级数学（改）.xlsx": BOOK, "__MACOSX/._五.xlsx": b"x"}, encoding=encoding)},
    )
    found = intake(tmp_path)
    assert sources(found) == ["五年级.zip!数学组/五年级数学（改）.xlsx"]
    assert found.workbooks[0].found.data() == BOOK


def test_an_archive_within_an_archive_is_looked_into_and_a_third_one_is_not(tmp_path: Path) -> None:
    third = archive({"三.xlsx": book("三年级")})
    inner = archive({"二.xlsx": book("二年级"), "再.zip": third, "~$二.xlsx": b"x"})
    put(tmp_path, {"外.zip": archive({"内.zip": inner, "一.xlsx": BOOK})})
    found = intake(tmp_path)
    assert sources(found) == ["外.zip!一.xlsx", "外.zip!内.zip!二.xlsx"]
    assert left(found) == {"外.zip!内.zip!再.zip": "压缩包里套了", "外.zip!内.zip!~$二.xlsx": "是 WPS"}
    assert found.workbooks[1].found.data() == book("二年级")


def test_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    twice = archive({"五.xlsx": BOOK, "六.xlsx": book("六年级")}).replace(
        "六.xlsx".encode("gbk"), "五.xlsx".encode("gbk")
    )
    found = intake(put(tmp_path, {"收.zip": twice}))
    assert sources(found) == ["收.zip!五.xlsx", "收.zip!五（2）.xlsx"]
    assert [one.found.data() for one in found.workbooks] == [BOOK, book("六年级")]


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
def test_a_name_that_no_screen_should_be_sent_is_told_without_it(tmp_path: Path) -> None:
    put(tmp_path, {"\x1b[31m五\n.xlsx": BOOK, b"\xb6\xfe.xlsx".decode(errors="surrogateescape"): book("一年级")})
    assert sources(intake(tmp_path)) == ["??.xlsx", "?[31m五?.xlsx"]


def test_a_workbook_that_a_browser_has_renamed_to_zip_is_one(tmp_path: Path) -> None:
    assert sources(intake(put(tmp_path, {"五年级.zip": BOOK}))) == ["五年级.zip"]


def test_nothing_is_written_or_named_outside_whatever_an_archive_says(tmp_path: Path) -> None:
    folder = tmp_path / "收"
    put(folder, {"坏.zip": archive({"../../出去.xlsx": BOOK, "C:\\绝对\\五.xlsx": book("五年级")})})
    found = intake(folder)
    assert sources(found) == ["坏.zip!出去.xlsx", "坏.zip!C:/绝对/五.xlsx"]
    assert {path.name for path in tmp_path.rglob("*")} == {"收", "坏.zip"}


def test_what_grows_beyond_reason_is_not_read(tmp_path: Path) -> None:
    bomb = archive({"大.xlsx": bytes(8 * 1024 * 1024)}, kind=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 20_000
    put(tmp_path, {"炸.zip": bomb, "断.zip": archive({"五.xlsx": BOOK})[:-200], "好.xlsx": BOOK})
    found = intake(tmp_path)
    assert sources(found) == ["好.xlsx"]
    assert [(one.source, one.reason[:8], one.matters) for one in found.skipped] == [
        ("断.zip", "压缩包已损坏或没", True), ("炸.zip!大.xlsx", "压缩包展开后比正", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("4月26日/五数.xlsx", date(2024, 4, 26)),
        ("2024-04-26收到/数学/五数.xlsx", date(2024, 4, 26)),
        ("2023年12月1日/五数.xlsx", date(2023, 12, 1)),
        ("聊天.zip!4月27日/五数.xlsx", date(2024, 4, 27)),
        ("4月25日/4月26日补交/五数.xlsx", date(2024, 4, 26)),
        ("1-3年级/五数.xlsx", None),
        ("2月30日/五数.xlsx", None),
        ("五数4月26日.xlsx", None),
    ],
)
def test_a_folder_may_be_called_by_the_day_on_which_its_books_came(source: str, day: date | None) -> None:
    assert day_received(source, 2024) == day
