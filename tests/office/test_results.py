"""Results as plain data."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.plain import NotOurs, decoded, encoded
from ledger_xlsx.office.results import (
    Figure,
    Identity,
    ItemState,
    Made,
    Options,
    Problem,
    Progress,
    Result,
    Run,
    Skipped,
    State,
    Status,
    Submission,
)
from ledger_xlsx.office.roster import Group, Roster, Waiver
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.term import Stage

TWO = Figure(2, 1)
PROBLEM = Problem("格-01", "required-empty", Severity.ERROR, "成员", "B5", "性别", "没有填。", "请填…。", "0f")
RESULT = Result(
    "五年级.zip!数学/五年级数学.xlsx", "ab", "cd", Status.CHECKED,
    Identity("五年级数学", (), "五年级数学", (5,), "数学", "2023-2024学年第二学期", "", leader_known=True, template="1"),
    Stage.MONTHLY, date(2024, 3, 29), (PROBLEM, Problem(**{**vars(PROBLEM), "key": "10", "waived": True})),
    (ItemState(4, "备课组研讨活动记录", State.GAPS, 2, 3, 1), ItemState(7, "每日一议", State.COMPLETE, 0, None, 5)),
    Progress(TWO, TWO, TWO, Figure(None, 3), TWO, TWO, 1, 2, 30),
    Made("cd/台账.docx", "五年级数学_集体备课台账_2024春", "cd/标注.xlsx", "cd/问题清单.html"),
    datetime(2024, 3, 28, 9, 30, tzinfo=UTC),
)  # fmt: skip
ROSTER = Roster(
    (Group("五年级数学", (5,), "数学", "张思月", "朱建明"),),
    Requirements((date(2024, 3, 29),), (), 1, None, None, ("语文",), Decimal(85)),
    (Waiver("行-05", "五年级数学", "成员", "恽蝶是返聘教师", "朱建明", date(2024, 6, 30)),),
)
RUN = Run(
    "ledger-xlsx 0.1.0", "1", "ef", Options(Stage.MONTHLY, date(2024, 3, 29)), ROSTER, (RESULT,),
    (Submission("五年级数学", (RESULT.source,)),), (), (Skipped("~$五年级数学.xlsx", "锁文件"),),
)  # fmt: skip


def test_a_run_goes_to_json_and_back_unchanged() -> None:
    assert decoded(Run, json.loads(json.dumps(encoded(RUN)))) == RUN


@pytest.mark.parametrize("change", [{"status": "fine"}, {"problems": [{}]}, {"source": 5}, {"received": "gestern"}])
def test_what_is_no_result_is_told_from_one(change: dict[str, object]) -> None:
    with pytest.raises(NotOurs):
        decoded(Result, {**encoded(RESULT), **change})


def test_a_waived_problem_is_not_counted() -> None:
    assert (RESULT.counts[Severity.ERROR], RESULT.waived, len(RESULT.problems)) == (1, 1, 2)


def test_the_public_run_names_nobody_but_its_groups() -> None:
    said = json.dumps(encoded(RUN.public()), ensure_ascii=False)
    assert "五年级数学" in said
    assert not [name for name in ("张思月", "朱建明", "恽蝶") if name in said]


def test_what_is_missing_of_an_item_is_counted_in_its_label() -> None:
    assert [item.label for item in RESULT.items] == ["缺 2", "齐"]
