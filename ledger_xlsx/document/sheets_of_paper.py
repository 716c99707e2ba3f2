"""How a finished ledger lies on paper: size and margins, page numbers, tables that go over a page's end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger_xlsx.document.anatomy import Reader, Role, comparable, printed, text_of
from ledger_xlsx.document.effective import OFF, Element, Formats, value, w, whole
from ledger_xlsx.document.notices import COVER_NUMBER, CUT_ROWS, HEAD_ROW, MARGINS, NO_PAGE_NUMBER, PAPER
from ledger_xlsx.document.opening import Parts
from ledger_xlsx.findings import Finding, Place

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A4 = (11906, 16838)
NEAR = 60
TWIPS_IN_CM = 567
LEAST_MARGIN = 1.0
PAGE_FIELD = re.compile(r"(?<![A-Z])PAGE(?![A-Z])")
HEAD_WORDS = ("周次", "序号", "姓名", "班级", "题号", "层次", "日期", "获奖者", "备课组长")
LEAST_COLUMNS = 3
LINE_FACTOR = 1.2
"""The height of a line of single spacing in the size of its letters, rather too little than too much."""


@dataclass(frozen=True)
class Paper:
    """An opened ledger: its parts, what its document refers to, its lines and formats."""

    parts: Parts
    relations: Mapping[str, tuple[str, str]]
    reader: Reader
    formats: Formats

    @property
    def sections(self) -> Sequence[Element]:
        """The sections in order."""
        return self.reader.sections

    def title_in(self, section: int) -> str:
        """The first title in a section, or empty."""
        return next((line.title for line in self.reader.lines if line.section == section), "")


def paper_findings(paper: Paper, whole_file: Place) -> Iterator[Finding]:
    """All that is not as it should be, at most one finding for each root cause."""
    yield from page_set_up(paper, whole_file)
    yield from page_numbers(paper, whole_file)
    yield from tables(paper)


def page_set_up(paper: Paper, whole_file: Place) -> Iterator[Finding]:
    """A4, upright or crosswise, with margins that a printer can print."""
    odd: dict[str, str] = {}
    narrow: dict[float, str] = {}
    for number, section in enumerate(paper.sections):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        sides = sorted(whole(value(size, side)) or 0 for side in ("w", "h"))
        if any(abs(side - wanted) > NEAR for side, wanted in zip(sides, A4, strict=True)):
            words = " × ".join(f"{side / TWIPS_IN_CM:.3g}" for side in sides) + " 厘米" if all(sides) else "没有设过的"
            odd.setdefault(words, paper.title_in(number))
        given = [whole(value(margins, side)) for side in ("left", "right", "top", "bottom")]
        least = min((abs(one) for one in given if one is not None), default=None)
        if least is not None and least < LEAST_MARGIN * TWIPS_IN_CM:
            narrow.setdefault(round(least / TWIPS_IN_CM, 1), paper.title_in(number))
    if not paper.sections:
        yield PAPER.at(whole_file, found="没有设过的")
    if odd:
        yield PAPER.at(Place(next(iter(odd.values())) or whole_file.sheet), found="、".join(odd))
    if narrow:
        yield MARGINS.at(Place(narrow[min(narrow)] or whole_file.sheet), found=f"{min(narrow):g}")


def page_numbers(paper: Paper, whole_file: Place) -> Iterator[Finding]:
    """Every page but the cover bears a number, at its foot or its head."""
    current: dict[str, str] = {}
    cover = next((line.section for line in paper.reader.lines if line.role is Role.COVER), None)
    cover = cover if paper.reader.has_cover else None
    inner = {line.section for line in paper.reader.lines if line.role is not Role.COVER}
    without: list[int] = []
    for number, section in enumerate(paper.sections):
        for reference in section.findall(w("headerReference")) + section.findall(w("footerReference")):
            kind = f"{reference.tag} {value(reference, 'type') or 'default'}"
            current[kind] = paper.relations.get(reference.get(f"{{{R}}}id", ""), ("", ""))[1]
        own_first = switched_on(section.find(w("titlePg")))
        if number == cover and numbered(paper, current, "first" if own_first else "default"):
            yield COVER_NUMBER.at(Place("封面"))
        if number in inner and not numbered(paper, current, "default"):
            without.append(number)
    if without:
        everywhere = set(without) >= inner
        yield NO_PAGE_NUMBER.at(whole_file if everywhere else Place(inner_title(paper, without[0])))


def inner_title(paper: Paper, section: int) -> str:
    """The first title in a section that is not the cover's."""
    lines = paper.reader.lines
    return next((line.title for line in lines if line.section == section and line.role is not Role.COVER), "")


