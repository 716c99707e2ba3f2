"""The school's list of groups (名单.xlsx): who hands in what, what is asked for, what has been waived."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ledger_xlsx import api
from ledger_xlsx.checks.roster import Known, Rows, listed, notice_of
from ledger_xlsx.checks.sheets import SHEET_MISSING
from ledger_xlsx.errors import RosterError, UnreadableWorkbook
from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.items import ITEMS
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.sheets import basics, roster
from ledger_xlsx.sheets.roster import GroupRow, WaiverRow
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.workbook.package import NOT_TEMPLATE
from ledger_xlsx.workbook.tables import book


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


def read(path: Path) -> tuple[Roster, tuple[Finding, ...]]:
    """A list of groups, and what else there is to say of it; raises RosterError for mistakes in it."""
    try:
        tables, opening = book(path, roster.SHEETS)
    except UnreadableWorkbook as error:
        found = error.finding
        if found.notice is NOT_TEMPLATE:
            found = SHEET_MISSING.at(Place(path.name), sheet=GroupRow.sheet, severity=Severity.ERROR)
        raise RosterError(path, [found]) from error
    rows, more = listed(tables, known())
    findings = (*opening, *more)
    if tables.table(GroupRow) is None:
        missing = SHEET_MISSING.at(Place(path.name), sheet=GroupRow.sheet, severity=Severity.ERROR)
        raise RosterError(path, [missing])
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise RosterError(path, findings)
    return of(rows), findings


def known() -> Known:
    """What a waiver may name."""
    kinds = [*basics.SHEETS, *(kind for item in ITEMS for kind in item.sheets)]
    return Known([rule.notice for rule in api.rules()], [plain(kind.sheet) for kind in kinds])


def of(rows: Rows) -> Roster:
    """The list as plain data."""
    notices = known().notices
    groups = tuple(
        Group(
            row.name,
            tuple(sorted(row.grade.numbers)) if row.grade else (),
            row.subject,
            str(row.show(GroupRow.leader)),
            str(row.show(GroupRow.administrator)),
        )
        for row in rows.groups
    )
    waivers = tuple(
        Waiver(
            notice.code if (notice := notice_of(row.rule, notices)) else row.rule,
            row.group,
            row.place,
            row.reason,
            str(row.show(WaiverRow.approver)),
            row.last,
        )
        for row in rows.waivers
    )
    return Roster(groups, rows.requirements, waivers)
