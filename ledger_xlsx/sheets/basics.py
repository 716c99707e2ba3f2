"""基本信息 and 成员, which every item reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from ledger_xlsx.findings import Notice, Severity
from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.dates import Date, Month
from ledger_xlsx.sheets.fields import Choice, Count, Field, Marks, Pictures, Text, Unreadable, plain_number, refuse_date
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.rows import Column, Filler, Layout, Row
from ledger_xlsx.term import Term, numeral

REQUIRED, OPTIONAL, TEST = "必填", "选填（空着就按方括号里的印）", "期末检测（三至六年级期末才填）"
FIRST, SECOND = "第一学期", "第二学期"

YEAR_UNREADABLE = Notice(
    "格-15", "school-year-unreadable", Severity.ERROR,
    says="学年写成「{found}」，看不出是哪一年到哪一年。",
    remedy="写成「2023-2024」这样相连的两年。",
    why="封面、计划和总结的标题都印学年，没写年份的日期也靠它推算。",
)  # fmt: skip


@dataclass(frozen=True)
class SchoolYear:
    """A school year by the calendar year in which it begins."""

    first: int

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"


@dataclass(frozen=True, kw_only=True)
class SchoolYearField(Field[SchoolYear | None]):
    """学年: 2023-2024, 2023~2024, 2023—2024学年."""

    blank: SchoolYear | None = None
    example: str = "2023-2024"
    text_format: bool = True

    def parse(self, cell: Cell, group: Group) -> SchoolYear:
        refuse_date(cell)
        match = re.fullmatch(
            r"(20\d\d)年?[-~—–－～至到/]+((?:20)?\d\d)(?:学?年度?)?", "".join(normalize("NFKC", cell.text).split())
        )
        if not match or int(match[2][-2:]) != (int(match[1]) + 1) % 100:
            raise Unreadable(YEAR_UNREADABLE)
        return SchoolYear(int(match[1]))


GRADE_UNREADABLE = Notice(
    "格-17", "grade-unreadable", Severity.ERROR,
    says="年级写成「{found}」，看不出是几年级。",
    remedy="点右边的小箭头选一项；几个年级合成一组的写「三至六年级」或「三、四年级」。",
    why="年级印在各页的标题里，也决定要不要交第9项质量检测报告。",
)  # fmt: skip
GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
# Suggestions only: other words are as good.
SUBJECTS = ("语文", "数学", "英语", "科学", "道德与法治", "音乐", "体育", "美术", "信息科技", "劳动", "综合实践活动")
EDITIONS = ("统编版", "苏教版", "译林版", "人教版")
FIGURE = r"[一二三四五六1-6]"
USUAL_WEEKS, MOST_WEEKS = 20, 52
"""Of a term: where 教学周数 says nothing, and where it says what no year holds."""


@dataclass(frozen=True)
class Grades:
    """The grades of a group, and how they are printed: 五年级, 三至六年级."""

    shown: str
    numbers: frozenset[int]

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, kw_only=True)
class GradeField(Field[Grades | None]):
    """年级: one of six, or several in their own words."""

    blank: Grades | None = None
    example: str = "五年级"
    options: tuple[str, ...] = GRADES

    def parse(self, cell: Cell, group: Group) -> Grades:
        refuse_date(cell)
        text = "".join(normalize("NFKC", cell.text).split())
        if match := re.fullmatch(rf"({FIGURE})(?:年级?)?", text):
            number = numeral(match[1]) or 0
            return Grades(GRADES[number - 1], frozenset({number}))
        # A figure alone makes no grade: 一 stands in many words.
        means_grades = "年级" in text or re.fullmatch(rf"(?:{FIGURE}|[至到、,~—–和及-])+", text)
        figures = [numeral(figure) or 0 for figure in re.findall(FIGURE, text) if means_grades]
        if match := re.search(rf"{FIGURE}(?:年级?)?[-~—–～至到]+{FIGURE}", text):
            return Grades(cell.text, frozenset(range(figures[0], figures[-1] + 1)))
        if not figures:
            raise Unreadable(GRADE_UNREADABLE)
        return Grades(cell.text, frozenset(figures))


class Basics(
    Row,
    sheet="基本信息",
    title="基本信息",
    help="组长填。带 * 的必须填；选填的空着也能打印，按说明里方括号中的内容印。",
    filler=Filler.LEADER,
    layout=Layout.LIST,
):
    """The group and its term. Blank optional labels have the defaults of FORMS, given by `shown()`."""

    school = Column(
        "学校", Text(example="常州市新北区孟河中心小学"), required=True, block=REQUIRED, prompt="学校全称，印在封面上"
    )
    year = Column("学年", SchoolYearField(), required=True, block=REQUIRED, prompt="如 2023-2024")
    semester = Column(
        "学期",
        Choice(
            options=(FIRST, SECOND), example=SECOND,
            also={"上学期": FIRST, "下学期": SECOND, "一": FIRST, "二": SECOND, "上": FIRST, "下": SECOND},
        ),
        required=True, block=REQUIRED, prompt="点右边的小箭头选",
    )  # fmt: skip
    grade = Column(
        "年级", GradeField(), required=True, block=REQUIRED, prompt="点小箭头选；几个年级一组的直接写，如 三至六年级"
    )
    subject = Column(
        "学科",
        Text(example="数学", options=SUBJECTS),
        required=True,
        block=REQUIRED,
        prompt="如 语文、数学、英语、音乐",
    )
    edition = Column(
        "教材版本", Text(example="苏教版", options=EDITIONS), required=True, block=REQUIRED, prompt="如 苏教版、统编版、译林版"
    )  # fmt: skip
    leader = Column(
        "备课组组长", People(), required=True, block=REQUIRED,
        prompt="一位老师；中途换人写 张思月（2—3月）、恽蝶（4月起）",
    )  # fmt: skip
    start = Column(
        "开学日期",
        Date(example="2024-02-21"),
        required=True,
        block=REQUIRED,
        prompt="第1周里开始上课的那一天，如 2024-02-21",
    )
    weeks = Column("教学周数", Count(example="19"), required=True, block=REQUIRED, prompt="本学期一共上课几周，如 19")
    plan_title = Column(
        "计划标题", Text(example="夯实教研根基，聚力提质增效"), required=True, block=REQUIRED,
        prompt="计划的大标题：（自命名），不要写成「工作计划」",
    )  # fmt: skip

    group_name = Column("备课组名称", Text(example="五年级数学备课组"), block=OPTIONAL, prompt="[年级＋学科＋备课组]")
    research_leader = Column("教研组长", People(example="钱红娟"), block=OPTIONAL, prompt="印在表1上；可以不是本组成员")
    administrator = Column("分管行政", People(example="朱建明"), block=OPTIONAL, prompt="印在表1上；可以不是本组成员")
    tabulator = Column("制表人", People(), block=OPTIONAL, prompt="[备课组组长] 印在表2右上方")
    issued = Column("编制日期", Month(), block=OPTIONAL, prompt="[开学日期的年月，如 2024年2月] 印在封面下方")
    short_school = Column(
        "学校简称", Text(example="孟河中心小学"), block=OPTIONAL, prompt="[学校全称去掉市、区] 印在页眉和摘记标题"
    )
    table1_time = Column(
        "表1时间", Text(example="2024年2月—6月"), block=OPTIONAL, prompt="[本学期的月份，如 2024年2月—6月]"
    )
    plan_date = Column(
        "计划日期", Date(example="2024年2月23日"), block=OPTIONAL, prompt="印在计划末尾，如 2024年2月23日"
    )
    summary_title = Column(
        "总结标题", Text(example="深耕课堂促成长"), block=OPTIONAL, prompt="总结的大标题，期末写总结时必须填"
    )
    summary_date = Column(
        "总结日期", Date(example="2024年6月28日"), block=OPTIONAL, prompt="印在总结末尾，如 2024年6月28日"
    )
    cover_picture = Column(
        "封面图片", Pictures(), block=OPTIONAL, prompt="校门照片或校徽，插在「内容」这一格上；没有可空着"
    )

    full_marks = Column("检测满分", Marks(example="100"), block=TEST, prompt="[100] 试卷满分多少分")
    excellent = Column("优秀线", Marks(example="85"), block=TEST, prompt="[满分的85%] 填分数，不填百分比")
    passing = Column("及格线", Marks(example="60"), block=TEST, prompt="[满分的60%] 填分数，不填百分比")
    low = Column("低分线", Marks(example="40"), block=TEST, prompt="[满分的40%] 填分数，不填百分比；低于它算低分")

    @property
    def term(self) -> Term | None:
        """The term; None while 开学日期 is missing or unreadable."""
        weeks = min(self.weeks or USUAL_WEEKS, MOST_WEEKS)
        return Term(self.start.date, weeks) if self.start and self.start.date else None

    @property
    def assumed_term(self) -> Term | None:
        """The term, or one guessed from 学年 and 学期, to give a date without a year its year."""
        if self.term or not self.year:
            return self.term
        return Term(date(self.year.first + 1, 2, 20) if self.semester == SECOND else date(self.year.first, 9, 1))

    @property
    def group(self) -> str:
        """The group's name: as typed, or 五年级数学备课组."""
        return self.group_name or f"{self.show(Basics.grade)}{self.subject}备课组"

    @property
    def lines(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Full marks and the lines of 优秀, 及格 and 低分, in marks."""
        full = self.full_marks or Decimal(100)
        shares = ((self.excellent, "0.85"), (self.passing, "0.6"), (self.low, "0.4"))
        excellent, passing, low = (full * Decimal(share) if line is None else line for line, share in shares)
        return full, excellent, passing, low

    def shown(self) -> dict[str, Any]:
        """What is printed, by label, with the defaults of blank labels and what follows from them (册别, 学年学期 …)."""
        texts = super().shown()
        school = re.sub(r"^(?:.{2,4}省)?(?:.{2,5}?市)?(?:.{2,4}?[区县旗])?(?=.{3,})", "", self.school)
        year = self.year or None
        span = (
            f"{year.first}{{}}{year.first + 1}学年{self.semester}"
            if year
            else f"{self.typed(Basics.year)}{self.semester}"
        )
        start = self.start.date if self.start else None
        months = months_of(self.term) if self.term else ""
        full, excellent, passing, low = (plain_number(line) for line in self.lines)
        return texts | {
            "备课组名称": self.group,
            "制表人": texts["制表人"] or texts["备课组组长"],
            "编制日期": texts["编制日期"] or (f"{start.year}年{start.month}月" if start else ""),
            "学校简称": texts["学校简称"] or school,
            "表1时间": texts["表1时间"] or months,
            "检测满分": full, "优秀线": excellent, "及格线": passing, "低分线": low,
            "册别": {FIRST: "上册", SECOND: "下册"}.get(self.semester, ""),
            "封面学期": span.format("~"),
            "学年学期": span.format("—"),
            "年级数字": texts["年级"].removesuffix("年级"),
        }  # fmt: skip


COMPUTED = {
    "册别": "上册或下册，由学期推出",
    "封面学期": "封面上的学年学期",
    "学年学期": "副标题里的学年学期",
    "年级数字": "年级去掉「年级」两个字",
}
"""What `Basics.shown()` adds to the labels, and what it means to those who edit a Word template."""


def months_of(term: Term) -> str:
    """The months of a term: 2024年2月—6月, 2023年9月—2024年1月."""
    # A term's last week may reach into a month in which nobody teaches any more: count by its Friday.
    end = date.fromordinal(term.end.toordinal() - 2)
    year = f"{end.year}年" if end.year != term.start.year else ""
    return f"{term.start.year}年{term.start.month}月—{year}{end.month}月"


class MemberRow(
    Row,
    sheet="成员",
    title="备课组成员课务及个人简介",
    help="组长填。一位老师一行，组长写在第一行；别的表里出现的名字都要和这里一致。",
    filler=Filler.LEADER,
):
    """A member of the group."""

    name = Column("姓名", Text(example="张思月", width=10), required=True, key=True)
    sex = Column("性别", Choice(options=("男", "女"), example="女", width=7), required=True)
    age = Column("年龄", Count(example="32", width=7), required=True)
    years = Column("教龄", Marks(example="9", width=7), required=True)
    education = Column(
        "学历", Text(example="本科", width=9, options=("中师", "大专", "本科", "硕士研究生")), required=True
    )
    duties = Column("所任课务", Text(example="五2、五3数学", width=24), required=True)
    other = Column("其他工作", Text(example="备课组长", width=26))

    @property
    def bare_name(self) -> str:
        """The name without blanks, as others are compared with it."""
        return "".join(self.name.split())


SHEETS: tuple[type[Row], ...] = (Basics, MemberRow)
