"""The command `batch`: the workbooks of many groups at once, for the school's office."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger_xlsx.commands.options import AsOf, Calendar, Force, Pdf, Since, StageName, own_calendar
from ledger_xlsx.console.outcomes import FAULT, FINE, INTERRUPTED, MUST_CHANGE, UNREADABLE
from ledger_xlsx.console.streams import note, out

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ledger_xlsx.office.results import Result, Run
    from ledger_xlsx.office.roster import Roster
    from ledger_xlsx.office.run import Told

HELP = "教务处用：一次检查一个文件夹里各组交来的工作簿，生成台账和退回的文件。\n停下以后再运行一次会接着做，没有变的不再检查。"
NO_FOLDER = "没有找到文件夹「{folder}」。"
SAME_FOLDER = "结果不能和交来的工作簿放在同一个文件夹，请用 -o 另写一个。"
TOO_MANY = "一次最多 {most} 本，可以写 1 到 {most} 的数字。"
MOST_JOBS = 64
NO_JOBS = "--jobs 只管这台电脑；有 --scheduler 时，每台电脑同时检查几本由它自己的 dask worker 定。"
NO_DASK = "这台电脑上没有装 Dask。要用 --scheduler，请先运行：pip install distributed"
NO_MEMORY_LIMIT = "这台电脑上不能限制一本工作簿用多少内存；特别大的文件请先压缩照片。"
NO_OFFICE = "没有找到 LibreOffice，这次不生成 PDF；Word 台账照样有。"
STOPPED = "已经停下。查完的 {done} 本都留着，再运行一次会接着做剩下的 {left} 本。"
DONE = "（{number}/{total}）{source}：{outcome}"


def process_count(text: str) -> int:
    """How many workbooks are looked at side by side."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise typer.BadParameter(TOO_MANY.format(most=MOST_JOBS))
    return int(text)


def batch(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="各组交来的工作簿，子文件夹和 zip 压缩包里的也算。")],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="结果存到这个文件夹，没有就建一个。")
    ],
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="名单.xlsx",
            help="按这份名单看谁没有交、要求多少、免检哪些；空白的名单用 new --roster 得到。",
        ),
    ] = None,
    stage: StageName = None,
    as_of: AsOf = None,
    since: Since = None,
    calendar: Calendar = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", parser=process_count, metavar="数目", help="同时检查几本，不写就看电脑有几个核。"),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="地址",
            help="几台电脑一起检查：写 Dask 调度程序的地址，做法见说明书的「区教研室」。",
        ),
    ] = None,
    pdf: Pdf = False,
    include_values: Annotated[
        bool, typer.Option("--include-values", help="结果里写出格子里的内容；不写时不出现老师和学生填的字。")
    ] = False,
    force: Force = False,
) -> int:
    """Check the workbooks of a folder, make their ledgers and what goes back to the groups."""
    from ledger_xlsx.office.outputs import Placing, wanted
    from ledger_xlsx.office.results import Options
    from ledger_xlsx.office.run import Batch, run
    from ledger_xlsx.office.store import opened
    from ledger_xlsx.office.summary import text

    if not folder.is_dir():
        raise typer.BadParameter(NO_FOLDER.format(folder=folder), param_hint="'文件夹'")
    if output.resolve() == folder.resolve():
        raise typer.BadParameter(SAME_FOLDER, param_hint="'-o'")
    if scheduler and jobs:
        raise typer.BadParameter(NO_JOBS, param_hint="'--jobs'")
    if scheduler:
        # A computer of a cluster stands in another folder.
        folder, output, calendar = folder.absolute(), output.absolute(), calendar.absolute() if calendar else None
    now = datetime.now().astimezone()
    named = own_roster(roster) if roster else None
    own_calendar(calendar)
    options = Options(stage, as_of, now.date(), include_values, since, pdf=pdf)
    leave = tuple(path for path in (output, roster, calendar) if path)
    task = Batch(folder, options, named, calendar, leave)
    paths = [path for path in (folder, output, calendar) if path]
    executor = cluster(scheduler, paths, pdf=pdf) if scheduler else processes(jobs, pdf=pdf)
    try:
        with opened(output) as store:
            with progress() as told:
                found, finished = run(task, store, executor, now=now, told=told)
            for path in Placing(output, store, force=force).place(wanted(found, store)):
                out(f"{path}\n")
    except (KeyboardInterrupt, SystemExit):
        # While files were looked for or written: each is there whole, or not at all.
        return INTERRUPTED
    note(text(found).rstrip())
    if not finished:
        note(STOPPED.format(done=len(found.results), left=len(found.unfinished)))
    return exit_code(found) if finished else INTERRUPTED


def processes(number: int | None, *, pdf: bool) -> Callable[[], Executor]:
    """What looks at the workbooks on this computer; what cannot be done here is said."""
    from ledger_xlsx.document.office import program
    from ledger_xlsx.office.jobs import CAN_LIMIT_MEMORY
    from ledger_xlsx.office.run import workers

    if pdf and program() is None:
        note(NO_OFFICE)
    if not CAN_LIMIT_MEMORY:
        note(NO_MEMORY_LIMIT)
    return workers(number or os.cpu_count() or 1, pdf=pdf)


def cluster(address: str, paths: Sequence[Path], *, pdf: bool) -> Callable[[], Executor]:
    """What looks at the workbooks on a Dask cluster, whose computers all see these paths. Raises ClusterError."""
    from ledger_xlsx.errors import ClusterError
    from ledger_xlsx.office.apart import Terms
    from ledger_xlsx.office.run import seconds

    try:
        from ledger_xlsx.office.cluster import Cluster
    except ModuleNotFoundError as error:
        raise ClusterError(NO_DASK) from error
    return lambda: Cluster(address, Terms(tuple(paths), seconds(pdf=pdf)))


def own_roster(path: Path) -> Roster:
    """The school's list of groups; what there is to say of it is said. Raises RosterError."""
    from ledger_xlsx.office import roster

    named, findings = roster.read(path)
    for finding in findings:
        note(str(finding))
    return named


def exit_code(run: Run) -> int:
    """The exit code of a batch: a fault of ours before all, else the highest."""
    from ledger_xlsx.findings import Severity
    from ledger_xlsx.office.results import Status

    if any(result.status is Status.FAULT for result in run.results):
        return FAULT
    if any(not result.readable for result in run.results) or any(skipped.matters for skipped in run.skipped):
        return UNREADABLE
    wrong = any(not result.ok for result in run.results) or any(p.severity is Severity.ERROR for p in run.problems)
    return MUST_CHANGE if wrong else FINE


@contextmanager
def progress() -> Iterator[Told]:
    """How far the run is: a bar where stderr is a terminal, a line for each workbook elsewhere."""
    if not sys.stderr.isatty():
        yield lambda number, total, result: note(line(number, total, result))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task("检查", total=None)

        def told(number: int, total: int, result: Result) -> None:
            shown.update(bar, completed=number, total=total, description=result.source)

        yield told


def line(number: int, total: int, result: Result) -> str:
    """What became of one workbook, in a line."""
    from ledger_xlsx.reports.report import LEVELS

    counts = "、".join(f"{level.label} {result.counts[level]}" for level in LEVELS if result.counts[level])
    outcome = (counts or "没有问题") if result.readable else result.status.label
    return DONE.format(number=number, total=total, source=result.source, outcome=outcome)
