"""The steps from a workbook to a ledger, each with its time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from ledger_xlsx import api, checks, paper
from ledger_xlsx.document import render
from ledger_xlsx.document.templates import load
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Occasion

T = TypeVar("T")


@dataclass(frozen=True)
class Times:
    """Seconds by step.

    `pages` is deciding what stands on which form, `pictures` turning and scaling them for print, `save` the packing of
    the finished document; `render` leaves out all three.
    """

    read: float
    check: float
    pages: float
    pictures: float
    render: float
    save: float

    @property
    def total(self) -> float:
        """All steps together."""
        return self.read + self.check + self.document

    @property
    def document(self) -> float:
        """From the typed ledger to the bytes of the document."""
        return self.pages + self.pictures + self.like_plain

    @property
    def like_plain(self) -> float:
        """What plain docxtpl does as well."""
        return self.render + self.save


def timed(step: Callable[[], T]) -> tuple[float, T]:
    """How many seconds of the processor a step took, and what it gave: what else runs meanwhile does not count."""
    start = time.process_time()
    result = step()
    return time.process_time() - start, result


def steps(path: Path) -> Times:
    """One run through all steps."""
    reading, found = timed(lambda: read(path))
    checking, _ = timed(lambda: checks.check(found.ledger, found.findings, ITEMS))
    arranging, pages = timed(lambda: paper.pages(found.ledger, ITEMS))
    with (
        watched(render, "fitted") as picturing,
        watched(render.Master, "save") as saving,
        watched(render, "stable") as packing,
    ):
        whole, _ = timed(lambda: document(found.ledger, pages))
    pictures, save = sum(picturing), sum(saving) + sum(packing)
    return Times(reading, checking, arranging, pictures, whole - pictures - save, save)


def read(path: Path) -> api.Reading:
    """A workbook read, at the end of term, when everything is printed."""
    found = api.read(path)
    return replace(found, ledger=replace(found.ledger, occasion=Occasion(term=found.ledger.term)))


def document(ledger: Ledger, pages: Sequence[Page]) -> bytes:
    """The document of these pages."""
    return render.render(load(None), ledger.basics.shown(), pages, paper.labels(ITEMS)).data


@contextmanager
def watched(owner: Any, name: str) -> Iterator[list[float]]:
    """Meanwhile collect the seconds that every call of a function takes."""
    spent: list[float] = []
    original = getattr(owner, name)

    def timing(*given: Any, **named: Any) -> Any:
        seconds, result = timed(lambda: original(*given, **named))
        spent.append(seconds)
        return result

    with patch.object(owner, name, timing):
        yield spent
