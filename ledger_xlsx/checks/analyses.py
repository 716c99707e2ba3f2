"""What records say of units, and the analyses that belong to them (RULES: 跨-13, 跨-14)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow, analyses, named_units, records, unit_key
from ledger_xlsx.items.plan import ordinal
from ledger_xlsx.items.progress import ProgressRow, units
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import chinese

RULES = RuleBook()

# fmt: off
UNIT_UNKNOWN = Notice(
    "跨-13", "analysis-unit-unknown", Severity.ERROR,
    says="写「{found}」，和「表2教学进度」对不上，那里是「{expected}」。",
    remedy="请改成一致。",
    why="单元分析的标题印单元的序号和名称，要和教学进度一样。",
)
ANALYSIS_MISSING = Notice(
    "跨-14", "analysis-missing", Severity.WARNING,
    says="{activity}写分析「{unit}」，「单元分析」里还没有。",
    remedy="请在「单元分析」补写四项；没有分析就清空这一格。",
    why="活动记录后面要附这个单元的分析表。",
)
# fmt: on


@RULES.rule(
    UNIT_UNKNOWN,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 10
        2    | 二、统计图   | 4
        【单元分析】
        单元       | 单元名称         | 内容         | 个人设计
        第一单元   | 负数的初步认识 ← | 单元教材分析 | 通读教材。
        第九单元 ← | 整理与复习       | 单元教材分析 | 通读教材。
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容            | 课时
        1    | 第一单元 识字（一） | 16
        2    | 第2单元：课文       | 4
        3    | 第三单元            | 4
        【单元分析】
        单元     | 单元名称       | 内容         | 个人设计
        第一单元 | 识 字(一)      | 单元教材分析 | 通读教材。
        2        | 课文（一）     | 单元教材分析 | 通读教材。
        第三单元 | 自然的声音     | 单元教材分析 | 通读教材。
        计算过关 | 口算与笔算     | 单元教材分析 | 通读教材。
        """,
        """
        【表2教学进度】
        周次 | 教学内容 | 课时
        1    | 队列练习 | 2
        【单元分析】
        单元     | 单元名称 | 内容         | 个人设计
        第一单元 | 跑       | 单元教材分析 | 通读教材。
        """,
    ],
)
def unit_unknown(ledger: Ledger) -> Iterator[Finding]:
    """The unit of an analysis is one of 表2, by number (an error) and name. Silent where 表2 has no units."""
    rows = [unit.head for unit in units(ledger.rows(ProgressRow)) if not unit.head.unit_key[0]]
    heads: dict[int | None, list[ProgressRow]] = defaultdict(list)
    for row in rows:
        heads[row.unit_number].append(row)
    for analysis in analyses(ledger) if rows else ():
        head, number = analysis.head, unit_key(analysis.head.unit)
        if not isinstance(number, int):
            continue
        if number not in heads:
            expected = f"{rows[0].content}……{rows[-1].content}" if len(rows) > 1 else rows[0].content
            yield UNIT_UNKNOWN.at(head.at(AnalysisRow.unit), found=head.unit, expected=expected)
        elif head.unit_name and not any(alike(head.unit_name, row.unit_name) for row in heads[number]):
            others = [row for row in rows if bare(row.unit_name) == bare(head.unit_name)]
            if len(others) == 1:
                # The name is another unit's: the number is what was mistyped.
                yield UNIT_UNKNOWN.at(
                    head.at(AnalysisRow.unit),
                    found=f"{head.unit} {head.unit_name}",
                    expected=others[0].content,
                    severity=Severity.WARNING,
                )
                continue
            yield UNIT_UNKNOWN.at(
                head.at(AnalysisRow.unit_name),
                found=f"第{chinese(number)}单元 {head.unit_name}",
                expected=heads[number][0].content,
                severity=Severity.WARNING,
            )


def alike(one: str, other: str) -> bool:
    """Whether two names of units are one, or one holds the other; blanks and brackets do not count."""
    first, second = bare(one), bare(other)
    return first in second or second in first


def bare(name: str) -> str:
    """A unit's name as it is compared, without blanks and brackets."""
    return re.sub(r"[\W_]", "", normalize("NFKC", name))


@RULES.rule(
    ANALYSIS_MISSING,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 分析单元
        第一次活动 | 2.22     |
        第二次活动 | 3.7      | 第一单元、第二单元 ←
        第三次活动 | 3.21     | 二
        【单元分析】
        单元  | 单元名称 | 内容         | 个人设计
        1单元 | 简易方程 | 单元教材分析 | 通读教材。
        """,
        """
        【表2教学进度】
        周次 | 教学内容       | 课时
        3    | 二、折线统计图 | 4
        【活动记录】
        活动次序   | 活动时间 | 分析单元
        第二次活动 | 3.21     | 折线统计图 ←
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 分析单元
        第一次活动 | 3.7      | 第1单元
        第二次活动 | 3.21     | 简易方程
        第三次活动 | 4.3      | 计算过关
        【单元分析】
        单元     | 单元名称 | 内容         | 个人设计
        第一单元 | 简易方程 | 单元教材分析 | 通读教材。
        """,
        """
        （月调研 2024-03-29）
        【活动记录】
        活动次序   | 活动时间 | 分析单元
        第四次活动 | 4.3      | 第三单元
        """,
        """
        【没有：单元分析】
        【活动记录】
        活动次序   | 活动时间 | 分析单元
        第四次活动 | 4.3      | 第三单元
        """,
    ],
)
def analysis_missing(ledger: Ledger) -> Iterator[Finding]:
    """Each unit that a due record names has its analysis; said at the first record. Not for a 过关能力.

    Where there is no analysis at all, the first record stands for all.
    """
    if AnalysisRow in ledger.missing:
        return
    known = {name for unit in units(ledger.rows(ProgressRow)) if (name := unit.head.unit_name)}
    written = analyses(ledger)
    said: dict[int | str, str] = {}
    places: list[tuple[Place, str]] = []
    for record in records(ledger.due(ActivityRow)):
        for unit in named_units(record.row):
            key = unit_key(unit)
            is_unit = isinstance(key, int) or any(alike(unit, name) for name in known)
            if is_unit and key not in said and not any(analysis.named(unit) for analysis in written):
                said[key] = unit
                places.append((record.row.at(ActivityRow.units), ordinal(record.number)))
    if places and not written:
        place, activity = places[0]
        more = "等" if len(places) > 1 else ""
        yield ANALYSIS_MISSING.at(place, activity=f"{activity}{more}", unit="、".join(said.values()))
        return
    for (place, activity), unit in zip(places, said.values(), strict=True):
        yield ANALYSIS_MISSING.at(place, activity=activity, unit=unit)
