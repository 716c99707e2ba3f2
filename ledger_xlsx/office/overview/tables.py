"""The overview as plain tables, whatever they are written as."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ledger_xlsx import api
from ledger_xlsx.findings import Severity
from ledger_xlsx.items import ITEMS
from ledger_xlsx.office.overview.groups import Line, Standing, lines
from ledger_xlsx.office.overview.reminders import reminders
from ledger_xlsx.office.results import Figure, ItemState, Problem, Run, State


class Tone(StrEnum):
    """How a cell is coloured; what it means stands in its words as well."""

    PLAIN = "plain"
    GOOD = "good"
    GAP = "gap"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True)
class Cell:
    """A text or a number, and its tone."""

    value: str | int
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Table:
    """One table: its name, what is said above it, its column titles with their widths in characters, its rows.

    `totals` stand beneath and take no part in sorting and filtering. What is `wordy` is read, not filtered.
    """

    name: str
    said: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Sequence[Cell]] = field(default=())
    wordy: bool = False


STANDINGS = {
    Standing.OVERDUE: Tone.BAD, Standing.UNREADABLE: Tone.BAD, Standing.UNLISTED: Tone.BAD, Standing.CONFLICT: Tone.BAD, Standing.TO_MEND: Tone.BAD,
    Standing.INCOMPLETE: Tone.GAP, Standing.EXPECTED: Tone.MUTED, Standing.WITH_ADVICE: Tone.GOOD, Standing.PASSED: Tone.GOOD,
}  # fmt: skip
STATES = {
    State.COMPLETE: ("✓", Tone.GOOD), State.GAPS: ("◐", Tone.GAP), State.NONE: ("✗", Tone.BAD),
    State.NOT_NEEDED: ("—", Tone.MUTED), State.AT_END: ("◷", Tone.MUTED),
}  # fmt: skip
UNSEEN = "没有名单，不知道谁没有交。"
LIST_OF_RULES = "几个组都有的问题排在前面，可以在会上讲一讲。"
ALL = "合计"
DASH = "—"


def tables(run: Run) -> list[Table]:
    """The tables of the overview, in the order in which one looks at them."""
    found = lines(run)
    return [
        summary(run, found),
        completeness(found),
        progress(found),
        by_rule(run, found),
        details(run),
        compared(run),
        waivers(run),
        reminder_text(found),
        *([print_list(found)] if run.options.pdf else []),
    ]


def summary(run: Run, found: Sequence[Line]) -> Table:
    """总览: a line a group, the most urgent on top."""
    times: dict[str, int] = {}
    for one in run.versions:
        times[one.group] = max(one.number, times.get(one.group, 0))
    columns = {
        "备课组": 18, "组长": 10, "分管行政": 10, "情况": 16, "交齐没有": 14, "第几次": 8, "最后收到": 12, "时间": 12,
        "必须改": 8, "建议改": 8, "免检": 7,
    }  # fmt: skip
    rows = [
        [
            Cell(line.name),
            Cell(line.leader),
            Cell(line.administrator),
            Cell(line.standing.label, STANDINGS[line.standing]),
            Cell(f"缺 {line.lacking}", Tone.GAP) if line.lacking else Cell(""),
            Cell(times.get(line.name, "")),
            Cell(f"{line.received.month}月{line.received.day}日" if line.received else ""),
            Cell(line.timing, Tone.BAD if line.late else Tone.PLAIN),
            Cell(line.count(Severity.ERROR) if line.results else ""),
            Cell(line.count(Severity.WARNING) if line.results else ""),
            Cell(line.waived or ""),
        ]
        for line in found
    ]
    return Table("总览", said_of(run, found), columns, rows)


def said_of(run: Run, found: Sequence[Line]) -> str:
    """How many groups stand how: 应交 24 组，已交 22 组：通过 10，退回待改 8."""
    listed = [line for line in found if not line.unlisted]
    standings = Counter(line.standing for line in listed)
    each = "，".join(f"{standing.label} {standings[standing]}" for standing in sorted(standings))
    if not run.roster:
        return f"一共 {len(found)} 本：{each}。{UNSEEN}"
    handed_in = sum(bool(line.results) for line in listed)
    others = f"另有 {len(found) - len(listed)} 本不知道是哪个组的。" if len(found) > len(listed) else ""
    return f"应交 {len(listed)} 组，已交 {handed_in} 组：{each}。{others}"


def completeness(found: Sequence[Line]) -> Table:
    """齐全表: groups and the ten items."""
    columns = {"备课组": 18, **{item.label: 12 for item in ITEMS}, "齐了几项": 9}
    rows = []
    full: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    for line in found:
        states = [state_of(line.item(item.number)) for item in ITEMS]
        for item, state in zip(ITEMS, states, strict=True):
            full[item.number] += state is not None and state.state is State.COMPLETE
            asked[item.number] += state is not None and state.state not in {State.NOT_NEEDED, State.AT_END}
        own = [state for state in states if state]
        wanted = sum(state.state not in {State.NOT_NEEDED, State.AT_END} for state in own)
        done = sum(state.state is State.COMPLETE for state in own)
        rows.append([Cell(line.name), *map(marked, states), Cell(f"{done}/{wanted}" if own else DASH)])
    totals = [Cell("齐的组/要交的组"), *(Cell(f"{full[item.number]}/{asked[item.number]}") for item in ITEMS), Cell("")]
    said = "✓ 齐　◐ 缺几处　✗ 无　— 不需要　◷ 期末才交；没有交的空着。"
    return Table("齐全表", said, columns, rows, [totals] if rows else ())


def state_of(states: Sequence[ItemState]) -> ItemState | None:
    """How an item stands in all workbooks of a group: the worst of them, with the gaps of all."""
    order = (State.NONE, State.GAPS, State.COMPLETE, State.AT_END, State.NOT_NEEDED)
    if not states:
        return None
    worst = min(states, key=lambda item: order.index(item.state))
    return ItemState(worst.number, worst.name, worst.state, sum(one.gaps for one in states), worst.due, worst.done)


def marked(state: ItemState | None) -> Cell:
    """An item's sign and words: ◐ 缺 3."""
    if state is None:
        return Cell("")
    sign, tone = STATES[state.state]
    return Cell(f"{sign} {state.label}" if state.state is not State.NOT_NEEDED else sign, tone)


