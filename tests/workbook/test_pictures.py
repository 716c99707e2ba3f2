"""Every picture is found on the row on which it stands, however the program keeps it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor, AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Drawing

from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.workbook.package import RELATION

from .books import cell_in_xml, found, letter, repacked, sheet_of, table, written

RECORDS = """
    【活动记录】
    活动次序   | 活动时间   | 照片
    第一次活动 | 2024-02-22 |
    第二次活动 | 2024-03-07 |
    第三次活动 | 2024-03-21 |
"""
PHOTO = ActivityRow.columns.index(ActivityRow.photos)
POINT, PIXEL = 12_700, 9525
HEIGHT = 20
"""Of every row in points, in these tests; a column is as wide as the program's default, 64 pixels."""


def png(colour: str) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Drawing.new("RGB", (8, 6), colour).save(buffer, "PNG")
    return buffer.getvalue()


def place(sheet: Worksheet, anchor: object, colour: str = "red") -> None:
    """Put a picture on a sheet."""
    image = Image(io.BytesIO(png(colour)))
    image.anchor = anchor
    sheet.add_image(image)


def between(column: int, row: float, to_column: int, to_row: float, *, down: int = 0) -> TwoCellAnchor:
    """From the top left corner of one cell to that of another, columns and rows counted from 0; `down` in points."""
    first, last = (
        AnchorMarker(col=c, row=int(r), rowOff=round((r - int(r)) * HEIGHT * POINT) + down * POINT)
        for c, r in ((column, row), (to_column, to_row))
    )
    return TwoCellAnchor(_from=first, to=last)


def at(column: int, row: int, width: float, height: float, *, right: float = 0, down: float = 0) -> OneCellAnchor:
    """A picture of so many pixels and points, its corner so far off the corner of a cell."""
    marker = AnchorMarker(col=column, colOff=round(right * PIXEL), row=row, rowOff=round(down * POINT))
    return OneCellAnchor(_from=marker, ext=XDRPositiveSize2D(round(width * PIXEL), round(height * POINT)))


def somewhere(left: float, top: float, width: float, height: float) -> AbsoluteAnchor:
    """A picture without any cell, as phones insert it; pixels across, points down."""
    position = XDRPoint2D(round(left * PIXEL), round(top * POINT))
    return AbsoluteAnchor(pos=position, ext=XDRPositiveSize2D(round(width * PIXEL), round(height * POINT)))


def book_with(
    path: Path,
    *pictures: object,
    text: str = RECORDS,
    kind: type[Row] = ActivityRow,
    edit: Callable[[Worksheet], object] = bool,
) -> Path:
    """A file with pictures on one sheet: anchors, or pairs of anchor and colour."""

    def put(opened: Workbook) -> None:
        sheet = sheet_of(opened, kind)
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = HEIGHT, True
        for picture in pictures:
            place(sheet, *(picture if isinstance(picture, tuple) else (picture,)))
        edit(sheet)

    return written(path / "a.xlsx", text, put)


def pictures(
    path: Path, kind: type[Row] = ActivityRow, column: Column[object] = ActivityRow.photos
) -> dict[str, list[str]]:
    """The colours of the pictures by the address of their cell."""
    cells = [line.cells[column.title] for line in table(path, kind).lines]
    return {
        str(cell.place.cell): [colour(picture.load()) for picture in cell.pictures] for cell in cells if cell.pictures
    }


def colour(data: bytes) -> str:
    names = {(255, 0, 0): "red", (0, 0, 255): "blue", (0, 128, 0): "green", (255, 255, 0): "yellow"}
    with Drawing.open(io.BytesIO(data)) as image:
        return names[image.getpixel((1, 1))]  # type: ignore[index]


