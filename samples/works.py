"""What pupils made, drawn by program: charts, bars, patterns, cards."""

from __future__ import annotations

import math
from collections.abc import Sequence

from samples.canvas import BLUE, BROWN, GREEN, GREY, GRID, INK, ORANGE, PALE, PENCIL, RED, YELLOW, Canvas, Point

RUNNER = (
    ((10, -45), (-5, 20)),
    ((-5, 20), (45, 50), (40, 90)),
    ((-5, 20), (-40, 55), (-75, 50)),
    ((5, -25), (50, 0)),
    ((5, -25), (-45, -5)),
)
"""Body, legs and arms of a running figure."""


def garlic() -> Canvas:
    """One leaf of garlic, measured six times."""
    return chart([((12, 35, 78, 126, 168, 190), BLUE, False)], 240, "大蒜叶子生长情况统计图")


def garlic_twice() -> Canvas:
    """Two leaves, one in the light and one in the dark."""
    c = chart(
        [((10, 32, 70, 118, 160, 185), ORANGE, False), ((12, 40, 88, 140, 178, 196), BLUE, True)],
        240, "有光、避光条件下蒜叶生长情况统计图",
    )  # fmt: skip
    c.line((820, 140), (900, 140), colour=ORANGE, width=5)
    c.text(950, 140, "有光", 28)
    c.line((1010, 140), (1090, 140), colour=BLUE, width=5, dashed=True)
    c.text(1140, 140, "避光", 28)
    return c


def chart(series: Sequence[tuple[Sequence[float], str, bool]], top: int, title: str) -> Canvas:
    """A line chart on squared paper: lengths in millimetres on days 2 to 12."""
    c = Canvas(1200, 900)
    for across in range(0, 1200, 40):
        c.line((across, 0), (across, 900), colour=GRID, width=1)
    for down in range(20, 900, 40):
        c.line((0, down), (1200, down), colour=GRID, width=1)
    left, bottom, step, scale = 160, 780, 160, 600 / top
    c.text(600, 70, title, 44)
    c.text(90, 130, "长度/毫米", 26)
    c.text(1130, 740, "时间/天", 26)
    c.line((left, 140), (left, bottom), (1140, bottom), colour=PENCIL, width=4)
    for mark in range(0, top + 1, 40):
        c.text(left - 14, bottom - mark * scale, str(mark), 26, anchor="rm")
        c.line((left, bottom - mark * scale), (1120, bottom - mark * scale), colour=GRID, width=2)
    for number in range(1, 7):
        c.text(left + number * step - 40, bottom + 36, str(number * 2), 28)
    for values, colour, dashed in series:
        points: list[Point] = [(left + (i + 1) * step - 40, bottom - value * scale) for i, value in enumerate(values)]
        c.line(*points, colour=colour, width=5, dashed=dashed)
        for (x, y), value in zip(points, values, strict=True):
            c.circle(x, y, 8, fill=colour, line=0)
            c.text(x, y + (32 if len(series) > 1 and not dashed else -30), str(value), 24)
    return c


