"""The command `annotate`: copies of workbooks with their problems in comments."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.commands.options import AsOf, Calendar, Files, Force, StageName, own_calendar
from ledger_xlsx.console.arguments import paths
from ledger_xlsx.console.outcomes import each

HELP = "把问题写成批注，存成工作簿的副本，最前面加一张「问题清单」。\n工作簿本身不会被改动。"


def annotate(
    files: Files,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="副本存到哪里，没有就建一个。")],
    stage: StageName = None,
    as_of: AsOf = None,
    calendar: Calendar = None,
    force: Force = False,
) -> int:
    """Write copies of workbooks with their problems in comments into a folder."""
    from ledger_xlsx import api
    from ledger_xlsx.console.copies import Copies

    chosen, own = paths(files), own_calendar(calendar)
    copies = Copies(output, chosen, force)

    def turn(path: Path) -> int:
        copy = api.annotate(path, stage=stage, as_of=as_of, calendar=own)
        return copies.save(copy.report, copy.data, copy.without_comments)

    return each(chosen, turn)
