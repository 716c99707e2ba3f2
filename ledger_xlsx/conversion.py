"""A ledger as Word documents: which pages stand in which, how they are called, and rendering them when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger_xlsx import paper
from ledger_xlsx.files import LONGEST, cleaned
from ledger_xlsx.forms import Page
from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.reports.report import Report
from ledger_xlsx.sheets.basics import SECOND, Basics
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Stage

if TYPE_CHECKING:
    from ledger_xlsx.document.render import Prints, Rendered
    from ledger_xlsx.document.templates import TemplateSet

LEDGER, ADDED = "集体备课台账", "新增"


ROOM_BEHIND = 28
"""So many characters of a name are left to the suffix of a split ledger, a number (（2）) and the ending."""


PageNumbers = Callable[[bytes], Mapping[int, int]]
"""From a finished .docx to the sheet of paper on which each page of the ledger begins, by the page's index."""


@dataclass(frozen=True)
class Conversion:
    """What a workbook becomes: its report, and documents by the suffix of their names ("" for the whole ledger).

    `name` is that of the ledger without suffix and ending: 五年级数学_集体备课台账_2024春. It is `blocked`, and there are
    no documents, if something must be changed first; there are none either if these items have nothing to print.
    Every page of a `draft` is marked 草稿. Documents are rendered when they are first asked for.
    """

    report: Report
    name: str = ""
    pages: Mapping[str, Sequence[Page]] = field(default_factory=dict[str, Sequence[Page]])
    blocked: bool = False
    draft: bool = False
    render: Callable[[Sequence[Page]], Rendered] | None = field(default=None, repr=False)

    @cached_property
    def rendered(self) -> Mapping[str, Rendered]:
        """The documents with what their rendering could not print."""
        return {suffix: self.render(pages) for suffix, pages in self.pages.items()} if self.render else {}

    @property
    def documents(self) -> Mapping[str, bytes]:
        """The .docx files by suffix. Equal input gives equal bytes."""
        return {suffix: rendered.data for suffix, rendered in self.rendered.items()}

    @property
    def lost_pictures(self) -> Sequence[str]:
        """The names of pictures that looked well in the check and that no document could print: broken further on."""
        return tuple(dict.fromkeys(name for rendered in self.rendered.values() for name in rendered.unprintable))


def parts(ledger: Ledger, items: Sequence[Item], *, split: bool) -> Iterator[tuple[str, Sequence[Page]]]:
    """The pages of each document by its suffix; a document without pages is none."""
    documents = [(f"_{item.number:02}_{item.name}", [item]) for item in items] if split else [("", list(items))]
    for suffix, printed in documents:
        if pages := paper.pages(ledger, printed):
            yield suffix, pages


def renderer(
    ledger: Ledger,
    templates: TemplateSet | Path | None,
    page_numbers: PageNumbers | None,
    *,
    draft: bool,
    duplex: bool,
) -> Callable[[Sequence[Page]], Rendered]:
    """What makes pages of this ledger into a document."""
    # Word's libraries take longer to load than a whole check takes.
    from ledger_xlsx.document.render import render  # noqa: PLC0415
    from ledger_xlsx.document.templates import load  # noqa: PLC0415

    loaded = load(templates) if templates is None or isinstance(templates, Path) else templates
    data: Mapping[str, Any] = ledger.basics.shown()
    # The labels of all items, whichever are printed: the master document is composed once for them.
    labels = paper.labels(ITEMS)
    prints: Prints = {}

    def document(pages: Sequence[Page]) -> Rendered:
        first = render(loaded, data, pages, labels, draft=draft, duplex=duplex, prints=prints)
        if page_numbers is None or not paper.has_contents(pages):
            return first
        # The numbers take no more room than their absence: the pages stay where they are.
        numbered = paper.with_page_numbers(pages, page_numbers(first.data))
        return render(loaded, data, numbered, labels, draft=draft, duplex=duplex, prints=prints)

    return document


def name_of(path: Path, ledger: Ledger) -> str:
    """五年级数学_集体备课台账_2024春, with _月调研 and _新增 where it is that; the workbook's own name without 年级 or 学科."""
    basics = ledger.basics
    grade, subject = basics.show(Basics.grade), basics.subject
    group = f"{grade}{subject}" if grade and subject else path.stem
    spring = basics.semester == SECOND
    season = f"{basics.year.first + spring}{'春' if spring else '秋'}" if basics.year and basics.semester else ""
    stage = str(Stage.MONTHLY) if ledger.occasion.stage is Stage.MONTHLY else ""
    new = ADDED if ledger.occasion.since else ""
    behind = "".join(f"_{part}" for part in (LEDGER, season, stage, new) if part)
    return cleaned(group, longest=LONGEST - ROOM_BEHIND - len(behind)) + behind
