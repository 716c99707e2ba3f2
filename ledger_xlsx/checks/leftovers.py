"""What copying leaves behind: the form's own words, 同上 under nothing, a row twice (RULES: 格-02, 格-03, 行-01)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.items.plan import PlanRow, ScheduleRow
from ledger_xlsx.items.progress import ProgressRow, SettingRow
from ledger_xlsx.items.quality import QuestionRow
from ledger_xlsx.items.summary import PrizeRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.fields import Text
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import People
from ledger_xlsx.sheets.reading import example
from ledger_xlsx.sheets.rows import Column, Layout, Row

RULES = RuleBook()

# fmt: off
PLACEHOLDER_LEFT = Notice(
    "格-02", "placeholder-left", Severity.ERROR,
    says="还是模板里的样子「{found}」。",
    remedy="改成本组的内容，例如「{example}」；用不着的一行就清空。",
    why="模板里的 X年级、教师1、省略号只是示范，印出来就像没有填过。",
)
NOTHING_ABOVE = Notice(
    "格-03", "ditto-mark", Severity.WARNING,
    says="写「{found}」，但这一栏上面没有内容。",
    remedy="请把内容写出来。",
    why="「同上」照原样印，上面没有内容，读的人不知道指什么。",
)
ROW_TWICE = Notice(
    "行-01", "row-duplicated", Severity.WARNING,
    says="第 {first} 行和第 {second} 行内容一样。",
    remedy="删去重复的一行；复制后忘了改的就改过来。",
    why="一样的两行会印两遍，多半是复制粘贴时留下的。",
)
# fmt: on

DOTS = re.compile(r"[….。·]*(?:…|\.\.\.|。。。)[….。·]*")
BLANK_TO_FILL = re.compile(r"\(\)|[X×]{2,}|_{2,}")
# In running text only where the form itself has such words; 教师1人 and 教师1课时 are honest numbers.
IN_TEXT = re.compile(
    r"[X×]{1,2}年级|\(\)年级|[X×]{2,}备课组|自命名|(?<![位名个每各])教师\d(?=课堂|的课|上课|执教|、教师\d|$)"
)
HAS_FORM_WORDS: tuple[type[Row], ...] = (Basics, PlanRow, ScheduleRow)
NAMES_OF_PUPILS: tuple[Column[str], ...] = (WorkRow.pupil, PrizeRow.winner)
"""Who would rather not name a child writes ×××."""
SHORTEST_HINT, LONGEST_HINT = 12, 200
"""So many characters that also stand in the column's hint are a piece of it that was left."""
DITTO = ("同上", "同前", "〃")


def placeholder(row: Row, column: Column[Any]) -> str:
    """What of the form's own words is left in a cell; "" if nothing is."""
    typed = row.typed(column)
    if not typed or (len(typed) > LONGEST_HINT and not isinstance(row, HAS_FORM_WORDS)):
        return ""
    text = bare(typed)
    may_be_content = isinstance(row, ExerciseRow | QuestionRow) or column in NAMES_OF_PUPILS
    if DOTS.fullmatch(text) or (BLANK_TO_FILL.fullmatch(text) and not may_be_content):
        return typed
    if column.field.long and len(text) >= SHORTEST_HINT and text in hint(column):
        return typed
    match = IN_TEXT.search(text) if isinstance(row, HAS_FORM_WORDS) else None
    return match[0] if match else ""


@cache
def hint(column: Column[Any]) -> str:
    """A column's hint as it is compared."""
    return bare(column.prompt)


def placeholders(ledger: Ledger) -> Iterator[tuple[Row, dict[Column[Any], str]]]:
    """The rows in which words of the form are left, with the columns that hold them."""
    for rows in ledger.tables.values():
        for row in rows:
            if left := {column: found for column in row.columns if (found := placeholder(row, column))}:
                yield row, left


def placeholder_places(ledger: Ledger) -> set[Place]:
    """The cells that hold nothing but the form's own words: of those nothing else need be said."""
    return {
        row.at(column)
        for row, left in placeholders(ledger)
        for column in left
        if bare(left[column]) == bare(row.typed(column))
    }


def bare(text: str) -> str:
    """A text as it is compared: in half width, without blanks."""
    return "".join(normalize("NFKC", text).split())


