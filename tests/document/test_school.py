"""A school's changed templates, from export to paper: fonts, widths, badge, a column of its own, landscape, borders."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ledger_xlsx import api
from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.master import numberings
from ledger_xlsx.document.templates import load
from ledger_xlsx.document.trial import tried
from ledger_xlsx.packages import stable
from tests.document.school import FONT, change, changed, exported, holder, set_text, with_own_column

CHECKOUT = Path(__file__).parent.parent.parent
SAMPLE = CHECKOUT / "samples" / "五年级数学.xlsx"
TEXT_BOX = (
    '<w:r {} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:t>新</w:t></mc:Choice><mc:Fallback><w:pict><v:shape style="width:90pt;height:20pt"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>{{{{ 台账.学校简称 }}}}印</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def numbered(document: Any) -> None:
    """Points numbered by Word, as its button does."""
    numberings(document).append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        )
    )
    numberings(document).append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))
    properties = holder(document, "{{ 表.集体讨论 }}")._p.get_or_add_pPr()
    properties.find(qn("w:pStyle")).addnext(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    )


def traces_of_word(document: Any) -> None:
    """A bookmark, a comment and ids, as Word leaves them behind, and a text box."""
    paragraph = holder(document, "{{ 表.标题 }}")._p
    paragraph.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "1A2B3C4D")
    for xml in (
        '<w:bookmarkStart {} w:id="0" w:name="_GoBack"/>',
        '<w:bookmarkEnd {} w:id="0"/>',
        '<w:commentRangeStart {} w:id="0"/>',
        TEXT_BOX,
    ):
        paragraph.append(parse_xml(xml.format(nsdecls("w"))))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = changed(tmp_path_factory.mktemp("school") / "模板")
    change(folder / "备课组活动记录.docx", numbered)
    change(folder / "单元分析.docx", traces_of_word)
    (folder / "表3练习命制.docx").unlink()
    (folder / "目录.docx").unlink()
    return folder


@pytest.fixture(scope="module")
def workbook(folder: Path) -> Path:
    return with_own_column(SAMPLE, folder.parent / "台账.xlsx")


def converted(workbook: Path, folder: Path | None) -> bytes:
    return api.convert(workbook, stage=api.Stage.FINAL, templates=folder).documents[""]


@pytest.fixture(scope="module")
def document(workbook: Path, folder: Path) -> bytes:
    return converted(workbook, folder)


def test_the_changed_templates_pass_their_check(folder: Path) -> None:
    assert (tried(folder).mistakes, tried(folder).remarks) == ([], [])


def test_a_schools_own_column_stands_beside_the_others(document: bytes, folder: Path) -> None:
    text = dump(document)
    assert "| 周次 | 日期 | 教学内容 | 课时 | 课型 | 备注 |" in text
    assert text.count("| 新授课 |") == 4
    # A workbook without that column prints it empty.
    assert "| 新授课 |" not in dump(converted(SAMPLE, folder))


def test_fonts_pages_borders_and_badge_are_the_schools(document: bytes) -> None:
    opened: Any = Document(io.BytesIO(document))
    fonts = {opened.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("台账正文", "台账表格")}
    assert fonts == {FONT}
    bordered = [s.page_width > s.page_height for s in opened.sections if s._sectPr.find(qn("w:pgBorders")) is not None]
    assert bordered == [True]
    assert "[图 2.0×2.0]" in dump(document).partition("集体备课工作台账资料")[0]
    badges = ["w:drawing" in s.header._element.xml for s in opened.sections]
    assert badges == [False] + [True] * (len(badges) - 1)


def test_what_the_school_deleted_is_the_shipped_one(document: bytes) -> None:
    assert "表3：有效练习命制安排表" in dump(document)


def test_points_that_word_numbers_keep_their_numbers(document: bytes) -> None:
    opened: Any = Document(io.BytesIO(document))
    numbers = list(opened.element.body.iter(qn("w:numId")))
    assert {number.get(qn("w:val")) for number in numbers} == {"1"}
    assert opened.part.numbering_part.element.findall(qn("w:num"))


def test_what_word_leaves_behind_does_not_come_along(document: bytes) -> None:
    xml = Document(io.BytesIO(document)).element.xml
    assert [mark for mark in ("_GoBack", "commentRange", "paraId", "AlternateContent") if mark in xml] == []
    assert "孟河中心小学印" in xml


def test_equal_input_gives_equal_bytes(document: bytes, workbook: Path, folder: Path) -> None:
    assert document == stable(document) == converted(workbook, folder)


@pytest.mark.validator
def test_the_schools_ledger_is_a_valid_document(document: bytes, ooxml_validator: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.docx"
    path.write_bytes(document)
    done = subprocess.run([ooxml_validator, str(path)], capture_output=True, check=False, text=True)  # noqa: S603 - our own arguments
    assert done.returncode == 0, json.loads(done.stdout)


def test_a_form_with_borders_does_not_share_its_section(folder: Path) -> None:
    templates = load(folder)
    assert templates.section_of("每日一议") != templates.section_of("备课组总结")
    assert templates.section_of("备课组计划") == templates.section_of("表1活动安排")


def test_a_changed_title_is_a_word_of_the_school(tmp_path: Path) -> None:
    folder = exported(tmp_path / "模板")
    change(folder / "每日一议.docx", set_text("每日一议", "每日一研"))
    assert "每日一研" in dump(converted(SAMPLE, folder))
