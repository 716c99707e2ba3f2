"""Pictures made ready for print: upright, in proportion, about 200 dots per inch, without the camera's data."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

DOTS_PER_INCH = 200
LEAST_DOTS_PER_INCH = 150
"""A small picture is never enlarged past this."""
PIXEL_LIMIT = 40_000_000
QUALITY = 85
ORIENTATION = 0x0112
"""The EXIF tag of the camera's orientation."""
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


def fitted(data: bytes, width: float, height: float) -> Print:
    """The picture within so many centimetres; raises UnprintablePicture.

    The camera's orientation (EXIF) is applied and its data dropped; colours become RGB, transparency white.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns where it doubts; the limit below decides.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > PIXEL_LIMIT:
                    raise UnprintablePicture(f"{image.width}×{image.height}")
                return printed(image, data, width, height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnprintablePicture(str(error)) from error


def printed(image: Image.Image, data: bytes, width: float, height: float) -> Print:
    """The opened picture, turned, scaled and saved."""
    turned = image.getexif().get(ORIENTATION, 1) != 1
    size = size_in_cm(image, width, height)
    pixels = in_pixels(size)
    # Small enough as it is: its own bytes print best, unless a camera's data would travel with them.
    as_it_is = image.format in {"JPEG", "PNG"} and image.mode in {"RGB", "L", "P", "1"} and not image.info.get("exif")
    if as_it_is and not turned and image.width <= pixels[0] * 1.25:
        return Print(data, *size)
    if image.format == "JPEG":
        image.draft("RGB", in_pixels(size_in_cm(image, width, height, raw=True)))
    upright = ImageOps.exif_transpose(image)
    flat = on_white(upright)
    if flat.width > pixels[0]:
        flat = flat.resize(pixels, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if image.format == "PNG" and len(flat.getcolors(maxcolors=4096) or ()) > 0:
        # A drawing: few colours stay sharp, and small, only as PNG.
        flat.save(buffer, "PNG", optimize=True)
    else:
        flat.save(buffer, "JPEG", quality=QUALITY, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return Print(buffer.getvalue(), *size)


def in_pixels(size: tuple[float, float]) -> tuple[int, int]:
    """A size in centimetres at print resolution."""
    return max(1, round(size[0] / 2.54 * DOTS_PER_INCH)), max(1, round(size[1] / 2.54 * DOTS_PER_INCH))


def size_in_cm(image: Image.Image, width: float, height: float, *, raw: bool = False) -> tuple[float, float]:
    """The printed size of the upright picture (`raw`: as it lies in the file): in proportion, within the frame."""
    on_its_side = image.getexif().get(ORIENTATION, 1) in {5, 6, 7, 8}
    across, down = (image.height, image.width) if on_its_side else (image.width, image.height)
    scale = min(width / across, height / down, 2.54 / LEAST_DOTS_PER_INCH)
    size = across * scale, down * scale
    return (size[1], size[0]) if raw and on_its_side else size


def on_white(image: Image.Image) -> Image.Image:
    """The picture as RGB (or grey), transparency laid on white, 16 bits brought down to 8."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")
