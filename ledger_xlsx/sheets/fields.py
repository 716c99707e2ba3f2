"""Column types: each parses a cell, prints its value, and knows its look in the template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Generic, TypeVar
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.likeness import bare, likeliest
from ledger_xlsx.term import chinese, numeral

T = TypeVar("T")


class Unreadable(Exception):
    """A cell that the field cannot read: which notice says so, and what was perhaps meant."""

    def __init__(self, notice: Notice, *, suggestion: str = "", expected: str = "", **facts: object) -> None:
        super().__init__(notice.slug)
        self.notice, self.suggestion, self.expected, self.facts = notice, suggestion, expected, facts

    def at(self, cell: Cell) -> Finding:
        """The finding for a cell."""
        return self.notice.at(
            cell.place, found=cell.text, expected=self.expected, suggestion=self.suggestion, severity=None, **self.facts
        )


@dataclass(frozen=True, kw_only=True)
class Field(Generic[T]):
    """How a column reads and shows a value of type T.

    `blank` stands for an empty cell. `width` is in characters as Excel counts them; `text_format` presets the column
    to text, so that Excel does not turn 2.20 into 2.2; `options` is the template's drop-down; `long` marks a ¶ column.
    """

    blank: T
    example: str = ""
    width: float = 12
    text_format: bool = False
    options: tuple[str, ...] = ()
    long: bool = False
    centred: bool = True

    def parse(self, cell: Cell, group: Group) -> T:
        """The value of a cell that is not blank; raises Unreadable."""
        raise NotImplementedError

    def show(self, value: T) -> object:
        """What is printed: a text, or the pictures of a picture column."""
        return "" if value is None else str(value)

    def identity(self, value: T) -> str:
        """The value as it is compared with another's: equal where both mean the same, however they are spelled."""
        return bare(str(self.show(value)))


