"""The paper forms' vocabulary: what the shipped Word templates are drawn from, and the pages that fill them.

Tags are docxtpl's, in the teachers' words: 台账 is the whole ledger's data (基本信息), 表 the page's. Lengths are in cm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

WIDTH = 16.0
"""The width of the text on an upright page, and so of every form table."""

LANDSCAPE_WIDTH = 24.7

FORM_WIDTHS = (2.9, 5.1, 2.9, 5.1)
"""Label, value, label, value: the one grid of all form tables."""

LABEL_WIDTH = FORM_WIDTHS[0]

OWN = "本校"
"""Behind it stand the columns that a school has added to a sheet: {{ 行.本校.课型 }}."""


class OwnColumns(dict[str, str]):
    """What stands in the columns that a school has added to a sheet, by plain title; any other title gives nothing."""

    def __missing__(self, title: str) -> str:
        return ""


class Look(Enum):
    """How a paragraph or a cell's text looks; the value names its style in the base template."""

    TITLE = "台账大标题"
    SUBTITLE = "台账副标题"
    HEADING = "台账小标题"
    BODY = "台账正文"
    PLAIN = "台账平文"
    PICTURE = "台账图片"
    CAPTION = "台账图题"
    PICTURE_CAPTION = "台账作品题"
    RIGHT = "台账落款"
    NOTE = "台账说明"
    NOTE_BELOW = "台账说明续"
    HEAD = "台账表头"
    LABEL = "台账标签"
    CELL = "台账表格"
    CELL_CENTRED = "台账表格居中"
    CELL_BOLD = "台账表格加粗"
    CELL_NUMBER = "台账表格数字"
    CELL_NUMBER_BOLD = "台账表格数字加粗"
    FORM = "台账表单"
    FORM_BODY = "台账表单正文"
    FORM_CLOSE = "台账表单紧排"
    COVER_SCHOOL = "封面学校"
    COVER_TERM = "封面学期"
    COVER_TITLE = "封面标题"
    COVER_LABEL = "封面栏目"
    COVER_VALUE = "封面内容"
    COVER_DATE = "封面日期"
    CONTENTS_TITLE = "目录标题"
    CONTENTS_ITEM = "目录项目"
    CONTENTS_ENTRY = "目录细目"


@dataclass(frozen=True)
class Line:
    """One paragraph. A text with several lines becomes as many paragraphs of the same look.

    With `page_of`, a dot leader and the page number of what that variable names (项, 条: the table of contents).
    """

    text: str
    look: Look = Look.BODY
    page_of: str = ""


def title(text: str) -> Line:
    """The form's big title; it begins a new page."""
    return Line(text, Look.TITLE)


def heading(text: str) -> Line:
    """A bold small heading, kept with what follows."""
    return Line(text, Look.HEADING)


@dataclass(frozen=True)
class Each:
    """Blocks repeated for every element of a list: `Each("节", "表.工作要点", …)`."""

    name: str
    values: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class When:
    """Blocks that are there only if a condition holds: `When("表.照片", …)`."""

    condition: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class PictureLine:
    """Pictures side by side in a centred paragraph, each at most so large."""

    values: str
    width: float
    height: float


@dataclass(frozen=True)
class ChartLine:
    """A chart in a paragraph of its own, so wide and high, kept with the caption beneath it; nothing without a chart."""

    value: str
    width: float
    height: float
    caption: str


@dataclass(frozen=True)
class Slot:
    """A cell of a form table: its text, the grid columns that it spans, its look.

    `merged` joins it with the cell above within the innermost loop. `pictures` names a list printed under the text.
    `underlined` draws only its lower border (the cover's blanks).
    """

    text: str
    span: int = 1
    look: Look = Look.CELL
    merged: bool = False
    pictures: str = ""
    picture_size: tuple[float, float] = (8.0, 6.0)
    underlined: bool = False
    more: Sequence[Line] = ()


@dataclass(frozen=True)
class Band:
    """A row of a form table, or the rows of a loop (`("组 in 表.周", "行 in 组")`, outermost first).

    `head` repeats on every page. `height` is the least height; `fixed` makes it the only one. `otherwise` gives the
    slots that replace these where `condition` does not hold.
    """

    slots: Sequence[Slot]
    loops: Sequence[str] = ()
    head: bool = False
    height: float = 0.9
    fixed: bool = False
    condition: str = ""
    otherwise: Sequence[Slot] = ()


