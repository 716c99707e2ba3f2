"""Pictures made ready for print."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from ledger_xlsx.document.pictures import UnprintablePicture, fitted
from tests.document.books import photo


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def test_a_picture_turned_by_its_camera_prints_upright():
    image = Image.new("RGB", (400, 300), "white")
    image.paste("red", (0, 0, 50, 50))
    exif = Image.Exif()
    exif[0x0112] = 6
    ready = fitted(saved(image, "JPEG", exif=exif, quality=95), 20, 20)
    upright = opened(ready.data)
    assert upright.height > upright.width
    assert ready.height > ready.width
    # What was top left in the file is top right once turned.
    assert upright.convert("RGB").getpixel((upright.width - 20, 20))[1] < 100
    assert not upright.getexif()


def test_a_large_photo_shrinks_to_print_size_in_proportion():
    ready = fitted(saved(noise(4000, 3000), "JPEG"), 7.2, 5.4)
    image = opened(ready.data)
    assert (round(ready.width, 2), round(ready.height, 2)) == (7.2, 5.4)
    assert image.size == (567, 425)
    assert len(ready.data) < 400_000


def test_a_tall_picture_keeps_to_the_frames_height():
    ready = fitted(photo(300, 1200), 7.2, 5.4)
    assert (round(ready.width, 2), round(ready.height, 2)) == (1.35, 5.4)


def test_a_small_picture_is_not_enlarged_past_150_dots_per_inch():
    ready = fitted(photo(150, 75), 16, 19)
    assert (round(ready.width, 2), round(ready.height, 2)) == (2.54, 1.27)


def test_a_small_picture_keeps_its_own_bytes_unless_a_camera_wrote_into_them():
    plain = photo(300, 200)
    assert fitted(plain, 16, 19).data == plain
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    assert not opened(fitted(photo(300, 200, exif=exif), 16, 19).data).getexif()


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("I;16", "PNG"),
        ("1", "PNG"),
        ("P", "GIF"),
        ("RGB", "BMP"),
        ("RGB", "TIFF"),
        ("RGB", "WEBP"),
    ],
)
def test_every_kind_of_picture_becomes_one_that_word_prints(mode, form):
    ready = fitted(saved(Image.new(mode, (900, 700)), form), 3, 3)
    assert opened(ready.data).format in {"JPEG", "PNG"}
    assert opened(ready.data).mode in {"RGB", "L", "P", "1"}


def test_transparency_is_laid_on_white():
    ready = fitted(saved(Image.new("RGBA", (900, 700), (255, 0, 0, 0)), "PNG"), 3, 3)
    assert opened(ready.data).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"no picture", photo()[:300], b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_broken_picture_is_refused(data):
    with pytest.raises(UnprintablePicture):
        fitted(data, 5, 5)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded():
    with pytest.raises(UnprintablePicture, match="9000×9000"):
        fitted(saved(Image.new("1", (9000, 9000)), "PNG"), 5, 5)
