"""Item 2, 备课组计划: members, points of work, division of labour, and 表1 behind it (表2 and 表3 follow as item 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from ledger_xlsx.forms import Band, Form, Grid, Line, Look, Page, Slot, heading, table_of, title
from ledger_xlsx.item import Item
from ledger_xlsx.items import parts
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import MemberRow
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import WEEK_UNREADABLE
from ledger_xlsx.sheets.fields import Choice, Field, LongText, Text, Unreadable, refuse_date
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Filler, Row
from ledger_xlsx.term import END, PREPARATION, Week, chinese, numeral

RULES = RuleBook()

POINTS, COOPERATION = "工作要点", "分工与合作"


class PlanRow(
    Row, sheet="工作计划", title="备课组工作计划", filler=Filler.LEADER, height=60,
    help="组长填。一条一行：先选部分，再写小标题和内容；同一条写不下就在下面一行接着写内容。标题在「基本信息」里填。",
):  # fmt: skip
    """A point of the plan."""

    part = Column("部分", Choice(options=(POINTS, COOPERATION), example=POINTS, width=14), required=True, inherit=True)
    subheading = Column("小标题", Text(example="研读教材，把握单元整体", width=24))
    content = Column(
        "内容", LongText(example="开学前通读全册教材，理清各单元之间的联系。", width=80), required=True,
        prompt="工作要点（围绕教材研读、课堂教学、教学常规、单元（或过关能力）的质量评价与分析等。）",
    )  # fmt: skip


ACTIVITY = re.compile(r"第(\d+|[一二三四五六七八九十]+)次(?:活动)?")


def activity_number(text: str) -> int | None:
    """3 for 第三次活动 or 第3次活动; None where no number is named."""
    bare = "".join(normalize("NFKC", text).split())
    match = ACTIVITY.search(bare)
    return numeral(match[1]) if match else numeral(bare.strip("()活动次"))


@dataclass(frozen=True)
class Slotted:
    """周次 of 表1: a week, and perhaps the activity named in the same cell; `label` is free words (寒假)."""

    week: Week | None = None
    activity: str = ""
    label: str = ""

    def __str__(self) -> str:
        return str(self.week) if self.week else self.label


@dataclass(frozen=True, kw_only=True)
class WeekAndActivity(Field[Slotted | None]):
    """周次 of 表1: 第1周, 开学前准备, 期末, 第1周 第一次活动."""

    blank: Slotted | None = None
    example: str = "第1周"
    width: float = 13
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> Slotted:
        refuse_date(cell)
        match = re.search(r"[（(]?\s*第\s*(?:\d+|[一二三四五六七八九十]+)\s*次\s*(?:活动)?\s*[）)]?", cell.text)
        activity = match[0].strip(" （()）\n") if match else ""
        text = (cell.text[: match.start()] + cell.text[match.end() :]).strip() if match else cell.text
        week = Week.read(text) if text else None
        if week is None and re.search(r"\d", normalize("NFKC", text)):
            raise Unreadable(WEEK_UNREADABLE)
        return Slotted(week, activity, "" if week else text)


# 国庆放假, 中秋、国庆长假（10.1—10.7）; not 放假前的安全教育.
HOLIDAY = re.compile(r"[^，。；\n]{0,10}(?:放假|长假)(?:[一二三四五六七八九十\d]+[天周])?(?:[(（].*)?")


class ScheduleRow(
    Row, sheet="表1活动安排", title="备课组活动安排", filler=Filler.LEADER, height=90,
    help="组长填。一次活动一行；第一行是「开学前准备」，最后一行是「期末」。一格里分几条写时按 Alt+Enter 换行。",
):  # fmt: skip
    """A row of 表1."""

    week = Column("周次", WeekAndActivity(), required=True, prefilled=True)
    activity = Column(
        "活动次序", Text(example="第一次活动", width=14, options=tuple(f"第{chinese(n)}次活动" for n in range(1, 13))), also=("活动",), prefilled=True,
        prompt="第一次活动、第二次活动……；开学前准备和期末空着",
    )  # fmt: skip
    content = Column(
        "内容",
        LongText(example="1、整体感悟教材", width=44),
        required=True,
        prompt="上研究课的写清哪位老师（备课组人员较少时可以循环上课）",
    )
    form = Column("形式", LongText(example="1、上研究课", width=26), required=True, exempt=lambda row: row.is_holiday)
    note = Column("备注", LongText(example="1、重点关注低分学生的发展", width=34))

    @property
    def is_holiday(self) -> bool:
        """Whether the row only says that a week is free: it is no activity."""
        return bool(HOLIDAY.fullmatch(self.content)) and not self.activity_name

    @property
    def activity_name(self) -> str:
        """第一次活动, from whichever cell says so."""
        return self.activity or (self.week.activity if self.week else "")

    @property
    def teaching_week(self) -> Week | None:
        """The row's week, if it is one in which lessons are given."""
        week = self.week.week if self.week else None
        return week if week and week.number not in (PREPARATION, END) else None

    @property
    def cancelled(self) -> bool:
        """Whether 备注 says that the activity did not take place."""
        return any(word in self.note for word in ("未开展", "取消", "停"))


