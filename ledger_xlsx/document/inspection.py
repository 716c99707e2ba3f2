"""Inspection of a finished Word ledger, whoever made it, against the requirements' 格式要求 (FORMS: Format on paper).

    inspect(Path("五年级数学_集体备课台账_2024春.docx"))  ->  findings, at most one for each root cause

A place is the nearest big title: that is what somebody who turns pages looks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ledger_xlsx.document.anatomy import CHINESE, ITEMS, Reader, Role, TextLine, comparable, text_of
from ledger_xlsx.document.base import FIVE, FOUR, ONE_AND_A_HALF, SMALL_FOUR, THREE
from ledger_xlsx.document.effective import Formats, LineSpacing, formats, w
from ledger_xlsx.document.notices import (
    ALIGNMENT,
    BOLD,
    EXCERPT,
    FONT,
    ITEM_MISSING,
    NO_CONTENTS,
    NOT_LEDGER,
    NOT_ON_NEW_PAGE,
    SIZE,
    SPACING,
    WRONG_ORDER,
)
from ledger_xlsx.document.opening import Parts, document_of, opened, refuse
from ledger_xlsx.document.sheets_of_paper import Paper, paper_findings
from ledger_xlsx.findings import Finding, Notice, Place, Severity

SONG = {"宋体", "simsun", "新宋体", "nsimsun"}
SIZES = {
    26.0: "一号", 24.0: "小一", 22.0: "二号", 18.0: "小二", 16.0: "三号", 15.0: "小三", 14.0: "四号", 12.0: "小四", 10.5: "五号", 9.0: "小五",
}  # fmt: skip
ALIGNMENTS = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐"}
SINGLE = 240
TOLERANCE = 6
SAMPLE, KINDS_SHOWN = 14, 3
ALWAYS, AT_END = range(1, 9), (9, 10)
FROM_THE_START = range(1, 5)
MOST_OF_A_LEDGER = 6
EXAMINED = re.compile(r"[三四五六3456]年级.*(?:语文|数学|英语)|(?:语文|数学|英语).*[三四五六3456]年级")


@dataclass(frozen=True)
class Wanted:
    """What a role asks for: sizes from, to, in points; what is None is free."""

    sizes: tuple[float, float] | None = None
    size_words: str = ""
    bold: bool = False
    alignment: str = ""
    spacings: tuple[int, int] | None = None
    spacing_words: str = ""


LINES, ANY_LINES = (ONE_AND_A_HALF, ONE_AND_A_HALF), (SINGLE, ONE_AND_A_HALF)
HALF_WORDS, ANY_WORDS = "1.5倍", "单倍到1.5倍"
WANTED = {
    Role.TITLE: Wanted((THREE, THREE), "三号", bold=True, alignment="center", spacings=LINES, spacing_words=HALF_WORDS),
    Role.SUBTITLE: Wanted((FOUR, FOUR), "四号", alignment="right", spacings=LINES, spacing_words=HALF_WORDS),
    # Of small headings the requirements only say that they are bold; larger than the body is as good.
    Role.HEADING: Wanted((SMALL_FOUR, THREE), "小四", bold=True, spacings=LINES, spacing_words=HALF_WORDS),
    Role.BODY: Wanted((SMALL_FOUR, SMALL_FOUR), "小四", spacings=LINES, spacing_words=HALF_WORDS),
    Role.LINE: Wanted((SMALL_FOUR, FOUR), "小四或四号"),
    Role.FORM: Wanted((SMALL_FOUR, SMALL_FOUR), "小四", spacings=LINES, spacing_words=HALF_WORDS),
    Role.COMPACT: Wanted((FIVE, SMALL_FOUR), "五号或小四", spacings=ANY_LINES, spacing_words=ANY_WORDS),
}


def inspect(path: Path) -> list[Finding]:
    """What is not as the requirements ask in a .docx. Raises UnreadableDocument for what is no ledger or no document."""
    parts = opened(path)
    root = document_of(parts)
    body = root.find(w("body"))
    relations = parts.relations(parts.main())
    resolved = formats(part(parts, relations, "styles"), part(parts, relations, "theme"))
    sections = list(body.iter(w("sectPr"))) if body is not None else []
    sections = [one for one in sections if next(one.iterancestors()).tag != w("sectPrChange")]
    reader = Reader(resolved, sections)
    if body is not None:
        reader.read(body)
    numbers = [line.starts for line in reader.lines if line.starts]
    if reader.has_cover:
        numbers.insert(0, 1)
    if not numbers:
        refuse(NOT_LEDGER, parts.name)
    place = Place(parts.name)
    return [
        *structure(reader, numbers, place),
        *typography(reader.lines, resolved),
        *paper_findings(Paper(parts, relations, reader, resolved), place),
    ]


def part(parts: Parts, relations: dict[str, tuple[str, str]], kind: str) -> Any:
    """The root of a part that the document refers to by its kind; None where there is none."""
    name = next((target for one, target in relations.values() if one == kind), "")
    return parts.tree(name) if name in parts else None


def structure(reader: Reader, numbers: Sequence[int], place: Place) -> Iterator[Finding]:
    """The ten items, their order, the table of contents, and that each item begins a page."""
    there = list(dict.fromkeys(numbers))
    standing = [number for number in ALWAYS if number in there]
    whole = len(standing) >= MOST_OF_A_LEDGER and not reader.added_only
    if whole:
        yield from missing(reader, there, place)
        if not reader.has_contents:
            yield NO_CONTENTS.at(place)
    elif len(there) > 1 and not reader.added_only:
        yield EXCERPT.at(place, found="、".join(map(str, sorted(there))))
    if there != sorted(there):
        first = next(one for one, after in pairwise(there) if one > after)
        line = next((line for line in reader.lines if line.starts == first), None)
        yield WRONG_ORDER.at(
            Place(line.title) if line else place,
            found="、".join(map(str, there)),
            expected="、".join(map(str, sorted(there))),
        )
    begun: set[int] = set()
    cramped: list[TextLine] = []
    for line in reader.lines:
        if line.starts and line.starts not in begun:
            begun.add(line.starts)
            if not line.fresh:
                cramped.append(line)
    if cramped:
        names = "、".join(f"第 {line.starts} 项" for line in cramped)
        yield NOT_ON_NEW_PAGE.at(Place(cramped[0].title), count=len(cramped), found=names)


def missing(reader: Reader, there: Sequence[int], place: Place) -> Iterator[Finding]:
    """Items that a whole ledger lacks; 9 and 10 are asked for at the end of term only, which one of them shows.

    Before the end of term an item that grows month by month may have nothing to show yet.
    """
    at_end = any(number in there for number in AT_END)
    examined = any(EXAMINED.search(comparable(line.text)) for line in reader.lines if line.role is not Role.BODY)
    for number, name in ITEMS.items():
        due = number in ALWAYS or (at_end and (number != AT_END[0] or examined))
        if due and number not in there:
            hint = Severity.HINT if not at_end and number not in FROM_THE_START else None
            yield ITEM_MISSING.at(place, number=number, item=name, severity=hint)


@dataclass(frozen=True)
class Slip:
    """A line that is not as its role asks, and what it is instead."""

    line: TextLine
    found: str
    sample: str


def typography(lines: Sequence[TextLine], resolved: Formats) -> Iterator[Finding]:
    """Font, size, weight, alignment and spacing: one finding for each property and for what it should be."""
    if fonts := [slip for line in lines if (slip := font_slip(line, resolved))]:
        yield found_in(FONT, fonts)
    checks: tuple[tuple[Notice, Callable[[TextLine, Wanted, Formats], Slip | None], Callable[[Wanted], str]], ...] = (
        (SIZE, size_slip, lambda wanted: wanted.size_words),
        (BOLD, bold_slip, lambda _: ""),
        (ALIGNMENT, alignment_slip, lambda wanted: ALIGNMENTS.get(wanted.alignment, "")),
        (SPACING, spacing_slip, lambda wanted: wanted.spacing_words),
    )
    for notice, check, words in checks:
        slips: dict[str, list[Slip]] = {}
        for line in lines:
            wanted = WANTED.get(line.role)
            if wanted and (slip := check(line, wanted, resolved)):
                slips.setdefault(words(wanted), []).append(slip)
        for expected, alike in slips.items():
            yield found_in(notice, alike, expected)


def found_in(notice: Notice, slips: Sequence[Slip], expected: str = "") -> Finding:
    """One finding for all slips of a kind: how many, what they are, where the first is."""
    first = slips[0]
    return notice.at(
        Place(first.line.title),
        found=listed(slip.found for slip in slips),
        expected=expected,
        part=listed(slip.line.part for slip in slips),
        count=len(slips),
        sample=shortened(first.sample),
    )


def listed(words: Iterable[str]) -> str:
    """Each once, the first few only."""
    kinds = list(dict.fromkeys(words))
    return "、".join(kinds[:KINDS_SHOWN]) + ("等" if len(kinds) > KINDS_SHOWN else "")


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= SAMPLE else text[:SAMPLE] + "…"


def chinese_runs(line: TextLine) -> list[tuple[Any, str]]:
    """The runs with Chinese characters, which alone are set in the East Asian font."""
    return [(run, text) for run in line.runs if CHINESE.search(text := text_of(run))]


def font_slip(line: TextLine, resolved: Formats) -> Slip | None:
    """Chinese text that is not 宋体; figures and Latin letters may be Times New Roman."""
    for run, text in chinese_runs(line):
        font = resolved.font(run, line.paragraph, line.table)
        if font.strip().lower() not in SONG:
            return Slip(line, font or "没有设中文字体", text.strip())
    return None


def size_slip(line: TextLine, wanted: Wanted, resolved: Formats) -> Slip | None:
    """Chinese text larger or smaller than its role allows."""
    for run, text in chinese_runs(line) if wanted.sizes else ():
        size = resolved.size(run, line.paragraph, line.table)
        if wanted.sizes and not wanted.sizes[0] <= size <= wanted.sizes[1]:
            return Slip(line, SIZES.get(size, f" {size:g} 磅"), text.strip())
    return None


def bold_slip(line: TextLine, wanted: Wanted, resolved: Formats) -> Slip | None:
    """A title or a heading that is not bold throughout."""
    for run, text in chinese_runs(line) if wanted.bold else ():
        if not resolved.bold(run, line.paragraph, line.table):
            return Slip(line, "没有加粗", text.strip())
    return None


def alignment_slip(line: TextLine, wanted: Wanted, resolved: Formats) -> Slip | None:
    """A title that is not centred, a subtitle that is not at the right."""
    alignment = resolved.alignment(line.paragraph, line.table)
    if not wanted.alignment or alignment == wanted.alignment:
        return None
    return Slip(line, ALIGNMENTS.get(alignment, alignment), line.text)


def spacing_slip(line: TextLine, wanted: Wanted, resolved: Formats) -> Slip | None:
    """Lines closer or wider than the role allows; in a table a fixed distance is fine where nothing is cut off."""
    if not wanted.spacings:
        return None
    spacing = resolved.spacing(line.paragraph, line.table)
    least, most = wanted.spacings
    if spacing.rule == "auto":
        fine = least - TOLERANCE <= spacing.line <= most + TOLERANCE
    else:
        largest = max((resolved.size(run, line.paragraph, line.table) for run in line.runs), default=0)
        fine = least < most and (spacing.rule == "atLeast" or spacing.line >= largest * 20)
    return None if fine else Slip(line, spacing_words(spacing), line.text)


def spacing_words(spacing: LineSpacing) -> str:
    """A line spacing as Word calls it."""
    if spacing.rule == "auto":
        return "单倍" if spacing.line == SINGLE else f"{spacing.line / SINGLE:.3g}倍"
    return f"{'最小值' if spacing.rule == 'atLeast' else '固定值'} {spacing.line / 20:g} 磅"
