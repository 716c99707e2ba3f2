"""Writing files whole or not at all, and the names they get."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import LONGEST, check_folder, check_free, cleaned, unused, write


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("五年级数学", "五年级数学"),
        ("三/四年级: 数*学?", "三四年级 数学"),
        ("五年级\n数学\u202e\u200b", "五年级数学"),
        ("\ud800数学", "数学"),
        ("con", "_con"),
        ("LPT1.数学", "_LPT1.数学"),
        ("../..", ""),
        ("数学. ", "数学"),
    ],
)
def test_a_name_keeps_only_what_every_system_takes(name: str, clean: str) -> None:
    assert cleaned(name) == clean


@given(st.text(max_size=200))
def test_a_cleaned_name_is_one_part_of_a_path_and_not_too_long(name: str) -> None:
    clean = cleaned(name, suffix=".docx")
    assert len(clean) <= LONGEST
    assert Path(clean).name == clean
    assert not set('\\/:*?"<>|\n\0') & set(clean)


def test_the_first_free_name_has_a_number(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    assert unused(target) == target
    target.touch()
    (tmp_path / "台账（2）.docx").touch()
    assert unused(target) == tmp_path / "台账（3）.docx"


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "新" / "一.docx", tmp_path / "新" / "二.docx"
    write({first: b"1", second: b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "新").iterdir()} == {"一.docx": b"1", "二.docx": b"2"}


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    write({tmp_path / "台账.docx": b"1"})
    assert (tmp_path / "台账.docx").stat().st_mode == plain.stat().st_mode


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    with pytest.raises(CannotWrite, match="已经有这个文件"):
        write({tmp_path / "别的.docx": b"new", target: b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["台账.docx"]
    assert target.read_bytes() == b"old"
    write({target: b"new"}, force=True)
    assert target.read_bytes() == b"new"


def test_an_input_is_never_written_to_whatever_its_name(tmp_path: Path) -> None:
    source = tmp_path / "台账.xlsx"
    source.touch()
    (tmp_path / "link.xlsx").symlink_to(source)
    for target in (source, tmp_path / "." / "台账.xlsx", tmp_path / "link.xlsx"):
        with pytest.raises(CannotWrite, match="要读的那个工作簿"):
            check_free([target], force=True, inputs=[source])


def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="是一个文件夹"):
        check_free([tmp_path], force=True)
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="同名的文件"):
        check_folder(tmp_path / "file")
    with pytest.raises(CannotWrite, match="同名的文件"):
        write({tmp_path / "file" / "台账.docx": b"1"})


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "台账.docx").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotWrite, match="已经有这个文件"):
        write({tmp_path / "台账.docx": b"1"})


def refusing(number: int) -> object:
    """A stand-in for a call of the system's that fails: no test can fill a disk or open Word."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "没有权限写到这个文件夹"),
        (errno.EROFS, "只能读，不能写"),
        (errno.EIO, f"错误编号 {errno.EIO}"),
    ],
)
def test_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    monkeypatch.setattr(Path, "replace", refusing(number))
    with pytest.raises(CannotWrite, match=words):
        write({tmp_path / "台账.docx": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_in_word_is_to_be_closed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "台账.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refusing(errno.EACCES))
    with pytest.raises(CannotWrite, match=r"请先关闭 台账\.docx"):
        write({target: b"new"}, force=True)
    assert target.read_bytes() == b"old"


def test_a_name_too_long_for_the_disk_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="太长"):
        write({tmp_path / ("长" * 300): b"1"})
    with pytest.raises(CannotWrite, match="太长"):
        check_free([tmp_path / ("长" * 300)], force=False)


ENDLESS = """
import signal, sys
from pathlib import Path
from ledger_xlsx.cli import stop
from ledger_xlsx.files import write


class Documents(dict):
    def items(self):
        yield from super().items()
        print("waiting", flush=True)
        signal.pause()

signal.signal(signal.SIGTERM, stop)
write(Documents({Path(sys.argv[1]) / "台账.docx": b"1"}))
"""


def test_a_run_that_is_ended_leaves_no_temporary_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
    assert run.stdout
    assert run.stdout.readline() == b"waiting\n"
    assert len(list(tmp_path.iterdir())) == 1
    time.sleep(0.05)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=10) == 143
    run.stdout.close()
    assert list(tmp_path.iterdir()) == []
