"""Text tables: how a rule's examples are written, and how they become a book.

    （月调研 2024-04-26）            an occasion, where it is not 期末
    【表2教学进度】                  a sheet; ← behind it marks the sheet itself
    周次 | 教学内容     | 课时       column titles
    1    | 一、简易方程 | 10+1 ←     a row from row 4 on; ← marks the cell that must be named

⏎ stands for a line break within a cell, [图] for a picture, [图 4000×3000 6MB] for one of so many pixels and bytes,
[图 HEIC] for one of that kind, [图 损坏] for a broken one, several behind one another for several in one cell, [丢图]
for one that the file has lost, a leading ″ for a cell that the merged area above covers, 「日期：2024-03-05」 for a
real date cell, 「数：4.1」 for a number cell, 「公式：」 for a formula without a result and 「字数：300」 for a text of so
many characters.
基本信息 and 要求 are written as label | value; what is drawn of 基本信息 goes over the standard one. 成员 and 备课组 are
the standard ones where none are drawn. Every other sheet counts as there and empty, and a sheet drawn without titles
as complete. Besides:

    【没有：表2教学进度】            a sheet that the workbook lacks
    【多出：草稿】                   a sheet that no item declares
    【表2教学进度】（没有栏目名）    a sheet without its row of titles
    【表2教学进度】（隐藏）          a hidden sheet
    （隐藏）1 | 认识方程 | 1         a hidden row
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import dedent

from ledger_xlsx.findings import Place
from ledger_xlsx.pictures import JPEG_PIXEL_LIMIT, Header, Obstacle, Picture
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import Book, Line, Table, meant, plain
from ledger_xlsx.term import Occasion, Stage

HEADER_ROW, FIRST_DATA_ROW = 3, 4
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASICS = "基本信息"
LISTS = (BASICS, "要求")
BROKEN = "损坏"
ABSENT, EXTRA, HEADLESS, HIDDEN = "没有：", "多出：", "（没有栏目名）", "（隐藏）"
STANDARD = """
    【基本信息】
    学校       | 常州市新北区孟河中心小学
    学年       | 2023-2024
    学期       | 第二学期
    年级       | 五年级
    学科       | 数学
    教材版本   | 苏教版
    备课组组长 | 张思月
    教研组长   | 钱红娟
    分管行政   | 朱建明
    开学日期   | 2024-02-21
    教学周数   | 19
    计划标题   | 夯实教研根基，聚力提质增效
    计划日期   | 2024-02-23
    总结标题   | 深耕课堂促成长
    总结日期   | 2024-06-28
    【成员】
    姓名   | 性别 | 年龄 | 教龄 | 学历 | 所任课务       | 其他工作
    张思月 | 女   | 32   | 9    | 本科 | 五2、五3数学   | 备课组长
    恽蝶   | 女   | 28   | 5    | 本科 | 五1数学        |
    陆文静 | 女   | 41   | 19   | 本科 | 五4数学        |
"""
GROUPS = """
    【备课组】
    组         | 年级   | 学科 | 组长
    五年级数学 | 五年级 | 数学 | 张思月
