"""The overview: every group once, the most urgent on top, and nobody's words in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.assessment import other_terms
from ledger_xlsx.office.overview.groups import Line, Standing, lines
from ledger_xlsx.office.overview.page import page
from ledger_xlsx.office.overview.reminders import ALL_FINE, reminders
from ledger_xlsx.office.overview.tables import Cell, Table, Tone, state_of, tables
from ledger_xlsx.office.overview.workbook import workbook
from ledger_xlsx.office.results import ItemState, Options, Problem, Result, Run, State, Status, Submission
from ledger_xlsx.office.roster import Group, Roster, Waiver
from ledger_xlsx.requirements import Requirements
from ledger_xlsx.term import Stage

from .test_results import PROBLEM, RESULT

DEADLINE, DAY = date(2024, 3, 27), date(2024, 3, 29)
WARNING = replace(PROBLEM, code="跨-16", severity=Severity.WARNING, sheet="有效练习")
GROUPS = {
    name: Group(name, (grade,), "数学", "张思月", "朱建明") for name, grade in (("五数", 5), ("六数", 6), ("四数", 4))
}


def result(group: str, *problems: Problem, came: int = 26, **more: Any) -> Result:
    own = {"problems": problems, "received": datetime(2024, 3, came, 9, tzinfo=UTC), "source": f"{group}.xlsx", **more}
    return replace(RESULT, identity=replace(RESULT.identity, group=group, title=group), **own)


def run(
    *results: Result, groups: tuple[str, ...] = ("五数", "六数", "四数"), problems: tuple[Problem, ...] = ()
) -> Run:
    listed = tuple(GROUPS[name] for name in groups)
    waivers = (Waiver("行-05", "五数", "成员", "返聘", "朱建明", date(2024, 3, 1)),)
    roster = Roster(listed, Requirements(deadlines=(DEADLINE,)), waivers)
    submissions = tuple(
        Submission(
            group.name,
            tuple(one.source for one in results if one.identity.group == group.name),
            () if any(one.identity.group == group.name for one in results) else group.grades,
        )
        for group in listed
    )
    return Run("ledger-xlsx", "1", "ef", Options(Stage.MONTHLY, DAY, DAY), roster, results, submissions, problems)


def table(found: Run, name: str) -> Table:
    return next(one for one in tables(found) if one.name == name)


def words(one: Table) -> list[list[str | int]]:
    return [[cell.value for cell in row] for row in one.rows]


def test_the_most_urgent_group_stands_on_top() -> None:
    found = run(result("五数"), result("六数", PROBLEM))
    assert [(line.name, line.standing) for line in lines(found)] == [
        ("四数", Standing.OVERDUE), ("六数", Standing.TO_MEND), ("五数", Standing.PASSED),
    ]  # fmt: skip
    assert table(found, "总览").said == "应交 3 组，已交 2 组：未交 1，退回待改 1，通过 1。"


@pytest.mark.parametrize(
    ("made", "standing"),
    [
        (result("五数", WARNING), Standing.WITH_ADVICE),
        (result("五数", replace(PROBLEM, waived=True)), Standing.PASSED),
        (result("五数", PROBLEM, status=Status.UNREADABLE), Standing.UNREADABLE),
        (result("五数", status=Status.TIMED_OUT), Standing.UNREADABLE),
    ],
)
def test_a_group_stands_as_its_workbook_does(made: Result, standing: Standing) -> None:
    [line] = lines(run(made, groups=("五数",)))
    assert line.standing is standing


def test_a_group_with_two_books_for_one_grade_is_a_conflict() -> None:
    conflict = replace(PROBLEM, code="批-02", group="五数")
    [line] = lines(run(result("五数"), replace(result("五数"), source="b"), groups=("五数",), problems=(conflict,)))
    assert line.standing is Standing.CONFLICT


@pytest.mark.parametrize(
    ("came", "timing"), [(26, "按时"), (27, "按时"), (29, "迟交 2 天")],
)  # fmt: skip
def test_lateness_counts_from_the_day_on_which_it_was_first_seen(came: int, timing: str) -> None:
    [line] = lines(run(result("五数", came=came), groups=("五数",)))
    assert line.timing == timing


def test_a_look_back_calls_nothing_late() -> None:
    late = replace(result("五数"), received=datetime(2024, 6, 1, tzinfo=UTC))
    assert [line.timing for line in lines(run(late, groups=("五数",)))] == [""]


@pytest.mark.parametrize(("day", "timing"), [(date(2024, 3, 27), "今天截止"), (date(2024, 3, 25), "还有 2 天")])
def test_what_is_still_expected_says_how_long(day: date, timing: str) -> None:
    line = Line("五数", deadline=DEADLINE, day=day)
    assert (line.standing, line.timing) == (Standing.EXPECTED, timing)


def test_without_a_list_every_workbook_has_its_line() -> None:
    found = replace(run(replace(result(""), identity=RESULT.identity)), roster=None, submissions=())
    assert [row[0] for row in words(table(found, "总览"))] == ["五年级数学"]
    assert "没有名单" in table(found, "总览").said


def test_an_item_of_several_books_stands_as_the_worst_of_them() -> None:
    whole, gaps = ItemState(4, "记录", State.COMPLETE, 0, 3, 3), ItemState(4, "记录", State.GAPS, 2, 3, 1)
    assert state_of([whole, gaps, gaps]) == ItemState(4, "记录", State.GAPS, 4, 3, 1)
    assert state_of([]) is None


def test_signs_of_the_items_are_told_in_words_too() -> None:
    row = table(run(result("五数"), groups=("五数",)), "齐全表").rows[0]
    assert row[4] == Cell("◐ 缺 2", Tone.GAP)
    assert row[7] == Cell("✓ 齐", Tone.GOOD)


def test_rules_are_ranked_by_the_groups_that_they_concern() -> None:
    found = run(result("五数", WARNING, WARNING, WARNING), result("六数", PROBLEM), result("四数", PROBLEM))
    assert [(row[0], row[3], row[4]) for row in words(table(found, "按规则"))] == [("格-01", 2, 2), ("跨-16", 1, 3)]


def test_an_expired_waiver_is_marked() -> None:
    [row] = table(run(result("五数"), groups=("五数",)), "免检").rows
    assert row[5] == Cell("2024-03-01（已过期）", Tone.GAP)


def test_the_list_for_the_print_room_counts_sheets() -> None:
    made = replace(RESULT.made, pdf="cd/台账.pdf", pages=33, coloured=4)
    found = run(result("五数", made=made), groups=("五数",))
    assert "打印清单" not in [one.name for one in tables(found)]
    found = replace(found, options=replace(found.options, pdf=True))
    [row] = words(table(found, "打印清单"))
    assert row[:4] == ["五数", 33, 4, 17]
    assert [cell.value for cell in table(found, "打印清单").totals[0]] == ["合计", 33, 4, 17, ""]


def test_reminders_have_a_block_for_each_administrator_and_name_nobody_else() -> None:
    text = reminders(lines(run(result("五数"), result("六数", PROBLEM, PROBLEM))))
    assert text == (
        "【朱建明】\n· 四数：还没有交，已过 2 天，请尽快交来。\n· 六数：有 2 处必须改（成员 2 处）。\n\n"
        "要改的地方写在各组的「标注」工作簿里，改好再交一次就行。\n"
    )
    assert "张思月" not in text


def test_where_nobody_has_to_do_anything_the_group_is_thanked() -> None:
    assert reminders(lines(run(result("五数"), groups=("五数",)))) == f"{ALL_FINE}\n"


def test_the_workbook_has_a_sheet_for_each_table_and_equal_bytes() -> None:
    found = tables(run(result("五数"), result("六数", PROBLEM)))
    data = workbook(found)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["总览", "齐全表", "本月进度", "按规则", "问题明细", "重交对比", "免检", "催交文字"]
    assert [book["总览"].cell(row, 1).value for row in (4, 5, 6)] == ["四数", "六数", "五数"]
    assert book["问题明细"].auto_filter.ref == "A3:I4"
    assert workbook(found) == data


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_is_never_a_formula(sign: str) -> None:
    book = load_workbook(io.BytesIO(workbook([Table("甲", "", {"乙": 9}, [[Cell(f"{sign}1+1")]])])))
    cell = book["甲"]["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{sign}1+1", "s", True)


def test_the_page_needs_nothing_but_itself_and_shows_text_as_text() -> None:
    text = page("总览", [Table("甲", "<b>", {"乙": 9, "空": 9}, [[Cell("<script>"), Cell("")]])])
    assert re.findall(r"(?:src|href)=\"([^#\"]*)\"", text) == []
    assert "&lt;script&gt;" in text
    assert "空" not in text


def test_a_long_table_is_cut_on_the_page_and_says_so() -> None:
    rows = [[Cell(f"规则{number}")] for number in range(12)]
    assert "还有 2 条" in page("总览", [Table("按规则", "", {"编号": 9}, rows)])


def test_a_workbook_of_another_term_than_most_is_named() -> None:
    spring, autumn = RESULT.identity.term, "2023-2024学年第一学期"
    books = [replace(result(str(n)), identity=replace(RESULT.identity, group=str(n), term=spring)) for n in range(4)]
    old = replace(books[0], identity=replace(books[0].identity, term=autumn), source="旧.xlsx")
    [problem] = other_terms([old, *books[1:]])
    assert (problem.code, problem.sources) == ("批-21", ("旧.xlsx",))
    assert problem.message == f"写的是{autumn}，别的组多是{spring}。"
    assert list(other_terms([old, books[1]])) == []
