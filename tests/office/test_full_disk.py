"""A disk that is full at any moment of a batch: a sentence, nothing half written, and it goes on afterwards."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger_xlsx.cli import main
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import FULL
from ledger_xlsx.office.intake import WORKING
from tests.drawn import FAULTY, PLANNED, workbook

from .batches import SIXTH, batched, files, handed_in

Reached = list[bool]


@contextmanager
def full(patch: pytest.MonkeyPatch, after: int, *, besides: str = "no such folder") -> Iterator[Reached]:
    """Meanwhile the disk takes so many files and half of another one, `besides` those in a folder of this name.

    Gives whether it came to that.
    """
    written, taken, reached = Path.write_bytes, 0, []

    def write(path: Path, data: bytes) -> int:
        nonlocal taken
        taken += besides not in path.parts
        if taken <= after:
            return written(path, data)
        reached.append(True)
        written(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "no space left")

    with patch.context() as patched:
        patched.setattr(Path, "write_bytes", write)
        yield reached


def until_all_is_written(
    folder: Path, out: Path, patch: pytest.MonkeyPatch, *, step: int, besides: str = "no such folder"
) -> int:
    """Batches that each find room for more files, up to the one that finds room for all. Gives how many were stopped."""
    failed, reasons = 0, list[str]()
    while True:
        before = files(out)
        with full(patch, failed * step, besides=besides) as reached:
            try:
                batched(folder, out)
            except CannotWrite as error:
                reasons.append(error.reason)
        assert set(reasons) <= {FULL}
        if not reached:
            return failed
        failed += 1
        assert set(before) <= set(files(out))
        assert not [path for path in out.rglob("*.tmp") if path.is_file()]


def test_what_a_full_disk_stops_goes_on_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = handed_in(tmp_path / "收")
    batched(folder, tmp_path / "一次")
    assert until_all_is_written(folder, tmp_path / "两次", monkeypatch, step=3) > 3
    assert files(tmp_path / "两次") == files(tmp_path / "一次")


def test_a_full_disk_in_the_midst_of_replacing_files_leaves_them_a_batchs_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = handed_in(tmp_path / "收"), tmp_path / "出"
    batched(folder, out)
    workbook(folder / "数学" / "五.xlsx", FAULTY)
    workbook(folder / "六.xlsx", PLANNED + SIXTH)
    assert until_all_is_written(folder, out, monkeypatch, step=2, besides=WORKING) > 2
    again, _ = batched(folder, out)
    assert [one.ok for one in again.results] == [True, False, False]
    assert {"台账/六年级数学.docx", "退回/五年级数学/问题清单.html"} <= set(files(out))
    assert "台账/五年级数学.docx" not in files(out)


def test_a_full_disk_is_said_in_a_sentence_with_exit_code_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = handed_in(tmp_path / "收"), tmp_path / "出"
    batched(folder, out)
    workbook(folder / "数学" / "五.xlsx", FAULTY)
    with full(monkeypatch, 0):
        code = main(["batch", str(folder), "-o", str(out), "--as-of", "2024-02-22", "--jobs", "1", "--stage", "月调研"])
    assert code == 5
    assert capsys.readouterr().err.splitlines()[-1].endswith("：磁盘满了，没有写成。请腾出一些空间再试。")
