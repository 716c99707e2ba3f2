"""The page in a real browser: with the keyboard, on narrow screens, on paper, without a network."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from ledger_xlsx.findings import Place, Severity
from ledger_xlsx.reports.html import page

from .browser import Page, running
from .findings import DOUBLE, EXTRA, report, stranger, unit_total

pytestmark = pytest.mark.browser

SEEN = "[...document.querySelectorAll('{}')].filter(one => one.checkVisibility()).map(one => one.innerText.trim())"
LEVELS = SEEN.format(".problems tbody .badge")


@pytest.fixture(scope="module")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with running(chromium, tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two workbooks, the second without a 必须改, and one problem in so many cells that some are folded."""
    first = [unit_total(), *(stranger(f"C{row}") for row in range(4, 40, 2)), DOUBLE]
    second = [
        EXTRA.at(Place("草稿纸")),
        stranger("D4", "钱红", column="审核人"),
        stranger("D5", "孙兰", severity=Severity.HINT),
    ]
    written = tmp_path_factory.mktemp("page") / "检查报告.html"
    written.write_text(page([report(*first), replace(report(*second), path=Path("第二本.xlsx"))]), encoding="utf-8")
    return written


def test_the_arrow_keys_choose_a_level_without_any_script(browser: Page, path: Path) -> None:
    browser.open(path)
    everything = browser.value(LEVELS)
    assert sorted(everything) == sorted(["■ 必须改", "▲ 建议改", "▲ 建议改", "▲ 建议改", "● 提示", "● 提示"])
    browser.value("document.querySelector('input').focus()")
    shown = {}
    for _ in range(3):
        browser.press("ArrowRight")
        shown[browser.value("document.activeElement.id")] = (
            browser.value(LEVELS),
            browser.value(SEEN.format(".only")),
            browser.value(SEEN.format(".none")),
            browser.value(SEEN.format(".sheet h3")),
        )
    assert shown == {
        "only-error": (
            ["■ 必须改"],
            ["下面只列出「必须改」。"],
            ["这一本没有「必须改」。"],
            ["表2教学进度（必须改 1、建议改 1）"],
        ),
        "only-warning": (
            ["▲ 建议改"] * 3,
            ["下面只列出「建议改」。"],
            [],
            ["表2教学进度（必须改 1、建议改 1）", "表3练习命制（建议改 18）", "表3练习命制（建议改 1、提示 1）"],
        ),
        "only-hint": (
            ["● 提示", "● 提示"],
            ["下面只列出「提示」。"],
            ["这一本没有「提示」。"],
            ["草稿纸（提示 1）", "表3练习命制（建议改 1、提示 1）"],
        ),
    }
    browser.press("ArrowRight")
    assert browser.value(LEVELS) == everything


def test_what_is_folded_opens_with_the_enter_key(browser: Page, path: Path) -> None:
    browser.open(path)
    hidden = "document.querySelector('.problems details').innerText"
    browser.value("document.querySelector('.problems summary').focus()")
    before = browser.value(hidden)
    browser.press("Enter")
    assert (before, browser.value(hidden)) == ("为什么？", "为什么？\n重复的数字对不上。")


def test_nothing_is_asked_for_but_the_page_itself(browser: Page, path: Path) -> None:
    browser.open(path, scripts=True)
    assert (browser.requests, browser.complaints) == ([path.as_uri()], [])


@pytest.mark.parametrize("width", [1366, 683, 360])
def test_no_screen_needs_scrolling_sideways(browser: Page, path: Path, width: int) -> None:
    browser.open(path, width=width)
    assert browser.value("document.documentElement.scrollWidth") <= width


def test_what_one_aims_at_is_large_enough(browser: Page, path: Path) -> None:
    browser.open(path)
    heights = "[...document.querySelectorAll('label, summary, nav a')].map(one => one.getBoundingClientRect().height)"
    assert min(browser.value(heights)) >= 44


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_everything_is_unfolded_and_the_filter_is_gone(browser: Page, path: Path, scripts: bool) -> None:  # noqa: FBT001
    browser.open(path, scripts=scripts)
    pages = PdfReader(io.BytesIO(browser.printed())).pages
    # Fonts give some characters the codes of radicals that look alike.
    texts = [normalize("NFKC", page.extract_text()) for page in pages]
    text = "".join(texts)
    assert "重复的数字对不上。" in text
    assert "C38" in text
    assert "只看" not in text
    # A4 in points; each further workbook begins on a page of its own.
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    assert [text.strip().startswith("第二本.xlsx") for text in texts] == [False, True]


def test_an_older_browser_unfolds_for_printing_by_the_script_and_folds_again(browser: Page, path: Path) -> None:
    browser.open(path, scripts=True)
    folded, opened = (
        "document.querySelectorAll('details:not([open])').length",
        "document.querySelectorAll('[open]').length",
    )
    browser.value("document.querySelector('details').open = true")
    before = browser.value(folded)
    browser.value("dispatchEvent(new Event('beforeprint'))")
    assert (browser.value(folded), browser.value(opened)) == (0, before + 1)
    browser.value("dispatchEvent(new Event('afterprint'))")
    assert (browser.value(folded), browser.value(opened)) == (before, 1)
