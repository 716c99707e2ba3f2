"""The ledger's pages in order: every item's, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from ledger_xlsx.forms import Page
from ledger_xlsx.item import Item
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Stage

COVER, CONTENTS = 1, "目录"


def labels(items: Iterable[Item]) -> dict[str, str]:
    """What the page header says at the right, by form: 4 备课组研讨活动记录."""
    return {form.name: CONTENTS if form.name == CONTENTS else item.label for item in items for form in item.forms}


def pages(ledger: Ledger, items: Sequence[Item]) -> list[Page]:
    """The pages of these items; with the cover comes a table of contents of the items that print something.

    At 月调研 items 9 and 10 print nothing (FORMS).
    """
    at_end = ledger.occasion.stage is not Stage.MONTHLY
    printed = [(item, list(item.pages(ledger))) for item in items if at_end or not item.at_end]
    cover = [page for item, own in printed if item.number == COVER for page in own]
    inner = [(item, own) for item, own in printed if item.number != COVER and own]
    head = [*cover, contents(inner, len(cover) + 1)] if cover and inner else cover
    return [*head, *chain.from_iterable(own for _, own in inner)]


def contents(printed: Sequence[tuple[Item, Sequence[Page]]], first: int) -> Page:
    """The table of contents: items with their pages beneath; 页 is a page's index in the ledger, from `first`."""
    entries: list[dict[str, Any]] = []
    place = first
    for item, own in printed:
        lines = [{"名称": page.entry, "页": index} for index, page in enumerate(own, start=place) if page.entry]
        name = f"{item.number}. {item.name}"
        entries.append({"名称": name, "页": place, "细目": lines if len(own) > 1 else []})
        place += len(own)
    return Page(CONTENTS, {"项目": entries})


def has_contents(pages: Iterable[Page]) -> bool:
    """Whether a table of contents is among the pages."""
    return any(page.form == CONTENTS for page in pages)


def with_page_numbers(pages: Sequence[Page], numbers: Mapping[int, int]) -> list[Page]:
    """The same pages, the table of contents with the number of the sheet on which each page begins."""
    return [numbered(page, numbers) if page.form == CONTENTS else page for page in pages]


def numbered(page: Page, numbers: Mapping[int, int]) -> Page:
    """A table of contents with its numbers."""

    def entry(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "页码": numbers.get(one["页"], "")}

    return Page(
        CONTENTS,
        {"项目": [{**entry(item), "细目": [entry(line) for line in item["细目"]]} for item in page.data["项目"]]},
    )
