"""Declarations to the distributed workbook: 填写说明 in front, then one sheet for each declared row type.

The data area of a table sheet holds no cell: borders, fonts and formats are column styles, heights the sheet's
default. A blank styled cell would count as a row for ever after.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.packages import stable
from ledger_xlsx.sheets import roster
from ledger_xlsx.sheets.basics import SHEETS, Basics, MemberRow
from ledger_xlsx.sheets.calendar import CalendarRow
from ledger_xlsx.sheets.fields import Choice, Field, Pictures
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Layout, Row
from ledger_xlsx.workbook import styles
from ledger_xlsx.workbook.finish import finished
from ledger_xlsx.workbook.guide import write_guide
from ledger_xlsx.workbook.prefill import NOTHING, Prefill
from ledger_xlsx.workbook.version import GROUP_PROPERTY, ID_PROPERTY, TEMPLATE_ID, TEMPLATE_VERSION, VERSION_PROPERTY

# Says the same once more: some programs drop custom properties, others hidden names.
MARK = "LEDGER_TEMPLATE"
FILE = "备课组台账模板.xlsx"

TITLE_ROW, HELP_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
LAST_ROW = 5000
"""Drop-downs and prompts reach down to here, as far as the reader looks."""
MEMBERS = "成员名单"
LIST_TITLES = ("项目", "内容", "说明")
LIST_WIDTHS = (16, 40, 54)
PICTURE_HEIGHT = 150
PROMPT_TITLE, PROMPT = 32, 255
"""So many characters Excel allows a prompt's title and a prompt."""


def template(items: Iterable[Item], prefill: Prefill | None = None) -> bytes:
    """The workbook of these items, empty but for what `prefill` knows; equal input gives equal bytes."""
    items = tuple(items)
    kinds = declared(items)
    book = Workbook()
    book.remove(book.worksheets[0])
    write_guide(book, items, TEMPLATE_VERSION)
    for kind in kinds:
        write_sheet(book.create_sheet(kind.sheet), kind, prefill or NOTHING)
    mark(book, prefill or NOTHING)
    return saved(book)


def calendar_template() -> bytes:
    """The empty 校历; equal bytes every time."""
    return of_the_office(CalendarRow.title, (CalendarRow,))


def roster_template() -> bytes:
    """The empty 名单; equal bytes every time."""
    return of_the_office("备课组名单", roster.SHEETS)


def of_the_office(title: str, kinds: Iterable[type[Row]]) -> bytes:
    """An empty workbook of these sheets, which no group fills in."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in kinds:
        write_sheet(book.create_sheet(kind.sheet), kind, NOTHING)
    book.properties.title, book.properties.creator = title, TEMPLATE_ID
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, finished and stable."""
    buffer = io.BytesIO()
    book.save(buffer)
    return stable(finished(buffer.getvalue(), LAST_ROW))


def write_template(folder: Path) -> Path:
    """Write the shipped workbook into a folder; gives its path."""
    path = folder / FILE
    path.write_bytes(template(ITEMS))
    return path


def template_version(book: Workbook) -> str | None:
    """The template version that a workbook was made from; None if it says nothing (cloud programs drop it)."""
    properties = custom_properties(book)
    if VERSION_PROPERTY in properties.names:
        return str(properties[VERSION_PROPERTY].value)
    name = book.defined_names.get(MARK)
    text = (name.attr_text or "").strip('"') if name else ""
    return text.removeprefix(f"{TEMPLATE_ID} ") or None


def custom_properties(book: Workbook) -> CustomPropertyList[Any]:
    """The custom document properties of a workbook."""
    # The type stubs do not know them yet.
    properties: CustomPropertyList[Any] = book.custom_doc_props  # type: ignore[attr-defined]
    return properties


def declared(items: Iterable[Item]) -> tuple[type[Row], ...]:
    """The sheets in workbook order: 基本信息 and 成员, then those of the items."""
    return (*SHEETS, *(sheet for item in items for sheet in item.sheets))


