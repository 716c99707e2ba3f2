"""What is said of all workbooks together: who has handed in, who has not, what is mixed up (family 批)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from ledger_xlsx.checks import batch
from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.office.identity import bare
from ledger_xlsx.office.problems import holding, problem
from ledger_xlsx.office.results import Options, Problem, Result, Skipped, Submission
from ledger_xlsx.office.roster import Group, Roster
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.sheets.basics import GRADES

STILL_ASKED = timedelta(days=14)
"""So long after a deadline it is the one that counts; then the next one is."""
ENOUGH_BOOKS = 3
"""So many of one term tell which term it is."""
NEARLY_SAME, ENOUGH = 0.6, 10
"""Such a share of at least so many longer texts in common makes two ledgers nearly the same."""


def submissions(roster: Roster | None, results: Sequence[Result]) -> tuple[Submission, ...]:
    """What each group of a roster has handed in; a workbook that cannot be read is nobody's."""
    return tuple(submission(group, results) for group in (roster.groups if roster else ()))


def submission(group: Group, results: Sequence[Result]) -> Submission:
    """What a group has handed in, and for which of its grades it has not."""
    own = [result for result in results if result.identity.group == group.name]
    covered = {grade for result in own for grade in (result.identity.grades or group.grades)}
    missing = tuple(grade for grade in group.grades if grade not in covered)
    return Submission(group.name, tuple(result.source for result in own), missing)


def unmatched(roster: Roster | None, results: Sequence[Result]) -> tuple[str, ...]:
    """The workbooks that were read and belong to no group of the roster, or to nobody knows which."""
    return tuple(result.source for result in results if roster and result.readable and not result.identity.group)


def problems(
    roster: Roster | None, options: Options, results: Sequence[Result], skipped: Sequence[Skipped]
) -> tuple[Problem, ...]:
    """What there is to say of the run, in the order of the rules and the roster."""
    if roster is None:
        return ()
    found = [
        *missing(roster, options, results),
        *conflicts(roster, results),
        *nearly_same(results),
        *repeated(results, skipped),
        *expired(roster, options),
        *mixed_up(roster, results),
        *other_terms(results),
    ]
    return tuple(sorted(found, key=lambda one: one.code))


def said(finding: Finding, *sources: str) -> Problem:
    """A finding of the run: its place is the group's name, and its words hold nothing that stands in a cell."""
    group = finding.place.sheet
    key = "-".join((finding.notice.code, group, *sources))
    told = problem(finding, key, include_values=True)
    return Problem(**{**vars(told), "sheet": "", "found": None, "expected": None, "group": group, "sources": sources})


def missing(roster: Roster, options: Options, results: Sequence[Result]) -> Iterator[Problem]:
    """The groups that have not handed in, or not for all their grades: before the deadline a hint (批-01)."""
    until = deadline(roster.requirements, options.day)
    for group in roster.groups:
        own = submission(group, results)
        if own.missing:
            what = "、".join(GRADES[grade - 1] for grade in own.missing) + "的" if own.sources else ""
            severity, words = urgency(until, options.day)
            yield said(
                batch.NOT_SUBMITTED.at(
                    Place(group.name), group=group.name, what=what, deadline=words, severity=severity
                )
            )


def deadline(asked: Requirements, day: date | None) -> date | None:
    """The deadline that counts on a day: one that has just passed, else the next."""
    if day is None:
        return None
    passed = [one for one in asked.deadlines if timedelta(0) <= day - one <= STILL_ASKED]
    return max(passed, default=min((one for one in asked.deadlines if one > day), default=None))


def urgency(until: date | None, day: date | None) -> tuple[Severity, str]:
    """How much a missing workbook matters by a deadline, and how that is said."""
    if until is None or day is None:
        return Severity.WARNING, ""
    over = f"，已过 {(day - until).days} 天" if day > until else ""
    return Severity.ERROR if over else Severity.HINT, f"（截止 {until.month}月{until.day}日{over}）"


