"""The commands `convert` and `drop`: workbooks as Word ledgers."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger_xlsx.commands.options import (
    AsOf,
    Calendar,
    Draft,
    Duplex,
    Files,
    Force,
    Items,
    Pdf,
    Since,
    Split,
    StageName,
    Templates,
    own_calendar,
)
from ledger_xlsx.console.arguments import paths
from ledger_xlsx.console.outcomes import each, worst

if TYPE_CHECKING:
    from ledger_xlsx.commands.ledgers import Wishes

HELP = "把工作簿变成 Word 台账。\n有「必须改」的问题时先不生成，说出哪里要改。"
DROP_HELP = "在工作簿旁边生成 Word 台账，已经有的文件不覆盖。"


def convert(
    files: Files,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="Word 文件存到这个文件夹，没有就建一个。")
    ],
    stage: StageName = None,
    as_of: AsOf = None,
    since: Since = None,
    calendar: Calendar = None,
    items: Items = None,
    split: Split = False,
    templates: Templates = None,
    draft: Draft = False,
    duplex: Duplex = False,
    pdf: Pdf = False,
    force: Force = False,
) -> int:
    """Convert workbooks into a folder."""
    from ledger_xlsx.commands.ledgers import Wishes
    from ledger_xlsx.files import check_folder

    check_folder(output)
    wishes = Wishes(
        stage, as_of, since, own_calendar(calendar), items or (), split, templates, draft, pdf, duplex=duplex
    )
    return converted(files, wishes, lambda _, name: output / name, force=force)


def drop(
    files: Files,
    *,
    stage: StageName = None,
    as_of: AsOf = None,
    since: Since = None,
    calendar: Calendar = None,
    items: Items = None,
    split: Split = False,
    templates: Templates = None,
    draft: Draft = False,
    duplex: Duplex = False,
    pdf: Pdf = False,
) -> int:
    """Convert workbooks beside themselves: what is dropped on a shortcut arrives here."""
    from ledger_xlsx.commands.ledgers import Wishes
    from ledger_xlsx.files import unused

    wishes = Wishes(
        stage, as_of, since, own_calendar(calendar), items or (), split, templates, draft, pdf, duplex=duplex
    )
    beside = ".pdf" if pdf else ""
    return converted(files, wishes, lambda path, name: unused(path.with_name(name), beside=beside), force=False)


def converted(files: Sequence[Path], wishes: Wishes, target: Callable[[Path, str], Path], *, force: bool) -> int:
    """Convert workbooks one by one, whatever happens to the others; gives the exit code."""
    from ledger_xlsx.commands.ledgers import Ledgers

    chosen = paths(files)
    ledgers = Ledgers(wishes, target, chosen, force)
    return worst([each(chosen, ledgers.turn), ledgers.print_out()])
