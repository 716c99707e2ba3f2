"""A batch as a whole: what is kept, what is told, what is written."""

from __future__ import annotations

import errno
import json
import re
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ledger_xlsx.document.dump import dump
from ledger_xlsx.document.office import VARIABLE
from ledger_xlsx.errors import CannotWrite
from ledger_xlsx.findings import Severity
from ledger_xlsx.office import store
from ledger_xlsx.office.intake import intake
from ledger_xlsx.office.jobs import Workers
from ledger_xlsx.office.look import CannotMake, look
from ledger_xlsx.office.plain import decoded
from ledger_xlsx.office.results import Options, Result, Run, Status
from ledger_xlsx.office.run import Batch
from tests.drawn import FAULTY, PLANNED, workbook

from . import batches
from .batches import DAY, InTurn, batched, files, handed_in, school

WORK = ".ledger-xlsx"


def test_each_workbook_has_its_result_and_the_groups_what_is_theirs(tmp_path: Path) -> None:
    found, finished = batched(handed_in(tmp_path / "收"), tmp_path / "出", named=school(tmp_path))
    assert finished
    assert [(one.source, one.status, one.identity.group, one.ok) for one in found.results] == [
        ("六.xlsx", Status.CHECKED, "六年级数学", False),
        ("坏的.xlsx", Status.UNREADABLE, "", False),
        ("数学/五.xlsx", Status.CHECKED, "五年级数学", True),
    ]
    assert [(one.group, one.missing) for one in found.missing] == [("一年级语文", (1,))]
    assert {name for name in files(tmp_path / "出") if "退回/五" not in name} == {
        "台账/五年级数学.docx", "退回/六年级数学/六年级数学_标注.xlsx", "退回/六年级数学/问题清单.html", "results.json", "results.csv",
        "总览_月调研_2024-02.xlsx", "总览.html", "催交.txt", "退回/六年级数学/说明.txt", "反馈小结.docx",
        "反馈单/五年级数学.docx", "反馈单/六年级数学.docx", "反馈单/一年级语文.docx", "反馈单/坏的.xlsx.docx",
    }  # fmt: skip


def test_the_results_are_the_run_itself(tmp_path: Path) -> None:
    found, _ = batched(handed_in(tmp_path / "收"), tmp_path / "出", named=school(tmp_path))
    assert decoded(Run, json.loads((tmp_path / "出" / "results.json").read_bytes())) == found.public()


def test_nothing_depends_on_the_order_of_work_or_the_number_of_processes(tmp_path: Path) -> None:
    folder, named = handed_in(tmp_path / "收"), school(tmp_path)
    ways = (InTurn, partial(Workers, 1), partial(Workers, 3))
    written = []
    for number, executor in enumerate(ways):
        batched(folder, tmp_path / f"出{number}", named=named, executor=executor)
        written.append(files(tmp_path / f"出{number}"))
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_was_stopped_goes_on_to_the_same_end(tmp_path: Path, after: int) -> None:
    folder, named = handed_in(tmp_path / "收"), school(tmp_path)
    batched(folder, tmp_path / "一次", named=named)

    def told(number: int, *_: object) -> None:
        if number > after:
            raise KeyboardInterrupt

    found, finished = batched(folder, tmp_path / "两次", named=named, told=told)
    assert (finished, len(found.results), len(found.unfinished)) == (False, after + 1, 2 - after)
    batched(folder, tmp_path / "两次", named=named)
    assert files(tmp_path / "两次") == files(tmp_path / "一次")


def test_what_has_not_changed_is_not_done_again(tmp_path: Path) -> None:
    folder, named = handed_in(tmp_path / "收"), school(tmp_path)
    batched(folder, tmp_path / "出", named=named)
    done: list[str] = []
    again = partial(batched, folder, tmp_path / "出", named=named, told=lambda *news: done.append(news[2].source))
    again()
    assert done == []
    (folder / "六.xlsx").rename(folder / "数学" / "又.xlsx")
    assert [one.source for one in again()[0].results] == ["坏的.xlsx", "数学/五.xlsx", "数学/又.xlsx"]
    assert done == []
    workbook(folder / "数学" / "又.xlsx", PLANNED + batches.SIXTH)
    again()
    assert done == ["数学/又.xlsx"]


def test_what_has_lost_its_files_is_done_again(tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "收")
    found, _ = batched(folder, tmp_path / "出")
    before = files(tmp_path / "出")
    (tmp_path / "出" / WORK / found.results[0].made.problem_list).unlink()
    done: list[str] = []
    batched(folder, tmp_path / "出", told=lambda *news: done.append(news[2].source))
    assert done == [found.results[0].source]
    assert files(tmp_path / "出") == before


