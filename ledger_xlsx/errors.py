"""What stops a whole run, each with its exit code.

LedgerError
├── UnreadableWorkbook   4   the file is no workbook that can be read
├── UnreadableDocument   4   the file is no Word document that can be read
├── CannotWrite          5   the output could not be written
├── TemplateError        2   a school's Word templates have mistakes
├── CalendarError        2   a school's own calendar (校历) has mistakes
├── RosterError          2   the office's list of groups (名单) has mistakes
└── ClusterError         2   the computers that should do a batch's work cannot

Only `cli` turns them into text and an exit status.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

    from ledger_xlsx.findings import Finding


class LedgerError(Exception):
    """A run that cannot go on; `str()` is a sentence for the user, in Chinese."""

    exit_code: ClassVar[int] = 1


class UnreadableWorkbook(LedgerError):
    """A file that cannot be read as a ledger workbook; `finding` (family 文) says why."""

    exit_code = 4

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class UnreadableDocument(LedgerError):
    """A file that cannot be read as a Word document; `finding` (family 印) says why."""

    exit_code = 4

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class CannotWrite(LedgerError):
    """An output that could not be written, or that exists already."""

    exit_code = 5

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path, self.reason = path, reason


class TemplateError(LedgerError):
    """Mistakes in a school's own Word templates, all of them at once, each with file and place."""

    exit_code = 2

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class CalendarError(LedgerError):
    """What is wrong with a school's own calendar, all of it at once, each with its place."""

    exit_code = 2

    def __init__(self, path: Path, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join([f"校历「{path.name}」要先改好：", *map(str, findings)]))
        self.findings = tuple(findings)


class RosterError(LedgerError):
    """What is wrong with the office's list of groups, all of it at once, each with its place."""

    exit_code = 2

    def __init__(self, path: Path, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join([f"名单「{path.name}」要先改好：", *map(str, findings)]))
        self.findings = tuple(findings)


class ClusterError(LedgerError):
    """A cluster that cannot be reached, or whose computers cannot do the work of a batch."""

    exit_code = 2