@RULES.rule(
    PLACEHOLDER_LEFT,
    hits=[
        """
        【基本信息】
        年级       | （）年级 ←
        备课组名称 | X年级XX备课组 ←
        计划标题   | 大标题：（自命名） ←
        """,
        """
        【表1活动安排】
        周次  | 活动次序   | 内容                                   | 形式       | 备注
        第1周 | 第一次活动 | 1、组织同备课组进行观摩教师1课⏎堂 ← | 1、上研究课 |
        ……  ← |            | ……                                     | ……         | ……
        """,
        """
        【单元分析】
        单元     | 单元名称 | 内容             | 个人设计
        第一单元 | 简易方程 | 单元目标达成分析 | 用数据呈现是否达成单元目标 ←
        """,
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | XX ←
        """,
    ],
    near_misses=[
        """
        【工作计划】
        部分       | 内容
        工作要点   | 本组有教师5人，每位教师1课时的研究课……人人上台。
        分工与合作 | 每位教师1课堂展示；其中青年教师2名。
        """,
        """
        【有效练习】
        周次  | 练习内容 | 层次     | 题目           | 设计意图 | 参考答案
        第1周 | 判断     | 基础练习 | 5＞x是方程（　） | 辨析。   | ××
        """,
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | ×××      | 五2  | [图]     | 描点准确。
        """,
        """
        【基本信息】
        计划标题 | 夯实教研根基（五年级）
        """,
    ],
)
def placeholder_left(ledger: Ledger) -> Iterator[Finding]:
    """No cell holds the form's own words any more. A row of nothing but such words is named once."""
    for row, left in placeholders(ledger):
        whole = len(left) > 1 and all(column in left for column in row.columns if row.filled(column))
        seen: set[Place] = set()
        for column, found in list(left.items())[:1] if whole else left.items():
            if row.at(column) not in seen:
                seen.add(row.at(column))
                yield PLACEHOLDER_LEFT.at(row.at(column), found=found, example=example(column))


@RULES.rule(
    NOTHING_ABOVE,
    hits=[
        """
        【表1活动安排】
        周次  | 内容     | 形式   | 备注
        第1周 | 通读教材 | 自学   | 同上 ←
        第3周 | 观摩     | 同上   |
        第5周 | 分析     | 交流   | 同上 ←
        """
    ],
    near_misses=[
        """
        【表1活动安排】
        周次  | 内容     | 形式 | 备注
        第1周 | 通读教材 | 自学 | 关注常规
        第3周 | 观摩     | 听课 |
        第5周 | 分析     | 同上 | 同上
        """,
        """
        【工作计划】
        部分     | 内容
        工作要点 | 同上学期一样，每两周开展一次活动。
        """,
    ],
)
def nothing_above(ledger: Ledger) -> Iterator[Finding]:
    """同上 has something above it in its column, however far."""
    for kind, rows in ledger.tables.items():
        for column in kind.columns if kind.layout is Layout.TABLE else ():
            if not isinstance(column.field, Text | People):
                continue
            for row in rows:
                text = row.typed(column)
                if text.strip("（）() ") in DITTO:
                    yield NOTHING_ABOVE.at(row.at(column), found=text)
                elif text:
                    break


SPOKEN_OF_ELSEWHERE: tuple[type[Row], ...] = (Basics, MemberRow, ActivityRow)
"""A member or an activity twice has rules of its own."""
ONE_LIST_PER_GRADE: tuple[type[Row], ...] = (ScheduleRow, SettingRow, QuestionRow)


@RULES.rule(
    ROW_TWICE,
    hits=[
        """
        【理论学习】
        时间 | 摘记人 | 理论学习主题 | 摘记要点
        3.1  | 恽蝶   | 单元整体教学 | 教学要有整体观。
        3.29 | 陆文静 | 大单元设计   | 从目标出发。
        3.1 ← | 恽蝶   | 单元整体教学 | 教学要有整体观。
        """,
        """
        【表3练习命制】
        周次 | 练习内容     | 命制人 | 审核人
        1    | 等式与方程   | 张思月 | 恽蝶
             | 等式与方程 ← | 张思月 | 恽蝶
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 整理与练习 | 1
             | 整理与练习 | 1
        """,
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 整理与练习 | 张思月 | 恽蝶
        3    | 整理与练习 | 张思月 | 恽蝶
        """,
        """
        【基本信息】
        年级 | 三、四年级
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        1    | 跳绳     | 张思月 | 恽蝶
        2    | 投掷     | 张思月 | 恽蝶
        1    | 跳绳     | 张思月 | 恽蝶
        """,
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片 | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图]     | 描点准确。
                   | 周乐言   | 五2  | [图]     | 描点准确。
        """,
        """
        【理论学习】
        时间   | 摘记人 | 理论学习主题 | 摘记要点
        三月初 | 恽蝶   | 单元整体教学 | 教学要有整体观。
        四月初 | 恽蝶   | 单元整体教学 | 教学要有整体观。
        """,
    ],
)
def row_twice(ledger: Ledger) -> Iterator[Finding]:
    """No row stands twice in a sheet. Not in 表2 (two lessons of one name), nor where grades have a list each."""
    grades = ledger.basics.grade
    several = grades is not None and len(grades.numbers) > 1
    left_out = (*SPOKEN_OF_ELSEWHERE, ProgressRow, *(ONE_LIST_PER_GRADE if several else ()))
    for kind, rows in ledger.tables.items():
        first: dict[Hashable, Row] = {}
        for row in rows if kind not in left_out else ():
            own = [column for column in kind.columns if row.filled(column) and not row.cells[column.name].continues]
            # The dots of the form are one row of them after the other.
            if len(own) < 2 or all(placeholder(row, column) for column in own):  # noqa: PLR2004 - one word is no row
                continue
            before = first.setdefault(content(row), row)
            if before is not row:
                yield ROW_TWICE.at(row.at(own[0]), first=before.number, second=row.number)


def content(row: Row) -> Hashable:
    """A row as it is compared: its values, and what is typed where there is no value."""
    return tuple((value := row.values[c.name], row.typed(c) if value == c.field.blank else "") for c in row.columns)
