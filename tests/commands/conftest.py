"""Workbooks of all kinds, and the program called as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_xlsx.cli import main
from tests.drawn import FAULTY, workbook


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> object:
    """What a command line gives: exit code, data, messages."""

    def called(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return called


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbook(tmp_path / "好的.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return workbook(tmp_path / "有错.xlsx", FAULTY)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"PK\x03\x04 not much of a zip")
    return path
