"""The command `new`: an empty workbook for groups, or one of the office's own."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.commands.options import Force
from ledger_xlsx.console.arguments import day, school_year, semester_number, week_count, workbook_file
from ledger_xlsx.console.outcomes import FINE
from ledger_xlsx.console.streams import note, out

HELP = "得到一本空白的台账工作簿，发给备课组填写。\n已经知道的可以先填进去。"
KEEP_WHAT = "--keep 要和 --from 一起用，写明从哪一本搬；别的选项不用写。"
MOVED = "「{file}」里填的都搬到了新模板里，一共 {count} 行。"
NOT_MOVED = "这几张表不是台账的表，没有搬：{sheets}。"
TAKEN_OVER = "成员和「基本信息」里不变的几格是从上学期带来的，年龄、教龄过了一学年的各加 1。请核对所任课务和其他工作。"
OFFICE_ALONE = "空白的{name}里没有可以先填的，学校、学年这些选项不用写。"
ONE_ONLY = "一次只能要一本：校历或名单。"


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
    last: Annotated[
        Path | None,
        typer.Option("--from", metavar="上学期.xlsx", help="从上学期的台账接着来：成员、组长等先填好，其余空着。"),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="同 --from 一起用：不是换学期，是换新模板，填好的内容和照片都搬过来。")
    ] = False,
    calendar: Annotated[bool, typer.Option("--calendar", help="不要台账，要一本空白的校历，由教务处填。")] = False,
    roster: Annotated[
        bool, typer.Option("--roster", help="不要台账，要一本空白的名单（备课组、学校的要求、免检），由教务处填。")
    ] = False,
    force: Force = False,
) -> int:
    """Write an empty workbook."""
    workbook_file(output)
    from ledger_xlsx import api
    from ledger_xlsx.files import check_free, write

    known = {"school": school, "year": year or "", "grade": grade, "subject": subject}
    named = bool(term or start or weeks or any(known.values()))
    if calendar and roster:
        raise typer.BadParameter(ONE_ONLY, param_hint="'--roster'")
    if (calendar or roster) and (named or last):
        option, name = ("--calendar", "校历") if calendar else ("--roster", "名单")
        raise typer.BadParameter(OFFICE_ALONE.format(name=name), param_hint=f"'{option}'")
    if keep:
        return renew(output, last, named=named or calendar or roster, force=force)
    check_free([output], force=force, inputs=[last] if last else [])
    before = api.read(last).ledger if last else None
    if calendar or roster:
        workbook = api.new_calendar() if calendar else api.new_roster()
    else:
        workbook = api.new_workbook(**known, semester=term, start=start, weeks=weeks, last=before)
    write({output: workbook}, force=force)
    if before:
        note(TAKEN_OVER)
    out(f"{output}\n")
    return FINE


def renew(output: Path, old: Path | None, *, named: bool, force: bool) -> int:
    """Write the content of a workbook into the present template."""
    from ledger_xlsx import api
    from ledger_xlsx.files import check_free, write
    from ledger_xlsx.sheets.reading import NOBODYS_SHEETS
    from ledger_xlsx.sheets.rows import Layout

    if old is None or named:
        raise typer.BadParameter(KEEP_WHAT, param_hint="'--keep'")
    check_free([output], force=force, inputs=[old])
    moved = api.renewed(old)
    write({output: moved.data}, force=force)
    count = sum(one.entry.kind.layout is Layout.TABLE for one in moved.notes)
    note(MOVED.format(file=old.name, count=count))
    if extra := [name for name in moved.extra if not name.startswith(NOBODYS_SHEETS)]:
        note(NOT_MOVED.format(sheets="、".join(extra)))
    out(f"{output}\n")
    return FINE