def mark(book: Workbook, prefill: Prefill) -> None:
    """What the workbook says about itself: title, template id and version, the group that it is made for."""
    book.properties.title, book.properties.creator = "集体备课工作台账", TEMPLATE_ID
    for name, value in ((ID_PROPERTY, TEMPLATE_ID), (VERSION_PROPERTY, TEMPLATE_VERSION)):
        custom_properties(book).append(StringProperty(name=name, value=value))
    known = prefill.basics()
    if Basics.grade in known and Basics.subject in known:
        group = f"{known[Basics.grade]}{known[Basics.subject]}"
        custom_properties(book).append(StringProperty(name=GROUP_PROPERTY, value=group))
    book.defined_names[MARK] = DefinedName(MARK, attr_text=f'"{TEMPLATE_ID} {TEMPLATE_VERSION}"', hidden=True)
    # Counted from the titles down, so that a row inserted right below them is in the list.
    names = f"{MemberRow.sheet}!$A${FIRST_ROW}:$A$63"
    members = f"OFFSET({MemberRow.sheet}!$A${HEAD_ROW},1,0,MAX(COUNTA({names}),1),1)"
    book.defined_names[MEMBERS] = DefinedName(MEMBERS, attr_text=members)


def write_sheet(sheet: Worksheet, kind: type[Row], prefill: Prefill) -> None:
    """One sheet: title, line of help, titles, and the look of what is to come below."""
    sheet.sheet_properties.tabColor = styles.TAB[kind.filler]
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = kind.height, True
    if kind.layout is Layout.LIST:
        widths: Sequence[float] = LIST_WIDTHS
        write_list(sheet, kind, prefill)
    else:
        widths = [column.field.width for column in kind.columns]
        write_table(sheet, kind, prefill)
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    write_heading(sheet, kind, widths)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = f"A{FIRST_ROW}"
    across = kind.layout is Layout.TABLE and sum(widths) > styles.UPRIGHT_WIDTH
    styles.print_setup(sheet, across=across, repeated=f"{TITLE_ROW}:{HEAD_ROW}")


def write_heading(sheet: Worksheet, kind: type[Row], widths: Sequence[float]) -> None:
    """The form's title and the line of help over the whole width."""
    looks = (
        (TITLE_ROW, kind.title, styles.font(size=16, bold=True), "center", 36.0),
        (HELP_ROW, kind.help, styles.font(colour="C00000"), "left", 8 + 15.0 * styles.lines(kind.help, sum(widths))),
    )
    for row, text, font, horizontal, height in looks:
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, styles.alignment(horizontal)
        styles.merge(sheet, row, 1, len(widths))
        # A cell without a border of its own would show its column's in LibreOffice.
        for index in range(1, len(widths) + 1):
            sheet.cell(row, index).border = styles.UNSEEN
        sheet.row_dimensions[row].height = height


def write_head(sheet: Worksheet, kind: type[Row], titles: Sequence[str], widths: Sequence[float]) -> None:
    """The row of column titles: bold, filled in the colour of who fills the sheet."""
    for index, title in enumerate(titles, start=1):
        cell = sheet.cell(HEAD_ROW, index, title)
        cell.font, cell.fill, cell.border = styles.font(bold=True), styles.fill(styles.LIGHT[kind.filler]), styles.BOX
        cell.alignment = styles.alignment("center")
    deepest = max(styles.lines(title, width) for title, width in zip(titles, widths, strict=True))
    sheet.row_dimensions[HEAD_ROW].height = 12 + 15 * deepest


