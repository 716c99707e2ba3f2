"""Mistakes in the office's list of groups (名单): each group once, each waiver of a rule that may be waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ledger_xlsx.checks.quality import LINES_ORDER
from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.fields import plain_number
from ledger_xlsx.sheets.group import Group
from ledger_xlsx.sheets.reading import alone
from ledger_xlsx.sheets.roster import DAY_UNREADABLE, GroupRow, RequirementRow, WaiverRow, same_groups, spot
from ledger_xlsx.sheets.tables import Book, plain

RULES = RuleBook()

# fmt: off
ROSTER_EMPTY = Notice(
    "批-06", "roster-empty", Severity.ERROR,
    says="名单里一个备课组也没有。",
    remedy="一个备课组写一行；多半是拿错了文件，请看一看。",
    why="没有名单，就不知道谁该交、谁没有交。",
)
GROUP_TWICE = Notice(
    "批-07", "roster-group-twice", Severity.ERROR,
    says="和「{other}」是同一个备课组。",
    remedy="删去一行；确实是两个组，就把组名、年级或学科改得不一样。",
    why="程序按年级和学科认出工作簿是哪个组的，两行一样就分不清。",
)
WAIVER_RULE_UNKNOWN = Notice(
    "批-08", "waiver-rule-unknown", Severity.ERROR,
    says="没有「{found}」这条规则。",
    remedy="写规则的编号，如「行-05」；问题清单里每个问题前面都有。",
    why="编号写错的免检不起作用，还会让人以为已经免了。",
)
WAIVER_REFUSED = Notice(
    "批-09", "waiver-refused", Severity.ERROR,
    says="「{found}」不能免检。",
    remedy="删去这一行，请备课组改好工作簿。",
    why="文件打不开、表或栏目分不清时，程序不知道内容是什么，免检了也印不出来。",
)
WAIVER_GROUP_UNKNOWN = Notice(
    "批-10", "waiver-group-unknown", Severity.ERROR,
    says="「备课组」表里没有「{found}」。",
    remedy="改成和「备课组」表里一样的组名，或在那里补一行。",
    why="组名对不上，这条免检就不知道给谁。",
)
WAIVER_PLACE_UNKNOWN = Notice(
    "批-11", "waiver-place-unknown", Severity.ERROR,
    says="「{found}」看不出是哪张表。",
    remedy="写工作表的名字，如「成员」；后面可以再写栏目或格子。整本都免就空着。",
    why="位置写错的免检不起作用。",
)
# fmt: on


@dataclass(frozen=True)
class Known:
    """What a waiver may name: the rules' notices, and the plain names of the ledger's sheets."""

    notices: Sequence[Notice] = field(default=())
    sheets: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Rows:
    """The rows of a list of groups."""

    groups: Sequence[GroupRow]
    asked: RequirementRow
    waivers: Sequence[WaiverRow]

    @property
    def requirements(self) -> Requirements:
        """What the school asks for."""
        return self.asked.requirements


def listed(book: Book, known: Known) -> tuple[Rows, list[Finding]]:
    """The rows of a list of groups, and all that is wrong with them."""
    groups, found = alone(GroupRow, book, Group())
    asked, more = alone(RequirementRow, book, Group())
    waivers, others = alone(WaiverRow, book, Group())
    rows = Rows(groups, next(iter(asked), RequirementRow.nothing()), waivers)
    # What is said of the workbook as a whole is said with every sheet.
    return rows, list(dict.fromkeys([*found, *more, *others, *mistakes(rows.groups, rows.asked, waivers, known)]))


def mistakes(
    groups: Sequence[GroupRow], requirements: RequirementRow, waivers: Sequence[WaiverRow], known: Known
) -> Iterator[Finding]:
    """What is wrong with the rows of a list of groups beside what reading has found."""
    if not groups:
        yield ROSTER_EMPTY.at(Place(GroupRow.sheet))
    for other, row in same_groups(groups):
        yield GROUP_TWICE.at(row.at(GroupRow.name), found=row.name, other=other.name)
    lines = [(column, value) for column, value in requirements.lines if value is not None]
    for (_, less), (column, more) in pairwise(lines):
        if less > more:
            found = "、".join(plain_number(value) for _, value in lines)
            yield LINES_ORDER.at(requirements.at(column), found=found)
    names = {plain(row.name) for row in groups}
    for waiver in waivers:
        yield from refused(waiver, known)
        if waiver.group and plain(waiver.group) not in names:
            yield WAIVER_GROUP_UNKNOWN.at(waiver.at(WaiverRow.group), found=waiver.group)


def refused(row: WaiverRow, known: Known) -> Iterator[Finding]:
    """Why a waiver cannot hold, whatever its group: its rule or its place."""
    notice = notice_of(row.rule, known.notices)
    if row.rule and notice is None:
        yield WAIVER_RULE_UNKNOWN.at(row.at(WaiverRow.rule), found=row.rule)
    elif notice and not notice.waivable:
        yield WAIVER_REFUSED.at(row.at(WaiverRow.rule), found=row.rule)
    if row.place and not spot(row.place).startswith(tuple(known.sheets)):
        yield WAIVER_PLACE_UNKNOWN.at(row.at(WaiverRow.place), found=row.place)


def notice_of(rule: str, notices: Sequence[Notice]) -> Notice | None:
    """The notice that a waiver's rule names by code (行-05, 行05, 行—05) or slug."""
    return next((notice for notice in notices if key(rule) in {key(notice.code), key(notice.slug)}), None)


