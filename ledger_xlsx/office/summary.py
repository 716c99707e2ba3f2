"""What a batch says in the end, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.office.results import Run
from ledger_xlsx.reports.report import LEVELS

NAMED = 20
"""So many of a kind are named; totals count all."""
WITHOUT_NUMBERS = "台账的目录还没有页码。打印前请在 Word 里按 Ctrl+A 再按 F9，或在 WPS 里更新目录的域。"
NOTHING = "这个文件夹里没有台账工作簿。"


def text(run: Run) -> str:
    """Totals, what is missing, what was not looked at."""
    return "\n".join(lines(run)) + "\n"


def lines(run: Run) -> Iterator[str]:
    """The lines of the summary."""
    if not run.results and not run.unfinished:
        yield NOTHING
    else:
        yield from totals(run)
    for problem in run.problems[:NAMED]:
        sources = f"（{'、'.join(problem.sources)}）" if problem.sources else ""
        yield f"{problem.severity.label} {problem.code} {problem.message}{sources}怎样改：{problem.remedy}"
    yield from rest(len(run.problems))
    for skipped in run.skipped[:NAMED]:
        yield f"没有检查：{skipped.source}　{skipped.reason}"
    yield from rest(len(run.skipped))
    if any(result.made.ledger and not result.made.pdf for result in run.results):
        yield WITHOUT_NUMBERS


def totals(run: Run) -> Iterator[str]:
    """How many workbooks, and how they stand."""
    ok = sum(result.ok for result in run.results)
    faulty = sum(result.readable and not result.ok for result in run.results)
    unread = [result for result in run.results if not result.readable]
    parts = [f"{ok} 本可以生成台账"]
    parts += [f"{faulty} 本有「必须改」"] if faulty else []
    parts += [f"{len(unread)} 本没有查成"] if unread else []
    parts += [f"{len(run.unfinished)} 本还没有查到"] if run.unfinished else []
    yield f"一共 {len(run.results) + len(run.unfinished)} 本工作簿：{'，'.join(parts)}。"
    levels = "、".join(f"{level.label} {run.totals[level]}" for level in LEVELS)
    waived = sum(result.waived for result in run.results)
    yield f"问题：{levels}{f'，另有免检 {waived}' if waived else ''}。"
    if run.submissions:
        handed_in = sum(one.handed_in for one in run.submissions)
        yield f"名单上 {len(run.submissions)} 个备课组，交了 {handed_in} 个。"
    for result in unread[:NAMED]:
        said = result.problems[0] if result.problems else None
        yield f"{result.source}：{result.status.label}{f'。{said.message}怎样改：{said.remedy}' if said else ''}"
    yield from rest(len(unread))


def rest(number: int) -> Iterator[str]:
    """That there are more than were named."""
    if number > NAMED:
        yield f"……一共 {number} 条，都在 results.csv 里。"
