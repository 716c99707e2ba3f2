"""People: who is named anywhere should be in 成员 (RULES: 跨-01 to 跨-03)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import HomeworkRow
from ledger_xlsx.items.progress import SettingRow
from ledger_xlsx.items.quality import ResultRow
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.basics import MemberRow
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.likeness import likeliest
from ledger_xlsx.sheets.people import Person
from ledger_xlsx.sheets.rows import Column, Row

RULES = RuleBook()

# fmt: off
NOT_A_MEMBER = Notice(
    "跨-01", "person-not-member", Severity.ERROR,
    says="「{name}」不在「成员」里。",
    remedy="改名字，或在「成员」补一行；请来的老师请写「{name}（特邀）」。",
    why="台账里出现的老师都应当是本组成员，名字写错一个字就成了另一个人。",
)
NAME_VARIANT = Notice(
    "跨-02", "name-variant", Severity.HINT,
    says="「{found}」已按「{name}」处理（去掉空格）。",
    remedy="不用改。",
    why="名字中间的空格不影响打印，两个字的名字由程序排齐。",
)
NAME_UNCLEAR = Notice(
    "跨-03", "name-unclear", Severity.ERROR,
    says="「{name}」对不上唯一的成员（可能是{candidates}）。",
    remedy="请写全名。",
    why="只写姓或只写名，分不清是哪一位老师。",
)
MEMBER_MISSING = Notice(
    "跨-17", "member-missing", Severity.ERROR,
    says="别的表里有 {count} 处写着「{name}」，「成员」里没有。",
    remedy="在「成员」补一行，或把名字改对；请来的老师在别处写「{name}（特邀）」。",
    why="一个名字好几张表里都有，多半是成员表漏了这位老师，或者写错了名字。",
)
# fmt: on

MANY_CELLS, MANY_SHEETS = 5, 3
"""Who is named in so many cells of so many sheets is no slip of the pen, but lacks in 成员."""
OUTSIDERS = ("特邀", "邀请", "嘉宾", "专家", "教研员", "外校", "列席", "实习", "指导")
TITLES = re.compile(r"(?<=..)(?:副?校长|副?主任|书记|老师|组长|教研员)$")
# All of a group, or nobody in particular: 全体数学教师, 五年级数学组, 本组老师, 各班班主任, 实到3人.
A_GROUP = re.compile(
    r"全体|全组|全员|所有|本组|各班|[组们]$|年级.*(?:教师|老师)|^(?:无|暂无|略|同上|教师|老师)$|^[应实]到"
)
# What stands before a name: 缺席：陆文静.
BEFORE_NAME = re.compile(r"^(?:缺席|请假|出席|列席|主持|记录|参加)(?:人|人员)?[:：]?(?=..)")
BETWEEN = "和与及跟。·+&"
"""What people write between two names besides the separators: 张思月和恽蝶."""
SEVERAL = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?[人位]?(?:老师|教师)?$")
CALLED = re.compile(r"(.{1,2})老师")


@dataclass(frozen=True)
class Staff:
    """Who is known: the members, and with them the leader, 教研组长 and 分管行政 of 基本信息, all by bare name."""

    members: Set[str]
    others: Set[str]

    @classmethod
    def of(cls, ledger: Ledger) -> Staff:
        basics = ledger.basics
        members = {Person.of(row.name).name for row in ledger.rows(MemberRow) if row.name}
        # A leader who is no member has a finding of his own (跨-04).
        others = {person.name for person in (*basics.leader, *basics.research_leader, *basics.administrator)}
        return cls(members, others)

    def knows(self, name: str) -> bool:
        """Whether a name is somebody's, or run together from several members' names (张思月和恽蝶)."""
        known = self.members | self.others
        if {name, TITLES.sub("", name)} & known:
            return True
        rest = name
        while match := next((one for one in known if rest.startswith(one)), ""):
            rest = rest.removeprefix(match).lstrip(BETWEEN)
        return not rest

    def candidates(self, name: str) -> list[str]:
        """The members that a surname, with 老师 or without, or a given name alone, can mean."""
        called = CALLED.fullmatch(name) or re.fullmatch("(.)", name)
        if called:
            return sorted(one for one in self.members if one.startswith(called[1]))
        return sorted(one for one in self.members if one.endswith(name) and one != name)


WRITERS: tuple[Column[tuple[Person, ...]], ...] = (
    SettingRow.setter, SettingRow.reviewer, ExerciseRow.setter, ExerciseRow.reviewer,
    TheoryRow.reader, DailyRow.speaker, HomeworkRow.designer,
)  # fmt: skip
"""Who wrote something: a wrong name there is an error."""
PARTICIPANTS: tuple[Column[tuple[Person, ...]], ...] = (
    ActivityRow.people, ActivityRow.host, ActivityRow.speaker, DailyRow.people, ResultRow.teacher,
)  # fmt: skip
KINDS: tuple[type[Row], ...] = (SettingRow, ActivityRow, TheoryRow, ExerciseRow, DailyRow, HomeworkRow, ResultRow)


@dataclass(frozen=True)
class Mention:
    """Somebody named in a cell."""

    row: Row
    column: Column[Any]
    person: Person


def mentions(ledger: Ledger) -> Iterator[Mention]:
    """Everybody named outside 基本信息 and 成员, once for each cell that names them."""
    seen: set[tuple[str, str | None, str]] = set()
    for kind in KINDS:
        for row in ledger.rows(kind):
            for column in kind.columns:
                if column not in (*WRITERS, *PARTICIPANTS) or not row.filled(column):
                    continue
                place = row.at(column)
                for person in row.values[column.name]:
                    if (place.sheet, place.cell, person.name) not in seen:
                        seen.add((place.sheet, place.cell, person.name))
                        yield Mention(row, column, person)


def strangers(ledger: Ledger) -> Iterator[Mention]:
    """Those named who are neither known nor marked as guests, and are no word for a group. None without 成员."""
    staff = Staff.of(ledger)
    for mention in mentions(ledger) if staff.members else ():
        name = BEFORE_NAME.sub("", SEVERAL.sub("", mention.person.name))
        outside = any(word in mention.person.shown for word in OUTSIDERS)
        if outside or A_GROUP.search(name) or not re.search(r"[^\W\d_]", name) or staff.knows(name):
            continue
        yield mention


@RULES.rule(
    NOT_A_MEMBER,
    hits=[
        """
        【表3练习命制】
        周次 | 练习内容   | 命制人 | 审核人
        1    | 等式与方程 | 张思月 | 恽碟 ←
        """,
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员               | 主持人 | 中心发言人
        第一次活动 | 2.22     | 张思月、恽蝶、王小明 ← | 张思月 | 李校长 ←
        """,
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 陈红 ← | 单元整体教学
        """,
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员                                     | 主持人     | 中心发言人
        第一次活动 | 2.22     | 张思月 恽　蝶，陆文静（请假）；王明（特邀） | 朱建明     | 恽蝶老师
        第二次活动 | 3.7      | 全体数学教师                                 | 钱红娟     | 陆文静（组长）
        第三次活动 | 3.21     | 张思月等3人                                 | 张思月     | 刘敏（区教研员）
        第四次活动 | 4.3      | 五年级数学组                                 | 朱建明校长 | 恽蝶
        第五次活动 | 4.18     | 张思月恽蝶陆文静                             | 张思月     | 恽蝶
        第六次活动 | 4.30     | 应到3人，实到2人（陆文静请假）               | 张思月     | 恽蝶
        第七次活动 | 5.16     | 张思月、恽蝶 缺席：陆文静（事假）            | 张思月     | 恽蝶
        第八次活动 | 5.30     | 张思月。恽蝶。陆文静                         | 张思月     | 恽蝶和陆文静
        """,
        """
        【有效练习】
        周次  | 练习内容   | 命制人 | 审核人
        第1周 | 等式与方程 | 张思月 | —
        """,
        """
        【成员】
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 陈红   | 单元整体教学
        """,
        """
        【基本信息】
        备课组组长 | 陈红
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 陈红   | 单元整体教学
        """,
        """
        【获奖情况】
        获奖者 | 身份 | 奖项名称   | 级别 | 指导教师
        林小禾 | 学生 | 数学小讲师 | 校级 | 陈红
        """,
    ],
)
def not_a_member(ledger: Ledger) -> Iterator[Finding]:
    """Who wrote or took part is a member (FORMS: people). One finding for each wrong name in a cell."""
    staff, everywhere = Staff.of(ledger), named_everywhere(ledger)
    for mention in strangers(ledger):
        name = mention.person.name
        if (CALLED.fullmatch(name) and staff.candidates(name)) or name in everywhere:
            continue
        severity = Severity.ERROR if mention.column in WRITERS else Severity.WARNING
        candidates = staff.candidates(name)
        if len(candidates) > 1:
            continue
        yield NOT_A_MEMBER.at(
            mention.row.at(mention.column),
            found=name,
            name=name,
            suggestion=candidates[0] if candidates else likeliest(name, staff.members, distance=1),
            # A group of one has nobody else to name.
            severity=Severity.HINT if len(staff.members) == 1 else severity,
        )


