"""The long texts: too short, too long, copied, or a teacher's own lesson plan (RULES: 全-07, 全-08, 全-10, 格-11)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.plan import PlanRow
from ledger_xlsx.items.quality import ReportRow
from ledger_xlsx.items.summary import SummaryRow
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row

RULES = RuleBook()

# fmt: off
TOO_SHORT = Notice(
    "全-07", "section-too-short", Severity.HINT,
    says="只有 {count} 个字，检查时可能显得单薄。",
    remedy="可以补写做法和效果；写清楚了就不用改。",
    why="这些栏目检查时会细看，一两句话看不出做了什么。",
)
COPIED = Notice(
    "全-08", "content-copied", Severity.WARNING,
    says="和活动记录（{first}）的「{section}」几乎一样。",
    remedy="复制后忘了改的，请改成这一次的内容。",
    why="两次活动讨论的不会一字不差，检查的人很快就看得出来。",
)
LESSON_PLAN = Notice(
    "全-10", "personal-plan-included", Severity.HINT,
    says="有点像一份个人教案（有{found}）。",
    remedy="个人备课只交电子稿，不放进台账；是研讨稿就不用改。",
    why="学校要求：不要把教师个人的备课附在集体备课台账中。",
)
TOO_LONG = Notice(
    "格-11", "text-too-long", Severity.HINT,
    says="有 {count} 个字，约印 {pages} 页。",
    remedy="会全部打印；想短些可以精简。",
    why="一格印好几页，表格会拉得很长。",
)
# fmt: on

SECTIONS: tuple[tuple[type[Row], tuple[Column[str], ...]], ...] = (
    (PlanRow, (PlanRow.content,)),
    (ActivityRow, (ActivityRow.review, ActivityRow.discussion)),
    (AnalysisRow, (AnalysisRow.design,)),
    (TheoryRow, (TheoryRow.points,)),
    (DailyRow, (DailyRow.points,)),
    (ReportRow, (ReportRow.content,)),
    (SummaryRow, (SummaryRow.content,)),
)
ENOUGH = 20
COMPARED: tuple[Column[str], ...] = (ActivityRow.review, ActivityRow.discussion)
Pairs = frozenset[tuple[str, str]]
"""Of a text: which characters stand side by side in it."""
ALIKE, LIKELY = 0.9, 0.75
"""A changed character parts two pairs: texts alike to nine tenths share more than three quarters of theirs."""
LONG, COMPARED_TO = 60, 1000
"""Texts of fewer characters may well be the same; of longer ones only the beginning is compared."""
TERM_OF_RECORDS = 20
"""Each record is compared with so many before it: more than any term has, and a sheet of thousands stays quick."""
PAGE, MANY_PAGES = 1100, 3
"""Characters on a page of 小四 at 1.5 lines (DOMAIN 3); from so many pages on it is said."""
PLAN_PARTS = {
    "教学目标": re.compile(r"教学目标[：:】\s]"),
    "教学重难点": re.compile(r"(?:教学)?(?:重难点|重点难点|重点|难点)[：:】\s]"),
    "教学过程": re.compile(r"教学(?:过程|流程)[：:】\s]"),
    "板书设计": re.compile(r"板书(?:设计)?[：:】\s]"),
}
PARTS_OF_A_PLAN = 3


def sections(ledger: Ledger) -> Iterator[tuple[Row, Column[str], str]]:
    """The texts that an inspector reads, without blanks, once for each cell."""
    seen: set[Place] = set()
    for kind, columns in SECTIONS:
        for row in ledger.rows(kind):
            for column in columns:
                text, place = "".join(row.values[column.name].split()), row.at(column)
                if text and place.cell and place not in seen:
                    seen.add(place)
                    yield row, column, text


@RULES.rule(
    TOO_SHORT,
    hits=[
        """
        【每日一议】
        日期 | 议题         | 讨论要点
        2.27 | 解方程的检验 | 要检验。 ←
        """,
        """
        【活动记录】
        活动次序   | 活动时间 | 上周教学工作回顾与反思 | 集体讨论
        第一次活动 | 2.22     | 常规较好。 ←           | 先写等量关系。 ←
        """,
    ],
    near_misses=[
        """
        【单元分析】
        单元     | 单元名称 | 内容         | 个人设计                                     | 备课组集体讨论意见
        第一单元 | 简易方程 | 单元教材分析 | 本单元在学习了用字母表示数的基础上教学方程。 | 同意。
        """,
        """
        【每日一议】
        日期 | 议题         | 讨论要点
        2.27 | 解方程的检验 | 前三次书面检验，
             |              | 以后改为口头检验，同桌互查。
        """,
    ],
)
def too_short(ledger: Ledger) -> Iterator[Finding]:
    """The texts that an inspector reads have twenty characters or more; 备课组集体讨论意见 may be short."""
    for row, column, text in sections(ledger):
        if len(text) < ENOUGH:
            yield TOO_SHORT.at(row.at(column), found=text, count=len(text))


REPEATED = "学生能根据天平图写出等式，但常把含有字母的式子都当成方程，列方程时找不到等量关系，解设后面漏写单位，检验的习惯还没有养成，要继续抓。"


@RULES.rule(
    COPIED,
    hits=[
        f"""
        【活动记录】
        活动次序   | 活动时间 | 上周教学工作回顾与反思 | 集体讨论
        第一次活动 | 2.22     | {REPEATED}             | 先写等量关系，再列方程。
        第二次活动 | 3.7      | 书写比上周认真。       | {REPEATED}
        第三次活动 | 3.21     | 本周{REPEATED} ←       | {REPEATED} ←
        """
    ],
    near_misses=[
        f"""
        【活动记录】
        活动次序   | 活动时间 | 上周教学工作回顾与反思                     | 集体讨论
        第一次活动 | 2.22     | {REPEATED}                                 | 先写等量关系，再列方程。
        第二次活动 | 3.7      | {REPEATED[:30]}{REPEATED[:30][::-1]}多数人 | 先写等量关系，再列方程。
        """,
    ],
)
def copied(ledger: Ledger) -> Iterator[Finding]:
    """No long text of a record is nearly that of an earlier one; said once for each copy."""
    everything = records(ledger.rows(ActivityRow))
    for column in COMPARED:
        earlier: deque[tuple[str, str, Pairs]] = deque(maxlen=TERM_OF_RECORDS)
        seen: set[Place] = set()
        for record in everything:
            text, place = "".join(record.row.values[column.name].split())[:COMPARED_TO], record.row.at(column)
            if len(text) < LONG or place in seen:
                continue
            seen.add(place)
            pairs = frozenset(pairwise(text))
            alike = (label for label, other, its in earlier if common(pairs, its) >= LIKELY and nearly(text, other))
            original = next(alike, None)
            if original is None:
                earlier.append((record.label, text, pairs))
            else:
                yield COPIED.at(place, found=text[:ENOUGH], first=original, section=column.title)


def common(one: Pairs, other: Pairs) -> float:
    """The share of neighbouring characters that two texts have in common: a quick look before the exact one."""
    return 2 * len(one & other) / (len(one) + len(other))


def nearly(one: str, other: str) -> bool:
    """Whether two texts are alike to nine tenths."""
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


@RULES.rule(
    LESSON_PLAN,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 集体讨论
        第一次活动 | 2.22     | 一、教学目标：理解方程。⏎二、教学重难点：等量关系。⏎三、教学过程：1. 导入…… ←
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 集体讨论
        第一次活动 | 2.22     | 大家讨论了教学目标、教学重难点和教学过程，板书设计也作了修改。
        第二次活动 | 3.7      | 教学目标：再具体些。⏎教学重点：突出等量关系。
        """
    ],
)
def lesson_plan(ledger: Ledger) -> Iterator[Finding]:
    """No cell holds a teacher's own lesson plan: three or more of its headings."""
    for row, column, text in long_texts(ledger):
        found = [name for name, heading in PLAN_PARTS.items() if heading.search(text)]
        if len(found) >= PARTS_OF_A_PLAN:
            yield LESSON_PLAN.at(row.at(column), found="、".join(found))


