"""Versions: what became of a group's problems since it last handed in, whatever rows have come in between.

A group's workbooks with other contents, first seen at different times, are versions; the last one seen counts. Problems
are known again by rule, sheet and what names their row, not by their cell (`Problem.key`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.results import Result, Skipped, Version

SUPERSEDED = "这个组后来又交了一份，用后来的（{newer}）。"
COUNTED = (Severity.ERROR, Severity.WARNING)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def superseded(results: Sequence[Result]) -> dict[str, Skipped]:
    """The workbooks in whose place a later one of the same group and grades came, by their sources.

    Later is what was first seen in a later run; of two that came together nobody knows which one counts.
    """
    found: dict[str, Skipped] = {}
    for result in results:
        later = [one for one in results if same_book(one, result) and seen(one) > seen(result)]
        if later:
            newest = max(later, key=seen)
            reason = SUPERSEDED.format(newer=newest.source)
            found[result.source] = Skipped(result.source, reason)
    return found


def versions(results: Sequence[Result], history: Iterable[Result]) -> tuple[Version, ...]:
    """Which version each group's workbook is, and how its problems compare with the one before."""
    known = list(history)
    return tuple(version(result, known) for result in results if result.identity.group and result.readable)


def version(result: Result, history: Sequence[Result]) -> Version:
    """One workbook among those that its group has handed in before."""
    before: dict[str, Result] = {}
    for one in history:
        earlier = same_book(one, result) and one.readable and seen(one) < seen(result)
        # Of one looked at more than once, as it was last looked at for the same occasion.
        if earlier and (one.sha256 not in before or (one.stage, one.as_of) == (result.stage, result.as_of)):
            before[one.sha256] = one
    if not before:
        return Version(result.identity.group, result.identity.title, 1, result.received)
    last = max(before.values(), key=seen)
    then, now = problems(last), problems(result)
    return Version(
        result.identity.group,
        result.identity.title,
        len(before) + 1,
        result.received,
        mended=(then - now).total(),
        left=(then & now).total(),
        new=(now - then).total(),
    )


def problems(result: Result) -> Counter[str]:
    """What must or should be changed, by what it is known again by."""
    return Counter(one.key for one in result.problems if one.severity in COUNTED and not one.waived)


def same_book(one: Result, other: Result) -> bool:
    """Whether two workbooks with different contents are one group's, for the same grades."""
    mine, theirs = one.identity, other.identity
    return bool(mine.group) and (mine.group, mine.title) == (theirs.group, theirs.title) and one.sha256 != other.sha256


def seen(result: Result) -> datetime:
    """When a workbook's contents were first seen."""
    return result.received or LONG_AGO
