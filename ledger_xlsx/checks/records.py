"""What 表1 and 表2 plan, and what 活动记录 and 单元分析 report of it (RULES: 跨-10 to 跨-12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.activities import ActivityRow, records
from ledger_xlsx.items.plan import Planned, ScheduleRow, activities, activity_number, ordinal
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.term import Stage

RULES = RuleBook()

# fmt: off
RECORD_MISSING = Notice(
    "跨-10", "record-missing", Severity.WHEN_DUE,
    says="{activity}（{week}）没有找到活动记录。",
    remedy="请在「活动记录」补写；没有开展的，在表1这一行的备注写「未开展」。",
    why="表1安排的活动，每一次都要有记录。",
)
RECORD_UNPLANNED = Notice(
    "跨-11", "record-unplanned", Severity.HINT,
    says="{activity}在「表1活动安排」里没有安排。",
    remedy="核对活动次序，或在表1补一行。",
    why="记录和安排对得上，检查时才看得明白。",
)
RECORD_TWICE = Notice(
    "跨-12", "record-order", Severity.ERROR,
    says="有 {count} 条记录都写「{activity}」。",
    remedy="把其中一条改成真正的次序。",
    why="活动记录按次序编号打印，两条同号就分不出先后。",
)
# fmt: on


@RULES.rule(
    RECORD_MISSING,
    hits=[
        """
        【表1活动安排】
        周次       | 活动次序   | 内容     | 形式 | 备注
        开学前准备 |            | 通读教材 | 自学 |
        第1周      | 第一次活动 | 观摩     | 听课 |
        第3周      | 第二次活动 ← | 分析     | 交流 |
        第5周 ←    |            | 观摩     | 听课 |
        期末       |            | 总结     | 交流 |
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.22
        """,
        """
        （月调研 2024-03-10）
        【表1活动安排】
        周次               | 内容 | 形式
        第1周 第一次活动   | 观摩 | 听课
        第3周 第二次活动 ← | 分析 | 交流
        第5周 第三次活动   | 分析 | 交流
        【活动记录】
        活动次序 | 活动时间
        1        | 2.22
        """,
    ],
    near_misses=[
        """
        （月调研 2024-03-09）
        【表1活动安排】
        周次             | 内容 | 形式
        第1周 第一次活动 | 观摩 | 听课
        第3周 第二次活动 | 分析 | 交流
        【活动记录】
        活动次序   | 活动时间
        第1次活动 | 2.22
        """,
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式 | 备注
        第1周 | 第一次活动 | 观摩 | 听课 |
        第3周 | 第二次活动 | 分析 | 交流 | 因防汛未开展
        【活动记录】
        活动次序 | 活动时间
        （一）   | 2.22
        """,
        """
        【表1活动安排】
        周次  | 内容                   | 形式
        第1周 | 观摩                   | 听课
        第5周 | 国庆放假（10.1—10.7） |
        第7周 | 分析                   | 交流
        【活动记录】
        活动次序 | 活动时间
        （一）   | 2.22
        （二）   | 4.3
        """,
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式
        第1周 | 第一次活动 | 观摩 | 听课
        【活动记录】
        """,
    ],
)
def record_missing(ledger: Ledger) -> Iterator[Finding]:
    """Each activity of 表1 that is due has a record. Silent while there is none at all: then the item is missing."""
    numbers = {record.number for record in records(ledger.rows(ActivityRow))}
    numbers |= {plan.number for plan in misnumbered(ledger).values()}
    for plan in activities(ledger) if numbers else ():
        row = plan.row
        # A week that cannot be read says nothing of when the activity is due.
        unknown = plan.week is None and ledger.occasion.stage is Stage.MONTHLY
        if plan.number in numbers or row.cancelled or unknown or not ledger.occasion.due(plan.week):
            continue
        column = ScheduleRow.activity if row.filled(ScheduleRow.activity) else ScheduleRow.week
        yield RECORD_MISSING.at(
            row.at(column), activity=ordinal(plan.number), week=plan.week or row.typed(ScheduleRow.week)
        )


@RULES.rule(
    RECORD_UNPLANNED,
    hits=[
        """
        【表1活动安排】
        周次  | 活动次序   | 内容 | 形式
        第1周 | 第一次活动 | 观摩 | 听课
        【活动记录】
        活动次序     | 活动时间
        第一次活动   | 2.22
        第二次活动 ← | 3.7
        """
    ],
    near_misses=[
        """
        【表1活动安排】
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.22
        """,
        """
        【表1活动安排】
        周次  | 内容 | 形式
        第1周 | 观摩 | 听课
        第3周 | 观摩 | 听课
        【活动记录】
        活动次序 | 活动时间
        一       | 2.22
        二       | 3.7
        """,
    ],
)
def record_unplanned(ledger: Ledger) -> Iterator[Finding]:
    """Each record is of an activity that 表1 has. Silent where 表1 has none.

    Where its day is that of an activity without a record, its number is wrong, which is no mere hint (跨-10).
    """
    planned, meant = {plan.number for plan in activities(ledger)}, misnumbered(ledger)
    for record in records(ledger.rows(ActivityRow)) if planned else ():
        if record.number not in planned:
            plan = meant.get(record.row.number)
            yield RECORD_UNPLANNED.at(
                record.row.at(ActivityRow.activity),
                activity=ordinal(record.number),
                suggestion=ordinal(plan.number) if plan else "",
                severity=Severity.WHEN_DUE if plan else Severity.HINT,
            )


def misnumbered(ledger: Ledger) -> dict[int, Planned]:
    """By row: the activity that a record with a wrong number must mean, since that has no record and is of its week.

    A number is wrong that 表1 does not have, or that another record of the activity's own week has too.
    """
    term, plans, written = ledger.term, activities(ledger), records(ledger.rows(ActivityRow))
    planned, recorded = {plan.number for plan in plans}, {record.number for record in written}
    open_plans = [plan for plan in plans if plan.number not in recorded and plan.week and not plan.row.cancelled]
    meant: dict[int, Planned] = {}
    for record in written if term else ():
        time = record.row.time
        twins = [other for other in written if other.number == record.number]
        if (record.number in planned and len(twins) == 1) or not term or not time or not time.date:
            continue
        week = term.week_of(time.date)
        fitting = [plan for plan in open_plans if plan.week and plan.week.number <= week <= plan.week.last]
        if len(fitting) == 1:
            meant[record.row.number] = fitting[0]
    return meant


@RULES.rule(
    RECORD_TWICE,
    hits=[
        """
        【活动记录】
        活动次序    | 活动时间
        第一次活动  | 2.22
        第1次活动 ← | 3.7
        第二次活动  | 3.21
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间
        第一次活动 | 2.22
        第二次活动 | 3.7
        研讨课     | 3.21
        研讨课     | 4.3
        """,
        """
        【活动记录】
        活动次序   | 活动时间 | 活动地点
        第一次活动 | 2.22     | 办公室
        ″          |          | 操场
        """,
    ],
)
def record_twice(ledger: Ledger) -> Iterator[Finding]:
    """No two records say the same number; said at the second of them, or at the one whose day is another activity's."""
    meant = misnumbered(ledger)
    by_number: dict[int, dict[str | None, ActivityRow]] = defaultdict(dict)
    for row in ledger.rows(ActivityRow):
        number = activity_number(row.activity) if row.activity else None
        if number is not None:
            by_number[number].setdefault(row.at(ActivityRow.activity).cell, row)
    for number, rows in by_number.items():
        if len(rows) > 1:
            wrong = [row for row in rows.values() if row.number in meant]
            row = wrong[0] if len(wrong) == 1 else [*rows.values()][1]
            yield RECORD_TWICE.at(
                row.at(ActivityRow.activity),
                count=len(rows),
                activity=ordinal(number),
                suggestion=ordinal(meant[row.number].number) if len(wrong) == 1 else "",
            )