def conflicts(roster: Roster, results: Sequence[Result]) -> Iterator[Problem]:
    """Different workbooks of one group for the same grade (批-02)."""
    for group in roster.groups:
        own = [result for result in results if result.identity.group == group.name]
        grades = Counter(grade for result in own for grade in (result.identity.grades or group.grades))
        twice = {grade for grade, times in grades.items() if times > 1}
        clashing = [result.source for result in own if twice & set(result.identity.grades or group.grades)]
        if clashing:
            finding = batch.GROUP_CONFLICT.at(Place(group.name), group=group.name, count=len(clashing))
            yield said(finding, *clashing)


def nearly_same(results: Sequence[Result]) -> Iterator[Problem]:
    """Workbooks of two groups most of whose longer texts are the same (批-03)."""
    known = [(result, frozenset(result.prints)) for result in results if result.identity.group]
    for (one, texts), (other, others) in combinations(known, 2):
        names, least = (one.identity.group, other.identity.group), min(len(texts), len(others))
        shared = len(texts & others)
        if names[0] != names[1] and least >= ENOUGH and shared >= NEARLY_SAME * least:
            finding = batch.SAME_AS_OTHER.at(Place(names[0]), group=names[0], other=names[1])
            yield said(finding, one.source, other.source)


def repeated(results: Sequence[Result], skipped: Sequence[Skipped]) -> Iterator[Problem]:
    """The same contents handed in once more (批-04)."""
    times: Mapping[str, int] = Counter(one.same_as for one in skipped if one.same_as)
    for result in results:
        if result.identity.group and result.source in times:
            again = [one.source for one in skipped if one.same_as == result.source]
            group = result.identity.group
            finding = batch.UNCHANGED.at(Place(group), group=group, number=times[result.source] + 1)
            yield said(finding, result.source, *again)


def expired(roster: Roster, options: Options) -> Iterator[Problem]:
    """Waivers that no longer hold (批-12)."""
    for waiver in roster.waivers:
        if waiver.until and not holding([waiver], options.day):
            until = f"{waiver.until.year}年{waiver.until.month}月{waiver.until.day}日"
            yield said(batch.WAIVER_EXPIRED.at(Place(waiver.group), group=waiver.group, rule=waiver.rule, until=until))


def other_terms(results: Sequence[Result]) -> Iterator[Problem]:
    """Workbooks of another term than most (批-21); nobody knows which term is meant where they are few or divided."""
    terms = Counter(result.identity.term for result in results if result.readable and result.identity.term)
    usual, times = terms.most_common(1)[0] if terms else ("", 0)
    if times >= ENOUGH_BOOKS and times > terms.total() / 2:
        for result in results:
            known = result.identity
            if result.readable and known.term not in {"", usual}:
                finding = batch.TERM_DIFFERS.at(Place(known.group), found=known.term, expected=usual)
                yield said(finding, result.source)


def mixed_up(roster: Roster, results: Sequence[Result]) -> Iterator[Problem]:
    """What does not go together in one workbook: group, leader, the group that it was made for, version (批-13 to 批-17)."""
    wanted = roster.requirements.template
    for result in results:
        known = result.identity
        place = Place(known.group)
        if not result.readable:
            continue
        if known.candidates:
            groups = "、".join(known.candidates)
            yield said(batch.GROUP_AMBIGUOUS.at(place, found=known.title, groups=groups), result.source)
        elif not known.group:
            yield said(batch.GROUP_UNKNOWN.at(place, found=known.title), result.source)
        if known.stamped and bare(known.stamped) != bare(known.title):
            yield said(batch.STAMP_DIFFERS.at(place, found=known.title, expected=known.stamped), result.source)
        if known.leader_known is False:
            yield said(batch.LEADER_DIFFERS.at(place, group=known.group), result.source)
        if wanted and known.template and known.template != wanted:
            yield said(batch.TEMPLATE_DIFFERS.at(place, found=known.template, expected=wanted), result.source)
