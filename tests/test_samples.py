"""The samples are as generated, read without a mistake, and their figures agree with one another."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ledger_xlsx import api
from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import WorkRow
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.ledger import Ledger
from samples import build, content, fill, mistakes, pictures

AGAIN = "run `make generated` and commit what it writes"
MATHS, CHINESE = "五年级数学", "一年级语文"
FILES = (
    [f"{name}.xlsx" for name in build.SAMPLES]
    + [f"errors/{m.name}.xlsx" for m in mistakes.MISTAKES]
    + ["errors/README.md"]
)
FREE = {date(2024, 4, 4), date(2024, 4, 5), date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3), date(2024, 6, 10)}
MADE_UP_FOR = {date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11)}


@cache
def made() -> dict[str, bytes]:
    return build.generated()


@cache
def workbook(name: str) -> bytes:
    return made().get(f"{name}.xlsx") or fill.filled(content.load(name))


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(data)
    return path


def findings(path: Path, name: str) -> list[Finding]:
    stage, day = content.stage(content.load(name))
    return list(api.check(path, stage=stage, as_of=day).findings)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("name", FILES)
def test_a_generated_sample_is_as_committed(name: str) -> None:
    there, new = (build.FOLDER / name).read_bytes(), made()[name]
    if there == new:
        return
    assert not name.endswith(".md"), f"samples/{name} is stale: {AGAIN}"
    # Another zlib may pack the same parts into other bytes.
    old_parts, new_parts = parts(there), parts(new)
    stale = sorted(part for part in old_parts.keys() | new_parts.keys() if old_parts.get(part) != new_parts.get(part))
    assert stale == [], f"samples/{name} is stale: {AGAIN}"


def test_no_faulty_workbook_of_an_old_name_is_left() -> None:
    there = {f"errors/{path.name}" for path in (build.FOLDER / "errors").iterdir()}
    assert there == {name for name in made() if name.startswith("errors/")}, AGAIN


@pytest.mark.parametrize("name", content.names())
def test_content_goes_by_the_declared_sheets_and_columns(name: str) -> None:
    typed = content.load(name)
    declared = {kind.sheet: {column.title for column in kind.columns} for kind in content.kinds()}
    unknown = {
        (kind.sheet, title)
        for kind in content.kinds()
        for row in content.rows(typed, kind)
        for title in row.keys() - declared[kind.sheet]
    }
    assert (unknown, {key for key in typed if not key.startswith("_")} - declared.keys()) == (set(), set())


@pytest.mark.parametrize("name", content.names())
def test_every_sample_reads_without_anything_that_must_be_changed(name: str, tmp_path: Path) -> None:
    found = findings(written(tmp_path, name, workbook(name)), name)
    assert [(f.notice.code, str(f.place), f.found) for f in found if f.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("名字不在成员表里", [("跨-01", "C7")]),
        ("单元课时对不上", [("跨-07", "D30")]),
        ("日期写错", [("历-01", "B6"), ("历-04", "B29")]),
        ("缺一次活动记录", [("跨-10", "A9")]),
        ("没有填完", [("格-01", "C5"), ("行-02", "B6")]),
        ("少一张表", [("页-01", None)]),
    ],
)
def test_a_mistake_is_found_where_it_was_made_and_nowhere_else(
    name: str, expected: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    found = findings(written(tmp_path, name, made()[f"errors/{name}.xlsx"]), CHINESE)
    assert sorted((f.notice.code, f.place.cell) for f in found if f.severity is not Severity.HINT) == sorted(expected)


@cache
def ledger(data: bytes) -> Ledger:
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        return api.read(written(Path(folder), "样例", data)).ledger


def shown(read: Ledger) -> dict[str, list[dict[str, Any]]]:
    return {kind.sheet: [row.shown() for row in read.rows(kind)] for kind in content.kinds() if kind is not Basics}


def test_merged_cells_and_blank_ones_read_the_same() -> None:
    blank = deepcopy(content.load(MATHS))
    merged = blank.pop("_merged")
    assert merged.keys() >= {"表2教学进度"}
    assert shown(ledger(fill.filled(blank))) == shown(ledger(workbook(MATHS)))


@pytest.mark.parametrize("name", content.names())
def test_every_picture_of_the_content_stands_on_its_row(name: str) -> None:
    read, typed = ledger(workbook(name)), content.load(name)
    for kind, column in (
        (ActivityRow, ActivityRow.photos),
        (ExerciseRow, ExerciseRow.figures),
        (WorkRow, WorkRow.pictures),
    ):
        expected = [len(content.named(row.get(column.title, ""))) for row in content.rows(typed, kind)]
        assert [len(row.values[column.name]) for row in read.rows(kind)] == expected, column.title
    assert len(read.basics.cover_picture) == (1 if name == MATHS else 0)


def test_every_drawing_is_used_and_every_picture_drawn() -> None:
    used = {picture for name in content.names() for picture in content.pictures(content.load(name))}
    there = {path.name for path in pictures.FOLDER.iterdir()}
    assert used == there == set(pictures.DRAWN)
    assert sum(path.stat().st_size for path in pictures.FOLDER.iterdir()) < 1_500_000


def test_one_picture_lies_on_its_side_as_a_telephone_stores_it() -> None:
    with Image.open(pictures.FOLDER / pictures.TAKEN_SIDEWAYS) as picture:
        assert (picture.size, picture.getexif()[pictures.ORIENTATION]) == ((4000, 3000), pictures.QUARTER_LEFT)


def test_a_picture_can_be_drawn_again() -> None:
    # The fonts of this machine do not matter to one without letters.
    again = pictures.school_gate().finished().quantize(64).convert("RGB")
    with Image.open(pictures.FOLDER / "封面_校门.png") as there:
        assert (again.size, again.tobytes()) == (there.size, there.convert("RGB").tobytes())


def test_a_sheet_with_pictures_keeps_the_order_of_the_schema() -> None:
    sheets = [part for name, part in parts(workbook(MATHS)).items() if name.startswith("xl/worksheets/sheet")]
    drawn = [part for part in sheets if b"<drawing " in part]
    assert len(drawn) == 4
    assert all(part.index(b"<ignoredErrors") < part.index(b"<drawing ") for part in drawn)


def texts(name: str) -> list[str]:
    typed = content.load(name)
    return [str(value) for kind in content.kinds() for row in content.rows(typed, kind) for value in row.values()]


@pytest.mark.parametrize("name", content.names())
def test_every_share_of_pupils_is_count_by_pupils(name: str) -> None:
    for text in texts(name):
        total = re.search(r"共(\d+)人", text)
        for count, share in re.findall(r"(\d+)人[^人。；]*?(\d+\.\d)%", text) if total else []:
            assert percent(int(count), int(total[1])) == share, text  # type: ignore[index]


def percent(count: int, total: int) -> str:
    return str((Decimal(count) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize(("name", "mean"), [(MATHS, "87.71"), ("三年级英语", "89.38")])
def test_marks_rates_and_quoted_figures_of_the_final_check_agree(name: str, mean: str) -> None:
    typed = content.load(name)
    results = typed["质量检测"]
    sat = sum(row["实考人数"] for row in results)
    assert (
        str((Decimal(sum(row["全班总分"] for row in results)) / sat).quantize(Decimal("0.01"), ROUND_HALF_UP)) == mean
    )
    rated = sum(Decimal(row["满分"]) * Decimal(row["得分率"].rstrip("%")) / 100 for row in typed["试题分析"])
    assert (sum(row["满分"] for row in typed["试题分析"]), abs(rated - Decimal(mean)) < Decimal("0.05")) == (100, True)
    excellent = sum(row["优秀人数"] for row in results)
    for sheet in ("质量分析", "工作总结"):
        said = "".join(row["内容"] for row in typed[sheet])
        assert f"平均分{mean}分" in said
        assert f"优秀率{percent(excellent, sat)}%" in said


def test_the_lessons_of_the_main_sample_fill_its_school_days_and_research_lessons_fall_on_them() -> None:
    rows = content.load(MATHS)["表2教学进度"]
    taught: list[str] = []
    flexible = 0
    for row in rows:
        if isinstance(row["课时"], str):
            taught += ["机动"] * flexible
            flexible = int(row["课时"].partition("+")[2])
        elif "检测" in row["教学内容"] and flexible:
            # The flexible lessons of the last unit come before the final check.
            taught += ["机动"] * flexible + [row["教学内容"]]
            flexible = 0
        else:
            taught.append(row["教学内容"])
    day, days = date(2024, 2, 21), []
    while day <= date(2024, 6, 27):
        if (day.weekday() < 5 and day not in FREE) or day in MADE_UP_FOR:
            days.append(day)
        day += timedelta(days=1)
    lessons = dict(zip(days, taught, strict=True))
    record = {row.time.date: row.content for row in ledger(workbook(MATHS)).rows(ActivityRow) if row.time}
    research = {
        held: said.partition("《")[2].partition("》")[0]
        for held, said in record.items()
        if said.startswith("观摩") and held
    }
    assert research == {held: lessons[held] for held in research}
    assert len(research) == 4
