"""One root cause, one message: what only follows from another finding is left out (RULES B1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise
from string import ascii_uppercase

from ledger_xlsx.checks.analyses import ANALYSIS_MISSING, UNIT_UNKNOWN
from ledger_xlsx.checks.chronology import ACTIVITY_DATE_ORDER
from ledger_xlsx.checks.dates import OTHER_YEAR, OUTSIDE_TERM
from ledger_xlsx.checks.duties import PARTICIPANTS_MISSING
from ledger_xlsx.checks.figures import MARKS_TOTAL, NUMBER_UNLIKELY, RATES_MEAN
from ledger_xlsx.checks.leftovers import PLACEHOLDER_LEFT, placeholder_places
from ledger_xlsx.checks.members import TOO_YOUNG
from ledger_xlsx.checks.people import MEMBER_MISSING, NOT_A_MEMBER
from ledger_xlsx.checks.plans import FLEXIBLE_MISMATCH, UNIT_NUMBERS, UNIT_STRUCTURE, WEEK_MISMATCH
from ledger_xlsx.checks.quality import COUNTS_INCONSISTENT, LINES_ORDER, SCORE_ORDER, TOTAL_IMPOSSIBLE, TOTAL_IS_MEAN
from ledger_xlsx.checks.records import RECORD_MISSING, RECORD_TWICE, RECORD_UNPLANNED
from ledger_xlsx.checks.repairs import Judge, repaired
from ledger_xlsx.checks.schooldays import WEEK_SKIPPED
from ledger_xlsx.checks.sheets import SHEET_MISSING
from ledger_xlsx.checks.slips import COLUMNS_SWAPPED, LESSONS_SLIPPED, PLAN_SORTED
from ledger_xlsx.checks.texts import COPIED
from ledger_xlsx.checks.unit_totals import UNIT_TOTAL
from ledger_xlsx.checks.week_days import WRONG_WEEK, inside
from ledger_xlsx.checks.weeks import WEEK_ORDER, WEEK_OUT_OF_RANGE, typed_weeks
from ledger_xlsx.findings import Finding, Notice, Place
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow, records
from ledger_xlsx.items.cover import TERM_MISMATCH
from ledger_xlsx.items.homework import PHOTO_MISSING
from ledger_xlsx.items.plan import activity_number
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.dates import DATE_UNREADABLE
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import (
    COLUMN_EMPTY,
    COLUMN_MISSING,
    COLUMNS_SHIFTED,
    HEADER_MOVED,
    REQUIRED_EMPTY,
    ROW_HALF_FILLED,
)
from ledger_xlsx.sheets.tables import plain

SHEET = "页"
OUTSIDE = "列-04"
"""Said by whoever opens the file, whom the rules do not know."""
MANY = 3
SUMS = (COUNTS_INCONSISTENT, TOTAL_IMPOSSIBLE, TOTAL_IS_MEAN, SCORE_ORDER)
"""What is said of the figures of a class."""
DAYS = (OUTSIDE_TERM, OTHER_YEAR, WRONG_WEEK)
IN_PLAN = (
    UNIT_TOTAL,
    UNIT_STRUCTURE,
    UNIT_NUMBERS,
    FLEXIBLE_MISMATCH,
    WEEK_ORDER,
    WEEK_SKIPPED,
    WRONG_WEEK,
    REQUIRED_EMPTY,
    ROW_HALF_FILLED,
)
"""What is said of 表2 when its rows or a column of it were moved."""


def root_causes(findings: Sequence[Finding], ledger: Ledger, judge: Judge) -> list[Finding]:
    """The findings without those that follow from another, and with those that another hides."""
    mended = repaired(findings, ledger, judge)
    findings = [*findings, *mended.hidden]
    unread = {plain(f.place.sheet) for f in findings if f.notice in (SHEET_MISSING, HEADER_MOVED)}
    # One day outside its week has its own cause; many with a wrong 开学日期 have that one.
    moved = sum(f.notice in DAYS for f in findings) >= MANY or any(f.notice is OTHER_YEAR for f in findings)
    wrong_start = moved and any(f.notice is TERM_MISMATCH and f.place.column == Basics.start.title for f in findings)
    left = placeholder_places(ledger)
    unlikely = {row_of(f.place) for f in findings if f.notice is NUMBER_UNLIKELY}
    shifted = {f.place.sheet for f in findings if f.notice is COLUMNS_SHIFTED}
    disorder = [f.place for f in findings if f.notice is WEEK_ORDER]
    by_sheet = Counter(place.sheet for place in disorder)
    firsts = {place.sheet: place for place in reversed(disorder)}
    sorted_after = {place for place in disorder if by_sheet[place.sheet] >= MANY and place != firsts[place.sheet]}
    sorted_plan = any(n >= MANY and plain(sheet) == plain(ProgressRow.sheet) for sheet, n in by_sheet.items())
    moved_plan = any(f.notice in (LESSONS_SLIPPED, PLAN_SORTED) for f in findings)
    swapped = any(f.notice is COLUMNS_SWAPPED for f in findings)
    nameless = unnamed_members(findings)
    slips = {(f.place, f.suggestion) for f in findings if f.notice is NOT_A_MEMBER}
    misspelt = {f.found for f in findings if f.notice is MEMBER_MISSING and f.place.cell}
    copied = {row_of(f.place) for f in findings if f.notice is RECORD_TWICE and copy_of_twin(f.place, ledger)}
    wrong_figures = any(f.notice in (*SUMS, LINES_ORDER) for f in findings)
    wrong_lines = any(f.notice is LINES_ORDER for f in findings)
    no_units = any(
        f.notice in (COLUMN_MISSING, COLUMN_EMPTY) and f.place.column == AnalysisRow.unit.title for f in findings
    )
    unread_analyses = no_units or AnalysisRow.sheet in unread
    # An analysis whose unit is blank or wrong is the one that is missed.
    unnamed = sum(
        f.notice in (REQUIRED_EMPTY, UNIT_UNKNOWN)
        and (f.place.sheet, f.place.column) == (AnalysisRow.sheet, AnalysisRow.unit.title)
        for f in findings
    )
    unanalysed = sum(f.notice is ANALYSIS_MISSING for f in findings)
    repeated = uncertain(findings, ledger) | mended.following
    # A record with another's number leaves its own activity without one.
    misnumbered = sum(int(f.facts["count"]) - 1 for f in findings if f.notice is RECORD_TWICE)
    unrecorded = sum(f.notice is RECORD_MISSING for f in findings)
    at_cell = {f.place for f in findings if f.notice is not PHOTO_MISSING and f.place.cell}

    def follows(finding: Finding) -> bool:
        notice, sheet = finding.notice, plain(finding.place.sheet)
        return (
            # Of a sheet that could not be read nothing else is known.
            (sheet in unread and not notice.code.startswith(SHEET))
            or (finding.place.sheet in shifted and not notice.code.startswith(SHEET) and notice is not COLUMNS_SHIFTED)
            # Without 学年 and 开学日期 no 2.21 is a day; the one thing to do is to fill them in.
            or (notice is DATE_UNREADABLE and sheet != Basics.sheet and ledger.basics.assumed_term is None)
            # A wrong 开学日期 moves the whole calendar.
            or (notice in DAYS and wrong_start)
            or (notice, finding.place) in repeated
            or (notice is RECORD_MISSING and unrecorded <= misnumbered)
            # Of wrong figures nothing can be reckoned.
            or (notice in (*SUMS, TOO_YOUNG) and row_of(finding.place) in unlikely)
            or (notice is RATES_MEAN and wrong_figures)
            or (notice is MARKS_TOTAL and wrong_lines)
            # A plan that was sorted is out of order everywhere: its first row shows it, and no unit has its lessons.
            or (notice is WEEK_ORDER and finding.place in sorted_after)
            or (notice in (UNIT_TOTAL, WEEK_MISMATCH, WEEK_SKIPPED) and sorted_plan)
            or (
                moved_plan
                and (
                    notice in (WEEK_MISMATCH, UNIT_UNKNOWN) or (notice in IN_PLAN and sheet == plain(ProgressRow.sheet))
                )
            )
            # Once two columns of figures are exchanged, they are right.
            or (swapped and (notice in SUMS or (notice is NUMBER_UNLIKELY and sheet == ResultRow.sheet)))
            # What stands in 单元分析 is not known.
            or (notice is ANALYSIS_MISSING and (unread_analyses or unanalysed <= unnamed))
            # What stands below a lost title is not outside.
            or (notice.code == OUTSIDE and untitled(finding.place, findings, ledger))
            # The row without a name is theirs.
            or (notice in (NOT_A_MEMBER, MEMBER_MISSING) and finding.facts["name"] in nameless)
            # Whose name is misspelt is not missing.
            or (notice is PARTICIPANTS_MISSING and accounted_for(finding, slips, misspelt))
            # A record copied as a whole is alike because of that.
            or (notice is COPIED and row_of(finding.place) in copied)
            # What still stands as in the form was not filled in yet.
            or (finding.place in left and notice is not PLACEHOLDER_LEFT)
            # A cell whose picture was lost says so itself.
            or (notice is PHOTO_MISSING and finding.place in at_cell)
        )

    return [finding for finding in findings if not follows(finding)]


def row_of(place: Place) -> tuple[str, str]:
    """The sheet and row of a place."""
    return place.sheet, (place.cell or "").lstrip(ascii_uppercase)


def untitled(place: Place, findings: Sequence[Finding], ledger: Ledger) -> bool:
    """Whether a cell stands in the table's own columns, of which one lacks its title."""
    lacking = {f.place.sheet for f in findings if f.notice is COLUMN_MISSING}
    widths = {plain(kind.sheet): len(kind.columns) for kind in ledger.tables}
    letters = (place.cell or "").rstrip("0123456789")
    return place.sheet in lacking and letters in ascii_uppercase[: widths.get(plain(place.sheet), 0)]


