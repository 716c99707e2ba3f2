"""An annotated copy is the teacher's own file with comments, marks and a list of problems, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from ledger_xlsx import api
from ledger_xlsx.findings import Place
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.package import MAIN
from ledger_xlsx.workbook.tables import book

from .annotated import (
    AUTHOR,
    ERRORS,
    INSPECTED,
    LIST,
    UNFINISHED,
    annotated,
    comments,
    copy_of,
    listed,
    marks,
    opened,
    parts,
    touched,
)
from .books import KINDS, written

SAMPLES = sorted(ERRORS.glob("*.xlsx"))
BY_NAME = pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
C5 = "【格-01 必须改】没有填。请填写，例如「五年级办公室」。"
MANY = "【成员】\n姓名 | 性别 | 年龄 | 教龄 | 学历 | 所任课务\n" + "\n".join(
    f"张{number} | 女 | {f'{number}a' if number % 2 else 32} | 9 | 本科 | 五2数学" for number in range(1, 462)
)
"""231 ages that cannot be read, among as many that can."""


def test_only_what_the_problems_ask_for_is_touched() -> None:
    names = {"活动记录": "xl/worksheets/sheet8.xml", "理论学习": "xl/worksheets/sheet10.xml"}
    assert [opened(UNFINISHED).sheetnames[int(part[19:-4]) - 1] for part in names.values()] == list(names)
    # The first sheet was the selected one: two selected sheets are typed into together.
    selected = (
        {"xl/worksheets/sheet1.xml"} if b"tabSelected" in parts(UNFINISHED)["xl/worksheets/sheet1.xml"] else set()
    )
    assert touched(UNFINISHED, annotated(UNFINISHED).data) == {
        *names.values(), *selected, "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet20.xml", "xl/comments1.xml", "xl/comments2.xml",
        "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml",
        "xl/worksheets/_rels/sheet8.xml.rels", "xl/worksheets/_rels/sheet10.xml.rels",
    }  # fmt: skip


def test_what_is_not_touched_keeps_its_compressed_bytes(tmp_path: Path) -> None:
    made = copy_of(UNFINISHED, tmp_path)
    with zipfile.ZipFile(UNFINISHED) as before, zipfile.ZipFile(made) as after:
        for old in before.infolist():
            if before.read(old) == after.read(old.filename):
                new = after.getinfo(old.filename)
                assert (raw(UNFINISHED, old), old.date_time) == (raw(made, new), new.date_time)


def raw(path: Path, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes as they lie in the file."""
    data = path.read_bytes()
    lengths = data[entry.header_offset + 26 : entry.header_offset + 30]
    start = entry.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    return data[start : start + entry.compress_size]


@BY_NAME
def test_a_sheet_changes_by_its_marks_and_its_comments_line_alone(path: Path) -> None:
    before, after = parts(path), parts(annotated(path).data)
    for name in before:
        if name.startswith("xl/worksheets/sheet"):
            assert without_ours(after[name]) == without_ours(before[name])


