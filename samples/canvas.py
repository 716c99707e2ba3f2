"""A sheet to draw on: Pillow at three times the size, shrunk at the end, so that lines come out clean."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

FINER = 3
"""So many pixels are drawn for one across."""
INK, PENCIL, GRID = "#303030", "#5a5a5a", "#d5dde5"
GREEN, RED, BLUE, YELLOW, ORANGE, BROWN = "#4f9a5b", "#c8574f", "#4a7fb5", "#f2c94c", "#e8944a", "#a9794e"
SKY, PALE, GREY = "#dcecf7", "#fbf6e9", "#9aa3ab"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A font with Chinese characters; raises FileNotFoundError where the machine has none of those known here."""
    found = next((path for path in FONTS if Path(path).exists()), None)
    if found is None:
        raise FileNotFoundError("no Chinese font found: the pictures as committed stay as they are")
    return ImageFont.truetype(found, size)


class Canvas:
    """A picture in the making; all measures are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, paper: str = "white") -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * FINER, height * FINER), paper)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, *points: Point, colour: str = INK, width: float = 3, dashed: bool = False) -> None:
        """A line through points."""
        pieces = list(dashes(points)) if dashed else [points]
        for piece in pieces:
            self.pen.line([at(point) for point in piece], colour, round(width * FINER), joint="curve")

    def box(self, x: float, y: float, width: float, height: float, *, fill: str | None = None, line: float = 3) -> None:
        """An upright rectangle by its upper left corner."""
        corners = [at((x, y)), at((x + width, y + height))]
        self.pen.rectangle(corners, fill, INK if line else None, round(line * FINER))

    def polygon(self, points: Sequence[Point], fill: str, line: float = 3) -> None:
        """A filled polygon."""
        self.pen.polygon([at(point) for point in points], fill)
        if line:
            self.line(*points, points[0], width=line)

    def circle(self, x: float, y: float, radius: float, *, fill: str | None = None, line: float = 3) -> None:
        """A circle by its middle."""
        corners = [at((x - radius, y - radius)), at((x + radius, y + radius))]
        self.pen.ellipse(corners, fill, INK if line else None, round(line * FINER))

    def sector(
        self, x: float, y: float, radius: float, angles: tuple[float, float], *, fill: str, line: float = 3
    ) -> None:
        """A sector of a circle; angles in degrees, clockwise from the right."""
        corners = [at((x - radius, y - radius)), at((x + radius, y + radius))]
        self.pen.pieslice(corners, *angles, fill, INK if line else None, round(line * FINER))

    def text(self, x: float, y: float, words: str, size: int = 40, *, colour: str = INK, anchor: str = "mm") -> None:
        """Words at a point; `anchor` as Pillow names it (mm: their middle)."""
        self.pen.text(at((x, y)), words, colour, font(size * FINER), anchor)

    def fraction(self, x: float, y: float, top: int, bottom: int, size: int) -> None:
        """A fraction with its line."""
        self.text(x, y - size * 0.62, str(top), size)
        self.line((x - size * 0.45, y), (x + size * 0.45, y), width=4)
        self.text(x, y + size * 0.62, str(bottom), size)

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)


def at(point: Point) -> Point:
    """A point on the finer sheet."""
    return point[0] * FINER, point[1] * FINER


def dashes(points: Sequence[Point], length: float = 18) -> Iterator[tuple[Point, Point]]:
    """The dashes of a dashed line."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, round(math.hypot(x2 - x1, y2 - y1) / length))
        for step in range(0, steps, 2):
            start, end = step / steps, min(step + 1, steps) / steps
            yield (
                (x1 + (x2 - x1) * start, y1 + (y2 - y1) * start),
                (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end),
            )
