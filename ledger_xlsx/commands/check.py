"""The command `check`: what is wrong with workbooks."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.commands.options import AsOf, Calendar, Files, Force, StageName, own_calendar
from ledger_xlsx.console.arguments import Format, format_named, paths, report_file
from ledger_xlsx.console.outcomes import code, each
from ledger_xlsx.console.streams import note, out

HELP = "检查工作簿，说出哪一格要改、怎样改。\n工作簿本身不会被改动。"
SAVED = "已存到 {path}"


def check(
    files: Files,
    *,
    stage: StageName = None,
    as_of: AsOf = None,
    calendar: Calendar = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            parser=format_named,
            metavar="格式",
            help="text 显示在屏幕上（不写就是它），html 是网页，xlsx 是可以筛选的问题清单，json 给别的程序用。",
        ),
    ] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="把结果存成文件，不显示在屏幕上。html 和 xlsx 一定要写。"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有「建议改」也算没有通过。")] = False,
    force: Force = False,
) -> int:
    """Report what is wrong with workbooks."""
    from ledger_xlsx import api
    from ledger_xlsx.console.results import saved, shown
    from ledger_xlsx.files import check_free, write

    chosen, output = paths(files), report_file(form, output)
    if output:
        check_free([output], force=force, inputs=chosen)
    own = own_calendar(calendar)
    reports: list[api.Report] = []

    def look(path: Path) -> int:
        reports.append(api.check(path, stage=stage, as_of=as_of, calendar=own))
        return code(reports[-1], strict=strict)

    worst = each(chosen, look)
    if not output:
        out(shown(reports, form))
    elif reports:
        write({output: saved(reports, form, output.parent)}, force=force)
        note(SAVED.format(path=output))
    return worst