def numbered(paper: Paper, current: Mapping[str, str], kind: str) -> bool:
    """Whether the header or footer of this kind, as it holds now, shows the number of the page."""
    for place in ("headerReference", "footerReference"):
        part = current.get(f"{w(place)} {kind}", "")
        if part in paper.parts:
            root = paper.parts.tree(part)
            told = "".join(text.text or "" for text in root.iter(w("instrText")))
            told += " ".join(field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
            if PAGE_FIELD.search(told.upper()):
                return True
    return False


def switched_on(element: Element | None) -> bool:
    """Whether a switch is there and on."""
    return element is not None and value(element) not in OFF


def tables(paper: Paper) -> Iterator[Finding]:
    """Heads that repeat where a table is surely longer than a page, and rows that are not torn."""
    headless: list[tuple[str, str]] = []
    torn: list[tuple[str, str]] = []
    for table, title, section in paper.reader.tables:
        rows = table.findall(w("tr"))
        room = page_height(paper.sections[section] if section < len(paper.sections) else None)
        heights = [height(row, table, paper.formats) for row in rows]
        if not rows or sum(points for points, _ in heights) <= room:
            continue
        if is_head(rows[0]) and not switched_on(rows[0].find(f"{w('trPr')}/{w('tblHeader')}")):
            headless.append((title, "、".join(cells(rows[0])[:4])))
        for row, (points, lines) in zip(rows, heights, strict=True):
            whole_row = switched_on(row.find(f"{w('trPr')}/{w('cantSplit')}"))
            if lines > 1 and points < room and not whole_row:
                torn.append((title, "".join(cells(row))[:14]))
    if headless:
        yield HEAD_ROW.at(Place(headless[0][0]), count=len(headless), sample=headless[0][1])
    if torn:
        yield CUT_ROWS.at(Place(torn[0][0]), count=len(torn), sample=torn[0][1])


def is_head(row: Element) -> bool:
    """Whether a table's first row holds the titles of its columns, as the forms have them."""
    texts = cells(row)
    if texts and texts[0].startswith("备课组长"):
        return True
    full = len(texts) >= LEAST_COLUMNS and all(text and not re.search(r"\d", text) for text in texts)
    return full and texts[0].startswith(HEAD_WORDS)


def cells(row: Element) -> list[str]:
    """The texts of a row's cells without blanks."""
    return [comparable("".join(text.text or "" for text in cell.iter(w("t")))) for cell in row.findall(w("tc"))]


def page_height(section: Element | None) -> float:
    """How high a section's text is, in points; A4's own height where nothing is said."""
    size = section.find(w("pgSz")) if section is not None else None
    margins = section.find(w("pgMar")) if section is not None else None
    high = whole(value(size, "h")) or A4[1]
    edges = sum(abs(whole(value(margins, side)) or 0) for side in ("top", "bottom"))
    return max(high - edges, TWIPS_IN_CM) / 20


def height(row: Element, table: Element, formats: Formats) -> tuple[float, int]:
    """How high a row is at least, in points, and in how many lines its longest cell is set."""
    columns = [whole(value(column, "w")) or 0 for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    tallest, most, column = 0.0, 1, 0
    for cell in row.findall(w("tc")):
        span = max(whole(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}"))) or 1, 1)
        width = sum(columns[column : column + span]) / 20
        column += span
        points, lines = 0.0, 0
        for paragraph in cell.findall(w("p")):
            more = paragraph_lines(paragraph, table, formats, width)
            lines += more[1]
            points += more[0]
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merge is None:
            tallest, most = max(tallest, points), max(most, lines)
    least = whole(value(row.find(f"{w('trPr')}/{w('trHeight')}"))) or 0
    return max(tallest, least / 20), most


def paragraph_lines(paragraph: Element, table: Element, formats: Formats, width: float) -> tuple[float, int]:
    """How high a paragraph in a column of this width is at least, in points, and its lines."""
    runs = printed(paragraph)[0]
    letters = sum(len(text_of(run)) for run in runs)
    size = max((formats.size(run, paragraph, table) for run in runs), default=10.5)
    # Latin letters are half as wide; counting all as half keeps the guess on the safe side where the text is Latin.
    latin = sum(text.isascii() for run in runs for text in text_of(run))
    taken = (letters - latin / 2) * size
    lines = max(1, math.ceil(taken / width)) if width > 0 else 1
    spacing = formats.spacing(paragraph, table)
    one = size * LINE_FACTOR * spacing.line / 240 if spacing.rule == "auto" else spacing.line / 20
    return lines * max(one, 1.0), lines