@pytest.mark.parametrize(
    ("anchor", "cell"),
    [
        (between(PHOTO, 3, PHOTO + 1, 4), "K4"),
        # Begins one row above the row that it covers.
        (between(PHOTO, 3.9, PHOTO + 1, 4.9), "K5"),
        (between(PHOTO, 4, PHOTO + 1, 5.9), "K5"),
        (at(PHOTO, 4, 40, 18), "K5"),
        (at(PHOTO, 4, 40, 18, down=12), "K6"),
        # An offset never leaves its cell.
        (at(PHOTO, 4, 40, 2, down=900), "K6"),
        (somewhere(PHOTO * 64 + 5, 5 * HEIGHT + 1, 50, 18), "K6"),
        (somewhere(PHOTO * 64 + 5, 4 * HEIGHT - 8, 50, 14), "K4"),
    ],
)
def test_a_picture_belongs_to_the_row_that_holds_its_middle(tmp_path: Path, anchor: object, cell: str) -> None:
    assert pictures(book_with(tmp_path, anchor)) == {cell: ["red"]}


def test_rows_count_with_their_own_heights(tmp_path: Path) -> None:
    def size(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].height = 200
        sheet.row_dimensions[5].hidden = True

    # 3 rows of 20 points, then one of 200 and a hidden one: 250 points down is still row 4, 270 is row 6.
    anchors = [(somewhere(645, 240, 9, 18), "red"), (somewhere(645, 261, 9, 18), "blue")]
    assert pictures(book_with(tmp_path, *anchors, edit=size)) == {"K4": ["red"], "K6": ["blue"]}


def test_a_picture_over_another_column_belongs_to_the_picture_column_of_its_row(tmp_path: Path) -> None:
    anchors = [(between(1, 3, 3, 4), "red"), (between(PHOTO + 6, 4, PHOTO + 7, 5), "blue")]
    assert pictures(book_with(tmp_path, *anchors)) == {"K4": ["red"], "K5": ["blue"]}


def test_columns_count_with_their_own_widths(tmp_path: Path) -> None:
    class TwoGalleries(Row, sheet="活动记录", title="", help=""):
        """Two picture columns of one sheet."""

        first = Column("活动次序", ActivityRow.photos.field)
        second = Column("活动时间", ActivityRow.photos.field)

    def widen(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].width = 100

    from ledger_xlsx.workbook.tables import book  # noqa: PLC0415 - here alone, with other kinds

    path = book_with(tmp_path, (somewhere(600, 62, 90, 9), "red"), (somewhere(680, 62, 90, 9), "blue"), edit=widen)
    tables, _ = book(path, [TwoGalleries])
    (first, *_) = tables.tables["活动记录"].lines
    assert {title: [colour(p.load()) for p in cell.pictures] for title, cell in first.cells.items()} == {
        "活动次序": ["red"],
        "活动时间": ["blue"],
    }


def test_several_pictures_of_a_row_are_read_as_one_reads(tmp_path: Path) -> None:
    def size(sheet: Worksheet) -> None:
        sheet.row_dimensions[5].height = 200

    anchors = [
        (at(PHOTO, 4, 30, 80, right=34, down=104), "yellow"),
        (at(PHOTO, 4, 30, 80, right=34, down=2), "blue"),
        (at(PHOTO, 4, 30, 80, right=0, down=100), "green"),
        # A little lower than its neighbour at the right, as by hand.
        (at(PHOTO, 4, 30, 80, right=0, down=9), "red"),
    ]
    assert pictures(book_with(tmp_path, *anchors, edit=size)) == {"K5": ["red", "blue", "green", "yellow"]}


def test_a_picture_over_the_titles_counts_only_if_it_covers_the_first_row(tmp_path: Path) -> None:
    covering, apart = between(PHOTO, 0, PHOTO + 1, 3.9), between(0, 0, 1, 3.3)
    assert pictures(book_with(tmp_path, (covering, "red"), (apart, "blue"))) == {"K4": ["red"]}


