"""Item 1, 封面, and the table of contents behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.forms import Band, Each, Form, Grid, Line, Look, Page, Slot
from ledger_xlsx.item import Item
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.ledger import Ledger

RULES = RuleBook()

COVER = Form(
    "封面",
    (
        # A row of fixed height: the lines below stand at the same place with and without a picture.
        Grid((16.0,), [Band([Slot("", look=Look.CENTRED, pictures="表.封面图片", picture_size=(15, 9))], height=9.6, fixed=True)], bordered=False),
        Line("{{ 台账.学校 }}", Look.COVER_SCHOOL),
        Line("{{ 台账.封面学期 }}", Look.COVER_TERM),
        Line("集体备课工作台账资料", Look.COVER_TITLE),
        Grid(
            (2.6, 3.8, 7.0, 2.6),
            [
                Band(
                    [Slot(""), Slot(f"{name}：", look=Look.COVER_LABEL), Slot(f"{{{{ 台账.{name} }}}}", look=Look.COVER_VALUE, underlined=True), Slot("")],
                    height=1.3,
                )
                for name in ("备课组名称", "备课组组长")
            ],
            bordered=False,
        ),
        Line("{{ 台账.编制日期 }}", Look.COVER_DATE),
    ),
    bare=True,
)  # fmt: skip

CONTENTS = Form(
    "目录",
    (
        Line("目  录", Look.CONTENTS_TITLE),
        Each(
            "项",
            "表.项目",
            (
                Line("{{ 项.名称 }}", Look.CONTENTS_ITEM, page_of="项"),
                Each("条", "项.细目", (Line("{{ 条.名称 }}", Look.CONTENTS_ENTRY, page_of="条"),)),
            ),
        ),
    ),
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """The cover."""
    yield Page("封面", {"封面图片": ledger.basics.show(Basics.cover_picture)})


ITEM = Item(1, "封面", sheets=(), rules=RULES, forms=(COVER, CONTENTS), pages=pages)
