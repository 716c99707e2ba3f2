"""Reports as one JSON object, for other programs; its schema is docs/report.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ledger_xlsx import __version__
from ledger_xlsx.findings import Finding
from ledger_xlsx.reports.report import Report

SCHEMA = 1
"""Raised whenever a name in the object changes its meaning or goes."""


def object_of(reports: Iterable[Report]) -> dict[str, Any]:
    """All that was found, file by file: one finding a cell, nothing grouped, nothing left out."""
    return {"schema": SCHEMA, "tool": f"ledger-xlsx {__version__}", "files": [file(report) for report in reports]}


def text(reports: Iterable[Report], *, ascii_only: bool = False) -> str:
    """The object as JSON text; with `ascii_only`, Chinese is written as escapes, which every console takes."""
    return json.dumps(object_of(reports), ensure_ascii=ascii_only, indent=2) + "\n"


def file(report: Report) -> dict[str, Any]:
    """One workbook."""
    return {
        "file": str(report.path),
        "readable": report.readable,
        "ok": report.ok,
        "stage": str(report.stage),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "counts": {str(level): number for level, number in report.counts.items()},
        "findings": [finding_of(finding) for finding in report.findings],
    }


def finding_of(finding: Finding) -> dict[str, Any]:
    """One finding; what it does not know is null."""
    return {
        "code": finding.notice.code,
        "slug": finding.notice.slug,
        "severity": str(finding.severity),
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "column": finding.place.column,
        "found": finding.found or None,
        "expected": finding.expected or None,
        "suggestion": finding.suggestion or None,
        "message": finding.message,
        "remedy": finding.remedy,
    }
