"""Charts that Word edits: numbers, places, bytes, and that nothing is drawn of nothing."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openpyxl import load_workbook

from ledger_xlsx.document.charts import UPRIGHT, chart_xml, layout, length, shown, spoken
from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import check, contents, load
from ledger_xlsx.examples import example
from ledger_xlsx.forms import Chart, Page
from ledger_xlsx.items import ITEMS, quality
from ledger_xlsx.paper import labels
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.reading import read
from tests.document.books import KINDS, ODD, odd_ledger

RATES = Chart(
    "各班成绩比率图",
    ["五1", f"五2 {ODD}\n第二行\x0b"],
    {"优秀率（≥85分）": [Decimal("0.756"), None], "低分率（＜40分）": [Decimal(0), Decimal("0.022")]},
)


def document(classes: Chart | None = RATES, questions: Chart | None = None, folder: Path | None = None) -> bytes:
    analysis = {"题": [QUESTION] if questions else [], "有分析": False} | dict.fromkeys(quality.PARTS, ())
    pages = [
        Page("质量检测成绩统计", {"班": [], "选填栏": "", "各班成绩比率图": classes}),
        Page("质量检测分析", {**analysis, "各题得分率图": questions}),
    ]
    return render(load(folder), odd_ledger().basics.shown(), pages, labels(ITEMS)).data


QUESTION = {column.title: "" for column in quality.QuestionRow.columns}
QUESTIONS = Chart("各题得分率图", ["一", "二"], {"得分率": [Decimal("0.972"), Decimal("0.925")]})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_chart_brings_its_part_and_its_workbook_each_of_its_own():
    names = parts(document(RATES, QUESTIONS))
    for number in (1, 2):
        assert f"word/charts/chart{number}.xml" in names
        rels = names[f"word/charts/_rels/chart{number}.xml.rels"].decode()
        assert f"embeddings/Microsoft_Excel_Sheet{number}.xlsx" in rels
        assert f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx" in names
    types = names["[Content_Types].xml"].decode()
    assert types.count("drawingml.chart+xml") == 2
    assert "spreadsheetml.sheet" in types
    ids = [d.get("id") for d in Document(io.BytesIO(document(RATES, QUESTIONS))).element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids)) == 2


def test_the_workbook_behind_a_chart_holds_the_numbers_that_the_chart_shows():
    made = parts(document())
    book = load_workbook(io.BytesIO(made["word/embeddings/Microsoft_Excel_Sheet1.xlsx"]))
    sheet = book["Sheet1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    second = " ".join(f"五2 {ODD} 第二行".split())
    assert rows == [[None, *RATES.series], ["五1", 0.756, 0], [second, None, 0.022]]
    assert sheet["B2"].number_format == "0.0%"
    chart = parse_xml(made["word/charts/chart1.xml"])
    for reference in (*chart.iter(qn("c:strRef")), *chart.iter(qn("c:numRef"))):
        area = sheet[reference.findtext(qn("c:f")).partition("!")[2].replace("$", "")]
        cells = [cell for row in area for cell in row] if isinstance(area, tuple) else [area]
        cached = {int(p.get("idx")): p.findtext(qn("c:v")) for p in reference.iter(qn("c:pt"))}
        assert {n: str(c.value) for n, c in enumerate(cells) if c.value is not None} == cached


def test_equal_numbers_give_equal_bytes():
    assert document(RATES, QUESTIONS) == document(RATES, QUESTIONS)


def test_without_numbers_there_is_neither_chart_nor_caption():
    data = document(None)
    assert not [name for name in parts(data) if "chart" in name]
    assert "比率图" not in dump(data)


def test_a_chart_is_kept_with_its_caption_and_has_a_text_for_those_who_do_not_see_it():
    body = Document(io.BytesIO(document(QUESTIONS))).element.body
    holder = next(p for p in body.iter(qn("w:p")) if p.find(f".//{qn('c:chart')}") is not None)
    assert holder.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    assert "".join(holder.getnext().itertext()).endswith("各班成绩比率图")
    assert holder.find(f".//{qn('wp:docPr')}").get("descr") == "柱形图：各题得分率图。一：97.2%；二：92.5%。"


def test_what_is_said_of_several_series_names_each():
    assert (
        spoken(Chart("图", ["五1"], {"优秀率": [Decimal("0.756")], "低分率": [None]}))
        == "柱形图：图。五1：优秀率75.6%，低分率无数据。"
    )


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [("0.935", "0.0%", "93.5%"), ("0.9345", "0.0%", "93.5%"), ("0.5", "0%", "50%"), ("2.675", "0.00", "2.68"), ("3", "0", "3")],
)  # fmt: skip
def test_a_number_is_said_as_the_format_prints_it(value, number_format, text):
    assert shown(Decimal(value), number_format) == text


def many(categories: int, count: int) -> Chart:
    values = [Decimal("0.976")] * categories
    return Chart("图", [f"五{n}" for n in range(1, categories + 1)], {f"率{n}": values for n in range(count)})


def test_numbers_lie_where_they_fit_stand_where_they_do_not_and_are_left_out_where_nothing_fits():
    lie, stand, none = layout(many(10, 1), 16), layout(many(13, 3), 24.7), layout(many(40, 4), 24.7)
    assert (lie.numbers, stand.numbers, none.numbers) == ("0", UPRIGHT, None)
    assert "<c:dLbls>" in chart_xml(many(13, 3), 24.7, 12, "rId1")
    assert "<c:dLbls>" not in chart_xml(many(40, 4), 24.7, 12, "rId1")


def test_names_too_long_for_their_column_stand_upright():
    assert layout(many(10, 1), 16).names == "0"
    parts_of = Chart("图", [f"二（{n % 9}）" for n in range(30)], {"率": [Decimal(1)] * 30})
    assert layout(parts_of, 16).names == UPRIGHT
    assert layout(parts_of, 16).below > length("二（1）") + 0.5
    long = Chart("图", ["期末综合应用题第一小题"] * 20, {"率": [Decimal(1)] * 20})
    assert layout(long, 16).names == UPRIGHT


def test_the_axis_runs_from_nought_to_a_hundred_and_every_font_is_song():
    root = parse_xml(chart_xml(RATES, 24.7, 6, "rId1").encode())
    scaling = root.find(f".//{qn('c:valAx')}/{qn('c:scaling')}")
    assert [(child.tag, child.get("val")) for child in scaling][1:] == [(qn("c:max"), "1"), (qn("c:min"), "0")]
    faces = {e.get("typeface") for tag in ("a:latin", "a:ea", "a:cs") for e in root.iter(qn(tag))}
    assert faces == {"宋体"}
    assert {e.get("sz") for e in root.iter(qn("a:defRPr"))} == {"1050"}
    assert root.find(qn("c:lang")).get("val") == "zh-CN"


def test_series_differ_without_colour():
    xml = chart_xml(many(2, 4), 16, 8, "rId1")
    fills = re.findall(r"</c:tx><c:spPr>(.*?)<a:ln", xml)
    assert len(set(fills)) == 4
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in re.findall(r'srgbClr val="(\w+)"', xml))


def test_a_tag_moved_by_a_school_needs_no_size(tmp_path: Path):
    for name, data in contents().items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    path = tmp_path / "质量检测成绩统计.docx"
    word = Document(str(path))
    for paragraph in word.paragraphs:
        if "|放" in paragraph.text:
            paragraph.text = "{{ 表.各班成绩比率图 }}"
    word.save(str(path))
    assert check(tmp_path) == []
    assert "[图 16.0×8.0]" in dump(document(folder=tmp_path))
    word.add_paragraph("{{ 表.各班成绩比例图 }}")
    word.save(str(path))
    assert "是不是「表.各班成绩比率图」" in check(tmp_path)[0]


CLASSES = """
    【质量检测】
    班级 | 实考人数 | 全班总分 | 优秀人数 | 良好人数 | 及格人数 | 低分人数
    五10 | 3        | 240      | 2        |          | 3        | 0
    五9  | 40       | 3300     | 20       |          | 39       | 1
    """


def chart_of(text: str, name: str) -> Chart | None:
    ledger, _ = read(KINDS, example(text).complete((*SHEETS, *KINDS)))
    return next(page.data[name] for page in quality.pages(ledger) if name in page.data)


def test_classes_stand_in_the_order_of_their_numbers_and_the_grade_is_added_up_first():
    chart = chart_of(CLASSES, "各班成绩比率图")
    assert chart.categories == ["五9", "五10", "合计"]
    # 22 of 43 and no mean of the two rates; nobody gave 良好.
    assert {name[:3]: list(values) for name, values in chart.series.items()} == {
        "优秀率": [Decimal("0.5"), Decimal("0.667"), Decimal("0.512")],
        "及格率": [Decimal("0.975"), Decimal(1), Decimal("0.977")],
        "低分率": [Decimal("0.025"), Decimal(0), Decimal("0.023")],
    }
    assert "优秀率（≥85分）" in chart.series


@pytest.mark.validator
def test_the_open_xml_validator_finds_nothing(tmp_path: Path, ooxml_validator: str) -> None:
    for number, made in enumerate([document(RATES, QUESTIONS), document(many(13, 4), many(30, 1))]):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(made)
        book = tmp_path / f"{number}.xlsx"
        book.write_bytes(parts(made)["word/embeddings/Microsoft_Excel_Sheet1.xlsx"])
        for file in (path, book):
            run = subprocess.run([ooxml_validator, str(file)], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
            assert json.loads(run.stdout)["errors"] == []
