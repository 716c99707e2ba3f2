"""What every report for people says of a whole workbook, and of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.reports.report import LEVELS, Report

MUST = Severity.ERROR.label
UNREAD = "这个文件没能读出，里面的内容都还没有检查。"
NOTHING = "没有发现问题，可以生成台账。"
MAY_GO_ON = f"没有「{MUST}」，可以生成台账。"
MUST_CHANGE = f"改好「{MUST}」就能生成台账。"


def occasion(report: Report) -> str:
    """For which stage a workbook was looked at, and as of which day."""
    day = f"，截至{report.as_of.year}年{report.as_of.month}月{report.as_of.day}日" if report.as_of else ""
    return f"按「{report.stage}」检查{day}"


def tally(findings: Iterable[Finding]) -> str:
    """必须改 6、建议改 14: the levels that occur."""
    found = Counter(finding.severity for finding in findings)
    return "、".join(f"{level.label} {found[level]}" for level in LEVELS if found[level])


def counted(report: Report) -> str:
    """How many problems, of which level."""
    levels = "、".join(f"{level.label} {number}" for level, number in report.counts.items())
    return f"共 {len(report.findings)} 个问题：{levels}"


def outcome(report: Report) -> str:
    """What follows for this workbook."""
    if not report.readable:
        return UNREAD
    if not report.findings:
        return NOTHING
    return MAY_GO_ON if report.ok else MUST_CHANGE


def several(reports: Sequence[Report]) -> str:
    """What came of several workbooks."""
    unread = sum(not report.readable for report in reports)
    faulty = sum(report.readable and not report.ok for report in reports)
    parts = [f"{len(reports) - unread - faulty} 本可以生成台账"]
    parts += [f"{faulty} 本有「{MUST}」"] if faulty else []
    parts += [f"{unread} 本没能读出"] if unread else []
    return f"一共 {len(reports)} 本工作簿：{'，'.join(parts)}。"
