"""What a batch puts into its OUT folder, beside the working folder: ledgers, what goes back to the groups, the results.

What an earlier batch has put there is replaced, or taken away where it no longer holds; what somebody has changed since,
or has put there himself, is left alone unless `force` says otherwise.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from ledger_xlsx.document.office import bound
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import EXISTS, as_reason, cleaned, write
from ledger_xlsx.findings import Severity
from ledger_xlsx.office import papers
from ledger_xlsx.office.assessment import deadline
from ledger_xlsx.office.identity import bare
from ledger_xlsx.office.notes import note
from ledger_xlsx.office.overview.groups import lines
from ledger_xlsx.office.overview.page import page
from ledger_xlsx.office.overview.reminders import reminders
from ledger_xlsx.office.overview.tables import tables
from ledger_xlsx.office.overview.workbook import workbook
from ledger_xlsx.office.plain import encoded
from ledger_xlsx.office.results import Problem, Result, Run
from ledger_xlsx.office.store import Store
from ledger_xlsx.sheets.basics import GRADES

LEDGERS, RETURNED = "台账", "退回"
OVERVIEW, REMINDERS = "总览", "催交.txt"
RESULTS, TABLE = "results.json", "results.csv"
WRITTEN = "written.json"
LIST, MARKED, NOTE = "问题清单.html", "标注", "说明.txt"
SHEETS, DIGEST = "反馈单", "反馈小结.docx"
PRINT_ROOM, SEVERAL_GRADES = "打印", "几个年级"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""
COLUMNS = (
    "文件", "备课组", "情况", "阶段", "级别", "编号", "免检", "工作表", "格子", "栏目", "问题", "怎样改", "现为", "应为",
)  # fmt: skip

Wanted = Mapping[str, bytes | Path]
"""Files by their paths within OUT: their bytes, or a file of the working folder that holds them."""


def wanted(run: Run, store: Store) -> dict[str, bytes | Path]:
    """The files of a run, the results last."""
    files: dict[str, bytes | Path] = {}
    until = due(run)
    for result, name in zip(run.results, names(run.results), strict=True):
        made = result.made
        if made.ledger:
            files[f"{LEDGERS}/{name}.docx"] = store.folder / made.ledger
        if made.pdf:
            files[f"{LEDGERS}/{name}.pdf"] = store.folder / made.pdf
        if to_return(result):
            files |= returned(result, f"{RETURNED}/{name}", name, store, until)
    files |= for_the_print_room(run, store)
    for group, sheet in papers.sheets(run).items():
        files[f"{SHEETS}/{cleaned(group, longest=40) or '工作簿'}.docx"] = sheet
    files[DIGEST] = papers.digest(run)
    public = run.public()
    overview = tables(run)
    day = run.options.day
    name = "_".join(filter(None, (OVERVIEW, str(run.stage), f"{day:%Y-%m}" if day else "")))
    files[f"{name}.xlsx"] = workbook(overview)
    files[f"{OVERVIEW}.html"] = page(name.replace("_", " "), overview).encode(errors="replace")
    files[REMINDERS] = reminders(lines(run)).encode("utf-8-sig", errors="replace")
    files[TABLE] = table(public).encode("utf-8-sig", errors="replace")
    files[RESULTS] = (json.dumps(encoded(public), ensure_ascii=False, indent=1) + "\n").encode(errors="replace")
    return files


def due(run: Run) -> date | None:
    """The day until which a group hands in again; None where nobody set one, or where it has passed."""
    day = run.options.day
    until = deadline(run.roster.requirements, day) if run.roster else None
    return until if until and day and until >= day else None


def for_the_print_room(run: Run, store: Store) -> dict[str, bytes | Path]:
    """All ledgers of a grade as one PDF, each beginning on the front of a sheet."""
    grades: dict[str, list[bytes]] = {}
    for result in run.results:
        if result.made.pdf:
            own = result.identity.grades
            name = GRADES[own[0] - 1] if len(own) == 1 else SEVERAL_GRADES
            grades.setdefault(name, []).append((store.folder / result.made.pdf).read_bytes())
    return {f"{PRINT_ROOM}/{name}.pdf": bound(documents) for name, documents in grades.items()}


def to_return(result: Result) -> bool:
    """Whether a workbook goes back: something in it must or should be changed. Hints alone ask for nothing."""
    return bool(result.counts[Severity.ERROR] or result.counts[Severity.WARNING])


def returned(result: Result, folder: str, name: str, store: Store, until: date | None) -> dict[str, bytes | Path]:
    """What goes back to a group: the annotated copy, the list, and what to do with them."""
    files: dict[str, bytes | Path] = {}
    copy = ""
    if result.made.annotated:
        copy = f"{name}_{MARKED}{PurePosixPath(result.made.annotated).suffix}"
        files[f"{folder}/{copy}"] = store.folder / result.made.annotated
    if result.made.problem_list:
        files[f"{folder}/{LIST}"] = store.folder / result.made.problem_list
        files[f"{folder}/{NOTE}"] = note(result, copy, until)
    return files


def names(results: Sequence[Result]) -> list[str]:
    """A name for each result's files: its group's, with the grades where it has several books; else the file's own."""
    books = Counter(result.identity.group for result in results)
    bases: list[str] = []
    for result in results:
        known = result.identity
        own = PurePosixPath(result.source.replace("!", "/")).stem
        apart = books[known.group] > 1 and bare(known.title) != bare(known.group)
        name = f"{known.group}_{known.title}" if known.group and apart else known.group or known.title or own
        bases.append(cleaned(name, longest=40) or "工作簿")
    seen: Counter[str] = Counter()
    found: list[str] = []
    for base in bases:
        # Windows does not tell capitals from small letters.
        seen[base.casefold()] += 1
        number = seen[base.casefold()]
        found.append(base if number == 1 else f"{base}（{number}）")
    return found


