"""Pictures that are the content of a cell are found, as WPS and as Excel 365 keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.workbook.package import RELATION

from .books import cell_in_xml, found, letter, repacked, table, written
from .galleries import (
    between,
    book_with,
    pictures,
    png,
)

WORKS = """
    【学生作品】
    作业名称   | 学生姓名 | 班级 | 展评
    蒜叶生长记 | 林小禾   | 五2  | 描点准确。
               | 周乐言   | 五3  | 图形规范。
"""
CELL = f"{letter(WorkRow, WorkRow.pictures)}4"
MEDIA = {"xl/media/image1.png": png("red"), "xl/media/image2.png": png("blue")}
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
ID = "ID_0123456789ABCDEF0123456789ABCDEF"


def related(*relations: tuple[str, str, str]) -> bytes:
    """A part of relations: id, kind, target."""
    return RELATIONS.format(
        "".join(f'<Relationship Id="{i}" Type="http://x/{kind}" Target="{target}"/>' for i, kind, target in relations)
    ).encode()


def in_workbook(path: Path, *relations: tuple[str, str]) -> Path:
    """The file with further relations of its workbook: kind, target."""
    more = "".join(
        f'<Relationship Id="more{n}" Type="http://x/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations)
    )
    change = {
        "xl/_rels/workbook.xml.rels": lambda data: data.replace(
            b"</Relationships>", more.encode() + b"</Relationships>"
        )
    }
    return repacked(path, change)


def works(path: Path, *floating: object) -> Path:
    """A file with two works of pupils; a word stands where the first one's picture belongs."""
    return book_with(path, *floating, text=WORKS, kind=WorkRow, edit=lambda sheet: sheet.__setitem__(CELL, "照片"))


def with_dispimg(made: Path, cell: str = CELL, *, known: str = ID) -> Path:
    """The file with a picture in a cell as WPS writes it."""
    formula = f"<f>_xlfn.DISPIMG(&quot;{ID}&quot;,1)</f><v>=DISPIMG(&quot;{ID}&quot;,1)</v>"
    cell_in_xml(made, "学生作品", cell, f'<c r="{cell}"{{s}} t="str">{formula}</c>')
    images = (
        '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{RELATION}" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">'
        f'<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{known}"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId2"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    relations = related(("rId1", "image", "media/image1.png"), ("rId2", "image", "media/image2.png"))
    repacked(made, {}, {**MEDIA, "xl/cellimages.xml": images.encode(), "xl/_rels/cellimages.xml.rels": relations})
    return in_workbook(made, ("cellImage", "cellimages.xml"))


def test_wps_pictures_in_cells_are_found_by_their_ids(tmp_path: Path) -> None:
    assert pictures(with_dispimg(works(tmp_path)), WorkRow, WorkRow.pictures) == {CELL: ["blue"]}


def test_a_wps_picture_that_was_turned_in_its_cell_keeps_its_view(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path))
    repacked(
        path,
        {
            "xl/cellimages.xml": lambda data: data.replace(
                b"</xdr:blipFill>", b'</xdr:blipFill><xdr:spPr><a:xfrm rot="5400000"/></xdr:spPr>'
            )
        },
    )
    (picture,) = table(path, WorkRow).lines[0].cells["作品图片"].pictures
    assert picture.view.turns == 1


def test_a_wps_picture_in_another_cell_belongs_to_the_picture_column_of_its_row(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path), "E5")
    assert pictures(path, WorkRow, WorkRow.pictures) == {"D5": ["blue"]}
    assert table(path, WorkRow).lines[1].cells["展评"].text == ""


def test_a_wps_picture_that_copying_has_lost_prints_no_formula(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path), known="ID_OTHER")
    cell = table(path, WorkRow).lines[0].cells["作品图片"]
    assert (cell.text, cell.pictures, cell.lost, cell.error) == ("", (), True, "")
    assert found(path) == [("图-05", f"「学生作品」{CELL}（作品图片）")]


def test_a_lost_picture_in_another_cell_is_said_where_it_would_have_stood(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path), "E5", known="ID_OTHER")
    assert [place for code, place in found(path) if code == "图-05"] == ["「学生作品」D5（作品图片）"]