PARTS = {
    "活动记录": "activities", "单元分析": "analyses", "有效练习": "exercises", "每日一议": "talks", "理论学习": "notes", "特色作业": "homework",
}  # fmt: skip


def progress(found: Sequence[Line]) -> Table:
    """本月进度: done and due by the day, of each kind."""
    columns = {"备课组": 18, **dict.fromkeys(PARTS, 11), "本月每日一议": 13, "本月理论学习": 13, "到现在的课时": 13}
    rows = []
    for line in found:
        for result in line.results:
            if figures := result.progress:
                name = line.name if len(line.results) == 1 else f"{line.name}（{result.identity.title}）"
                rows.append(
                    [
                        Cell(name),
                        *(figure(getattr(figures, part)) for part in PARTS.values()),
                        Cell(figures.talks_this_month),
                        Cell(figures.notes_this_month),
                        Cell(figures.lessons_planned),
                    ]
                )
    said = "从开学到检查那天：现有/应有。表1、表2、表3 里到了那一周的才算应有；没有定数量的只写现有。"
    return Table("本月进度", said, columns, rows)


def figure(one: Figure) -> Cell:
    """3/4, or 3 where nobody sets a number."""
    if one.due is None:
        return Cell(str(one.done))
    return Cell(f"{one.done}/{one.due}", Tone.GAP if one.done < one.due else Tone.GOOD if one.due else Tone.MUTED)


def by_rule(run: Run, found: Sequence[Line]) -> Table:
    """按规则: what many groups have."""
    groups: dict[str, set[str]] = defaultdict(set)
    hits: Counter[str] = Counter()
    levels: dict[str, Severity] = {}
    order = list(Severity)
    for line in found:
        for problem in counted(line):
            groups[problem.code].add(line.name)
            hits[problem.code] += 1
            levels[problem.code] = min(levels.get(problem.code, problem.severity), problem.severity, key=order.index)
    why = {rule.notice.code: rule.notice.why for rule in api.rules()}
    codes = sorted(groups, key=lambda code: (-len(groups[code]), -hits[code], code))
    rows = [
        [Cell(code), Cell(levels[code].label), Cell(why.get(code, "")), Cell(len(groups[code])), Cell(hits[code])]
        for code in codes
    ]
    columns = {"编号": 9, "级别": 9, "为什么查": 66, "几个组": 9, "几处": 9}
    return Table("按规则", LIST_OF_RULES if run.results else "", columns, rows)


def counted(line: Line) -> Iterator[Problem]:
    """The problems of a group's workbooks that count."""
    for result in line.results:
        yield from (problem for problem in result.problems if not problem.waived)


