"""One workbook of a batch, looked at in a process of its own: its result, and the files made for it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from uuid import uuid4

from ledger_xlsx import api
from ledger_xlsx.checks.batch import DIED, FAULT
from ledger_xlsx.console.outcomes import fault_number
from ledger_xlsx.conversion import name_of, parts, renderer
from ledger_xlsx.document.office import OfficeFailed, measured, numbers_in, pdf
from ledger_xlsx.errors import CannotWrite, UnreadableWorkbook
from ledger_xlsx.files import as_reason, cleaned, write
from ledger_xlsx.findings import Finding, Place
from ledger_xlsx.items import ITEMS
from ledger_xlsx.office.archives import Found, Refused
from ledger_xlsx.office.identity import identity
from ledger_xlsx.office.problems import must_change, problems, with_waivers
from ledger_xlsx.office.results import Identity, Made, Options, Problem, Result, Status
from ledger_xlsx.office.roster import Roster
from ledger_xlsx.office.standing import item_states, progress
from ledger_xlsx.reports import html
from ledger_xlsx.reports.report import Report
from ledger_xlsx.workbook.annotate import annotated
from ledger_xlsx.workbook.package import UNAVAILABLE, open_package
from ledger_xlsx.workbook.version import stated_group, stated_version

LEDGER, PDF, LIST = "台账.docx", "台账.pdf", "问题清单.html"
ANNOTATED, NAMELESS = "标注", "工作簿"
LONG_TEXT, PRINTS = 30, 64
"""A text of so many characters is nobody else's by chance; so many of them are kept."""
TEMPORARY = ".tmp-"
"""How the folders begin in which work is done; what a process leaves behind when it is killed."""


@dataclass(frozen=True)
class Job:
    """What a process needs to look at one workbook.

    `folder` is where the batch keeps its work; the files made go into the folder `key` within it. The `roster` holds
    only the waivers that count.
    """

    found: Found
    sha256: str
    key: str
    folder: Path
    options: Options
    roster: Roster
    calendar: Path | None = None


@dataclass(frozen=True)
class CannotMake:
    """That the files of a workbook could not be written, and why: then none of the others can be, either."""

    reason: str


def look(job: Job) -> Result | CannotMake:
    """The result of one workbook, whatever happens; a fault of ours and a lack of memory cost this one only."""
    try:
        return complete(job)
    except CannotWrite as error:
        return CannotMake(error.reason)
    except MemoryError:
        return without(job, Status.DIED, DIED.at(Place(job.found.name)))
    except Exception as error:  # noqa: BLE001 - the last wall: the other workbooks go on
        number = fault_number(error)
        return replace(without(job, Status.FAULT, FAULT.at(Place(job.found.name), number=number)), fault=number)


def complete(job: Job) -> Result:
    """The result of one workbook; its files have been made. Raises CannotWrite."""
    place = job.folder / f"{TEMPORARY}{uuid4().hex}"
    try:
        with as_reason(place):
            place.mkdir(parents=True)
        result = looked_at(job, place)
        target = job.folder / job.key
        with as_reason(target):
            # An earlier run may have made the files and been stopped before it could say so.
            shutil.rmtree(target, ignore_errors=True)
            try:
                (place / job.key).rename(target)
            except OSError:
                # A computer of a cluster that was given up for lost may have made the same just now.
                if not target.is_dir():
                    raise
        return result
    finally:
        shutil.rmtree(place, ignore_errors=True)


