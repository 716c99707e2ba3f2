"""`merge`, and `new --keep`, as a user calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_xlsx import api
from ledger_xlsx.items.plan import PlanRow
from tests.drawn import PLANNED, workbook

from .calls import files_in

TALK = """
    【每日一议】
    日期 | 议题   | 主讲人 | 参加人员       | 讨论要点
    2.27 | {0}    | 恽蝶   | 张思月、恽蝶   | 达成一致：前三次作业书面检验。
"""


@pytest.fixture
def teacher(tmp_path: Path) -> Path:
    return workbook(tmp_path / "恽蝶.xlsx", PLANNED + TALK.format("要不要写检验"))


def test_the_merged_workbook_is_named_and_what_came_from_whom_is_told(
    run: object, tmp_path: Path, good: Path, teacher: Path
) -> None:
    before = good.read_bytes(), teacher.read_bytes()
    code, out, err = run("merge", good, teacher, "-o", tmp_path / "合好.xlsx")
    assert (code, out) == (0, f"{tmp_path / '合好.xlsx'}\n")
    assert err.startswith("恽蝶.xlsx：并入 1 处（每日一议 1）；已有的 ")
    assert (good.read_bytes(), teacher.read_bytes()) == before


def test_what_the_leader_has_to_look_at_ends_with_three(run: object, tmp_path: Path, good: Path, teacher: Path) -> None:
    plan = PLANNED.replace("先说单元再说课时", "先说课时再说单元")
    other = workbook(tmp_path / "陆文静.xlsx", plan)
    code, _, err = run("merge", good, teacher, other, "-o", tmp_path / "合好.xlsx")
    assert code == 3
    assert err.endswith("有 1 处请组长看一看，都列在最前面的「合并说明」里（黄色的）。\n")


def test_a_broken_copy_among_others_does_not_stop_them(
    run: object, tmp_path: Path, good: Path, teacher: Path, broken: Path
) -> None:
    code, _, err = run("merge", good, broken, teacher, "-o", tmp_path / "合好.xlsx")
    assert code == 4
    assert "「坏的.xlsx」没能读出，没有并入。" in err
    assert "并入 1 处" in err


def test_a_broken_leader_and_an_existing_output_stop_it(
    run: object, tmp_path: Path, good: Path, teacher: Path, broken: Path
) -> None:
    assert run("merge", broken, teacher, "-o", tmp_path / "合好.xlsx")[0] == 4
    assert run("merge", good, teacher, "-o", teacher, "--force")[0] == 5
    assert run("merge", good, teacher, "-o", tmp_path / "合好.docx")[0] == 2
    assert files_in(tmp_path) == {"好的.xlsx", "恽蝶.xlsx", "坏的.xlsx"}


def test_content_moves_into_a_new_template(run: object, tmp_path: Path, good: Path) -> None:
    code, out, err = run("new", tmp_path / "新.xlsx", "--from", good, "--keep")
    assert (code, out) == (0, f"{tmp_path / '新.xlsx'}\n")
    assert "「好的.xlsx」里填的都搬到了新模板里" in err
    assert len(api.read(tmp_path / "新.xlsx").ledger.rows(PlanRow)) == 2


@pytest.mark.parametrize("more", ["", "--from {0} --term 2"])
def test_keeping_needs_a_workbook_to_keep_and_nothing_else(run: object, tmp_path: Path, good: Path, more: str) -> None:
    code, _, err = run("new", tmp_path / "新.xlsx", "--keep", *more.format(good).split())
    assert code == 2
    assert "--keep 写得不对：--keep 要和 --from 一起用" in err
