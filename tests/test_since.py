"""A binder that is added to month by month: what is new is what the last print did not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ledger_xlsx import api
from ledger_xlsx.forms import Page
from ledger_xlsx.paper import CONTENTS

from .conftest import CHECKOUT

BOOK = CHECKOUT / "samples" / "五年级数学.xlsx"
MARCH, APRIL = date(2024, 3, 29), date(2024, 4, 26)
GROWING = {"备课组活动记录", "单元分析", "理论学习摘记", "有效练习设计", "有效练习整页", "特色作业设计"}


def printed(day: date | None = APRIL, since: date | None = None) -> api.Conversion:
    return api.convert(BOOK, as_of=day, stage=None if day else api.Stage.FINAL, since=since)


def growing(pages: list[Page]) -> list[str]:
    """What tells a page of items 4 to 8 from the others, and each row of 每日一议."""
    return sorted(parts(pages))


def parts(pages: list[Page]) -> Iterator[str]:
    for page in pages:
        if page.form in GROWING:
            yield page.entry
        if page.form == "每日一议":
            yield from (f"{row['序号']} {row['议题']}" for row in page.data["行"])


@pytest.mark.parametrize("day", [APRIL, None])
def test_what_was_printed_and_what_is_new_are_the_whole(day: date | None) -> None:
    before, new, whole = (conversion.pages[""] for conversion in (printed(MARCH), printed(day, MARCH), printed(day)))
    assert growing(new)
    assert sorted(growing(before) + growing(new)) == growing(whole)


def test_the_new_pages_lie_under_a_list_that_says_since_when_and_no_plan_is_among_them() -> None:
    pages = printed(since=MARCH).pages[""]
    assert pages[0].form == CONTENTS
    assert pages[0].data["标题"] == "本月新增（3.30—4.26）"
    assert {page.form for page in pages[1:]} == {
        "备课组活动记录",
        "单元分析",
        "理论学习摘记",
        "有效练习设计",
        "每日一议",
    }
    assert [pages[item["页"]].form for item in pages[0].data["项目"]] == [
        "备课组活动记录",
        "理论学习摘记",
        "有效练习设计",
        "每日一议",
    ]
    assert pages[1].entry.startswith("活动记录（四）")


def test_without_a_day_the_list_says_the_first_day_only() -> None:
    assert printed(None, MARCH).pages[""][0].data["标题"] == "新增内容（3.30 起）"


def test_nothing_new_is_no_page() -> None:
    assert printed(since=date(2024, 4, 28)).pages == {}


def test_the_file_is_no_second_one_of_the_whole_ledger() -> None:
    assert printed(since=MARCH).name == f"{printed().name}_新增"
