"""Sheets as typed rows: declared once, read from cells, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Generic, Never, Self, TypeVar, overload

from ledger_xlsx.findings import Place
from ledger_xlsx.forms import OWN, OwnColumns
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Field
from ledger_xlsx.sheets.likeness import bare
from ledger_xlsx.term import Week

T = TypeVar("T")


class Column(Generic[T]):
    """A column of a sheet. On the row class it is itself; on a row it is the typed value.

    `required` (*) and `expected` (+) as in FORMS, unless `exempt` says that this row may leave it blank. With
    `inherit` a blank cell means 'as above', but only while the columns `within` are the same as above. `prefilled`
    marks what `new` writes in advance: a row with nothing else is a blank row. `also` are older titles. Two rows with the
    same values in every `key` column tell of the same thing.
    """

    name: str

    def __init__(
        self,
        title: str,
        field: Field[T],
        *,
        required: bool = False,
        expected: bool = False,
        inherit: bool = False,
        within: tuple[Column[Any], ...] = (),
        prefilled: bool = False,
        also: tuple[str, ...] = (),
        key: bool = False,
        exempt: Callable[[Any], bool] | None = None,
        prompt: str = "",
        block: str = "",
    ) -> None:
        self.title, self.field = title, field
        self.required, self.expected, self.exempt = required, expected, exempt
        self.inherit, self.within, self.prefilled, self.also, self.key = inherit, within, prefilled, also, key
        self.prompt, self.block = prompt, block

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type) -> T: ...
    def __get__(self, row: Row | None, owner: type) -> Self | T:
        return self if row is None else row.values[self.name]

    def __set__(self, row: Row, value: Never) -> None:
        raise AttributeError(f"{type(row).__name__} is immutable")


class Layout(Enum):
    """How a sheet holds its rows: one below the other, or one row as a list of label, value and explanation."""

    TABLE = "table"
    LIST = "list"


class Filler(Enum):
    """Who fills a sheet (FORMS); the word that begins its line of help, and its tab's colour."""

    LEADER = "组长填"
    EVERYONE = "每位老师填"
    AT_END = "期末才填"


class Row:
    """A row of a sheet: typed values by column, the cells that they came from, and the school's own columns."""

    sheet: ClassVar[str]
    title: ClassVar[str]
    help: ClassVar[str]
    filler: ClassVar[Filler]
    layout: ClassVar[Layout]
    height: ClassVar[float]
    columns: ClassVar[tuple[Column[Any], ...]]

    def __init_subclass__(
        cls,
        *,
        sheet: str,
        title: str,
        help: str = "",  # noqa: A002 - the word that the form's line of help goes by
        filler: Filler = Filler.EVERYONE,
        layout: Layout = Layout.TABLE,
        height: float = 24,
    ) -> None:
        """Declare a sheet: its name, the form's title, its line of help, who fills it, row height in points."""
        cls.sheet, cls.title, cls.help, cls.filler, cls.layout, cls.height = sheet, title, help, filler, layout, height
        cls.columns = tuple(column for column in vars(cls).values() if isinstance(column, Column))

    def __init__(
        self,
        number: int,
        values: Mapping[str, Any],
        cells: Mapping[str, Cell],
        sheet: str = "",
        own: Mapping[str, str] | None = None,
    ) -> None:
        self.number, self.values, self.cells, self.found_in = number, values, cells, sheet or type(self).sheet
        self.own = OwnColumns(own or {})

    @classmethod
    def nothing(cls) -> Self:
        """A row with no cell filled in."""
        return cls(0, {column.name: column.field.blank for column in cls.columns}, {})

    @property
    def moment(self) -> date | Week | None:
        """The day or week that decides whether the row is due and printed at 月调研; None: always."""
        return None

    @property
    def key(self) -> tuple[str, ...]:
        """What the row tells of, in plain form, by its key columns; empty where the sheet has none or they are blank."""
        named = tuple(self.identified_by(column) for column in self.columns if column.key)
        return named if any(named) else ()

    def identified_by(self, column: Column[Any]) -> str:
        """A key column's value as it is compared."""
        value = self.values[column.name]
        return column.field.identity(value) if value != column.field.blank else bare(self.typed(column))

    def at(self, column: Column[Any]) -> Place:
        """Where a column's value stands; the sheet if the column is missing there."""
        cell = self.cells.get(column.name)
        return cell.place if cell else Place(self.found_in)

    def filled(self, column: Column[Any]) -> bool:
        """Whether something stands in the column's own cell, readable or not."""
        cell = self.cells.get(column.name)
        return cell is not None and not cell.blank

    def typed(self, column: Column[Any]) -> str:
        """What the column's own cell says, as typed."""
        cell = self.cells.get(column.name)
        return cell.text if cell else ""

    def shown(self) -> dict[str, Any]:
        """What is printed, by column title; a cell that could not be read is printed as typed.

        The school's own columns stand together under 本校.
        """
        return {**{column.title: self.show(column) for column in self.columns}, OWN: self.own}

    def show(self, column: Column[Any]) -> Any:
        """What is printed for one column: text, or pictures."""
        value = self.values[column.name]
        unread = value == column.field.blank and not self.cells.get(column.name, NO_CELL).pictures
        return self.typed(column) if unread and isinstance(column.field.show(value), str) else column.field.show(value)


NO_CELL = Cell(Place(""))
