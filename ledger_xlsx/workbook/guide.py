"""填写说明: the sheet in front, which a teacher reads once; its tables are drawn from the declarations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.item import Item
from ledger_xlsx.sheets.basics import SHEETS, Basics, MemberRow
from ledger_xlsx.sheets.rows import Column, Filler, Row
from ledger_xlsx.workbook import styles

SHEET = "填写说明"
TITLE = "集体备课工作台账 填写说明"
GRID, GRID_WIDTH = 24, 3.8
"""The page is a grid of so many narrow columns, in characters; tables join as many as they need."""
PAGE_HEIGHT = 740
"""So much fits on a printed page, in points, with something to spare for other programs' line heights."""
ABREAST = 6
"""So many columns of a sheet fit side by side in its example."""
ACCENT, LINK, HEAD_FILL = "1F3864", "0563C1", "F2F2F2"

INTRODUCTION = "这本工作簿填好，就能印出整套集体备课台账。您只管填内容，字体、行距、页码、目录都由程序排。"
STEPS = (
    f"① 开学前：组长填{styles.COLOUR_NAMES[Filler.LEADER]}标签的表，先填「{Basics.sheet}」和「{MemberRow.sheet}」。",
    f"② 平时：做完一件填一件，填{styles.COLOUR_NAMES[Filler.EVERYONE]}标签的表。分头填的，由组长合成一本。",
    f"③ 期末：再填{styles.COLOUR_NAMES[Filler.AT_END]}标签的表。期末及月调研时需要呈现纸质稿。",
)
WHEN = {Filler.LEADER: "开学前", Filler.EVERYONE: "做完就填", Filler.AT_END: "期末"}
# 基本信息 and 成员 are no item's own: every item reads them.
BELONGS: dict[type[Row], str] = {Basics: "1、2", MemberRow: "2"}

DO = (
    "标题带 * 的必须填，带 + 的最好填，别的没有就空着。",
    "点一下格子，旁边会出现提示；有小箭头的，点箭头选一项。",
    "行不够就插入行，空着的行不会印出来。表1、表2 里先写好的周次，用不着的不用管它。",
    "日期写「2月21日」（写「2.21」也认），周次写「1」或「第1周」。",
    "一格里要分几段，按 Alt+Enter 换行。一格写不下，就在下面一行的同一栏接着写，别的栏空着。",
    "照片：点「插入→图片」，放到那一行的「照片」「作品图片」或「配图」格子上，一行可以放几张。",
    "几位老师用顿号隔开：张思月、恽蝶。请来的写「某某（特邀）」，没来的写「某某（请假）」。",
    "格子里看不全不要紧，印出来是全的；想看全就把这一行拉高。",
)
DO_NOT = (
    "不要改工作表的名字，不要改、不要删第 3 行的栏目名。",
    "不要填学生个人的分数，不要给学生排名；照片拍作品，不拍学生的脸。",
    "不要把备课组长教师个人的备课附在集体备课台账中，个人备课只需要呈现电子稿即可。",
    "不要照抄下面的例子，写本组自己的内容。",
    "不用自己调格式。学校的格式要求（宋体，大标题三号加粗居中，副标题四号右对齐，正文小四号，小标题加粗，行间距1.5倍），程序会照着排。",
)


@dataclass(frozen=True)
class Slot:
    """A text over so many columns of the grid, and how it looks."""

    text: str
    span: int
    bold: bool = False
    fill: str = ""
    centred: bool = False
    boxed: bool = True
    size: float = 10
    colour: str = "000000"
    link: str = ""


def height(slot: Slot) -> float:
    """What a slot's text needs, in points."""
    return styles.lines(slot.text, slot.span * GRID_WIDTH * styles.SIZE / slot.size) * slot.size * 1.4


@dataclass
class Writer:
    """Writes slots row by row, each row as high as its texts need."""

    sheet: Worksheet
    row: int = 0
    used: float = 0
    """Height used on the current page, in points."""

    def write(self, *slots: Slot, space: float = 6) -> None:
        """The next row, slots from left to right; `space` is added to its height, in points."""
        self.row += 1
        first = 1
        for slot in slots:
            self.slot(slot, first)
            first += slot.span
        needed = round(max(height(slot) for slot in slots) + space, 1)
        self.sheet.row_dimensions[self.row].height = needed
        self.used += needed

    def together(self, rows: Sequence[Sequence[Slot]], space: float = 4) -> None:
        """Rows that stand on one page."""
        if self.used + sum(max(height(slot) for slot in slots) + space for slots in rows) > PAGE_HEIGHT:
            self.turn()
        for slots in rows:
            self.write(*slots, space=space)

    def turn(self) -> None:
        """Begin a new page with the next row."""
        self.sheet.row_breaks.append(Break(id=self.row))
        self.used = 0

    def slot(self, slot: Slot, first: int) -> None:
        last = first + slot.span - 1
        cell = self.sheet.cell(self.row, first, slot.text)
        colour = LINK if slot.link else slot.colour
        cell.font = styles.font(size=slot.size, bold=slot.bold, colour=colour, link=bool(slot.link))
        cell.alignment = styles.alignment("center" if slot.centred else "left")
        for column in range(first, last + 1):
            if slot.boxed:
                self.sheet.cell(self.row, column).border = styles.BOX
            if slot.fill:
                self.sheet.cell(self.row, column).fill = styles.fill(slot.fill)
        if last > first:
            styles.merge(self.sheet, self.row, first, last)
        if slot.link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{slot.link}'!A1", display=slot.text)

    def line(self, text: str, *, size: float = 10.5, colour: str = "000000", space: float = 2.5) -> None:
        """A paragraph over the whole width, without a box."""
        self.write(Slot(text, GRID, boxed=False, size=size, colour=colour), space=space)

    def heading(self, text: str) -> None:
        """A heading with some room above it."""
        self.write(Slot(text, GRID, boxed=False, size=12, bold=True, colour=ACCENT), space=9)