def table(run: Run) -> str:
    """All problems as a table for spreadsheets (CSV): those of the workbooks, then those of the run."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for result in run.results:
        head = (result.source, result.identity.group, result.status.label, str(result.stage))
        rows = [(*head, *cells(problem)) for problem in result.problems] or [
            (*head, *[""] * (len(COLUMNS) - len(head)))
        ]
        writer.writerows([safe(cell) for cell in row] for row in rows)
    for problem in run.problems:
        row = ("、".join(problem.sources), problem.group, "", "", *cells(problem))
        writer.writerow([safe(cell) for cell in row])
    return buffer.getvalue()


def cells(problem: Problem) -> tuple[str, ...]:
    """A problem's columns of the table."""
    return (
        problem.severity.label,
        problem.code,
        "免检" if problem.waived else "",
        problem.sheet,
        problem.cell or "",
        problem.column or "",
        problem.message,
        problem.remedy,
        problem.found or "",
        problem.expected or "",
    )


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


@dataclass(frozen=True)
class Placing:
    """Writes files into OUT, and knows by their digests which of those there are a batch's own."""

    out: Path
    store: Store
    force: bool = False

    def place(self, files: Wanted) -> Iterator[Path]:
        """Write these files and take away what earlier batches wrote besides; gives those that were written.

        All are looked at before the first is written. Raises CannotWrite.
        """
        before = self.written()
        digests = {path: digest(data) for path, data in files.items()}
        stale = {path: known for path, known in before.items() if path not in files}
        for path, wanted_digest in digests.items():
            self.check(path, {wanted_digest, *before.get(path, ())})
        self.clear([*before, *files])
        now = dict(before)
        for path, data in files.items():
            target = self.out / path
            if current(target) != digests[path]:
                # Noted first: whether an interruption leaves the old one or the new, it is known for a batch's own.
                self.note({**now, path: (*before.get(path, ()), digests[path])})
                write({target: data if isinstance(data, bytes) else data.read_bytes()}, force=True)
                yield target
            now[path] = (digests[path],)
        for path, known in stale.items():
            self.take_away(path, known)
            now.pop(path, None)
        self.note(now)

    def clear(self, paths: Iterable[str]) -> None:
        """Take away what a run that was killed has left half written beside these."""
        for folder in {(self.out / path).parent for path in paths} | {self.store.folder}:
            for left in folder.glob(f".{'[0-9a-f]' * 32}.tmp"):
                with suppress(OSError):
                    left.unlink()

    def check(self, path: str, own: Container[str | None]) -> None:
        """Raise CannotWrite for a file that is somebody else's: it has none of our `own` digests."""
        target = self.out / path
        with as_reason(target):
            there = target.exists() or target.is_symlink()
            if there and not self.force and current(target) not in own:
                raise CannotWrite(target, EXISTS)

    def take_away(self, path: str, known: Container[str | None]) -> None:
        """Remove a file that an earlier batch wrote and nobody has changed since, and its folder if that is empty."""
        target = self.out / path
        if current(target) in known:
            with as_reason(target):
                target.unlink()
            with suppress(OSError):
                target.parent.rmdir()

    def written(self) -> dict[str, tuple[str, ...]]:
        """What earlier batches wrote here, by path: its digest, or two where one was interrupted."""
        try:
            known = json.loads((self.store.folder / WRITTEN).read_bytes())
        except (OSError, ValueError):
            return {}
        pairs = known.items() if isinstance(known, dict) else ()
        return {str(path): tuple(map(str, own)) for path, own in pairs if isinstance(own, list)}

    def note(self, known: Mapping[str, tuple[str, ...]]) -> None:
        """Remember what has been written."""
        write({self.store.folder / WRITTEN: json.dumps(known, ensure_ascii=False).encode(errors="replace")}, force=True)


def digest(data: bytes | Path) -> str:
    """The SHA-256 of bytes or of a file's."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.read_bytes()).hexdigest()


def current(target: Path) -> str | None:
    """The digest of what stands in a place; None for nothing, or for what cannot be read."""
    try:
        return digest(target) if target.is_file() and not target.is_symlink() else None
    except OSError:
        return None
