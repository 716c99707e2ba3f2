"""What a picture's header tells, without decoding the picture."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image, ImageFile

from ledger_xlsx.pictures import ON_ITS_SIDE, Header, Obstacle, Picture, View
from ledger_xlsx.workbook.headers import header
from ledger_xlsx.workbook.package import Package

PART = "xl/media/image1.bin"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(600)
EMF = b"\x01\x00\x00\x00\x6c\x00\x00\x00" + bytes(32) + b" EMF" + bytes(300)


def packed(data: bytes, part: str = PART) -> Package:
    """A package of one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, data)
    opened = zipfile.ZipFile(io.BytesIO(buffer.getvalue()))
    return Package("a.xlsx", opened, {part: opened.getinfo(part)})


def saved(form: str, width: int = 40, height: int = 30, mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_a_printable_picture_tells_its_kind_and_both_sizes(form: str) -> None:
    data = saved(form)
    assert header(packed(data), PART) == Header(form, 40, 30, len(data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (HEIC, "HEIC"),
        (HEIC.replace(b"ftypheic", b"ftypmif1"), "HEIC"),
        (HEIC.replace(b"ftypheic", b"ftypavif"), "AVIF"),
        (EMF, "EMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(40), "WMF"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "EPS"),
    ],
)
def test_a_kind_that_cannot_be_printed_is_known_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert header(packed(data), PART) == Header(kind, size=len(data), obstacle=Obstacle.KIND)


@pytest.mark.parametrize("data", [b"", b"no picture", saved("JPEG")[:300], b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_nothing_opens_is_damaged(data: bytes) -> None:
    assert header(packed(data), PART).obstacle is Obstacle.DAMAGED


def test_a_part_that_cannot_be_unpacked_is_damaged() -> None:
    package = packed(saved("BMP", 400, 300))
    package.entries[PART].compress_type = 99
    assert header(package, PART).obstacle is Obstacle.DAMAGED
    assert header(package, "xl/media/none.png").obstacle is Obstacle.DAMAGED


@pytest.mark.parametrize(
    ("data", "obstacle"),
    [
        (saved("PNG", 9000, 9000, "1"), Obstacle.PIXELS),
        (saved("PNG", 30000, 7000, "1"), Obstacle.PIXELS),
        (saved("JPEG", 9000, 9000, "L"), None),
    ],
)
def test_only_a_jpeg_may_have_as_many_pixels_as_the_largest_telephones_take(
    data: bytes, obstacle: Obstacle | None
) -> None:
    assert header(packed(data), PART).obstacle is obstacle


def test_a_header_decodes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("decoded"))
    exif = Image.Exif()
    exif[0x0112] = 6
    assert header(packed(saved("PNG")), PART).kind == "PNG"
    assert header(packed(saved("JPEG", exif=exif)), PART).on_its_side


def test_a_part_is_looked_at_once() -> None:
    package = packed(saved("PNG"))
    first = header(package, PART)
    package.archive.close()
    assert header(package, PART) is first


@pytest.mark.parametrize(
    ("view", "orientation", "expected"),
    [
        (View(), 1, (400, 300)),
        (View(), 6, (300, 400)),
        (View(left=0.25, right=0.25), 1, (200, 300)),
        (View(turns=1), 1, (300, 400)),
        # Office has turned it when it was inserted: what the camera says is done already.
        (View(turns=1), 6, (300, 400)),
        (View(top=0.5, turns=3), 1, (150, 400)),
    ],
)
def test_the_shown_size_is_what_is_left_of_a_picture_upright(
    view: View, orientation: int, expected: tuple[int, int]
) -> None:
    look = Header("JPEG", 400, 300, on_its_side=orientation in ON_ITS_SIDE)
    assert Picture("a", bytes, view, lambda: look).shown_size == expected


def test_a_picture_of_unknown_size_shows_none() -> None:
    assert Picture("a", bytes).shown_size == (0, 0)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_that_came_only_in_part_is_damaged(form: str) -> None:
    data = saved(form, 400, 300)
    assert header(packed(data[: len(data) * 3 // 4]), PART).obstacle is Obstacle.DAMAGED


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_behind_which_a_telephone_wrote_more_is_whole(form: str) -> None:
    data = saved(form, 400, 300) + b"SEFT" + bytes(5000)
    assert header(packed(data), PART) == Header(form, 400, 300, len(data))
