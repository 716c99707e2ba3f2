"""Mistakes in a school's own templates: each is told with file and place, and with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import BASE, check, load, looked_at
from ledger_xlsx.document.trial import tried
from ledger_xlsx.errors import TemplateError
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels
from tests.document.books import odd_ledger
from tests.document.school import change, exported, holder, set_text, split_runs

RECORD, DAILY, PROGRESS = "备课组活动记录", "每日一议", "表2教学进度"
TALK = {"序号": 1, "日期": "2.27", "议题": "议一", "主讲人": "恽蝶", "参加人员": "", "讨论要点": "点一"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exported(tmp_path / "模板")


def said(folder: Path, form: str, *edits: object) -> list[str]:
    """What is said of one changed template, without its name."""
    change(folder / f"{form}.docx", *edits)
    found = check(folder)
    assert all(mistake.startswith(f"「{form}.docx」") for mistake in found)
    return [mistake.removeprefix(f"「{form}.docx」") for mistake in found]


@pytest.mark.parametrize(
    ("form", "old", "new", "expected"),
    [
        (
            DAILY,
            "{{ 行.议题 }}",
            "{{ 行.议提 }}",
            "没有「行.议提」这个名字。是不是「行.议题」？请改成说明.docx 里有的名字。",
        ),
        (
            DAILY,
            "{{ 行.议题 }}",
            "{{ 行.活动地点 }}",
            "没有「行.活动地点」这个名字，「活动地点」是「备课组活动记录」里的，这张表里印不出。请改成说明.docx 里这张表有的名字。",
        ),
        (
            PROGRESS,
            "{{ 台账.制表人 }}",
            "{{ 表.课时 }}",
            "没有「表.课时」这个名字。「课时」要写在「表.周」的循环里，循环的写法见说明.docx。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{{ 集体讨论 }}",
            "没有「集体讨论」这个名字。是不是「表.集体讨论」？请改成说明.docx 里有的名字。",
        ),
        (
            PROGRESS,
            "{{ 行.课时 }}",
            "{{ 行.听课老师 }}",
            "没有「行.听课老师」这个名字。请改成说明.docx 里有的名字。学校自己加的栏目要写成「行.本校.听课老师」。",
        ),
        (
            DAILY,
            "{%tr for 行 in 表.行 %}",
            "{%tr for 行 in 表.行数 %}",
            "没有「表.行数」这个名字。是不是「表.行」？请改成说明.docx 里有的名字。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{{ 表.照片 }}",
            "「{{ 表.照片 }}」是照片，要写成「{% for 图 in 表.照片 %}{{ 图|放(7.6, 4.8) }}{% endfor %}」（括号里是最宽和最高，厘米）。",
        ),
        (
            DAILY,
            "{{ 台账.备课组名称 }}",
            "{{ 表.行 }}",
            "「{{ 表.行 }}」有许多行，要用循环一行一行地印，写法见说明.docx。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "｛｛ 表.集体讨论 ｝｝",
            "「｛｛」是全角的括号。请切换到英文输入法，改成半角的 {{ }} 或 {% %}。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{ 表.集体讨论 }",
            "「{ 表.集体讨论 }」两边要各有两个括号，写成「{{ 表.集体讨论 }}」。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{{ 表。集体讨论 }}",
            "「{{ 表。集体讨论 }}」写错了，看不懂。里面的「。」是全角的，请换成半角。",
        ),
        (
            DAILY,
            "{{ 行.议题 }}",
            "{{ 行.议题|放(3, 3) }}",
            "「{{ 行.议题|放(3, 3) }}」是文字，「|放」只能用在照片和图表上。请删去「|」和它后面的字。",
        ),
        (RECORD, "{{ 表.集体讨论 }}", "{{ 表.集体讨论", "「{{ 表.集体讨论…」没有写完，缺少 }}。请补上。"),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{{ 表.集体讨论|大写 }}",
            "「{{ 表.集体讨论|大写 }}」写错了，没有「|大写」这种写法。请和说明.docx 里的写法对照。",
        ),
        (
            DAILY,
            "{{ 行.序号 }}",
            "{%tr for 条 in 表.行 %}{{ 条.序号 }}{%tr endfor %}",
            "「{%tr for 条 in 表.行 %}」要单独占一行，同一行里别的内容会丢掉。请在表格里另插一行，把它移过去。",
        ),
        (
            RECORD,
            "{%p if 表.照片 %}",
            "照片：{%p if 表.照片 %}",
            "「{%p if 表.照片 %}」要单独占一段，同一段里别的内容会丢掉。请回车另起一段。",
        ),
        (
            RECORD,
            "{%p if 表.照片 %}",
            "{%tr if 表.照片 %}",
            "「{%tr if 表.照片 %}」只能写在表格里；不在表格里的用「{%p … %}」。",
        ),
        (
            RECORD,
            "{%p endif %}",
            "{% endif %}",
            "「{% endif %}」的开头是「{%p if 表.照片 %}」，这里要写成「{%p endif %}」。",
        ),
        (
            RECORD,
            "{{ 表.集体讨论 }}",
            "{% vm %}{{ 表.集体讨论 }}",
            "「{% vm %}」要写在循环里的行上，这里不在循环里。请删去。",
        ),
        (
            DAILY,
            "{%tr endfor %}",
            "{%tr endif %}",
            "「{%tr endif %}」前面没有对应的「{% if … %}」。请补上开头，或删去这一处。",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place_and_how_to_mend_it(folder, form, old, new, expected):
    assert expected in [mistake.partition("：")[2] for mistake in said(folder, form, set_text(old, new))]


def test_the_two_ends_of_a_row_loop_must_stand_in_one_table(folder):
    def edit(document):
        table = document.add_table(1, 1)
        table.cell(0, 0).text = "{%tr endfor %}"
        put_away = holder(document, "{%tr endfor %}")._p.getparent().getparent()
        put_away.getparent().remove(put_away)

    assert said(folder, DAILY, edit) == [
        "第 2 个表格第 1 行第 1 格：「{%tr endfor %}」和它的开头「{%tr for 行 in 表.行 %}」（第 1 个表格第 2 行第 1 格）不在同一个表格里。请移到一起。"
    ]


def test_all_mistakes_of_one_template_are_told_at_once(folder):
    edits = [
        set_text("{{ 表.活动地点 }}", "{{ 表.活动地占 }}"),
        set_text("{{ 表.主持人 }}", "{{ 表.主持 人 }}"),
        set_text("{{ 表.集体讨论 }}", "｛｛表.集体讨论｝｝"),
    ]
    assert len(said(folder, RECORD, *edits)) == 3


def test_a_tag_that_word_has_cut_into_runs_is_whole(folder):
    change(folder / f"{DAILY}.docx", split_runs("{{ 行.议题 }}"), split_runs("{%tr for"), split_runs("{%tr endfor"))
    change(folder / f"{BASE}.docx", split_runs("{{ 项 }}"))
    assert tried(folder).mistakes == []
    document = render(load(folder), odd_ledger().basics.shown(), [Page(DAILY, {"行": [TALK]})], labels(ITEMS)).data
    assert "| 1 | 2.27 | 议一 | 恽蝶 |  | 点一 |" in dump(document)


def test_curly_quotation_marks_in_a_tag_are_as_good_as_straight_ones(folder):
    change(
        folder / f"{DAILY}.docx", set_text("{{ 行.议题 }}", "{% if 行.主讲人 == “恽蝶” %}是{% endif %}{{ 行.议题 }}")
    )
    assert tried(folder).mistakes == []
    document = render(load(folder), odd_ledger().basics.shown(), [Page(DAILY, {"行": [TALK]})], labels(ITEMS)).data
    assert "是议一" in dump(document)


def test_whatever_stands_behind_a_schools_own_is_the_schools_own(folder):
    assert said(folder, DAILY, set_text("{{ 行.议题 }}", "{{ 行.议题 }}{{ 行.本校.地点 }}")) == []
    assert said(folder, DAILY, set_text("{{ 行.本校.地点 }}", '{{ 行.本校["地点（室）"] }}{{ 台账.本校.校训 }}')) == []
    wrong = said(folder, DAILY, set_text("{{ 台账.本校.校训 }}", "{{ 表.作品.本校.校训 }}"))
    assert [mistake.partition("。")[0] for mistake in wrong] == [
        "第 1 个表格第 3 行第 3 格：没有「表.作品.本校.校训」这个名字"
    ]


def test_a_row_that_comes_from_no_sheet_has_no_columns_of_a_schools_own_and_prints(folder):
    change(folder / f"{DAILY}.docx", set_text("{{ 行.议题 }}", "{{ 行.议题 }}{{ 行.本校.地点 }}"))
    document = render(load(folder), odd_ledger().basics.shown(), [Page(DAILY, {"行": [TALK]})], labels(ITEMS)).data
    assert "| 1 | 2.27 | 议一 | 恽蝶 |  | 点一 |" in dump(document)


def test_a_required_column_that_is_printed_nowhere_is_remarked_and_still_prints(folder):
    change(folder / f"{RECORD}.docx", set_text("{{ 表.集体讨论 }}", "（另附）"))
    change(folder / "封面.docx", set_text("{{ 台账.学校 }}", "孟河中心小学"))
    assert looked_at(folder).mistakes == []
    assert looked_at(folder).remarks == [
        f"「{RECORD}.docx」里没有「集体讨论」了，填了也印不出来。若是误删，请照说明.docx 把它放回去。",
        "「封面.docx」里没有「学校」了，填了也印不出来。若是误删，请照说明.docx 把它放回去。",
    ]
    load(folder)


def test_a_page_header_of_a_forms_own_is_remarked(folder):
    change(folder / f"{DAILY}.docx", lambda d: d.sections[0].header.paragraphs[0].add_run("本校"))
    assert looked_at(folder).remarks == [
        f"「{DAILY}.docx」的页眉、页脚改过，但印的是「{BASE}.docx」的。请到那里去改，所有的页都跟着变。"
    ]


def test_the_bases_page_header_knows_no_page(folder):
    change(folder / f"{BASE}.docx", set_text("{{ 项 }}", "{{ 表.活动地点 }}{{ 标志 }}"))
    assert [mistake.partition("。")[0] for mistake in check(folder)] == [
        f"「{BASE}.docx」页眉：没有「表.活动地点」这个名字，「活动地点」是「{RECORD}」里的，这张表里印不出",
        f"「{BASE}.docx」页眉：没有「标志」这个名字",
    ]


def test_footnotes_cannot_be_printed_and_are_told(folder):
    def edit(document):
        run = holder(document, "{{ 行.议题 }}").runs[0]._r
        run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))

    assert said(folder, DAILY, edit) == ["第 1 个表格第 3 行第 3 格：有脚注，印不出来。请改成正文里的字。"]


@pytest.mark.parametrize("tag", ["{{ 行.序号 / 行.日期 }}", "{{ 行.议题 + 1 }}", "{{ 行.议题|round }}"])
def test_what_cannot_be_printed_is_found_by_trying(folder, tag):
    change(folder / f"{DAILY}.docx", set_text("{{ 行.议题 }}", tag))
    assert [mistake.partition("。")[0] for mistake in tried(folder).mistakes] == [
        f"「{DAILY}.docx」试印了一页，没有印成"
    ]
    with pytest.raises(TemplateError):
        render(load(folder), odd_ledger().basics.shown(), [Page(DAILY, {"行": [TALK]})], labels(ITEMS))


def test_a_shipped_template_has_no_mistake(folder):
    assert (tried(folder).mistakes, tried(folder).remarks) == ([], [])
    assert "{{ 行.议题 }}" in "".join(Document(str(folder / "说明.docx")).element.body.itertext())
