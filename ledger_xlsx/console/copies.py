"""Annotated copies in the folder that was asked for, and what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ledger_xlsx.console.outcomes import code
from ledger_xlsx.console.results import tell
from ledger_xlsx.console.streams import note, out
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import check_folder, check_free, cleaned, write
from ledger_xlsx.reports.report import Report

ANNOTATED, WORKBOOK = "_标注", ".xlsx"
NOT_ANNOTATED = (
    "「{file}」加不了批注（文件里有损坏的部分）。请照上面的问题改；在 WPS 或 Excel 里打开另存一次，就能再标注。"
)
WITHOUT_COMMENTS = "「{sheets}」里加不了批注，问题都写在「问题清单」里。"
SAME_NAME = "这次已经写了同名的文件（两本工作簿的文件名一样）。请分两次标注，存到不同的文件夹。"


@dataclass
class Copies:
    """Copies of workbooks, written into one folder in one run. Raises CannotWrite for what is no folder."""

    folder: Path
    inputs: Sequence[Path]
    force: bool
    written: set[Path] = field(default_factory=set[Path])

    def __post_init__(self) -> None:
        check_folder(self.folder)

    def save(self, report: Report, data: bytes, without_comments: Sequence[str]) -> int:
        """Write a copy, say what is wrong with the workbook, and give the exit code. Raises CannotWrite."""
        tell(report)
        if not report.readable:
            return code(report)
        if not data:
            note(NOT_ANNOTATED.format(file=report.path.name))
            return CannotWrite.exit_code
        target = self.target(report.path)
        if target in self.written:
            raise CannotWrite(target, SAME_NAME)
        check_free([target], force=self.force, inputs=self.inputs)
        write({target: data}, force=self.force)
        self.written.add(target)
        if without_comments:
            note(WITHOUT_COMMENTS.format(sheets="」「".join(without_comments)))
        out(f"{target}\n")
        return code(report)

    def target(self, path: Path) -> Path:
        """Where a workbook's copy goes; one that comes back mended keeps its name."""
        suffix = f"{ANNOTATED}{path.suffix or WORKBOOK}"
        return self.folder / cleaned(path.stem.removesuffix(ANNOTATED), suffix=suffix)
