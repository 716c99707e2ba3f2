"""What a teacher, WPS or Excel has put into a file survives its being annotated."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.workbook.defined_name import DefinedName

from ledger_xlsx import api
from ledger_xlsx.items.homework import WorkRow

from .annotated import AUTHOR, LIST, TEACHER, annotated, comments, copy_of, listed, marks, opened, parts, touched
from .books import in_xml, part, repacked, written
from .galleries import between, book_with, pictures
from .test_cell_pictures import CELL, with_dispimg, with_place_in_cell, works

# No lesson count, in C5: the cell that must be changed.
FAULTY = """
    【表2教学进度】
    周次 | 日期 | 教学内容 | 课时
    1    | 2.21 | 认识方程 | 1
         |      | 解方程   | 一会儿
"""
SHEET, WRONG = "表2教学进度", "D5"
CONTROL = (
    '<v:shape id="_x0000_s2050" type="#_x0000_t201" style="position:absolute" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<x:ClientData xmlns:x="urn:schemas-microsoft-com:office:excel" ObjectType="Checkbox"><x:Row>4</x:Row><x:Column>3</x:Column>'
    "</x:ClientData></v:shape>"
)


def faulty(folder: Path, edit: Callable[[Workbook], object] = bool) -> Path:
    """A file with one cell that must be changed, perhaps edited."""
    return written(folder / "a.xlsx", FAULTY, edit)


def comment(cell: str, text: str = TEACHER) -> Callable[[Workbook], object]:
    """A teacher's comment."""
    return lambda workbook: setattr(workbook[SHEET][cell], "comment", Comment(text, "张思月"))


def mended(made: Path, original: Path) -> Path:
    """The copy of a file with the mistake put right."""
    return repacked(made, {part(original, SHEET): lambda data: data.replace("一会儿".encode(), b"1")})


def twice_is_once(path: Path, folder: Path) -> bool:
    """Whether annotating the copy gives the copy."""
    made = copy_of(path, folder / "copies")
    return annotated(made).data == made.read_bytes()


def test_ours_is_put_below_a_teachers_comment_and_out_again(tmp_path: Path) -> None:
    path = faulty(tmp_path, comment(WRONG))
    text = comments(annotated(path).data)[SHEET][WRONG]
    assert re.fullmatch(rf"{TEACHER}\n—— {AUTHOR} ——\n【.*】.*", text)
    assert opened(annotated(path).data)[SHEET][WRONG].comment.author == "张思月"  # type: ignore[union-attr]
    assert twice_is_once(path, tmp_path)
    made = mended(copy_of(path, tmp_path / "copies"), path)
    assert comments(annotated(made).data)[SHEET] == {WRONG: TEACHER}


def test_a_teachers_comment_elsewhere_stays_as_it_is(tmp_path: Path) -> None:
    path = faulty(tmp_path, comment("A1"))
    texts = comments(annotated(path).data)[SHEET]
    assert (texts["A1"], set(texts)) == (TEACHER, {"A1", WRONG})
    assert twice_is_once(path, tmp_path)


def test_a_comment_without_a_word_gives_way_to_ours(tmp_path: Path) -> None:
    path = faulty(tmp_path, comment(WRONG, ""))
    assert comments(annotated(path).data)[SHEET][WRONG].startswith("【")
    assert twice_is_once(path, tmp_path)
    drawing = next(name for name in parts(path) if name.endswith(".vml"))
    assert parts(annotated(path).data)[drawing].count(b'ObjectType="Note"') == 1


def test_what_a_teacher_writes_into_our_comment_stays(tmp_path: Path) -> None:
    made = copy_of(faulty(tmp_path), tmp_path / "copies")
    ours = comments(made)[SHEET][WRONG]
    repacked(made, {"xl/comments1.xml": lambda data: data.replace(b"</t>", f"\n{TEACHER}</t>".encode(), 1)})
    assert comments(annotated(made).data)[SHEET][WRONG] == f"\n{TEACHER}\n—— {AUTHOR} ——\n{ours}"
    assert twice_is_once(made, tmp_path)


