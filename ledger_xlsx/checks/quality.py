"""The arithmetic of item 9 (DOMAIN 4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ledger_xlsx.findings import Finding, Notice, Severity
from ledger_xlsx.items.quality import ResultRow, belongs, mean
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.fields import plain_number
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Column

RULES = RuleBook()
LINES: tuple[Column[Decimal | None], ...] = (Basics.low, Basics.passing, Basics.excellent, Basics.full_marks)

# fmt: off
COUNTS_INCONSISTENT = Notice(
    "行-09", "counts-inconsistent", Severity.ERROR,
    says="{less}是 {found}，{more}只有 {expected}，对不上。",
    remedy="核对这几个人数，改正写错的那个。",
    why="优秀的都及格，及格的都参加了考试，参加考试的都应当考；低分的不及格。人数不合这些，平均分和比率就不可信。",
)
TOTAL_IMPOSSIBLE = Notice(
    "行-10", "total-impossible", Severity.ERROR,
    says="总分 {found} 不可能，按人数应在 {least}～{most} 之间。",
    remedy="填全班每个学生分数相加的总和。",
    why="优秀、及格的人数定了，总分就不会低于各条线相加，也不会高于满分乘人数；填成平均分或少写一位时就会这样。",
)
TOTAL_IS_MEAN = Notice(
    "行-15", "total-is-mean", Severity.ERROR,
    says="填的像是平均分，不是全班总分。",
    remedy="填全班每个学生分数相加的总和，平均分由程序算。",
    why="年级的平均分要用各班的总分相加来算，填成平均分就算错了。",
)
SCORE_ORDER = Notice(
    "行-11", "score-order", Severity.ERROR,
    says="全班总分÷实考＝{mean}，不在最低分 {lowest} 和最高分 {highest} 之间。",
    remedy="核对总分、实考人数，再看最高分和最低分有没有填反。",
    why="平均分总在最低分和最高分之间；不在，就有一个数写错了。",
)
LINES_ORDER = Notice(
    "格-13", "lines-order", Severity.ERROR,
    says="应当 低分线≤及格线≤优秀线≤检测满分，现为 {found}。",
    remedy="请改；这几格填分数，不填百分比。",
    why="各条线的高低反了，优秀、及格、低分的人数就没有意义。",
)
# fmt: on


@RULES.rule(
    COUNTS_INCONSISTENT,
    hits=[
        """
        【质量检测】
        班级 | 应考人数 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 45       | 4029     | 45 ←     | 44       | 0
        五2  | 44       | 45 ←     | 3843     | 29       | 44       | 0
        五3  | 45       | 45       | 3906     | 34       | 44       | 2 ←
        五4  | 45       | 45       | 3906     | 34       | 46 ←     | 0
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 良好人数 | 及格人数
        五1  | 45       | 4029     | 28       | 17 ←     | 44
        五2  | 45       | 4029     | 28       | 45 ←     | 44
        """,
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 应考人数 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 46       | 45       | 4029     | 34       | 44       | 1
        五2  | 44       | 44       | 4300     | 44       | 44       | 0
        五3  |          | 45       | 4029     | 34       | 约四十   | 9
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 良好人数 | 及格人数
        五1  | 45       | 4029     | 28       | 16       | 44
        五2  | 45       | 4029     | 28       | 40       | 44
        五3  | 45       | 4029     | 28       | 9        |
        """,
        """
        【基本信息】
        低分线 | 70
        及格线 | 60
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 4029     | 34       | 40       | 9
        """,
        """
        【基本信息】
        低分线 | 60
        及格线 | 60
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 4029     | 34       | 40       | 5
        """,
    ],
)
def counts_consistent(ledger: Ledger) -> Iterator[Finding]:
    """优秀 ≤ 及格 ≤ 实考 ≤ 应考, 低分 ≤ 实考 − 及格 (DOMAIN 4.3); the first that fails, at the greater number."""
    for row in ledger.rows(ResultRow):
        if broken := next(contradictions(row, ledger), None):
            column, more, limit = broken
            yield COUNTS_INCONSISTENT.at(
                row.at(column), less=column.title, more=more, found=row.values[column.name], expected=limit
            )


def contradictions(row: ResultRow, ledger: Ledger) -> Iterator[tuple[Column[int | None], str, int]]:
    """The counts of a class that exceed what they cannot exceed: which, what limits it, and that limit."""
    _, _, passing, low = ledger.basics.lines
    failed = row.sat - row.passed if row.sat is not None and row.passed is not None and low <= passing else None
    limits = (
        (ResultRow.excellent, row.excellent, "及格人数", row.passed),
        (ResultRow.passed, row.passed, "实考人数", row.sat),
        (ResultRow.sat, row.sat, "应考人数", row.enrolled),
        (ResultRow.low, row.low, "没有及格的", failed),
        (ResultRow.excellent, row.excellent, "实考人数", row.sat),
        (ResultRow.good, row.good, "及格人数", row.passed),
        (ResultRow.good, row.good, "及格而不到优秀的", between(row)),
    )
    for column, count, more, limit in limits:
        if count is not None and limit is not None and count > limit:
            yield column, more, limit


def between(row: ResultRow) -> int | None:
    """Who passed without being excellent; None where 良好人数, being the greater, may count the excellent in."""
    if row.passed is None or row.excellent is None or row.good is None or row.good >= row.excellent:
        return None
    return row.passed - row.excellent


