"""催交: what to paste into a chat, a block for each 分管行政. It names groups and problems, and nothing personal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.overview.groups import Line, Standing

TOP = 3
"""So many problems of a group are named."""
NOBODY = "没有写分管行政的"
UNLISTED = "不知道是哪个组的"
ALL_FINE = "各组都交了，没有「必须改」的问题。谢谢各位老师！"
OVERDUE = "还没有交，已过 {late} 天，请尽快交来"
EXPECTED = "还没有交{until}"
LACKING = "还缺{grades}的"
UNREADABLE = "交来的文件打不开，请换一份再交"
NOT_ON_LIST = "里面写的年级、学科对不上名单，是哪个组的请说一声"
CONFLICT = "交了两份不一样的，请组长说一声用哪一份"


def reminders(found: Sequence[Line]) -> str:
    """The text, its blocks apart by a blank line; one sentence where nobody has to do anything."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for line in found:
        if said := "；".join(to_do(line)):
            blocks[UNLISTED if line.unlisted else line.administrator or NOBODY].append(f"· {line.name}：{said}。")
    if not blocks:
        return f"{ALL_FINE}\n"
    named = len(blocks) > 1 or NOBODY not in blocks
    texts = ["\n".join([*([f"【{name}】"] if named else []), *rows]) for name, rows in blocks.items()]
    return "\n\n".join([*texts, "要改的地方写在各组的「标注」工作簿里，改好再交一次就行。"]) + "\n"


def to_do(line: Line) -> Iterator[str]:
    """What a group has to do."""
    if line.standing is Standing.OVERDUE:
        yield OVERDUE.format(late=line.late)
    elif line.standing is Standing.EXPECTED:
        yield EXPECTED.format(until=f"，{spoken(line.deadline)}截止" if line.deadline else "")
    elif line.standing is Standing.UNREADABLE:
        yield UNREADABLE
    elif line.standing is Standing.UNLISTED:
        yield NOT_ON_LIST
    elif line.standing is Standing.CONFLICT:
        yield CONFLICT
    if line.lacking:
        yield LACKING.format(grades=line.lacking)
    count = line.count(Severity.ERROR)
    if count and line.standing is not Standing.UNREADABLE:
        yield f"有 {count} 处必须改（{'、'.join(top(line))}）"


def top(line: Line) -> Iterator[str]:
    """The sheets with most to mend: 活动记录 3 处."""
    sheets = Counter(
        problem.sheet or "整个文件"
        for result in line.results
        for problem in result.problems
        if problem.severity is Severity.ERROR and not problem.waived
    )
    yield from (f"{sheet} {count} 处" for sheet, count in sheets.most_common(TOP))


def spoken(day: date) -> str:
    """3月29日."""
    return f"{day.month}月{day.day}日"
