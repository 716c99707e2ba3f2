"""Pictures made ready for print."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageCms, ImageColor

from ledger_xlsx.document.pictures import UnprintablePicture, fitted
from ledger_xlsx.pictures import View
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


@pytest.mark.parametrize(
    ("mode", "form", "options"),
    [
        ("CMYK", "JPEG", {"quality": 100, "subsampling": 0}),
        ("RGB", "JPEG", {"quality": 100, "subsampling": 0, "progressive": True}),
        ("P", "PNG", {}),
        ("P", "GIF", {"save_all": True, "append_images": [Image.new("P", (400, 300))]}),
        ("RGB", "BMP", {}),
        ("RGB", "WEBP", {"lossless": True}),
        ("RGB", "TIFF", {"save_all": True, "append_images": [Image.new("RGB", (400, 300))]}),
    ],
)
def test_the_first_page_of_every_kind_keeps_its_colours(mode, form, options):
    data = saved(quarters().convert(mode), form, **options)
    colours = opened(fitted(data, 2, 2).data).convert("RGB")
    for spot, colour in {(10, 10): "red", (140, 10): "green", (10, 100): "blue", (140, 100): "yellow"}.items():
        meant = ImageColor.getrgb(colour)
        assert max(abs(a - b) for a, b in zip(colours.getpixel(spot), meant, strict=True)) < 12


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


def quarters() -> Image.Image:
    """Red and green above, blue and yellow below, 400 pixels wide and 300 high."""
    image = Image.new("RGB", (400, 300))
    for spot, colour in {(0, 0): "red", (200, 0): "green", (0, 150): "blue", (200, 150): "yellow"}.items():
        image.paste(colour, (*spot, spot[0] + 200, spot[1] + 150))
    return image


def corners(data: bytes) -> list[str]:
    """The colours at the top left, top right, bottom left and bottom right."""
    image = opened(data).convert("RGB")
    names = {(255, 0, 0): "red", (0, 128, 0): "green", (0, 0, 255): "blue", (255, 255, 0): "yellow"}
    right, bottom = image.width - 3, image.height - 3
    return [names[image.getpixel(spot)] for spot in ((2, 2), (right, 2), (2, bottom), (right, bottom))]


@pytest.mark.parametrize(
    ("view", "expected", "size"),
    [
        (View(turns=1), ["blue", "red", "yellow", "green"], (5.08, 6.77)),
        (View(turns=2), ["yellow", "blue", "green", "red"], (6.77, 5.08)),
        (View(turns=3), ["green", "yellow", "red", "blue"], (5.08, 6.77)),
        (View(mirrored=True), ["green", "red", "yellow", "blue"], (6.77, 5.08)),
        (View(upside_down=True), ["blue", "yellow", "red", "green"], (6.77, 5.08)),
        (View(mirrored=True, turns=1), ["yellow", "green", "blue", "red"], (5.08, 6.77)),
        (View(right=0.5), ["red", "red", "blue", "blue"], (3.39, 5.08)),
        (View(left=0.5, top=0.5), ["yellow"] * 4, (3.39, 2.54)),
        (View(bottom=0.5, turns=1), ["red", "red", "green", "green"], (2.54, 6.77)),
    ],
)
def test_a_picture_prints_as_the_workbook_shows_it(view, expected, size):
    ready = fitted(saved(quarters(), "PNG"), 20, 20, view)
    assert corners(ready.data) == expected
    assert (round(ready.width, 2), round(ready.height, 2)) == size


def test_a_part_of_a_photo_keeps_print_resolution():
    ready = fitted(saved(noise(3200, 2400), "JPEG"), 7.2, 5.4, View(left=0.375, right=0.375, top=0.375, bottom=0.375))
    assert opened(ready.data).size == (567, 425)


def test_what_office_turned_when_it_was_inserted_is_not_turned_twice():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(quarters(), "JPEG", exif=exif, quality=100, subsampling=0)
    alike = fitted(data, 20, 20), fitted(data, 20, 20, View(turns=1))
    assert alike[0] == alike[1]
    assert alike[0].height > alike[0].width


def test_a_photo_of_more_pixels_than_are_decoded_prints_if_it_is_a_jpeg():
    ready = fitted(saved(Image.new("L", (9000, 9000)), "JPEG"), 5, 5)
    assert opened(ready.data).size == (394, 394)


def test_what_an_editor_wrote_about_a_photo_does_not_travel_with_it():
    described = saved(Image.new("RGB", (300, 200)), "JPEG", xmp=b"<x:xmpmeta>GPSLatitude</x:xmpmeta>")
    assert b"GPSLatitude" in described
    assert b"GPSLatitude" not in fitted(described, 16, 19).data


def test_colours_are_those_that_the_files_profile_means():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile in which red and green have changed places.
    odd = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    shown = opened(fitted(saved(Image.new("RGB", (900, 700), "red"), "PNG", icc_profile=odd), 3, 3).data)
    assert shown.convert("RGB").getpixel((5, 5)) == (0, 255, 0)
    assert "icc_profile" not in shown.info


def test_a_broken_profile_leaves_the_colours_as_they_are():
    shown = fitted(saved(Image.new("RGB", (900, 700), "teal"), "PNG", icc_profile=b"broken" * 30), 3, 3).data
    assert opened(shown).convert("RGB").getpixel((5, 5)) == (0, 128, 128)
