"""What was found in finished Word ledgers: for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ledger_xlsx import __version__
from ledger_xlsx.reports.groups import by_sheet
from ledger_xlsx.reports.json import SCHEMA, finding_of
from ledger_xlsx.reports.report import Report
from ledger_xlsx.reports.sentences import MUST, counted, tally
from ledger_xlsx.reports.terminal import wrapped
from ledger_xlsx.reports.text import problems

HEADING = "{file}（按「格式要求」检查）"
NO_HEADING = "{file}（没能读出）"
UNREAD = "这个文件没能读出，里面的格式还没有检查。"
NOTHING = "格式符合要求。"
MAY_PRINT = f"没有「{MUST}」，可以打印。"
MUST_CHANGE = f"改好「{MUST}」再打印。"


def text(reports: Sequence[Report], columns: int | None = None) -> str:
    """What the leader reads, each ledger under its heading; lines are wrapped at so many columns (None: never)."""
    return "\n\n".join(one(report, columns) for report in reports) + "\n"


def one(report: Report, columns: int | None) -> str:
    """One ledger: heading, problems by the nearest title, what follows last."""
    heading = (HEADING if report.readable else NO_HEADING).format(file=report.path.name)
    blocks = [wrapped(heading, columns)]
    for title, findings in by_sheet(report):
        lines = [wrapped(line, columns, first="  ", hang="    ") for line in problems(findings)]
        blocks.append("\n".join([wrapped(f"{title}（{tally(findings)}）", columns), *lines]))
    return "\n\n".join([*blocks, wrapped(totals(report), columns)])


def totals(report: Report) -> str:
    """The last line: how many problems, and what follows."""
    if not report.readable:
        return UNREAD
    if not report.findings:
        return NOTHING
    return f"{counted(report)}。{MAY_PRINT if report.ok else MUST_CHANGE}"


def object_of(reports: Sequence[Report]) -> dict[str, Any]:
    """All that was found, ledger by ledger; `sheet` is the nearest title, or the file's name."""
    files = [
        {
            "file": str(report.path),
            "readable": report.readable,
            "ok": report.ok,
            "counts": {str(level): number for level, number in report.counts.items()},
            "findings": [finding_of(finding) for finding in report.findings],
        }
        for report in reports
    ]
    return {"schema": SCHEMA, "tool": f"ledger-xlsx {__version__}", "files": files}


def as_json(reports: Sequence[Report], *, ascii_only: bool = False) -> str:
    """The object as JSON text; with `ascii_only`, Chinese is written as escapes, which every console takes."""
    return json.dumps(object_of(reports), ensure_ascii=ascii_only, indent=2) + "\n"
