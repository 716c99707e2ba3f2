"""The command `merge`: what teachers have filled into their copies, in the leader's workbook."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger_xlsx.commands.options import Force
from ledger_xlsx.console.arguments import paths, workbook_file
from ledger_xlsx.console.outcomes import FINE, MUST_CHANGE, UNREADABLE
from ledger_xlsx.console.streams import note, out

if TYPE_CHECKING:
    from ledger_xlsx.workbook.merge import Merged, Source

HELP = "把各位老师填的合到组长的工作簿里，另存一本。\n照片一起过来，重复的只留一份；原来的几本都不会被改动。"
UNREAD = "「{file}」没能读出，没有并入。{finding}"
STRANGER = "「{file}」没有并入：{reason}。是不是拿错了文件？"
NOTHING_NEW = "没有新的内容"
SAME = "已有的 {count} 行不重复放"
LOOK = "有 {count} 处请组长看一看，都列在最前面的「合并说明」里（黄色的）。"


def merge(
    leader: Annotated[Path, typer.Argument(metavar="组长.xlsx", help="组长的工作簿。")],
    teachers: Annotated[list[Path], typer.Argument(metavar="老师.xlsx…", help="老师们填好的工作簿，一本或几本。")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="新文件.xlsx", help="合好的存到哪里。")],
    force: Force = False,
) -> int:
    """Write the merged workbook and say what came from whom."""
    from ledger_xlsx import api
    from ledger_xlsx.files import check_free, write

    workbook_file(output)
    others = [path for path in paths(teachers) if path != leader]
    check_free([output], force=force, inputs=[leader, *others])
    merged = api.merge(leader, others)
    write({output: merged.data}, force=force)
    for line in told(merged):
        note(line)
    out(f"{output}\n")
    if any(source.unread for source in merged.sources):
        return UNREADABLE
    return MUST_CHANGE if to_look_at(merged) or any(source.stranger for source in merged.sources) else FINE


def told(merged: Merged) -> Iterator[str]:
    """A line for each file, and how much there is to look at."""
    for source in merged.sources:
        if source.unread:
            yield UNREAD.format(file=source.name, finding=source.unread)
        elif source.stranger:
            yield STRANGER.format(file=source.name, reason=source.stranger)
        else:
            yield f"{source.name}：{'；'.join(parts(merged, source)) or NOTHING_NEW}。"
    if count := to_look_at(merged):
        yield LOOK.format(count=count)


def parts(merged: Merged, source: Source) -> Iterator[str]:
    """What became of a file's rows: 并入 3 行（活动记录 1、有效练习 2）."""
    own = [one for one in merged.notes if one.source == source.name]
    for outcome in dict.fromkeys(one.outcome for one in own):
        sheets = Counter(one.entry.kind.sheet for one in own if one.outcome is outcome)
        each = "、".join(f"{sheet} {count}" for sheet, count in sheets.items())
        yield f"{outcome.value} {sheets.total()} 处（{each}）"
    if source.same:
        yield SAME.format(count=source.same)


def to_look_at(merged: Merged) -> int:
    """How many rows the leader has to look at."""
    return sum(one.to_look_at for one in merged.notes)
