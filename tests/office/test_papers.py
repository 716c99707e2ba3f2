"""What the office prints and sends back: one sheet a group, half a page for all, and what to do in plain words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from ledger_xlsx.document.dump import dump
from ledger_xlsx.findings import Severity
from ledger_xlsx.office import papers
from ledger_xlsx.office.notes import note
from ledger_xlsx.office.outputs import due, to_return
from ledger_xlsx.office.results import Made, Status

from .test_overview import WARNING, result, run
from .test_results import PROBLEM


def table(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows]


def test_a_sheet_lists_the_ten_items_and_leaves_room_for_the_hand() -> None:
    made = papers.sheets(run(result("五数", PROBLEM), groups=("五数",)))
    assert list(made) == ["五数"]
    rows = table(made["五数"])
    assert rows[0] == ["序号", "项目", "应有", "现有", "情况"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 11)]
    assert rows[4] == ["4", "备课组研讨活动记录", "3", "1", "缺 2"]
    assert rows[7][2:] == ["—", "5", "齐"]
    text = dump(made["五数"])
    for words in (
        "2024年3月调研备课组台账反馈单",
        "备课组：五数",
        "组长：张思月",
        "亮  点",
        "建  议",
        "调研人签名",
        "必须改 1 处",
    ):
        assert words in text


def test_a_group_that_handed_in_nothing_has_its_sheet_too() -> None:
    rows = table(papers.sheets(run(groups=("四数",)))["四数"])
    assert {row[4] for row in rows[1:]} == {"未交"}


def test_a_file_that_does_not_open_is_not_said_to_be_missing() -> None:
    unreadable = replace(result("五数"), status=Status.UNREADABLE, items=())
    rows = table(papers.sheets(run(unreadable, groups=("五数",)))["五数"])
    assert {row[4] for row in rows[1:]} == {"打不开"}


def test_the_digest_counts_groups_and_names_only_what_several_have() -> None:
    text = dump(papers.digest(run(result("五数", PROBLEM, WARNING), result("六数", PROBLEM))))
    assert "这次应交 3 个备课组，已交 2 个；其中 0 个组没有必须改的地方" in text
    assert "（2 个组，格-01）" in text
    assert "跨-16" not in text
    for name in ("张思月", "五数", "朱建明"):
        assert name not in text


def test_equal_runs_give_equal_papers() -> None:
    one = run(result("五数", PROBLEM))
    assert papers.sheets(one) == papers.sheets(one)
    assert papers.digest(one) == papers.digest(one)


@pytest.mark.parametrize(
    ("severity", "goes"), [(Severity.ERROR, True), (Severity.WARNING, True), (Severity.HINT, False)]
)
def test_what_asks_for_nothing_is_not_sent_back(severity: Severity, *, goes: bool) -> None:
    assert to_return(result("五数", replace(PROBLEM, severity=severity))) is goes


def test_what_is_waived_is_not_sent_back() -> None:
    assert not to_return(result("五数", replace(PROBLEM, waived=True)))


def test_the_note_says_what_to_do_and_until_when() -> None:
    data = note(result("五数", PROBLEM, WARNING), "五数_标注.xlsx", date(2024, 3, 27))
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert text.startswith("五数：\r\n\r\n交来的台账工作簿里有 1 处必须改，1 处建议改。\r\n")
    assert "打开「五数_标注.xlsx」" in text
    assert text.endswith("请在 3月27日前交回。\r\n")


def test_no_day_is_asked_for_that_has_passed() -> None:
    one = run(result("五数", PROBLEM))
    assert one.roster
    for asked, expected in ((date(2024, 3, 28), None), (date(2024, 3, 29), date(2024, 3, 29))):
        requirements = replace(one.roster.requirements, deadlines=(asked,))
        assert due(replace(one, roster=replace(one.roster, requirements=requirements))) == expected
    assert note(result("五数", PROBLEM), "五数_标注.xlsx", None).decode("utf-8-sig").endswith("请尽快改好交回。\r\n")


def test_without_a_copy_the_note_points_at_the_list() -> None:
    text = note(replace(result("五数", PROBLEM), made=Made()), "", None).decode("utf-8-sig")
    assert "问题清单.html" in text
    assert "标注" not in text
