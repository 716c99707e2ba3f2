"""总览 as one HTML page that needs nothing but itself, and prints on two sheets of A4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from ledger_xlsx import __version__
from ledger_xlsx.office.overview.tables import Cell, Table
from ledger_xlsx.reports.html import tag

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
MOST_ROWS = {"按规则": 10}
"""Of a table that is only of interest at its top; the workbook has all of it."""
LEFT_OUT = frozenset({"问题明细", "打印清单"})
MORE = "还有 {count} 条，都在总览的表格（.xlsx）里。"
MADE_BY = "由 ledger-xlsx {version} 生成，用浏览器打开，不用上网；要打印按 Ctrl+P。问题明细和打印清单在总览的表格（.xlsx）里。"


def page(title: str, tables: Sequence[Table]) -> str:
    """The page, with a table of what is on it at the top."""
    shown = [table for table in tables if table.name not in LEFT_OUT and table.rows]
    links = tag("nav", *(tag("a", table.name, href=f"#{table.name}") for table in shown))
    sections = (section(table) for table in shown)
    main = tag("main", tag("h1", title), links, *sections, tag("footer", MADE_BY.format(version=__version__)))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", STYLE),
    )
    root = tag("html", head, tag("body", main), lang="zh-Hans")
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def section(table: Table) -> Element:
    """A table under its name; what is to be read and not filtered as plain lines."""
    heading = tag("h2", table.name, id=table.name)
    if table.wordy:
        text = "\n".join(str(row[0].value) for row in table.rows)
        return tag("section", heading, tag("p", table.said), tag("pre", text))
    rows = table.rows[: MOST_ROWS.get(table.name, len(table.rows))]
    left = len(table.rows) - len(rows)
    columns = used(table)
    titles = tag("tr", *(tag("th", list(table.columns)[index], scope="col") for index in columns))
    body = tag("tbody", *(line(row, columns) for row in rows))
    total = [tag("tfoot", *(line(row, columns) for row in table.totals))] if table.totals else []
    more = [tag("p", MORE.format(count=left))] if left else []
    whole = tag("div", tag("table", tag("thead", titles), body, *total), class_="wide")
    return tag("section", heading, tag("p", table.said), whole, *more)


def used(table: Table) -> list[int]:
    """The columns in which something stands: on paper an empty one only takes room."""
    return [index for index in range(len(table.columns)) if any(row[index].value != "" for row in table.rows)]


def line(row: Sequence[Cell], columns: Sequence[int]) -> Element:
    """One row; its first cell names it."""
    cells = []
    for index in columns:
        kind, more = ("th", {"scope": "row"}) if index == 0 else ("td", {"class_": str(row[index].tone)})
        cells.append(tag(kind, str(row[index].value), **more))
    return tag("tr", *cells)
