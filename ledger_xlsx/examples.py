"""Text tables: how a rule's examples are written, and how they become a book.

    （月调研 2024-04-26）            an occasion, where it is not 期末
    【表2教学进度】                  a sheet; ← behind it marks the sheet itself
    周次 | 教学内容     | 课时       column titles
    1    | 一、简易方程 | 10+1 ←     a row from row 4 on; ← marks the cell that must be named

⏎ stands for a line break within a cell, [图] for a picture, a leading ″ for a cell that the merged area above covers,
「日期：2024-03-05」 for a real date cell and 「数：4.1」 for a number cell. 基本信息 is written as label | value.
Where an example draws no 基本信息 or 成员, it gets the standard ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import dedent

from ledger_xlsx.findings import Place
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.tables import Book, Line, Table, plain
from ledger_xlsx.term import Occasion, Stage

FIRST_DATA_ROW = 4
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


@dataclass(frozen=True)
class Example:
    """A drawn workbook: its sheets, the places marked with ←, the occasion (its term comes from 基本信息)."""

    book: Book
    marks: Sequence[str]
    occasion: Occasion


def example(text: str) -> Example:
    """The workbook that a text draws; marks read 表2教学进度!C4, or 表2教学进度! for a sheet."""
    sheets, marks = blocks(dedent(text))
    standard, _ = blocks(dedent(STANDARD))
    stage = re.match(r"\s*（(\S+?)(?:\s+(\S+))?）", dedent(text))
    day = date.fromisoformat(stage[2]) if stage and stage[2] else None
    return Example(Book(standard | sheets), marks, Occasion(Stage(stage[1]), day) if stage else Occasion())


def blocks(text: str) -> tuple[dict[str, Table], list[str]]:
    """The sheets of a text, and its marks."""
    sheets: dict[str, Table] = {}
    marks: list[str] = []
    for block in text.split("【")[1:]:
        name, _, rest = block.partition("】")
        first, _, body = rest.partition("\n")
        if "←" in first:
            marks.append(f"{name}!")
        grid = [[text.strip() for text in line.split("|")] for line in body.strip("\n").splitlines() if line.strip()]
        sheets[plain(name)] = listed(name, grid, marks) if name == "基本信息" else tabled(name, grid, marks)
    return sheets, marks


def tabled(name: str, grid: Sequence[Sequence[str]], marks: list[str]) -> Table:
    """A table sheet: its first line holds the titles."""
    head, *body = grid or [[]]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    lines: list[Line] = []
    above: dict[str, Cell] = {}
    for number, texts in enumerate(body, start=FIRST_DATA_ROW):
        cells: dict[str, Cell] = {}
        for letter, title, text in zip(letters, head, texts, strict=False):
            place = Place(name, f"{letter}{number}", title)
            cells[plain(title)] = cell(place, text, above.get(plain(title)), marks)
        above = cells
        lines.append(Line(number, cells))
    titles = {plain(title): Place(name, f"{letter}3", title) for letter, title in zip(letters, head, strict=False)}
    return Table(name, lines, titles)


def listed(name: str, grid: Sequence[Sequence[str]], marks: list[str]) -> Table:
    """A list sheet: each line is a label and its value, from row 4 on in column B."""
    cells = {
        plain(label): cell(Place(name, f"B{number}", label), text, None, marks)
        for number, (label, text, *_) in enumerate(grid, start=FIRST_DATA_ROW)
    }
    return Table(name, [Line(1, cells)], {title: replace(cell.place) for title, cell in cells.items()})


def cell(place: Place, text: str, above: Cell | None, marks: list[str]) -> Cell:
    """One drawn cell."""
    if text.endswith("←"):
        marks.append(f"{place.sheet}!{place.cell}")
        text = text.removesuffix("←").rstrip()
    if text == "″" and above:
        return replace(above, continues=True)
    if text.startswith("[图]"):
        picture = Picture("xl/media/example.png", bytes)
        text = text.removeprefix("[图]").strip()
        return Cell(place, text, text or None, pictures=(picture,))
    if match := re.fullmatch(r"日期：(\S+)", text):
        day = date.fromisoformat(match[1])
        return Cell(place, f"{day.month}月{day.day}日", day)
    if match := re.fullmatch(r"数：(\S+)", text):
        return Cell(place, match[1], float(match[1]))
    if text.startswith("#"):
        return Cell(place, text, text, error=text)
    return Cell.of(text.replace("⏎", "\n"), place)
