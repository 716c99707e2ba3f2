"""Where a batch keeps what it has done (OUT/.ledger-xlsx): a line of results.jsonl and a folder for each workbook.

Only one run at a time writes here. What was killed in the middle leaves a temporary folder behind, which the next run
takes away, or half a line, which counts for nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import as_reason, check_folder
from ledger_xlsx.office.intake import WORKING
from ledger_xlsx.office.look import TEMPORARY
from ledger_xlsx.office.plain import NotOurs, decoded, encoded
from ledger_xlsx.office.results import Result, Status

LINES, LOCK = "results.jsonl", "lock"
PRIVATE = 0o700
"""Rights of a folder that only its owner may look into, where the system knows such."""
BUSY = "另一个批量检查正在用这个文件夹。请等它做完，或换一个文件夹。"
KEPT = frozenset({Status.CHECKED, Status.UNREADABLE})
"""What became of a workbook that will become of it again; anything else is tried once more."""


@dataclass
class Store:
    """The results of earlier runs by key, and all of them in the order in which they were finished (`history`)."""

    folder: Path
    history: list[Result] = field(default_factory=list[Result])

    @property
    def lines(self) -> Path:
        """The file with a result a line."""
        return self.folder / LINES

    def done(self) -> dict[str, Result]:
        """What need not be done again: the latest results, whose files are there."""
        found = {result.key: result for result in self.history}
        return {key: one for key, one in found.items() if one.status in KEPT and self.has_files(one)}

    def has_files(self, result: Result) -> bool:
        """Whether the files made for a workbook are still there."""
        made = result.made
        return all(
            (self.folder / path).is_file()
            for path in (made.ledger, made.annotated, made.problem_list, made.pdf)
            if path
        )

    def received(self) -> dict[str, datetime]:
        """When contents were first seen, by their digests."""
        found: dict[str, datetime] = {}
        for result in self.history:
            if result.received:
                found[result.sha256] = min(result.received, found.get(result.sha256, result.received))
        return found

    def read(self) -> None:
        """Take up what earlier runs have written; a line that is no result of this version counts for nothing."""
        if not self.lines.exists():
            return
        for line in self.lines.read_bytes().splitlines():
            try:
                self.history.append(decoded(Result, json.loads(line)))
            except (NotOurs, ValueError):
                continue

    def add(self, result: Result) -> None:
        """Write down a result, wholly or not at all. Raises CannotWrite."""
        line = json.dumps(encoded(result), ensure_ascii=False).encode(errors="replace") + b"\n"
        with as_reason(self.lines), self.lines.open("ab") as stream:
            before = stream.seek(0, os.SEEK_END)
            try:
                stream.write(line)
                stream.flush()
            except OSError:
                stream.truncate(before)
                raise
        self.history.append(result)


@contextmanager
def opened(out: Path) -> Iterator[Store]:
    """The store of an OUT folder, for this run alone. Raises CannotWrite, also where another run is at work."""
    check_folder(out)
    folder = out / WORKING
    with as_reason(folder):
        # Ledgers with names and ages are going to lie here. A folder that is there already keeps the rights it has.
        out.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        lock = (folder / LOCK).open("ab")
    with lock:
        if not alone(lock):
            raise CannotWrite(out, BUSY)
        with as_reason(folder):
            clear(folder)
            store = Store(folder)
            mend(store.lines)
            store.read()
        try:
            yield store
        finally:
            clear(folder)


def clear(folder: Path) -> None:
    """Take away what processes that were ended have left half done."""
    for left in folder.glob(f"{TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)


def mend(lines: Path) -> None:
    """End a line that was cut off, so that the next one begins a line of its own."""
    if lines.exists() and not lines.read_bytes().endswith(b"\n") and lines.stat().st_size:
        with lines.open("ab") as stream:
            stream.write(b"\n")


def alone(lock: BinaryIO) -> bool:
    """Whether this run has the folder to itself from now on; the system gives it back when the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def as_of_now(result: Result, source: str, received: datetime | None) -> Result:
    """An earlier result under the name by which its workbook was found this time."""
    return replace(result, source=source, received=received)
