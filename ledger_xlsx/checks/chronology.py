"""Days of what was done: none after the inspection, and activities in their order (RULES: 历-09, 历-10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ledger_xlsx.checks.dates import FAR, certain_days, spoken
from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.dates import full
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Term, chinese

RULES = RuleBook()

# fmt: off
DATE_IN_FUTURE = Notice(
    "历-09", "date-in-future", Severity.WARNING,
    says="{found} 在检查日 {today} 之后。",
    remedy="请看是否写错；提前写好的可不改。",
    why="记录写的是已经做过的事；还没有到的日子，多半是月份写错了，这次也不会打印。",
)
ACTIVITY_DATE_ORDER = Notice(
    "历-10", "activity-date-order", Severity.WARNING,
    says="第{later}次活动（{found}）早于第{earlier}次活动（{before}）。",
    remedy="请核对两次活动的次序和日期。",
    why="活动按次序打印，日期倒过来了，就看得出有一处写错。",
)
# fmt: on
RECORDED = (ActivityRow, TheoryRow, DailyRow, HomeworkRow)
"""The sheets that tell of what has been done, and not of what is planned."""


@RULES.rule(
    DATE_IN_FUTURE,
    hits=[
        """
        （月调研 2024-03-29）
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第二次活动 | 3.30 ←
        【理论学习】
        时间       | 摘记人 | 理论学习主题
        2024-4-1 ← | 恽蝶   | 单元整体教学
        """,
        """
        （期末 2024-06-28）
        【每日一议】
        日期   | 议题
        6.29 ← | 圆
        """,
    ],
    near_misses=[
        """
        （月调研 2024-03-29）
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.29
        【表2教学进度】
        周次 | 日期 | 教学内容 | 课时
        9    | 4.15 | 认识方程 | 1
        """,
        """
        【每日一议】
        日期 | 议题
        6.29 | 圆
        """,
        """
        （月调研 2024-03-29）
        【每日一议】
        日期       | 议题
        2026-03-05 | 圆
        数：4.1    | 方程
        """,
    ],
)
def date_in_future(ledger: Ledger) -> Iterator[Finding]:
    """What has been done bears no day after that of the inspection. A day far outside the term has its finding already."""
    today, term = ledger.occasion.day, ledger.term
    for kind in RECORDED if today else ():
        for dated in certain_days(kind, ledger):
            if today and today < dated.day and near(dated.day, term):
                yield DATE_IN_FUTURE.at(dated.place, found=full(dated.day), today=full(today))


def near(day: date, term: Term | None) -> bool:
    """Whether a day can belong to the term (历-03); any can where no term is known."""
    return term is None or term.monday(1) - FAR <= day <= term.end + FAR


@RULES.rule(
    ACTIVITY_DATE_ORDER,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第三次活动 | 3.20
        第二次活动 | 2.22 ←
        """,
        """
        【活动记录】
        活动次序   | 活动时间
                   | 3.7
                   | 3.5 ←
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第二次活动 | 3.7
        第一次活动 | 3.7 下午
        第三次活动 | 上周三
        第四次活动 | 2023-04-18
        第五次活动 | 4.18
        """,
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 3.7
        第一次活动 | 2.22
        """,
    ],
)
def activity_date_order(ledger: Ledger) -> Iterator[Finding]:
    """An activity lies on or after the one before it. Silent for days that cannot be of this term, and for twins (跨-12)."""
    days = {dated.row.number: dated for dated in certain_days(ActivityRow, ledger)}
    dated_records = [
        (record, days[record.row.number])
        for record in records(ledger.rows(ActivityRow))
        if record.row.number in days and near(days[record.row.number].day, ledger.term)
    ]
    for (before, earlier), (after, later) in pairwise(dated_records):
        if before.number < after.number and later.day < earlier.day:
            yield ACTIVITY_DATE_ORDER.at(
                later.place,
                found=spoken(later.day),
                later=chinese(after.number),
                earlier=chinese(before.number),
                before=spoken(earlier.day),
            )
