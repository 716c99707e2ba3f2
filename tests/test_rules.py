"""Every rule against its own examples, all the other rules running beside it; and the words of every notice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest

from ledger_xlsx.calendars import OwnCalendar, calendar
from ledger_xlsx.checks import check, rules
from ledger_xlsx.checks.roster import Known, listed
from ledger_xlsx.examples import Example, example
from ledger_xlsx.findings import Finding, Notice
from ledger_xlsx.items import ITEMS
from ledger_xlsx.rules import Rule
from ledger_xlsx.sheets import roster
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.calendar import CalendarRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.sheets.tables import Book, Line, plain
from ledger_xlsx.term import Stage

KINDS = tuple(kind for item in ITEMS for kind in item.sheets)
RULES = rules(ITEMS)
NOTICES = list(dict.fromkeys(rule.notice for rule in RULES))
HITS = [pytest.param(rule, hit, id=f"{rule.notice.code}-{n}") for rule in RULES for n, hit in enumerate(rule.hits)]
NEAR_MISSES = [
    pytest.param(rule, text, id=f"{rule.notice.code}-{n}") for rule in RULES for n, text in enumerate(rule.near_misses)
]
EXAMPLES = [(rule.notice, text) for rule in RULES for text in (*rule.hits, *rule.near_misses)]
KNOWN = Known(NOTICES, [plain(kind.sheet) for kind in (*SHEETS, *KINDS)])
BANNED = ("null", "类型", "解析", "正则", "字段", "校验", "非法", "异常", "失败", "None", "格式错误")


def complete(drawn: Example) -> Book:
    """An example's book with every sheet of the ledger and of 名单, and 校历 where it is drawn."""
    own = [CalendarRow] if CalendarRow.sheet in drawn.book.tables else []
    return drawn.complete((*SHEETS, *KINDS, *roster.SHEETS, *own))


def all_findings(drawn: Example, book: Book | None = None) -> list[Finding]:
    """What reading and every rule say of an example."""
    book = book or complete(drawn)
    ledger, findings = read(KINDS, book)
    rows, mistakes = listed(replace(book, extra=()), KNOWN)
    occasion = replace(drawn.occasion, term=ledger.term, requirements=rows.requirements)
    findings = [*findings, *mistakes]
    if ledger.term:
        days, more = calendar(ledger.term, OwnCalendar(book) if book.table(CalendarRow) else None)
        occasion, findings = replace(occasion, calendar=days), [*findings, *more]
    return check(replace(ledger, occasion=occasion), findings, ITEMS)


def named(notice: Notice, drawn: Example) -> list[str]:
    """The places at which one notice is found, as marks are written."""
    return sorted(f"{f.place.sheet}!{f.place.cell or ''}" for f in all_findings(drawn) if f.notice is notice)


@pytest.mark.parametrize(("rule", "text"), HITS)
def test_a_hit_names_exactly_the_marked_places(rule: Rule, text: str) -> None:
    drawn = example(text)
    assert drawn.marks, "a hit marks at least one place with ←"
    assert named(rule.notice, drawn) == sorted(drawn.marks)


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES)
def test_a_near_miss_names_nothing(rule: Rule, text: str) -> None:
    drawn = example(text)
    assert not drawn.marks
    assert named(rule.notice, drawn) == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.notice.slug) for rule in RULES])
def test_a_rule_has_hits_and_near_misses(rule: Rule) -> None:
    assert rule.hits
    assert rule.near_misses


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.notice.slug) for rule in RULES if rule.check])
def test_a_rule_is_silent_on_the_empty_ledger(rule: Rule) -> None:
    assert rule.check
    assert list(rule.check(Ledger())) == []


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_is_raised_on_a_workbook_without_any_sheet(stage: Stage) -> None:
    ledger, findings = read(KINDS, Book())
    check(replace(ledger, occasion=replace(ledger.occasion, stage=stage)), findings, ITEMS)


@pytest.mark.parametrize("notice", [pytest.param(notice, id=notice.slug) for notice in NOTICES])
def test_no_column_is_needed_to_stay_upright(notice: Notice) -> None:
    for _, text in (pair for pair in EXAMPLES if pair[0] is notice):
        drawn = example(text)
        full = complete(drawn)
        for name, table in full.tables.items():
            for gone in table.lines[0].cells if table.lines else ():
                lines = [Line(line.number, {k: c for k, c in line.cells.items() if k != gone}) for line in table.lines]
                titles = {title: place for title, place in table.titles.items() if title != gone}
                repeated = {title: places for title, places in table.repeated.items() if title != gone}
                cut = replace(table, lines=lines, titles=titles, repeated=repeated)
                all_findings(drawn, replace(full, tables={**full.tables, name: cut}))


def test_codes_and_slugs_are_unique() -> None:
    assert [code for code, n in Counter(notice.code for notice in NOTICES).items() if n > 1] == []
    assert [slug for slug, n in Counter(notice.slug for notice in NOTICES).items() if n > 1] == []


@pytest.mark.parametrize("notice", [pytest.param(notice, id=notice.slug) for notice in NOTICES])
def test_a_notice_speaks_plainly(notice: Notice) -> None:
    assert re.fullmatch(r"[文页列格行跨历全图批]-\d\d", notice.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", notice.slug)
    for sentence in (notice.says, notice.remedy, notice.why):
        assert sentence.endswith("。"), sentence
        assert not [word for word in BANNED if word in sentence], sentence
    assert len(re.sub(r"\{\w+\}", "", notice.says)) <= 40
    assert len(notice.remedy) <= 60


def spoken() -> list[object]:
    """One finding for each notice and example, as the generic tests find them."""
    found = [f for notice, text in EXAMPLES for f in all_findings(example(text)) if f.notice is notice]
    return [
        pytest.param(finding, id=f"{slug}-{n}")
        for slug, group in groupby(found, key=lambda f: f.notice.slug)
        for n, finding in enumerate(group)
    ]


@pytest.mark.parametrize("finding", spoken())
def test_a_message_says_where_what_and_how(finding: Finding) -> None:
    line = str(finding)
    assert finding.severity.label in ("必须改", "建议改", "提示")
    assert f"「{finding.place.sheet}」" in line
    assert finding.message in line
    assert finding.remedy in line
    assert not re.search(r"[{}]", line)
    assert not [word for word in BANNED if word in line], line
    assert len(line) <= 150, line
