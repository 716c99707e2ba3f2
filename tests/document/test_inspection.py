"""A finished ledger, inspected: a good one passes, and each thing broken in it is found, and nothing else."""

from __future__ import annotations

import copy
import io
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ledger_xlsx import api
from ledger_xlsx.document.base import STYLE_IDS
from ledger_xlsx.document.inspection import inspect
from ledger_xlsx.document.notices import NOTICES
from ledger_xlsx.errors import UnreadableDocument
from ledger_xlsx.findings import Finding, Notice
from ledger_xlsx.forms import Look
from ledger_xlsx.term import Stage
from samples.content import load
from samples.fill import filled
from tests.document.handmade import right, sloppy

SAMPLES = Path(__file__).parent.parent.parent / "samples"
BANNED = ("null", "类型", "解析", "正则", "字段", "校验", "非法", "异常", "失败", "None", "格式错误")
Change = Callable[[Any], None]


@lru_cache(maxsize=1)
def ledger() -> bytes:
    """The whole sample ledger at the end of term."""
    return api.convert(SAMPLES / "五年级数学.xlsx", stage=Stage.FINAL).documents[""]


def found(folder: Path, data: bytes) -> list[Finding]:
    path = folder / "台账.docx"
    path.write_bytes(data)
    return inspect(path)


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.notice.code, finding.place.sheet) for finding in findings]


def changed(change: Change, data: bytes | None = None) -> bytes:
    """The sample ledger with a change to its document."""
    document = Document(io.BytesIO(data or ledger()))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(document: Any, text: str) -> Any:
    """The first paragraph, in tables too, that holds a text and stands behind the table of contents."""
    paragraphs = [p for p in document.element.body.iter(qn("w:p")) if not style_of(p).startswith(CONTENTS_STYLES)]
    return next(p for p in paragraphs if text in "".join(p.itertext()))


CONTENTS_STYLES = tuple(STYLE_IDS[look] for look in (Look.CONTENTS_TITLE, Look.CONTENTS_ITEM, Look.CONTENTS_ENTRY))


def style_of(element: Any) -> str:
    return element.pPr.style or "" if element.pPr is not None else ""


def run_property(text: str, xml: str) -> Change:
    """Sets a property directly on the first run of a paragraph."""

    def change(document: Any) -> None:
        run = next(r for r in paragraph(document, text).iter(qn("w:r")) if r.find(qn("w:t")) is not None)
        run.get_or_add_rPr().insert(0, parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1)))

    return change


def paragraph_property(text: str, xml: str) -> Change:
    """Sets a property directly on a paragraph."""

    def change(document: Any) -> None:
        properties = paragraph(document, text).get_or_add_pPr()
        properties.append(parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1)))

    return change


