"""The calendar itself: years of which no holidays are known, and mistakes in a 校历 (RULES: 历-11, 历-13 to 历-16)."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.calendar import CALENDAR_CONFLICT, CALENDAR_EMPTY, DAYS_UNREADABLE, KIND_UNKNOWN
from ledger_xlsx.sheets.ledger import Ledger

RULES = RuleBook()

# fmt: off
CALENDAR_ASSUMED = Notice(
    "历-11", "calendar-assumed", Severity.HINT,
    says="还没有 {years} 年的放假安排，这次没有核对节假日，其他都查了。",
    remedy="不用改；有本校校历的，检查时可以加上 --calendar 校历.xlsx。",
    why="国家每年年底才公布下一年的放假和调休，程序里还没有的年份，不能乱猜。",
)
# fmt: on


@RULES.rule(
    CALENDAR_ASSUMED,
    hits=[
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16 ←
        【每日一议】
        日期      | 议题
        2099-5-2  | 圆
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16 ←
        【校历】
        日期 | 性质 | 说明
        6.1  | 半天 | 儿童节
        """,
    ],
    near_misses=[
        """
        【每日一议】
        日期 | 议题
        3.5  | 圆
        """,
        """
        【基本信息】
        学年     | 2098-2099
        开学日期 | 2099-02-16
        【校历】
        日期    | 性质 | 说明
        5.1-5.5 | 放假 | 劳动节
        """,
        """
        【基本信息】
        开学日期 |
        """,
    ],
)
def calendar_assumed(ledger: Ledger) -> Iterator[Finding]:
    """A year of the term whose holidays nobody knows: said once."""
    term, calendar = ledger.term, ledger.occasion.calendar
    if term is None or calendar is None:
        return
    unknown = [year for year in range(term.start.year, term.end.year + 1) if year not in calendar.years]
    if unknown:
        yield CALENDAR_ASSUMED.at(ledger.basics.at(Basics.start), years="、".join(map(str, unknown)))


RULES.reading(
    DAYS_UNREADABLE,
    hits=[
        """
        【校历】
        日期          | 性质 | 说明
        2.30 ←        | 放假 |
        五一 ←        | 放假 | 劳动节
        5.5-5.1 ←     | 放假 | 劳动节
        5月31日下午 ← | 半天 | 儿童节
        数：4.1 ←     | 放假 |
        """
    ],
    near_misses=[
        """
        【校历】
        日期                         | 性质 | 说明
        5.1-5.5                      | 放假 | 劳动节
        4月28日、5月11日             | 上课 | 调休
        2024-06-08～2024-06-10       | 放假 | 端午
        5月31日（周五）              | 半天 | 儿童节
        日期：2024-04-05             | 放假 | 清明
        """
    ],
)
RULES.reading(
    KIND_UNKNOWN,
    hits=[
        """
        【校历】
        日期 | 性质     | 说明
        5.31 | 庆祝 ←   | 儿童节
        """
    ],
    near_misses=[
        """
        【校历】
        日期 | 性质 | 说明
        5.1  | 放假 | 劳动节
        4.28 | 补课 |
        5.31 | 半天 | 儿童节
        """
    ],
)
RULES.reading(
    CALENDAR_CONFLICT,
    hits=[
        """
        【校历】
        日期    | 性质   | 说明
        5.1-5.5 | 放假   | 劳动节
        5.4     | 上课 ← | 调休
        """
    ],
    near_misses=[
        """
        【校历】
        日期    | 性质 | 说明
        5.1-5.5 | 放假 | 劳动节
        5.5     | 放假 |
        4.28    | 上课 | 调休
        """
    ],
)
RULES.reading(
    CALENDAR_EMPTY,
    hits=[
        """
        【校历】 ←
        日期 | 性质 | 说明
        """
    ],
    near_misses=[
        """
        【校历】
        日期 | 性质 | 说明
        5.1  | 放假 | 劳动节
        """
    ],
)
