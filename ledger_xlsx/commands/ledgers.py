"""Workbooks turned into ledgers, one by one: what is written, and what is said about it."""
# ruff: noqa: PLC0415 - Word's libraries are loaded only where a document is made

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ledger_xlsx import api
from ledger_xlsx.console.outcomes import FINE, WRONG_USAGE, code
from ledger_xlsx.console.results import tell
from ledger_xlsx.console.streams import note, out
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.files import TWICE, check_free, write

BLOCKED = "没有生成台账。改好上面的「必须改」再来一次；想先印出来看看，请加 --draft。"
MARKED_DRAFT = "生成的是草稿，每页都印着「草稿」。"
NOTHING = "「{file}」里没有这几项可以打印的内容，没有生成文件。"
WITHOUT_NUMBERS = "目录还没有页码（{reason}）。请在 Word 里按 Ctrl+A 再按 F9，或在 WPS 里更新目录的域。"
LOST_PICTURES = "有 {count} 张照片打不开，没有印出。"
WITHOUT_PDF = "没有生成 PDF（{reason}）。Word 文件照样有：{files}"


@dataclass(frozen=True)
class Wishes:
    """How workbooks are to be printed, as asked for on the command line."""

    stage: api.Stage | None = None
    as_of: date | None = None
    since: date | None = None
    calendar: api.OwnCalendar | None = None
    items: Collection[int] = ()
    split: bool = False
    templates: Path | None = None
    draft: bool = False
    pdf: bool = False
    duplex: bool = False


@dataclass
class Ledgers:
    """The documents of one run. `target` says where a workbook's file of that name goes.

    With `force` existing files are overwritten, but never one of the `inputs`.
    """

    wishes: Wishes
    target: Callable[[Path, str], Path]
    inputs: Sequence[Path]
    force: bool = False
    written: dict[Path, bytes] = field(default_factory=dict[Path, bytes])

    def __post_init__(self) -> None:
        """Load the templates before any workbook is looked at. Raises TemplateError."""
        from ledger_xlsx.document.templates import load

        self.templates = load(self.wishes.templates)

    def turn(self, path: Path) -> int:
        """Convert a workbook, say what is wrong with it and what was written; gives the exit code. Raises CannotWrite."""
        wishes = self.wishes
        conversion = api.convert(
            path,
            stage=wishes.stage,
            as_of=wishes.as_of,
            since=wishes.since,
            items=wishes.items,
            split=wishes.split,
            templates=self.templates,
            draft=wishes.draft,
            duplex=wishes.duplex,
            page_numbers=sheet_numbers,
            calendar=wishes.calendar,
        )
        tell(conversion.report)
        if conversion.blocked:
            if conversion.report.readable:
                note(BLOCKED)
            return code(conversion.report)
        if not conversion.pages:
            note(NOTHING.format(file=path.name))
            return WRONG_USAGE
        self.save(path, conversion)
        return code(conversion.report)

    def save(self, path: Path, conversion: api.Conversion) -> None:
        """Write the documents of a workbook, all or none."""
        targets = {suffix: self.target(path, f"{conversion.name}{suffix}.docx") for suffix in conversion.pages}
        if again := self.written.keys() & set(targets.values()):
            raise CannotWrite(min(again), TWICE)
        copies = [target.with_suffix(".pdf") for target in targets.values()] if self.wishes.pdf else []
        check_free([*targets.values(), *copies], force=self.force, inputs=self.inputs)
        documents = {targets[suffix]: data for suffix, data in conversion.documents.items()}
        write(documents, force=self.force)
        self.written.update(documents if self.wishes.pdf else dict.fromkeys(documents, b""))
        if conversion.lost_pictures:
            note(LOST_PICTURES.format(count=len(conversion.lost_pictures)))
        if conversion.draft:
            note(MARKED_DRAFT)
        out("".join(f"{target}\n" for target in targets.values()))

    def print_out(self) -> int:
        """All documents as PDF beside themselves, if that was asked for; gives the exit code. Raises CannotWrite."""
        if not self.wishes.pdf:
            return FINE
        from ledger_xlsx.document.office import OfficeFailed, pdfs

        without: dict[str, list[Path]] = {}
        for target, result in zip(self.written, pdfs(list(self.written.values())), strict=True):
            if isinstance(result, OfficeFailed):
                without.setdefault(str(result).rstrip("。"), []).append(target)
            else:
                copy = target.with_suffix(".pdf")
                write({copy: result}, force=self.force)
                out(f"{copy}\n")
        for reason, documents in without.items():
            note(WITHOUT_PDF.format(reason=reason, files="、".join(document.name for document in documents)))
        return CannotWrite.exit_code if without else FINE


def sheet_numbers(document: bytes) -> Mapping[int, int]:
    """The numbers of the table of contents, from LibreOffice where it is at hand; none, and a word about it, elsewhere."""
    from ledger_xlsx.document.office import OfficeFailed, page_numbers

    try:
        return page_numbers(document)
    except OfficeFailed as failure:
        note(WITHOUT_NUMBERS.format(reason=str(failure).rstrip("。")))
        return {}
