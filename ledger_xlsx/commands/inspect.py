"""The command `inspect`: whether finished Word ledgers are as the requirements ask."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.console.arguments import Format, format_named, paths
from ledger_xlsx.console.outcomes import code, each
from ledger_xlsx.console.streams import columns, out

HELP = "查一查做好的 Word 台账，字体、字号、次序、页码合不合要求。\n自己改过的、手工打的都能查；文件不会被改动。"
ON_SCREEN = "{form} 的结果这里没有，可以写 text 或 json。"


def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="台账.docx…", help="做好的 Word 台账，一本或几本。")],
    *,
    form: Annotated[
        Format,
        typer.Option(
            "--format", parser=format_named, metavar="格式", help="text 显示在屏幕上（不写就是它），json 给别的程序用。"
        ),
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="有「建议改」也算没有通过。")] = False,
) -> int:
    """Report what is not as the requirements ask in Word ledgers."""
    from ledger_xlsx import api
    from ledger_xlsx.console.colours import coloured
    from ledger_xlsx.reports.inspection import as_json, text

    if form.needs_file:
        raise typer.BadParameter(ON_SCREEN.format(form=form), param_hint="'--format'")
    reports: list[api.Report] = []

    def look(path: Path) -> int:
        reports.append(api.inspect(path))
        return code(reports[-1], strict=strict)

    worst = each(paths(files), look)
    if form is Format.JSON:
        out(as_json(reports, ascii_only="utf" not in sys.stdout.encoding.lower()))
    elif reports:
        out(coloured(text(reports, columns(sys.stdout)), sys.stdout))
    return worst
