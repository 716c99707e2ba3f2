"""The commands: options, calls, exit codes. Imports stand inside the command that needs them: start-up time."""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ledger_xlsx import __version__
from ledger_xlsx.console.arguments import (
    Format,
    day,
    format_named,
    item_numbers,
    paths,
    school_year,
    semester_number,
    stage_named,
    week_count,
)
from ledger_xlsx.console.outcomes import FINE, INTERRUPTED, TERMINATED, WRONG_USAGE, code, each, fault
from ledger_xlsx.console.streams import columns, make_lenient, note, out
from ledger_xlsx.console.usage import Command, Group, sentence
from ledger_xlsx.errors import CannotWrite, LedgerError, TemplateError
from ledger_xlsx.term import Stage

if TYPE_CHECKING:
    from ledger_xlsx.calendars import OwnCalendar

PROGRAM = "ledger-xlsx"
SUFFIX = ".xlsx"
SEE_HELP = f"要看怎么用，请运行 {PROGRAM} --help"
WAS_INTERRUPTED = "已经停下。写好的文件都留着，没写完的没有留下。"
BLOCKED = "没有生成台账。改好上面的「必须改」再来一次；想先印出来看看，请加 --draft。"
MARKED_DRAFT = "生成的是草稿，每页都印着「草稿」。"
NOTHING = "「{file}」里没有这几项可以打印的内容，没有生成文件。"
WITHOUT_NUMBERS = "目录还没有页码（{reason}）。请在 Word 里按 Ctrl+A 再按 F9，或在 WPS 里更新目录的域。"
LOST_PICTURES = "有 {count} 张照片打不开，没有印出。"
SAVED = "已存到 {path}"
NO_RULE = "没有编号是「{code}」的规则。编号在检查结果里，如 跨-07。"
CALENDAR_ALONE = "空白的校历里没有可以先填的，学校、学年这些选项不用写。"
TEMPLATES_FINE = "模板没有问题。"

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
templates_app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(templates_app, name="templates", help="导出 Word 模板，按本校的样子改；改完检查一遍。")

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
Force = Annotated[bool, typer.Option("--force", help="已经有同名的文件就覆盖。")]


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


@app.command(cls=Command, help="得到一本空白的台账工作簿，发给备课组填写。\n已经知道的可以先填进去。")
def new(
    output: Annotated[Path, typer.Argument(metavar="新文件.xlsx", help="存到哪里，文件名以 .xlsx 结尾。")],
    *,
    school: Annotated[str, typer.Option("--school", metavar="学校", help="学校全称。")] = "",
    year: Annotated[
        str | None, typer.Option("--year", parser=school_year, metavar="学年", help="如 2023-2024。")
    ] = None,
    term: Annotated[
        int | None,
        typer.Option("--term", parser=semester_number, metavar="学期", help="1 是第一学期，2 是第二学期。"),
    ] = None,
    grade: Annotated[str, typer.Option("--grade", metavar="年级", help="如 五年级。")] = "",
    subject: Annotated[str, typer.Option("--subject", metavar="学科", help="如 数学。")] = "",
    start: Annotated[
        date | None, typer.Option("--start", parser=day, metavar="日期", help="开学日期，如 2024-02-21。")
    ] = None,
    weeks: Annotated[
        int | None, typer.Option("--weeks", parser=week_count, metavar="周数", help="一共上课几周，如 20。")
    ] = None,
    calendar: Annotated[bool, typer.Option("--calendar", help="不要台账，要一本空白的校历，由教务处填。")] = False,
    force: Force = False,
) -> int:
    """Write an empty workbook."""
    if output.suffix.lower() != SUFFIX:
        raise typer.BadParameter("文件名要以 .xlsx 结尾，例如「台账.xlsx」。", param_hint="'新文件.xlsx'")
    from ledger_xlsx import api
    from ledger_xlsx.files import check_free, write

    check_free([output], force=force)
    known = {"school": school, "year": year or "", "grade": grade, "subject": subject}
    if calendar and (term or start or weeks or any(known.values())):
        raise typer.BadParameter(CALENDAR_ALONE, param_hint="'--calendar'")
    workbook = api.new_calendar() if calendar else api.new_workbook(**known, semester=term, start=start, weeks=weeks)
    write({output: workbook}, force=force)
    out(f"{output}\n")
    return FINE


@app.command(cls=Command, help="检查工作簿，说出哪一格要改、怎样改。\n工作簿本身不会被改动。")
def check(
    files: Files,
    *,
    stage: StageName = None,
    as_of: AsOf = None,
    calendar: Calendar = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format", parser=format_named, metavar="格式", help="text 给人看（不写就是它），json 给别的程序用。"
        ),
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="把结果存成文件，不显示在屏幕上。")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有「建议改」也算没有通过。")] = False,
    force: Force = False,
) -> int:
    """Report what is wrong with workbooks."""
    from ledger_xlsx import api
    from ledger_xlsx.files import check_free, write
    from ledger_xlsx.reports import json, text

    chosen = paths(files)
    if output:
        check_free([output], force=force, inputs=chosen)
    own = own_calendar(calendar)
    reports: list[api.Report] = []

    def look(path: Path) -> int:
        reports.append(api.check(path, stage=stage, as_of=as_of, calendar=own))
        return code(reports[-1], strict=strict)

    worst = each(chosen, look)
    if form is Format.JSON:
        content = json.text(reports, ascii_only=not output and "utf" not in sys.stdout.encoding.lower())
    else:
        content = text.text(reports, None if output else columns(sys.stdout)) if reports else ""
    if output:
        write({output: content.encode(errors="replace")}, force=force)
        note(SAVED.format(path=output))
    else:
        out(content)
    return worst


