"""Item 8, 特色作业设计及学生作品展评: each homework with the works that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.forms import (
    FORM_WIDTHS,
    OWN,
    Band,
    Form,
    Grid,
    Line,
    Look,
    OwnColumns,
    Page,
    Slot,
    When,
    heading,
    labels,
    title,
)
from ledger_xlsx.item import Item
from ledger_xlsx.items.theory import a_month_over
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import Date
from ledger_xlsx.sheets.fields import Class, LongText, Pictures, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Week, chinese

RULES = RuleBook()


class HomeworkRow(
    Row, sheet="特色作业", title="特色作业设计", height=90,
    help="每位老师填（谁设计谁填）。一项作业一行。",
):  # fmt: skip
    """A special homework."""

    name = Column("作业名称", Text(example="蒜叶生长记", width=20), required=True, key=True)
    time = Column("时间", Date(free=True, example="3月", width=14), prompt="可以写日期，也可以只写月份或周次")
    unit = Column("对应单元", Text(example="第二单元 折线统计图", width=22))
    designer = Column("设计人", People(example="陆文静", width=11), required=True)
    intent = Column("设计意图", LongText(example="让学生经历收集、整理和分析数据的全过程。", width=40), required=True)
    task = Column("作业内容与要求", LongText(example="1. 每两天在同一时间测量一次。", width=50), required=True)
    assessment = Column("评价方式", LongText(example="小组互评和教师评语相结合。", width=36))

    @property
    def moment(self) -> date | Week | None:
        if self.time is None:
            return None
        return self.time.date or Week.read(self.time.typed)


class WorkRow(
    Row, sheet="学生作品", title="学生作品展评", height=120,
    help="每位老师填。一件作品一行；照片插在「作品图片」这一格上（插入→图片），拍作品不拍人脸。作业名称空着就是同上。",
):  # fmt: skip
    """A pupil's work."""

    homework = Column("作业名称", Text(example="蒜叶生长记", width=20), required=True, inherit=True, key=True)
    pupil = Column("学生姓名", Text(example="小禾", width=12), required=True, key=True)
    class_name = Column("班级", Class(), required=True, key=True)
    pictures = Column("作品图片", Pictures(width=34), required=True)
    comment = Column(
        "展评", LongText(example="数据记录完整，描点准确。如果写出哪两天长得最快会更好。", width=50), required=True
    )


# fmt: off
PHOTO_MISSING = Notice(
    "图-01", "photo-missing", Severity.WHEN_DUE,
    says="「{homework}」的这件学生作品还没有照片。",
    remedy="选中这一格，用「插入→图片」放上照片。",
    why="第8项展评的是学生作品，没有照片就印不出作品；格子里写的文件名不算照片。",
)
# fmt: on


@RULES.rule(
    PHOTO_MISSING,
    hits=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片      | 展评
        蒜叶生长记 | 林小禾   | 五2  | ←             | 描点准确。
                   | 周乐言   | 五3  | 作品2.jpg ← | 图形规范。
                   | 沈子墨   | 五1  | [图]          | 数据完整。
        """
    ],
    near_misses=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片    | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图]        | 描点准确。
                   | 周乐言   | 五3  | [图] 作品2 | 图形规范。
        """,
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 五2  | #VALUE! | 描点准确。
        """,
    ],
)
def photo_missing(ledger: Ledger) -> Iterator[Finding]:
    """Every work has a picture; a text in the cell is none."""
    for work in ledger.rows(WorkRow):
        place = work.at(WorkRow.pictures)
        if place.cell and not work.pictures:
            yield PHOTO_MISSING.at(place, homework=work.homework, found=work.typed(WorkRow.pictures))


WORK_SIZE = (7.2, 5.4)
"""The most that a work's picture takes on paper, in centimetres across and down."""
GALLERY = Grid(
    (8.0, 8.0),
    [
        Band(
            [
                Slot("", look=Look.PICTURE, pictures=f"对.{side}.作品图片", picture_size=WORK_SIZE,
                     more=(Line(f"{{{{ 对.{side}.标题 }}}}", Look.PICTURE_CAPTION), Line(f"{{{{ 对.{side}.展评 }}}}", Look.CELL)))
                for side in ("左", "右")
            ],
            ["对 in 表.作品"],
        )
    ],
)  # fmt: skip

CAPTION = {"标题": "班级和学生姓名"}

HOMEWORK = Form(
    "特色作业设计",
    (
        title("特色作业设计（{{ 表.序号 }}）"),
        Grid(
            FORM_WIDTHS,
            [
                labels("作业名称", "对应单元", widths=range(4)),
                labels("设计人", "时间", widths=range(4)),
                labels("设计意图", widths=range(4)),
                Band([Slot("作业内容\n与要求", look=Look.LABEL), Slot("{{ 表.作业内容与要求 }}", span=3, look=Look.FORM)], height=2.0),
                labels("评价方式", widths=range(4)),
            ],
        ),
        When("表.作品", (heading("学生作品展评"), GALLERY)),
    ),
    means={"序号": "第几项作业，程序编的号", **CAPTION},
)  # fmt: skip
WORKS = Form(
    "学生作品展评",
    (title("学生作品展评"), When("表.作业名称", (heading("{{ 表.作业名称 }}"),)), GALLERY),
    means=CAPTION,
)


def key(name: str) -> str:
    """A homework's name as it is compared."""
    return "".join(name.split()).strip("《》")


def pages(ledger: Ledger) -> Iterator[Page]:
    """Each homework with its works; then works whose homework is not described."""
    works: dict[str, list[WorkRow]] = {}
    for work in ledger.rows(WorkRow):
        works.setdefault(key(work.homework), []).append(work)
    occasion, rows = ledger.occasion, ledger.rows(HomeworkRow)
    for row in rows:
        if not occasion.printed(row.moment):
            works.pop(key(row.name), None)
    for number, row in enumerate((row for row in rows if occasion.reached(row.moment)), start=1):
        if occasion.printed(row.moment):
            own = works.pop(key(row.name), [])
            data = row.shown() | {"序号": chinese(number), "作品": gallery(own)}
            yield Page("特色作业设计", data, entry=f"特色作业设计（{chinese(number)}） {row.name}")
    for rest in works.values() if occasion.printed(None) else ():
        yield Page(
            "学生作品展评",
            {"作业名称": rest[0].homework, "作品": gallery(rest)},
            entry=f"学生作品展评 {rest[0].homework}",
        )


def gallery(works: Sequence[WorkRow]) -> list[dict[str, Any]]:
    """Works two abreast: 左 and 右; the last may stand alone."""
    shown = [framed(work) for work in works]
    empty = {"作品图片": (), "标题": "", "展评": "", OWN: OwnColumns()}
    return [{"左": left, "右": right} for left, right in zip(shown[::2], [*shown[1::2], empty], strict=False)]


def framed(work: WorkRow) -> dict[str, Any]:
    """A work with its caption (class and name)."""
    shown = work.shown()
    caption = " ".join(text for text in (shown["班级"], work.pupil) if text)
    missing = "" if work.pictures else "（作品图片未放）"
    return {"作品图片": work.pictures, "标题": f"{caption}{missing}", "展评": work.comment, OWN: work.own}


ITEM = Item(
    8, "特色作业设计及学生作品展评", sheets=(HomeworkRow, WorkRow), rules=RULES, forms=(HOMEWORK, WORKS), pages=pages,
    content=HomeworkRow, asked_for=a_month_over, grows=True,
)  # fmt: skip
