"""LibreOffice's part: page numbers for the table of contents, within a time limit."""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ledger_xlsx.document import office
from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import load
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels, pages, with_page_numbers
from tests.document.books import odd_document, odd_ledger


@pytest.fixture
def with_office(monkeypatch: pytest.MonkeyPatch, soffice: str) -> None:
    monkeypatch.setenv(office.VARIABLE, soffice)


@pytest.mark.office
@pytest.mark.usefixtures("with_office")
def test_the_contents_name_the_sheets_on_which_the_titles_stand():
    ledger = odd_ledger()
    everything = pages(ledger, ITEMS)
    numbers = office.page_numbers(odd_document())
    assert sorted(numbers) == list(range(len(everything)))
    finished = render(load(None), ledger.basics.shown(), with_page_numbers(everything, numbers), labels(ITEMS)).data
    listed = {
        line.rpartition("\t")[0].partition("] ")[2]: int(line.rpartition("\t")[2])
        for line in dump(finished).splitlines()
        if line.startswith("[目录") and "\t" in line
    }
    sheets = [page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(office.pdf(finished))).pages]
    assert "有效练习命制安排表" in sheets[listed["表3：有效练习命制安排表"] - 1]
    assert "期末学业质量检测报告" in sheets[listed["成绩统计表"] - 1]
    assert "工作总结" in sheets[listed["10. 备课组总结"] - 1]


def test_without_libreoffice_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(office.VARIABLE, "")
    with pytest.raises(office.OfficeFailed, match="没有找到 LibreOffice"):
        office.pdf(b"")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_hanging_libreoffice_is_ended_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    record = tmp_path / "pid"
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {record}\nwait\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(office.VARIABLE, str(script))
    with pytest.raises(office.OfficeFailed, match="超过"):
        office.pdf(b"", seconds=1)
    child = int(record.read_text())
    for _ in range(50):
        if not alive(child):
            break
        time.sleep(0.1)
    assert not alive(child)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().split()[2] == "Z")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_libreoffice_that_gives_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(office.VARIABLE, str(script))
    with pytest.raises(office.OfficeFailed, match="没有转换出结果"):
        office.pdf(b"")


@pytest.mark.office
@pytest.mark.usefixtures("with_office")
def test_several_documents_are_printed_in_one_start(monkeypatch: pytest.MonkeyPatch):
    starts: list[int] = []

    def counted(command: list[str], *others: object) -> None:
        starts.append(sum(argument.endswith(".docx") for argument in command))
        run(command, *others)

    run = office.run
    monkeypatch.setattr(office, "run", counted)
    results = office.pdfs([odd_document()] * 2)
    assert ([result[:4] for result in results], starts) == ([b"%PDF"] * 2, [2])


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_what_a_fallen_libreoffice_left_undone_is_tried_once_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    # It prints the first of its documents and falls.
    script = tmp_path / "soffice"
    script.write_text('#!/bin/sh\nprintf %%PDF > "$7/$(basename "$8" .docx).pdf"\nexit 1\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(office.VARIABLE, str(script))
    assert office.pdfs([b"1", b"2", b"3"]) == [b"%PDF"] * 3


@pytest.mark.office
@pytest.mark.usefixtures("with_office")
def test_pages_and_those_with_pictures_are_counted():
    printed = office.pdf(odd_document())
    whole, pictured = office.measured(printed)
    assert whole == len(PdfReader(io.BytesIO(printed)).pages)
    assert 0 < pictured < whole


def test_every_document_that_is_bound_begins_on_a_right_hand_page():
    assert len(PdfReader(io.BytesIO(office.bound([blank(1), blank(2), blank(3), blank(1)]))).pages) == 2 + 2 + 4 + 1


def blank(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
