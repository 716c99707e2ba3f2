"""A picture of the workbook, as it travels from the cell to the page."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

PIXEL_LIMIT = 40_000_000
"""So many pixels are decoded at most."""
JPEG_PIXEL_LIMIT = 120_000_000
"""A JPEG is decoded at a fraction of its size, so that the largest photos of telephones (108 megapixels) still print."""
LEAST_DOTS_PER_INCH = 150
"""A small picture is printed small: it is never enlarged past this."""
EXIF_ORIENTATION = 0x0112
"""The tag under which a camera says how it was held."""
ON_ITS_SIDE = range(5, 9)
"""The values of that tag which exchange width and height."""
JPEGS = ("JPEG", "MPO")
"""MPO is what some telephones write: a JPEG with further ones behind it."""

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
"""What Pillow may open. It knows fifty more, some of which run other programs or stumble over a damaged file."""
BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError, struct.error, zlib.error)
"""What Pillow raises over a damaged picture; each of its formats has errors of its own."""


class Obstacle(Enum):
    """Why a picture cannot be printed."""

    KIND = "a kind that is no photo, or that only its maker's programs open"
    DAMAGED = "nothing opens it"
    PIXELS = "far too many pixels"


@dataclass(frozen=True)
class Header:
    """What the beginning of a picture's file tells: its kind (JPEG, HEIC), its size in pixels, and that of the file in bytes.

    The kind is empty and the pixels are 0 where they are not known. `on_its_side` says that the camera was held upright:
    the file's width is then the height of what was seen.
    """

    kind: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    on_its_side: bool = False
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class View:
    """How the workbook shows a picture: cropped, then mirrored, then turned.

    `left`, `top`, `right` and `bottom` are the shares cut off each side, `turns` the quarter turns clockwise. Where there
    are any, they count from the picture as it lies in the file: Office turns a camera's picture so when it is inserted,
    and then pays no heed to what the camera wrote.
    """

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    turns: int = 0
    mirrored: bool = False
    upside_down: bool = False

    def size(self, width: int, height: int) -> tuple[int, int]:
        """So many pixels of a picture of this size are shown, across and down."""
        across = max(1, round(width * (1 - self.left - self.right)))
        down = max(1, round(height * (1 - self.top - self.bottom)))
        return (down, across) if self.turns % 2 else (across, down)


WHOLE = View()


@dataclass(frozen=True)
class Picture:
    """A picture by the name of its part (xl/media/image1.jpeg), and what of it is shown.

    `load` gives its bytes, which are read only when it is printed, `look` what their beginning tells.
    """

    name: str
    load: Callable[[], bytes] = field(repr=False, compare=False)
    view: View = WHOLE
    look: Callable[[], Header] = field(default=Header, repr=False, compare=False)

    @property
    def shown_size(self) -> tuple[int, int]:
        """The pixels that are shown, across and down; 0 where they are not known."""
        header = self.look()
        if not (header.width and header.height):
            return 0, 0
        if header.on_its_side and not self.view.turns:
            return self.view.size(header.height, header.width)
        return self.view.size(header.width, header.height)
