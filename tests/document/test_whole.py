"""The samples' ledgers as Word opens them: every id is one of its own, and every relation leads somewhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledger_xlsx import api

SAMPLES = Path(__file__).parent.parent.parent / "samples"
MATHS, CHINESE = SAMPLES / "五年级数学.xlsx", SAMPLES / "一年级语文.xlsx"
FINAL, MONTHLY = {"stage": api.Stage.FINAL}, {"as_of": date(2024, 4, 26)}
MADE: dict[str, tuple[Path, dict[str, Any]]] = {
    "a whole term": (MATHS, FINAL),
    "a file for each item": (MATHS, FINAL | {"split": True}),
    "a draft for both sides": (MATHS, FINAL | {"duplex": True, "draft": True}),
    "what is new": (MATHS, FINAL | {"since": date(2024, 5, 1)}),
    "a monthly inspection": (CHINESE, MONTHLY),
}
RELATION = re.compile(r"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(Id|Target|TargetMode)="([^"]*)"')
USED = re.compile(r'\br:(?:id|embed|link|pict)="([^"]+)"')


@cache
def documents(name: str) -> dict[str, bytes]:
    """The documents of one way to print."""
    path, options = MADE[name]
    made = api.convert(path, **options)
    assert not made.blocked
    return dict(made.documents)


def packages(name: str) -> Iterator[dict[str, bytes]]:
    """Their parts by name; no part is there twice."""
    for data in documents(name).values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
            yield {part: package.read(part) for part in package.namelist()}


def relations(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """The parts to which a part's relations lead, by their ids; those out of the package are left out."""
    folder, file = posixpath.split(part)
    found = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), b"").decode()
    targets = {}
    for element in RELATION.findall(found):
        facts = dict(ATTRIBUTE.findall(element))
        assert facts["Id"] not in targets
        if facts.get("TargetMode") != "External":
            targets[facts["Id"]] = posixpath.normpath(posixpath.join("/", folder, facts["Target"])).lstrip("/")
    return targets


def twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("name", MADE)
def test_every_relation_leads_to_a_part_and_every_one_used_is_there(name: str):
    for parts in packages(name):
        for part in parts:
            if part.endswith(".xml"):
                known = relations(parts, part)
                assert set(known.values()) <= set(parts), part
                assert set(USED.findall(parts[part].decode())) <= set(known), part


@pytest.mark.parametrize("name", MADE)
def test_every_drawing_and_bookmark_has_an_id_of_its_own_and_every_page_number_a_place(name: str):
    for parts in packages(name):
        body = parts["word/document.xml"].decode()
        marks = re.findall(r"<w:bookmarkStart\b[^>]*>", body)
        ids = [re.search(r'w:id="([^"]*)"', mark)[1] for mark in marks]
        names = [re.search(r'w:name="([^"]*)"', mark)[1] for mark in marks]
        ends = re.findall(r'<w:bookmarkEnd\b[^>]*w:id="([^"]*)"', body)
        drawings = re.findall(r'<wp:docPr\b[^>]*\bid="([^"]*)"', body)
        assert (twice(ids), twice(names), twice(drawings)) == ([], [], [])
        assert sorted(ids) == sorted(ends)
        assert set(re.findall(r"PAGEREF (\S+)", body)) <= set(names)


@pytest.mark.parametrize("name", MADE)
def test_every_part_is_of_a_kind_that_the_package_declares(name: str):
    for parts in packages(name):
        declared = parts["[Content_Types].xml"].decode()
        endings = {ending.lower() for ending in re.findall(r'Extension="([^"]+)"', declared)}
        named = set(re.findall(r'PartName="/([^"]+)"', declared))
        undeclared = [part for part in parts if part not in named and part.rpartition(".")[2].lower() not in endings]
        assert undeclared in ([], ["[Content_Types].xml"])
        assert named <= set(parts)


def test_the_samples_hold_what_could_go_wrong():
    whole = next(packages("a whole term"))
    assert any(part.startswith("word/charts/") for part in whole)
    assert any(part.startswith("word/media/") for part in whole)
    assert len(documents("a file for each item")) > 5
