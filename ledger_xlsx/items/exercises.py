"""Item 6, 备课组内有效练习设计: a design a page. The form is ours until the school sends its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from ledger_xlsx.forms import (
    FORM_WIDTHS,
    LABEL_WIDTH,
    Band,
    Form,
    Grid,
    Line,
    Look,
    Page,
    PictureLine,
    Slot,
    When,
    title,
)
from ledger_xlsx.item import Item
from ledger_xlsx.items.progress import SettingRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import WeekNumber
from ledger_xlsx.sheets.fields import Choice, LongText, Pictures, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Week

RULES = RuleBook()

LAYERS = ("基础练习", "变式练习", "拓展练习")


class ExerciseRow(
    Row, sheet="有效练习", title="备课组内有效练习设计", height=90,
    help="每位老师填（轮到谁命制谁填）。一个层次一行；同一份练习的周次、练习内容、命制人、审核人只写第一行，下面空着就是同上。",
):  # fmt: skip
    """One layer of one design."""

    week = Column("周次", WeekNumber(), required=True, inherit=True, prefilled=True, key=True)
    content = Column("练习内容", Text(example="等式与方程", width=22), required=True, inherit=True, key=True)
    setter = Column(
        "命制人",
        People(example="张思月", width=11),
        expected=True,
        inherit=True,
        within=(week, content),
        exempt=lambda _: True,
    )
    reviewer = Column(
        "审核人",
        People(example="恽蝶", width=11),
        expected=True,
        inherit=True,
        within=(week, content),
        exempt=lambda _: True,
    )
    layer = Column(
        "层次",
        Choice(options=LAYERS, free=True, example="基础练习", width=13),
        expected=True,
        exempt=lambda row: row.pictured,
        key=True,
    )
    question = Column(
        "题目",
        LongText(text_format=True, example="下面哪些是等式？哪些是方程？", width=56),
        expected=True,
        exempt=lambda row: bool(row.figures),
    )
    intent = Column(
        "设计意图",
        LongText(example="抓住“含有未知数”这个要点。", width=36),
        expected=True,
        exempt=lambda row: row.pictured,
    )
    answer = Column("参考答案", LongText(text_format=True, example="等式有①②⑤；方程有①⑤。", width=36))
    figures = Column("配图", Pictures(width=26), prompt="插入→图片，放在这一格上；整份练习也可以只放一张照片")

    @property
    def moment(self) -> date | Week | None:
        return self.week

    @property
    def pictured(self) -> bool:
        """Whether a picture stands for the whole question."""
        return bool(self.figures) and not self.question


@dataclass(frozen=True)
class Design:
    """The rows of one exercise sheet: same week, same content."""

    rows: Sequence[ExerciseRow]
    setting: SettingRow | None

    @property
    def week(self) -> Week | None:
        return self.rows[0].week

    @property
    def content(self) -> str:
        return self.rows[0].content

    @property
    def setter(self) -> str:
        """命制人; from 表3 where the design leaves it blank throughout (FORMS)."""
        return self.people("命制人")

    @property
    def reviewer(self) -> str:
        """审核人; from 表3 where the design leaves it blank throughout (FORMS)."""
        return self.people("审核人")

    def people(self, column: str) -> str:
        named = [shown for row in self.rows if (shown := row.shown()[column])]
        if named:
            return "、".join(dict.fromkeys(named))
        return str(self.setting.shown()[column]) if self.setting else ""

    @property
    def is_full_page(self) -> bool:
        """Whether it is one picture without a question (FORMS: prints as a full page)."""
        return len(self.rows) == 1 and self.rows[0].pictured and len(self.rows[0].figures) == 1


def designs(ledger: Ledger) -> list[Design]:
    """The designs that are printed, in the order of their weeks; rows of one design belong together."""
    found: dict[tuple[int | None, str], list[ExerciseRow]] = {}
    for row in ledger.printed(ExerciseRow):
        found.setdefault((row.week.number if row.week else None, row.content), []).append(row)
    settings: dict[int | None, list[SettingRow]] = {}
    for setting in ledger.rows(SettingRow):
        settings.setdefault(setting.week.number if setting.week else None, []).append(setting)
    complete = [
        Design(rows, setting_of(content, settings.get(week, ())) if week is not None else None)
        for (week, content), rows in found.items()
    ]
    return sorted(complete, key=lambda design: design.week.number if design.week else 0)


def setting_of(content: str, of_week: Sequence[SettingRow]) -> SettingRow | None:
    """The row of 表3, of those of its week, that a design answers: by content, or the only one."""
    same = [setting for setting in of_week if setting.content == content]
    return same[0] if same else of_week[0] if len(of_week) == 1 else None


HEAD = Grid(
    FORM_WIDTHS,
    [
        Band([
            Slot("周次", look=Look.LABEL), Slot("{{ 表.周次 }}", look=Look.FORM),
            Slot("练习内容", look=Look.LABEL), Slot("{{ 表.练习内容 }}", look=Look.FORM),
        ]),
        Band([
            Slot("命制人", look=Look.LABEL), Slot("{{ 表.命制人 }}", look=Look.FORM),
            Slot("审核人", look=Look.LABEL), Slot("{{ 表.审核人 }}", look=Look.FORM),
        ]),
    ],
    joined=True,
)  # fmt: skip

DESIGN = Form(
    "有效练习设计",
    (
        title("{{ 台账.备课组名称 }}有效练习设计"),
        HEAD,
        Grid(
            (LABEL_WIDTH, 8.3, 4.8),
            [
                Band([Slot("层 次", look=Look.HEAD), Slot("题    目", look=Look.HEAD), Slot("设计意图", look=Look.HEAD)], head=True),
                Band(
                    [
                        Slot("{{ 行.层次 }}", look=Look.LABEL, merged=True),
                        Slot("{{ 行.题目 }}", look=Look.FORM, pictures="行.配图"),
                        Slot("{{ 行.设计意图 }}", look=Look.FORM),
                    ],
                    ["组 in 表.层", "行 in 组"],
                    height=3.6,
                ),
                Band([Slot("参考答案", look=Look.LABEL), Slot("{{ 表.参考答案 }}", span=2, look=Look.FORM)], condition="表.参考答案", height=2.4),
            ],
        ),
    ),
)  # fmt: skip
FULL_PAGE = (16.0, 19.0)
"""The most that the picture of a whole exercise sheet takes on paper, in centimetres across and down."""
PICTURED = Form(
    "有效练习整页",
    (
        title("{{ 台账.备课组名称 }}有效练习设计"),
        replace(HEAD, joined=False),
        PictureLine("表.配图", *FULL_PAGE),
        When("表.说明", (Line("{{ 表.说明 }}", Look.PLAIN),)),
    ),
    means={"说明": "层次、设计意图和参考答案连在一起"},
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """A page for each design, in the order of the weeks."""
    for design in designs(ledger):
        head = design.rows[0].shown() | {"命制人": design.setter, "审核人": design.reviewer}
        entry = f"{head['周次']} {design.content}"
        if design.is_full_page:
            row = design.rows[0]
            notes = [
                (label, text)
                for label, text in (("层次", row.layer), ("设计意图", row.intent), ("参考答案", row.answer))
                if text
            ]
            yield Page(
                "有效练习整页", head | {"说明": "\n".join(f"{label}：{text}" for label, text in notes)}, entry=entry
            )
        else:
            yield Page("有效练习设计", head | {"层": layers(design), "参考答案": answers(design)}, entry=entry)


def in_order(design: Design) -> list[ExerciseRow]:
    """The rows by layer, 基础, 变式, 拓展 first and in this order (DOMAIN: item 6)."""
    order = {layer: number for number, layer in enumerate(LAYERS)}
    return sorted(design.rows, key=lambda row: order.get(row.layer, len(order)))


def layers(design: Design) -> list[list[dict[str, Any]]]:
    """The printed rows, those of one layer together, its name broken in two lines as forms do."""
    broken = {layer: f"{layer[:2]}\n{layer[2:]}" for layer in LAYERS}
    return [
        [row.shown() | {"层次": broken.get(layer, layer)} for row in group]
        for layer, group in groupby(in_order(design), key=lambda row: row.layer)
    ]


def answers(design: Design) -> str:
    """The answers, each behind its layer's name."""
    return "\n".join(
        f"{row.layer}：{row.answer}" if row.layer else row.answer for row in in_order(design) if row.answer
    )


def asked_for(ledger: Ledger) -> bool:
    """Whether an exercise of 表3 is due by now."""
    return any(ledger.occasion.due(setting.week) for setting in ledger.rows(SettingRow))


ITEM = Item(
    6, "备课组内有效练习设计", sheets=(ExerciseRow,), rules=RULES, forms=(DESIGN, PICTURED), pages=pages,
    content=ExerciseRow, asked_for=asked_for, grows=True,
)  # fmt: skip
