"""Whatever stands in the cells, checking ends with findings, never with an exception."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from ledger_xlsx.checks import check
from ledger_xlsx.findings import Severity
from ledger_xlsx.items import ITEMS
from ledger_xlsx.sheets.basics import SHEETS
from ledger_xlsx.sheets.reading import read
from ledger_xlsx.term import Occasion, Stage
from tests.checks.books import book
from tests.test_rules import KINDS

POOL = (
    *(
        "",
        "",
        "",
        "1",
        "0",
        "-1",
        "10+1",
        "999999999",
        "第1周",
        "第99周",
        "期末",
        "开学前准备",
        "一",
        "第一单元",
        "二、圆",
    ),
    *(
        "2.21",
        "2.30",
        "4.1",
        "2024-02-21",
        "9999-12-31",
        "0001-01-01",
        "1.1",
        "12.31",
        "3月",
        "张思月",
        "张 思月，恽蝶",
    ),
    *(
        "（",
        "）",
        "*",
        "[",
        "\\",
        "{found}",
        "{0}",
        "全体",
        "五年级",
        "第二学期",
        "2023-2024",
        "工作要点",
        "100%",
        "同上",
    ),
    *("单元教材分析", "单元目标达成分析", "第一次活动", "第一次活动", "无", "—", "\U00020bb7", "a<b & c", "机动1课时"),
)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_in_a_cell_stops_the_check(seed: int) -> None:
    random = Random(seed)
    kinds = (*SHEETS, *KINDS)
    content = {
        kind.sheet: [{column.title: random.choice(POOL) for column in kind.columns} for _ in range(random.randrange(7))]
        for kind in kinds[1:]
    }
    basics = [{"项目": column.title, "内容": random.choice(POOL)} for column in kinds[0].columns]
    ledger, findings = read(KINDS, book({"基本信息": basics, **content}, kinds))
    for stage, day in ((Stage.DRAFT, None), (Stage.MONTHLY, date(2024, 3, 29)), (Stage.FINAL, None)):
        seen = check(replace(ledger, occasion=Occasion(stage, day, ledger.term)), findings, ITEMS)
        assert all(str(finding) and finding.severity is not Severity.WHEN_DUE for finding in seen)
