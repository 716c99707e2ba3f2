"""Sheets and columns: missing, twice, without titles (families 页 and 列)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.item import Item
from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.quality import ResultRow, belongs
from ledger_xlsx.items.summary import PrizeRow
from ledger_xlsx.rules import Rule, RuleBook
from ledger_xlsx.sheets import notices
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest
from ledger_xlsx.sheets.rows import Row
from ledger_xlsx.sheets.tables import plain
from ledger_xlsx.term import Stage

RULES = RuleBook()

# fmt: off
SHEET_MISSING = Notice(
    "页-01", "sheet-missing", Severity.WHEN_DUE,
    says="缺少工作表「{sheet}」。",
    remedy="有很像的一张就把它改名为「{sheet}」，没有就从模板里复制这张表。",
    why="台账的每一项都从同名的工作表里印出来，缺了这张表就没有内容可印。",
)
# fmt: on

WHEN_ASKED: dict[type[Row], Callable[[Ledger], bool]] = {
    # These sheets may honestly stay empty, so they may be missing as well.
    PrizeRow: lambda ledger: False,  # noqa: ARG005 - the shape of Item.asked_for
    AnalysisRow: lambda ledger: any(record.units for record in ledger.due(ActivityRow)),
}


def asked_for(kind: type[Row], item: Item, ledger: Ledger) -> bool:
    """Whether a sheet's content is asked for on the ledger's occasion; at 期末 that of every item but item 9 is."""
    if item.at_end and ledger.occasion.stage is Stage.MONTHLY:
        return False
    always_due = not item.at_end and ledger.occasion.stage is not Stage.MONTHLY
    return (always_due or item.asked_for(ledger)) and WHEN_ASKED.get(kind, always)(ledger)


def always(ledger: Ledger) -> bool:  # noqa: ARG001 - the shape of Item.asked_for
    """A sheet that is asked for whenever its item is."""
    return True


def missing(items: Sequence[Item]) -> Rule:
    """The rule that every declared sheet is there (页-01); only due sheets matter."""
    return Rule(
        SHEET_MISSING,
        partial(missing_sheets, items),
        hits=[
            """
            【没有：表2教学进度】 ←
            """,
            """
            【没有：成员】 ←
            【多出：成员名单】
            """,
            """
            （月调研 2024-03-29）
            【没有：工作总结】 ←
            """,
            """
            【没有：获奖情况】 ←
            """,
        ],
        near_misses=[
            """
            【表 2 教学进度】
            周次 | 教学内容
            1    | 始业教育
            """,
            """
            【基本信息】
            年级 | 一年级
            【没有：质量检测】
            【没有：试题分析】
            【没有：质量分析】
            """,
        ],
    )


def missing_sheets(items: Sequence[Item], ledger: Ledger) -> Iterator[Finding]:
    """A sheet that the workbook lacks; a hint where nobody asks for its content yet, nothing where nobody ever will."""
    if len(ledger.missing) == len({kind for item in items for kind in item.sheets} | set(SHEETS)):
        return
    for kind in SHEETS:
        if kind in ledger.missing:
            yield lacking(kind, ledger, Severity.ERROR)
    for item in items:
        for kind in item.sheets:
            if kind not in ledger.missing or (ResultRow in item.sheets and not belongs(ledger)):
                continue
            yield lacking(kind, ledger, Severity.WHEN_DUE if asked_for(kind, item, ledger) else Severity.HINT)


def lacking(kind: type[Row], ledger: Ledger, severity: Severity) -> Finding:
    """The finding for one sheet, with the one extra sheet whose name comes near."""
    suggestion = likeliest(plain(kind.sheet), ledger.extra, distance=2)
    return SHEET_MISSING.at(Place(kind.sheet), sheet=kind.sheet, suggestion=suggestion, severity=severity)


RULES.reading(
    notices.SHEET_TWICE,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 10+1
        【表2 教学进度】 ←
        周次 | 教学内容     | 课时
        1    | 一、小数乘法 | 8
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容     | 课时
        1    | 一、简易方程 | 10+1
        【多出：表2教学进度（草稿）】
        """
    ],
)
RULES.reading(
    notices.SHEET_EXTRA,
    hits=["【多出：草稿】 ←"],
    near_misses=[
        """
        【多出：填写说明】
        【多出：问题清单】
        【多出：WpsReserved_CellImgList】
        """,
        """
        【表1 活动安排】
        周次  | 内容             | 形式
        第1周 | 1、整体感悟教材 | 1、个人感悟
        """,
    ],
)
RULES.reading(
    notices.SHEET_HIDDEN,
    hits=[
        """
        【每日一议】（隐藏） ←
        日期 | 议题         | 讨论要点
        2.27 | 解方程的检验 | 前三次书面检验。
        """
    ],
    near_misses=[
        """
        【质量检测】（隐藏）
        班级 | 实考人数 | 全班总分
        """,
        """
        【每日一议】（隐藏）
        日期 | 议题 | 讨论要点
        2.27 |      |
        """,
    ],
)
RULES.reading(
    notices.ROWS_HIDDEN,
    hits=[
        """
        【每日一议】
        日期         | 议题           | 讨论要点
        2.27         | 解方程的检验   | 前三次书面检验。
        （隐藏）3.5  | 等号怎么对齐 ← | 统一写法。
        （隐藏）3.12 | 错题怎么订正   | 写清错在哪里。
        """
    ],
    near_misses=[
        """
        【每日一议】
        日期        | 议题         | 讨论要点
        2.27        | 解方程的检验 | 前三次书面检验。
        （隐藏）3.5 |              |
        """
    ],
)
RULES.reading(
    notices.HEADER_MOVED,
    hits=["【表2教学进度】（没有栏目名） ←"],
    near_misses=[
        """
        【表2教学进度】
        课时* | 教学内容* | 周次
        1     | 认识方程  | 1
        """
    ],
)
RULES.reading(
    notices.COLUMN_MISSING,
    hits=[
        """
        【表2教学进度】 ←
        周次 | 教学内容 | 备注
        1    | 认识方程 |
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        教 学 内 容* | 课时＊
        认识方程     | 1
        """,
        """
        【活动记录】
        活动       | 活动时间 | 活动地点 | 活动内容 | 参加人员 | 主持人 | 中心发言人 | 上周教学工作回顾与反思 | 集体讨论
        第一次活动 | 2.22     | 办公室   | 研讨     | 全体     | 恽蝶   | 恽蝶       | 用天平写等式           | 先写等量关系
        """,
    ],
)
RULES.reading(
    notices.COLUMN_RENAMED,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容 | 课时（节） ←
        1    | 认识方程 | 1
        """,
        """
        【质量检测】
        班级 | 实考人数 | 总分 ←
        五1  | 45       | 4029
        """,
    ],
    near_misses=[
        """
        【表2教学进度】
        周 次* | 教学内容＊ | 课时 | 课时（上学期）
        1      | 认识方程   | 1    | 2
        """
    ],
)
RULES.reading(
    notices.COLUMN_TWICE,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容 | 课时 | 课 时 ←
        1    | 认识方程 | 1    | 2
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容 | 课时 | 机动课时
        1    | 认识方程 | 1    | 2
        """
    ],
)
RULES.reading(
    notices.COLUMN_MISPLACED,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间     | 活动地点
        第一次活动 | 数学教研室 ← | 2.22
        第二次活动 | 五4教室      | 3.7
        第三次活动 | 五5教室      | 3.21
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间   | 活动地点
        第一次活动 | 数学教研室 | 2.22
        第二次活动 | 五4教室    | 3.7
        第三次活动 | 3.21       | 五5教室
        """,
        """
        【活动记录】
        活动次序   | 活动时间 | 活动地点
        第一次活动 | 周四     | 教研室
        第二次活动 | 周四     | 教研室
        第三次活动 | 周四     | 教研室
        """,
    ],
)
RULES.reading(
    notices.COLUMNS_SHIFTED,
    hits=[
        """
        【表3练习命制】
        周次         | 练习内容 | 命制人 | 审核人
        等式与方程 ← | 张思月   | 恽蝶   |
        折线统计图   | 恽蝶     | 陆文静 |
        因数与倍数   | 陆文静   | 张思月 |
        """,
        """
        【每日一议】
        日期                 | 议题 | 讨论要点
        解方程要不要写检验 ← | 恽蝶 |
        怎么写等量关系       | 恽蝶 |
        3.14怎么乘           | 恽蝶 |
        假分数能不能大于1    | 恽蝶 |
        质数怎么找           | 恽蝶 |
        """,
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 恽蝶   |
        二月 | 折线统计图 | 陆文静 |
        三月 | 因数与倍数 | 张思月 |
        """
    ],
)
RULES.reading(
    notices.COLUMN_EMPTY,
    hits=[
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   | ←
             | 等式的性质 |
             | 解方程     |
        """
    ],
    near_misses=[
        """
        【表2教学进度】
        周次 | 教学内容   | 课时
        1    | 认识方程   |
             | 等式的性质 | 1
             | 解方程     |
        """,
        """
        【表2教学进度】
        周次 | 教学内容 | 课时
        1    | 认识方程 |
             | 解方程   |
        """,
    ],
)
