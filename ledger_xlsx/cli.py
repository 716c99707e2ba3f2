"""The program: its commands, and how a run begins and ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from functools import cache
from types import FrameType
from typing import Annotated, NoReturn

import typer

from ledger_xlsx import __version__
from ledger_xlsx.commands import annotate, batch, check, convert, explain, inspect, merge, new, templates
from ledger_xlsx.console.outcomes import FINE, INTERRUPTED, TERMINATED, WRONG_USAGE, fault
from ledger_xlsx.console.streams import make_lenient, note, out
from ledger_xlsx.console.usage import Command, Group, sentence
from ledger_xlsx.errors import LedgerError

PROGRAM = "ledger-xlsx"
SUFFIX = ".xlsx"
SEE_HELP = f"要看怎么用，请运行 {PROGRAM} --help"
WAS_INTERRUPTED = "已经停下。写好的文件都留着，没写完的没有留下。"

app = typer.Typer(
    cls=Group,
    help="把备课组填好的台账工作簿（.xlsx）变成可以打印的 Word 台账。",
    epilog=(
        "常用：\n"
        f"  {PROGRAM} new 台账.xlsx      得到一本空白工作簿\n"
        f"  {PROGRAM} check 台账.xlsx    看看还有什么要改\n"
        f"  {PROGRAM} 台账.xlsx          在工作簿旁边生成 Word 台账"
    ),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("new", cls=Command, help=new.HELP)(new.new)
app.command("check", cls=Command, help=check.HELP)(check.check)
app.command("annotate", cls=Command, help=annotate.HELP)(annotate.annotate)
app.command("convert", cls=Command, help=convert.HELP)(convert.convert)
app.command("drop", cls=Command, help=convert.DROP_HELP, hidden=True)(convert.drop)
app.command("merge", cls=Command, help=merge.HELP)(merge.merge)
app.command("batch", cls=Command, help=batch.HELP)(batch.batch)
app.command("inspect", cls=Command, help=inspect.HELP)(inspect.inspect)
app.command("explain", cls=Command, help=explain.HELP)(explain.explain)
app.add_typer(templates.app, name="templates", help=templates.HELP)


def show_version(*, value: bool) -> None:
    """Print the version and leave, if it was asked for."""
    if value:
        out(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


@app.callback()
def program(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=show_version, help="显示版本号。")
    ] = False,
) -> None:
    """The options of the program itself."""


@cache
def commands() -> Group:
    """The commands as typer builds them."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)  # noqa: S101 - app was declared with cls=Group
    return group


def rewritten(given: Sequence[str]) -> list[str]:
    """The arguments, with `drop` in front where the first of them is a workbook and no command."""
    first = given[0] if given else "--help"
    if first.startswith("-") or first in commands().commands:
        return [first, *given[1:]]
    is_workbook = first.lower().endswith(SUFFIX) or os.path.isfile(first)  # noqa: PTH113 - Path raises where a name is too long
    return ["drop", *given] if is_workbook else list(given)


def stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - the shape of a signal handler
    """End by an exception, so that no temporary file stays behind."""
    sys.exit(TERMINATED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (by default the program's own) and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    make_lenient()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
    try:
        result = int(commands().main(rewritten(given), PROGRAM, standalone_mode=False) or FINE)
    except typer.TyperException as error:
        note(f"{sentence(error)}\n{SEE_HELP}")
        return WRONG_USAGE
    except LedgerError as error:
        note(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last wall before a traceback
        return fault(error)
    if result == INTERRUPTED:
        note(WAS_INTERRUPTED)
    return result if given else WRONG_USAGE
