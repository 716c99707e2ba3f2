"""The commands `convert` and `drop`: workbooks as Word ledgers."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.commands.options import (
    AsOf,
    Calendar,
    Draft,
    Files,
    Force,
    Items,
    Split,
    StageName,
    Templates,
    own_calendar,
)
from ledger_xlsx.console.arguments import paths
from ledger_xlsx.console.outcomes import WRONG_USAGE, code, each
from ledger_xlsx.console.streams import note, out
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.term import Stage

HELP = "把工作簿变成 Word 台账。\n有「必须改」的问题时先不生成，说出哪里要改。"
DROP_HELP = "在工作簿旁边生成 Word 台账，已经有的文件不覆盖。"
BLOCKED = "没有生成台账。改好上面的「必须改」再来一次；想先印出来看看，请加 --draft。"
MARKED_DRAFT = "生成的是草稿，每页都印着「草稿」。"
NOTHING = "「{file}」里没有这几项可以打印的内容，没有生成文件。"
WITHOUT_NUMBERS = "目录还没有页码（{reason}）。请在 Word 里按 Ctrl+A 再按 F9，或在 WPS 里更新目录的域。"
LOST_PICTURES = "有 {count} 张照片打不开，没有印出。"


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
    from ledger_xlsx.console.results import tell
    from ledger_xlsx.document.templates import load
    from ledger_xlsx.files import TWICE, check_free, write

    loaded, chosen, written = load(templates), paths(files), set[Path]()
    own = own_calendar(calendar)

    def turn(path: Path) -> int:
        conversion = api.convert(
            path, stage=stage, as_of=as_of, items=items or (), split=split, templates=loaded, draft=draft,
            page_numbers=sheet_numbers, calendar=own,
        )  # fmt: skip
        tell(conversion.report)
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


def sheet_numbers(document: bytes) -> Mapping[int, int]:
    """The numbers of the table of contents, from LibreOffice where it is at hand; none, and a word about it, elsewhere."""
    from ledger_xlsx.document.office import OfficeFailed, page_numbers

    try:
        return page_numbers(document)
    except OfficeFailed as failure:
        note(WITHOUT_NUMBERS.format(reason=str(failure).rstrip("。")))
        return {}