def unnamed_members(findings: Sequence[Finding]) -> set[str]:
    """The strangers that the rows of 成员 without a name must be: those who are named most often, as many as such rows."""
    title = MemberRow.name.title
    blank = sum(
        (f.notice is REQUIRED_EMPTY and f.place.column == title)
        or (f.notice is ROW_HALF_FILLED and title in f.facts["lacking"].split("、"))
        for f in findings
        if plain(f.place.sheet) == MemberRow.sheet
    )
    times = Counter[str]()
    for finding in findings:
        if finding.notice is MEMBER_MISSING and not finding.place.cell:
            times[finding.facts["name"]] += int(finding.facts["count"])
        elif finding.notice is NOT_A_MEMBER and not finding.suggestion:
            times[finding.facts["name"]] += 1
    return {name for name, count in times.most_common(blank) if count > 1}


def accounted_for(finding: Finding, slips: Set[tuple[Place, str]], misspelt: Set[str]) -> bool:
    """Whether everybody who is said to be missing stands there, or in 成员, under a misspelt name."""
    return all(name in misspelt or (finding.place, name) in slips for name in finding.facts["names"].split("、"))


def copy_of_twin(place: Place, ledger: Ledger) -> bool:
    """Whether a record has the time and the words of another: copied, row and all."""
    rows = ledger.rows(ActivityRow)
    own = [row for row in rows if row.at(ActivityRow.activity) == place]
    return any(
        other is not row and (other.time, other.discussion) == (row.time, row.discussion)
        for row in own
        for other in rows
    )


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
    # A number that 表1 does not have says nothing of the order.
    wrong_number = {f.place.cell for f in findings if f.notice is RECORD_UNPLANNED and f.suggestion}
    contradicted |= {r.at(ActivityRow.time) for r in rows if r.at(ActivityRow.activity).cell in wrong_number}
    after = {(ACTIVITY_DATE_ORDER, day) for before, day in pairwise(days) if contradicted & {before, day}}
    term = ledger.term
    # A week behind the last one whose own day lies within the term has its finding at that day.
    late = {
        (WEEK_OUT_OF_RANGE, row.at(ProgressRow.week))
        for row in ledger.rows(ProgressRow)
        if contradicted and term and row.day and row.day.date and inside(row.day.date, term)
    }
    plan_off = ledger.basics.at(Basics.start) in contradicted
    first = {(WEEK_SKIPPED, row.at(ProgressRow.week)) for row in weeks[:1] if plan_off}
    return twice | below | after | late | first