def test_a_picture_so_tall_that_its_middle_is_below_the_table_stays_with_the_row_that_it_touches(
    tmp_path: Path,
) -> None:
    anchors = [(between(PHOTO, 5, PHOTO + 1, 16), "red"), (between(PHOTO, 40, PHOTO + 1, 42), "blue")]
    assert pictures(book_with(tmp_path, *anchors)) == {"K6": ["red"], "K42": ["blue"]}


def test_a_picture_in_a_merged_area_belongs_to_its_first_cell_and_stands_for_every_row(tmp_path: Path) -> None:
    path = book_with(tmp_path, between(PHOTO, 5, PHOTO + 1, 6), edit=lambda sheet: sheet.merge_cells("K4:K6"))
    lines = table(path, ActivityRow).lines
    assert [
        (cell.place.cell, cell.continues, len(cell.pictures)) for cell in (line.cells["照片"] for line in lines)
    ] == [
        ("K4", False, 1),
        ("K4", True, 1),
        ("K4", True, 1),
    ]


def test_any_picture_on_the_basics_is_the_cover_picture(tmp_path: Path) -> None:
    path = book_with(tmp_path, between(4, 2, 6, 9), text="", kind=Basics)
    cell = table(path, Basics).lines[0].cells["封面图片"]
    assert [colour(picture.load()) for picture in cell.pictures] == ["red"]


def test_a_picture_on_a_sheet_without_pictures_is_left_alone(tmp_path: Path) -> None:
    text = "【表2教学进度】\n周次 | 教学内容 | 课时\n1 | 认识方程 | 1"
    path = book_with(tmp_path, between(2, 3, 3, 4), text=text, kind=ProgressRow)
    assert all(not cell.pictures for line in table(path, ProgressRow).lines for cell in line.cells.values())
    assert found(path) == []


# --- what other programs write into a drawing -------------------------------------------------------------------------

PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1"{more}/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="{id}"/></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="100" cy="100"/></a:xfrm></xdr:spPr></xdr:pic>'
)
GROUP = (
    '<xdr:grpSp><xdr:nvGrpSpPr/><xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/><a:chOff x="{x}" y="{y}"/>'
    '<a:chExt cx="{size}" cy="{size}"/></a:xfrm></xdr:grpSpPr>{content}</xdr:grpSp>'
)
ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="a14">'
    "{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
)
SHAPE = "<xdr:sp><xdr:nvSpPr/><xdr:spPr/></xdr:sp>"


def pic(relation: str = "rId1", x: int = 0, y: int = 0, more: str = "") -> str:
    return PICTURE.format(id=relation, x=x, y=y, more=more)


def drawn(path: Path, *contents: str, around: str = "{}") -> Path:
    """A file whose drawing is written by hand: two pictures (rId1 red, rId2 blue), anchored over rows 4 to 6."""
    made = book_with(path, (between(PHOTO, 3, PHOTO + 1, 6), "red"), (between(PHOTO, 3, PHOTO + 1, 6), "blue"))
    anchor = (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{PHOTO}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{PHOTO + 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{{}}</xdr:twoCellAnchor>"
    )
    xml = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{RELATION}">'
        + "".join(around.replace("{}", anchor.format(content)) for content in contents)
        + "</xdr:wsDr>"
    )
    return repacked(made, {"xl/drawings/drawing1.xml": lambda _: xml.encode()})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pic(), {"K5": ["red"]}),
        (ALTERNATIVES.format(choice=pic("rId2"), fallback=pic("rId1")), {"K5": ["blue"]}),
        (ALTERNATIVES.format(choice=SHAPE, fallback=pic("rId1")), {"K5": ["red"]}),
        (pic(more=' hidden="1"'), {}),
        (SHAPE, {}),
        (pic("rId99"), {}),
        # A group of 300 by 300: one picture in its upper, one in its lower third.
        (GROUP.format(x=0, y=0, size=300, content=pic() + pic("rId2", y=200)), {"K4": ["red"], "K6": ["blue"]}),
        (GROUP.format(x=50, y=700, size=300, content=pic(x=50, y=700) + pic("rId2", y=900)), {"K4": ["red"], "K6": ["blue"]}),
        (GROUP.format(x=0, y=0, size=100, content=pic()), {"K5": ["red"]}),
    ],
    ids=["plain", "choice", "fallback", "hidden", "shape", "lost relation", "group", "shifted group", "filled group"],
)  # fmt: skip
def test_pictures_are_found_in_groups_and_alternatives(
    tmp_path: Path, content: str, expected: dict[str, list[str]]
) -> None:
    assert pictures(drawn(tmp_path, content)) == expected


