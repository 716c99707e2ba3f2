"""The ledger's pages in order: every item's, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ledger_xlsx.forms import Page
from ledger_xlsx.item import Item
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Stage

CONTENTS = "目录"


def labels(items: Iterable[Item]) -> dict[str, str]:
    """What the page header says at the right, by form: 4 备课组研讨活动记录."""
    return {form.name: CONTENTS if form.name == CONTENTS else item.label for item in items for form in item.forms}


def pages(ledger: Ledger, items: Sequence[Item]) -> list[Page]:
    """The pages of these items; with the cover comes a table of contents of the items that print something.

    At 月调研 items 9 and 10 print nothing (FORMS).
    """
    at_end = ledger.occasion.stage is not Stage.MONTHLY
    printed = [(item, list(item.pages(ledger))) for item in items if at_end or not item.at_end]
    everything: list[Page] = []
    for item, own in printed:
        everything += own
        if item.number == 1:
            everything.append(Page(CONTENTS))
    if Page(CONTENTS) in everything:
        everything[everything.index(Page(CONTENTS))] = contents(printed, everything)
    return everything


def contents(printed: Sequence[tuple[Item, Sequence[Page]]], everything: Sequence[Page]) -> Page:
    """The table of contents: items with their pages beneath; `页` is a page's index among all pages."""
    entries: list[dict[str, Any]] = []
    place = {id(page): index for index, page in enumerate(everything)}
    for item, own in printed:
        if item.number == 1 or not own:
            continue
        lines = [{"名称": page.entry, "页": place[id(page)]} for page in own if page.entry]
        name = f"{item.number}. {item.name}"
        entries.append({"名称": name, "页": place[id(own[0])], "细目": lines if len(own) > 1 else []})
    return Page(CONTENTS, {"项目": entries})