def write_table(sheet: Worksheet, kind: type[Row], prefill: Prefill) -> None:
    """A table sheet: the columns' styles, drop-downs and prompts, and the rows written in advance."""
    write_head(sheet, kind, [marked(column) for column in kind.columns], [c.field.width for c in kind.columns])
    for index, column in enumerate(kind.columns, start=1):
        letter = get_column_letter(index)
        styles.style(sheet.column_dimensions[letter], column.field)
        sheet.add_data_validation(validation(column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"))
    for row, values in enumerate(prefill.rows(kind), start=FIRST_ROW):
        for index, column in enumerate(kind.columns, start=1):
            if column in values:
                cell = sheet.cell(row, index, values[column])
                styles.style(cell, column.field)


def write_list(sheet: Worksheet, kind: type[Row], prefill: Prefill) -> None:
    """A list sheet: label, content and explanation in a row each, under a heading for each block."""
    write_head(sheet, kind, LIST_TITLES, LIST_WIDTHS)
    known = prefill.basics()
    row = FIRST_ROW
    for block, columns in groupby(kind.columns, lambda column: column.block):
        if block:
            heading = sheet.cell(row, 1, block)
            heading.font, heading.fill = styles.font(bold=True), styles.fill("F2F2F2")
            heading.alignment = styles.alignment()
            for index in range(1, len(LIST_TITLES) + 1):
                sheet.cell(row, index).border = styles.BOX
            styles.merge(sheet, row, 1, len(LIST_TITLES))
            row += 1
        for column in columns:
            write_label(sheet, row, column, known.get(column))
            row += 1


def write_label(sheet: Worksheet, row: int, column: Column[Any], value: str | int | None) -> None:
    """One line of a list sheet."""
    label, explanation = sheet.cell(row, 1, marked(column)), sheet.cell(row, 3, column.prompt)
    content = sheet.cell(row, 2, value)
    # A list has a fixed number of rows, so that a blank styled cell does no harm; a column style would run on below.
    styles.style(content, column.field)
    content.alignment = styles.alignment()
    for cell in (label, explanation):
        cell.border, cell.alignment = styles.BOX, styles.alignment()
    label.font, explanation.font = styles.font(bold=column.required), styles.font(size=10, colour="595959")
    if isinstance(column.field, Pictures):
        sheet.row_dimensions[row].height = PICTURE_HEIGHT
    sheet.add_data_validation(validation(column, content.coordinate))


def marked(column: Column[Any]) -> str:
    """A column's title with its mark: * for what must be filled in, + for what is expected."""
    return column.title + ("*" if column.required else "+" if column.expected else "")


def validation(column: Column[Any], cells: str) -> DataValidation:
    """The input prompt of a column, and its drop-down if it has one; only a closed choice refuses other words."""
    field = column.field
    formula = choices(field)
    rule = DataValidation(
        type="list" if formula else None,
        formula1=formula,
        allow_blank=True,
        showErrorMessage=is_closed(field),
        showInputMessage=True,
        promptTitle=column.title[:PROMPT_TITLE],
        prompt=prompt(column)[:PROMPT],
        errorTitle="请从小箭头里选一项" if is_closed(field) else None,
        error=f"「{column.title}」只能填：{'、'.join(field.options)}。" if is_closed(field) else None,
    )
    rule.add(cells)
    return rule


def is_closed(field: Field[Any]) -> bool:
    """Whether only the listed words are right (FORMS: columns with a list in brackets)."""
    return isinstance(field, Choice) and not field.free


def choices(field: Field[Any]) -> str | None:
    """The drop-down's formula: the field's options, or the members for a column that names one of them."""
    if field.options:
        return '"' + ",".join(field.options) + '"'
    return MEMBERS if isinstance(field, People) and not field.several else None


def prompt(column: Column[Any]) -> str:
    """What the prompt beside a cell says: whether it must be filled in, what to write, an example."""
    duty = "必须填。" if column.required else "最好填。" if column.expected else "没有可以空着。"
    example = column.field.example
    said = not example or example in column.prompt
    return duty + column.prompt + ("" if said else f"\n例如：{example}")