def fraction_bars() -> Canvas:
    """Three bars of one length: 1/2, 2/4, 4/8."""
    c = Canvas(1200, 900, PALE)
    for row, (parts, colour) in enumerate(((2, ORANGE), (4, GREEN), (8, BLUE))):
        y = 130 + row * 220
        for part in range(parts):
            fill = colour if part < parts // 2 else "white"
            c.box(90 + part * 720 / parts, y, 720 / parts, 120, fill=fill, line=4)
        c.fraction(920, y + 60, parts // 2, parts, 54)
    c.line((450, 90), (450, 720), colour=RED, width=4, dashed=True)
    for x, top, bottom in ((420, 1, 2), (600, 2, 4), (780, 4, 8)):
        c.fraction(x, 820, top, bottom, 46)
    c.text(510, 820, "＝", 46)
    c.text(690, 820, "＝", 46)
    return c


def number_line() -> Canvas:
    """3/7 and 5/9 beside 1/2 on a number line; upright, as a telephone takes it."""
    c = Canvas(1500, 2000, "#e9e2d3")
    c.box(110, 140, 1280, 1720, fill="white", line=4)
    c.text(750, 320, "3/7和5/9，哪个大？", 88)
    left, length, y = 220, 1060, 860
    c.line((left, y), (left + length, y), width=7)
    for value, words, colour in ((0, "0", INK), (1, "1", INK)):
        c.line((left + value * length, y - 26), (left + value * length, y + 26), colour=colour, width=7)
        c.text(left + value * length, y + 90, words, 64)
    for (top, bottom), colour, up in (((3, 7), BLUE, True), ((1, 2), RED, False), ((5, 9), GREEN, True)):
        x = left + length * top / bottom
        c.line((x, y - 26), (x, y + 26), colour=colour, width=7)
        c.circle(x, y, 13, fill=colour, line=0)
        c.fraction(x, y - 150 if up else y + 150, top, bottom, 70)
    for row, words in enumerate(("因为  3/7＜1/2，", "            5/9＞1/2，", "所以  3/7＜5/9。")):
        c.text(330, 1260 + row * 150, words, 84, anchor="lm")
    return c


def blossom() -> Canvas:
    """《绽放》: quarter circles in the corners of a square, a circle in the middle."""
    c = Canvas(1200, 900, "white")
    left, top, side = 240, 90, 720
    unit = side / 12
    c.box(left, top, side, side, fill="#fdf3d7", line=5)
    corners = ((0, 0, RED, 0), (1, 0, BLUE, 90), (1, 1, GREEN, 180), (0, 1, ORANGE, 270))
    for right, down, colour, start in corners:
        c.sector(left + right * side, top + down * side, 6 * unit, (start, start + 90), fill=colour, line=5)
    c.circle(left + side / 2, top + side / 2, 2 * unit, fill=YELLOW, line=5)
    return c


def windmill() -> Canvas:
    """《彩色风车》: three circles round one middle, eight sectors in turn; upright."""
    c = Canvas(900, 1200, "white")
    colours = (RED, YELLOW, BLUE, GREEN)
    for ring, radius in enumerate((390, 260, 130)):
        for sector in range(8):
            colour = colours[(sector + ring) % 4] if (sector + ring) % 2 == 0 else "white"
            c.sector(450, 520, radius, (sector * 45, sector * 45 + 45), fill=colour, line=4)
    c.box(441, 910, 18, 220, fill=BROWN)
    c.circle(450, 520, 16, fill=INK, line=0)
    return c


def tree_card() -> Canvas:
    """A word card: a tree and a gate, and 校 with its 木 in green."""
    c = Canvas(1200, 900)
    c.box(60, 60, 1080, 780, line=8)
    c.box(235, 470, 50, 250, fill=BROWN)
    c.circle(260, 370, 150, fill=GREEN)
    c.box(420, 480, 40, 240, fill=RED)
    c.box(620, 480, 40, 240, fill=RED)
    c.polygon([(390, 480), (540, 400), (690, 480)], ORANGE)
    c.text(910, 400, "校", 300)
    c.text(820, 640, "木", 110, colour=GREEN)
    c.text(1010, 640, "交", 110)
    c.text(915, 640, "＋", 50)
    c.text(910, 770, "xiào", 60, colour=PENCIL)
    return c


def five_cards() -> Canvas:
    """Five small cards in a row: 园, 花, 跑, 书, 门, each with a drawing."""
    c = Canvas(1200, 900, "#f3efe4")
    colours = ("#fde2df", "#fdf0cc", "#dff0e1", "#dcebf7", "#eee2f4")
    for number, (word, colour) in enumerate(zip("园花跑书门", colours, strict=True)):
        x = 50 + number * 224
        c.box(x, 200, 204, 500, fill=colour, line=5)
        c.text(x + 102, 580, word, 130)
        drawn(c, word, x + 102, 340)
    return c


def drawn(c: Canvas, word: str, x: float, y: float) -> None:
    """A simple figure for a word, about a point."""
    if word == "园":
        c.box(x - 65, y - 20, 130, 80)
        c.circle(x, y - 30, 45, fill=GREEN)
    elif word == "花":
        c.line((x, y), (x, y + 100), colour=GREEN, width=8)
        for petal in range(6):
            angle = math.radians(60 * petal)
            c.circle(x + 38 * math.cos(angle), y - 10 + 38 * math.sin(angle), 24, fill=RED)
        c.circle(x, y - 10, 22, fill=YELLOW)
    elif word == "跑":
        c.circle(x + 20, y - 70, 24)
        for limb in RUNNER:
            c.line(*((x + dx, y + dy) for dx, dy in limb), width=8)
    elif word == "书":
        c.polygon([(x, y - 30), (x + 75, y - 50), (x + 75, y + 50), (x, y + 70)], "white")
        c.polygon([(x, y - 30), (x - 75, y - 50), (x - 75, y + 50), (x, y + 70)], "white")
    else:
        c.box(x - 60, y - 70, 120, 150, fill=BROWN)
        c.line((x, y - 70), (x, y + 80))
        for side in (-14, 14):
            c.circle(x + side, y + 5, 6, fill=YELLOW)


def stopwatch() -> Canvas:
    """A card of skipping results: three bars, growing."""
    c = Canvas(1000, 750, PALE)
    for number, (height, colour) in enumerate(((220, GREY), (310, BLUE), (400, GREEN))):
        x = 200 + number * 230
        c.box(x, 620 - height, 140, height, fill=colour)
        c.text(x + 70, 580 - height, str(height // 4), 44)
        c.text(x + 70, 665, f"第{number + 1}周", 36)
    c.line((140, 620), (880, 620), width=5)
    c.text(500, 80, "一分钟跳绳：自己和自己比", 50)
    return c


def time_card() -> Canvas:
    """A day in English: three clocks with what is done at that time."""
    c = Canvas(1200, 800)
    c.text(600, 90, "My day", 72, colour=BLUE)
    for number, (hour, words) in enumerate(((7, "I get up."), (12, "I have lunch."), (8, "I read books."))):
        x, y = 220 + number * 380, 380
        c.circle(x, y, 140, fill=PALE, line=6)
        for mark in range(1, 13):
            angle = math.radians(mark * 30 - 90)
            c.text(x + 112 * math.cos(angle), y + 112 * math.sin(angle), str(mark), 26)
        angle = math.radians(hour * 30 - 90)
        c.line((x, y), (x + 62 * math.cos(angle), y + 62 * math.sin(angle)), width=9)
        c.line((x, y), (x, y - 88), width=6)
        c.text(x, 590, f"{hour} o'clock", 44)
        c.text(x, 660, words, 40, colour=PENCIL)
    return c


def proposal() -> Canvas:
    """A class newspaper on saving paper: a heading, a chart and lines of text."""
    c = Canvas(1200, 850, "#f4f8ef")
    c.box(40, 40, 1120, 770, line=6)
    c.text(600, 120, "节约用纸，从我做起", 68, colour=GREEN)
    for number, (height, words) in enumerate(((300, "草稿纸"), (210, "手工纸"), (140, "餐巾纸"))):
        c.box(140 + number * 140, 640 - height, 90, height, fill=(GREEN, BLUE, ORANGE)[number])
        c.text(185 + number * 140, 680, words, 30)
    c.line((110, 640), (550, 640), width=4)
    for row, words in enumerate(
        ("1. 草稿纸正反两面都用。", "2. 用手帕代替餐巾纸。", "3. 旧书旧报送去回收。", "4. 画坏的纸留着折纸。")
    ):
        c.text(630, 280 + row * 110, words, 42, anchor="lm")
    return c
