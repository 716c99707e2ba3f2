"""The samples on paper and in the report, as text that a reviewer reads whole (tests/golden)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger_xlsx import api
from ledger_xlsx.document.dump import dump
from ledger_xlsx.reports import json as json_report
from ledger_xlsx.reports import text as text_report

SAMPLES = Path(__file__).parent.parent / "samples"
FINAL, MONTHLY = SAMPLES / "五年级数学.xlsx", SAMPLES / "一年级语文.xlsx"
INSPECTION = date(2024, 4, 26)


def test_a_whole_term_on_paper(golden: Callable[[str, str], None]):
    golden("五年级数学.txt", dump(api.convert(FINAL, stage=api.Stage.FINAL).documents[""]))


def test_a_monthly_inspection_on_paper(golden: Callable[[str, str], None]):
    golden("一年级语文_月调研.txt", dump(api.convert(MONTHLY, as_of=INSPECTION).documents[""]))


def test_the_same_term_at_an_inspection_prints_what_was_due_by_then():
    printed = dump(api.convert(FINAL, as_of=date(2024, 3, 29)).documents[""])
    assert "备课组活动记录（三）" in printed
    assert "备课组活动记录（四）" not in printed
    assert "表2：苏教版五年级下册数学教学进度安排表" in printed
    assert "期末学业质量检测报告" not in printed
    assert "工作总结" not in printed.replace("备课组工作总结", "")


@pytest.mark.parametrize("stage", [api.Stage.DRAFT, api.Stage.MONTHLY, api.Stage.FINAL])
def test_one_unfinished_workbook_at_the_three_stages(golden: Callable[[str, str], None], stage: api.Stage):
    report = api.check(MONTHLY, stage=stage, as_of=INSPECTION if stage is api.Stage.MONTHLY else None)
    golden(f"一年级语文_{stage}_检查.txt", text_report.text([report], None))


def test_the_report_for_programs(golden: Callable[[str, str], None]):
    faulty = sorted(SAMPLES.glob("errors/**/*.xlsx"))[:2]
    found = json.loads(json_report.text([api.check(path, as_of=INSPECTION) for path in faulty]))
    found["tool"] = found["tool"].partition(" ")[0]
    for one in found["files"]:
        one["file"] = Path(one["file"]).name
    golden("检查.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")
