"""Folders full of small workbooks, batches over them, and what processes may be made to do."""

from __future__ import annotations

import os
import time
from concurrent.futures import Executor, Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ledger_xlsx.office.look import CannotMake, Job, look
from ledger_xlsx.office.outputs import Placing, wanted
from ledger_xlsx.office.results import Options, Result, Run
from ledger_xlsx.office.roster import Roster, read
from ledger_xlsx.office.run import Batch, Looking, run
from ledger_xlsx.office.store import opened
from tests.drawn import FAULTY, FIRST_WEEK, PLANNED, workbook

from .rosters import roster

NOW = datetime(2024, 3, 28, 9, 30, tzinfo=UTC)
DAY = date.fromisoformat(FIRST_WEEK)
GROUPS = """
组 | 年级 | 学科 | 组长 | 分管行政
五年级数学 | 五年级 | 数学 | 张思月 | 朱建明
六年级数学 | 六年级 | 数学 | 恽蝶 | 朱建明
一年级语文 | 一年级 | 语文 | 周晓岚 | 蒋文华
"""
SIXTH = "\n    【基本信息】\n    年级 | 六年级\n    备课组组长 | 恽蝶\n"


def handed_in(folder: Path) -> Path:
    """What two of three groups have handed in, one with a mistake, and a file that is none."""
    workbook(folder / "数学" / "五.xlsx", PLANNED)
    workbook(folder / "六.xlsx", FAULTY + SIXTH)
    (folder / "坏的.xlsx").write_bytes(b"no workbook")
    return folder


class InTurn(Executor):
    """Calls everything in this process, the last first if `backwards`; Ctrl-C after so many calls."""

    def __init__(self, *, backwards: bool = False, stop_after: int | None = None) -> None:
        self.calls: list[tuple[Future[Any], Any, Any]] = []
        self.backwards, self.left = backwards, stop_after

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.left is not None and self.left <= 0:
            raise KeyboardInterrupt
        self.left = None if self.left is None else self.left - 1
        future.set_result(fn(*args))
        return future


def batched(
    folder: Path,
    out: Path,
    *,
    executor: Any = InTurn,
    named: Roster | None = None,
    options: Options | None = None,
    looking: Looking = look,
    told: Any = None,
) -> tuple[Run, bool]:
    """A batch over a folder, its files written into OUT."""
    task = Batch(folder, options or Options(None, DAY, DAY), named, leave=(out,))
    with opened(out) as store:
        found, finished = run(task, store, executor, now=NOW, looking=looking, told=told)
        list(Placing(out, store).place(wanted(found, store)))
    return found, finished


def school(tmp_path: Path, asked: str = "", waived: str = "", groups: str = GROUPS) -> Roster:
    """The school's list of groups."""
    return read(roster(tmp_path / "名单.xlsx", groups, asked, waived))[0]


def files(out: Path) -> dict[str, bytes]:
    """What stands in OUT, the working folder left out."""
    paths = (path for path in out.rglob("*") if path.is_file() and ".ledger-xlsx" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def hangs(job: Job) -> Result | CannotMake:
    """A workbook that takes for ever, if its name says so."""
    if job.found.name.startswith("六"):
        time.sleep(600)
    return look(job)


def dies(job: Job) -> Result | CannotMake:
    """A workbook that ends the process which looks at it."""
    if job.found.name.startswith("六"):
        os._exit(9)
    return look(job)


def swallows(job: Job) -> Result | CannotMake:
    """A workbook for which there is never memory enough."""
    if job.found.name.startswith("六"):
        bytearray(3 * 1024**3 // 2)
    return look(job)


def is_our_fault(job: Job) -> Result | CannotMake:
    """A workbook that meets a fault of ours."""
    if job.found.name.startswith("六"):
        return look(Job(**{**vars(job), "roster": None}))  # type: ignore[arg-type]
    return look(job)
