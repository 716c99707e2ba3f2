"""All that is ever said to a teacher, as one text that a reviewer reads whole, and a lint of its words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ledger_xlsx.api import rules
from ledger_xlsx.findings import Notice, Severity

NOTICES = sorted(dict.fromkeys(rule.notice for rule in rules()), key=lambda notice: notice.code)
CASES = [pytest.param(notice, id=notice.slug) for notice in NOTICES]
TO_DO = re.compile(
    "请|填|写|改|删|补|核对|清空|取消|保留|检查|放|看|点|选|存|打开|发|重新|换|移|压缩|精简|合成|不管|不用"
)
"""What there is to be done: one of these stands in every remedy."""
NAMES = {
    "xlsx",
    "xls",
    "et",
    "WPS",
    "Excel",
    "Word",
    "MB",
    "X",
    "Strict",
    "Open",
    "XML",
    "calendar",
    "JPG",
    "PNG",
    "HEIC",
    "docx",
    "doc",
    "wps",
    "PDF",
    "A",
    "Ctrl",
    "B",
}
"""The Latin words that a teacher meets in the programs themselves, and behind the names of photos."""
BLAME = ("错误", "非法", "无效", "不合法", "严禁", "违规")
"""Words that scold, or say no more than that something is wrong."""
LONGEST = 120


def entry(notice: Notice) -> str:
    """One notice in full."""
    waivable = "" if notice.waivable else "，不能豁免"
    return (
        f"{notice.code} {notice.slug}（{notice.severity.label}{waivable}）\n"
        f"  会说：{notice.says}\n"
        f"  怎样改：{notice.remedy}\n"
        f"  为什么：{notice.why}\n"
    )


def test_the_whole_catalogue(golden: Callable[[str, str], None]) -> None:
    golden("规则.txt", "\n".join(entry(notice) for notice in NOTICES))


@pytest.mark.parametrize("notice", CASES)
def test_a_remedy_says_what_to_do(notice: Notice) -> None:
    assert TO_DO.search(notice.remedy)


@pytest.mark.parametrize("notice", CASES)
def test_what_is_only_a_hint_leaves_the_choice(notice: Notice) -> None:
    if notice.severity is Severity.HINT:
        assert re.search("可以|不用|不管|不写|或", notice.remedy), notice.remedy


@pytest.mark.parametrize("notice", CASES)
def test_only_words_that_teachers_know(notice: Notice) -> None:
    for sentence in (notice.says, notice.remedy, notice.why):
        said = re.sub(r"\{\w+\}", "", sentence)
        assert set(re.findall("[A-Za-z]+", said)) <= NAMES, said
        assert not [word for word in BLAME if word in said], said
        assert not re.search(r"[一-鿿][,;:?!]|[,;:?!][一-鿿]", said), said
        assert said.count("「") == said.count("」"), said
        assert said.count("（") == said.count("）"), said


@pytest.mark.parametrize("notice", CASES)
def test_a_message_stays_short(notice: Notice) -> None:
    assert len(notice.says) + len(notice.remedy) <= LONGEST
    # One sentence of fact (B1).
    assert notice.says.count("。") == 1
