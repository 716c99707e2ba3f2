"""A command loads only the libraries that it uses: asking for help must not wait for Word's and Excel's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import CHECKOUT

WORKBOOK = str(CHECKOUT / "workbook_template" / "备课组台账模板.xlsx")
WORD, EXCEL = ("docx", "docxtpl", "jinja2"), ("openpyxl", "lxml", "PIL")
HOLIDAYS = "chinese_calendar"
PROGRAM = (
    "import sys; from ledger_xlsx.cli import main; main(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr)"
)


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["--version"], (*WORD, *EXCEL, HOLIDAYS)),
        (["--help"], (*WORD, *EXCEL, HOLIDAYS)),
        (["convert", "--help"], (*WORD, *EXCEL, HOLIDAYS)),
        (["explain", "历-08"], (*WORD, HOLIDAYS)),
        (["check", "--format", "json", WORKBOOK], WORD),
        (["templates", "export", "模板"], ("openpyxl",)),
    ],
)
def test_a_command_loads_only_the_libraries_that_it_uses(
    tmp_path: Path, arguments: list[str], unused: Sequence[str]
) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout
    loaded = done.stderr.splitlines()[-1].split()
    assert "typer" in loaded
    assert sorted(set(loaded) & set(unused)) == []
