"""Every floating picture is found on the row on which it stands."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.progress import ProgressRow
from ledger_xlsx.pictures import WHOLE, View
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.workbook.package import RELATION

from .books import found, letter, repacked, table
from .galleries import (
    HEIGHT,
    PHOTO,
    at,
    between,
    book_with,
    colour,
    pictures,
    png,
    somewhere,
)


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


@pytest.mark.parametrize(
    ("cut", "frame", "expected"),
    [
        ("", "", WHOLE),
        ('<a:srcRect l="25000" t="10000" r="50000"/>', "", View(0.25, 0.1, 0.5, 0)),
        # What is cut off the outside adds a border; what leaves nothing is no crop.
        ('<a:srcRect l="-5000" b="20000"/>', "", View(bottom=0.2)),
        ('<a:srcRect l="60000" r="60000"/>', "", WHOLE),
        ("", ' rot="5400000"', View(turns=1)),
        ("", ' rot="-5400000"', View(turns=3)),
        ("", ' rot="16080000"', View(turns=3)),
        ("", ' rot="900000" flipH="1" flipV="true"', View(mirrored=True, upside_down=True)),
    ],
)
def test_a_cropped_or_turned_picture_keeps_the_view_that_its_sheet_shows(
    tmp_path: Path, cut: str, frame: str, expected: View
) -> None:
    content = pic().replace("</xdr:blipFill>", f"{cut}</xdr:blipFill>").replace("<a:xfrm>", f"<a:xfrm{frame}>")
    cells = [line.cells["照片"] for line in table(drawn(tmp_path, content), ActivityRow).lines]
    assert [picture.view for cell in cells for picture in cell.pictures] == [expected]


@pytest.mark.parametrize("blip", ['r:embed="rId99"', 'r:link="rId99"'])
def test_a_floating_picture_that_the_file_has_lost_is_said_where_it_stood(tmp_path: Path, blip: str) -> None:
    path = drawn(tmp_path, pic().replace('r:embed="rId1"', blip))
    assert [place for code, place in found(path) if code == "图-05"] == ["「活动记录」K5（照片）"]


def test_a_drawing_that_names_no_picture_has_lost_none(tmp_path: Path) -> None:
    path = drawn(tmp_path, pic().replace(' r:embed="rId1"', ""))
    assert [place for code, place in found(path) if code == "图-05"] == []


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


def test_a_picture_may_stand_for_the_whole_question(tmp_path: Path) -> None:
    text = "【有效练习】\n周次 | 练习内容 | 命制人 | 审核人 | 层次\n1 | 等式 | 恽蝶 | 张思月 | 基础练习"
    column = ExerciseRow.columns.index(ExerciseRow.figures)
    path = book_with(tmp_path, between(column, 3, column + 1, 4), text=text, kind=ExerciseRow)
    assert pictures(path, ExerciseRow, ExerciseRow.figures) == {f"{letter(ExerciseRow, ExerciseRow.figures)}4": ["red"]}
    assert found(path) == []
