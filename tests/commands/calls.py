"""What the tests of several commands share: a sample's day and name, a process, the files of a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.drawn import FIRST_WEEK

MONTHLY = ("--as-of", FIRST_WEEK)
NAME = "五年级数学_集体备课台账_2024春_月调研.docx"


def process(
    *arguments: str | bytes | Path, environment: dict[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "ledger_xlsx", *arguments]
    surroundings = {**os.environ, **(environment or {})}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(command, env=surroundings, check=False, timeout=120, **streams)  # noqa: S603 - our own program


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}