def without_ours(sheet: bytes) -> bytes:
    """A sheet's canonical XML without what annotating adds, and without what selects it."""
    root = etree.fromstring(sheet)
    for one in root.findall(f"{{{MAIN}}}legacyDrawing") + [
        one for one in root.findall(f"{{{MAIN}}}conditionalFormatting") if AUTHOR in "".join(one.itertext())
    ]:
        root.remove(one)
    for view in root.iter(f"{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    return etree.tostring(root, method="c14n", exclusive=True)


def test_the_styles_that_cells_have_keep_their_numbers() -> None:
    for kind in ("numFmts", "fonts", "fills", "borders", "cellXfs"):
        before, after = (
            [
                etree.tostring(one, method="c14n")
                for one in etree.fromstring(package["xl/styles.xml"]).find(f"{{*}}{kind}")
            ]
            for package in (parts(UNFINISHED), parts(annotated(UNFINISHED).data))
        )
        assert after[: len(before)] == before


@BY_NAME
def test_annotating_twice_is_the_same_as_once(path: Path, tmp_path: Path) -> None:
    made = copy_of(path, tmp_path)
    assert annotated(made).data == made.read_bytes()


@BY_NAME
def test_an_annotated_file_is_read_as_if_it_were_not(path: Path, tmp_path: Path) -> None:
    assert stripped(copy_of(path, tmp_path)) == stripped(path)


def stripped(path: Path) -> object:
    """What a file's sheets hold, pictures by their names, and what opening it found."""
    tables, findings = book(path, KINDS)
    cells = {
        name: [
            (line.number, title, cell.place, cell.text, cell.value, [picture.name for picture in cell.pictures])
            for line in table.lines
            for title, cell in line.cells.items()
        ]
        for name, table in tables.tables.items()
    }
    return cells, tables.extra, tables.twins, findings


def test_the_comment_names_rule_level_fact_and_remedy_under_our_name() -> None:
    data = annotated(UNFINISHED).data
    assert comments(data)["活动记录"]["C5"] == C5
    comment = opened(data)["活动记录"]["C5"].comment
    assert comment is not None
    assert comment.author == AUTHOR
    assert [len(text) <= 120 for sheet in comments(data).values() for text in sheet.values()] == [True] * 3


def test_a_long_fact_is_cut_and_what_to_do_is_not(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", "【每日一议】\n日期 | 议题 | 主讲人\n" + "很长的日子" * 60 + " | 议题 | 张思月")
    (finding,) = (one for one in annotated(path).report.findings if one.place == Place("每日一议", "A4", "日期"))
    text = comments(annotated(path).data)["每日一议"]["A4"].split("\n")[0]
    assert len(text) <= 120
    assert "…" in text
    assert text.endswith(finding.remedy)
    assert len(finding.message) > 120


def test_every_cell_with_a_problem_is_marked_and_no_other() -> None:
    data = annotated(UNFINISHED).data
    assert (marks(data, "活动记录"), marks(data, "理论学习"), marks(data, "成员")) == (["C5", "E5"], ["B6"], [])


def test_several_problems_of_a_cell_stand_in_one_comment_the_gravest_first(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx",
        "【每日一议】\n日期 | 议题 | 主讲人 | 参加人员 | 讨论要点\n2024-03-04 | 同上 | 张 思月 | 甲乙、恽 蝶 | 无",
    )
    report = annotated(path).report
    text = comments(annotated(path).data)["每日一议"]["D4"].split("\n")
    assert [line[1:9].split("】")[0].split(" ")[1] for line in text] == ["建议改", "提示"]
    assert len(text) == sum(finding.place.cell == "D4" for finding in report.findings)


def test_the_list_is_the_first_sheet_with_links_to_the_cells(tmp_path: Path) -> None:
    workbook = opened(copy_of(UNFINISHED, tmp_path))
    sheet = workbook.worksheets[0]
    assert (sheet.title, workbook.active, workbook.sheetnames[1:]) == (LIST, sheet, opened(UNFINISHED).sheetnames)
    assert [row[:4] for row in listed(copy_of(UNFINISHED, tmp_path))] == [
        (1, "必须改", "格-01", "活动记录 C5（活动地点）"),
        (2, "必须改", "行-02", "理论学习 B6（摘记人）"),
        (3, "提示", "跨-02", "活动记录 E5（参加人员）"),
    ]
    assert [sheet[f"D{row}"].hyperlink.location for row in (4, 5, 6)] == [
        "'活动记录'!C5",
        "'理论学习'!B6",
        "'活动记录'!E5",
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A3:H6", "A4")
    assert [one.title for one in workbook.worksheets if one.sheet_view.tabSelected] == [LIST]


def test_a_workbook_without_problems_is_told_so(tmp_path: Path) -> None:
    path = UNFINISHED.parent.parent / "五年级数学.xlsx"
    data = api.annotate(path, stage=api.Stage.FINAL).data
    assert listed(data)[0][0] == "没有发现问题。"
    assert comments(data) == {}
    once = tmp_path / "a.xlsx"
    once.write_bytes(data)
    assert api.annotate(once, stage=api.Stage.FINAL).data == data


def test_a_sheet_that_is_missing_stands_in_the_list_without_a_link() -> None:
    data = annotated(ERRORS / "少一张表.xlsx").data
    missing = [row for row in listed(data) if " " not in str(row[3])]
    assert len(missing) == 1
    assert str(missing[0][3]) not in opened(data).sheetnames


def test_what_has_been_mended_loses_its_comment(tmp_path: Path) -> None:
    made = copy_of(UNFINISHED, tmp_path)
    mended = opened(made)
    mended["活动记录"]["C5"] = "一年级办公室"
    mended.save(made)
    data = annotated(made).data
    assert comments(data) == {
        sheet: {c: t for c, t in texts.items() if c != "C5"}
        for sheet, texts in comments(annotated(UNFINISHED).data).items()
    }
    assert marks(data, "活动记录") == ["E5"]


def test_where_nothing_is_left_to_say_no_part_is_left_either(tmp_path: Path) -> None:
    once = tmp_path / "a.xlsx"
    once.write_bytes(api.annotate(UNFINISHED, as_of=INSPECTED).data)
    none = api.annotate(once, stage=Stage.DRAFT)
    theory = [finding for finding in none.report.findings if finding.place.sheet == "理论学习"]
    assert ("理论学习" in comments(none.data)) == bool(theory)
    assert sum("comments" in name for name in parts(none.data)) == len(comments(none.data))


def test_more_than_two_hundred_comments_become_one_for_each_kind(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", MANY)
    data = annotated(path).data
    ages = {cell: text for cell, text in comments(data)["成员"].items() if cell.startswith("C")}
    assert list(ages) == ["C4"]
    assert "这一栏同类共 231 处" in ages["C4"]
    assert len([area for area in " ".join(marks(data, "成员")).split() if area.startswith("C")]) == 231
    assert sum(str(row[3]).startswith("成员 C") for row in listed(data)) == 231


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", edit=lambda workbook: workbook.create_sheet("=1+1"))
    (row,) = [row for row in listed(annotated(path).data) if row[3] == "=1+1"]
    assert row[3] == "=1+1"
    assert opened(annotated(path).data).worksheets[0].cell(3 + int(str(row[0])), 4).data_type == "s"


@pytest.mark.validator
@BY_NAME
def test_the_open_xml_validator_finds_nothing(path: Path, tmp_path: Path, ooxml_validator: str) -> None:
    run = subprocess.run([ooxml_validator, str(copy_of(path, tmp_path))], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    assert json.loads(run.stdout)["errors"] == []


@pytest.mark.office
def test_libreoffice_opens_it_and_what_it_saves_is_annotated_anew(tmp_path: Path, soffice: str) -> None:
    made = copy_of(UNFINISHED, tmp_path)
    shutil.copy(made, tmp_path / "saved.xlsx")
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        str(tmp_path / "saved.xlsx"),
    ]
    subprocess.run([*command, str(tmp_path / "saved.xlsx")], check=True, capture_output=True, timeout=120)  # noqa: S603 - our own file
    saved = tmp_path / "out" / "saved.xlsx"
    assert comments(saved) == comments(made)
    again = annotated(saved).data
    assert comments(again) == comments(made)
    assert (marks(again, "活动记录"), opened(again).sheetnames) == (["C5", "E5"], opened(made).sheetnames)


NAMES = """
【每日一议】
日期 | 议题 | 主讲人
3.5  | 甲   | 张思玥
3.6  | 乙   | 张思玥
3.7  | 丙   | 王小明
"""


def test_the_list_counts_those_that_say_the_same_and_no_others(tmp_path: Path) -> None:
    data = annotated(written(tmp_path / "a.xlsx", NAMES)).data
    said = [(row[4], row[6]) for row in listed(data) if row[2] == "跨-01"]
    assert said == [*[("「张思玥」不在「成员」里。", 2)] * 2, ("「王小明」不在「成员」里。", 1)]
