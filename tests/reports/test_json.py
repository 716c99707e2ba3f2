"""The JSON object, against its published schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from ledger_xlsx import __version__
from ledger_xlsx.findings import Place
from ledger_xlsx.reports.json import object_of, text
from ledger_xlsx.reports.report import Report

from .findings import DAMAGED, EXTRA, monthly, stranger, unit_total

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def unreadable() -> Report:
    return Report(Path("坏的.xlsx"), (DAMAGED.at(Place("坏的.xlsx")),), readable=False)


def test_the_object_is_the_one_promised() -> None:
    one = object_of([monthly(unit_total("D4"), EXTRA.at(Place("草稿纸")))])
    VALIDATOR.validate(one)
    assert one == {
        "schema": 1,
        "tool": f"ledger-xlsx {__version__}",
        "files": [
            {
                "file": "五年级数学.xlsx",
                "readable": True,
                "ok": False,
                "stage": "月调研",
                "as_of": "2024-03-29",
                "counts": {"error": 1, "warning": 0, "hint": 1},
                "findings": [
                    {
                        "code": "跨-07",
                        "slug": "unit-total",
                        "severity": "error",
                        "sheet": "表2教学进度",
                        "cell": "D4",
                        "column": "课时",
                        "found": "10+1",
                        "expected": "9+1",
                        "suggestion": None,
                        "message": "「一、简易方程」写 10+1，下面课时相加是 9、机动 1。",
                        "remedy": "改合计，或补上缺的 1 课时。",
                    },
                    {
                        "code": "页-03",
                        "slug": "sheet-extra",
                        "severity": "hint",
                        "sheet": "草稿纸",
                        "cell": None,
                        "column": None,
                        "found": None,
                        "expected": None,
                        "suggestion": None,
                        "message": "多出这张工作表。",
                        "remedy": "若是草稿，可以不管。",
                    },
                ],
            }
        ],
    }


def test_every_cell_is_a_finding_of_its_own() -> None:
    one = object_of([monthly(*(stranger(f"C{row}") for row in range(4, 30)))])
    assert [finding["cell"] for finding in one["files"][0]["findings"]] == [f"C{row}" for row in range(4, 30)]


def test_an_unreadable_file_is_an_entry_with_its_one_finding() -> None:
    one = object_of([unreadable()])
    VALIDATOR.validate(one)
    assert one["files"][0]["readable"] is False
    assert one["files"][0]["ok"] is False
    assert [finding["code"] for finding in one["files"][0]["findings"]] == ["文-06"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["files"][0].pop("as_of"),
        lambda one: one["files"][0].update(readable=False),
        lambda one: one["files"][0]["findings"][0].update(severity="when-due"),
        lambda one: one["files"][0]["findings"][0].update(cell="D4:D5"),
        lambda one: one["files"][0]["findings"][0].update(found=1),
        lambda one: one.update(more=1),
    ],
)
def test_the_schema_refuses_what_was_not_promised(spoil: object) -> None:
    one = object_of([monthly(unit_total(), stranger("C4"))])
    spoil(one)
    with pytest.raises(ValidationError):
        VALIDATOR.validate(one)


def test_json_can_be_written_in_ascii_for_any_console() -> None:
    assert text([monthly(unit_total())], ascii_only=True).isascii()
    assert json.loads(text([monthly(unit_total())], ascii_only=True)) == json.loads(text([monthly(unit_total())]))
