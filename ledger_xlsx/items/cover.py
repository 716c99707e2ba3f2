"""Item 1, 封面, and the table of contents behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.forms import Band, Each, Form, Grid, Line, Look, Page, Slot
from ledger_xlsx.item import Item
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import FIRST, SECOND, SUBJECTS, Basics, GradeField
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import full
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Term

RULES = RuleBook()

# fmt: off
TERM_MISMATCH = Notice(
    "跨-06", "term-mismatch", Severity.WARNING,
    says="这里是「{found}」，和学年、学期（{expected}）不一致。",
    remedy="看是哪一处写错，改成一样。",
    why="封面、计划和总结上的学年学期要一样；沿用去年的文件时最容易忘了改。",
)
GROUP_MISMATCH = Notice(
    "跨-05", "group-mismatch", Severity.WARNING,
    says="写的是「{found}」，「{label}」填的是「{expected}」。",
    remedy="核对是不是拿错了别组的工作簿；写错的改过来。",
    why="备课组名称印在封面和每页的上方，要和年级、学科一致。",
)
# fmt: on
GRADES_NAMED = re.compile(r"([一二三四五六1-6][一二三四五六1-6、,和与及至到~—–-]*)年级")
# A term begins in one of these months (RULES: 跨-06).
MONTHS = {FIRST: (8, 9), SECOND: (1, 2, 3)}
HOLIDAYS = timedelta(days=70)
"""A plan may be dated in the holidays before the term, a summary in those behind it; no day further off is of the term."""


@RULES.rule(
    TERM_MISMATCH,
    hits=[
        """
        【基本信息】
        总结标题 | 深耕课堂促成长——第一学期工作总结 ←
        """,
        """
        【基本信息】
        计划标题 | 2022—2023学年数学备课组计划 ←
        """,
        """
        【基本信息】
        开学日期 | 2024-09-02 ←
        """,
        """
        【基本信息】
        开学日期 | 2023-02-13 ←
        """,
        """
        【基本信息】
        计划日期 | 2023-02-23 ←
        总结日期 | 2023年6月28日 ←
        """,
    ],
    near_misses=[
        """
        【基本信息】
        计划标题 | 2023~2024学年第二学期：夯实教研根基
        """,
        """
        【基本信息】
        学期     | 第一学期
        开学日期 | 2023-08-31
        计划日期 | 9.1
        总结日期 | 1.19
        """,
        """
        【基本信息】
        计划日期 | 2024-01-20
        总结日期 | 2024-07-05
        """,
        """
        【基本信息】
        学期     |
        开学日期 | 2024-09-02
        总结标题 | 第一学期工作总结
        """,
    ],
)
def term_mismatch(ledger: Ledger) -> Iterator[Finding]:
    """The titles name no other term, 开学日期 lies in the months in which this one begins, what is signed lies near it."""
    basics = ledger.basics
    if not basics.year or not basics.semester:
        return
    expected = f"{basics.year}{basics.semester}"
    for column in (Basics.plan_title, Basics.summary_title):
        title = basics.values[column.name]
        terms = re.findall("第[一二]学期", title)
        years = re.findall(r"(20\d\d)年?[-~—–－～至]+20\d\d", title)
        if any(term != basics.semester for term in terms) or any(int(year) != basics.year.first for year in years):
            yield TERM_MISMATCH.at(basics.at(column), found=title, expected=expected)
    start = basics.start.date if basics.start else None
    if start and not begins_then(start, basics.year.first, basics.semester):
        yield TERM_MISMATCH.at(basics.at(Basics.start), found=full(start), expected=expected)
        return
    for signed in (Basics.plan_date, Basics.summary_date):
        day = basics.values[signed.name]
        if day and day.date and basics.term and not near(day.date, basics.term):
            yield TERM_MISMATCH.at(basics.at(signed), found=full(day.date), expected=expected)


def near(day: date, term: Term) -> bool:
    """Whether a day can belong to a term: it lies in it, or in the holidays around it."""
    return term.start - HOLIDAYS <= day <= term.end + HOLIDAYS


def begins_then(start: date, first_year: int, semester: str) -> bool:
    """Whether a term of that school year can begin on a day."""
    year = first_year + (semester == SECOND)
    return start.year == year and start.month in MONTHS[semester]


@RULES.rule(
    GROUP_MISMATCH,
    hits=[
        "【基本信息】\n备课组名称 | 四年级数学备课组 ←",
        "【基本信息】\n备课组名称 | 五年级语文备课组 ←",
        "【基本信息】\n年级 | 三至六年级\n备课组名称 | 1-2年级数学组 ←",
        "【基本信息】\n计划标题 | 六年级数学备课组工作计划 ←",
    ],
    near_misses=[
        "【基本信息】\n备课组名称 | 5年级数学备课组",
        "【基本信息】\n备课组名称 | 高年级数学备课组（第二小组）",
        "【基本信息】\n年级 | 三至六年级\n学科 | 音乐\n备课组名称 | 五、六年级艺术（音乐、美术）备课组",
        "【基本信息】\n学科 | 书法\n备课组名称 | 五年级语文备课组",
        "【基本信息】\n备课组名称 |",
        "【基本信息】\n总结标题 | 从四年级到五年级：数学备课组的成长",
    ],
)
def group_mismatch(ledger: Ledger) -> Iterator[Finding]:
    """备课组名称 and the titles name none but the grades of 年级, and 备课组名称 no other subject. Silent where they name none."""
    basics = ledger.basics
    for column in (Basics.group_name, Basics.plan_title, Basics.summary_title):
        text = "".join(normalize("NFKC", basics.values[column.name]).split())
        texts = GRADES_NAMED.findall(text)
        named = {number for one in texts for number in GradeField().parse(Cell.of(one), Group()).numbers}
        if named and basics.grade and named.isdisjoint(basics.grade.numbers):
            found = basics.values[column.name]
            yield GROUP_MISMATCH.at(basics.at(column), found=found, expected=basics.grade, label=Basics.grade.title)
    name, place = "".join(normalize("NFKC", basics.group_name).split()), basics.at(Basics.group_name)
    others = [subject for subject in SUBJECTS if subject in name]
    if others and basics.subject in SUBJECTS and basics.subject not in name:
        yield GROUP_MISMATCH.at(place, found=basics.group_name, expected=basics.subject, label=Basics.subject.title)


COVER = Form(
    "封面",
    (
        # A row of fixed height: the lines below stand at the same place with and without a picture.
        Grid((16.0,), [Band([Slot("", look=Look.PICTURE, pictures="表.封面图片", picture_size=(15, 9))], height=9.6, fixed=True)], bordered=False),
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
        Line("{{ 表.标题 }}", Look.CONTENTS_TITLE),
        Each(
            "项",
            "表.项目",
            (
                Line("{{ 项.名称 }}", Look.CONTENTS_ITEM, page_of="项"),
                Each("条", "项.细目", (Line("{{ 条.名称 }}", Look.CONTENTS_ENTRY, page_of="条"),)),
            ),
        ),
    ),
    means={"标题": "目录的标题", "名称": "这一项，或这一页的名称", "页": "第几页表单，程序用它找页码，不用印"},
)


def pages(ledger: Ledger) -> Iterator[Page]:
    """The cover."""
    yield Page("封面", {"封面图片": ledger.basics.show(Basics.cover_picture)})


ITEM = Item(1, "封面", sheets=(), rules=RULES, forms=(COVER, CONTENTS), pages=pages)
