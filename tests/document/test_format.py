"""格式要求, read out of the finished document: effective font, size, weight, alignment and spacing of every run."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from tests.document.books import odd_document


class Formats:
    """Resolves what holds for a paragraph or run: direct, then its styles up to the root, then the defaults."""

    def __init__(self, data: bytes) -> None:
        self.document = Document(io.BytesIO(data))
        self.styles = {
            style.get(qn("w:styleId")): style for style in self.document.styles.element.findall(qn("w:style"))
        }
        self.defaults = self.document.styles.element.find(qn("w:docDefaults"))
        self.default_style = next(
            s for s in self.styles.values() if s.get(qn("w:default")) and s.get(qn("w:type")) == "paragraph"
        )

    def chain(self, paragraph):
        properties = paragraph.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self.styles[named.get(qn("w:val"))] if named is not None else self.default_style
        while style is not None:
            yield style
            based = style.find(qn("w:basedOn"))
            style = self.styles[based.get(qn("w:val"))] if based is not None else None

    def paragraph(self, paragraph, tag, attribute="w:val"):
        holders = [paragraph.find(qn("w:pPr")), *(s.find(qn("w:pPr")) for s in self.chain(paragraph))]
        holders.append(self.defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}"))
        return first(holders, tag, attribute)

    def run(self, run, tag, attribute="w:val"):
        paragraph = next(a for a in run.iterancestors() if a.tag == qn("w:p"))
        holders = [run.find(qn("w:rPr")), *(s.find(qn("w:rPr")) for s in self.chain(paragraph))]
        holders.append(self.defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))
        return first(holders, tag, attribute)

    def name(self, paragraph):
        return next(self.chain(paragraph)).find(qn("w:name")).get(qn("w:val"))


def first(holders, tag, attribute):
    for holder in holders:
        element = holder.find(qn(tag)) if holder is not None else None
        if element is not None and (attribute is None or element.get(qn(attribute)) is not None):
            return True if attribute is None else element.get(qn(attribute))
    return None


@pytest.fixture(scope="module")
def formats():
    return Formats(odd_document())


def text_runs(formats):
    parts = [formats.document.element.body]
    for section in formats.document.sections:
        parts += [section.header._element, section.footer._element]
    return [
        run
        for part in parts
        for run in part.iter(qn("w:r"))
        if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
    ]


def test_every_run_is_song_in_all_scripts(formats):
    runs = text_runs(formats)
    fonts = {
        (formats.run(run, "w:rFonts", f"w:{script}")) for run in runs for script in ("eastAsia", "ascii", "hAnsi", "cs")
    }
    assert fonts == {"宋体"}
    assert len(runs) > 300
    assert not [
        e for e in formats.document.styles.element.iter(qn("w:rFonts")) if any("Theme" in key for key in e.attrib)
    ]


def test_nothing_is_smaller_than_wuhao(formats):
    assert min(float(formats.run(run, "w:sz")) / 2 for run in text_runs(formats)) >= 10.5


WANTED = {
    "台账大标题": (16, True, "center", "360"),
    "台账副标题": (14, False, "right", "360"),
    "台账小标题": (12, True, None, "360"),
    "台账正文": (12, False, "both", "360"),
    "台账落款": (12, False, "right", "360"),
    "台账表单": (12, False, None, "360"),
    "台账表单正文": (12, False, "both", "360"),
    "台账标签": (12, False, "center", "360"),
}


@pytest.mark.parametrize("style", WANTED)
def test_titles_and_body_have_the_required_size_weight_place_and_spacing(formats, style):
    found = {
        (
            float(formats.run(run, "w:sz")) / 2,
            bool(formats.run(run, "w:b", None)),
            formats.paragraph(paragraph, "w:jc"),
            formats.paragraph(paragraph, "w:spacing", "w:line"),
        )
        for paragraph in formats.document.element.body.iter(qn("w:p"))
        if formats.name(paragraph) == style
        for run in paragraph.iter(qn("w:r"))
    }
    assert found == {WANTED[style]}


def test_every_big_title_begins_a_page(formats):
    titles = [p for p in formats.document.element.body.iter(qn("w:p")) if formats.name(p) == "台账大标题"]
    assert len(titles) > 15
    assert all(formats.paragraph(title, "w:pageBreakBefore", None) for title in titles)
    assert all(formats.paragraph(title, "w:keepNext", None) for title in titles)


def test_text_outside_tables_is_never_below_xiaosi(formats):
    outside = [p for p in formats.document.element.body.findall(qn("w:p")) for r in p.iter(qn("w:r"))]
    sizes = Counter(float(formats.run(r, "w:sz")) / 2 for p in outside for r in p.iter(qn("w:r")))
    assert min(sizes) == 12


def test_rows_are_never_cut_and_head_rows_repeat_and_stay_with_the_next(formats):
    rows = list(formats.document.element.body.iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    # Word repeats only rows with which the table begins.
    assert all(row.getprevious() is None or row.getprevious().tag != qn("w:tr") for row in heads)
    assert len(heads) >= 9
    assert all(formats.paragraph(p, "w:keepNext", None) for row in heads for p in row.iter(qn("w:p")))


def test_tables_are_of_fixed_layout_and_as_wide_as_their_page(formats):
    widths = Counter()
    for table in formats.document.element.body.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
        widths[round(sum(int(c.get(qn("w:w"))) for c in table.iter(qn("w:gridCol"))) / 567, 1)] += 1
    assert set(widths) == {16.0, 24.7}


def test_forms_have_one_grid_and_their_text_stands_off_from_the_upper_rule(formats):
    forms = [t for t in formats.document.element.body.iter(qn("w:tbl")) if labelled(formats, t)]
    assert len(forms) > 6
    assert {label_width(table) for table in forms} == {"1644"}
    margins = {cell_margin(cell) for table in forms for cell in table.iter(qn("w:tc")) if loose(formats, cell)}
    assert margins == {("100", "28")}


def labelled(formats, table):
    """Whether a table begins with a label and its value, as the forms of items 4 to 8 do."""
    names = [formats.name(p) for p in next(table.iter(qn("w:tr"))).iter(qn("w:p"))]
    return names[:2] == ["台账标签", "台账表单"]


def label_width(table):
    return next(table.iter(qn("w:gridCol"))).get(qn("w:w"))


def loose(formats, cell):
    return all(formats.paragraph(p, "w:spacing", "w:line") == "360" for p in cell.iter(qn("w:p")))


def cell_margin(cell):
    margins = cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}")
    return tuple(margins.find(qn(f"w:{side}")).get(qn("w:w")) for side in ("top", "bottom"))


def test_every_page_leaves_room_for_the_binding(formats):
    for section in formats.document.sections:
        room = section.top_margin if section.page_width > section.page_height else section.left_margin + section.gutter
        assert room / Cm(1) == pytest.approx(3.0, abs=0.01)
        text = section.page_width - section.left_margin - section.right_margin - section.gutter
        assert text / Cm(1) == pytest.approx(24.7 if section.page_width > section.page_height else 16.0, abs=0.01)


@pytest.mark.parametrize("rule", ["widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"])
def test_chinese_line_breaking_holds_in_every_text(formats, rule):
    said = {
        formats.paragraph(p, f"w:{rule}")
        for p in formats.document.element.body.iter(qn("w:p"))
        if formats.name(p) != "台账图片"
    }
    assert said == {None}
    assert all(formats.paragraph(p, f"w:{rule}", None) for p in formats.document.element.body.iter(qn("w:p")))


def test_no_two_paragraphs_in_a_row_are_empty(formats):
    body = formats.document.element.body
    empty = [block.tag == qn("w:p") and not "".join(block.itertext()).strip() for block in body]
    assert not any(one and two for one, two in pairwise(empty))
