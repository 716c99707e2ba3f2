"""What a batch finds, as plain data: one `Result` for each workbook, one `Run` for all of them.

Everything here is frozen and goes to JSON and back unchanged (`plain.encoded`, `plain.decoded`). Nothing here holds
what somebody wrote into a cell, but for whose ledger it is (`Identity`): a problem's words have … in place of typed
values unless the run was asked to `include_values`. The list of groups (`Run.roster`) does hold names, for what the
office prints; `public()` is the run without them, as results.json has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.roster import Roster
from ledger_xlsx.reports.report import LEVELS
from ledger_xlsx.term import Stage

SCHEMA = 1
"""Of results.json; raised whenever a name in it changes its meaning or goes."""


class Status(StrEnum):
    """What became of one workbook."""

    CHECKED = "checked"
    UNREADABLE = "unreadable"  # its only problem is of family 文
    TIMED_OUT = "timed-out"
    DIED = "died"  # the process that looked at it ended (memory, crash); the others went on
    FAULT = "fault"  # our own fault; `Result.fault` is the number for whoever mends it

    @property
    def label(self) -> str:
        """What the office reads."""
        return {
            "checked": "已检查", "unreadable": "打不开", "timed-out": "太慢，没有查完",
            "died": "没有查完", "fault": "程序出错",
        }[self]  # fmt: skip


class State(StrEnum):
    """How one of the ten items stands on the day of inspection."""

    COMPLETE = "齐"
    GAPS = "缺"  # something is there, `gaps` places are missing
    NONE = "无"
    NOT_NEEDED = "不需要"  # item 9 of grades one and two; what is not due yet
    AT_END = "期末才交"  # items 9 and 10 before 期末


@dataclass(frozen=True)
class Problem:
    """One finding as data.

    `sheet` is a declared sheet's name, "" for what concerns the whole file; with values also a name that the teacher
    gave. `cell` is an A1 address, `column` a title. `key` is the same in the next version of the workbook: rule, sheet,
    column and what names the row (a digest), not the address. `group` and `sources` are for problems of the run (批).
    A `waived` problem keeps its severity, and counts for nothing: `Result.counts` leaves it out.
    """

    code: str
    slug: str
    severity: Severity
    sheet: str
    cell: str | None
    column: str | None
    message: str
    remedy: str
    key: str
    waived: bool = False
    found: str | None = None
    expected: str | None = None
    group: str = ""
    sources: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """「表2教学进度」D7（课时）; "" for the whole file."""
        column = f"（{self.column}）" if self.column else ""
        return f"「{self.sheet}」{self.cell or ''}{column}" if self.sheet else ""


@dataclass(frozen=True)
class ItemState:
    """One item: how it stands, how many places are missing (`gaps`, where it is 缺), 应有 and 现有.

    `due` is what is asked for by the day: records, designs, 摘记 …; of items that are there or not, 1. None where nobody
    sets a number.
    """

    number: int
    name: str
    state: State
    gaps: int
    due: int | None
    done: int

    @property
    def label(self) -> str:
        """齐, 缺 3, 无, 不需要 or 期末才交."""
        return f"{self.state} {self.gaps}" if self.state is State.GAPS else str(self.state)


@dataclass(frozen=True)
class Figure:
    """How many are `due` by the day (None: nobody sets a number), and how many of these are `done`."""

    due: int | None
    done: int


@dataclass(frozen=True)
class Progress:
    """Month-to-date (本月进度): all from the term's beginning to the day, but `this_month` where it says so."""

    activities: Figure
    analyses: Figure
    exercises: Figure
    talks: Figure  # 每日一议
    notes: Figure  # 理论学习摘记
    homework: Figure  # 特色作业
    talks_this_month: int
    notes_this_month: int
    lessons_planned: int  # of 表2, in weeks begun by the day


@dataclass(frozen=True)
class Identity:
    """Whose ledger a workbook is, by what stands in it, never by its file's name.

    `group` is the 组 of the roster that it belongs to, "" where there is none or more than one (`candidates`).
    `grades` are numbers (5; 3, 4), `title` is 五年级数学 as the workbook says it, `term` 2023-2024学年第二学期.
    `stamped` is the group that the workbook was made for, in its hidden properties; `leader_known`: whether its 组长 is
    that of the roster, None where one of the two says nothing. `template` is the version of the template, "" unknown.
    """

    group: str = ""
    candidates: tuple[str, ...] = ()
    title: str = ""
    grades: tuple[int, ...] = ()
    subject: str = ""
    term: str = ""
    stamped: str = ""
    leader_known: bool | None = None
    template: str = ""


