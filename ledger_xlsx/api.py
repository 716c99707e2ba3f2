"""The public API: read a workbook, check it, convert it to Word, make a new one.

    report = check(Path("五年级数学.xlsx"))
    conversion = convert(Path("五年级数学.xlsx"), stage=Stage.MONTHLY, as_of=date(2024, 3, 29))

Nothing here writes a file, and no workbook given is ever changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ledger_xlsx import calendars, checks
from ledger_xlsx.calendars import OwnCalendar
from ledger_xlsx.checks import batch
from ledger_xlsx.checks.sheets import SHEET_MISSING
from ledger_xlsx.conversion import Conversion, PageNumbers, name_of, parts, renderer
from ledger_xlsx.errors import CalendarError, UnreadableDocument, UnreadableWorkbook
from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.reports.report import Report
from ledger_xlsx.rules import Rule
from ledger_xlsx.sheets import reading
from ledger_xlsx.sheets.basics import SHEETS, Basics
from ledger_xlsx.sheets.calendar import CalendarRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.term import Occasion, Stage, Term

if TYPE_CHECKING:
    from ledger_xlsx.document.templates import TemplateSet
    from ledger_xlsx.workbook.merge import Merged

__all__ = [
    "Annotated",
    "Conversion",
    "Finding",
    "Ledger",
    "OwnCalendar",
    "Reading",
    "Report",
    "Severity",
    "Stage",
    "annotate",
    "check",
    "convert",
    "explain",
    "inspect",
    "merge",
    "new_calendar",
    "new_roster",
    "new_workbook",
    "own_calendar",
    "read",
    "renewed",
    "rules",
]


KINDS: tuple[type[Row], ...] = tuple(kind for item in ITEMS for kind in item.sheets)


@dataclass(frozen=True)
class Reading:
    """A workbook as a typed ledger, and what reading found; no rule has looked at it yet."""

    ledger: Ledger
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Annotated:
    """A copy of a workbook with its problems written into it (none where `data` is empty), and its report.

    `without_comments` are the sheets that could take no comments: their problems are in the copy's list only.
    """

    report: Report
    data: bytes = b""
    without_comments: Sequence[str] = ()


def read(path: Path) -> Reading:
    """The ledger of a workbook. Raises UnreadableWorkbook."""
    # Opening a workbook takes a tenth of a second of imports, which whoever only wants the rules does not need.
    from ledger_xlsx.workbook.tables import book  # noqa: PLC0415

    tables, findings = book(path, (*SHEETS, *KINDS))
    ledger, more = reading.read(KINDS, tables)
    return Reading(ledger, (*findings, *more))


def own_calendar(path: Path) -> OwnCalendar:
    """A school's own calendar (校历), to be given to `check` and `convert`; raises CalendarError for mistakes in it.

    Its `findings()` are what else there is to say of it.
    """
    from ledger_xlsx.workbook.package import NOT_TEMPLATE  # noqa: PLC0415 - as in read()
    from ledger_xlsx.workbook.tables import book  # noqa: PLC0415

    try:
        tables, findings = book(path, (CalendarRow,))
    except UnreadableWorkbook as error:
        found = error.finding
        if found.notice is NOT_TEMPLATE:
            found = SHEET_MISSING.at(Place(path.name), sheet=CalendarRow.sheet, severity=Severity.ERROR)
        raise CalendarError(path, [found]) from error
    own = OwnCalendar(tables, findings)
    if any(found.severity is Severity.ERROR for found in own.findings()):
        raise CalendarError(path, own.findings())
    return own


def check(
    path: Path,
    *,
    stage: Stage | None = None,
    as_of: date | None = None,
    today: date | None = None,
    calendar: OwnCalendar | None = None,
) -> Report:
    """All that is wrong with a workbook, for a stage of inspection.

    Without a stage, `as_of` means 月调研; without either it is 期末 once the last teaching week has begun, before that
    月调研 as of `today` (by default the computer's own day). The school's own `calendar` goes before the national
    holidays. A file that cannot be read gives a report that says so.
    """
    try:
        found = read(path)
    except UnreadableWorkbook as error:
        return unread(path, error.finding, stage, as_of, today)
    return report(path, looked_at(found, stage, as_of, today, calendar), assumed=stage is None and as_of is None)


def annotate(
    path: Path,
    *,
    stage: Stage | None = None,
    as_of: date | None = None,
    today: date | None = None,
    calendar: OwnCalendar | None = None,
) -> Annotated:
    """The workbook itself with comments on its cells, marks, and a sheet 问题清单 in front; where nothing is wrong, that says so.

    Only what must change in the file does; what an earlier run has written is replaced, so annotating twice is the same
    as once. There is no copy of a file that cannot be read, or whose package is too damaged for a change. Stage, days
    and calendar as for `check`.
    """
    from ledger_xlsx.workbook.annotate import annotated  # noqa: PLC0415 - as in read()

    judged = check(path, stage=stage, as_of=as_of, today=today, calendar=calendar)
    if not judged.readable:
        return Annotated(judged)
    try:
        copy = annotated(path, judged.findings, judged.stage, judged.as_of)
    except UnreadableWorkbook:
        return Annotated(judged)
    return Annotated(judged, copy.data, copy.without_comments)


def convert(
    path: Path,
    *,
    stage: Stage | None = None,
    as_of: date | None = None,
    today: date | None = None,
    items: Collection[int] = (),
    split: bool = False,
    templates: TemplateSet | Path | None = None,
    draft: bool = False,
    duplex: bool = False,
    since: date | None = None,
    page_numbers: PageNumbers | None = None,
    calendar: OwnCalendar | None = None,
) -> Conversion:
    """A workbook as Word documents, unless something in it must be changed first.

    `items` are the numbers of those to print (none: all of them); only findings about their sheets, 基本信息 and 成员
    then count. With `split` each item is a document of its own. `templates` is a school's folder of Word templates,
    already loaded or not. With `since`, only what items 4 to 8 have of later days is printed, under a table of contents
    that says so, for a binder that has the rest. A `draft` is made whatever is wrong; it and the stage 草稿 are marked 草稿 on every page.
    With `duplex` each item begins on a right-hand page, for printing on both sides.
    `page_numbers` finds the pages for the table of contents (document.office.page_numbers); without it entries have no
    number until Word updates its fields. Stage, days and the school's own `calendar` as for `check`. Raises
    TemplateError.
    """
    try:
        found = looked_at(read(path), stage, as_of, today, calendar, since=since)
    except UnreadableWorkbook as error:
        return Conversion(unread(path, error.finding, stage, as_of, today), blocked=True)
    chosen = [item for item in ITEMS if not items or item.number in items]
    judged = report(path, found, assumed=stage is None and as_of is None, items=chosen)
    if not (judged.ok or draft):
        return Conversion(judged, blocked=True)
    marked = draft or judged.stage is Stage.DRAFT
    return Conversion(
        judged,
        name_of(path, found.ledger),
        dict(parts(found.ledger, chosen, split=split)),
        draft=marked,
        render=renderer(found.ledger, templates, page_numbers, draft=marked, duplex=duplex),
    )


def new_workbook(
    *,
    school: str = "",
    year: str = "",
    semester: int | None = None,
    grade: str = "",
    subject: str = "",
    start: date | None = None,
    weeks: int | None = None,
    last: Ledger | None = None,
) -> bytes:
    """An empty workbook to be filled in (.xlsx), with what is known already written into it.

    `year` is a school year (2023-2024), `semester` 1 or 2, `start` a day in the first teaching week. From the `last`
    term's ledger the group's own is taken over: members, a school year older where one has passed, the labels of
    基本信息 that stay, and how often it met. Year and semester then are the next, unless they are named.
    """
    from ledger_xlsx.workbook.merge import with_cover  # noqa: PLC0415
    from ledger_xlsx.workbook.prefill import Prefill  # noqa: PLC0415 - as in read()
    from ledger_xlsx.workbook.rollover import rolled_over  # noqa: PLC0415
    from ledger_xlsx.workbook.template import template  # noqa: PLC0415

    known = Prefill(school, year, semester, grade, subject, start, weeks)
    if last is None:
        return template(ITEMS, known)
    made, cover = template(ITEMS, rolled_over(last, known)), last.basics.cover_picture
    return with_cover(made, cover) if cover else made


def new_roster() -> bytes:
    """An empty 名单 (.xlsx), in which the office writes its groups, what it asks for and what it has waived."""
    from ledger_xlsx.workbook.template import roster_template  # noqa: PLC0415 - as in read()

    return roster_template()


def inspect(path: Path) -> Report:
    """What is not as the 格式要求 ask in a finished Word ledger (.docx), whoever made it.

    A place is the nearest big title, or the file's name. A file that cannot be read gives a report that says so.
    """
    from ledger_xlsx.document.inspection import inspect as inspected  # noqa: PLC0415 - as in read()

    try:
        return Report(path, tuple(inspected(path)))
    except UnreadableDocument as error:
        return Report(path, (error.finding,), readable=False)


def merge(leader: Path, others: Sequence[Path]) -> Merged:
    """The leader's workbook with the rows and pictures that teachers have filled into their copies.

    The same row again is left out, one that tells more completes the one that is there, one that tells otherwise of the
    same thing is put beside it; a list in front of the workbook says what came from whom. In the leader's own sheets
    what differs is only named. Raises UnreadableWorkbook for the leader's file; others are told of in the result.
    """
    from ledger_xlsx.workbook.merge import merged  # noqa: PLC0415 - as in read()

    return merged(leader, others, KINDS)


def renewed(path: Path) -> Merged:
    """A workbook of whatever template version as one of the present version, with all that its sheets hold.

    Raises UnreadableWorkbook.
    """
    from ledger_xlsx.workbook.merge import renewed as moved  # noqa: PLC0415 - as in read()

    return moved(path, new_workbook(), KINDS)


def new_calendar() -> bytes:
    """An empty 校历 (.xlsx), in which a school writes its own days."""
    from ledger_xlsx.workbook.template import calendar_template  # noqa: PLC0415 - as in read()

    return calendar_template()


def rules() -> list[Rule]:
    """All that can be found, each kind with its examples: opening a file first, then the rules in the order of the ledger.

    What is said of many workbooks, and what is found in finished Word ledgers, comes last, without examples: no text
    table can show it.
    """
    from ledger_xlsx.document.notices import NOTICES  # noqa: PLC0415 - as in read()
    from ledger_xlsx.workbook.package import RULES  # noqa: PLC0415

    return [*RULES.rules, *checks.rules(ITEMS), *batch.RULES.rules, *map(Rule, NOTICES)]


def explain(code: str) -> str | None:
    """What a rule is for, with examples and what to do, by its code (跨-07) or slug; None if there is no such rule."""
    from ledger_xlsx.catalogue import explain as explained  # noqa: PLC0415 - as in read()

    wanted = comparable(code)
    found = [rule for rule in rules() if wanted in map(comparable, (rule.notice.code, rule.notice.slug))]
    if not found:
        return None
    # Reading and a rule may say the same: their examples are shown together.
    hits = [example for rule in found for example in rule.hits]
    near_misses = [example for rule in found for example in rule.near_misses]
    return explained(Rule(found[0].notice, None, hits, near_misses))


def comparable(code: str) -> str:
    """A code as it is compared: 跨07, 跨－07 and 跨-07 are one."""
    return plain(code).replace("-", "").replace("—", "").casefold()


def looked_at(
    found: Reading,
    stage: Stage | None,
    as_of: date | None,
    today: date | None,
    calendar: OwnCalendar | None,
    *,
    since: date | None = None,
) -> Reading:
    """The reading with its occasion, and with what is wrong with the school's own calendar in this term."""
    ledger, findings = found.ledger, list(found.findings)
    stage, day = moment(ledger.basics.assumed_term, stage, as_of, today)
    occasion = Occasion(stage, day, ledger.term, since=since)
    if ledger.term:
        days, more = calendars.calendar(ledger.term, calendar)
        occasion, findings = replace(occasion, calendar=days), findings + more
    return Reading(replace(ledger, occasion=occasion), findings)


def moment(term: Term | None, stage: Stage | None, as_of: date | None, today: date | None) -> tuple[Stage, date | None]:
    """The stage and the day that count, from those asked for, the term and the day of the run (see `check`)."""
    today = today or datetime.now().astimezone().date()
    if stage is None:
        running = term is not None and today < term.monday(term.weeks)
        stage = Stage.MONTHLY if as_of or running else Stage.FINAL
    return stage, today if stage is Stage.MONTHLY and as_of is None else as_of


def report(path: Path, found: Reading, *, assumed: bool, items: Sequence[Item] = ITEMS) -> Report:
    """What the rules say of a ledger, as far as it concerns these items, 基本信息 or 成员."""
    findings = checks.check(found.ledger, list(found.findings), ITEMS)
    counted = {plain(kind.sheet) for kind in SHEETS} | {plain(kind.sheet) for item in items for kind in item.sheets}
    others = {plain(kind.sheet) for kind in KINDS} - counted
    return Report(
        path,
        tuple(finding for finding in findings if plain(finding.place.sheet) not in others),
        found.ledger.occasion.stage,
        found.ledger.occasion.day,
        assumed,
        tuple(kind.sheet for kind in dict.fromkeys((*SHEETS, *KINDS))),
        group=group_of(found.ledger),
    )


def group_of(ledger: Ledger) -> str:
    """五年级数学 · 第二学期: whose ledger it is, as far as 基本信息 says."""
    basics = ledger.basics
    return " · ".join(filter(None, (f"{basics.show(Basics.grade)}{basics.subject}", basics.show(Basics.semester))))


def unread(path: Path, finding: Finding, stage: Stage | None, as_of: date | None, today: date | None) -> Report:
    """The report of a file that could not be read."""
    return Report(path, (finding,), *moment(None, stage, as_of, today), readable=False)
