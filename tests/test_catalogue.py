"""The rules in words."""

from __future__ import annotations

from ledger_xlsx.catalogue import explain, page
from ledger_xlsx.checks import rules
from ledger_xlsx.items import ITEMS

RULES = rules(ITEMS)


def test_an_explanation_says_what_why_and_how_with_both_kinds_of_examples() -> None:
    rule = next(rule for rule in RULES if rule.notice.code == "跨-07")
    text = explain(rule)
    assert text.startswith("跨-07 unit-total（必须改）\n")
    for part in (rule.notice.why, "会指出（← 处）：", "  1    | 一、简易方程 | 10+1 ←", "不会指出："):
        assert part in text
    assert "{" not in text


def test_the_page_has_every_notice_once_and_its_examples_as_tables() -> None:
    text = page(RULES)
    for notice in {rule.notice for rule in RULES}:
        assert text.count(f"### {notice.code} {notice.slug}（") == 1
    assert "「表2教学进度」\n\n| 周次 | 教学内容 | 课时 |\n| --- | --- | --- |\n| 1 | 一、简易方程 | 10+1 ← |" in text
    assert "没有「表2教学进度」 ←" in text
    assert "「表2教学进度」（没有栏目名） ←" in text
    assert "{" not in text


def test_what_has_no_shape_is_shown_as_a_box() -> None:
    assert "面积单位□" in page(RULES)
