"""The ledger's pages in order: every item's, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from ledger_xlsx.forms import Page
from ledger_xlsx.item import Item
from ledger_xlsx.sheets.dates import dotted
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Stage

COVER, CONTENTS = 1, "目录"
TITLE = "目  录"


def labels(items: Iterable[Item]) -> dict[str, str]:
    """What the page header says at the right, by form: 4 备课组研讨活动记录."""
    return {form.name: CONTENTS if form.name == CONTENTS else item.label for item in items for form in item.forms}


def pages(ledger: Ledger, items: Sequence[Item]) -> list[Page]:
    """The pages of these items; with the cover comes a table of contents of the items that print something.

    At 月调研 items 9 and 10 print nothing (FORMS). Where only what is new is printed, those items that grow do, under a
    table of contents that says since when.
    """
    if ledger.occasion.since:
        added = [(item, own) for item in items if item.grows and (own := list(item.pages(ledger)))]
        head = [contents(added, 1, new(ledger.occasion.since, ledger.occasion.day))] if added else []
        return [*head, *chain.from_iterable(own for _, own in added)]
    at_end = ledger.occasion.stage is not Stage.MONTHLY
    printed = [(item, list(item.pages(ledger))) for item in items if at_end or not item.at_end]
    cover = [page for item, own in printed if item.number == COVER for page in own]
    inner = [(item, own) for item, own in printed if item.number != COVER and own]
    head = [*cover, contents(inner, len(cover) + 1)] if cover and inner else cover
    return [*head, *chain.from_iterable(own for _, own in inner)]


def new(since: date, until: date | None) -> str:
    """The title over what was added after one day, up to another: 本月新增（3.30—4.26）."""
    first = dotted(since + timedelta(days=1))
    return f"本月新增（{first}—{dotted(until)}）" if until else f"新增内容（{first} 起）"


def contents(printed: Sequence[tuple[Item, Sequence[Page]]], first: int, title: str = TITLE) -> Page:
    """The table of contents: items with their pages beneath; 页 is a page's index in the ledger, from `first`."""
    entries: list[dict[str, Any]] = []
    place = first
    for item, own in printed:
        lines = [{"名称": page.entry, "页": index} for index, page in enumerate(own, start=place) if page.entry]
        name = f"{item.number}. {item.name}"
        entries.append({"名称": name, "页": place, "细目": lines if len(own) > 1 else []})
        place += len(own)
    return Page(CONTENTS, {"标题": title, "项目": entries})


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

    entries = [{**entry(item), "细目": [entry(line) for line in item["细目"]]} for item in page.data["项目"]]
    return Page(CONTENTS, {**page.data, "项目": entries})
