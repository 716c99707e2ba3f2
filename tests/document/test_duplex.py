"""Ledgers for both sides of a sheet."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from ledger_xlsx import api
from ledger_xlsx.document import office
from ledger_xlsx.document.duplex import beginnings, two_sided
from tests.document.books import odd_document

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "一年级语文.xlsx"
INSPECTION = date(2024, 4, 26)


def kinds(data: bytes) -> list[str]:
    """How each section begins."""
    found = [section.find(qn("w:type")) for section in Document(io.BytesIO(data)).element.body.iter(qn("w:sectPr"))]
    return ["nextPage" if kind is None else kind.get(qn("w:val")) for kind in found]


def mirrored(data: bytes) -> bool:
    return Document(io.BytesIO(data)).settings.element.find(qn("w:mirrorMargins")) is not None


def test_every_item_begins_on_a_right_hand_page_and_a_second_section_of_an_item_does_not():
    # Cover, contents and items 2 to 8; item 9 lies crosswise first; item 10.
    assert kinds(odd_document(duplex=True)) == [*["oddPage"] * 10, "nextPage", "oddPage"]
    assert mirrored(odd_document(duplex=True))


def test_a_ledger_for_one_side_has_neither():
    assert set(kinds(odd_document())) == {"nextPage"}
    assert not mirrored(odd_document())


def test_pages_of_one_item_in_a_row_begin_it_once():
    assert beginnings(["1", "2", "2", "3", "3", "4"]) == {0, 1, 3, 5}


def test_a_section_that_a_school_has_put_into_its_template_begins_where_it_likes():
    document = Document(io.BytesIO(odd_document()))
    body = document.element.body
    # A further section within the last item: a paragraph that ends one, in front of the end of the body.
    holder = deepcopy(next(p for p in body.findall(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None))
    body[-1].addprevious(holder)
    two_sided(document, {0})
    found = [section.find(qn("w:type")) is not None for section in body.iter(qn("w:sectPr"))]
    assert found == [True, *[False] * (len(found) - 1)]


@pytest.mark.office
def test_the_contents_count_the_empty_left_hand_pages(monkeypatch: pytest.MonkeyPatch, soffice: str):
    monkeypatch.setenv(office.VARIABLE, soffice)
    conversion = api.convert(SAMPLE, as_of=INSPECTION, duplex=True, page_numbers=office.page_numbers)
    data = conversion.documents[""]
    listed = {
        paragraph.text.split("\t")[0]: int(paragraph.text.split("\t")[1])
        for paragraph in Document(io.BytesIO(data)).paragraphs
        if paragraph.style.name == "目录项目"
    }
    assert len(listed) == 7
    assert {page % 2 for page in listed.values()} == {1}
    pages = [page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(office.pdf(data))).pages]
    assert "每日一议" in pages[listed["7. 每日一议"] - 1]
    # None on the cover, none on an empty page, and nothing else without a number.
    without = [number for number, text in enumerate(pages, start=1) if f"第{number}页共{len(pages)}页" not in text]
    assert without[0] == 1
    assert all(pages[number - 1] == "" and number % 2 == 0 for number in without[1:])
    assert without[1:]
