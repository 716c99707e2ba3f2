"""One root cause, one message: what only follows from another finding is left out (RULES B1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase

from ledger_xlsx.checks.chronology import ACTIVITY_DATE_ORDER
from ledger_xlsx.checks.dates import OUTSIDE_TERM, WRONG_WEEK
from ledger_xlsx.checks.figures import MARKS_TOTAL, NUMBER_UNLIKELY, RATES_MEAN
from ledger_xlsx.checks.leftovers import PLACEHOLDER_LEFT, placeholder_places
from ledger_xlsx.checks.members import TOO_YOUNG
from ledger_xlsx.checks.quality import COUNTS_INCONSISTENT, LINES_ORDER, SCORE_ORDER, TOTAL_IMPOSSIBLE
from ledger_xlsx.checks.records import ANALYSIS_MISSING, RECORD_MISSING, RECORD_TWICE
from ledger_xlsx.checks.schooldays import WEEK_SKIPPED
from ledger_xlsx.checks.sheets import SHEET_MISSING
from ledger_xlsx.checks.weeks import WEEK_ORDER, typed_weeks
from ledger_xlsx.findings import Finding, Notice, Place
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow, records
from ledger_xlsx.items.cover import TERM_MISMATCH
from ledger_xlsx.items.homework import PHOTO_MISSING
from ledger_xlsx.items.plan import activity_number
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.dates import DATE_UNREADABLE
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import COLUMN_MISSING, HEADER_MOVED
from ledger_xlsx.sheets.tables import plain

SHEET = "页"
SUMS = (COUNTS_INCONSISTENT, TOTAL_IMPOSSIBLE, SCORE_ORDER)
"""What is said of the figures of a class."""


def root_causes(findings: Sequence[Finding], ledger: Ledger) -> list[Finding]:
    """The findings without those that follow from another."""
    unread = {plain(f.place.sheet) for f in findings if f.notice in (SHEET_MISSING, HEADER_MOVED)}
    wrong_start = any(f.notice is TERM_MISMATCH and f.place.column == Basics.start.title for f in findings)
    left = placeholder_places(ledger)
    unlikely = {row_of(f.place) for f in findings if f.notice is NUMBER_UNLIKELY}
    wrong_figures = any(f.notice in (*SUMS, LINES_ORDER) for f in findings)
    wrong_lines = any(f.notice is LINES_ORDER for f in findings)
    no_units = any(f.notice is COLUMN_MISSING and f.place.column == AnalysisRow.unit.title for f in findings)
    unread_analyses = no_units or AnalysisRow.sheet in unread
    repeated = uncertain(findings, ledger)
    # A record with another's number leaves its own activity without one.
    misnumbered = sum(int(f.facts["count"]) - 1 for f in findings if f.notice is RECORD_TWICE)
    unrecorded = sum(f.notice is RECORD_MISSING for f in findings)
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
            or (notice, finding.place) in repeated
            or (notice is RECORD_MISSING and unrecorded <= misnumbered)
            # Of wrong figures nothing can be reckoned.
            or (notice in (*SUMS, TOO_YOUNG) and row_of(finding.place) in unlikely)
            or (notice is RATES_MEAN and wrong_figures)
            or (notice is MARKS_TOTAL and wrong_lines)
            # What stands in 单元分析 is not known.
            or (notice is ANALYSIS_MISSING and unread_analyses)
            # What still stands as in the form was not filled in yet.
            or (finding.place in left and notice is not PLACEHOLDER_LEFT)
            # A cell whose picture was lost says so itself.
            or (notice is PHOTO_MISSING and finding.place in at_cell)
        )

    return [finding for finding in findings if not follows(finding)]


def row_of(place: Place) -> tuple[str, str]:
    """The sheet and row of a place."""
    return place.sheet, (place.cell or "").lstrip(ascii_uppercase)


def uncertain(findings: Sequence[Finding], ledger: Ledger) -> set[tuple[Notice, Place]]:
    """What would only repeat that a week, a day or a number is wrong."""
    rows = ledger.rows(ActivityRow)
    numbers = [activity_number(row.activity) if row.activity else None for row in rows]
    # Of a record whose number another has too (跨-12) nobody knows the week.
    twice = {
        (WRONG_WEEK, row.at(ActivityRow.time))
        for row, number in zip(rows, numbers, strict=True)
        if number is not None and numbers.count(number) > 1
    }
    contradicted = {f.place for f in findings if f.notice is WRONG_WEEK}
    weeks = [row for row, _ in typed_weeks(ProgressRow, ledger)]
    off = [row.number for row in ledger.rows(ProgressRow) if row.at(ProgressRow.day) in contradicted]
    # A week that its own day contradicts may be wrong itself, and so seem out of order or to leave one out.
    below = {
        (notice, row.at(ProgressRow.week))
        for above, row in pairwise([*weeks[:1], *weeks])
        for notice in (WEEK_ORDER, WEEK_SKIPPED)
        if any(above.number <= number <= row.number for number in off)
    }
    days = [record.row.at(ActivityRow.time) for record in records(rows)]
    after = {(ACTIVITY_DATE_ORDER, day) for before, day in pairwise(days) if contradicted & {before, day}}
    return twice | below | after