@dataclass(frozen=True, kw_only=True)
class Text(Field[str]):
    """Free text, printed as typed; its column is preset to text, for 3-5 in a lesson's name is no date."""

    blank: str = ""
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> str:
        return cell.text


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Text of several paragraphs (¶): a row that fills only such columns continues the row above."""

    long: bool = True
    # Old Excel shows a cell in text format as #### from 256 characters on.
    text_format: bool = False
    width: float = 36
    centred: bool = False


TURNED_INTO_DATE = Notice(
    "格-10", "turned-into-date", Severity.ERROR,
    says="被表格软件变成了日期「{found}」。",
    remedy="先把单元格设为「文本」，再重新填一次。",
    why="在普通格子里填 3-5、2-3 这样的内容，WPS 和 Excel 会当成日期存下来，原来的字就没有了。",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Label(Text):
    """A short text in which a date cell can only be a slip: 3-5 typed into a number or class column."""

    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> str:
        refuse_date(cell)
        return cell.text


def refuse_date(cell: Cell) -> None:
    """Raise Unreadable for a real date where none belongs, guessing at the 3-5 that was typed."""
    if isinstance(cell.value, date):
        raise Unreadable(TURNED_INTO_DATE, suggestion=f"{cell.value.month}-{cell.value.day}")


NOT_IN_LIST = Notice(
    "格-08", "not-in-list", Severity.ERROR,
    says="「{found}」不在可选的几项里。",
    remedy="点单元格右边的小箭头选一项（{options}）。",
    why="这一栏的内容决定印在纸上哪一部分，或者要和别的表对上。",
)  # fmt: skip
LEADING_NUMBER = re.compile(r"^(?:\((?:[一二三四五六七八九十]+|\d+)\)|(?:[一二三四五六七八九十]+|\d+)[)、.:])[、.:]?")


@dataclass(frozen=True, kw_only=True)
class Choice(Field[str]):
    """One of `options`; forgives a leading number, a left-off 题 or 练习, and Arabic for Chinese figures (FORMS).

    `also` maps further spellings to options. With `free`, other words are taken as typed.
    """

    blank: str = ""
    also: Mapping[str, str] = field(default_factory=dict[str, str])
    free: bool = False

    def parse(self, cell: Cell, group: Group) -> str:
        spelling = choice_key(cell.text)
        for option in self.options:
            if spelling in (choice_key(option), choice_key(option).removesuffix("题").removesuffix("练习")):
                return option
        for other, option in self.also.items():
            if spelling == choice_key(other):
                return option
        if self.free:
            return cell.text
        near = [option for option in self.options if spelling and (spelling in option or option in spelling)]
        suggestion = near[0] if len(near) == 1 else likeliest(spelling, self.options, distance=1)
        raise Unreadable(
            NOT_IN_LIST, suggestion=suggestion, expected="、".join(self.options), options="、".join(self.options)
        )


def choice_key(text: str) -> str:
    """A choice as it is compared: width, blanks, leading number and kind of figures ignored."""
    bare = LEADING_NUMBER.sub("", "".join(normalize("NFKC", text).split()))
    return re.sub(r"\d+", lambda figures: chinese(int(figures[0]) % 100), bare)


NUMBER_UNREADABLE = Notice(
    "格-04", "number-unreadable", Severity.ERROR,
    says="应填数字，现为「{found}」。",
    remedy="只填数字，例如「{example}」。",
    why="这些数要相加、相除，夹着别的字就算不出来。",
)  # fmt: skip
UNITS = "周个人岁年分道题课时节名篇次份"
WHOLE = 100
"""All of it, in per cent."""


@dataclass(frozen=True, kw_only=True)
class Count(Field[int | None]):
    """A whole number, from 0; a unit behind it (9年, 45人) is ignored."""

    blank: int | None = None
    example: str = "45"
    width: float = 9

    def parse(self, cell: Cell, group: Group) -> int:
        refuse_date(cell)
        number = numeral(cell.text.strip().rstrip(UNITS))
        if number is None:
            raise Unreadable(NUMBER_UNREADABLE, example=self.example)
        return number


@dataclass(frozen=True, kw_only=True)
class Marks(Field[Decimal | None]):
    """A number of marks, perhaps with decimals (42.5)."""

    blank: Decimal | None = None
    example: str = "100"
    width: float = 9

    def parse(self, cell: Cell, group: Group) -> Decimal:
        refuse_date(cell)
        return decimal(cell.text.strip().rstrip(UNITS), self.example)

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else plain_number(value)


def decimal(text: str, example: str) -> Decimal:
    """The number that a text writes, from 0; raises Unreadable."""
    try:
        number = Decimal(normalize("NFKC", text).replace(",", "").strip())
    except InvalidOperation:
        raise Unreadable(NUMBER_UNREADABLE, example=example) from None
    if not number.is_finite() or number < 0:
        raise Unreadable(NUMBER_UNREADABLE, example=example)
    return number


def plain_number(value: Decimal) -> str:
    """42.50 → 42.5, 1E+2 → 100: never a needless zero, never an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> str:
    """A number with so many decimals, rounded half up as the school does (2.675 → 2.68)."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def percentage(share: Decimal) -> str:
    """0.935 → 93.5%."""
    return rounded(share * 100, 1) + "%"


RATE_OUT_OF_RANGE = Notice(
    "格-06", "rate-out-of-range", Severity.ERROR,
    says="得分率为「{found}」，应在 0%～100% 之间。",
    remedy="填如「96.5%」。",
    why="得分率是得到的分占满分的百分之几，不会超过 100%。",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rate(Field[Decimal | None]):
    """A share, 0 to 1: typed as 93.5%, 93.5 or 0.935."""

    blank: Decimal | None = None
    example: str = "93.5%"
    text_format: bool = True
    width: float = 9

    def parse(self, cell: Cell, group: Group) -> Decimal:
        refuse_date(cell)
        text = normalize("NFKC", cell.text).strip()
        number = decimal(text.removesuffix("%"), self.example)
        # A cell in per cent format shows 9350% where somebody typed 93.5 into it.
        if text.endswith("%"):
            number = number / WHOLE if not cell.percent or number <= WHOLE else number / WHOLE**2
        elif number > 1:
            number /= WHOLE
        if number > 1:
            raise Unreadable(RATE_OUT_OF_RANGE)
        return number

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else percentage(value)


@dataclass(frozen=True)
class Lessons:
    """Lessons of a row: planned ones, and for a unit the flexible ones (机动课时)."""

    planned: Decimal
    flexible: Decimal = Decimal(0)

    def __str__(self) -> str:
        planned = plain_number(self.planned)
        return f"{planned}+{plain_number(self.flexible)}" if self.flexible else planned


LESSONS_UNREADABLE = Notice(
    "格-16", "lessons-unreadable", Severity.ERROR,
    says="应填课时数，现为「{found}」。",
    remedy="只填数字，例如「1」；单元合计可填「10+1」（加号后面是机动课时）。",
    why="单元的课时要和下面各课的课时相加核对。",
)  # fmt: skip
LESSONS = re.compile(r"(\d+(?:\.\d+)?)(?:课时|节)?(?:[+(](?:机动)?(\d+(?:\.\d+)?)(?:课时|节)?\)?)?(?:课时|节)?")


@dataclass(frozen=True, kw_only=True)
class LessonCount(Field[Lessons | None]):
    """课时: 1, 10+1, １０＋１, 10+1课时."""

    blank: Lessons | None = None
    example: str = "10+1"
    text_format: bool = True
    width: float = 9

    def parse(self, cell: Cell, group: Group) -> Lessons:
        refuse_date(cell)
        match = LESSONS.fullmatch("".join(normalize("NFKC", cell.text).split()))
        if not match:
            raise Unreadable(LESSONS_UNREADABLE)
        return Lessons(Decimal(match[1]), Decimal(match[2] or 0))


CLASS = re.compile(r"(?P<grade>\d|[一二三四五六])(?:年级)?[(.\-]?(?P<number>\d{1,2}|[一二三四五六七八九十]+)\)?班?")


@dataclass(frozen=True)
class ClassName:
    """A class: as typed for the paper, and by grade and number for matching and order (五1, 五（1）班, 501)."""

    typed: str
    key: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.typed


@dataclass(frozen=True, kw_only=True)
class Class(Field[ClassName | None]):
    """班级 in any of its spellings; other words are taken as typed."""

    blank: ClassName | None = None
    example: str = "五1"
    text_format: bool = True
    width: float = 10

    def parse(self, cell: Cell, group: Group) -> ClassName:
        refuse_date(cell)
        match = CLASS.fullmatch("".join(normalize("NFKC", cell.text).split()))
        grade, number = (numeral(match["grade"]), numeral(match["number"])) if match else (None, None)
        return ClassName(cell.text, (grade, number) if grade and number else None)

    def identity(self, value: ClassName | None) -> str:
        return f"{value.key[0]}.{value.key[1]}" if value and value.key else super().identity(value)


@dataclass(frozen=True, kw_only=True)
class Pictures(Field[tuple[Picture, ...]]):
    """The pictures that stand on the row; a text in the cell (a file's name) is not one."""

    blank: tuple[Picture, ...] = ()
    width: float = 24

    def parse(self, cell: Cell, group: Group) -> tuple[Picture, ...]:
        return cell.pictures

    def show(self, value: tuple[Picture, ...]) -> object:
        return value
