"""Text for a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

# A line neither begins with a closing mark nor ends with an opening one, and no word or address is torn.
UNIT = re.compile(r"[（「『《【]*(?:[!-~]+|\S)[，。、；：？！）」』》】…]*|\s+")
NARROWEST = 20


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def padded(text: str, columns: int) -> str:
    """A text with blanks behind it, up to so many columns."""
    return text + " " * max(columns - width(text), 0)


def wrapped(text: str, columns: int | None, *, first: str = "", hang: str = "") -> str:
    """A text in lines of at most so many columns, the first behind `first`, the others behind `hang`.

    None leaves it in one line: what goes into a file or another program is not cut.
    """
    if columns is None:
        return first + text
    room = max(columns, NARROWEST)
    lines = [first]
    for unit in units(text, room - max(width(first), width(hang))):
        if width(lines[-1]) + width(unit.rstrip()) <= room:
            lines[-1] += unit
        elif unit.strip():
            lines.append(hang + unit)
    return "\n".join(line.rstrip() for line in lines)


def units(text: str, room: int) -> Iterator[str]:
    """The parts of a text between which a line may end; one wider than a line is cut where it must be."""
    for match in UNIT.finditer(text):
        part = match[0]
        while width(part) > room:
            head = part
            while width(head) > room:
                head = head[:-1]
            # At least one character, or a room of one column would never end.
            head = head or part[:1]
            yield head
            part = part[len(head) :]
        yield part
