"""The school's list of groups (名单.xlsx): who hands in what, what is asked for, what has been waived."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from ledger_xlsx.requirements import Requirements


@dataclass(frozen=True)
class Group:
    """A 备课组 of the roster. `grades` are numbers; a group of several grades may hand in one book or one a grade."""

    name: str
    grades: tuple[int, ...]
    subject: str
    leader: str = ""
    administrator: str = ""


@dataclass(frozen=True)
class Waiver:
    """A rule that the office has waived for a group (免检): `place` is a sheet, or a sheet with cell or column; "" all."""

    rule: str
    group: str
    place: str
    reason: str
    approver: str
    until: date | None


@dataclass(frozen=True)
class Roster:
    """The school's list (名单.xlsx)."""

    groups: tuple[Group, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    waivers: tuple[Waiver, ...] = ()

    def without_names(self) -> Roster:
        """The same, with nobody's name in it."""
        groups = tuple(replace(group, leader="", administrator="") for group in self.groups)
        waivers = tuple(replace(waiver, reason="", approver="") for waiver in self.waivers)
        return replace(self, groups=groups, waivers=waivers)