def long_texts(ledger: Ledger) -> Iterator[tuple[Row, Column[Any], str]]:
    """Every text of a ¶ column, once for each cell."""
    for rows in ledger.tables.values():
        seen: set[Place] = set()
        for row in rows:
            for column in long_columns(type(row)):
                place = row.at(column)
                if row.filled(column) and place not in seen:
                    seen.add(place)
                    yield row, column, row.values[column.name]


def long_columns(kind: type[Row]) -> Sequence[Column[Any]]:
    """The ¶ columns of a sheet."""
    return [column for column in kind.columns if column.field.long]


@RULES.rule(
    TOO_LONG,
    hits=["【理论学习】\n时间 | 摘记人 | 理论学习主题 | 摘记要点\n3.1 | 恽蝶 | 单元整体教学 | 字数：2300 ←"],
    near_misses=["【理论学习】\n时间 | 摘记人 | 理论学习主题 | 摘记要点\n3.1 | 恽蝶 | 单元整体教学 | 字数：2200"],
)
def too_long(ledger: Ledger) -> Iterator[Finding]:
    """A text that takes three pages or more is printed in full, but said."""
    for row, column, text in long_texts(ledger):
        count = len("".join(text.split()))
        if (pages := -(-count // PAGE)) >= MANY_PAGES:
            yield TOO_LONG.at(row.at(column), count=count, pages=pages)