def write_guide(book: Workbook, items: Sequence[Item], version: str) -> None:
    """Add 填写说明 to a workbook."""
    sheet = book.create_sheet(SHEET)
    sheet.sheet_properties.tabColor = "7F7F7F"
    sheet.sheet_view.showGridLines = False
    for index in range(1, GRID + 1):
        sheet.column_dimensions[get_column_letter(index)].width = GRID_WIDTH
    styles.print_setup(sheet)
    page = Writer(sheet)
    page.write(Slot(TITLE, GRID, bold=True, centred=True, boxed=False, size=16), space=16)
    for text in (INTRODUCTION, *STEPS):
        page.line(text)
    page.heading("一、有哪些表（点表名就能跳过去）")
    write_overview(page, items)
    page.heading("二、请这样填")
    for text in DO:
        page.line(f"✓ {text}")
    page.heading("三、请不要这样做")
    for text in DO_NOT:
        page.line(f"✗ {text}")
    page.turn()
    page.heading("四、长的内容写什么（学校的要求）")
    write_demands(page, items)
    page.heading("五、各表的例子（只是样子，请勿照抄）")
    for _, kind in sheets(items):
        write_example(page, kind)
    page.line(f"模板版本 {version}", size=9, colour="7F7F7F", space=12)


def sheets(items: Iterable[Item]) -> Iterator[tuple[str, type[Row]]]:
    """The sheets in workbook order, each with the number of its item on paper."""
    for kind in SHEETS:
        yield BELONGS[kind], kind
    for item in items:
        for kind in item.sheets:
            yield str(item.number), kind


def write_overview(page: Writer, items: Iterable[Item]) -> None:
    """A line for each sheet: its name as a link, what it holds, who fills it and when, the item on paper."""
    page.write(*(Slot(text, span, bold=True, fill=HEAD_FILL, centred=True) for text, span in zip(
        ("工作表", "填什么", "谁来填", "什么时候填", "第几项"), SPANS, strict=True)))  # fmt: skip
    for number, kind in sheets(items):
        who, _, _ = kind.help.partition("。")
        texts = (kind.sheet, kind.title, who, WHEN[kind.filler], number)
        first, *rest = (Slot(text, span, centred=span < CENTRED_BELOW) for text, span in zip(texts, SPANS, strict=True))
        page.write(replace(first, fill=styles.LIGHT[kind.filler], link=kind.sheet), *rest, space=3)


SPANS = (4, 7, 8, 3, 2)
CENTRED_BELOW = 4


def write_demands(page: Writer, items: Iterable[Item]) -> None:
    """What the school wants to read in the long columns, in its own words: the columns' prompts."""
    for _, kind in sheets(items):
        for column in kind.columns:
            if column.field.long and column.prompt:
                page.write(
                    Slot(f"{kind.sheet}·{column.title}", 7, fill=HEAD_FILL), Slot(column.prompt, GRID - 7), space=4
                )


def write_example(page: Writer, kind: type[Row]) -> None:
    """A sheet's name, its line of help, and its columns with an example beneath each."""
    _, _, rest = kind.help.partition("。")
    name = Slot(kind.sheet, 4, bold=True, boxed=False, size=11, link=kind.sheet)
    rows = [[name, Slot(rest, GRID - 4, boxed=False, colour="595959")]]
    for columns in bands(kind.columns):
        spans = widths(columns)
        light = styles.LIGHT[kind.filler]
        rows.append([Slot(c.title, s, fill=light, centred=True) for c, s in zip(columns, spans, strict=True)])
        rows.append([Slot(example(c), s, centred=not c.field.long) for c, s in zip(columns, spans, strict=True)])
    page.together(rows)


def example(column: Column[Any]) -> str:
    """What stands under a column's title in the example."""
    return column.field.example or "（图片）"


def room(column: Column[Any]) -> float:
    """The width that a column would like in the example, in characters."""
    words = max(styles.units(column.title), min(styles.units(example(column)), LONG))
    return words + (LONG / 2 if column.field.long else 0)


def least(column: Column[Any]) -> int:
    """The cells of the grid in which a column's title, and a short example, stay on one line."""
    short = (units for text in (column.title, example(column)) if (units := styles.units(text)) <= SHORT)
    words = max(short, default=SHORT)
    return math.ceil((words + 2) / GRID_WIDTH)


LONG, SHORT = 24, 14
"""An example as long may take a second line; one as short should not."""


def bands(columns: Sequence[Column[Any]]) -> list[Sequence[Column[Any]]]:
    """The columns in as few lines as fit, of about equal length."""
    count = -(-len(columns) // ABREAST)
    size = -(-len(columns) // count)
    return [columns[start : start + size] for start in range(0, len(columns), size)]


def widths(columns: Sequence[Column[Any]]) -> list[int]:
    """How the grid is shared out: to each column what it needs at least, the rest where it is narrowest."""
    spans = [least(column) for column in columns]
    if sum(spans) > GRID:
        spans = [1] * len(columns)
    for _ in range(GRID - sum(spans)):
        hungriest = max(range(len(spans)), key=lambda index: room(columns[index]) / spans[index])
        spans[hungriest] += 1
    return spans