@RULES.rule(
    TOTAL_IMPOSSIBLE,
    hits=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 389.5 ←  | 34       | 44       | 0
        五2  | 44       | 4401 ←   | 29       | 44       | 0
        """,
        """
        【基本信息】
        检测满分 | 50
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029 ←
        """,
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 3530     | 34       | 44       | 0
        五2  | 44       | 4400     | 44       | 44       | 0
        五3  | 45       | 1200     |          |          |
        五4  | 0        | 0        | 0        | 0        | 0
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 89.5     | 46       | 44       | 0
        """,
    ],
)
def total_possible(ledger: Ledger) -> Iterator[Finding]:
    """全班总分 lies within what the counts and lines allow (DOMAIN 4.3).

    Silent where those contradict each other, and for a mean (行-15).
    """
    full, *lines = ledger.basics.lines
    for row in ledger.rows(ResultRow):
        if row.total is None or row.sat is None or out_of_order(ledger) or any(contradictions(row, ledger)):
            continue
        least, most = least_total(row, lines), full * row.sat
        if not least <= row.total <= most and not looks_like_mean(row, ledger):
            yield TOTAL_IMPOSSIBLE.at(
                row.at(ResultRow.total),
                found=plain_number(row.total),
                least=plain_number(least),
                most=plain_number(most),
            )


@RULES.rule(
    TOTAL_IS_MEAN,
    hits=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 45       | 89.5 ←   | 34       | 44       | 0
        五2  | 44       | 87.3 ←   | 29       | 44       | 0
        """
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
        五1  | 1        | 89.5     | 1        | 1        | 0
        五2  | 45       | 4029     | 34       | 44       | 0
        五3  | 45       | 390      | 34       | 44       | 0
        """
    ],
)
def total_is_mean(ledger: Ledger) -> Iterator[Finding]:
    """全班总分 is not the mean of the class. One sentence without figures, so that all the classes are one problem."""
    for row in ledger.rows(ResultRow):
        if looks_like_mean(row, ledger):
            yield TOTAL_IS_MEAN.at(row.at(ResultRow.total))


def looks_like_mean(row: ResultRow, ledger: Ledger) -> bool:
    """Whether a total is one pupil's marks at most, and the counts say that the class has far more."""
    full, *lines = ledger.basics.lines
    if row.total is None or not row.sat or out_of_order(ledger) or any(contradictions(row, ledger)):
        return False
    return lines[-1] <= row.total <= full < least_total(row, lines)


def least_total(row: ResultRow, lines: Sequence[Decimal]) -> Decimal:
    """The marks that the counts of a class amount to at least; pupils of whom nothing is known count as 0."""
    excellent_line, passing, low_line = lines
    excellent = row.excellent or 0
    passed = row.passed if row.passed is not None else excellent
    between = (
        row.sat - passed - row.low if row.sat is not None and row.passed is not None and row.low is not None else 0
    )
    return excellent * excellent_line + (passed - excellent) * passing + max(between, 0) * low_line


@RULES.rule(
    SCORE_ORDER,
    hits=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 最高分 | 最低分
        五1  | 45       | 2400 ←   | 100    | 55
        五2  | 45       | 4400 ←   | 97     |
        """,
    ],
    near_misses=[
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 最高分 | 最低分
        五1  | 45       | 4029     | 100    | 55
        五2  | 2        | 190      | 95     | 95
        五3  | 0        | 0        |        |
        """,
        """
        【质量检测】
        班级 | 实考人数 | 全班总分 | 最高分 | 最低分
        五1  | 45       | 45000    | 100    | 55
        """,
    ],
)
def mean_between_scores(ledger: Ledger) -> Iterator[Finding]:
    """The mean lies between the lowest and the highest mark. Silent where the total itself is impossible."""
    impossible = {finding.place for finding in total_possible(ledger)}
    for row in ledger.rows(ResultRow):
        place = row.at(ResultRow.total)
        if row.total is None or not row.sat or place in impossible or looks_like_mean(row, ledger):
            continue
        low, high = row.lowest or Decimal(0), ledger.basics.lines[0] if row.highest is None else row.highest
        if not low * row.sat <= row.total <= high * row.sat:
            yield SCORE_ORDER.at(
                place,
                found=plain_number(row.total),
                mean=mean(row.total, row.sat),
                lowest=plain_number(low),
                highest=plain_number(high),
            )


@RULES.rule(
    LINES_ORDER,
    hits=[
        """
        【基本信息】
        检测满分 | 50
        优秀线   | 85 ←
        """,
        """
        【基本信息】
        优秀线 | 80
        及格线 | 90 ←
        """,
        """
        【基本信息】
        低分线 | 70 ←
        """,
    ],
    near_misses=[
        """
        【基本信息】
        检测满分 | 50
        优秀线   | 42.5
        """,
        """
        【基本信息】
        及格线 | 60
        低分线 | 60
        """,
        """
        【基本信息】
        年级   | 二年级
        低分线 | 70
        """,
    ],
)
def lines_in_order(ledger: Ledger) -> Iterator[Finding]:
    """低分线 ≤ 及格线 ≤ 优秀线 ≤ 检测满分, blank ones by their defaults; at the first typed one that is too high."""
    basics = ledger.basics
    if wrong := out_of_order(ledger):
        typed = [column for column in (*wrong, *LINES) if basics.filled(column)]
        found = "、".join(plain_number(line) for line in reversed(basics.lines))
        yield LINES_ORDER.at(basics.at(typed[0] if typed else wrong[0]), found=found)


def out_of_order(ledger: Ledger) -> tuple[Column[Decimal | None], ...]:
    """The first two neighbouring lines of which the lower is higher; none in grades that sit no paper."""
    values = tuple(reversed(ledger.basics.lines))
    pairs = zip(pairwise(LINES), pairwise(values), strict=True)
    return next((columns for columns, (low, high) in pairs if low > high), ()) if belongs(ledger) else ()
