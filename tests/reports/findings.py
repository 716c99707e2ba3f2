"""Findings to report: invented, one notice of each kind that a reporter treats differently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ledger_xlsx.findings import Notice, Place, Severity
from ledger_xlsx.reports.report import Report
from ledger_xlsx.term import Stage

UNIT = Notice(
    "跨-07", "unit-total", Severity.ERROR,
    says="「{unit}」写 {found}，下面课时相加是 {total}、机动 1。", remedy="改合计，或补上缺的 1 课时。", why="",
)  # fmt: skip
PERSON = Notice(
    "跨-01", "person-not-member", Severity.WARNING,
    says="「{found}」不在「成员」里。", remedy="改名字，或在「成员」补一行。", why="",
)  # fmt: skip
EXTRA = Notice("页-03", "sheet-extra", Severity.HINT, says="多出这张工作表。", remedy="若是草稿，可以不管。", why="")
DOUBLE = Notice(
    "跨-09", "flexible-mismatch", Severity.WARNING,
    says="写「+1」，备注写「机动2课时」。", remedy="请改成一样。", why="重复的数字对不上。",
).at(Place("表2教学进度", "E2", "备注"))  # fmt: skip
"""One that says why."""
DAMAGED = Notice("文-06", "file-damaged", Severity.ERROR, says="文件已损坏。", remedy="请重新发送一次。", why="")


def unit_total(cell: str = "D2") -> object:
    return UNIT.at(Place("表2教学进度", cell, "课时"), found="10+1", expected="9+1", unit="一、简易方程", total=9)


def stranger(
    cell: str, name: str = "恽碟", column: str = "命制人", sheet: str = "表3练习命制", **more: object
) -> object:
    return PERSON.at(Place(sheet, cell, column), found=name, **more)


def report(*findings: object, **more: object) -> Report:
    return Report(Path("五年级数学.xlsx"), findings, sheets=("基本信息", "表2教学进度", "表3练习命制"), **more)


def monthly(*findings: object) -> Report:
    return report(*findings, stage=Stage.MONTHLY, as_of=date(2024, 3, 29), assumed=True)
