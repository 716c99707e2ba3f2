"""One root cause, one message: what only follows from another finding is left out (RULES B1)."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_xlsx.checks.dates import OUTSIDE_TERM, WRONG_WEEK
from ledger_xlsx.checks.leftovers import PLACEHOLDER_LEFT, placeholder_places
from ledger_xlsx.checks.sheets import SHEET_MISSING
from ledger_xlsx.findings import Finding
from ledger_xlsx.items.cover import TERM_MISMATCH
from ledger_xlsx.items.homework import PHOTO_MISSING
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.dates import DATE_UNREADABLE
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import HEADER_MOVED
from ledger_xlsx.sheets.tables import plain

SHEET = "页"


def root_causes(findings: Sequence[Finding], ledger: Ledger) -> list[Finding]:
    """The findings without those that follow from another."""
    unread = {plain(f.place.sheet) for f in findings if f.notice in (SHEET_MISSING, HEADER_MOVED)}
    wrong_start = any(f.notice is TERM_MISMATCH and f.place.column == Basics.start.title for f in findings)
    left = placeholder_places(ledger)
    at_cell = {f.place for f in findings if f.notice is not PHOTO_MISSING and f.place.cell}

    def follows(finding: Finding) -> bool:
        notice, sheet = finding.notice, plain(finding.place.sheet)
        return (
            # Of a sheet that could not be read nothing else is known.
            (sheet in unread and not notice.code.startswith(SHEET))
            # Without 学年 and 开学日期 no 2.21 is a day; the one thing to do is to fill them in.
            or (notice is DATE_UNREADABLE and sheet != Basics.sheet and ledger.basics.assumed_term is None)
            # A wrong 开学日期 moves the whole calendar.
            or (notice in (OUTSIDE_TERM, WRONG_WEEK) and wrong_start)
            # What still stands as in the form was not filled in yet.
            or (finding.place in left and notice is not PLACEHOLDER_LEFT)
            # A cell whose picture was lost says so itself.
            or (notice is PHOTO_MISSING and finding.place in at_cell)
        )

    return [finding for finding in findings if not follows(finding)]