def test_form_controls_keep_their_shapes(tmp_path: Path) -> None:
    path = faulty(tmp_path, comment("A1"))
    drawing = next(name for name in parts(path) if name.endswith(".vml"))
    repacked(path, {drawing: lambda data: data.replace(b"</xml>", CONTROL.encode() + b"</xml>")})
    made = copy_of(path, tmp_path / "copies")
    mended(made, path)
    for data in (made.read_bytes(), annotated(made).data):
        assert parts(data)[drawing].count(b'ObjectType="Checkbox"') == 1
    assert [parts(data)[drawing].count(b'ObjectType="Note"') for data in (made, annotated(made).data)] == [2, 1]


def test_a_drawing_that_is_no_xml_leaves_the_problem_to_the_list(tmp_path: Path) -> None:
    path = faulty(tmp_path, comment("A1"))
    drawing = next(name for name in parts(path) if name.endswith(".vml"))
    repacked(path, {drawing: lambda data: data.replace(b"</xml>", b"<br></xml>")})
    copy = annotated(path)
    assert copy.without_comments == (SHEET,)
    assert comments(copy.data)[SHEET] == {"A1": TEACHER}
    assert f"{SHEET} {WRONG}（课时）" in [row[3] for row in listed(copy.data)]


def test_the_mark_comes_behind_a_teachers_own_conditional_formats(tmp_path: Path) -> None:
    rule = CellIsRule("equal", ["1"])
    path = faulty(tmp_path, lambda workbook: workbook[SHEET].conditional_formatting.add("D4:D9", rule))
    rules = [
        (str(one.sqref), one.rules[0].priority) for one in opened(annotated(path).data)[SHEET].conditional_formatting
    ]
    assert rules == [("D4:D9", 1), (WRONG, 2)]
    made = mended(copy_of(path, tmp_path / "copies"), path)
    assert marks(annotated(made).data, SHEET) == []
    assert len(opened(annotated(made).data)[SHEET].conditional_formatting) == 1


def test_a_problem_of_a_merged_area_is_told_at_its_first_cell(tmp_path: Path) -> None:
    path = faulty(tmp_path, lambda workbook: workbook[SHEET].merge_cells("C5:D6"))
    assert "D5" in [finding.place.cell for finding in annotated(path).report.findings]
    data = annotated(path).data
    assert (list(comments(data)[SHEET]), marks(data, SHEET)) == (["C5"], ["C5"])
    assert [str(area) for area in opened(data)[SHEET].merged_cells.ranges] == ["C5:D6"]


def test_only_the_list_is_selected(tmp_path: Path) -> None:
    def select(workbook: Workbook) -> None:
        workbook.active = workbook[SHEET]
        workbook[SHEET].sheet_view.tabSelected = True

    workbook = opened(annotated(faulty(tmp_path, select)).data)
    assert [sheet.title for sheet in workbook.worksheets if sheet.sheet_view.tabSelected] == [LIST]
    assert workbook.active == workbook[LIST]


def test_a_picture_that_wps_keeps_in_a_cell_survives(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path))
    made = copy_of(path, tmp_path / "copies")
    assert pictures(made, WorkRow, WorkRow.pictures) == pictures(path, WorkRow, WorkRow.pictures) == {CELL: ["blue"]}
    assert not {name for name in touched(path, made) if "media" in name or "cellimages" in name}
    assert b"DISPIMG" in parts(made)[part(path, WorkRow.sheet)]


@pytest.mark.parametrize("number", [1, 2])
def test_a_picture_that_excel_keeps_in_a_cell_survives(tmp_path: Path, number: int) -> None:
    path = with_place_in_cell(works(tmp_path), number=number)
    made = copy_of(path, tmp_path / "copies")
    assert pictures(made, WorkRow, WorkRow.pictures) == pictures(path, WorkRow, WorkRow.pictures) != {}
    assert not {name for name in touched(path, made) if "media" in name or "rich" in name or "metadata" in name}