@dataclass(frozen=True)
class Planned:
    """An activity that 表1 plans: its number and row."""

    number: int
    row: ScheduleRow

    @property
    def week(self) -> Week | None:
        return self.row.week.week if self.row.week else None


def activities(ledger: Ledger) -> Sequence[Planned]:
    """The activities of 表1: rows that name one, and rows of a teaching week, which are numbered in order (FORMS).

    A row that only says that the week is free is none.
    """
    found: list[Planned] = []
    for row in ledger.rows(ScheduleRow):
        named = activity_number(row.activity_name) if row.activity_name else None
        if named or row.activity_name or (row.teaching_week and not row.is_holiday):
            found.append(Planned(named or len(found) + 1, row))
    return found


MEMBERS = {"姓名": 1.9, "性别": 1.2, "年龄": 1.2, "教龄": 1.2, "学历": 1.6, "所任课务": 4.3, "其他工作": 4.6}

PLAN = Form(
    "备课组计划",
    (
        title("{{ 台账.计划标题 }}"),
        Line("——{{ 台账.学年学期 }}（{{ 台账.年级数字 }}）年级{{ 台账.学科 }}备课组工作计划", Look.SUBTITLE),
        heading("一、备课组成员课务及个人简介"),
        table_of(MEMBERS, "成员"),
        heading("二、工作要点"),
        parts.blocks("表.工作要点"),
        heading("三、分工与合作"),
        parts.blocks("表.分工与合作"),
        heading("附表目录："),
        Line("表1：备课组工作安排\n表2：教学进度表\n表3：有效练习命制安排表"),
        Line("{{ 台账.计划日期 }}", Look.RIGHT),
    ),
    means=parts.MEANS,
)

LEADERS = (("备课组长", "备课组组长"), ("教研组长", "教研组长"), ("分管行政", "分管行政"))
NAMES = Grid(
    (5.3, 5.4, 5.3), [Band([Slot(f"{label}：{{{{ 台账.{value} }}}}") for label, value in LEADERS])], joined=True
)
SCHEDULE = Form(
    "表1活动安排",
    (
        title("表1：{{ 台账.年级 }}{{ 台账.学科 }}学科备课组活动安排"),
        Line("时间：{{ 台账.表1时间 }}", Look.SUBTITLE),
        NAMES,
        table_of(
            {"周次": 2.6, "内容": 5.8, "形式": 3.7, "备注": 3.9}, "行", left=("内容", "形式", "备注"),
            titles={"内容": "内  容", "形式": "形 式", "备注": "备  注"},
        ),
        Line("说明1、备课组制定围绕教材研读、课堂教学、教学常规、单元（或过关能力）的质量评价与分析开展教学研讨活动", Look.NOTE),
        Line("2、加强对学生良好学习习惯养成与学法指导工作的落实；关注低分学生的进一步发展。", Look.NOTE_BELOW),
    ),
)  # fmt: skip


def pages(ledger: Ledger) -> Iterator[Page]:
    """The plan, and 表1."""
    plan = ledger.rows(PlanRow)
    members = [row.shown() for row in people(ledger.rows(MemberRow))]
    if plan or members:
        points = parts.points(plan, POINTS, parts.bracketed)
        cooperation = parts.points(plan, COOPERATION, parts.bracketed)
        yield Page(
            "备课组计划", {"成员": members, "工作要点": points, "分工与合作": cooperation}, entry="备课组工作计划"
        )
    if rows := ledger.rows(ScheduleRow):
        yield Page("表1活动安排", {"行": [scheduled(row) for row in rows]}, entry="表1：备课组工作安排")


def people(rows: Sequence[MemberRow]) -> Iterator[MemberRow]:
    """The members; rows under one merged 姓名 are one member with several duties (RULES 行-04)."""
    group: list[MemberRow] = []
    for row in [*rows, None]:
        if group and (row is None or row.at(MemberRow.name) != group[0].at(MemberRow.name)):
            yield joined(group)
            group = []
        if row is not None:
            group.append(row)


def joined(rows: Sequence[MemberRow]) -> MemberRow:
    """One member from the rows under a merged name: their different texts one below the other."""
    cells = dict(rows[0].cells)
    values = dict(rows[0].values)
    for column in (MemberRow.duties, MemberRow.other, MemberRow.education):
        values[column.name] = "\n".join(dict.fromkeys(text for row in rows if (text := row.values[column.name])))
    return MemberRow(rows[0].number, values, cells, own=rows[0].own)


def scheduled(row: ScheduleRow) -> dict[str, Any]:
    """A row of 表1 as printed: the week and, under it, the activity."""
    shown = row.shown()
    week = str(row.week) if row.week else row.typed(ScheduleRow.week)
    return shown | {"周次": "\n".join(text for text in (week, row.activity_name) if text)}


def ordinal(number: int) -> str:
    """第三次活动."""
    return f"第{chinese(number)}次活动"


ITEM = Item(
    2, "备课组计划", sheets=(PlanRow, ScheduleRow), rules=RULES, forms=(PLAN, SCHEDULE), pages=pages, content=PlanRow
)
