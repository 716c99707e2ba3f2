"""What the school asks for beyond the forms (要求 of 名单): numbers a month, and the lines of 期末检测."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.quality import belongs
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.fields import plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.term import Stage, Week

RULES = RuleBook()
WEEKS_A_MONTH = 4
UNITS: dict[type[Row], str] = {TheoryRow: "篇", DailyRow: "次", HomeworkRow: "份"}

# fmt: off
NOTES_BEHIND = Notice(
    "全-05", "notes-behind", Severity.WARNING,
    says="到现在应有 {expected} {unit}，现有 {found} {unit}。",
    remedy="请补上；数量是本校的要求。",
    why="学校定了每个月要有多少，检查时会数。",
)
LINE_DIFFERS = Notice(
    "格-19", "line-not-the-schools", Severity.WARNING,
    says="「{line}」是 {found} 分，学校定的是 {expected} 分。",
    remedy="请改成一样；确实不同就先问教务处。",
    why="各组用一样的线，优秀率和及格率才能放在一起看。",
)
# fmt: on


@RULES.rule(
    NOTES_BEHIND,
    hits=[
        """
        （月调研 2024-04-26）
        【要求】
        理论学习每月篇数 | 1
        每日一议每月次数 | 2
        特色作业每月份数 | 2
        【理论学习】 ←
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        5.7  | 张思月 | 量感
        【每日一议】
        日期 | 议题
        2.27 | 检验
        3.5  | 等量关系
        3.12 | 读图
        4.2  | 订正
        【特色作业】 ←
        作业名称   | 时间
        蒜叶生长记 | 3月
        """,
        """
        【要求】
        理论学习每月篇数 | 1
        【理论学习】 ←
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        4.1  | 恽蝶   | 单元整体教学二
        5.7  | 张思月 | 量感
        """,
    ],
    near_misses=[
        """
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        """,
        """
        （月调研 2024-03-15）
        【要求】
        理论学习每月篇数 | 1
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.20 | 恽蝶   | 单元整体教学
        """,
        """
        （月调研 2024-03-29）
        【要求】
        理论学习每月篇数 | 1
        【理论学习】
        时间 | 摘记人 | 理论学习主题
             | 恽蝶   | 单元整体教学
        """,
        """
        【要求】
        理论学习每月篇数 | 1
        【理论学习】
        """,
        """
        （草稿）
        【要求】
        理论学习每月篇数 | 1
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        """,
    ],
)
def notes_behind(ledger: Ledger) -> Iterator[Finding]:
    """As many as the school asks for in the months that are over. An empty sheet is a missing item (全-01)."""
    if ledger.occasion.stage is Stage.DRAFT:
        return
    for kind, asked in demands(ledger):
        rows = ledger.rows(kind)
        done = reached(ledger, kind)
        if rows and asked is not None and done < asked:
            yield NOTES_BEHIND.at(Place(rows[0].found_in), found=done, expected=asked, unit=UNITS[kind])


def demands(ledger: Ledger) -> tuple[tuple[type[Row], int | None], ...]:
    """How many rows the school asks for by now, for the sheets of which it sets a number (None: it does not)."""
    wanted, months = ledger.occasion.requirements, months_over(ledger)
    a_month = (
        (TheoryRow, wanted.notes_a_month),
        (DailyRow, wanted.talks_a_month),
        (HomeworkRow, wanted.homework_a_month),
    )
    return tuple((kind, None if number is None else number * months) for kind, number in a_month)


def months_over(ledger: Ledger) -> int:
    """How many months of four weeks are over, as the first is for items 5, 7 and 8; a term's odd weeks are no month."""
    weeks = ledger.term.weeks if ledger.term else 0
    return sum(ledger.occasion.due(Week(week, str(week))) for week in range(1, weeks + 1)) // WEEKS_A_MONTH


def reached(ledger: Ledger, kind: type[Row]) -> int:
    """How many rows of a sheet there are by now."""
    return sum(ledger.occasion.reached(row.moment) for row in ledger.rows(kind))


@RULES.rule(
    LINE_DIFFERS,
    hits=[
        """
        【要求】
        优秀线 | 90
        及格线 | 60
        【基本信息】
        优秀线 | 85 ←
        """,
        """
        【要求】
        低分线 | 50
        【基本信息】
        检测满分 | 120
        低分线   | 48 ←
        """,
    ],
    near_misses=[
        """
        【要求】
        优秀线 | 90
        【基本信息】
        检测满分 | 50
        优秀线   | 45
        """,
        """
        【要求】
        优秀线 | 85
        """,
        """
        【要求】
        优秀线 | 90
        【基本信息】
        年级 | 一年级
        """,
        "【基本信息】\n优秀线 | 80",
    ],
)
def line_differs(ledger: Ledger) -> Iterator[Finding]:
    """The lines are those that the school has set, in marks of the paper's full ones. Grades one and two sit no paper."""
    wanted, basics = ledger.occasion.requirements, ledger.basics
    if not belongs(ledger) or Basics in ledger.missing:
        return
    full, *lines = basics.lines
    columns = (Basics.excellent, Basics.passing, Basics.low)
    for column, line, share in zip(columns, lines, (wanted.excellent, wanted.passing, wanted.low), strict=True):
        if share is not None and line != (asked := share * full / Decimal(100)):
            yield LINE_DIFFERS.at(
                basics.at(column), line=column.title, found=plain_number(line), expected=plain_number(asked)
            )
