"""Plans and summaries: parts, within them numbered points with small headings (items 2, 9 and 10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from ledger_xlsx.forms import Each, Line, Look, When
from ledger_xlsx.term import chinese

MEANS = {"标题": "小标题，前面有程序编的序号"}
"""What a form that prints points says of their names."""
TYPED_NUMBER = re.compile(r"[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[、.．)）](?!\d)|、)")


class Point(Protocol):
    """A row of 工作计划, 质量分析 or 工作总结."""

    @property
    def part(self) -> str: ...
    @property
    def subheading(self) -> str: ...
    @property
    def content(self) -> str: ...


def bracketed(number: int) -> str:
    """（一）."""
    return f"（{chinese(number)}）"


def dotted(number: int) -> str:
    """1. with its blank."""
    return f"{number}. "


def points(rows: Iterable[Point], part: str, number: Callable[[int], str] = dotted) -> list[dict[str, str]]:
    """The points of one part as {标题, 内容}: neighbouring rows of one 小标题 are one point.

    A heading gets its number; without headings the number stands before the text. A number that the teacher typed is
    not doubled, and a single point without a heading needs none.
    """
    groups = list(grouped([row for row in rows if row.part == part]))
    found: list[dict[str, str]] = []
    for index, (subheading, texts) in enumerate(groups, start=1):
        content = "\n".join(text for text in texts if text)
        numbered = subheading or content
        own = "" if TYPED_NUMBER.match(numbered) or (len(groups) == 1 and not subheading) else number(index)
        found.append({"标题": own + subheading if subheading else "", "内容": content if subheading else own + content})
    return found


def grouped(rows: Sequence[Point]) -> Iterator[tuple[str, list[str]]]:
    """Headings with their texts; rows without a heading are points of their own."""
    for subheading, group in groupby(rows, lambda row: row.subheading):
        texts = [row.content for row in group]
        if subheading:
            yield subheading, texts
        else:
            yield from (("", [text]) for text in texts)


def blocks(values: str) -> Each:
    """How points are drawn: a bold heading if there is one, and the text."""
    return Each(
        "点",
        values,
        (When("点.标题", (Line("{{ 点.标题 }}", Look.HEADING),)), When("点.内容", (Line("{{ 点.内容 }}"),))),
    )