def test_other_requirements_or_another_day_are_other_work(tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "收")
    done: list[str] = []
    asked = partial(batched, folder, tmp_path / "出", told=lambda *news: done.append(news[2].source))
    for named in (school(tmp_path), school(tmp_path, "理论学习每月篇数 | 1")):
        asked(named=named)
        assert len(done) == 3
        done.clear()
    asked(named=school(tmp_path), options=Options(None, DAY.replace(day=23), DAY))
    assert len(done) == 3


def test_a_result_of_half_a_line_counts_for_nothing(tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "收")
    batched(folder, tmp_path / "一次")
    batched(folder, tmp_path / "两次")
    lines = tmp_path / "两次" / WORK / store.LINES
    lines.write_bytes(lines.read_bytes()[:-40])
    (tmp_path / "两次" / WORK / ".tmp-1").mkdir()
    done: list[str] = []
    batched(folder, tmp_path / "两次", told=lambda *news: done.append(news[2].source))
    assert len(done) == 1
    assert files(tmp_path / "两次") == files(tmp_path / "一次")
    assert not list((tmp_path / "两次" / WORK).glob(".tmp-*"))
    assert len(lines.read_bytes().splitlines()) == 4


@pytest.mark.parametrize(
    ("looking", "status", "code"),
    [
        (batches.hangs, Status.TIMED_OUT, "批-18"),
        (batches.dies, Status.DIED, "批-19"),
        (batches.swallows, Status.DIED, "批-19"),
        (batches.is_our_fault, Status.FAULT, "批-20"),
    ],
)
def test_one_workbook_costs_no_other_whatever_becomes_of_it(
    tmp_path: Path, looking: batches.Looking, status: Status, code: str
) -> None:
    folder = handed_in(tmp_path / "收")
    found, finished = batched(
        folder, tmp_path / "出", executor=partial(Workers, 1, seconds=8, memory=1024**3), looking=looking
    )
    assert finished
    assert [one.status for one in found.results] == [status, Status.UNREADABLE, Status.CHECKED]
    assert [problem.code for problem in found.results[0].problems] == [code]
    again, _ = batched(folder, tmp_path / "出")
    assert [one.status for one in again.results] == [Status.CHECKED, Status.UNREADABLE, Status.CHECKED]


def test_two_runs_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "收")
    with store.opened(tmp_path / "出"), pytest.raises(CannotWrite, match="另一个批量检查"):
        batched(folder, tmp_path / "出")
    batched(folder, tmp_path / "出")


