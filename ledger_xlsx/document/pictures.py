"""Pictures made ready for print: upright, in proportion, about 200 dots per inch, without the camera's data."""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from ledger_xlsx.pictures import (
    BROKEN,
    EXIF_ORIENTATION,
    FORMATS,
    JPEG_PIXEL_LIMIT,
    JPEGS,
    LEAST_DOTS_PER_INCH,
    ON_ITS_SIDE,
    PIXEL_LIMIT,
    WHOLE,
    View,
)

DOTS_PER_INCH = 200
QUALITY = 85
TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
"""Pillow turns against the clock."""
EMU = 360_000
"""English metric units in a centimetre."""


class UnprintablePicture(Exception):
    """A picture that cannot be opened: damaged, of an unknown format, or far too large."""


@dataclass(frozen=True)
class Print:
    """A picture for the page: its bytes (JPEG or PNG), and its size in centimetres."""

    data: bytes
    width: float
    height: float


def fitted(data: bytes, width: float, height: float, view: View = WHOLE) -> Print:
    """The picture as the workbook shows it, within so many centimetres; raises UnprintablePicture.

    The camera's orientation (EXIF) is applied and its data dropped; colours become sRGB, transparency white.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns where it doubts; the limits below decide.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > (JPEG_PIXEL_LIMIT if image.format in JPEGS else PIXEL_LIMIT):
                    raise UnprintablePicture(f"{image.width}×{image.height}")
                return printed(image, data, (width, height), view)
    except (*BROKEN, Image.DecompressionBombError) as error:
        raise UnprintablePicture(str(error)) from error


def printed(image: Image.Image, data: bytes, frame: tuple[float, float], view: View) -> Print:
    """The opened picture, turned, scaled and saved."""
    orientation = 1 if view.turns else image.getexif().get(EXIF_ORIENTATION, 1)
    lying = (image.height, image.width) if orientation in ON_ITS_SIDE else image.size
    across, down = view.size(*lying)
    size = size_in_cm(across, down, *frame)
    pixels = in_pixels(size)
    # Small enough as it is: its own bytes print best, unless a camera's data would travel with them.
    private = image.info.get("exif") or image.info.get("xmp")
    as_it_is = image.format in {"JPEG", "PNG"} and image.mode in {"RGB", "L", "P", "1"} and not private
    if as_it_is and orientation == 1 and view == WHOLE and image.width <= pixels[0] * 1.25:
        return Print(data, *size)
    if image.format in JPEGS:
        shrunk = pixels[0] / across
        image.draft("RGB", (math.ceil(image.width * shrunk), math.ceil(image.height * shrunk)))
    flat = on_white(viewed(image if view.turns else ImageOps.exif_transpose(image), view))
    if flat.width > pixels[0]:
        flat = flat.resize(pixels, Image.Resampling.LANCZOS)
    flat = in_srgb(flat, image)
    buffer = io.BytesIO()
    if image.format == "PNG" and len(flat.getcolors(maxcolors=4096) or ()) > 0:
        # A drawing: few colours stay sharp, and small, only as PNG.
        flat.save(buffer, "PNG", optimize=True, icc_profile=None)
    else:
        flat.save(buffer, "JPEG", quality=QUALITY, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return Print(buffer.getvalue(), *size)


def in_pixels(size: tuple[float, float]) -> tuple[int, int]:
    """A size in centimetres at print resolution."""
    return max(1, round(size[0] / 2.54 * DOTS_PER_INCH)), max(1, round(size[1] / 2.54 * DOTS_PER_INCH))


def size_in_cm(across: int, down: int, width: float, height: float) -> tuple[float, float]:
    """The printed size of so many pixels: in proportion, within the frame, never enlarged."""
    scale = min(width / across, height / down, 2.54 / LEAST_DOTS_PER_INCH)
    return across * scale, down * scale


def viewed(image: Image.Image, view: View) -> Image.Image:
    """What the workbook shows of a picture."""
    width, height = image.size
    if view.left or view.top or view.right or view.bottom:
        left, top = round(width * view.left), round(height * view.top)
        right, bottom = round(width * (1 - view.right)), round(height * (1 - view.bottom))
        image = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    if view.mirrored:
        image = ImageOps.mirror(image)
    if view.upside_down:
        image = ImageOps.flip(image)
    return image.transpose(TURNS[view.turns]) if view.turns else image


def in_srgb(image: Image.Image, source: Image.Image) -> Image.Image:
    """A flattened RGB picture in the colours that printers expect, where its file says in which colours it is."""
    profile = source.info.get("icc_profile")
    if not profile or image.mode != "RGB" or source.mode not in {"RGB", "P", "RGBA"}:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError):
        # A broken profile: the colours as they are.
        return image


def on_white(image: Image.Image) -> Image.Image:
    """The picture as RGB (or grey), transparency laid on white, 16 bits brought down to 8."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")
