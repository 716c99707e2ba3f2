"""Item 10, 备课组总结: what was done, problems, measures; and the prizes as an appendix."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.forms import Form, Line, Look, Page, When, heading, table_of, title
from ledger_xlsx.item import Item
from ledger_xlsx.items import parts
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.dates import Date
from ledger_xlsx.sheets.fields import Choice, Class, LongText, Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.notices import REQUIRED_EMPTY
from ledger_xlsx.sheets.rows import Column, Filler, Row
from ledger_xlsx.term import Stage

RULES = RuleBook()

WORK, PROBLEMS, MEASURES = "本学期主要工作", "存在问题", "后续改进措施"
PARTS = (WORK, PROBLEMS, MEASURES)
TEACHER, PUPIL = "教师", "学生"
NO_PRIZES = {"无", "暂无", "/", "／"}


class SummaryRow(
    Row, sheet="工作总结", title="备课组工作总结", filler=Filler.AT_END, height=60,
    help="期末才填（组长填）。一条一行：先选部分，再写小标题和内容，序号由程序编。标题在「基本信息」里填。",
):  # fmt: skip
    """A point of the summary."""

    part = Column(
        "部分", Choice(options=PARTS, also={"主要工作": WORK}, example=WORK, width=16), required=True, inherit=True
    )
    subheading = Column("小标题", Text(example="扎实开展集体备课", width=24))
    content = Column(
        "内容", LongText(example="全组按计划开展了9次备课组活动。", width=80), required=True,
        prompt="本学期主要工作（主要做了什么，有什么亮点工作，围绕集体备课、研究课、常规培养、作业设计、调研情况、学生获奖、资源建设等方面展开）",
    )  # fmt: skip


class PrizeRow(
    Row, sheet="获奖情况", title="师生获奖情况表格", filler=Filler.AT_END,
    help="期末才填（组长填）。先写教师，再写学生；没有就空着。",
):  # fmt: skip
    """A prize of a teacher or a pupil."""

    winner = Column("获奖者", Text(example="张思月", width=12), required=True, key=True)
    identity = Column(
        "身份",
        Choice(options=(TEACHER, PUPIL), example=TEACHER, width=8),
        required=True,
        exempt=lambda row: row.is_none,
    )
    class_name = Column("班级", Class(), prompt="学生写班级")
    prize = Column(
        "奖项名称", Text(example="小学数学作业设计评比", width=38, centred=False), required=True, key=True,
        exempt=lambda row: row.is_none,
    )  # fmt: skip
    level = Column(
        "级别",
        Text(example="区级", width=9, options=("校级", "片级", "镇级", "区级", "市级", "省级", "国家级")),
        required=True, exempt=lambda row: row.is_none,
    )  # fmt: skip
    grade = Column("等第", Text(example="一等奖", width=10, options=("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖")))
    issuer = Column("颁奖单位", Text(example="区教师发展中心", width=22))
    day = Column("获奖日期", Date(free=True, example="2024年6月14日", width=16))
    tutor = Column("指导教师", Text(example="张思月", width=12))

    @property
    def is_none(self) -> bool:
        """Whether the row says that there were no prizes."""
        return self.winner.strip() in NO_PRIZES


@RULES.rule(
    REQUIRED_EMPTY,
    hits=["【基本信息】\n总结标题 | ←"],
    near_misses=["（月调研 2024-05-31）\n【基本信息】\n总结标题 |", "【基本信息】\n总结标题 | 深耕课堂促成长"],
)
def summary_title_missing(ledger: Ledger) -> Iterator[Finding]:
    """总结标题 is required once 工作总结 is due (FORMS: 基本信息)."""
    title_ = Basics.summary_title
    if ledger.rows(Basics) and not ledger.basics.filled(title_) and ledger.occasion.stage is not Stage.MONTHLY:
        yield REQUIRED_EMPTY.at(ledger.basics.at(title_), example=title_.field.example, severity=Severity.WHEN_DUE)


PRIZES = {
    "序号": 0.95, "获奖者": 1.35, "身份": 0.95, "班级": 1.1, "奖项名称": 3.05, "级别": 0.95, "等第": 1.35, "颁奖单位": 1.9,
    "获奖日期": 3.05, "指导教师": 1.35,
}  # fmt: skip
FORM = Form(
    "备课组总结",
    (
        title("{{ 台账.总结标题 }}"),
        Line("——{{ 台账.学年学期 }}（{{ 台账.年级数字 }}）年级{{ 台账.学科 }}备课组工作总结", Look.SUBTITLE),
        heading("一、本学期主要工作"),
        parts.blocks("表.本学期主要工作"),
        heading("二、存在问题"),
        parts.blocks("表.存在问题"),
        heading("三、后续改进措施"),
        parts.blocks("表.后续改进措施"),
        When("台账.总结日期", (Line("{{ 台账.总结日期 }}", Look.RIGHT),)),
        heading("附录：师生获奖情况表格"),
        table_of(PRIZES, "奖", left=("奖项名称",), titles={"指导教师": "指导\n教师"}),
    ),
    means=parts.MEANS | {"序号": "程序编的号"},
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """The summary with its appendix: teachers first, then pupils; 无 where nobody won anything."""
    rows, prizes = ledger.rows(SummaryRow), ledger.rows(PrizeRow)
    if not rows and not prizes:
        return
    ordered = sorted((row for row in prizes if not row.is_none), key=lambda row: row.identity == PUPIL)
    table = [row.shown() | {"序号": number} for number, row in enumerate(ordered, start=1)]
    none = dict.fromkeys(PRIZES, "") | {"奖项名称": "无"}
    yield Page(
        "备课组总结",
        {**{part: parts.points(rows, part) for part in PARTS}, "奖": table or [none]},
        entry="备课组工作总结",
    )


ITEM = Item(
    10, "备课组总结", sheets=(SummaryRow, PrizeRow), rules=RULES, forms=(FORM,), pages=pages, content=SummaryRow, at_end=True
)  # fmt: skip
