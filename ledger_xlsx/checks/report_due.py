"""Which grades and subjects owe item 9 (RULES: 全-02, 全-03)."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.quality import QuestionRow, ReportRow, ResultRow, asked_for, belongs, tested
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.term import Stage

RULES = RuleBook()
SHEETS: tuple[type[Row], ...] = (ResultRow, QuestionRow, ReportRow)

# fmt: off
REPORT_REQUIRED = Notice(
    "全-02", "report-required", Severity.WHEN_DUE,
    says="三至六年级{subjects}期末要交第9项，这张表还没有填。",
    remedy="请填写，并附质量分析。",
    why="学校要求三至六年级期末交「期末学业质量检测报告」；一、二年级不交，没有期末检测的学科可以不管。",
)

REPORT_NOT_NEEDED = Notice(
    "全-03", "report-not-needed", Severity.HINT,
    says="一、二年级不交第9项，这张表的内容不会打印。",
    remedy="可以不管，也可以清空。",
    why="一、二年级没有纸笔考试，台账里没有第9项。",
)
# fmt: on


@RULES.rule(
    REPORT_REQUIRED,
    hits=[
        """
        【质量检测】 ←
        """,
        """
        【基本信息】
        年级 | 三至六年级
        学科 | 英语
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        【试题分析】 ←
        【质量分析】 ←
        """,
        """
        【要求】
        有检测的学科 | 语文、科学
        【基本信息】
        学科 | 科学
        【质量检测】 ←
        """,
    ],
    near_misses=[
        """
        【要求】
        有检测的学科 | 语文、英语
        【质量检测】
        """,
        "【基本信息】\n年级 | 二年级",
        "（月调研 2024-05-31）\n【质量检测】",
        """
        【质量检测】
        班级 | 实考人数 | 全班总分
        五1  | 45       | 4029
        【试题分析】
        题号 | 满分 | 得分率
        一   | 100  | 89%
        【质量分析】
        部分     | 内容
        检测概况 | 平均分89分。
        """,
    ],
)
def report_required(ledger: Ledger) -> Iterator[Finding]:
    """Item 9 is filled in for grades three to six: asked of 语文, 数学 and 英语, a hint for other subjects (FORMS).

    Where the school has listed its subjects, nothing is said to others.
    """
    if ledger.occasion.stage is Stage.MONTHLY or not belongs(ledger) or not ledger.basics.subject:
        return
    if ledger.occasion.requirements.tested_subjects and not asked_for(ledger):
        return
    empty = [kind for kind in SHEETS if not ledger.rows(kind)]
    if ResultRow in empty:
        empty = [ResultRow]
    for kind in empty:
        severity = Severity.WARNING if kind is QuestionRow else Severity.WHEN_DUE
        yield REPORT_REQUIRED.at(
            Place(kind.sheet),
            subjects="、".join(tested(ledger)),
            severity=severity if asked_for(ledger) else Severity.HINT,
        )


@RULES.rule(
    REPORT_NOT_NEEDED,
    hits=[
        """
        【基本信息】
        年级 | 一年级
        【质量检测】 ←
        班级 | 实考人数 | 全班总分
        一1  | 45       | 4029
        """,
    ],
    near_misses=[
        "【基本信息】\n年级 | 一年级\n【质量检测】",
        """
        【基本信息】
        年级 | 二、三年级
        【质量检测】
        班级 | 实考人数 | 全班总分
        三1  | 45       | 4029
        """,
    ],
)
def report_not_needed(ledger: Ledger) -> Iterator[Finding]:
    """What grades one and two have in the sheets of item 9 is not printed."""
    filled = [kind for kind in SHEETS if ledger.rows(kind)]
    if filled and not belongs(ledger):
        yield REPORT_NOT_NEEDED.at(Place(filled[0].sheet))
