"""A school's own templates: exported, changed, checked, printed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm, Pt

from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import BASE, check, load
from ledger_xlsx.errors import TemplateError
from ledger_xlsx.forms import Page
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import labels, pages
from tests.document.books import odd_document, odd_ledger, photo
from tests.document.school import change, exported, set_text

DAILY = Page(
    "每日一议", {"行": [{"序号": 1, "日期": "2.27", "议题": "议", "主讲人": "恽蝶", "参加人员": "", "讨论要点": "点"}]}
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exported(tmp_path)


def printed(folder: Path, *some: Page) -> bytes:
    return render(load(folder), odd_ledger().basics.shown(), some, labels(ITEMS)).data


def test_exported_templates_print_what_the_shipped_ones_print(folder):
    ledger = odd_ledger()
    own = render(load(folder), ledger.basics.shown(), pages(ledger, ITEMS), labels(ITEMS)).data
    assert own == odd_document()
    assert check(folder) == []


def test_a_folder_with_one_changed_form_takes_the_others_from_the_shipped_set(folder):
    for path in folder.iterdir():
        if path.stem not in (BASE, "每日一议"):
            path.unlink()
    change(folder / "每日一议.docx", lambda d: d.add_paragraph("请妥善保管"))
    assert "请妥善保管" in dump(printed(folder, DAILY))
    assert "表3" in dump(printed(folder, Page("表3练习命制", {"周": []})))


def test_a_forms_own_style_picture_and_landscape_page_reach_paper(folder):
    def edit(document):
        title = next(p for p in document.paragraphs if "每日一议" in p.text)
        title.style.font.size = Pt(20)
        document.add_picture(io.BytesIO(photo(60, 60)), width=Cm(2))
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width

    change(folder / "每日一议.docx", edit)
    data = printed(folder, DAILY, Page("表3练习命制", {"周": []}))
    document = Document(io.BytesIO(data))
    sizes = [p.style.font.size.pt for p in document.paragraphs if "每日一议" in p.text or p.text.startswith("表3")]
    assert sizes == [20, 16]
    assert [s.page_width > s.page_height for s in document.sections] == [True, False]
    assert "[图 2.0×2.0]" in dump(data)


def test_a_changed_base_changes_every_form(folder):
    change(folder / f"{BASE}.docx", lambda d: setattr(d.styles["台账大标题"].font, "size", Pt(18)))
    # The forms' own copies of the style are the shipped ones, so the base decides.
    document = Document(io.BytesIO(printed(folder, DAILY)))
    assert [p.style.font.size.pt for p in document.paragraphs if "每日一议" in p.text] == [18]


@pytest.mark.parametrize(
    ("form", "old", "new", "said"),
    [
        (
            "备课组活动记录",
            "{{ 表.活动地点 }}",
            "{{ 表.活动地占 }}",
            ["第 1 个表格第 1 行第 4 格", "表.活动地占", "表.活动地点"],
        ),
        ("备课组活动记录", "{{ 表.集体讨论 }}", "{{ 表.集体讨论", ["段", "没有写完", "}}"]),
        ("备课组活动记录", "{{ 表.集体讨论 }}", "表.集体讨论 }}", ["段", "多出了 }}"]),
        ("每日一议", "{%tr endfor %}", "", ["第 1 个表格第 2 行第 1 格", "没有结束", "endfor"]),
        ("单元分析", "{%tr endif %}", "", ["endif"]),
        ("目录", "{%p endfor %}", "{%p endif %}", ["endif", "前面没有"]),
        ("备课组计划", "{{ 台账.计划标题 }}", "{{ 台账.计划标题 计划 }}", ["写错了"]),
        ("备课组计划", "{{ 台账.计划标题 }}", "{{ 计划标题 }}", ["第 1 段", "没有「计划标题」"]),
        ("备课组计划", "{{ 台账.计划标题 }}", "{{ 台账.计划标题|大写 }}", ["写错了"]),
    ],
)
def test_a_mistake_is_told_with_file_and_place(folder, form, old, new, said):
    change(folder / f"{form}.docx", set_text(old, new))
    found = check(folder)
    assert found
    assert all(mistake.startswith(f"「{form}.docx」") for mistake in found)
    assert all(word in "\n".join(found) for word in said)
    with pytest.raises(TemplateError):
        load(folder)


def test_all_mistakes_are_told_at_once(folder):
    change(folder / "每日一议.docx", set_text("{{ 行.议题 }}", "{{ 行.议提 }}"))
    change(folder / "表3练习命制.docx", set_text("{{ 行.命制人 }}", "{{ 行.命制 }}"))
    (folder / "封面.docx").write_bytes(b"not a document")
    assert len(check(folder)) == 3


def test_an_unknown_folder_or_one_without_templates_is_said(tmp_path):
    assert "没有找到文件夹" in check(tmp_path / "没有")[0]
    assert "没有一个台账模板" in check(tmp_path)[0]