def test_another_picture_over_the_lost_one_mends_it(tmp_path: Path) -> None:
    made = works(tmp_path, (between(3, 3, 4, 4), "red"))
    path = with_dispimg(made, known="ID_OTHER")
    assert [code for code, _ in found(path) if code == "图-05"] == []


@pytest.mark.parametrize("text", ['=DISPIMG("ID_1",1)', '=_xlfn.DISPIMG("ID_1",1)'])
def test_a_picture_formula_saved_as_text_prints_nothing(tmp_path: Path, text: str) -> None:
    made = written(tmp_path / "a.xlsx", WORKS)
    cell_in_xml(
        made, "学生作品", "E4", f'<c r="E4"{{s}} t="inlineStr"><is><t>{text.replace(chr(34), "&quot;")}</t></is></c>'
    )
    assert table(made, WorkRow).lines[0].cells["展评"].text == ""


def with_place_in_cell(made: Path, *, number: int) -> Path:
    """The file with a picture in a cell as Excel 365 writes it: three rich values, of which the first is no picture."""
    cell_in_xml(made, "学生作品", CELL, f'<c r="{CELL}"{{s}} t="e" vm="{number}"><v>#VALUE!</v></c>')
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    block = f'<bk><extLst><ext uri="x"><r:rvb xmlns:r="{rich}" i="{{}}"/></ext></extLst></bk>'
    parts = {
        **MEDIA,
        "xl/metadata.xml": (
            f'<metadata xmlns="{main}"><metadataTypes count="2"><metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes>'
            '<futureMetadata name="XLDAPR" count="1"><bk/></futureMetadata>'
            f'<futureMetadata name="XLRICHVALUE" count="2">{block.format(2)}{block.format(1)}</futureMetadata>'
            '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'
            '<valueMetadata count="3"><bk><rc t="2" v="0"/></bk><bk><rc t="2" v="1"/></bk><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
        ),
        "xl/richData/rdrichvaluestructure.xml": (
            f'<rvStructures xmlns="{rich}"><s t="_error"><k n="errorType" t="i"/></s>'
            '<s t="_localImage"><k n="CalcOrigin" t="i"/><k n="_rvRel:LocalImageIdentifier" t="i"/></s></rvStructures>'
        ),
        "xl/richData/rdrichvalue.xml": (
            f'<rvData xmlns="{rich}"><rv s="0"><v>8</v></rv><rv s="1"><v>5</v><v>0</v></rv><rv s="1"><v>5</v><v>1</v></rv></rvData>'
        ),
        # The order of the elements counts, not that of the ids.
        "xl/richData/richValueRel.xml": f'<richValueRels xmlns="http://x" xmlns:r="{RELATION}"><rel r:id="rId2"/><rel r:id="rId1"/></richValueRels>',
        "xl/richData/_rels/richValueRel.xml.rels": related(("rId1", "image", "../media/image1.png"), ("rId2", "image", "../media/image2.png")),
    }  # fmt: skip
    repacked(made, {}, {name: data.encode() if isinstance(data, str) else data for name, data in parts.items()})
    kinds = [("sheetMetadata", "metadata.xml")]
    kinds += [(kind, f"richData/{kind}.xml") for kind in ("rdrichvalue", "rdrichvaluestructure", "richValueRel")]
    return in_workbook(made, *kinds)


@pytest.mark.parametrize(("number", "expected"), [(1, ["red"]), (2, ["blue"])])
def test_excel_pictures_in_cells_are_found_by_the_order_of_their_relations(
    tmp_path: Path, number: int, expected: list[str]
) -> None:
    path = with_place_in_cell(works(tmp_path), number=number)
    assert pictures(path, WorkRow, WorkRow.pictures) == {CELL: expected}
    cell = table(path, WorkRow).lines[0].cells["作品图片"]
    assert (cell.text, cell.error) == ("", "")


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_value_error_that_is_no_picture_stays_an_error(tmp_path: Path, number: int) -> None:
    cell = table(with_place_in_cell(works(tmp_path), number=number), WorkRow).lines[0].cells["作品图片"]
    assert (cell.error, cell.pictures) == ("#VALUE!", ())


def test_a_cells_own_picture_comes_before_one_that_floats_over_it(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path, (between(3, 3, 4, 4), "red")))
    assert pictures(path, WorkRow, WorkRow.pictures) == {CELL: ["blue", "red"]}
