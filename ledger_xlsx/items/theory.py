"""Item 5, 备课组理论学习内容: a digest a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger_xlsx.forms import FORM_WIDTHS, Band, Form, Grid, Look, Page, Slot, labels, title
from ledger_xlsx.item import Item
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date
from ledger_xlsx.sheets.fields import LongText, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Week

RULES = RuleBook()


class TheoryRow(
    Row, sheet="理论学习", title="备课组理论学习摘记", height=150,
    help="每位老师填。一篇摘记一行；要点写不下就在下面一行接着写。",
):  # fmt: skip
    """A digest of something read."""

    time = Column("时间", Date(example="2024年3月1日", width=16), required=True)
    reader = Column("摘记人", People(example="恽蝶", width=11), required=True)
    topic = Column("理论学习主题", Text(example="新课标“数与代数”领域的变化", width=36), required=True, key=True)
    source = Column("出处", Text(example="《小学数学教师》2024年第1期", width=26))
    points = Column("摘记要点", LongText(example="1. 数的运算可以从计数单位的角度来理解。", width=90), required=True)

    @property
    def moment(self) -> date | Week | None:
        return self.time.date if self.time else None


FORM = Form(
    "理论学习摘记",
    (
        title("{{ 台账.学校简称 }}{{ 台账.备课组名称 }}理论学习摘记"),
        Grid(
            FORM_WIDTHS,
            [
                labels("时间", "摘记人", widths=range(4)),
                Band([Slot("理论学习主题", look=Look.LABEL), Slot("{{ 表.主题 }}", span=3, look=Look.FORM)]),
                Band([Slot("摘记要点", span=4, look=Look.LABEL)]),
                # The form fills its page.
                Band([Slot("{{ 表.摘记要点 }}", span=4, look=Look.FORM_BODY)], height=17.5),
            ],
        ),
    ),
    means={"主题": "理论学习主题，下一行是出处"},
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """A page for each digest."""
    for row in ledger.printed(TheoryRow):
        topic = "\n".join(text for text in (row.topic, f"（出处：{row.source}）" if row.source else "") if text)
        yield Page("理论学习摘记", row.shown() | {"主题": topic}, entry=row.topic)


def a_month_over(ledger: Ledger) -> bool:
    """Whether four weeks of the term are over: about one digest a month is expected (DOMAIN 1.3)."""
    return ledger.occasion.due(Week(4, "4"))


ITEM = Item(
    5, "备课组理论学习内容", sheets=(TheoryRow,), rules=RULES, forms=(FORM,), pages=pages, content=TheoryRow, asked_for=a_month_over,
    grows=True,
)  # fmt: skip
