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
from pathlib import Path

from ledger_xlsx.findings import Finding
from ledger_xlsx.term import Stage
from ledger_xlsx.workbook.comments import AUTHOR, Comments
from ledger_xlsx.workbook.front import put_in_front, take_away
from ledger_xlsx.workbook.grid import REFERENCE, Grid, Sheet, Spot, column_number, workbook
from ledger_xlsx.workbook.package import open_package, workbook_part
from ledger_xlsx.workbook.patch import Patch
from ledger_xlsx.workbook.problem_list import COLOURS, LEVELS, Spotted, Styles, problem_sheet, shortened, stored
from ledger_xlsx.workbook.sheet_xml import deselect, mark, unmark
from ledger_xlsx.workbook.stylesheet import Stylesheet

MOST_COMMENTS = 200
"""So many cells of a sheet have comments of their own; where more are wrong, the same problem has one, on its first cell."""
LONGEST = 120
"""Of one problem in a comment, in characters (RULES B4)."""
SEVERAL = "（这一栏同类共 {count} 处，见问题清单）"
OURS, SELECTED = AUTHOR.encode(), re.compile(rb"tabSelected=[\"'](?:1|true)")


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
    present = [sheet for sheet in opened.sheets if not sheet.part or sheet.part in patch]
    sheets = {sheet.name: (number, sheet) for number, sheet in enumerate(present, start=1)}
    grids: dict[str, Grid] = {}

    def spotted(finding: Finding) -> Spotted:
        name = "" if finding.place.sheet == package.name else finding.place.sheet
        if name not in sheets:
            return Spotted(finding, name)
        if name not in grids:
            grids[name] = opened.grid(sheets[name][1])
        return Spotted(finding, name, first_cell(finding.place.cell, grids[name]), known=True)

    order = {name: index for index, name in enumerate(sheets)}
    found = sorted(
        map(spotted, findings),
        key=lambda one: (LEVELS.index(one.finding.severity), order.get(one.sheet, -1), one.spot or (0, 0)),
    )
    styles = Stylesheet.of(patch, part)
    marks = {level: styles.mark(fill) for level, fill in COLOURS.items()} if found else {}
    without = []
    for name, (number, sheet) in sheets.items():
        here = [one for one in found if one.sheet == name and one.spot]
        if not sheet.part:
            continue
        clear(patch, sheet)
        if here:
            by_level: dict[int, list[Spot]] = defaultdict(list)
            for spot, problems in by_cell(here).items():
                by_level[marks[problems[0].finding.severity]].append(spot)
            mark(patch.tree(sheet.part), by_level)
            if not Comments(patch, sheet.part).add(texts(here), grids[name], number):
                without.append(name)
        Comments(patch, sheet.part).detach()
    put_in_front(patch, part, problem_sheet(found, stage, day, Styles.of(styles)))
    return Copy(patch.data(), tuple(without))


def clear(patch: Patch, sheet: Sheet) -> None:
    """Take out of a sheet what an earlier run has put there, and take it out of the selection."""
    Comments(patch, sheet.part).strip()
    # Large sheets are only taken apart where there is something to change.
    data = patch.package.xml(sheet.part)
    if OURS in data:
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


def texts(found: Sequence[Spotted]) -> Mapping[Spot, str]:
    """The comments of a sheet by their cells."""
    cells = by_cell(found)
    if len(cells) <= MOST_COMMENTS:
        return {spot: "\n".join(comment(one.finding) for one in problems) for spot, problems in cells.items()}
    alike: dict[tuple[object, ...], list[Spotted]] = defaultdict(list)
    for one in found:
        alike[one.finding.severity, one.finding.notice.code, one.finding.place.column].append(one)
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


def first_cell(cell: str | None, grid: Grid) -> Spot | None:
    """A cell by its address, or the first of the merged area that it lies in."""
    at = REFERENCE.fullmatch(cell or "")
    if not at:
        return None
    spot = int(at[2]), column_number(at[1])
    area = next((area for area in grid.areas if spot in area), None)
    return (area.top, area.left) if area else spot
