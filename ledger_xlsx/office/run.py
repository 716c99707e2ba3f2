"""A batch from the folder to its results: what is there, what is done already, the rest in processes of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
from pathlib import Path

from ledger_xlsx import __version__, api
from ledger_xlsx.checks.batch import DIED, TIMED_OUT
from ledger_xlsx.document.templates import contents
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.findings import Place
from ledger_xlsx.office import assessment, jobs
from ledger_xlsx.office.intake import Intake, Workbook, day_received, intake
from ledger_xlsx.office.jobs import Died, TimedOut
from ledger_xlsx.office.look import CannotMake, Job, look, without
from ledger_xlsx.office.plain import encoded
from ledger_xlsx.office.problems import holding
from ledger_xlsx.office.results import SCHEMA, Options, Result, Run, Status, in_order
from ledger_xlsx.office.roster import Roster
from ledger_xlsx.office.store import Store, as_of_now
from ledger_xlsx.office.versions import superseded, versions
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.version import TEMPLATE_VERSION

PDF_SECONDS = 90.0
"""More for each workbook that LibreOffice prints."""

Looking = Callable[[Job], Result | CannotMake]
Told = Callable[[int, int, Result], None]
"""Is told of each result, with its number and that of all."""


@dataclass(frozen=True)
class Batch:
    """What is to be done: the folder of workbooks, how it is asked for, the school's list of groups and 校历.

    `leave` are files and folders that are no input: OUT, the roster, the calendar.
    """

    folder: Path
    options: Options
    roster: Roster | None = None
    calendar: Path | None = None
    leave: tuple[Path, ...] = ()

    @property
    def kept(self) -> Roster:
        """What a workbook's result may depend on of the roster: groups, requirements, the waivers that hold."""
        roster = self.roster or Roster()
        return replace(roster, waivers=holding(roster.waivers, self.options.day))

    def fingerprint(self) -> str:
        """A digest of everything but a workbook that its result depends on."""
        options = self.options
        day_counts = options.as_of is None and options.stage not in {Stage.FINAL, Stage.DRAFT}
        parts = [
            SCHEMA,
            __version__,
            catalogue(),
            templates(),
            options.stage,
            encoded(options.as_of),
            encoded(options.today) if day_counts else None,
            options.include_values,
            encoded(options.since),
            options.pdf,
            digest(self.calendar.read_bytes()) if self.calendar else "",
            encoded(self.kept),
        ]
        return digest(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode(errors="replace"))

    def job(self, workbook: Workbook, folder: Path, fingerprint: str) -> Job:
        """The work on one workbook."""
        key = digest(f"{workbook.sha256}{fingerprint}".encode())[:32]
        return Job(workbook.found, workbook.sha256, key, folder, self.options, self.kept, self.calendar)


def run(
    batch: Batch,
    store: Store,
    executor: Callable[[], Executor],
    *,
    now: datetime,
    told: Told | None = None,
    looking: Looking = look,
) -> tuple[Run, bool]:
    """The batch, and whether it came to its end: Ctrl-C and SIGTERM leave the rest over, and what is done is kept.

    `executor` is only called for where something is left to do. Raises CannotWrite where nothing more can be written.
    """
    found = intake(batch.folder, leave=batch.leave)
    fingerprint = batch.fingerprint()
    work = {workbook.source: batch.job(workbook, store.folder, fingerprint) for workbook in found.workbooks}
    done, received = store.done(), store.received()

    def came(source: str, sha256: str) -> datetime:
        """When a workbook came: on the day of its folder, else when its contents were first seen."""
        day = day_received(source, (batch.options.day or now).year)
        return datetime.combine(day, time(), now.tzinfo) if day else received.get(sha256, now)

    results = {
        source: as_of_now(done[job.key], source, came(source, job.sha256))
        for source, job in work.items()
        if job.key in done
    }
    left = [job for source, job in work.items() if source not in results]
    finished = True
    try:
        for result in fresh(left, executor, looking) if left else ():
            complete = replace(result, received=came(result.source, result.sha256))
            store.add(complete)
            results[result.source] = complete
            if told:
                told(len(results), len(work), complete)
    except (KeyboardInterrupt, SystemExit):
        finished = False
    return assembled(batch, found, list(results.values()), store.history), finished


def fresh(left: Sequence[Job], executor: Callable[[], Executor], looking: Looking) -> Iterator[Result]:
    """The results of work that is left, as they come. Raises CannotWrite."""
    pool = executor()
    try:
        futures = {pool.submit(looking, job): job for job in left}
        for future in as_completed(futures):
            yield outcome(future, futures[future])
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def outcome(future: Future[Result | CannotMake], job: Job) -> Result:
    """What became of one workbook. Raises CannotWrite."""
    place = Place(job.found.name)
    try:
        result = future.result()
    except TimedOut:
        return without(job, Status.TIMED_OUT, TIMED_OUT.at(place, seconds=int(seconds(pdf=job.options.pdf))))
    except (Died, MemoryError):
        return without(job, Status.DIED, DIED.at(place))
    if isinstance(result, CannotMake):
        raise CannotWrite(job.folder, result.reason)
    return result


def assembled(batch: Batch, found: Intake, results: Sequence[Result], history: Sequence[Result]) -> Run:
    """The run of these results; it is the same in whatever order they have come."""
    old = superseded(results)
    known = {result.source for result in results}
    ordered = in_order(result for result in results if result.source not in old)
    skipped = (*found.skipped, *(old[source] for source in sorted(old)))
    return Run(
        tool=f"ledger-xlsx {__version__}",
        template=TEMPLATE_VERSION,
        catalogue=catalogue(),
        options=batch.options,
        roster=batch.roster,
        results=ordered,
        submissions=assessment.submissions(batch.roster, ordered),
        problems=assessment.problems(batch.roster, batch.options, ordered, skipped),
        skipped=skipped,
        unmatched=assessment.unmatched(batch.roster, ordered),
        unfinished=tuple(workbook.source for workbook in found.workbooks if workbook.source not in known),
        versions=versions(ordered, history),
    )


def catalogue() -> str:
    """A digest of all rules: another one may find something else."""
    notices = dict.fromkeys(rule.notice for rule in api.rules())
    return digest(json.dumps([encoded(notice) for notice in notices], ensure_ascii=False).encode())


def templates() -> str:
    """A digest of the Word templates."""
    return digest(b"".join(name.encode() + data for name, data in sorted(contents().items())))


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, as results name it."""
    return hashlib.sha256(data).hexdigest()


def workers(number: int, *, pdf: bool = False) -> Callable[[], Executor]:
    """What starts so many processes on this computer."""
    return partial(jobs.Workers, number, seconds(pdf=pdf))


def seconds(*, pdf: bool) -> float:
    """So long may one workbook take; a `pdf` takes LibreOffice longer than all the rest takes."""
    return jobs.SECONDS + (PDF_SECONDS if pdf else 0)
