"""What can be wrong: notices (the kinds) and findings (the cases)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter


class Severity(StrEnum):
    """How much a finding matters. WHEN_DUE is resolved by the stage (RULES B1) before anyone sees it."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    WHEN_DUE = "when-due"

    @property
    def label(self) -> str:
        """The word that teachers read: 必须改, 建议改 or 提示."""
        return {"error": "必须改", "warning": "建议改", "hint": "提示", "when-due": "到期必须改"}[self]


@dataclass(frozen=True)
class Place:
    """Where in the teacher's workbook: sheet name as typed, A1 address and column title.

    Without a cell it is the whole sheet; `sheet` is the file's name for what concerns the file.
    """

    sheet: str
    cell: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        return f"「{self.sheet}」{self.cell or ''}" + (f"（{self.column}）" if self.column else "")


@dataclass(frozen=True)
class Notice:
    """One kind of problem, in a teacher's words. `says` is one sentence, a format string over the facts."""

    code: str
    slug: str
    severity: Severity
    says: str
    remedy: str
    why: str
    waivable: bool = True

    @property
    def facts(self) -> frozenset[str]:
        """The names that `says` and `remedy` mention."""
        sentences = self.says + self.remedy
        return frozenset(name for _, name, _, _ in Formatter().parse(sentences) if name)

    def at(
        self,
        place: Place,
        *,
        found: object = "",
        expected: object = "",
        suggestion: str = "",
        severity: Severity | None = None,
        **facts: object,
    ) -> Finding:
        """The finding of this kind at `place`; raises TypeError unless the facts are exactly those mentioned."""
        mentioned = {"found": found, "expected": expected}
        given = {**facts, **{name: value for name, value in mentioned.items() if name in self.facts}}
        if given.keys() != self.facts:
            raise TypeError(f"{self.slug}: facts {sorted(given)} do not fit {sorted(self.facts)}")
        return Finding(
            self,
            place,
            severity or self.severity,
            str(found),
            str(expected),
            suggestion,
            {name: str(value) for name, value in given.items()},
        )


@dataclass(frozen=True)
class Finding:
    """One case of a notice: where, what stands there, what was expected, a guess at what was meant."""

    notice: Notice
    place: Place
    severity: Severity
    found: str = ""
    expected: str = ""
    suggestion: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)

    @property
    def message(self) -> str:
        """The fact, without place and remedy."""
        return self.notice.says.format(**self.facts)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.notice.remedy.format(**self.facts)

    def __str__(self) -> str:
        guess = f"是不是「{self.suggestion}」？" if self.suggestion else ""
        return f"{self.severity.label} {self.notice.code} {self.place}：{self.message}{guess}怎样改：{self.remedy}"
