"""An annotated copy: the teacher's own file with comments, marks and a list of problems in front.

The original package is patched, never saved anew: what is not touched stays byte for byte, so that pictures in cells,
newer drop-downs, macros and whatever else no library knows survive. What an earlier run has put in is taken out first,
and is recognised whatever program has saved the file since: comments by their words, marks by their condition, the
list by its title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.comments import Comments
from ledger_xlsx.workbook.front import put_in_front, take_away
from ledger_xlsx.workbook.grid import Grid, Sheet, Spot, workbook
from ledger_xlsx.workbook.package import open_package, workbook_part
from ledger_xlsx.workbook.patch import Patch
from ledger_xlsx.workbook.problem_list import COLOURS, Styles, problem_sheet, shortened, stored
from ledger_xlsx.workbook.sheet_xml import deselect, mark, unmark
from ledger_xlsx.workbook.spotted import LEVELS, Spotted, spotted
from ledger_xlsx.workbook.stylesheet import Stylesheet

MOST_COMMENTS = 200
"""So many cells of a sheet have comments of their own; where more are wrong, the same problem has one, on its first cell."""
LONGEST = 120
"""Of one problem in a comment, in characters (RULES B4)."""
SEVERAL = "（这一栏同类共 {count} 处，见问题清单）"
FORMATTED, SELECTED = b"conditionalFormatting", re.compile(rb"tabSelected=[\"'](?:1|true)")


@dataclass(frozen=True)
class Copy:
    """The annotated package, and the sheets that could take no comments (their problems are in the list)."""

    data: bytes
    without_comments: Sequence[str] = ()


def annotated(path: Path, findings: Sequence[Finding], stage: Stage, day: date | None) -> Copy:
    """The annotated copy of a workbook, for a stage and the day that counts. Raises UnreadableWorkbook.

    Annotating it once more gives the same bytes, if the findings are the same.
    """
    package = open_package(path)
    patch, part = Patch(package), workbook_part(package)
    take_away(patch, part)
    opened = workbook(package)
    sheets = [sheet for sheet in opened.sheets if not sheet.part or sheet.part in patch]
    grids: dict[str, Grid] = {}
    found = spotted(findings, opened, sheets, grids)
    styles = Stylesheet.of(patch, part)
    marks = {level: styles.mark(fill) for level, fill in COLOURS.items()} if found else {}
    without = []
    for number, sheet in enumerate(sheets, start=1):
        if not sheet.part:
            continue
        clear(patch, sheet)
        comments, cells = Comments(patch, sheet.part), by_cell([one for one in found if one.sheet == sheet.name])
        if cells:
            mark(patch.tree(sheet.part), by_style(cells, marks))
            if not comments.add(texts(cells), grids[sheet.name], number):
                without.append(sheet.name)
        comments.detach()
    put_in_front(patch, part, problem_sheet(found, stage, day, Styles.of(styles)))
    return Copy(patch.data(), tuple(without))


def clear(patch: Patch, sheet: Sheet) -> None:
    """Take out of a sheet what an earlier run has put there, and take it out of the selection."""
    Comments(patch, sheet.part).strip()
    # Large sheets are only taken apart where there is something to change.
    data = patch.package.xml(sheet.part)
    if FORMATTED in data:
        unmark(patch.tree(sheet.part))
    if SELECTED.search(data):
        deselect(patch.tree(sheet.part))


def by_cell(found: Sequence[Spotted]) -> Mapping[Spot, Sequence[Spotted]]:
    """The problems of a sheet by their cells, in their order: the gravest first."""
    cells: dict[Spot, list[Spotted]] = defaultdict(list)
    for one in found:
        if one.spot:
            cells[one.spot].append(one)
    return cells


def by_style(cells: Mapping[Spot, Sequence[Spotted]], marks: Mapping[Severity, int]) -> Mapping[int, Sequence[Spot]]:
    """The cells by the number of their mark, that of the gravest problem."""
    found: dict[int, list[Spot]] = defaultdict(list)
    for spot, problems in cells.items():
        found[marks[problems[0].finding.severity]].append(spot)
    return found


def texts(cells: Mapping[Spot, Sequence[Spotted]]) -> Mapping[Spot, str]:
    """The comments of a sheet by their cells; where these are too many, what is alike is said at its first cell."""
    if len(cells) <= MOST_COMMENTS:
        return {spot: "\n".join(comment(one.finding) for one in problems) for spot, problems in cells.items()}
    alike: dict[tuple[object, ...], list[Spotted]] = defaultdict(list)
    for one in sorted(chain.from_iterable(cells.values()), key=lambda one: LEVELS.index(one.finding.severity)):
        alike[one.kind].append(one)
    said: dict[Spot, list[str]] = defaultdict(list)
    for group in alike.values():
        if group[0].spot:
            more = SEVERAL.format(count=len(group)) if group[1:] else ""
            said[group[0].spot].append(comment(group[0].finding, more))
    return {spot: "\n".join(lines) for spot, lines in list(said.items())[:MOST_COMMENTS]}


def comment(finding: Finding, more: str = "") -> str:
    """One problem in a comment: 【跨-07 必须改】写 10+1，下面相加是 9。请改合计或补课时。 What is too long is cut in the fact."""
    head = f"【{finding.notice.code} {finding.severity.label}】"
    guess = f"是不是「{finding.suggestion}」？" if finding.suggestion else ""
    tail = f"{guess}{finding.remedy}{more}"
    room = max(LONGEST - len(head) - len(tail), LONGEST // 4)
    whole = f"{head}{shortened(finding.message, room)}{tail}"
    return shortened(" ".join(stored(whole).split()), LONGEST)
