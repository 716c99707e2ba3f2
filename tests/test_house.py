"""An eleventh item is one file: declared here, it goes all the way from an empty workbook to paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from ledger_xlsx import catalogue, checks, paper
from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import BASE, TemplateSet
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.forms import Form, Page, table_of, title
from ledger_xlsx.generate import word_templates
from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import SHEETS, Basics
from ledger_xlsx.sheets.dates import Date, dotted
from ledger_xlsx.sheets.fields import LongText, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Occasion
from ledger_xlsx.workbook.tables import book
from ledger_xlsx.workbook.template import template

from .drawn import column_of, place_beside

# What follows, up to ITEM, is all that stands in the file of an item.
RULES = RuleBook()


class ClubRow(Row, sheet="读书会", title="读书会记录", help="每位老师填。一次一行。"):
    """One meeting of the reading club."""

    day = Column("日期", Date(style=dotted, example="3.5"), required=True)
    work = Column("书名", Text(example="给教师的建议"), required=True)
    thoughts = Column("感想", LongText(width=60))


FORM = Form(
    "读书会", (title("{{ 台账.备课组名称 }}读书会"), table_of({"日期": 2.0, "书名": 5.0, "感想": 9.0}, "行", left=("感想",)))
)  # fmt: skip

SHORT_NAME = Notice(
    "行-99", "short-book-name", Severity.WARNING,
    says="书名「{found}」只有一个字。", remedy="请写全书名。", why="书名不全，别人找不到这本书。",
)  # fmt: skip


@RULES.rule(
    SHORT_NAME,
    hits=["""
        【读书会】
        日期 | 书名
        3.5  | 论 ←
        """],
    near_misses=["""
        【读书会】
        日期 | 书名
        3.5  | 论语
        """],
)  # fmt: skip
def short_name(ledger: Ledger) -> Iterator[Finding]:
    """A name of one character is a name cut short."""
    for row in ledger.rows(ClubRow):
        if len(row.work) == 1:
            yield SHORT_NAME.at(row.at(ClubRow.work), found=row.work)


def pages(ledger: Ledger) -> Iterator[Page]:
    """One table of all meetings."""
    if rows := ledger.rows(ClubRow):
        yield Page("读书会", {"行": [row.shown() for row in rows]})


ITEM = Item(11, "读书会", sheets=(ClubRow,), rules=RULES, forms=(FORM,), pages=pages, content=ClubRow)
# The one word more in ITEMS.
ELEVEN = (*ITEMS, ITEM)

BASICS = {
    "学校": "常州市新北区孟河中心小学", "学年": "2023-2024", "学期": "第二学期", "年级": "五年级", "学科": "数学",
    "教材版本": "苏教版", "备课组组长": "张思月", "开学日期": "2024-02-21", "教学周数": 19, "计划标题": "夯实教研根基",
}  # fmt: skip


def workbook(path: Path, meetings: Sequence[Mapping[str, str]]) -> Path:
    """The new workbook of eleven items with these meetings, each cell under its title, and 基本信息."""
    opened = openpyxl.load_workbook(BytesIO(template(ELEVEN)))
    for label, value in BASICS.items():
        sheet = opened[Basics.sheet]
        sheet[place_beside(sheet, label)] = value
    club = opened[ClubRow.sheet]
    for number, meeting in enumerate(meetings, start=4):
        for column, text in meeting.items():
            club[f"{column_of(club, column)}{number}"] = text
    opened.save(path)
    return path


def ledger_of(path: Path) -> tuple[Ledger, list[Finding]]:
    """What reading makes of a workbook of eleven items, at the end of term."""
    kinds = [sheet for item in ELEVEN for sheet in item.sheets]
    tables, opening = book(path, (*SHEETS, *kinds))
    ledger, findings = read(kinds, tables)
    return replace(ledger, occasion=Occasion(term=ledger.term)), [*opening, *findings]


def about_the_club(path: Path) -> list[tuple[str, str]]:
    """Code and place of all that is found about the toy's sheet."""
    ledger, findings = ledger_of(path)
    found = checks.check(ledger, findings, ELEVEN)
    return [(f.notice.code, str(f.place)) for f in found if f.place.sheet == ClubRow.sheet]


@pytest.fixture(scope="module")
def templates() -> TemplateSet:
    """The Word templates of eleven items, drawn as by make generated."""
    files = {name.removesuffix(".docx"): data for name, data in word_templates(ELEVEN).items()}
    return TemplateSet(files.pop(BASE), files)


def test_an_eleventh_item_goes_all_the_way_to_paper(tmp_path: Path, templates: TemplateSet) -> None:
    meetings = [{"日期": "2024年3月5日", "书名": "论 语", "感想": "a<b\n学而时习之"}, {"感想": "有朋自远方来"}]
    path = workbook(tmp_path / "台账.xlsx", meetings)
    assert about_the_club(path) == []
    ledger, _ = ledger_of(path)
    printed = render(templates, ledger.basics.shown(), paper.pages(ledger, ELEVEN), paper.labels(ELEVEN))
    text = dump(printed.data)
    assert "五年级数学备课组读书会" in text
    assert "| 3.5 | 论 语 | a<b¶学而时习之¶有朋自远方来 |" in text
    assert "11. 读书会" in text
    headers = ["".join(section.header._element.itertext()) for section in Document(BytesIO(printed.data)).sections]
    assert "11 读书会" in headers[-1]


def test_its_mistakes_are_found_by_reading_and_by_its_own_rule(tmp_path: Path) -> None:
    meetings = [{"日期": "3.5", "书名": "论"}, {"日期": "2.30", "书名": "孟子"}, {"日期": "3.7", "感想": "没写书名"}]
    assert about_the_club(workbook(tmp_path / "台账.xlsx", meetings)) == [
        ("格-01", "「读书会」B6（书名）"),
        ("行-99", "「读书会」B4（书名）"),
        ("历-01", "「读书会」A5（日期）"),
    ]


def test_it_is_asked_for_when_it_is_missing(tmp_path: Path) -> None:
    assert [code for code, _ in about_the_club(workbook(tmp_path / "台账.xlsx", []))] == ["全-01"]


def test_its_rule_is_explained_with_the_others() -> None:
    assert "书名不全，别人找不到这本书。" in catalogue.page(checks.rules(ELEVEN))
