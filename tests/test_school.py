"""The sample school is as generated, and a batch over it says of each group how it stands."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ledger_xlsx.office.outputs import Placing, wanted
from ledger_xlsx.office.overview.groups import lines
from ledger_xlsx.office.results import Options, Run
from ledger_xlsx.office.roster import read
from ledger_xlsx.office.run import Batch, run
from ledger_xlsx.office.store import opened
from samples import build, ledgers, school
from tests.office.batches import InTurn

AGAIN = "run `make generated` and commit what it writes"
SCHOOL = build.FOLDER / school.FOLDER
STANDINGS = """
一年级语文 通过 · 二年级语文 退回待改 · 三年级语文 通过 · 四年级语文 退回待改 · 五年级语文 通过 · 六年级语文 未交
一年级数学 通过 · 二年级数学 未交 · 三年级数学 两份不同，待确认 · 四年级数学 退回待改 · 五年级数学 退回待改 · 六年级数学 未交
三、四年级英语 没有交齐 · 五、六年级英语 退回待改 · 一、二年级体育 通过 · 三至六年级体育 带建议通过
一至六年级音乐 通过 · 一至六年级美术 退回待改 · 三至六年级科学 退回待改
一至三年级道德与法治 带建议通过 · 四至六年级道德与法治 带建议通过
三至六年级信息科技 未交 · 三至六年级综合实践 通过 · 一至六年级劳动 通过
二年级数学.xls 打不开 · 六年级数学备课组台账.xlsx 打不开 · 三至六年级信息技术 对不上名单
"""
OPTIONS = Options(None, school.DAY, school.DAY)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """A batch over the school, and where its files are."""
    out = tmp_path_factory.mktemp("全校")
    task = Batch(SCHOOL / school.RECEIVED, OPTIONS, read(SCHOOL / "名单.xlsx")[0], SCHOOL / "校历.xlsx", (out,))
    with opened(out) as store:
        found, finished = run(task, store, InTurn, now=datetime(2024, 4, 25, 16, tzinfo=UTC))
        list(Placing(out, store).place(wanted(found, store)))
    assert finished
    return found, out


def test_each_group_stands_as_what_it_has_sent_deserves(batch: tuple[Run, Path]) -> None:
    expected = dict(one.strip().split(" ") for row in STANDINGS.strip().splitlines() for one in row.split(" · "))
    assert {line.name: line.standing.label for line in lines(batch[0])} == expected


def test_the_book_in_the_folder_of_the_day_after_came_late_and_no_other(batch: tuple[Run, Path]) -> None:
    timings = {line.name: line.timing for line in lines(batch[0]) if line.results and line.deadline}
    assert timings.pop("一至三年级道德与法治") == "迟交 1 天"
    assert set(timings.values()) == {"按时"}


def test_what_is_mixed_up_is_said_once_and_of_the_right_groups(batch: tuple[Run, Path]) -> None:
    told = [(problem.code, problem.group) for problem in batch[0].problems if problem.code != "批-01"]
    assert told == [
        ("批-02", "三年级数学"), ("批-03", "一至六年级劳动"), ("批-04", "五年级语文"), ("批-12", "一至六年级美术"), ("批-13", ""),
        ("批-21", "三至六年级科学"),
    ]  # fmt: skip


def test_only_a_waiver_that_holds_lifts_a_mistake(batch: tuple[Run, Path]) -> None:
    assert [(result.identity.group, result.waived) for result in batch[0].results if result.waived] == [
        ("一至六年级音乐", 1)
    ]


def test_no_name_of_a_member_or_a_pupil_leaves_the_ledgers(batch: tuple[Run, Path]) -> None:
    written = {path.name: path for path in batch[1].iterdir() if path.is_file()}
    people = {name for group in ledgers.GROUPS.values() for name in group["people"]} | set(ledgers.PUPILS)
    people |= {"恽蝶", "陆文静", "殷晓雯", "何晓峰", "陶小舟", "江小渔"}
    for name in ("results.json", "results.csv"):
        said = written[name].read_text(encoding="utf-8-sig")
        assert sorted(one for one in people if one in said) == []
    leaders = {leader for _, leader, _ in school.GROUPS}
    book = load_workbook(written["总览_月调研_2024-04.xlsx"])
    cells = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    for said in (cells, written["总览.html"].read_text(encoding="utf-8")):
        assert "张思月" in said
        assert sorted(one for one in people - leaders if one in said) == []


def test_the_school_is_as_generated() -> None:
    made = school.generated()
    there = {path.relative_to(build.FOLDER).as_posix() for path in SCHOOL.rglob("*") if path.is_file()}
    assert there == set(made), AGAIN
    # Another zlib may pack the same parts into other bytes; a file that is cut off cannot be compared then.
    stale = [
        name for name, data in made.items()
        if (there_now := (build.FOLDER / name).read_bytes()) != data
        and "六年级数学" not in name and parts(there_now) != parts(data)
    ]  # fmt: skip
    assert stale == [], AGAIN


def parts(package: bytes) -> dict[str, object]:
    """What an archive holds, by name; what is none is itself."""
    if not zipfile.is_zipfile(io.BytesIO(package)):
        return {"": package}
    with zipfile.ZipFile(io.BytesIO(package)) as opened_one:
        return {
            name: parts(data) if (data := opened_one.read(name)).startswith(b"PK") else data
            for name in opened_one.namelist()
        }
