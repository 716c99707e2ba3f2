"""How a run ends: exit codes (a stable interface), several files in turn, faults of our own."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import ledger_xlsx
from ledger_xlsx.console.streams import counted, note
from ledger_xlsx.errors import LedgerError, UnreadableWorkbook
from ledger_xlsx.reports.report import Report

FINE, FAULT, WRONG_USAGE, MUST_CHANGE = 0, 1, 2, 3
UNREADABLE = UnreadableWorkbook.exit_code
INTERRUPTED, TERMINATED = 130, 143

PACKAGE = Path(ledger_xlsx.__file__).parent
OUR_FAULT = "程序出错了，不是您填错了。请把这个编号告诉教务处：{number}"


def each(files: Sequence[Path], turn: Callable[[Path], int]) -> int:
    """Do something with every file, whatever happens to the others; the highest exit code, or that of a fault of ours."""
    codes = [FINE]
    for path in counted(files):
        try:
            codes.append(turn(path))
        except LedgerError as error:
            note(str(error))
            codes.append(error.exit_code)
        except Exception as error:  # noqa: BLE001 - our fault with one file must not hide the results of the others
            codes.append(fault(error))
    return worst(codes)


def worst(codes: Sequence[int]) -> int:
    """The exit code of several turns together: a fault of ours before all, else the highest."""
    return FAULT if FAULT in codes else max(codes)


def code(report: Report, *, strict: bool = False) -> int:
    """The exit code that a report asks for."""
    if not report.readable:
        return UNREADABLE
    return FINE if report.ok and not (strict and report.warned) else MUST_CHANGE


def fault(error: Exception) -> int:
    """Say that something is our fault, by its number."""
    note(OUR_FAULT.format(number=fault_number(error)))
    return FAULT


def fault_number(error: Exception) -> str:
    """What tells us where a fault of ours is, and nothing of what the cells hold."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if Path(step.filename).is_relative_to(PACKAGE)] or steps
    return f"{ledger_xlsx.__version__}-{Path(own[-1].filename).stem}-{own[-1].lineno}-{type(error).__name__}"
