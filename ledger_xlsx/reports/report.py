"""What was found in one workbook, as every reporter gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.term import Stage

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True)
class Report:
    """One workbook's findings, their severity resolved for `stage` (and the day `as_of`, where one counts).

    `assumed` says that nobody named the stage: it follows from the day. `sheets` are the declared sheets in their
    order. `group` is whose ledger it is (五年级数学 · 第二学期), empty where 基本信息 does not say. Of a file that is not
    `readable` there is its 文 finding only.
    """

    path: Path
    findings: Sequence[Finding] = ()
    stage: Stage = Stage.FINAL
    as_of: date | None = None
    assumed: bool = False
    sheets: Sequence[str] = ()
    readable: bool = True
    group: str = ""

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each level there are."""
        found = Counter(finding.severity for finding in self.findings)
        return {level: found[level] for level in LEVELS}

    @property
    def ok(self) -> bool:
        """Whether nothing must be changed."""
        return self.counts[Severity.ERROR] == 0

    @property
    def warned(self) -> bool:
        """Whether something had better be changed."""
        return self.counts[Severity.WARNING] > 0