def test_floating_pictures_survive(tmp_path: Path) -> None:
    path = book_with(tmp_path, between(11, 3, 12, 4))
    made = copy_of(path, tmp_path / "copies")
    assert pictures(made) == pictures(path)
    assert not {name for name in touched(path, made) if name.startswith(("xl/media", "xl/drawings/drawing"))}


def test_newer_lists_and_macros_survive(tmp_path: Path) -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>成员!$A$4:$A$9</xm:f></x14:formula1><xm:sqref>E4:E9</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst></worksheet>"
    )
    path = faulty(tmp_path)
    name = part(path, SHEET)
    in_xml(path, SHEET, "</worksheet>", extension)
    repacked(path, {}, {"xl/vbaProject.bin": b"\xd0\xcf macro"})
    after = parts(annotated(path).data)
    assert after["xl/vbaProject.bin"] == b"\xd0\xcf macro"
    root = etree.fromstring(after[name])
    assert root.findtext(f".//{{{x14}}}dataValidation/{{*}}sqref") == "E4:E9"
    # The list of extensions is the last of a sheet.
    assert [etree.QName(one).localname for one in root][-2:] == ["legacyDrawing", "extLst"]
    assert twice_is_once(path, tmp_path)


def test_print_areas_stay_with_their_sheets(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook[SHEET].print_area = "A1:E20"
        workbook.defined_names["课时"] = DefinedName("课时", attr_text=f"'{SHEET}'!$D$5")

    path = faulty(tmp_path, edit)
    for made in (copy_of(path, tmp_path / "copies"), copy_of(copy_of(path, tmp_path / "copies"), tmp_path / "again")):
        workbook = opened(made)
        assert workbook[SHEET].print_area == f"'{SHEET}'!$A$1:$E$20"
        assert [sheet.title for sheet in workbook.worksheets if sheet.print_area] == [SHEET]
        assert workbook.defined_names["课时"].attr_text == f"'{SHEET}'!$D$5"


def test_a_teachers_own_sheet_of_that_name_stays(tmp_path: Path) -> None:
    path = faulty(tmp_path, lambda workbook: workbook.create_sheet(LIST).__setitem__("A1", "我的问题"))
    made = copy_of(path, tmp_path / "copies")
    assert [name for name in opened(made).sheetnames if name.startswith(LIST)] == [f"{LIST}（2）", LIST]
    assert opened(made)[LIST]["A1"].value == "我的问题"
    assert twice_is_once(path, tmp_path)
    assert annotated(made).report.findings == annotated(path).report.findings


def test_a_locked_sheet_stays_locked_and_gets_its_comments(tmp_path: Path) -> None:
    path = faulty(tmp_path, lambda workbook: workbook[SHEET].protection.enable())
    data = annotated(path).data
    assert opened(data)[SHEET].protection.sheet
    assert list(comments(data)[SHEET]) == [WRONG]


def test_a_workbook_without_styles_is_given_ours(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    relation = "xl/_rels/workbook.xml.rels"
    repacked(path, {relation: lambda data: re.sub(rb'<Relationship [^>]*/styles"[^>]*/>', b"", data)})
    after = parts(annotated(path).data)
    lists = {etree.QName(one).localname: len(one) for one in etree.fromstring(after["xl/styles1.xml"])}
    assert list(lists) == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"]
    assert lists["dxfs"] == 3
    assert b"/xl/styles1.xml" in after[relation]


def test_a_package_too_damaged_for_a_change_gives_no_copy(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    repacked(path, {"[Content_Types].xml": lambda data: data[:-9]})
    copy = annotated(path)
    assert (copy.data, copy.report.readable) == (b"", True)


def test_a_file_that_cannot_be_read_gives_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    copy = api.annotate(path)
    assert (copy.data, copy.report.readable) == (b"", False)