@app.command(cls=Command, help="把工作簿变成 Word 台账。\n有「必须改」的问题时先不生成，说出哪里要改。")
def convert(
    files: Files,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="Word 文件存到这个文件夹，没有就建一个。")
    ],
    stage: StageName = None,
    as_of: AsOf = None,
    calendar: Calendar = None,
    items: Items = None,
    split: Split = False,
    templates: Templates = None,
    draft: Draft = False,
    force: Force = False,
) -> int:
    """Convert workbooks into a folder."""
    from ledger_xlsx.files import check_folder

    check_folder(output)
    return converted(
        files, lambda _, name: output / name, stage, as_of, items,
        split=split, templates=templates, calendar=calendar, draft=draft, force=force,
    )  # fmt: skip


@app.command(cls=Command, hidden=True, help="在工作簿旁边生成 Word 台账，已经有的文件不覆盖。")
def drop(
    files: Files,
    *,
    stage: StageName = None,
    as_of: AsOf = None,
    calendar: Calendar = None,
    items: Items = None,
    split: Split = False,
    templates: Templates = None,
    draft: Draft = False,
) -> int:
    """Convert workbooks beside themselves: what is dropped on a shortcut arrives here."""
    from ledger_xlsx.files import unused

    return converted(
        files, lambda path, name: unused(path.with_name(name)), stage, as_of, items,
        split=split, templates=templates, calendar=calendar, draft=draft, force=False,
    )  # fmt: skip


@app.command(cls=Command, help="讲一讲一条规则：为什么要查，什么样的算错，怎样改。")
def explain(code: Annotated[str, typer.Argument(metavar="编号", help="检查结果里的编号，如 跨-07。")]) -> int:
    """Print what a rule is for."""
    from ledger_xlsx import api

    explanation = api.explain(code)
    if explanation is None:
        raise typer.BadParameter(NO_RULE.format(code=code))
    out(explanation.rstrip("\n") + "\n")
    return FINE


@templates_app.command("export", cls=Command, help="把自带的 Word 模板存到一个文件夹，可以在 Word 里改成本校的样子。")
def export(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="存到哪里，没有就建一个。")], *, force: Force = False
) -> int:
    """Write the shipped Word templates."""
    from ledger_xlsx.document.templates import contents
    from ledger_xlsx.files import check_folder, check_free, write

    check_folder(folder)
    documents = {folder / f"{name}.docx": data for name, data in contents().items()}
    check_free(documents, force=force)
    write(documents, force=force)
    out("".join(f"{path}\n" for path in documents))
    return FINE


@templates_app.command("check", cls=Command, help="检查改过的 Word 模板，一次说出全部问题。")
def check_templates(folder: Annotated[Path, typer.Argument(metavar="文件夹", help="模板所在的文件夹。")]) -> int:
    """Print every mistake in a school's Word templates."""
    from ledger_xlsx.document.templates import check as mistakes

    found = mistakes(folder)
    out("".join(f"{mistake}\n" for mistake in found) or f"{TEMPLATES_FINE}\n")
    return TemplateError.exit_code if found else FINE


def converted(
    files: Sequence[Path],
    target: Callable[[Path, str], Path],
    stage: Stage | None,
    as_of: date | None,
    items: frozenset[int] | None,
    *,
    split: bool,
    templates: Path | None,
    calendar: Path | None,
    draft: bool,
    force: bool,
) -> int:
    """Convert workbooks one by one; `target` says where a workbook's document of that name goes."""
    from ledger_xlsx import api
    from ledger_xlsx.document.templates import load
    from ledger_xlsx.files import TWICE, check_free, write
    from ledger_xlsx.reports import text

    loaded, chosen, written = load(templates), paths(files), set[Path]()
    own = own_calendar(calendar)

    def turn(path: Path) -> int:
        conversion = api.convert(
            path, stage=stage, as_of=as_of, items=items or (), split=split, templates=loaded, draft=draft,
            page_numbers=sheet_numbers, calendar=own,
        )  # fmt: skip
        note(text.text([conversion.report], columns(sys.stderr)))
        if conversion.blocked:
            if conversion.report.readable:
                note(BLOCKED)
            return code(conversion.report)
        if not conversion.pages:
            note(NOTHING.format(file=path.name))
            return WRONG_USAGE
        targets = {suffix: target(path, f"{conversion.name}{suffix}.docx") for suffix in conversion.pages}
        if again := written & set(targets.values()):
            raise CannotWrite(min(again), TWICE)
        check_free(targets.values(), force=force, inputs=chosen)
        write({targets[suffix]: data for suffix, data in conversion.documents.items()}, force=force)
        written.update(targets.values())
        if conversion.lost_pictures:
            note(LOST_PICTURES.format(count=len(conversion.lost_pictures)))
        if conversion.draft:
            note(MARKED_DRAFT)
        out("".join(f"{path}\n" for path in targets.values()))
        return code(conversion.report)

    return each(chosen, turn)


def own_calendar(path: Path | None) -> OwnCalendar | None:
    """The school's own calendar, where one is named; what there is to say of it is said."""
    from ledger_xlsx import api

    own = api.own_calendar(path) if path else None
    for finding in own.findings() if own else ():
        note(str(finding))
    return own


def sheet_numbers(document: bytes) -> Mapping[int, int]:
    """The numbers of the table of contents, from LibreOffice where it is at hand; none, and a word about it, elsewhere."""
    from ledger_xlsx.document.office import OfficeFailed, page_numbers

    try:
        return page_numbers(document)
    except OfficeFailed as failure:
        note(WITHOUT_NUMBERS.format(reason=str(failure).rstrip("。")))
        return {}


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
