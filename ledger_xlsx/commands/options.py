"""The options that several commands take, and what is behind them."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger_xlsx.console.arguments import day, item_numbers, stage_named
from ledger_xlsx.console.streams import note
from ledger_xlsx.term import Stage

if TYPE_CHECKING:
    from ledger_xlsx.calendars import OwnCalendar

Files = Annotated[list[Path], typer.Argument(metavar="文件…", help="填好的台账工作簿，一本或几本。")]
StageName = Annotated[
    Stage | None,
    typer.Option(
        "--stage", parser=stage_named, metavar="阶段",
        help="草稿、月调研或期末。不写时，最后一个教学周开始后按期末，之前按今天的月调研。",
    ),
]  # fmt: skip
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=day, metavar="日期", help="按哪一天来看，如 2024-03-29。只写日期、不写阶段，就按月调研。"
    ),
]
Calendar = Annotated[
    Path | None,
    typer.Option("--calendar", metavar="校历.xlsx", help="按这本校历核对日期；空白的校历用 new --calendar 得到。"),
]
Items = Annotated[
    frozenset[int] | None,
    typer.Option("--items", parser=item_numbers, metavar="项目", help="只生成这几项，如 1,2,5-7。"),
]
Split = Annotated[bool, typer.Option("--split", help="每一项存成一个文件。")]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="文件夹", help="用这个文件夹里本校改过的 Word 模板。")
]
Draft = Annotated[bool, typer.Option("--draft", help="有「必须改」也生成，每页印上「草稿」。")]
Duplex = Annotated[bool, typer.Option("--duplex", help="双面打印用：每一项从右边的一页开始，左右页边对称。")]
Since = Annotated[
    date | None,
    typer.Option("--since", parser=day, metavar="日期", help="只印这一天以后新增的记录、设计、摘记和作品，上次印到哪天就写哪天。"),
]  # fmt: skip
Pdf = Annotated[bool, typer.Option("--pdf", help="另外再存一份 PDF，要电脑上装有 LibreOffice。")]
Force = Annotated[bool, typer.Option("--force", help="已经有同名的文件就覆盖。")]


def own_calendar(path: Path | None) -> OwnCalendar | None:
    """The school's own calendar, where one is named; what there is to say of it is said."""
    from ledger_xlsx import api

    own = api.own_calendar(path) if path else None
    for finding in own.findings() if own else ():
        note(str(finding))
    return own
