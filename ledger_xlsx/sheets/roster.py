"""名单, the office's own workbook: which groups there are (备课组), what is asked for (要求), what is waived (免检)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from ledger_xlsx.findings import Notice, Severity
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.sheets.basics import SUBJECTS, GradeField
from ledger_xlsx.sheets.calendar import Days
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Count, Field, Label, LongText, Marks, Text, Unreadable
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Filler, Layout, Row

# fmt: off
DAY_UNREADABLE = Notice(
    "批-05", "roster-day-unreadable", Severity.ERROR,
    says="「{found}」看不出是哪一年的哪一天。",
    remedy="写全年月日，如「2024-03-29」；几天用顿号隔开。",
    why="名单一用就是几个学期，没有年份就不知道是哪一学期的。",
)
# fmt: on


@dataclass(frozen=True, kw_only=True)
class WholeDays(Field[tuple[date, ...]]):
    """Days with their year: 2024-03-29、2024-04-26. A list of groups knows no term that could give them one."""

    blank: tuple[date, ...] = ()
    example: str = "2024-03-29、2024-04-26"
    width: float = 28
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> tuple[date, ...]:
        try:
            return tuple(sorted(set(Days().parse(cell, Group()))))
        except Unreadable as error:
            raise Unreadable(DAY_UNREADABLE) from error

    def show(self, value: tuple[date, ...]) -> str:
        return "、".join(map(date.isoformat, value))


@dataclass(frozen=True, kw_only=True)
class WholeDay(WholeDays):
    """One day with its year."""

    example: str = "2024-06-30"
    width: float = 14

    def parse(self, cell: Cell, group: Group) -> tuple[date, ...]:
        found = super().parse(cell, group)
        if len(found) > 1:
            raise Unreadable(DAY_UNREADABLE)
        return found


class GroupRow(
    Row, sheet="备课组", title="备课组名单", filler=Filler.LEADER,
    help="教务处填。一个备课组一行；几个年级合成的组写「三至六年级」，可以交一本，也可以一个年级交一本。",
):  # fmt: skip
    """A 备课组 that hands in a ledger."""

    name = Column("组", Text(example="五年级数学", width=20), required=True, prompt="教务处怎么叫这个组，如 五年级数学")
    grade = Column("年级", GradeField(width=16), required=True, prompt="点小箭头选；几个年级的直接写，如 三至六年级")
    subject = Column("学科", Text(example="数学", width=16, options=SUBJECTS), required=True)
    # The drop-down of members belongs to a ledger's workbook.
    leader = Column("组长", People(several=True), prompt="用来核对有没有交错；空着就不核对")
    administrator = Column("分管行政", People(several=True, example="朱建明"), prompt="催交时按他分开；可以空着")


class RequirementRow(
    Row, sheet="要求", title="学校的要求", filler=Filler.LEADER, layout=Layout.LIST,
    height=36, help="教务处填。空着的就不查。",
):  # fmt: skip
    """What the school asks for."""

    inspections = Column("月调研的日子", WholeDays(), prompt="一学期的都写上，如 2024-03-29、2024-04-26、2024-05-31")
    deadlines = Column("截止日期", WholeDays(example="2024-03-28"), prompt="最晚哪天交；每次月调研一个，期末一个")
    notes = Column("理论学习每月篇数", Count(example="1"), prompt="每组每月几篇摘记，如 1")
    talks = Column("每日一议每月次数", Count(example="4"), prompt="每组每月几次，如 4")
    homework = Column("特色作业每月份数", Count(example="1"), prompt="每组每月几份，如 1")
    tested = Column(
        "有检测的学科",
        Text(example="语文、数学、英语"),
        prompt="期末要交第9项的学科，用顿号隔开；空着按语文、数学、英语",
    )
    excellent = Column("优秀线", Marks(example="85"), prompt="满分按100分，如 85")
    passing = Column("及格线", Marks(example="60"), prompt="满分按100分，如 60")
    low = Column("低分线", Marks(example="40"), prompt="满分按100分，如 40")
    template = Column("模板版本", Label(example="1"), prompt="要求各组用哪一版模板，如 1")

    @property
    def lines(self) -> tuple[tuple[Column[Decimal | None], Decimal | None], ...]:
        """The three lines that are set, lowest first, with their columns."""
        kind = type(self)
        return (kind.low, self.low), (kind.passing, self.passing), (kind.excellent, self.excellent)

    @property
    def requirements(self) -> Requirements:
        """The same as plain data."""
        return Requirements(
            self.inspections, self.deadlines, self.notes, self.talks, self.homework, tuple(words(self.tested)),
            self.excellent, self.passing, self.low, self.template,
        )  # fmt: skip


class WaiverRow(
    Row, sheet="免检", title="免检登记", filler=Filler.LEADER,
    help="教务处填。一条规则对一个组免检一行；「必须改」免检后不影响生成台账。结构和安全方面的规则不能免检。",
):  # fmt: skip
    """A rule that a group need not keep."""

    rule = Column("规则", Label(example="行-05", width=10), required=True, prompt="规则的编号，如 行-05")
    group = Column("组", Text(example="五年级数学", width=20), required=True, prompt="和「备课组」表里写的一样")
    place = Column(
        "位置",
        Text(example="成员", width=24),
        prompt="哪张表，如 成员；也可以写到栏目或格子，如 成员 年龄、成员 C5。空着就是整本",
    )
    reason = Column("理由", LongText(example="返聘教师", width=30), required=True)
    approver = Column("批准人", People(several=True, example="朱建明"), required=True)
    until = Column("有效期至", WholeDay(), prompt="空着就一直有效")

    @property
    def last(self) -> date | None:
        """The last day on which it holds; None: it holds for good."""
        return next(iter(self.until), None)


SHEETS: tuple[type[Row], ...] = (GroupRow, RequirementRow, WaiverRow)


def spot(text: str) -> str:
    """A place as waivers are compared with it: 「成员」C5（年龄） → 成员C5年龄."""
    return re.sub("[「」()]", "", normalize("NFKC", "".join(text.split())))


def words(text: str) -> Iterator[str]:
    """The words of an enumeration."""
    return (word.strip() for word in re.split("[、，,；;\n]", text) if word.strip())


def same_groups(rows: Sequence[GroupRow]) -> Iterator[tuple[GroupRow, GroupRow]]:
    """Rows that mean a group named before: of the same name, or of a grade and subject in common."""
    for number, row in enumerate(rows):
        for other in rows[:number]:
            shared = row.grade and other.grade and row.grade.numbers & other.grade.numbers
            if row.name == other.name or (shared and row.subject == other.subject):
                yield other, row
                break