def details(run: Run) -> Table:
    """问题明细: every problem, to be filtered."""
    columns = {
        "备课组": 18, "级别": 9, "编号": 9, "位置": 30, "问题": 50, "怎样改": 50, "现为": 16, "应为": 16, "免检": 7,
    }  # fmt: skip
    rows = [detail(problem.group, problem) for problem in run.problems]
    for result in run.results:
        name = result.identity.group or result.identity.title or result.source
        rows += [detail(name, problem) for problem in by_level(result.problems)]
    return Table("问题明细", "每个问题一行，点栏目名旁的箭头筛选。", columns, rows)


def by_level(problems: Iterable[Problem]) -> list[Problem]:
    """Problems, the gravest first."""
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


LEVELS = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.GAP}


def detail(name: str, problem: Problem) -> list[Cell]:
    """One problem."""
    return [
        Cell(name),
        Cell(problem.severity.label, LEVELS.get(problem.severity, Tone.MUTED)),
        Cell(problem.code),
        Cell(problem.place or "、".join(problem.sources)),
        Cell(problem.message),
        Cell(problem.remedy),
        Cell(problem.found or ""),
        Cell(problem.expected or ""),
        Cell("免检" if problem.waived else ""),
    ]


def compared(run: Run) -> Table:
    """重交对比: what became of the problems since a group last handed in."""
    rows = [
        [
            Cell(one.group if one.title in {"", one.group} else f"{one.group}（{one.title}）"),
            Cell(f"第 {one.number} 次"),
            Cell(f"{one.received.month}月{one.received.day}日" if one.received else ""),
            Cell(one.mended or 0, Tone.GOOD if one.mended else Tone.PLAIN),
            Cell(one.left or 0, Tone.GAP if one.left else Tone.PLAIN),
            Cell(one.new or 0, Tone.BAD if one.new else Tone.PLAIN),
        ]
        for one in run.versions
        if one.mended is not None
    ]
    columns = {"备课组": 26, "第几次": 9, "收到": 12, "已改好": 9, "仍未改": 9, "新出现": 9}
    return Table("重交对比", "和这个组上一次交的比（必须改和建议改）；只交过一次的不列。", columns, rows)


def waivers(run: Run) -> Table:
    """免检: what the office has waived, and how often that was used."""
    used = Counter(
        (result.identity.group, problem.code) for result in run.results for problem in result.problems if problem.waived
    )
    day = run.options.day
    rows = []
    for waiver in run.roster.waivers if run.roster else ():
        over = waiver.until is not None and day is not None and waiver.until < day
        until = f"{waiver.until.year}-{waiver.until.month:02}-{waiver.until.day:02}" if waiver.until else ""
        rows.append(
            [
                Cell(waiver.rule),
                Cell(waiver.group),
                Cell(waiver.place or "全部"),
                Cell(waiver.reason),
                Cell(waiver.approver),
                Cell(f"{until}（已过期）" if over else until, Tone.GAP if over else Tone.PLAIN),
                Cell(used[waiver.group, waiver.rule]),
            ]
        )
    columns = {"编号": 9, "备课组": 18, "位置": 20, "理由": 40, "批准人": 10, "有效期至": 18, "用到几处": 9}
    return Table("免检", "名单里写的免检；过期的不再算数。", columns, rows)


def print_list(found: Sequence[Line]) -> Table:
    """打印清单: pages, pages with pictures, and sheets where both sides are printed."""
    made = [(line, result) for line in found for result in line.results if result.made.pdf]
    rows = [
        [
            Cell(line.name if len(line.results) == 1 else f"{line.name}（{result.identity.title}）"),
            Cell(result.made.pages),
            Cell(result.made.coloured),
            Cell(-(-result.made.pages // 2)),
            Cell(f"{result.made.ledger_name}"),
        ]
        for line, result in made
    ]
    sums = [sum(int(row[index].value) for row in rows) for index in (1, 2, 3)]
    totals = [[Cell(ALL), *map(Cell, sums), Cell("")]] if rows else []
    columns = {"备课组": 26, "页数": 9, "有图的页": 10, "双面张数": 10, "台账": 48}
    said = "「台账」文件夹里每组一份 PDF；「打印」文件夹里一个年级一份，每组从正面开始，可以双面打。"
    return Table("打印清单", said, columns, rows, totals)


def reminder_text(found: Sequence[Line]) -> Table:
    """催交文字: what to paste into a chat."""
    rows = [[Cell(line)] for line in reminders(found).splitlines()]
    return Table("催交文字", "可以整段复制到群里；和 催交.txt 一样。", {"文字": 110}, rows, wordy=True)
