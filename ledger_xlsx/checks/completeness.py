"""What a ledger must have, item by item and part by part (RULES: family 全)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ledger_xlsx.checks.sheets import asked_for
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.item import Item
from ledger_xlsx.items import activities, plan, progress, quality, summary
from ledger_xlsx.items.homework import HomeworkRow, WorkRow
from ledger_xlsx.rules import Rule, RuleBook
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import Stage

RULES = RuleBook()

# fmt: off
ITEM_MISSING = Notice(
    "全-01", "item-missing", Severity.WHEN_DUE,
    says="第 {number} 项「{item}」还没有内容。",
    remedy="请填「{sheet}」。",
    why="台账共十项，到期的每一项都要有内容。",
)
SECTION_MISSING = Notice(
    "全-06", "section-missing", Severity.WHEN_DUE,
    says="缺「{parts}」。",
    remedy="请补写；「{column}」一栏点小箭头选择。",
    why="纸质台账上这几个部分都有标题，缺了就空着。",
)
DATE_MISSING = Notice(
    "全-09", "sign-date-missing", Severity.WARNING,
    says="「{paper}」末尾没有写日期。",
    remedy="请填如「{example}」。",
    why="计划和总结末尾要写日期。",
)
# fmt: on

ALSO_ASKED: tuple[tuple[int, type[Row]], ...] = ((2, MemberRow), (2, plan.ScheduleRow), (3, progress.SettingRow))
"""Sheets besides an item's `content` without which its pages cannot stand, with the item's number (FORMS: 附表目录)."""


def missing(items: Sequence[Item]) -> Rule:
    """The rule that every item that is due has content (全-01)."""
    return Rule(
        ITEM_MISSING,
        partial(missing_items, items),
        hits=[
            """
            【成员】 ←
            【工作计划】 ←
            【表1活动安排】 ←
            【表2教学进度】 ←
            【表3练习命制】 ←
            【活动记录】 ←
            【理论学习】 ←
            【有效练习】 ←
            【每日一议】 ←
            【特色作业】 ←
            【工作总结】 ←
            """,
            """
            （月调研 2024-03-10）
            【工作计划】 ←
            【表1活动安排】
            周次             | 内容 | 形式
            第1周 第一次活动 | 观摩 | 听课
            【表2教学进度】 ←
            【表3练习命制】
            周次 | 练习内容   | 命制人 | 审核人
            2    | 等式与方程 | 张思月 | 恽蝶
            【活动记录】 ←
            【有效练习】 ←
            """,
            """
            【工作计划】
            部分     | 内容
            工作要点 | 通读教材。
            【表1活动安排】
            周次   | 内容 | 形式
            开学前 | 备课 | 自学
            【表2教学进度】
            周次 | 教学内容 | 课时
            1    | 认识方程 | 1
            【表3练习命制】
            周次 | 练习内容   | 命制人 | 审核人
            2    | 等式与方程 | 张思月 | 恽蝶
            【活动记录】 ←
            【有效练习】
            周次  | 练习内容   | 题目
            第2周 | 等式与方程 | 下面哪些是方程？
            【理论学习】
            时间 | 摘记人 | 理论学习主题
            3.1  | 恽蝶   | 单元整体教学
            【每日一议】
            日期 | 议题
            2.27 | 解方程的检验
            【特色作业】
            作业名称   | 时间
            蒜叶生长记 | 3月
            【学生作品】 ←
            【工作总结】
            部分     | 内容
            主要工作 | 开展了9次活动。
            """,
        ],
        near_misses=[
            """
            （月调研 2024-02-25）
            【工作计划】
            部分     | 内容
            工作要点 | 通读教材。
            【表1活动安排】
            周次             | 内容 | 形式
            第3周 第一次活动 | 观摩 | 听课
            【活动记录】
            【表2教学进度】
            周次 | 教学内容 | 课时
            1    | 认识方程 | 1
            【表3练习命制】
            周次 | 练习内容   | 命制人 | 审核人
            2    | 等式与方程 | 张思月 | 恽蝶
            """,
            """
            【没有：成员】
            【没有：工作计划】
            【没有：表1活动安排】
            【表2教学进度】（没有栏目名）
            【没有：表3练习命制】
            【没有：活动记录】
            【没有：有效练习】
            【没有：理论学习】
            【没有：每日一议】
            【没有：特色作业】
            【没有：工作总结】
            """,
        ],
    )


def missing_items(items: Sequence[Item], ledger: Ledger) -> Iterator[Finding]:
    """Items without content that are asked for by now; item 9 has a rule of its own (全-02).

    Silent on a ledger of which no sheet could be read at all.
    """
    if not ledger.tables:
        return
    for item in items:
        sheets = [
            *([item.content] if item.content else []),
            *(kind for number, kind in ALSO_ASKED if number == item.number),
        ]
        for kind in sheets:
            if (
                kind is quality.ResultRow
                or kind in ledger.missing
                or ledger.rows(kind)
                or not asked_for(kind, item, ledger)
            ):
                continue
            yield ITEM_MISSING.at(Place(kind.sheet), number=item.number, item=item.name, sheet=kind.sheet)
        if (
            HomeworkRow in item.sheets
            and ledger.due(HomeworkRow)
            and not ledger.rows(WorkRow)
            and WorkRow not in ledger.missing
        ):
            yield ITEM_MISSING.at(Place(WorkRow.sheet), number=item.number, item=item.name, sheet=WorkRow.sheet)


PARTS: tuple[tuple[type[Row], Column[Any], Sequence[str]], ...] = (
    (plan.PlanRow, plan.PlanRow.part, (plan.POINTS, plan.COOPERATION)),
    (quality.ReportRow, quality.ReportRow.part, quality.PARTS),
    (summary.SummaryRow, summary.SummaryRow.part, summary.PARTS),
)


@RULES.rule(
    SECTION_MISSING,
    hits=[
        """
        【工作计划】 ←
        部分     | 内容
        工作要点 | 通读教材。
        """,
        """
        【单元分析】
        单元       | 单元名称 | 内容         | 个人设计
        第一单元 ← | 简易方程 | 单元教材分析 | 通读教材。
                   |          | 单元目标要求 | 会解方程。
        第二单元   | 统计图   | 单元教材分析 | 通读教材。
                   |          | 单元目标要求 | 会画图。
                   |          | 设计意图 | 先观察。
                   |          | 目标达成分析 | 224人中221人达到要求。
        """,
        """
        【工作总结】 ←
        部分     | 内容
        主要工作 | 开展了9次活动。
        存在问题 | 练习不够。
        """,
    ],
    near_misses=[
        """
        【工作计划】
        部分       | 内容
        工作要点   | 通读教材。
                   | 集体备课。
        分工与合作 | 各备一个单元。
        """,
        """
        【工作计划】
        部分     | 内容
        工作要点 | 通读教材。
        分工配合 | 各备一个单元。
        """,
        """
        【工作计划】
        小标题   | 内容
        研读教材 | 通读教材。
        """,
        "【工作总结】",
    ],
)
def section_missing(ledger: Ledger) -> Iterator[Finding]:
    """The parts of 工作计划, 质量分析 and 工作总结, and the four of each 单元分析. Silent where a part cannot be read."""
    for kind, column, parts in PARTS:
        rows = ledger.rows(kind)
        if (
            rows
            and (lacking := absent(rows, column, parts))
            and (kind is not quality.ReportRow or quality.belongs(ledger))
        ):
            yield SECTION_MISSING.at(Place(rows[0].found_in), parts="、".join(lacking), column=column.title)
    part = activities.AnalysisRow.part
    for analysis in activities.analyses(ledger):
        if lacking := absent(analysis.rows, part, activities.PARTS):
            # A 过关能力 has no textbook chapter of its own.
            skill = not isinstance(activities.unit_key(analysis.head.unit), int)
            yield SECTION_MISSING.at(
                analysis.head.at(activities.AnalysisRow.unit),
                parts="、".join(lacking),
                column=part.title,
                severity=Severity.HINT if skill else None,
            )


def absent(rows: Sequence[Row], column: Column[Any], parts: Sequence[str]) -> list[str]:
    """The parts that no row has; none at all where the column is missing, or a cell of it could not be read."""
    found = [row.values[column.name] for row in rows]
    unreadable = any(row.filled(column) and row.values[column.name] not in parts for row in rows)
    return [] if unreadable or not any(found) else [part for part in parts if part not in found]


@RULES.rule(
    DATE_MISSING,
    hits=[
        """
        【基本信息】
        计划日期 | ←
        总结日期 | ←
        【工作计划】
        部分     | 内容
        工作要点 | 通读教材。
        【工作总结】
        部分     | 内容
        主要工作 | 开展了9次活动。
        """
    ],
    near_misses=[
        """
        （月调研 2024-05-31）
        【基本信息】
        总结日期 |
        【工作总结】
        部分     | 内容
        主要工作 | 开展了9次活动。
        """,
        """
        【基本信息】
        计划日期 | 二月底
        总结日期 |
        【工作计划】
        部分     | 内容
        工作要点 | 通读教材。
        """,
    ],
)
def date_missing(ledger: Ledger) -> Iterator[Finding]:
    """Plan and summary are dated; the summary once it is due. Silent where there is nothing to date."""
    basics = ledger.basics
    papers: list[tuple[type[Row], Column[Any]]] = [(plan.PlanRow, Basics.plan_date)]
    if ledger.occasion.stage is Stage.FINAL:
        papers.append((summary.SummaryRow, Basics.summary_date))
    for kind, column in papers:
        if ledger.rows(kind) and Basics not in ledger.missing and not basics.filled(column):
            yield DATE_MISSING.at(basics.at(column), paper=kind.sheet, example=column.field.example)