def named_everywhere(ledger: Ledger) -> dict[str, list[Mention]]:
    """The strangers, by name, that so many sheets name that 成员 must lack them."""
    staff = Staff.of(ledger)
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in strangers(ledger):
        if not staff.candidates(mention.person.name):
            found[mention.person.name].append(mention)
    return {
        name: same
        for name, same in found.items()
        if len(same) >= MANY_CELLS and len({mention.row.sheet for mention in same}) >= MANY_SHEETS
    }


@RULES.rule(
    MEMBER_MISSING,
    hits=[
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        恽碟 ← | 五1数学
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        1    | 方程     | 恽蝶   | 张思月
        2    | 统计图   | 张思月 | 恽蝶
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        【每日一议】
        日期 | 议题 | 主讲人 | 参加人员
        2.27 | 检验 | 恽蝶   | 恽蝶、张思月
        """,
        """
        【成员】 ←
        姓名   | 所任课务
        张思月 | 五2数学
        陆文静 | 五4数学
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        1    | 方程     | 恽蝶   | 张思月
        2    | 统计图   | 张思月 | 恽蝶
        【理论学习】
        时间 | 摘记人 | 理论学习主题
        3.1  | 恽蝶   | 单元整体教学
        【每日一议】
        日期 | 议题 | 主讲人 | 参加人员
        2.27 | 检验 | 恽蝶   | 恽蝶、张思月
        """,
    ],
    near_misses=[
        """
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        1    | 方程     | 恽碟   | 张思月
        2    | 统计图   | 张思月 | 恽碟
        3    | 因数     | 恽碟   | 陆文静
        4    | 分数     | 恽碟   | 陆文静
        5    | 通分     | 恽碟   | 陆文静
        6    | 圆       | 恽碟   | 陆文静
        """,
        """
        【成员】
        【表3练习命制】
        周次 | 练习内容 | 命制人 | 审核人
        1    | 方程     | 恽蝶   | 张思月
        """,
    ],
)
def member_missing(ledger: Ledger) -> Iterator[Finding]:
    """Who is named everywhere is in 成员: said there, at the name that nobody else uses and that comes near it."""
    rows, staff = ledger.rows(MemberRow), Staff.of(ledger)
    used = {mention.person.name for mention in mentions(ledger)}
    unused = {Person.of(row.name).name: row for row in rows if row.name and Person.of(row.name).name not in used}
    for name, same in named_everywhere(ledger).items():
        near = unused.get(likeliest(name, unused, distance=1))
        wrote = any(mention.column in WRITERS for mention in same)
        severity = Severity.ERROR if wrote else Severity.WARNING
        yield MEMBER_MISSING.at(
            near.at(MemberRow.name) if near else Place(rows[0].found_in),
            found=near.name if near else name,
            count=len(same),
            name=name,
            # A group of one has nobody else to name.
            severity=Severity.HINT if len(staff.members) == 1 else severity,
        )


@RULES.rule(
    NAME_VARIANT,
    hits=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员          | 主持人
        第一次活动 | 2.22     | 张 思月、恽蝶 ← | 恽　蝶 ←
        """
    ],
    near_misses=[
        """
        【活动记录】
        活动次序   | 活动时间 | 参加人员             | 主持人
        第一次活动 | 2.22     | 张思月 恽蝶 陆文静 | 张思月
        """
    ],
)
def name_variant(ledger: Ledger) -> Iterator[Finding]:
    """A member's name with blanks in it is read without."""
    staff = Staff.of(ledger)
    for mention in mentions(ledger):
        name = mention.person.name
        written = re.search(r"\s*".join(map(re.escape, name)), mention.row.typed(mention.column)) if name else None
        if name in staff.members and written and written[0] != name:
            yield NAME_VARIANT.at(mention.row.at(mention.column), found=written[0], name=name)


@RULES.rule(
    NAME_UNCLEAR,
    hits=[
        """
        【成员】
        姓名   | 所任课务
        张思月 | 五2数学
        张文   | 五3数学
        【每日一议】
        日期 | 议题         | 主讲人
        2.27 | 解方程的检验 | 张老师 ←
        3.5  | 等量关系     | 张 ←
        """
    ],
    near_misses=[
        """
        【每日一议】
        日期 | 议题         | 主讲人
        2.27 | 解方程的检验 | 张老师
        """,
        """
        【成员】
        姓名         | 所任课务
        张思月（大） | 五2数学
        张思月（小） | 五3数学
        【每日一议】
        日期 | 议题         | 主讲人
        2.27 | 解方程的检验 | 张思月（大）
        """,
    ],
)
def name_unclear(ledger: Ledger) -> Iterator[Finding]:
    """A part of a name that fits several members."""
    staff = Staff.of(ledger)
    for mention in strangers(ledger):
        candidates = staff.candidates(mention.person.name)
        if len(candidates) > 1:
            yield NAME_UNCLEAR.at(
                mention.row.at(mention.column),
                found=mention.person.name,
                name=mention.person.name,
                candidates="或".join(candidates),
            )