def theme_font(document: Any) -> None:
    """A run that takes its font from a theme which the document lacks."""
    run_property("开学前通读苏教版", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')(document)


def style_font(document: Any) -> None:
    """The body's style itself in another font."""
    fonts = document.styles["台账正文"].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    fonts.set(qn("w:eastAsia"), "仿宋")


def remove_item(first: str, last: str) -> Change:
    """Takes away what stands from one title up to the next, section breaks kept."""

    def change(document: Any) -> None:
        for element in between(document, first, last):
            if element.find(f".//{qn('w:sectPr')}") is None:
                element.getparent().remove(element)

    return change


def between(document: Any, first: str, last: str) -> list[Any]:
    body = list(document.element.body)
    start, end = (body.index(paragraph(document, text)) for text in (first, last))
    return body[start:end]


def swap(document: Any) -> None:
    """每日一议 in front of 有效练习设计."""
    moved = between(document, "五年级数学备课组每日一议", "特色作业设计（一）")
    target = paragraph(document, "五年级数学备课组有效练习设计")
    for element in moved:
        target.addprevious(element)


def letter(document: Any) -> None:
    size = document.sections[4]._sectPr.find(qn("w:pgSz"))
    size.set(qn("w:w"), "12240")
    size.set(qn("w:h"), "15840")


def narrow(document: Any) -> None:
    document.sections[4]._sectPr.find(qn("w:pgMar")).set(qn("w:left"), "340")


def no_numbers(document: Any) -> None:
    for field in document.sections[2].footer._element.iter(qn("w:instrText")):
        field.text = field.text.replace(" PAGE ", " DATE ")


def numbered_cover(document: Any) -> None:
    cover = document.sections[0]._sectPr.find(qn("w:footerReference"))
    other = document.sections[1]._sectPr.find(qn("w:footerReference"))
    cover.set(qn("r:id"), other.get(qn("r:id")))


def row_of(document: Any, text: str) -> Any:
    return next(a for a in paragraph(document, text).iterancestors() if a.tag == qn("w:tr"))


def head_once(document: Any) -> None:
    heads = [element.getparent() for element in document.element.body.iter(qn("w:tblHeader"))]
    properties = next(one for one in heads if "教学内容" in "".join(one.getparent().itertext()))
    properties.remove(properties.find(qn("w:tblHeader")))


def torn_row(document: Any) -> None:
    properties = row_of(document, "组织同备课组").find(qn("w:trPr"))
    properties.remove(properties.find(qn("w:cantSplit")))


def no_contents(document: Any) -> None:
    for element in [p for p in document.element.body.iter(qn("w:p")) if style_of(p).startswith(CONTENTS_STYLES)]:
        element.getparent().remove(element)


def run_on(document: Any) -> None:
    """每日一议 right behind the practice: its title begins no page, and there is no section's end before it."""
    title = paragraph(document, "五年级数学备课组每日一议")
    title.pPr.append(OxmlElement("w:pageBreakBefore"))
    title.pPr[-1].set(qn("w:val"), "0")
    section = next(e for e in title.itersiblings(preceding=True) if e.find(f".//{qn('w:sectPr')}") is not None)
    section.getparent().remove(section)


PLAN = "夯实教研根基，聚力提质增效"
BROKEN = {
    "font of one run": (run_property("开学前通读苏教版", '<w:rFonts w:eastAsia="黑体"/>'), "印-20", PLAN),
    "font of a theme": (theme_font, "印-20", PLAN),
    "font of a style": (style_font, "印-20", PLAN),
    "font in a table": (run_property("机动1课时", '<w:rFonts w:eastAsia="楷体"/>'), "印-20", "表2：苏教版五年级下册数学教学进度安排表"),
    "size of the body": (run_property("开学前通读苏教版", '<w:sz w:val="21"/>'), "印-21", PLAN),
    "size of a title": (run_property("备课组活动记录（三）", '<w:sz w:val="36"/>'), "印-21", "备课组活动记录（三）"),
    "size of a subtitle": (run_property("工作计划", '<w:sz w:val="24"/>'), "印-21", PLAN),
    "a table too small": (run_property("机动1课时", '<w:sz w:val="18"/>'), "印-21", "表2：苏教版五年级下册数学教学进度安排表"),
    "a form in 五号": (run_property("活动地点", '<w:sz w:val="21"/>'), "印-21", "备课组活动记录（一）"),
    "a heading not bold": (run_property("二、工作要点", '<w:b w:val="0"/>'), "印-22", PLAN),
    "a title not bold": (run_property(PLAN, '<w:b w:val="0"/>'), "印-22", PLAN),
    "a title at the left": (paragraph_property("备课组活动记录（三）", '<w:jc w:val="left"/>'), "印-23", "备课组活动记录（三）"),
    "a subtitle in the middle": (paragraph_property("工作总结", '<w:jc w:val="center"/>'), "印-23", "深耕课堂促成长，精准教研提质量"),
    "single spacing": (paragraph_property("开学前通读苏教版", '<w:spacing w:line="240" w:lineRule="auto"/>'), "印-24", PLAN),
    "a fixed distance": (paragraph_property("开学前通读苏教版", '<w:spacing w:line="400" w:lineRule="exact"/>'), "印-24", PLAN),
    "an item gone": (remove_item("五年级数学备课组每日一议", "特色作业设计（一）"), "印-10", "台账.docx"),
    "the last but one gone": (remove_item("五年级数学期末学业质量检测报告", "深耕课堂促成长"), "印-10", "台账.docx"),
    "items swapped": (swap, "印-11", "五年级数学备课组每日一议"),
    "no contents": (no_contents, "印-13", "台账.docx"),
    "no new page": (run_on, "印-14", "五年级数学备课组每日一议"),
    "letter paper": (letter, "印-30", "备课组活动记录（一）"),
    "margins of 6 mm": (narrow, "印-31", "备课组活动记录（一）"),
    "no page number": (no_numbers, "印-32", "台账.docx"),
    "a number on the cover": (numbered_cover, "印-33", "封面"),
    "a head row once": (head_once, "印-34", "表2：苏教版五年级下册数学教学进度安排表"),
    "a row that may be torn": (torn_row, "印-35", "表1：五年级数学学科备课组活动安排"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_in_a_good_ledger_is_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    change, code, title = BROKEN[name]
    assert codes(found(tmp_path, changed(change))) == [(code, title)]


def test_the_tools_own_ledger_passes(tmp_path: Path) -> None:
    assert found(tmp_path, ledger()) == []


@pytest.mark.parametrize(
    "wishes",
    [
        {"as_of": date(2024, 3, 29)},
        {"as_of": date(2024, 4, 26), "since": date(2024, 3, 29)},
        {"stage": Stage.FINAL, "split": True},
    ],
    ids=["月调研", "新增", "split"],
)
@pytest.mark.parametrize("sample", ["五年级数学", "一年级语文"])
def test_every_kind_of_print_of_the_samples_passes(tmp_path: Path, sample: str, wishes: dict[str, Any]) -> None:
    documents = api.convert(SAMPLES / f"{sample}.xlsx", draft=True, **wishes).documents
    assert documents
    assert {suffix: codes(found(tmp_path, data)) for suffix, data in documents.items()} == {
        suffix: [] for suffix in documents
    }


@pytest.mark.parametrize("sample", ["三年级英语", "三至六年级体育", "六年级语文"])
def test_the_ledgers_of_other_subjects_pass(tmp_path: Path, sample: str) -> None:
    workbook = tmp_path / f"{sample}.xlsx"
    workbook.write_bytes(filled(load(sample)))
    document = api.convert(workbook, stage=Stage.FINAL, draft=True).documents[""]
    assert found(tmp_path, document) == []


@pytest.mark.office
def test_a_ledger_saved_by_libreoffice_passes(tmp_path: Path, soffice: str) -> None:
    path = tmp_path / "台账.docx"
    path.write_bytes(ledger())
    saved = tmp_path / "saved"
    subprocess.run(  # noqa: S603 - LibreOffice
        [
            soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert inspect(saved / "台账.docx") == []


def test_some_items_printed_alone_are_said_to_be_an_excerpt(tmp_path: Path) -> None:
    data = api.convert(SAMPLES / "五年级数学.xlsx", stage=Stage.FINAL, items={1, 2, 5, 6}).documents[""]
    assert [str(finding.message) for finding in found(tmp_path, data)] == [
        "只有第 1、2、5、6 项，按抽出来的几项检查，没有查缺哪一项。"
    ]


def test_a_ledger_typed_by_hand_as_asked_passes(tmp_path: Path) -> None:
    assert found(tmp_path, right()) == []


def test_a_sloppy_ledger_gets_each_slip_once(tmp_path: Path) -> None:
    assert sorted(finding.notice.code for finding in found(tmp_path, sloppy())) == [
        "印-10", "印-13", "印-14", "印-20", "印-21", "印-21", "印-21", "印-22", "印-23", "印-24", "印-30", "印-32", "印-34",
    ]  # fmt: skip


def test_a_root_cause_is_one_sentence_with_its_number_and_its_first_place(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, changed(style_font))
    assert re.fullmatch(
        r"正文有 \d\d+ 处不是宋体（现为 仿宋），第一处是「开学前通读苏教版五年级下册全…」。", finding.message
    )


def test_figures_and_latin_letters_may_stand_in_another_font(tmp_path: Path) -> None:
    def latin(document: Any) -> None:
        target = paragraph(document, "开学前通读苏教版")
        run = copy.deepcopy(next(target.iter(qn("w:r"))))
        run.find(qn("w:t")).text = "1 + 1 = two"
        run.get_or_add_rPr().append(
            parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="Times New Roman" w:eastAsia="Arial"/>')
        )
        target.append(run)

    assert found(tmp_path, changed(latin)) == []


def test_a_theme_counts_with_its_chinese_font(tmp_path: Path) -> None:
    data = right()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        theme = package.read("word/theme/theme1.xml").decode()
    assert '<a:font script="Hans" typeface="宋体"/>' in theme

    def themed(document: Any) -> None:
        for fonts in list(document.element.body.iter(qn("w:rFonts"))):
            fonts.getparent().remove(fonts)

    untouched = changed(themed, data)
    assert found(tmp_path, untouched) == []
    other = repacked(
        untouched, {"word/theme/theme1.xml": theme.replace('"Hans" typeface="宋体"', '"Hans" typeface="等线"').encode()}
    )
    assert [finding.found for finding in found(tmp_path, other)] == ["等线"]


def repacked(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """A package with some parts changed, or left out (None)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            content = parts.get(name, old.read(name) if name in old.namelist() else b"")
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def blank() -> bytes:
    document = Document()
    document.add_paragraph("通知")
    document.add_paragraph("明天下午开会。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


BOMB = b"<w:document>" + b"\0" * 60_000_000
DOCTYPE = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w xmlns="x">&a;</w>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HOSTILE = {
    "an empty file": (lambda: b"", "印-04"),
    "a web page": (lambda: b"<html>", "印-01"),
    "an old .doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "印-02"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "印-03"),
    "half a file": (lambda: right()[:9000], "印-04"),
    "no document": (lambda: repacked(right(), {"word/document.xml": None}), "印-04"),
    "broken XML": (lambda: repacked(right(), {"word/document.xml": b"<w:document"}), "印-04"),
    "a document type": (lambda: repacked(right(), {"word/document.xml": DOCTYPE}), "印-04"),
    "broken styles": (lambda: repacked(right(), {"word/styles.xml": b"<"}), "印-04"),
    "a bomb": (lambda: repacked(right(), {"word/document.xml": BOMB}), "印-05"),
    "a workbook": ((SAMPLES / "五年级数学.xlsx").read_bytes, "印-01"),
    "no ledger": (blank, "印-07"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_ledger_is_refused_in_words(tmp_path: Path, name: str) -> None:
    made, code = HOSTILE[name]
    with pytest.raises(UnreadableDocument) as refusal:
        found(tmp_path, made())
    assert refusal.value.finding.notice.code == code


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    reports = [api.inspect(tmp_path), api.inspect(tmp_path / "没有.docx")]
    assert [(report.readable, report.findings[0].notice.code) for report in reports] == [
        (False, "印-01"),
        (False, "印-06"),
    ]


def test_styles_may_be_missing(tmp_path: Path) -> None:
    assert found(tmp_path, repacked(right(), {"word/styles.xml": None, "word/theme/theme1.xml": None})) == []


def test_nothing_is_raised_on_documents_with_parts_torn_out_or_bits_turned(tmp_path: Path) -> None:
    dice, data = random.Random(7), right()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml")
    tags = re.findall(rb"<w:[^>]+/>", document)
    for _ in range(30):
        torn = document
        for tag in dice.sample(tags, 8):
            torn = torn.replace(tag, dice.choice([b"", tag + tag, re.sub(rb'"[^"]*"', b'"-x9"', tag)]))
        turned = bytearray(data)
        turned[dice.randrange(len(turned))] ^= 0xFF
        for odd in (repacked(data, {"word/document.xml": torn}), bytes(turned)):
            path = tmp_path / "坏.docx"
            path.write_bytes(odd)
            api.inspect(path)


@pytest.mark.parametrize("notice", [pytest.param(notice, id=notice.slug) for notice in NOTICES])
def test_a_notice_speaks_plainly_and_is_explained(notice: Notice) -> None:
    assert re.fullmatch(r"印-\d\d", notice.code)
    for sentence in (notice.says, notice.remedy, notice.why):
        assert sentence.endswith("。"), sentence
        assert not [word for word in BANNED if word in sentence], sentence
    assert len(re.sub(r"\{\w+\}", "", notice.says)) <= 40
    assert len(notice.remedy) <= 60
    assert notice.why in (api.explain(notice.code) or "")


def test_codes_and_slugs_are_nobody_elses() -> None:
    notices = {rule.notice for rule in api.rules()}
    assert len({notice.code for notice in notices}) == len({notice.slug for notice in notices}) == len(notices)
