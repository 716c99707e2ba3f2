"""The sample workbook with several times its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import HomeworkRow, WorkRow
from ledger_xlsx.sheets.basics import Basics, MemberRow
from ledger_xlsx.sheets.rows import Column, Row
from samples.content import Content, Rows, kinds, load
from samples.fill import filled

SAMPLE = "五年级数学"
ALONE = {Basics, MemberRow}
"""Sheets that a larger ledger has no more rows of."""
TELLING_APART: Mapping[type[Row], Column[Any]] = {
    AnalysisRow: AnalysisRow.unit,
    ExerciseRow: ExerciseRow.content,
    HomeworkRow: HomeworkRow.name,
    WorkRow: WorkRow.homework,
}
"""The column by which rows belong to one form: a copy must be another form, or the ledger would get no more pages."""


def larger(times: int, target: Path) -> Path:
    """The sample with every row `times` times, the copies right behind each row; written to `target`."""
    content = load(SAMPLE)
    more: Content = {
        kind.sheet: list(copies(kind, content[kind.sheet], times)) for kind in kinds() if kind not in ALONE
    }
    # Every cell is written out, so nothing is merged.
    target.write_bytes(filled({**content, **more, "_merged": {}}))
    return target


def copies(kind: type[Row], rows: Rows, times: int) -> Iterator[dict[str, Any]]:
    """The rows of a sheet, 'as above' written out, each `times` times."""
    inherited = [column.title for column in kind.columns if column.inherit]
    above: dict[str, Any] = {}
    for number, row in enumerate(rows):
        above = {title: row.get(title) or above.get(title, "") for title in inherited}
        for copy in range(times):
            yield {**row, **above, **changed(kind, {**row, **above}, copy, number * times + copy + 1)}


def changed(kind: type[Row], row: Mapping[str, Any], copy: int, number: int) -> dict[str, Any]:
    """What a copy has of its own: the number of an activity, the name of a form."""
    if kind is ActivityRow:
        return {ActivityRow.activity.title: f"第{number}次活动"}
    column = TELLING_APART.get(kind)
    return {column.title: f"{row[column.title]}（{copy + 1}）"} if column and copy else {}
