"""Reports for the terminal: problems by sheet, the same problem once with all its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from ledger_xlsx.findings import Finding, Place, Severity
from ledger_xlsx.reports.report import LEVELS, Report
from ledger_xlsx.reports.terminal import wrapped
from ledger_xlsx.sheets.tables import plain

SHOWN = 5
"""So many cells of one problem, and so many problems of one rule in a sheet, are shown; totals count all."""

MUST = Severity.ERROR.label


@dataclass(frozen=True)
class Group:
    """Findings that say the same: rule, column, value and words are alike, only the cells differ."""

    findings: Sequence[Finding]

    @property
    def line(self) -> str:
        """The problem in one line (RULES B4)."""
        one = self.findings[0]
        place = one.place if len(self.findings) == 1 else Place(one.place.sheet, self.cells, one.place.column)
        guess = f"是不是「{one.suggestion}」？" if one.suggestion else ""
        return f"{one.severity.label} {one.notice.code} {place}：{one.message}{guess}怎样改：{one.remedy}"

    @property
    def cells(self) -> str | None:
        """B7、B9:B12 等 6 处: the first cells, neighbours joined; None where none of them has a cell."""
        cells = list(dict.fromkeys(finding.place.cell for finding in self.findings if finding.place.cell))
        if not cells:
            return None
        more = f" 等 {len(cells)} 处" if len(cells) > SHOWN else ""
        return "、".join(ranges(cells[:SHOWN])) + more


def text(reports: Sequence[Report], columns: int | None = None) -> str:
    """What a teacher reads, each workbook under its heading; lines are wrapped at so many columns (None: never)."""
    parts = [one(report, columns) for report in reports]
    if len(reports) > 1:
        parts.append(wrapped(several(reports), columns))
    return "\n\n".join(parts) + "\n"


def one(report: Report, columns: int | None) -> str:
    """One workbook: heading, problems by sheet, the totals last."""
    blocks = [wrapped(heading(report), columns)]
    for sheet, findings in by_sheet(report):
        lines = [wrapped(line, columns, first="  ", hang="    ") for line in problems(findings)]
        blocks.append("\n".join([wrapped(f"{sheet}（{tally(findings)}）", columns), *lines]))
    return "\n\n".join([*blocks, wrapped(totals(report), columns)])


def heading(report: Report) -> str:
    """The file, and for which stage it was looked at."""
    if not report.readable:
        return f"{report.path.name}（没能读出）"
    day = f"，截至{report.as_of.year}年{report.as_of.month}月{report.as_of.day}日" if report.as_of else ""
    hint = "；要按别的阶段检查请加 --stage" if report.assumed else ""
    return f"{report.path.name}（按「{report.stage}」检查{day}{hint}）"


def by_sheet(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each sheet: those of the file and of unknown sheets first, then in the workbook's order."""
    order = {plain(sheet): number for number, sheet in enumerate(report.sheets)}
    sheets: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        sheets[finding.place.sheet].append(finding)
    for sheet in sorted(sheets, key=lambda name: order.get(plain(name), -1)):
        yield sheet, sheets[sheet]


def problems(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each group, the gravest first; of one rule the first few only, and how many more there are."""
    levels: dict[tuple[Severity, str], list[Group]] = defaultdict(list)
    for group in groups(findings):
        levels[group.findings[0].severity, group.findings[0].notice.code].append(group)
    for (_, code), alike in sorted(levels.items(), key=lambda entry: LEVELS.index(entry[0][0])):
        yield from (group.line for group in alike[:SHOWN])
        if hidden := sum(len(group.findings) for group in alike[SHOWN:]):
            yield f"{code} 在这张表里还有 {hidden} 处，改好上面的再检查一次就会列出。"


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Findings that say the same, joined, in the order of their first."""
    found: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        words = (finding.found, finding.message, finding.remedy, finding.suggestion)
        key = (finding.notice.code, finding.severity, finding.place.column, *map(squeezed, words))
        found[key].append(finding)
    return [Group(alike) for alike in found.values()]


def squeezed(words: str) -> str:
    """Words as they are compared: width and blanks do not count."""
    return "".join(normalize("NFKC", words).split())


def ranges(cells: Iterable[str]) -> list[str]:
    """Cells in order, those below one another joined: B9, B10, B11 → B9:B11."""
    joined: list[list[tuple[str, int]]] = []
    for column, row in sorted(map(address, cells), key=lambda cell: (len(cell[0]), cell)):
        if joined and joined[-1][-1] == (column, row - 1):
            joined[-1].append((column, row))
        else:
            joined.append([(column, row)])
    return [":".join(f"{column}{row}" for column, row in dict.fromkeys((run[0], run[-1]))) for run in joined]


def address(cell: str) -> tuple[str, int]:
    """Column and row of an A1 address."""
    column = cell.rstrip("0123456789")
    return column, int(cell.removeprefix(column))


def tally(findings: Iterable[Finding]) -> str:
    """必须改 6、建议改 14: the levels that occur."""
    found = Counter(finding.severity for finding in findings)
    return "、".join(f"{level.label} {found[level]}" for level in LEVELS if found[level])


def totals(report: Report) -> str:
    """The last line: how many problems, of which level and rule, and what follows."""
    if not report.readable:
        return "这个文件没能读出，里面的内容都还没有检查。"
    if not report.findings:
        return "没有发现问题，可以生成台账。"
    levels = "、".join(f"{level.label} {number}" for level, number in report.counts.items())
    rules = Counter(finding.notice.code for finding in report.findings)
    by_rule = "、".join(f"{code} ×{number}" for code, number in rules.most_common())
    then = f"没有「{MUST}」，可以生成台账。" if report.ok else f"改好「{MUST}」就能生成台账。"
    return f"共 {len(report.findings)} 个问题：{levels}（按规则：{by_rule}）。{then}"


def several(reports: Sequence[Report]) -> str:
    """The very last line for several workbooks."""
    unread = sum(not report.readable for report in reports)
    faulty = sum(report.readable and not report.ok for report in reports)
    parts = [f"{len(reports) - unread - faulty} 本可以生成台账"]
    parts += [f"{faulty} 本有「{MUST}」"] if faulty else []
    parts += [f"{unread} 本没能读出"] if unread else []
    return f"一共 {len(reports)} 本工作簿：{'，'.join(parts)}。"
