"""The rules in words, for the terminal (`explain`) and for docs/规则.md: printed from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent, indent

from ledger_xlsx.examples import LISTS
from ledger_xlsx.findings import Notice
from ledger_xlsx.rules import Rule

FAMILIES = {
    "文": "文件",
    "页": "工作表",
    "列": "栏目",
    "格": "单元格",
    "行": "一行之内",
    "跨": "几张表之间",
    "历": "日期和周次",
    "全": "是否齐全",
    "图": "照片",
    "批": "批量检查",
    "印": "印好的台账",
}
INTRODUCTION = """\
# 检查规则

每一条写着：会说什么、怎样改、为什么，再举例子。例子里 `←` 指出会被点名的那一格；「不会指出」的例子看着像，其实没有问题。
例子里没画出来的表都算填好了；`⏎` 是格子里的换行，`[图]` 是照片（`[图 160×120]` 写出它的大小，`[图 HEIC]` 写出它的格式），
`″` 是和上面合并的格子，「数：」「日期：」是数字格和日期格，「字数：」是这么多字，`[丢图]` 是丢了的照片，（隐藏）是藏起来的表或行。

「必须改」的不改完不能生成台账；「建议改」和「提示」不影响生成。「到期必须改」的，草稿时是提示，月调研时到期的是建议改，期末时必须改。
"""
UNSHOWN = re.compile("[\ue000-\uf8ff]")
BLOCK = re.compile(r"【(?P<name>[^】]+)】(?P<rest>[^\n]*)\n?(?P<body>[^【]*)")


def explain(rule: Rule) -> str:
    """What a rule says, what to do and why, with its examples: for the terminal."""
    notice = rule.notice
    lines = [
        f"{notice.code} {notice.slug}（{notice.severity.label}）",
        "",
        f"会说：{plain(notice.says)}",
        f"怎样改：{plain(notice.remedy)}",
        f"为什么：{notice.why}",
    ]
    for heading, examples in (("会指出（← 处）：", rule.hits), ("不会指出：", rule.near_misses)):
        if examples:
            lines += ["", heading, "\n\n".join(indent(shown(example), "  ") for example in examples)]
    return "\n".join(lines) + "\n"


def page(rules: Iterable[Rule]) -> str:
    """All rules as Markdown, by family; the rules of one notice together."""
    by_notice: dict[Notice, list[Rule]] = {}
    for rule in rules:
        by_notice.setdefault(rule.notice, []).append(rule)
    parts = [INTRODUCTION]
    for family, name in FAMILIES.items():
        notices = sorted((notice for notice in by_notice if notice.code.startswith(family)), key=lambda n: n.code)
        if notices:
            parts.append(f"## {family}：{name}\n")
            parts += [section(notice, by_notice[notice]) for notice in notices]
    return "\n".join(parts)


def section(notice: Notice, rules: Sequence[Rule]) -> str:
    """One notice with the examples of all the rules that give it."""
    lines = [
        f"### {notice.code} {notice.slug}（{notice.severity.label}）",
        f"会说：{plain(notice.says)}",
        f"怎样改：{plain(notice.remedy)}",
        f"为什么：{notice.why}",
    ]
    for heading, examples in (
        ("会指出：", [example for rule in rules for example in rule.hits]),
        ("不会指出：", [example for rule in rules for example in rule.near_misses]),
    ):
        if examples:
            lines += [heading, "\n\n---\n\n".join("\n\n".join(tables(example)) for example in examples)]
    return "\n\n".join(lines) + "\n"


def plain(sentence: str) -> str:
    """A sentence with … in place of the facts."""
    return re.sub(r"\{\w+\}", "…", sentence)


def shown(example: str) -> str:
    """A text table as it was drawn, with a box for what has no shape."""
    return UNSHOWN.sub("□", dedent(example).strip())


def tables(example: str) -> Iterator[str]:
    """A text table as Markdown: each sheet's name, and under it a table with its arrows."""
    text = shown(example)
    before = text.partition("【")[0].strip()
    if before:
        yield before
    for block in BLOCK.finditer(text):
        name, arrow = block["name"], " ←" if "←" in block["rest"] else ""
        state, _, sheet = name.rpartition("：")
        remark = block["rest"].replace("←", "").strip()
        label = f"{state}「{sheet}」" if state else f"「{name}」"
        yield f"{label}{remark}{arrow}"
        rows = [[cell.strip() for cell in line.split("|")] for line in block["body"].strip().splitlines()]
        if rows and name in LISTS:
            rows.insert(0, ["项目", "内容"])
        if rows:
            width = max(map(len, rows))
            full = [row + [""] * (width - len(row)) for row in rows]
            full.insert(1, ["---"] * width)
            yield "\n".join("| " + " | ".join(row) + " |" for row in full)
