"""An older template is read all the same, and what it lacks is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger_xlsx.items import ITEMS
from ledger_xlsx.workbook.package import open_package
from ledger_xlsx.workbook.prefill import Prefill
from ledger_xlsx.workbook.template import template
from ledger_xlsx.workbook.version import PROPERTIES, TEMPLATE_VERSION, stated_group

from .books import ledger, repacked


def of_version(path: Path, version: str, change: Callable[[bytes], bytes] = bytes) -> Path:
    """The distributed workbook as if it were of another version."""
    path.write_bytes(template(ITEMS))
    stated = f">{TEMPLATE_VERSION}<".encode()

    def restate(data: bytes) -> bytes:
        assert stated in data
        return data.replace(stated, f">{version}<".encode())

    return repacked(path, {PROPERTIES: restate, "xl/worksheets/sheet6.xml": change})


def without_note(data: bytes) -> bytes:
    """表2 without its column 备注."""
    found = re.search(rb'<c r="E3"[^>]*>.*?</c>', data)
    assert found
    return data.replace(found[0], b"")


def said(path: Path) -> list[str]:
    return [str(finding) for finding in ledger(path)[1] if finding.notice.code == "文-08"]


def test_an_older_template_says_what_the_new_one_has_besides(tmp_path: Path) -> None:
    found = said(of_version(tmp_path / "a.xlsx", "0", without_note))
    assert found == [
        "提示 文-08 「a.xlsx」：是第 0 版模板，可以照用；新版多了「表2教学进度」的「备注」。怎样改：需要就补上，不需要可以不管。"
    ]


@pytest.mark.parametrize("version", [TEMPLATE_VERSION, "99", "", "旧", "0" * 5000])
def test_a_template_that_is_not_older_says_nothing(tmp_path: Path, version: str) -> None:
    assert said(of_version(tmp_path / "a.xlsx", version, without_note)) == []


def test_an_older_template_that_lacks_nothing_says_nothing(tmp_path: Path) -> None:
    assert said(of_version(tmp_path / "a.xlsx", "0")) == []


def test_damaged_properties_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(ITEMS))
    assert said(repacked(path, {PROPERTIES: lambda _: b"<Properties"})) == []


@pytest.mark.parametrize(
    ("known", "group"),
    [(Prefill(grade="五年级", subject="数学"), "五年级数学"), (Prefill(grade="五年级"), ""), (Prefill(), "")],
)
def test_a_workbook_remembers_for_which_group_it_was_made(tmp_path: Path, known: Prefill, group: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(ITEMS, known))
    assert stated_group(open_package(path)) == group