@dataclass(frozen=True)
class Grid:
    """A form table of fixed layout: column widths, and bands from the top down. `kept`: never cut at a page end.

    What is `joined` looks like the top of the table that follows. Word repeats a head row only where the table begins
    with it, so rows above a head row that repeats are a table of their own.
    """

    widths: Sequence[float]
    bands: Sequence[Band]
    bordered: bool = True
    kept: bool = False
    joined: bool = False


Block = Line | Each | When | PictureLine | ChartLine | Grid


def labels(*names: str, widths: Sequence[float], height: float = 0.9) -> Band:
    """A row of label, value, label, value; the last value takes the rest of the width."""
    slots = [
        slot for name in names for slot in (Slot(name, look=Look.LABEL), Slot(f"{{{{ 表.{name} }}}}", look=Look.FORM))
    ]
    rest = len(widths) - len(slots)
    slots[-1] = Slot(slots[-1].text, span=1 + rest, look=Look.FORM)
    return Band(slots, height=height)


def table_of(
    columns: Mapping[str, float],
    rows: str,
    *,
    merged: Sequence[str] = (),
    left: Sequence[str] = (),
    numbers: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
    bold: tuple[str, Sequence[str]] = ("", ()),
    height: float = 0.75,
    last: Band | None = None,
) -> Grid:
    """A table with a repeated header row and a row for each element of 表.`rows`.

    `columns` gives title and width, `titles` other words for the header row. With `merged`, 表.`rows` holds groups of
    rows, and these columns span their group. The columns `left` are set left, `numbers` right, the others centred.
    `bold` names a value, and the columns that are bold in the rows for which it holds. `last` is a row below them all.
    """
    shown = titles or {}
    condition, strong_columns = bold
    head = Band([Slot(shown.get(title, title), look=Look.HEAD) for title in columns], head=True, height=height)

    def look(title: str, *, strong: bool) -> Look:
        if title in numbers:
            return Look.CELL_NUMBER_BOLD if strong else Look.CELL_NUMBER
        if strong:
            return Look.CELL_BOLD
        return Look.CELL if title in left else Look.CELL_CENTRED

    def slots(*, strong: bool) -> list[Slot]:
        return [
            Slot(
                f"{{{{ 行.{title} }}}}",
                look=look(title, strong=strong and title in strong_columns),
                merged=title in merged,
            )
            for title in columns
        ]

    loops = [f"组 in 表.{rows}", "行 in 组"] if merged else [f"行 in 表.{rows}"]
    body = Band(
        slots(strong=bool(condition)), loops, height=height,
        condition=f"行.{condition}" if condition else "", otherwise=slots(strong=False) if condition else (),
    )  # fmt: skip
    return Grid(list(columns.values()), [head, body] if last is None else [head, body, last])


@dataclass(frozen=True)
class Form:
    """One paper form: a Word template of the same name is drawn from it. It starts a page.

    `means` explains, for the templates' manual, the names in its pages' data that are no column's title.
    """

    name: str
    blocks: Sequence[Block]
    landscape: bool = False
    bare: bool = False
    """Without page header and footer (the cover)."""
    means: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Chart:
    """Columns side by side for every category, a value of each series; None where there is no number.

    `title` says to those who do not see it what it shows. The axis ends at `top`. `number_format` is a spreadsheet's: 0.0%, 0.
    """

    title: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[Decimal | None]]
    number_format: str = "0.0%"
    top: Decimal = Decimal(1)


@dataclass(frozen=True)
class Page:
    """One filled form: plain data by the names that the Word template uses (texts, lists, mappings, pictures, charts).

    `entry` is its line in the table of contents; without one it belongs to the page before.
    """

    form: str
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])
    entry: str = ""


@dataclass(frozen=True)
class Name:
    """A name that a template may print: its path (表.周[][].课时), what it means, an example."""

    path: str
    meaning: str
    example: str


@dataclass(frozen=True)
class Vocabulary:
    """What one form's template may name: an example of its data, its names, the paths that every ledger must fill in."""

    data: Mapping[str, Any]
    names: Sequence[Name]
    required: Sequence[str]


def paths(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every name in a page's data with its value; [] stands for each element of a list.

    What a school's own columns are called is for the school to say: they are one name, 本校.
    """
    if isinstance(value, Mapping) and not isinstance(value, OwnColumns):
        for key, inner in value.items():
            yield f"{prefix}.{key}", inner
            yield from paths(f"{prefix}.{key}", inner)
    elif isinstance(value, list | tuple) and value:
        yield from paths(f"{prefix}[]", value[0])
