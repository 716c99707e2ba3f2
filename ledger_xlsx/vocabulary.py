"""What the Word templates may name: an example of every form's data, made from the columns' own examples.

The templates' manual (说明.docx) is written from it, and a school's templates are checked and tried out with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ledger_xlsx import paper
from ledger_xlsx.findings import Place
from ledger_xlsx.forms import Chart, Name, OwnColumns, Vocabulary, paths
from ledger_xlsx.item import Item
from ledger_xlsx.pictures import Picture
from ledger_xlsx.sheets.basics import COMPUTED, SHEETS, Basics
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Choice, Pictures, Text
from ledger_xlsx.sheets.reading import example, read
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.sheets.tables import Book, Line, Table, plain

LEDGER, PAGE, REQUIRED, PICTURE, CHART = "台账", "表", "必填", "图片", "图表"
EXAMPLE_PICTURE = Picture("图", bytes)
OWN_COLUMN = "学校自己加的栏目，写法见第一页"
OWN_EXAMPLE = OwnColumns({"课型": "新授"})
SECOND = "二"
"""Makes a second name of an example, which belongs to nothing else."""


def of_ledger() -> Vocabulary:
    """The names of 台账, which every form may use."""
    ledger, _ = read((), Book({plain(Basics.sheet): filled(Basics)}))
    return vocabulary(LEDGER, ledger.basics.shown(), [Basics], COMPUTED)


def of_forms(items: Sequence[Item]) -> dict[str, Vocabulary]:
    """The names of every form, in the order of the ledger."""
    data = examples(items)
    return {
        # 成员 is printed with the plan, 封面图片 stands in 基本信息.
        form.name: vocabulary(PAGE, data.get(form.name, {}), (*item.sheets, *SHEETS), form.means)
        for item in items
        for form in item.forms
    }


def vocabulary(root: str, data: Mapping[str, Any], kinds: Sequence[type[Row]], means: Mapping[str, str]) -> Vocabulary:
    """The names of some data, each explained by `means` or by the column of these sheets that it is called after."""
    names: list[Name] = []
    required: list[str] = []
    siblings = {path.rpartition(".")[0]: set[str]() for path, _ in paths(root, data)}
    for path, _ in paths(root, data):
        parent, _, key = path.rpartition(".")
        siblings[parent].add(key)
    for path, value in paths(root, data):
        parent, _, key = path.rpartition(".")
        if isinstance(value, OwnColumns):
            names.append(Name(f"{path}.课型", OWN_COLUMN, OWN_EXAMPLE["课型"]))
            continue
        if isinstance(value, Mapping) or (isinstance(value, list | tuple) and not is_pictures(value)):
            continue
        kind, column = column_called(key, siblings[parent], kinds)
        shown = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if key in means or kind is None or column is None:
            names.append(Name(path, means.get(key, ""), shown))
        else:
            names.append(Name(path, f"「{kind.sheet}」里的「{column.title}」", shown or example(column)))
            if column.required:
                required.append(path)
    return Vocabulary(data, names, required)


def is_pictures(value: Sequence[Any]) -> bool:
    """Whether a list holds pictures; an empty one is that of a row without any."""
    return all(isinstance(one, Picture) for one in value)


def column_called(
    key: str, siblings: set[str], kinds: Sequence[type[Row]]
) -> tuple[type[Row] | None, Column[Any] | None]:
    """The column of this title, of the sheet that has most of the titles beside it."""
    titles = {kind: {column.title: column for column in kind.columns} for kind in kinds}
    having = [kind for kind in kinds if key in titles[kind]]
    kind = max(having, key=lambda one: len(siblings & titles[one].keys()), default=None)
    return kind, titles[kind][key] if kind else None


def examples(items: Sequence[Item]) -> dict[str, Mapping[str, Any]]:
    """An example of each form's data by its name, from ledgers that hold all sheets, or one of them alone."""
    kinds = [kind for item in items for kind in item.sheets]
    found: dict[str, Mapping[str, Any]] = {}
    for some in (kinds, *([kind] for kind in kinds)):
        ledger, _ = read(kinds, Book({plain(kind.sheet): filled(kind) for kind in (*SHEETS, *some)}))
        for page in paper.pages(ledger, items):
            found[page.form] = joined(found.get(page.form, {}), page.data)
    return found


def joined(first: Any, second: Any) -> Any:
    """Two examples of one form's data: what the first leaves out or empty comes from the second."""
    if isinstance(first, OwnColumns) or isinstance(second, OwnColumns):
        return OWN_EXAMPLE
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return {key: joined(first.get(key), second.get(key)) for key in {**first, **second}}
    if isinstance(first, list) and isinstance(second, list):
        return [*map(joined, first, second), *first[len(second) :], *second[len(first) :]]
    return first or second


def filled(kind: type[Row]) -> Table:
    """A sheet with a row for each choice that it offers, all columns filled with their examples (at least two).

    Where a sheet has pictures, a last row holds nothing but these and what it must.
    """
    titles = {plain(column.title): Place(kind.sheet, column=column.title) for column in kind.columns}
    if kind.layout is Layout.LIST:
        return Table(kind.sheet, [Line(1, {plain(c.title): cell(c) for c in kind.columns})], titles)
    rows = [{plain(c.title): cell(c, number) for c in kind.columns} for number in range(rows_of(kind))]
    if any(isinstance(column.field, Pictures) for column in kind.columns):
        needed = [c for c in kind.columns if c.required or isinstance(c.field, Pictures)]
        rows.append({plain(c.title): second(c) for c in needed})
    return Table(kind.sheet, [Line(number, cells) for number, cells in enumerate(rows, start=1)], titles)


def rows_of(kind: type[Row]) -> int:
    """The most choices that a column of a sheet offers; at least two, for pupils' works stand two abreast."""
    return max(len(column.field.options) if offers(column) else 2 for column in kind.columns)


def offers(column: Column[Any]) -> bool:
    """Whether a column takes nothing but what it offers."""
    return isinstance(column.field, Choice) and not column.field.free


def cell(column: Column[Any], number: int | None = None) -> Cell:
    """A cell with the column's example, or with that number of its choices."""
    if isinstance(column.field, Pictures):
        return Cell(Place(""), pictures=(EXAMPLE_PICTURE,))
    options = column.field.options
    return Cell.of(example(column) if number is None or not offers(column) else options[number % len(options)])


def second(column: Column[Any]) -> Cell:
    """A cell of the last row: a text that no other sheet names."""
    made = cell(column, 0)
    return Cell.of(f"{made.text}{SECOND}") if isinstance(column.field, Text) else made


def file(ledger: Vocabulary, forms: Mapping[str, Vocabulary]) -> bytes:
    """The names as the file that lies beside the shipped templates: example data, and the required paths by form."""
    content = {
        LEDGER: ledger.data,
        PAGE: {name: one.data for name, one in forms.items()},
        REQUIRED: {name: list(one.required) for name, one in {LEDGER: ledger, **forms}.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, default=plainly) + "\n").encode()


def plainly(value: Any) -> Any:
    """A picture or a chart as JSON."""
    match value:
        case Picture():
            return {PICTURE: value.name}
        case Chart():
            return {CHART: value.title}
    raise TypeError(value)


def unexplained(found: Mapping[str, Vocabulary]) -> Iterator[str]:
    """The names that neither a column nor the form explains."""
    for form, one in found.items():
        yield from (f"{form}：{name.path}" for name in one.names if not name.meaning)
