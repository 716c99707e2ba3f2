"""Did you mean: the one name that comes nearest to what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize


def likeliest(typed: str, candidates: Iterable[str], *, distance: int) -> str:
    """The only candidate nearest to what was typed, at most `distance` characters away; "" if there is none."""
    away = {candidate: edits(bare(typed), bare(candidate)) for candidate in candidates if alike(typed, candidate)}
    nearest = min(away.values(), default=distance + 1)
    near = [candidate for candidate, steps in away.items() if steps == nearest]
    return near[0] if nearest <= distance and len(near) == 1 else ""


def alike(one: str, other: str) -> bool:
    """Whether two names have a character in common: 成员 is no misspelt 草稿, however short both are."""
    return bool(set(bare(one)) & set(bare(other)))


def bare(text: str) -> str:
    """A name as it is compared: full width as half width, without blanks."""
    return "".join(normalize("NFKC", text).split())


def edits(one: str, other: str) -> int:
    """How many characters must be changed, put in or left out to turn one text into the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]