def key(code: str) -> str:
    """A rule's code as it is compared."""
    return plain(code).replace("-", "").replace("—", "").replace("–", "").casefold()


RULES.reading(
    DAY_UNREADABLE,
    hits=[
        """
        【要求】
        月调研的日子 | 3月29日 ←
        截止日期     | 2024-03-28、四月底 ←
        【免检】
        规则  | 组         | 位置 | 理由     | 批准人 | 有效期至
        行-05 | 五年级数学 | 成员 | 返聘教师 | 朱建明 | 期末 ←
        行-07 | 五年级数学 |      | 一人一组 | 朱建明 | 2024-04-01、2024-05-01 ←
        """
    ],
    near_misses=[
        """
        【要求】
        月调研的日子 | 2024-03-29、2024年4月26日、2024.5.31
        截止日期     | 日期：2024-03-28
        【免检】
        规则  | 组         | 位置 | 理由     | 批准人 | 有效期至
        行-05 | 五年级数学 | 成员 | 返聘教师 | 朱建明 | 2024-06-30
        行-07 | 五年级数学 |      | 一人一组 | 朱建明 |
        """
    ],
)
RULES.reading(
    ROSTER_EMPTY,
    hits=["【备课组】 ←\n组 | 年级 | 学科"],
    near_misses=["【备课组】\n组 | 年级 | 学科\n五年级数学 | 五年级 | 数学"],
)
RULES.reading(
    GROUP_TWICE,
    hits=[
        """
        【备课组】
        组            | 年级       | 学科
        五年级数学    | 五年级     | 数学
        五年级数学 ←  | 六年级     | 数学
        高年级数学 ←  | 四、五年级 | 数学
        """
    ],
    near_misses=[
        """
        【备课组】
        组         | 年级       | 学科
        五年级数学 | 五年级     | 数学
        五年级语文 | 五年级     | 语文
        六年级数学 | 六年级     | 数学
        英语       | 三至六年级 | 英语
        """
    ],
)
RULES.reading(
    WAIVER_RULE_UNKNOWN,
    hits=["【免检】\n规则 | 组 | 理由 | 批准人\n行-99 ← | 五年级数学 | 返聘教师 | 朱建明"],
    near_misses=[
        "【免检】\n规则 | 组 | 理由 | 批准人\n行—05 | 五年级数学 | 返聘教师 | 朱建明\n行07 | 五年级数学 | 一人一组 | 朱建明"
    ],
)
RULES.reading(
    WAIVER_REFUSED,
    hits=["【免检】\n规则 | 组 | 理由 | 批准人\n列-01 ← | 五年级数学 | 不用这一栏 | 朱建明"],
    near_misses=["【免检】\n规则 | 组 | 理由 | 批准人\n行-05 | 五年级数学 | 返聘教师 | 朱建明"],
)
RULES.reading(
    WAIVER_GROUP_UNKNOWN,
    hits=["【免检】\n规则 | 组 | 理由 | 批准人\n行-05 | 六年级数学 ← | 返聘教师 | 朱建明"],
    near_misses=["【免检】\n规则 | 组 | 理由 | 批准人\n行-05 | 五年级 数学 | 返聘教师 | 朱建明"],
)
RULES.reading(
    WAIVER_PLACE_UNKNOWN,
    hits=["【免检】\n规则 | 组 | 位置 | 理由 | 批准人\n行-05 | 五年级数学 | C5 ← | 返聘教师 | 朱建明"],
    near_misses=[
        """
        【免检】
        规则  | 组         | 位置        | 理由     | 批准人
        行-05 | 五年级数学 | 成员        | 返聘教师 | 朱建明
        行-05 | 五年级数学 | 「成员」C5  | 返聘教师 | 朱建明
        行-05 | 五年级数学 | 成员 年龄   | 返聘教师 | 朱建明
        """
    ],
)
