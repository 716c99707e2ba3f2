"""No text is lost or changed on its way from the cell to the page."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn

from ledger_xlsx.sheets.fields import Pictures
from tests.document.books import KINDS, ODD, odd_document, odd_ledger

# The term and the grade stand on paper in other words (第二学期, 上册); members' rows are checked like any others.
NOT_PRINTED_AS_TYPED = {"学年", "学期", "年级", "开学日期", "教学周数", "部分"}


def printed_lines(data: bytes) -> set[str]:
    """Whole paragraphs, tabs as tabs."""
    found = set()
    for paragraph in Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        found.add(
            "".join(
                "\t" if n.tag == qn("w:tab") and n.getparent().tag == qn("w:r") else n.text or ""
                for n in paragraph.iter(qn("w:t"), qn("w:tab"))
            )
        )
    return found


def test_every_accepted_text_is_on_paper():
    lines = printed_lines(odd_document())
    everything = "\n".join(lines)
    missing = []
    for kind in KINDS:
        for row in odd_ledger().rows(kind):
            for column in kind.columns:
                if isinstance(column.field, Pictures) or column.title in NOT_PRINTED_AS_TYPED:
                    continue
                missing += [
                    f"{kind.sheet} {column.title}: {line}"
                    for line in str(row.shown()[column.title]).split("\n")
                    if line not in lines and line not in everything
                ]
    assert missing == []


def test_basics_are_on_paper():
    everything = "\n".join(printed_lines(odd_document()))
    shown = odd_ledger().basics.shown()
    labels = (
        "学校",
        "备课组名称",
        "备课组组长",
        "计划标题",
        "总结标题",
        "制表人",
        "编制日期",
        "表1时间",
        "教研组长",
        "分管行政",
        "计划日期",
        "总结日期",
    )
    assert [label for label in labels if shown[label] not in everything] == []


def test_the_odd_texts_really_are_odd():
    assert all(mark in ODD for mark in ("<", "&", "{{", "{%", "{_{", "𠮷", "😀"))


def test_each_line_of_a_cell_is_a_paragraph():
    lines = printed_lines(odd_document())
    assert any(line.endswith("乙\t<w:p>") and "甲" not in line for line in lines)