"""
"""The one group of a 名单 that draws none: of a workbook it is no sheet."""


@dataclass(frozen=True)
class Example:
    """A drawn workbook: its sheets, the places marked with ←, the occasion (its term comes from 基本信息).

    `absent` are the plain names of the sheets that it says the workbook lacks.
    """

    book: Book
    marks: Sequence[str]
    occasion: Occasion
    absent: frozenset[str] = frozenset()

    def complete(self, kinds: Iterable[type[Row]]) -> Book:
        """The book with every sheet that the example does not draw there and empty, all its titles in place."""
        tables: dict[str, Table] = {}
        groups = {plain(name): table(name, grid, []) for name, grid in blocks(dedent(GROUPS), [])}
        for kind in kinds:
            name = plain(kind.sheet)
            drawn = self.book.tables.get(name, groups.get(name))
            if drawn and (drawn.titles or not drawn.headed):
                tables[name] = by_own_titles(drawn, meant(drawn.titles, kind))
            elif name not in self.absent:
                tables[name] = titled(kind)
        return replace(self.book, tables=tables)


def by_own_titles(table: Table, own: Mapping[str, str]) -> Table:
    """A drawn sheet with its columns under their own titles, where it spells them otherwise."""
    titles = {own.get(title, title): place for title, place in table.titles.items()}
    lines = [replace(line, cells={own.get(t, t): cell for t, cell in line.cells.items()}) for line in table.lines]
    renamed = {
        own[typed]: place.column or typed for typed, place in table.titles.items() if own.get(typed, typed) != typed
    }
    return replace(table, titles=titles, lines=lines, renamed=renamed)


def titled(kind: type[Row]) -> Table:
    """An empty sheet with all its titles."""
    places = {
        plain(c.title): Place(kind.sheet, f"{letter}{HEADER_ROW}", c.title)
        for letter, c in zip(LETTERS, kind.columns, strict=False)
    }
    return Table(kind.sheet, (), places)


def example(text: str) -> Example:
    """The workbook that a text draws; marks read 表2教学进度!C4, or 表2教学进度! for a sheet."""
    text = dedent(text)
    marks: list[str] = []
    standard = dict(blocks(dedent(STANDARD), marks))
    drawn = dict(blocks(text, marks))
    if BASICS in drawn:
        drawn[BASICS] = overlaid(drawn[BASICS], standard[BASICS])
    extra = tuple(name.removeprefix(EXTRA) for name in drawn if name.startswith(EXTRA))
    absent = frozenset(plain(name.removeprefix(ABSENT)) for name in drawn if name.startswith(ABSENT))
    tables: dict[str, Table] = {}
    twins: dict[str, tuple[Table, ...]] = {}
    for name, grid in (standard | drawn).items():
        if name.startswith((EXTRA, ABSENT)) or plain(name) in absent:
            continue
        if plain(name) in tables:
            twins[plain(name)] = (*twins.get(plain(name), ()), table(name, grid, marks))
        else:
            tables[plain(name)] = table(name, grid, marks)
    stage = re.match(r"\s*（(\S+?)(?:\s+(\S+))?）", text)
    day = date.fromisoformat(stage[2]) if stage and stage[2] else None
    occasion = Occasion(Stage(stage[1]), day) if stage else Occasion()
    return Example(Book(tables, twins, extra), marks, occasion, absent)


Grid = list[list[str]]


def blocks(text: str, marks: list[str]) -> Iterable[tuple[str, Grid]]:
    """The sheets of a text by name, as grids of cell texts; what marks a whole sheet is noted on the way."""
    for block in text.split("【")[1:]:
        name, _, rest = block.partition("】")
        first, _, body = rest.partition("\n")
        if "←" in first:
            marks.append(f"{name.removeprefix(EXTRA).removeprefix(ABSENT)}!")
        grid = [[text.strip() for text in line.split("|")] for line in body.splitlines() if line.strip()]
        if HIDDEN in first:
            grid.insert(0, [HIDDEN])
        yield name, [[HEADLESS]] if HEADLESS in first else grid


def overlaid(drawn: Grid, standard: Grid) -> Grid:
    """基本信息 with some of its labels drawn differently, new ones behind."""
    changed = {plain(label): [label, *values] for label, *values in drawn}
    kept = [changed.pop(plain(label), [label, *values]) for label, *values in standard]
    return [*kept, *changed.values()]


def table(name: str, grid: Grid, marks: list[str]) -> Table:
    """The sheet that a grid draws."""
    if grid == [[HEADLESS]]:
        return Table(name, headed=False)
    if grid[:1] == [[HIDDEN]]:
        return replace(table(name, grid[1:], marks), hidden=True)
    return listed(name, grid, marks) if name in LISTS else tabled(name, grid, marks)


def tabled(name: str, grid: Grid, marks: list[str]) -> Table:
    """A table sheet: its first line holds the titles."""
    head, *body = grid or [[]]
    titles: dict[str, Place] = {}
    repeated: dict[str, tuple[Place, ...]] = {}
    columns: list[tuple[str, str]] = []
    for letter, text in zip(LETTERS, head, strict=False):
        title = text.removesuffix("←").rstrip()
        place = Place(name, f"{letter}{HEADER_ROW}", title)
        if text.endswith("←"):
            marks.append(f"{name}!{place.cell}")
        if plain(title) in titles:
            repeated[plain(title)] = (*repeated.get(plain(title), ()), place)
        else:
            titles[plain(title)] = place
            columns.append((letter, title))
    lines: list[Line] = []
    above: dict[str, Cell] = {}
    for number, texts in enumerate(body, start=FIRST_DATA_ROW):
        hidden = texts[0].startswith(HIDDEN)
        texts[0] = texts[0].removeprefix(HIDDEN)
        by_letter = dict(zip(LETTERS, texts, strict=False))
        cells = {
            plain(title): cell(
                Place(name, f"{letter}{number}", title), by_letter.get(letter, ""), above.get(plain(title)), marks
            )
            for letter, title in columns
        }
        above = cells
        lines.append(Line(number, cells, hidden))
    return Table(name, lines, titles, repeated)


def listed(name: str, grid: Grid, marks: list[str]) -> Table:
    """A list sheet: each line is a label and its value, from row 4 on in column B."""
    cells = {
        plain(label): cell(Place(name, f"B{number}", label), text, None, marks)
        for number, (label, text, *_) in enumerate(grid, start=FIRST_DATA_ROW)
    }
    return Table(name, [Line(1, cells)], {title: cell.place for title, cell in cells.items()})


def cell(place: Place, text: str, above: Cell | None, marks: list[str]) -> Cell:
    """One drawn cell."""
    if text.endswith("←"):
        marks.append(f"{place.sheet}!{place.cell}")
        text = text.removesuffix("←").rstrip()
    if text == "″" and above:
        return replace(above, continues=True)
    if text == "[丢图]":
        return Cell(place, lost=True)
    drawn = re.match(r"(?:\[图[^\]]*\])+", text)
    if drawn:
        pictures = tuple(picture(words.split()) for words in re.findall(r"\[图([^\]]*)\]", drawn[0]))
        text = text[drawn.end() :].strip()
        return Cell(place, text, text or None, pictures=pictures)
    return spelled(text, place)


def picture(words: Sequence[str]) -> Picture:
    """A picture by what is said of it: its kind, its pixels, the size of its file."""
    header = Header("JPEG")
    for word in words:
        if pixels := re.fullmatch(r"(\d+)×(\d+)", word):
            width, height = int(pixels[1]), int(pixels[2])
            too_many = Obstacle.PIXELS if width * height > JPEG_PIXEL_LIMIT else None
            header = replace(header, width=width, height=height, obstacle=too_many)
        elif word.endswith("MB"):
            header = replace(header, size=int(float(word.removesuffix("MB")) * 1_000_000))
        else:
            broken = word == BROKEN
            header = Header("" if broken else word, obstacle=Obstacle.DAMAGED if broken else Obstacle.KIND)
    return Picture("xl/media/example.png", bytes, look=lambda: header)


def spelled(text: str, place: Place) -> Cell:
    """A cell that is no text, by the word before its value, or a text cell."""
    kind, _, value = text.partition("：")
    if kind == "日期":
        day = date.fromisoformat(value)
        return Cell(place, f"{day.month}月{day.day}日", day)
    if kind == "数":
        return Cell(place, value, float(value))
    if kind == "字数":
        return Cell.of("字" * int(value), place)
    if text == "公式：":
        return Cell(place, uncomputed=True)
    if text.startswith("#"):
        return Cell(place, text, text, error=text)
    return Cell.of(text.replace("⏎", "\n"), place)
