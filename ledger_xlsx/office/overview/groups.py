"""How each group stands: one line for the deputy head's Monday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.assessment import STILL_ASKED, deadline
from ledger_xlsx.office.results import ItemState, Problem, Result, Run
from ledger_xlsx.office.roster import Group
from ledger_xlsx.sheets.basics import GRADES

CONFLICT = "批-02"


class Standing(IntEnum):
    """How a group stands, the most urgent first."""

    OVERDUE = 1
    UNREADABLE = 2
    UNLISTED = 3
    CONFLICT = 4
    TO_MEND = 5
    INCOMPLETE = 6
    EXPECTED = 7
    WITH_ADVICE = 8
    PASSED = 9

    @property
    def label(self) -> str:
        """What the office reads."""
        return {
            1: "未交", 2: "打不开", 3: "对不上名单", 4: "两份不同，待确认", 5: "退回待改", 6: "没有交齐", 7: "还没有交",
            8: "带建议通过", 9: "通过",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One group of the roster, or, where there is none, one workbook.

    `received` is the day on which the last of its workbooks was first seen, `late` how many days after the deadline that
    was (or is, of a group that has handed in nothing); 0 in time. `missing` are the grades that it has not handed in.
    `unlisted` is a workbook of no group of the roster.
    """

    name: str
    results: Sequence[Result] = ()
    problems: Sequence[Problem] = ()
    leader: str = ""
    administrator: str = ""
    missing: Sequence[int] = ()
    deadline: date | None = None
    day: date | None = None
    unlisted: bool = False

    @property
    def standing(self) -> Standing:
        """How it stands."""
        if not self.results:
            return Standing.OVERDUE if self.late else Standing.EXPECTED
        unreadable = any(not result.readable for result in self.results)
        if unreadable or self.unlisted:
            return Standing.UNREADABLE if unreadable else Standing.UNLISTED
        if any(problem.code == CONFLICT for problem in self.problems):
            return Standing.CONFLICT
        if self.count(Severity.ERROR):
            return Standing.TO_MEND
        if self.missing:
            return Standing.INCOMPLETE
        return Standing.WITH_ADVICE if self.count(Severity.WARNING) else Standing.PASSED

    def count(self, level: Severity) -> int:
        """How many problems of a level its workbooks have, those waived left out."""
        return sum(result.counts[level] for result in self.results)

    @property
    def waived(self) -> int:
        """How many problems the office has waived."""
        return sum(result.waived for result in self.results)

    @property
    def received(self) -> date | None:
        """The day on which the last of its workbooks came."""
        return max((result.received.date() for result in self.results if result.received), default=None)

    @property
    def late(self) -> int:
        """Days after the deadline: of what came, or of what has not come yet; 0 where nobody knows when it came."""
        came = self.received if self.results else self.day
        return max((came - self.deadline).days, 0) if came and self.deadline and not self.long_ago else 0

    @property
    def long_ago(self) -> bool:
        """Whether the batch looks back at an inspection of long ago: then what it first sees now may have come in time."""
        return bool(self.received and self.day and self.received - self.day > STILL_ASKED)

    @property
    def timing(self) -> str:
        """按时, 迟交 2 天, 已过 2 天, 还有 3 天; empty where no deadline is known."""
        if self.deadline is None or self.day is None or self.long_ago:
            return ""
        if self.results:
            return f"迟交 {self.late} 天" if self.late else "按时"
        left = (self.deadline - self.day).days
        return f"已过 {self.late} 天" if self.late else f"还有 {left} 天" if left else "今天截止"

    @property
    def lacking(self) -> str:
        """三年级、五年级: the grades that a group of several has not handed in; empty where it has nothing at all."""
        return "、".join(GRADES[grade - 1] for grade in self.missing) if self.results else ""

    def item(self, number: int) -> Sequence[ItemState]:
        """How an item stands in each of its workbooks."""
        return [item for result in self.results for item in result.items if item.number == number]


def lines(run: Run) -> list[Line]:
    """The groups of the roster and then the workbooks that belong to none, the most urgent first."""
    until = deadline(run.roster.requirements, run.options.day) if run.roster else None
    listed = [of_group(group, run, until) for group in (run.roster.groups if run.roster else ())]
    known = {group.name for group in run.roster.groups} if run.roster else set()
    others = [
        Line(result.identity.title or result.source, (result,), day=run.options.day, unlisted=run.roster is not None)
        for result in run.results
        if result.identity.group not in known
    ]
    return sorted([*listed, *others], key=lambda line: (line.standing, -line.late, -line.count(Severity.ERROR)))


def of_group(group: Group, run: Run, until: date | None) -> Line:
    """The line of a group."""
    missing = next((one.missing for one in run.submissions if one.group == group.name), ())
    return Line(
        group.name,
        run.of(group.name),
        [problem for problem in run.problems if problem.group == group.name],
        group.leader,
        group.administrator,
        missing,
        until,
        run.options.day,
    )
