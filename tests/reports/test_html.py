"""The page: its words, what it promises without a browser to look at it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from ledger_xlsx import __version__
from ledger_xlsx.findings import Notice, Place, Severity
from ledger_xlsx.reports.html import STYLE, page
from ledger_xlsx.reports.report import LEVELS, Report

from .findings import DAMAGED, DOUBLE, EXTRA, monthly, report, stranger, unit_total

BLOCKS = ("h1", "h2", "h3", "p", "label", "li", "tr", "footer")
NASTY = '<script>alert("x")</script>&amp;<!-- \' -->'


def unreadable() -> Report:
    return Report(Path("坏的.xlsx"), (DAMAGED.at(Place("坏的.xlsx")),), readable=False)


def several() -> list[Report]:
    spread = [stranger(f"C{row}", suggestion="恽蝶") for row in (7, 9, 10, 11, 12, 20, 21)]
    first = monthly(*spread, unit_total(), EXTRA.at(Place("草稿纸")), DOUBLE)
    return [replace(first, group="五年级数学 · 第二学期"), unreadable(), report()]


def opened(reports: Sequence[Report]) -> html.HtmlElement:
    return html.document_fromstring(page(reports))


def lines(document: html.HtmlElement) -> str:
    """What a page says, a line a block; the cells of a row with bars between them."""
    found = []
    for block in document.body.iter(*BLOCKS):
        if any(parent.tag == "tr" for parent in block.iterancestors()):
            continue
        cells = [" ".join(part.split()) for cell in block for part in [" ".join(cell.itertext())]]
        words = " ".join(" ".join(block.itertext()).split())
        found.append(f"{block.tag}: {' | '.join(cells) if block.tag == 'tr' else words}")
    return "\n".join(found) + "\n"


def test_the_words_of_the_page_are_those_looked_at(golden: Callable[[str, str], None]) -> None:
    golden("检查报告.txt", lines(opened(several())).replace(__version__, "VERSION"))


def test_the_page_has_no_way_to_the_network() -> None:
    written = page(several())
    assert not re.search(r"https?:|\bsrc\s*=|url\(|@import|<(?:link|img|iframe|object|embed|form|base)\b", written)
    policy = opened(several()).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")


def test_the_one_script_is_the_one_that_the_page_lets_run() -> None:
    document = opened(several())
    [script] = document.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in document.xpath("string(//meta[@http-equiv]/@content)")


def test_whatever_a_teacher_typed_is_text() -> None:
    notice = Notice(
        "跨-01", "x", Severity.ERROR, says="「{found}」不在。", remedy="改「{found}」。", why=f"因为{NASTY}"
    )
    findings = [notice.at(Place(NASTY, "B4", NASTY), found=NASTY, suggestion=NASTY)]
    odd = Report(Path(f"a{NASTY.replace('/', '')}.xlsx"), findings, sheets=(NASTY,), group=NASTY)
    document = opened([odd, odd])
    assert len(document.xpath("//script")) == 1
    assert not document.xpath("//comment()")
    problem = " ".join(document.xpath("(//tbody)[2]/tr")[0].itertext())
    for said in (f"「{NASTY}」不在。", f"是不是「{NASTY}」？", f"改「{NASTY}」。", f"（{NASTY}）", f"因为{NASTY}"):
        assert said in problem
    assert f"{NASTY} · 按「期末」检查" in document.xpath("//section")[0].text_content()
    assert NASTY in document.xpath("//h3")[0].text
    assert NASTY.replace("/", "") in document.xpath("//h2")[0].text


PROBLEMS = st.lists(
    st.builds(
        stranger,
        st.builds("{}{}".format, st.sampled_from("BCD"), st.integers(4, 40)),
        st.sampled_from(["恽碟", "钱红"]),
        sheet=st.sampled_from(["表3练习命制", "活动记录", "草稿纸"]),
        severity=st.sampled_from(LEVELS),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PROBLEMS, min_size=1, max_size=3))
def test_a_page_has_rows_exactly_where_there_are_problems_and_never_an_empty_table(found: list[list[object]]) -> None:
    document = opened([report(*findings) for findings in found])
    sections = document.xpath("//section[contains(concat(' ', @class, ' '), ' file ')]")
    assert [bool(section.xpath(".//tbody/tr")) for section in sections] == [bool(findings) for findings in found]
    assert all(table.xpath("./tbody/tr") for table in document.xpath("//table"))
    for section, findings in zip(sections, found, strict=True):
        said = {(finding.severity.label, finding.message) for finding in findings}
        rows = section.xpath(".//table[@class='problems']/tbody/tr")
        assert {(row.xpath("string(th/span/text())"), row.xpath("string(td[2]/p[1])")) for row in rows} == said
        # A section and a row carry the levels by which the filter goes.
        for sheet in section.xpath("./section"):
            levels = {row.get("class") for row in sheet.xpath(".//tbody/tr")}
            assert set(sheet.get("class").split()) == {"sheet", *levels}


def test_five_cells_are_shown_at_once_and_the_others_can_be_unfolded() -> None:
    [row] = opened([report(*(stranger(f"C{row}") for row in range(4, 604, 2)))]).xpath("//tbody/tr")
    where = row.xpath("./td[1]")[0]
    assert where.text == "C4、C6、C8、C10、C12（命制人）"
    assert where.xpath("string(./details/summary)") == "一共 300 处，还有 295 处"
    assert where.xpath("./details")[0].text_content().endswith("、C602")
    assert "建议改 300" in row.xpath("string(//p[@class='counts'])")


def test_a_workbook_without_problems_says_so_and_offers_no_filter() -> None:
    document = opened([report()])
    assert "没有发现问题，可以生成台账。" in document.body.text_content()
    assert not document.xpath("//table | //input | //nav")


def test_only_levels_that_occur_can_be_chosen() -> None:
    choices = opened([report(unit_total(), EXTRA.at(Place("草稿纸")))]).xpath("//label")
    assert [choice.text_content() for choice in choices] == ["全部 2", "■ 只看必须改 1", "● 只看提示 1"]


def test_the_page_can_be_heard_as_well_as_seen() -> None:
    document = opened(several())
    assert document.get("lang") == "zh-Hans"
    assert all(title.get("scope") in {"row", "col"} for title in document.xpath("//th"))
    named = document.xpath("//@id")
    assert len(named) == len(set(named))
    assert {link.removeprefix("#") for link in document.xpath("//a/@href")} <= set(named)
    assert document.xpath("//input/@id") == document.xpath("//label/@for")
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    # A level's word stands beside its shape, and the shape is not read aloud.
    assert {badge.text_content() for badge in document.xpath("//tbody//span[@class and not(@aria-hidden)]")} == {
        "■ 必须改",
        "▲ 建议改",
        "● 提示",
    }
    assert set(document.xpath("//span[text()='■ ' or text()='▲ ' or text()='● ']/@aria-hidden")) == {"true"}


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", ["error", "warning", "hint", "text", "muted"])
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_every_colour_of_text_has_contrast_enough(ink: str, ground: str) -> None:
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", STYLE))
    dark, light = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
