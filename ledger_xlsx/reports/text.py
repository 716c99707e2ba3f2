"""Reports for the terminal: problems by sheet, the same problem once with all its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ledger_xlsx.findings import Finding
from ledger_xlsx.reports.groups import SHOWN, Group, by_sheet, ranked
from ledger_xlsx.reports.report import Report
from ledger_xlsx.reports.sentences import counted, occasion, outcome, several, tally
from ledger_xlsx.reports.terminal import wrapped


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
    hint = "；要按别的阶段检查请加 --stage" if report.assumed else ""
    return f"{report.path.name}（{occasion(report)}{hint}）"


def problems(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each group, the gravest first; of one rule the first few only, and how many more there are."""
    rules: dict[tuple[object, str], list[Group]] = defaultdict(list)
    for group in ranked(findings):
        rules[group.first.severity, group.first.notice.code].append(group)
    for (_, code), alike in rules.items():
        yield from (line(group) for group in alike[:SHOWN])
        if hidden := sum(len(group.findings) for group in alike[SHOWN:]):
            yield f"{code} 在这张表里还有 {hidden} 处，改好上面的再检查一次就会列出。"


def line(group: Group) -> str:
    """The problem in one line (RULES B4)."""
    one = group.first
    return f"{one.severity.label} {one.notice.code} {group.place}：{one.message}{group.guess}怎样改：{one.remedy}"


def totals(report: Report) -> str:
    """The last line: how many problems, of which level and rule, and what follows."""
    if not report.readable or not report.findings:
        return outcome(report)
    rules = Counter(finding.notice.code for finding in report.findings)
    by_rule = "、".join(f"{code} ×{number}" for code, number in rules.most_common())
    return f"{counted(report)}（按规则：{by_rule}）。{outcome(report)}"
