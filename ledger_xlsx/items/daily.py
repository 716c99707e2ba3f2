"""Item 7, 每日一议: one table by date. The form is ours until the school sends its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger_xlsx.forms import Form, Page, table_of, title
from ledger_xlsx.item import Item
from ledger_xlsx.items.theory import a_month_over
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date, dotted
from ledger_xlsx.sheets.fields import LongText, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Week

RULES = RuleBook()


class DailyRow(
    Row, sheet="每日一议", title="每日一议", height=75,
    help="每位老师填（轮到谁主讲谁填）。一次一行。",
):  # fmt: skip
    """One short talk of the day."""

    day = Column("日期", Date(style=dotted, example="2.27", width=10), required=True, prefilled=True, key=True)
    topic = Column("议题", Text(example="解方程要不要写检验", width=28, centred=False), required=True, key=True)
    speaker = Column("主讲人", People(example="恽蝶", width=11), expected=True)
    people = Column("参加人员", People(several=True, example="张思月、恽蝶", width=22), expected=True)
    points = Column(
        "讨论要点", LongText(example="达成一致：前三次作业书面检验，以后口头检验。", width=70), required=True
    )

    @property
    def moment(self) -> date | Week | None:
        return self.day.date if self.day else None


FORM = Form(
    "每日一议",
    (
        title("{{ 台账.备课组名称 }}每日一议"),
        table_of(
            {"序号": 1.1, "日期": 1.4, "议题": 2.6, "主讲人": 1.7, "参加人员": 2.2, "讨论要点": 7.0}, "行", left=("议题", "参加人员", "讨论要点")
        ),
    ),
    means={"序号": "程序编的号"},
)  # fmt: skip


def pages(ledger: Ledger) -> Iterator[Page]:
    """One table of all talks by date; talks without a date keep their place."""
    latest = date.min
    dated: list[tuple[date, DailyRow]] = []
    for row in ledger.rows(DailyRow):
        latest = row.day.date if row.day and row.day.date else latest
        if ledger.occasion.reached(row.moment):
            dated.append((latest, row))
    rows = [row for _, row in sorted(dated, key=lambda pair: pair[0])]
    numbered = [
        row.shown() | {"序号": number}
        for number, row in enumerate(rows, start=1)
        if ledger.occasion.printed(row.moment)
    ]
    if numbered:
        yield Page("每日一议", {"行": numbered})


ITEM = Item(
    7, "每日一议", sheets=(DailyRow,), rules=RULES, forms=(FORM,), pages=pages, content=DailyRow, asked_for=a_month_over,
    grows=True,
)  # fmt: skip
