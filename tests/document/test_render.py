"""The document as a package: sections, bookmarks, ids, relations, bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn

from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import LOST_PICTURE, printable, render
from ledger_xlsx.document.templates import load
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels, pages
from ledger_xlsx.pictures import Header, Obstacle, Picture, View
from tests.document.books import odd_document, odd_ledger, photo, picture


def rendered(*some: Page, draft: bool = False) -> bytes:
    return render(load(None), odd_ledger().basics.shown(), some, labels(ITEMS), draft=draft).data


def cover(*pictures: Picture) -> Page:
    return Page("封面", {"封面图片": pictures})


DAILY = Page(
    "每日一议", {"行": [{"序号": 1, "日期": "2.27", "议题": "议", "主讲人": "恽蝶", "参加人员": "", "讨论要点": "点"}]}
)


def test_equal_input_gives_equal_bytes():
    ledger = odd_ledger()
    again = render(load(None), ledger.basics.shown(), pages(ledger, ITEMS), labels(ITEMS)).data
    assert again == odd_document()


def test_every_section_has_its_items_header_and_the_cover_has_none():
    document = Document(io.BytesIO(odd_document()))
    headers = [section.header.paragraphs[0].text.split("\t")[-1] for section in document.sections]
    assert headers == [
        "",
        "目录",
        *(item.label for item in ITEMS[1:8]),
        "9 期末学业质量检测报告",
        "9 期末学业质量检测报告",
        "10 备课组总结",
    ]
    footers = [section.footer.paragraphs[0].text for section in document.sections]
    assert footers == ["", *["第 1 页  共 1 页"] * (len(footers) - 1)]


def test_only_the_class_table_lies_crosswise():
    document = Document(io.BytesIO(odd_document()))
    assert [section.page_width > section.page_height for section in document.sections].count(True) == 1


def test_the_last_section_ends_the_body_and_nothing_follows_it():
    body = Document(io.BytesIO(odd_document())).element.body
    assert body[-1].tag == qn("w:sectPr")
    inner = [s for s in body.iter(qn("w:sectPr")) if s.getparent() is not body]
    assert len(inner) == len(Document(io.BytesIO(odd_document())).sections) - 1


def test_a_draft_is_marked_on_every_page_and_nothing_else_is():
    for draft in (True, False):
        document = Document(io.BytesIO(odd_document(draft=draft)))
        marks = [[s.get("string") for s in watermarks(section)] for section in document.sections]
        assert marks == [["草稿"] if draft else []] * len(document.sections)
        assert ["草稿" in section.header.paragraphs[0].text for section in document.sections] == [draft] * len(marks)


def watermarks(section):
    return list(section.header._element.iter("{urn:schemas-microsoft-com:vml}textpath"))[1:]


def test_bookmarks_and_drawings_have_ids_of_their_own_and_every_reference_leads_somewhere():
    body = Document(io.BytesIO(odd_document())).element.body
    names = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == len(pages(odd_ledger(), ITEMS))
    drawings = [d.get("id") for d in body.iter(qn("wp:docPr"))]
    assert len(drawings) == len(set(drawings)) > 5
    targets = {m[1] for i in body.iter(qn("w:instrText")) if (m := re.match(r" PAGEREF (\S+)", i.text))}
    assert targets
    assert targets <= set(names)


def test_every_relation_leads_to_a_part():
    with zipfile.ZipFile(io.BytesIO(odd_document())) as package:
        names = set(package.namelist())
        assert len(names) == len(package.namelist())
        for part in (name for name in names if name.startswith("word/_rels/")):
            for target in re.findall(r'Target="([^"]+)"', package.read(part).decode()):
                assert f"word/{target}" in names or target.lstrip("/") in names
        used = set(re.findall(r'r:(?:id|embed)="(\w+)"', package.read("word/document.xml").decode()))
        known = set(re.findall(r'Id="(\w+)"', package.read("word/_rels/document.xml.rels").decode()))
        assert used <= known


def test_a_merged_cells_properties_keep_the_schemas_order():
    for merge in Document(io.BytesIO(odd_document())).element.body.iter(qn("w:vMerge")):
        tags = [child.tag for child in merge.getparent()]
        assert qn("w:vAlign") not in tags[: tags.index(qn("w:vMerge"))]


def test_photos_are_stored_not_deflated_and_the_same_photo_once():
    same = picture("a", photo(700, 500))
    data = rendered(cover(same, same))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        media = [info for info in package.infolist() if info.filename.startswith("word/media/")]
    assert [info.compress_type for info in media] == [zipfile.ZIP_STORED]
    assert dump(data).count("[图") == 2


def test_a_picture_that_cannot_be_opened_is_named_and_the_rest_is_printed():
    result = render(
        load(None),
        odd_ledger().basics.shown(),
        [cover(Picture("xl/media/bad.emf", lambda: b"no picture")), DAILY],
        labels(ITEMS),
    )
    assert result.unprintable == ("xl/media/bad.emf",)
    assert LOST_PICTURE in dump(result.data)
    assert "恽蝶" in dump(result.data)


def test_a_picture_that_the_check_has_named_is_not_named_again():
    seen = Header("HEIC", obstacle=Obstacle.KIND)
    result = render(
        load(None),
        odd_ledger().basics.shown(),
        [cover(Picture("xl/media/image1.heic", lambda: b"no picture", look=lambda: seen))],
        labels(ITEMS),
    )
    assert result.unprintable == ()
    assert LOST_PICTURE in dump(result.data)


def test_one_picture_in_two_views_prints_as_each():
    whole = picture(data=photo(800, 600))
    turned = replace(whole, view=View(turns=1))
    data = render(load(None), odd_ledger().basics.shown(), [cover(whole), cover(turned)], labels(ITEMS)).data
    assert re.findall(r"\[图 ([\d.×]+)\]", dump(data)) == ["12.0×9.0", "6.8×9.0"]


def test_characters_that_xml_forbids_are_dropped_and_others_kept():
    assert str(printable("a\x0bb\x0c\x07\ud800c\ufffe𠮷")) == "abc𠮷"
    assert str(printable("{_{ }_} {_% %_} a_b")) == "{&#95;{ }&#95;} {&#95;% %&#95;} a_b"


def test_a_single_page_ends_in_one_section():
    document = Document(io.BytesIO(rendered(DAILY)))
    assert len(document.sections) == 1
    # Word wants a paragraph behind the last table.
    assert [child.tag for child in document.element.body][-3:] == [qn("w:tbl"), qn("w:p"), qn("w:sectPr")]