def looked_at(job: Job, place: Path) -> Result:
    """The result, with its files in a folder `key` within `place`."""
    name = PurePosixPath(job.found.name)
    copy = place / ((cleaned(name.stem) or NAMELESS) + name.suffix)
    made = place / job.key
    with as_reason(made):
        made.mkdir()
    options = job.options
    try:
        data = job.found.data()
        if hashlib.sha256(data).hexdigest() != job.sha256:
            # Somebody is saving it just now.
            return unreadable(job, UNAVAILABLE.at(Place(copy.name)))
        write({copy: data})
        package = open_package(copy)
        stamped, version = stated_group(package), stated_version(package)
        reading = api.looked_at(
            api.read(copy), options.stage, options.as_of, options.today, calendar(job.calendar), since=options.since
        )
    except UnreadableWorkbook as error:
        return unreadable(job, error.finding)
    except (OSError, Refused):
        return unreadable(job, UNAVAILABLE.at(Place(copy.name)))
    occasion = replace(reading.ledger.occasion, requirements=job.roster.requirements)
    reading = replace(reading, ledger=replace(reading.ledger, occasion=occasion))
    known = identity(reading.ledger, job.roster.groups, stamped=stamped, template=version)
    report = api.report(copy, reading, assumed=options.stage is None and options.as_of is None)
    plain = problems(report.findings, reading.ledger, include_values=options.include_values)
    found = with_waivers(plain, report.findings, known.group, job.roster.waivers)
    return Result(
        source=job.found.source,
        sha256=job.sha256,
        key=job.key,
        status=Status.CHECKED,
        identity=known,
        stage=report.stage,
        as_of=report.as_of,
        prints=prints(reading.ledger),
        problems=found,
        items=item_states(reading.ledger, found),
        progress=progress(reading.ledger, report.as_of),
        made=make(job, made, reading, report, found),
    )


def make(job: Job, folder: Path, reading: api.Reading, report: Report, found: Sequence[Problem]) -> Made:
    """Make the files of one workbook: the ledger unless something must be changed, the annotated copy, the list."""
    copy = report.path
    told = [finding for finding, one in zip(report.findings, found, strict=True) if not one.waived]
    documents: dict[Path, bytes] = {}
    name, sheets = "", (0, 0)
    if not must_change(found):
        ledger = reading.ledger
        name = name_of(copy, ledger)
        draft = report.stage is api.Stage.DRAFT
        printer = Printer()
        numbers = printer.numbers if job.options.pdf else None
        render = renderer(ledger, None, numbers, draft=draft, duplex=False)
        for _, pages in parts(ledger, ITEMS, split=False):
            documents[folder / LEDGER] = render(pages).data
        if printer.pdf:
            documents[folder / PDF] = printer.pdf
            sheets = measured(printer.pdf)
    marked = folder / f"{ANNOTATED}{copy.suffix.lower()}"
    # Where its package is too damaged for a change, the list says all there is to say.
    with suppress(UnreadableWorkbook):
        documents[marked] = annotated(copy, told, report.stage, report.as_of).data
    # The list is for the group, so that it bears the file's own name.
    page = html.page([replace(report, path=Path(job.found.name), findings=tuple(told))])
    documents[folder / LIST] = page.encode(errors="replace")
    write(documents)
    paths = {path.name: f"{job.key}/{path.name}" for path in documents}
    return Made(
        paths.get(LEDGER, ""),
        name if LEDGER in paths else "",
        paths.get(marked.name, ""),
        paths[LIST],
        paths.get(PDF, ""),
        *sheets,
    )


@dataclass
class Printer:
    """LibreOffice, once for each ledger: its PDF says on which sheets the titles stand, and is printed as it is.

    The numbers of the table of contents that a PDF shows are LibreOffice's own; the document is given the same.
    """

    pdf: bytes = b""

    def numbers(self, document: bytes) -> Mapping[int, int]:
        """The sheet of paper on which each page begins; none where LibreOffice does not do its work."""
        try:
            self.pdf = pdf(document)
        except OfficeFailed:
            return {}
        return numbers_in(self.pdf)


def prints(ledger: api.Ledger) -> tuple[str, ...]:
    """Digests of some of the ledger's longer texts, by which two that are nearly the same are known."""
    texts = {
        cell.text
        for rows in ledger.tables.values()
        for row in rows
        for cell in row.cells.values()
        if len(cell.text) >= LONG_TEXT
    }
    digests = sorted(hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12] for text in texts)
    return tuple(digests[:PRINTS])


def unreadable(job: Job, finding: Finding) -> Result:
    """The result of a file that could not be read."""
    return without(job, Status.UNREADABLE, finding)


def without(job: Job, status: Status, finding: Finding) -> Result:
    """The result of a workbook of which nothing is known but why."""
    return Result(
        source=job.found.source,
        sha256=job.sha256,
        key=job.key,
        status=status,
        identity=Identity(),
        problems=problems([finding], None, include_values=job.options.include_values),
    )


@lru_cache(maxsize=1)
def calendar(path: Path | None) -> api.OwnCalendar | None:
    """The school's own calendar, read once in each process."""
    return api.own_calendar(path) if path else None
