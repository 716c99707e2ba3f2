"""The finished text set on its pages: numbered lines, rows that stay together, gaps below tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ledger_xlsx.document.measures import Setting, ems
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import load
from ledger_xlsx.document.typesetting import NUMBER, hang
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels
from tests.document.books import odd_ledger, picture

LINE = "学习活动从学习理解到应用实践，再到迁移创新，层层递进，帮助学生用数学的眼光观察、用数学的思维思考。"
RECORD = {
    "序号": "一", "活动时间": "2024年2月22日", "活动地点": "办公室", "活动内容": LINE, "参加人员": "张思月", "主持人": "张思月",
    "中心发言人": "恽蝶", "上周教学工作回顾与反思": LINE, "附单元分析": "见", "附有效练习": "见", "集体讨论": LINE, "照片": (),
}  # fmt: skip


def body(form: str, data: dict[str, Any]) -> Any:
    """The body of a document of one page."""
    rendered = render(load(None), odd_ledger().basics.shown(), [Page(form, data)], labels(ITEMS))
    return Document(io.BytesIO(rendered.data)).element.body


def digest(points: str) -> Any:
    return body("理论学习摘记", {"时间": "3月1日", "摘记人": "恽蝶", "主题": "题", "摘记要点": points})


def week(number: int, lessons: int) -> list[dict[str, Any]]:
    row = {"周次": str(number), "日期": "2.21", "教学内容": "认识方程", "课时": "1", "备注": "", "单元": False}
    return [row] * lessons


def progress(*weeks: Sequence[dict[str, Any]], total: str = "") -> list[Any]:
    return list(body("表2教学进度", {"周": weeks, "合计": total}).iter(qn("w:tr")))


def text(element: Any) -> str:
    return "".join(found.text or "" for found in element.iter(qn("w:t")))


def kept(element: Any) -> bool:
    """Whether all its paragraphs, its own style aside, are kept with the next one."""
    return all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in element.iter(qn("w:p")))


def indent(paragraph: Any) -> dict[str, int]:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return {} if found is None else {name.rpartition("}")[2]: int(value) for name, value in found.attrib.items()}


def indents(root: Any) -> Iterator[tuple[str, dict[str, int]]]:
    """The beginnings of all texts with the indents of their own."""
    yield from ((text(paragraph)[:2], indent(paragraph)) for paragraph in root.iter(qn("w:p")) if text(paragraph))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1、整体感悟教材", "1、"), ("12. 每天口算", "12. "), ("2．每天口算", "2．"), ("（1）解方程", "（1）"), ("(2) 解方程", "(2) "),
        ("3）解方程", "3）"), ("一、上周", "一、"), ("（十二）分工", "（十二）"), ("① x＋15＝40", "① "), ("说明1、备课组", "说明1、"),
    ],
)  # fmt: skip
def test_a_number_is_what_a_teacher_writes_before_a_point(line: str, number: str):
    found = NUMBER.match(line)
    assert found
    assert found[0] == number


@pytest.mark.parametrize(
    "line",
    ["1.5千克苹果", "2.21", "三、四年级合上", "1、2两题", "2024年2月", "十分重要。", "（本次不附单元分析表）", "6月初"],
)
def test_a_figure_that_belongs_to_the_sentence_is_no_number(line: str):
    assert NUMBER.match(line) is None


def test_further_lines_of_a_numbered_paragraph_begin_behind_its_number():
    found = dict(indents(digest(f"1、{LINE}\n（2）{LINE}\n10. {LINE}\n{LINE}")))
    # 小四 is 240 twentieths of a point a character; the text of the form begins two characters in.
    assert found["1、"] == {"left": 480 + 360, "hanging": 360, "firstLineChars": 0}
    assert found["（2"] == {"left": 480 + 600, "hanging": 600, "firstLineChars": 0}
    assert found["10"] == {"left": 480 + 480, "hanging": 480, "firstLineChars": 0}
    assert found["学习"] == {}


def test_small_headings_hang_and_centred_texts_do_not():
    found = dict(indents(body("备课组活动记录", RECORD | {"活动内容": f"1、{LINE}", "集体讨论": "三、四年级一起"})))
    assert found["二、"] == {"left": 480, "hanging": 480}
    assert found["1、"] == {"left": 360, "hanging": 360}
    assert found["三、"] in ({}, {"left": 480, "hanging": 480})
    centred = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>1、题</w:t></w:r></w:p>")
    hang(centred, "1、", Setting(align="center"))
    assert indent(centred) == {}


def test_a_paragraph_that_a_school_has_indented_itself_stays_so():
    own = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:ind w:left="99"/></w:pPr><w:r><w:t>1、题</w:t></w:r></w:p>')
    hang(own, "1、", Setting(align="both"))
    assert indent(own) == {"left": 99}


def test_figures_and_latin_letters_are_half_as_wide_as_characters():
    assert [ems(one) for one in ("1、", "（1）", "10. ", "①", "一、")] == [1.5, 2.5, 2.0, 1.0, 2.0]


def test_the_rows_of_a_week_stay_together_and_weeks_may_part():
    rows = progress(week(1, 3), week(2, 1), week(3, 2), week(4, 2))
    assert [kept(row) for row in rows] == [True, True, True, False, False, True, False, True, False]


def test_a_unit_stays_with_its_first_lesson_over_the_end_of_a_week():
    unit = week(1, 1)[0] | {"教学内容": "一、简易方程", "单元": True}
    rows = progress([*week(1, 2), unit], week(2, 1), week(3, 1), week(4, 1))
    assert [kept(row) for row in rows] == [True, True, True, True, False, True, False]


def test_the_total_stays_with_the_last_week():
    rows = progress(week(1, 3), week(2, 1), week(3, 2), total="6课时")
    assert text(rows[-1]) == "合计6课时"
    assert [kept(row) for row in rows[-3:]] == [True, True, False]


def test_no_row_of_a_total_is_printed_without_one():
    assert "合计" not in "".join(map(text, progress(week(1, 3))))


def test_what_no_page_can_hold_together_may_part():
    rows = progress(week(1, 40))
    assert [kept(row) for row in rows[1:-2]] == [False] * 38


def test_the_last_row_of_a_table_is_not_left_alone():
    talk = {"序号": 1, "日期": "2.27", "议题": "议", "主讲人": "恽蝶", "参加人员": "", "讨论要点": LINE}
    rows = list(body("每日一议", {"行": [talk] * 5}).iter(qn("w:tr")))
    assert [kept(row) for row in rows] == [True, False, False, False, True, False]
    short = list(body("每日一议", {"行": [talk] * 2}).iter(qn("w:tr")))
    assert [kept(row) for row in short] == [True, False, False]


@pytest.mark.parametrize(("points", "whole"), [(4, True), (11, True), (13, False), (30, False)])
def test_a_row_is_cut_only_where_it_would_stand_on_a_page_apart_from_its_title(points: int, whole: bool):  # noqa: FBT001
    rows = list(digest("\n".join([f"1、{LINE}"] * points)).iter(qn("w:tr")))
    split = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows]
    assert split == [False, False, False, not whole]


def test_a_row_that_is_cut_begins_at_its_top_in_all_cells():
    part = {"序号": "一", "内容": "单元教材分析", "个人设计": LINE, "备课组集体讨论意见": "好。", "通栏": False}
    long = part | {"个人设计": "\n".join([LINE] * 60)}
    _, whole, cut = body("单元分析", {"标题": "第一单元", "行": [part, long]}).iter(qn("w:tr"))
    assert len(list(whole.iter(qn("w:vAlign")))) == 4
    assert list(cut.iter(qn("w:vAlign"))) == []


def test_text_below_a_table_stands_off_from_it():
    document = body("备课组活动记录", RECORD)
    below = document.find(qn("w:tbl")).getnext()
    assert text(below) == "活动过程："
    assert below.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:before")) == "120"


def test_the_photos_of_a_record_take_its_last_line_along():
    document = body("备课组活动记录", RECORD | {"集体讨论": "先说。\n后说。", "照片": [picture()]})
    paragraphs = {text(p): kept(p) for p in document.iter(qn("w:p"))}
    assert (paragraphs["先说。"], paragraphs["后说。"]) == (False, True)


def test_the_date_below_a_plan_takes_the_line_above_it_along():
    document = body("备课组计划", {"成员": [], "工作要点": [], "分工与合作": []})
    paragraphs = {text(p): kept(p) for p in document.iter(qn("w:p"))}
    assert (paragraphs["表2：教学进度表"], paragraphs["表3：有效练习命制安排表"]) == (False, True)