def test_an_anchor_may_itself_be_an_alternative(tmp_path: Path) -> None:
    assert pictures(drawn(tmp_path, pic(), around=ALTERNATIVES.format(choice="{}", fallback="{}"))) == {"K5": ["red"]}


def test_a_group_in_a_group_is_placed_by_both(tmp_path: Path) -> None:
    inner = GROUP.format(x=0, y=0, size=100, content=pic("rId2")).replace(
        '<a:off x="0" y="0"/><a:ext cx="1" cy="1"/>', '<a:off x="0" y="200"/><a:ext cx="100" cy="100"/>'
    )
    assert pictures(drawn(tmp_path, GROUP.format(x=0, y=0, size=300, content=inner))) == {"K6": ["blue"]}


def test_numbers_that_are_none_lose_no_book(tmp_path: Path) -> None:
    path = drawn(tmp_path, pic())
    repacked(
        path,
        {
            "xl/drawings/drawing1.xml": lambda data: data.replace(b"<xdr:row>6<", b"<xdr:row>-6e9<").replace(
                b">0<", b">x<"
            )
        },
    )
    assert pictures(path) == {}


def test_a_picture_is_what_was_read_whatever_becomes_of_the_file(tmp_path: Path) -> None:
    path = book_with(tmp_path, between(PHOTO, 3, PHOTO + 1, 4))
    (picture,) = table(path, ActivityRow).lines[0].cells["照片"].pictures
    path.unlink()
    assert (picture.name, picture.load()) == ("xl/media/image1.png", png("red"))


def test_a_damaged_picture_has_no_bytes_and_loses_no_book(tmp_path: Path) -> None:
    path = book_with(tmp_path, (between(PHOTO, 3, PHOTO + 1, 4), "red"), (between(PHOTO, 4, PHOTO + 1, 5), "blue"))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/media/image1.png")
    data = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + entry.compress_size] = bytes(entry.compress_size)
    path.write_bytes(data)
    loaded = [picture.load() for line in table(path, ActivityRow).lines for picture in line.cells["照片"].pictures]
    assert loaded == [b"", png("blue")]


# --- pictures in cells ------------------------------------------------------------------------------------------------

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


def test_a_wps_picture_in_another_cell_belongs_to_the_picture_column_of_its_row(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path), "E5")
    assert pictures(path, WorkRow, WorkRow.pictures) == {"D5": ["blue"]}
    assert table(path, WorkRow).lines[1].cells["展评"].text == ""


def test_a_wps_picture_that_copying_has_lost_prints_no_formula(tmp_path: Path) -> None:
    path = with_dispimg(works(tmp_path), known="ID_OTHER")
    cell = table(path, WorkRow).lines[0].cells["作品图片"]
    assert (cell.text, cell.pictures, cell.blank, cell.error) == ("", (), True, "")


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


def test_a_picture_may_stand_for_the_whole_question(tmp_path: Path) -> None:
    text = "【有效练习】\n周次 | 练习内容 | 命制人 | 审核人 | 层次\n1 | 等式 | 恽蝶 | 张思月 | 基础练习"
    column = ExerciseRow.columns.index(ExerciseRow.figures)
    path = book_with(tmp_path, between(column, 3, column + 1, 4), text=text, kind=ExerciseRow)
    assert pictures(path, ExerciseRow, ExerciseRow.figures) == {f"{letter(ExerciseRow, ExerciseRow.figures)}4": ["red"]}
    assert found(path) == []