@dataclass(frozen=True)
class Made:
    """Files made for one workbook, by their paths within the working folder (OUT/.ledger-xlsx); "" where there is none.

    `ledger_name` is the name that the ledger should bear outside, without .docx: 五年级数学_集体备课台账_2024春_月调研.
    There is no `ledger` where something must be changed first, and no `annotated` copy of what could not be read. The
    `pdf` of a ledger has so many `pages`, and pictures on so many of them (`coloured`).
    """

    ledger: str = ""
    ledger_name: str = ""
    annotated: str = ""
    problem_list: str = ""
    pdf: str = ""
    pages: int = 0
    coloured: int = 0


@dataclass(frozen=True)
class Result:
    """One workbook.

    `source` is its path as found, under the folder that was searched; of a file in an archive
    五年级.zip!数学/五年级数学.xlsx. `key` names the work: contents and everything that the outcome depends on. `received`
    is when a batch into this folder first saw these contents; `prints` are digests of some of its longer texts.
    """

    source: str
    sha256: str
    key: str
    status: Status
    identity: Identity = Identity()
    stage: Stage = Stage.FINAL
    as_of: date | None = None
    problems: tuple[Problem, ...] = ()
    items: tuple[ItemState, ...] = ()
    progress: Progress | None = None
    made: Made = Made()
    received: datetime | None = None
    prints: tuple[str, ...] = ()
    fault: str = ""

    @property
    def readable(self) -> bool:
        """Whether the workbook was read and judged."""
        return self.status is Status.CHECKED

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many problems of each level there are, those waived left out."""
        found = Counter(problem.severity for problem in self.problems if not problem.waived)
        return {level: found[level] for level in LEVELS}

    @property
    def waived(self) -> int:
        """How many problems the office has waived."""
        return sum(problem.waived for problem in self.problems)

    @property
    def ok(self) -> bool:
        """Whether it was read, and nothing must be changed."""
        return self.readable and self.counts[Severity.ERROR] == 0


@dataclass(frozen=True)
class Options:
    """How the run was asked for. Without `stage` each workbook's follows from its term and `as_of` or `today`.

    With `since` the ledgers hold only what has come after that day; with `pdf` they are made as PDF too.
    """

    stage: Stage | None = None
    as_of: date | None = None
    today: date | None = None
    include_values: bool = False
    since: date | None = None
    pdf: bool = False

    @property
    def day(self) -> date | None:
        """The day of inspection, for lateness and months."""
        return self.as_of or self.today


@dataclass(frozen=True)
class Skipped:
    """A file that was found and not checked, and why, in words for the office.

    `same_as` is the source of identical contents. One that `matters` may hold a workbook which nobody has looked at (a
    damaged archive): the office must do something about it.
    """

    source: str
    reason: str
    same_as: str = ""
    matters: bool = False


@dataclass(frozen=True)
class Submission:
    """What came of one group: the sources of its workbooks now (several: one a grade, or a conflict).

    `missing` are the grades of the group for which there is no workbook; all of them: 未交.
    """

    group: str
    sources: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def handed_in(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.sources)


@dataclass(frozen=True)
class Version:
    """The how-manieth workbook of a group this is, and what became of the problems of the one before (None: no other).

    `title` tells the books of a group apart that hands in one a grade.
    """

    group: str
    title: str
    number: int
    received: datetime | None = None
    mended: int | None = None
    left: int | None = None
    new: int | None = None


@dataclass(frozen=True)
class Run:
    """A whole batch. `results` are in the order of their sources, whatever order they were finished in.

    `problems` are those of the run itself (family 批, waivers that do not hold); `unmatched` the sources of workbooks
    that belong to no group of the roster or to several; `skipped` what was found and not looked at; `unfinished` the
    sources that an interruption left over; `versions` how each group's workbook compares with its earlier ones.
    """

    tool: str
    template: str
    catalogue: str
    options: Options
    roster: Roster | None = None
    results: tuple[Result, ...] = ()
    submissions: tuple[Submission, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unmatched: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    schema: int = SCHEMA

    @property
    def stage(self) -> Stage:
        """The stage that was asked for, or else that of most workbooks."""
        found = Counter(result.stage for result in self.results if result.readable)
        return self.options.stage or (found.most_common(1)[0][0] if found else Stage.MONTHLY)

    def of(self, group: str) -> Sequence[Result]:
        """The results of a group of the roster."""
        return [result for result in self.results if group and result.identity.group == group]

    @property
    def missing(self) -> Sequence[Submission]:
        """The groups that have handed in nothing, or not for all their grades."""
        return [one for one in self.submissions if one.missing]

    @property
    def totals(self) -> Mapping[Severity, int]:
        """How many problems of each level all the workbooks have."""
        return {level: sum(result.counts[level] for result in self.results) for level in LEVELS}

    def public(self) -> Run:
        """The run without anybody's name, unless it was asked to include values."""
        if self.options.include_values or self.roster is None:
            return self
        return replace(self, roster=self.roster.without_names())


def in_order(results: Iterable[Result]) -> tuple[Result, ...]:
    """Results as a run holds them: by their sources."""
    return tuple(sorted(results, key=lambda result: result.source))