def test_a_full_disk_stops_the_run_and_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = handed_in(tmp_path / "收")
    batched(folder, tmp_path / "一次")
    with pytest.raises(CannotWrite, match="磁盘满了"):
        batched(folder, tmp_path / "两次", looking=lambda _: CannotMake("磁盘满了，没有写成。请腾出一些空间再试。"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert isinstance(look_at(folder, tmp_path / "三次"), CannotMake)
    assert not [path for path in (tmp_path / "三次").rglob("*") if path.is_file()]
    batched(folder, tmp_path / "两次")
    assert files(tmp_path / "两次") == files(tmp_path / "一次")


def test_what_another_computer_made_in_the_same_moment_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, work = handed_in(tmp_path / "收"), tmp_path / "做"
    first, removed = look_at(folder, work), shutil.rmtree
    assert isinstance(first, Result)

    def but_the_target(path: Path, **more: Any) -> None:
        if path != work / first.key:
            removed(path, **more)

    monkeypatch.setattr(shutil, "rmtree", but_the_target)
    assert look_at(folder, work) == first
    assert [path.name for path in work.iterdir()] == [first.key]


def look_at(folder: Path, work: Path) -> object:
    batch = Batch(folder, Options(None, DAY, DAY))
    return look(batch.job(intake(folder).workbooks[-1], work, batch.fingerprint()))


def test_nobodys_name_and_nothing_typed_is_in_the_results(tmp_path: Path) -> None:
    secret = (
        FAULTY.replace("张思月", "欧阳秘").replace("一会儿", "秘密课时")
        + "\n    【成员】\n    姓名 | 性别 | 年龄\n    司马密 | 女 | 17\n"
    )
    folder = tmp_path / "收"
    workbook(folder / "五.xlsx", secret)
    named = school(tmp_path, waived="规则 | 组 | 位置 | 理由 | 批准人\n行-05 | 五年级数学 | | 司马密返聘 | 朱建明")
    found, _ = batched(folder, tmp_path / "出", named=named)
    assert {problem.code for problem in found.results[0].problems} >= {"格-16", "跨-01", "跨-04"}
    for path in (tmp_path / "出" / "results.json", tmp_path / "出" / "results.csv"):
        text = path.read_text(encoding="utf-8")
        assert not [
            word for word in ("欧阳秘", "司马密", "秘密课时", "张思月", "朱建明", "恽蝶", "返聘") if word in text
        ]
    batched(folder, tmp_path / "全", named=named, options=Options(None, DAY, DAY, include_values=True))
    assert "秘密课时" in (tmp_path / "全" / "results.json").read_text(encoding="utf-8")


WAIVED = "规则 | 组 | 位置 | 理由 | 批准人 | 有效期至\n格-16 | 六年级数学 | 表2教学进度 课时 | 综合实践 | 朱建明 |"


def test_a_waiver_lets_the_ledger_be_made_and_is_shown_and_counted(tmp_path: Path) -> None:
    found, _ = batched(handed_in(tmp_path / "收"), tmp_path / "出", named=school(tmp_path, waived=WAIVED))
    sixth = found.results[0]
    waived = [problem for problem in sixth.problems if problem.waived]
    assert (sixth.ok, sixth.waived, sixth.counts[Severity.ERROR]) == (True, 1, 0)
    assert [(one.code, one.severity) for one in waived] == [("格-16", Severity.ERROR)]
    assert "台账/六年级数学.docx" in files(tmp_path / "出")


@pytest.mark.parametrize(
    ("change", "codes"),
    [(("朱建明 |", "朱建明 | 2024-02-21"), ["批-12"]), (("六年级数学", "五年级数学"), []), (("课时", "日期"), [])],
)
def test_a_waiver_that_does_not_fit_lifts_nothing(tmp_path: Path, change: tuple[str, str], codes: list[str]) -> None:
    named = school(tmp_path, waived=WAIVED.replace(*change))
    found, _ = batched(handed_in(tmp_path / "收"), tmp_path / "出", named=named)
    assert (found.results[0].ok, found.results[0].waived) == (False, 0)
    assert [problem.code for problem in found.problems if problem.code == "批-12"] == codes


def test_what_no_longer_holds_is_taken_away_and_what_somebody_changed_is_kept(tmp_path: Path) -> None:
    folder, out = handed_in(tmp_path / "收"), tmp_path / "出"
    batched(folder, out)
    assert "台账/五年级数学.docx" in files(out)
    workbook(folder / "数学" / "五.xlsx", FAULTY)
    batched(folder, out)
    assert "台账/五年级数学.docx" not in files(out)
    workbook(folder / "数学" / "五.xlsx", PLANNED)
    batched(folder, out)
    (out / "台账" / "五年级数学.docx").write_bytes(b"printed and signed")
    before = files(out)
    workbook(folder / "数学" / "五.xlsx", PLANNED.replace("1、整体感悟教材", "2、整体感悟教材"))
    with pytest.raises(CannotWrite, match="--force"):
        batched(folder, out)
    assert files(out) == before


def test_with_a_day_only_what_came_after_it_is_printed(tmp_path: Path) -> None:
    folder, named = handed_in(tmp_path / "收"), school(tmp_path)
    batched(folder, tmp_path / "出", named=named)
    found, _ = batched(folder, tmp_path / "出", named=named, options=Options(None, DAY, DAY, since=DAY))
    # Nothing in these workbooks is dated: they have no page that is new.
    assert [result.made.ledger for result in found.results if result.readable] == ["", ""]
    assert not [name for name in files(tmp_path / "出") if name.startswith("台账/")]


@pytest.mark.office
def test_ledgers_are_printed_once_each_and_bound_by_grades(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, soffice: str
) -> None:
    monkeypatch.setenv(VARIABLE, soffice)
    folder, named, out = handed_in(tmp_path / "收"), school(tmp_path), tmp_path / "出"
    found, _ = batched(folder, out, named=named, options=Options(None, DAY, DAY, pdf=True))
    [made] = [result.made for result in found.results if result.made.pdf]
    assert {name for name in files(out) if name.endswith(".pdf")} == {"台账/五年级数学.pdf", "打印/五年级.pdf"}
    assert made.pages >= 5
    numbers = re.findall(r"\t(\d+)$", dump((out / "台账" / "五年级数学.docx").read_bytes()), re.MULTILINE)
    assert numbers[0] == "3"
    before = (out / "台账" / "五年级数学.pdf").read_bytes()
    batched(folder, out, named=named, options=Options(None, DAY, DAY, pdf=True))
    assert (out / "台账" / "五年级数学.pdf").read_bytes() == before


def test_without_libreoffice_there_is_no_pdf_and_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    found, _ = batched(handed_in(tmp_path / "收"), tmp_path / "出", options=Options(None, DAY, DAY, pdf=True))
    assert [result.made.pdf for result in found.results] == ["", "", ""]
    assert "台账/五年级数学.docx" in files(tmp_path / "出")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_new_folder_of_results_is_its_owners_alone(tmp_path: Path) -> None:
    batched(handed_in(tmp_path / "收"), tmp_path / "出")
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("出", f"出/{WORK}")] == [0o700, 0o700]
