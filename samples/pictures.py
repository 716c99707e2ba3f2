"""`python -m samples.pictures` draws the pictures of the samples again, into samples/pictures.

The workbooks are built from the committed files, for drawn letters depend on the fonts of a machine. No photograph and
no child's hand-writing is among them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

from samples import works
from samples.canvas import BLUE, BROWN, GREEN, GREY, INK, ORANGE, PALE, RED, SKY, YELLOW, Canvas

FOLDER = Path(__file__).parent / "pictures"
ORIENTATION, QUARTER_LEFT = 0x0112, 6
"""The EXIF tag, and its value for a picture that a viewer must turn right by a quarter."""


def school_gate() -> Canvas:
    """Cover: a school gate with a flag, between trees."""
    c = Canvas(1500, 840, SKY)
    c.box(0, 640, 1500, 200, fill="#d9d4c7", line=0)
    c.box(420, 250, 660, 390, fill=PALE)
    for row in range(3):
        for column in range(6):
            c.box(460 + column * 102, 280 + row * 100, 70, 62, fill="#b8d4e8")
    c.polygon([(400, 250), (750, 150), (1100, 250)], RED)
    c.line((750, 150), (750, 30), width=5)
    c.polygon([(753, 32), (850, 32), (850, 92), (753, 92)], "#d33c33", line=0)
    for x in (300, 1120):
        c.box(x, 430, 80, 250, fill=BROWN)
        c.box(x - 12, 400, 104, 34, fill="#c49a6c")
    c.box(380, 470, 740, 16, fill=GREY)
    for x in range(400, 1110, 36):
        c.line((x, 486), (x, 660), colour=GREY, width=6)
    c.line((380, 660), (1120, 660), colour=GREY, width=8)
    for x, size in ((120, 110), (215, 80), (1290, 85), (1390, 115)):
        c.box(x - 10, 560, 20, 110, fill=BROWN, line=0)
        c.circle(x, 500, size, fill=GREEN, line=0)
    return c


def meeting() -> Canvas:
    """A meeting table from above: five chairs, books, cups, a computer."""
    c = Canvas(1280, 960, "#cfc6b4")
    for x, y in ((330, 210), (640, 210), (950, 210), (450, 770), (830, 770)):
        c.box(x - 70, y - 70, 140, 140, fill="#6f8796")
    c.box(180, 250, 920, 470, fill="#b98a5a", line=5)
    for x, y in ((270, 300), (580, 300), (890, 300), (390, 560), (770, 560)):
        c.box(x, y, 70, 100, fill="white")
        c.box(x + 70, y, 70, 100, fill="white")
        for line in range(5):
            c.line((x + 12, y + 20 + line * 15), (x + 58, y + 20 + line * 15), colour=GREY, width=2)
        c.circle(x + 180, y + 50, 24, fill="#dfe9ee")
    c.box(560, 440, 160, 100, fill="#39434a")
    c.box(572, 452, 136, 76, fill=SKY, line=0)
    return c


def blackboard() -> Canvas:
    """A blackboard with the balance that the group talks about, a table before it."""
    c = Canvas(1280, 960, "#eee6d6")
    c.box(160, 90, 960, 460, fill="#2f5d4a", line=0)
    c.box(160, 90, 960, 460, line=14)
    for points in (((420, 400), (860, 400)), ((640, 400), (640, 480)), ((560, 480), (720, 480))):
        c.line(*points, colour="white", width=5)
    c.text(640, 200, "x＋10＝50", 74, colour="white")
    c.text(470, 350, "x  10", 50, colour="#f4e9a8")
    c.text(810, 350, "50", 50, colour="#f4e9a8")
    c.box(60, 720, 1160, 60, fill="#b98a5a")
    for x in (200, 420, 700, 960):
        c.box(x, 690, 130, 30, fill="white")
        c.circle(x + 165, 700, 20, fill="#dfe9ee")
    return c


def talk() -> Canvas:
    """A table with a sheet of unit data, books and cups, from above."""
    c = Canvas(1280, 960, "#b98a5a")
    c.box(380, 170, 520, 640, fill="white", line=4)
    c.text(640, 240, "第三单元过关练习", 44)
    for row, share in enumerate((0.906, 0.92, 0.786)):
        c.box(430, 340 + row * 120, 420, 60, fill="#eef2f5")
        c.box(430, 340 + row * 120, 420 * share, 60, fill=(BLUE, GREEN, ORANGE)[row])
        c.text(640, 430 + row * 120, f"{share * 100:.1f}%", 30)
    for x, y in ((70, 140), (70, 520), (1000, 180), (1000, 560)):
        c.box(x, y, 110, 160, fill="#f7f7f2")
        c.box(x + 110, y, 110, 160, fill="#f7f7f2")
        c.circle(x + 110, y + 230, 42, fill="#dfe9ee")
    return c


def balance() -> Canvas:
    """Three apples of x grams against 500 and 40 grams."""
    c = Canvas(900, 520)
    c.line((450, 180), (450, 430), width=8)
    c.polygon([(350, 460), (550, 460), (510, 430), (390, 430)], GREY)
    c.line((150, 180), (750, 180), width=8)
    for x in (150, 750):
        c.line((x, 180), (x - 120, 330), (x + 120, 330), (x, 180))
        c.box(x - 140, 330, 280, 16, fill=GREY)
    for x in (70, 150, 230):
        c.circle(x, 290, 38, fill=RED)
        c.line((x, 252), (x + 8, 236), width=4)
        c.text(x, 290, "x", 36, colour="white")
    for x, width, height, words in ((690, 90, 90, "500"), (800, 60, 50, "40")):
        c.box(x - width / 2, 330 - height, width, height, fill=YELLOW)
        c.text(x, 330 - height / 2, words, 28)
    c.text(450, 80, "（单位：克）", 30)
    return c


def halves() -> Canvas:
    """A square halved again and again: 1/2, 1/4, 1/8, 1/16."""
    c = Canvas(560, 560)
    x, y, width, height = 40.0, 40.0, 480.0, 480.0
    c.box(x, y, width, height, line=5)
    for step, colour in enumerate((ORANGE, GREEN, BLUE, YELLOW), start=1):
        if step % 2:
            width /= 2
            c.box(x, y, width, height, fill=colour, line=5)
            c.fraction(x + width / 2, y + height / 2, 1, 2**step, 46 - step * 6)
            x += width
        else:
            height /= 2
            c.box(x, y, width, height, fill=colour, line=5)
            c.fraction(x + width / 2, y + height / 2, 1, 2**step, 46 - step * 6)
            y += height
    return c


def pool() -> Canvas:
    """A round pool of 8 metres across with a path of 1 metre round it."""
    c = Canvas(640, 640)
    c.circle(320, 320, 275, fill="#e4d3b4", line=4)
    c.circle(320, 320, 220, fill="#bfe0f2", line=4)
    c.line((100, 320), (540, 320), width=3)
    c.circle(320, 320, 6, fill=INK, line=0)
    c.text(320, 280, "8米", 44)
    c.line((540, 320), (595, 320), colour=RED, width=5)
    c.text(568, 286, "1米", 24, colour=RED)
    return c


DRAWN: Mapping[str, Callable[[], Canvas]] = {
    "封面_校门.png": school_gate,
    "活动2_研讨1.jpg": meeting,
    "活动2_研讨2.jpg": blackboard,
    "活动4_研讨.jpg": talk,
    "配图_天平.png": balance,
    "配图_分数正方形.png": halves,
    "配图_水池小路.png": pool,
    "学生作品1_蒜叶生长记.png": works.garlic,
    "学生作品2_蒜叶生长记.jpg": works.garlic_twice,
    "学生作品3_分数小讲师.jpg": works.fraction_bars,
    "学生作品4_分数小讲师.jpg": works.number_line,
    "学生作品5_圆的世界.png": works.blossom,
    "学生作品6_圆的世界.jpg": works.windmill,
    "学生作品_识字卡1.png": works.tree_card,
    "学生作品_识字卡2.png": works.five_cards,
    "学生作品_跳绳记录.png": works.stopwatch,
    "学生作品_我的一天.png": works.time_card,
    "学生作品_倡议小报.png": works.proposal,
}
TAKEN_SIDEWAYS = "学生作品4_分数小讲师.jpg"
"""A telephone's picture of 4000 × 3000: stored lying, to be shown upright by its EXIF orientation."""


def write(name: str) -> None:
    """Draw one picture into the folder."""
    image = DRAWN[name]().finished()
    path = FOLDER / name
    if path.suffix == ".png":
        image.quantize(64).save(path, optimize=True)
    elif name == TAKEN_SIDEWAYS:
        exif = Image.Exif()
        exif[ORIENTATION] = QUARTER_LEFT
        lying = image.resize((3000, 4000), Image.Resampling.BICUBIC).transpose(Image.Transpose.ROTATE_90)
        lying.save(path, quality=45, optimize=True, exif=exif)
    else:
        image.save(path, quality=82, optimize=True)


def main() -> int:
    """Draw all pictures."""
    for name in DRAWN:
        write(name)
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
