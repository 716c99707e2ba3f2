"""The command `batch`, as the office calls it."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.drawn import FAULTY, FIRST_WEEK, PLANNED, workbook
from tests.office.batches import GROUPS, SIXTH, handed_in
from tests.office.rosters import roster

Run = Callable[..., tuple[int, str, str]]
MONTHLY = ("--as-of", FIRST_WEEK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return handed_in(tmp_path / "收")


@pytest.fixture
def named(tmp_path: Path) -> Path:
    return roster(tmp_path / "名单.xlsx", GROUPS, "截止日期 | 2024-02-21")


def results(out: Path) -> Any:
    """The results, without the moment at which workbooks came in."""
    found = json.loads((out / "results.json").read_bytes())
    for result in found["results"]:
        assert result.pop("received")
    return found


def test_a_folder_is_checked_and_everything_is_told(run: Run, tmp_path: Path, folder: Path, named: Path) -> None:
    out = tmp_path / "出"
    code, said, err = run("batch", folder, "-o", out, "--roster", named, *MONTHLY, "--jobs", 1)
    assert code == 4
    assert f"{out / '台账' / '五年级数学.docx'}\n" in said
    assert "一共 3 本工作簿：1 本可以生成台账，1 本有「必须改」，1 本没有查成。" in err
    assert "名单上 3 个备课组，交了 2 个。" in err
    assert "必须改 批-01 一年级语文还没有交（截止 2月21日，已过 1 天）。" in err
    assert "（3/3）" in err


@pytest.mark.parametrize(("left", "code"), [(["坏的.xlsx"], 3), (["坏的.xlsx", "六.xlsx"], 0)])
def test_the_exit_code_is_that_of_the_worst(run: Run, tmp_path: Path, folder: Path, left: list[str], code: int) -> None:
    for name in left:
        (folder / name).unlink()
    assert run("batch", folder, "-o", tmp_path / "出", *MONTHLY, "--jobs", 1)[0] == code


def test_a_faulty_list_of_groups_is_wrong_usage_and_nothing_is_made(run: Run, tmp_path: Path, folder: Path) -> None:
    faulty = roster(tmp_path / "名单.xlsx", GROUPS + "七年级数学 | 七年级 | 数学 | |")
    code, out, err = run("batch", folder, "-o", tmp_path / "出", "--roster", faulty)
    assert (code, out) == (2, "")
    assert "格-17 「备课组」B7" in err
    assert not (tmp_path / "出").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有", "-o", "出"], "没有找到文件夹"), (["收", "-o", "收"], "不能和交来的工作簿放在同一个文件夹"),
        (["收", "-o", "出", "--jobs", "0"], "一次最多 64 本"),
        (["收", "-o", "出", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"], "--jobs 只管这台电脑"),
    ],
)  # fmt: skip
def test_a_call_that_makes_no_sense_is_told(
    run: Run, folder: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    code, _, err = run("batch", *arguments)
    assert (code, said in err) == (2, True)


def test_the_table_is_for_spreadsheets_and_holds_no_formula(run: Run, tmp_path: Path) -> None:
    workbook(tmp_path / "收" / "=cmd.xlsx", FAULTY)
    run("batch", tmp_path / "收", "-o", tmp_path / "出", *MONTHLY, "--jobs", 1, "--include-values")
    raw = (tmp_path / "出" / "results.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert {row["文件"] for row in rows} == {"'=cmd.xlsx"}
    assert [row["现为"] for row in rows if row["编号"] == "格-16"] == ["一会儿"]


def started(folder: Path, out: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A batch in a process of its own, one workbook at a time."""
    command = [
        sys.executable,
        "-m",
        "ledger_xlsx",
        "batch",
        str(folder),
        "-o",
        str(out),
        *MONTHLY,
        "--jobs",
        "1",
        *arguments,
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ))  # noqa: S603


def wait_for(out: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many workbooks are done, or the process is."""
    done = out / ".ledger-xlsx" / "results.jsonl"
    while process.poll() is None and (not done.exists() or done.read_bytes().count(b"\n") < lines):
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_a_run_killed_at_any_moment_goes_on_to_the_same_end(run: Run, tmp_path: Path, folder: Path) -> None:
    workbook(folder / "七.xlsx", FAULTY + SIXTH.replace("六", "三"))
    chance = random.Random(2024)
    for lines in (0, 1, 2):
        process = started(folder, tmp_path / "出")
        wait_for(tmp_path / "出", lines, process)
        time.sleep(chance.random() / 5)
        process.kill()
        process.communicate()
    assert run("batch", folder, "-o", tmp_path / "出", *MONTHLY, "--jobs", 2)[0] == 4
    run("batch", folder, "-o", tmp_path / "一次", *MONTHLY, "--jobs", 1)
    assert results(tmp_path / "出") == results(tmp_path / "一次")
    assert not list((tmp_path / "出" / ".ledger-xlsx").glob(".tmp-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_ended_while_it_replaces_files_goes_on_to_the_same_end(
    run: Run, tmp_path: Path, folder: Path, number: int
) -> None:
    arguments = ("-o", tmp_path / "出", *MONTHLY, "--jobs", 1)
    assert run("batch", folder, *arguments)[0] == 4
    workbook(folder / "六.xlsx", PLANNED + SIXTH)
    chance = random.Random(number)
    for _ in range(3):
        process = started(folder, tmp_path / "出")
        wait_for(tmp_path / "出", 4, process)
        time.sleep(chance.random() / 2)
        process.send_signal(number)
        process.communicate()
        assert len(results(tmp_path / "出")["results"]) in {2, 3}
    assert run("batch", folder, *arguments)[0] == 4
    assert not list((tmp_path / "出").rglob("*.tmp"))
    run("batch", folder, "-o", tmp_path / "一次", *MONTHLY, "--jobs", 1)
    assert results(tmp_path / "出") == results(tmp_path / "一次")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_keeps_what_is_done_and_says_so(tmp_path: Path, folder: Path, number: int) -> None:
    process = started(folder, tmp_path / "出")
    wait_for(tmp_path / "出", 1, process)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    told = err.decode()
    assert (process.returncode, "Traceback" in told) == (130, False)
    assert "已经停下。查完的" in told
    found = results(tmp_path / "出")
    assert len(found["results"]) + len(found["unfinished"]) == 3
    assert found["results"]


def test_two_batches_at_once_into_one_folder_are_one_and_a_sentence(run: Run, tmp_path: Path, folder: Path) -> None:
    process = started(folder, tmp_path / "出")
    wait_for(tmp_path / "出", 1, process)
    code, out, err = run("batch", folder, "-o", tmp_path / "出", *MONTHLY, "--jobs", 1)
    process.communicate(timeout=60)
    assert (code, out) == (5, "")
    assert "另一个批量检查正在用这个文件夹" in err
    assert process.returncode == 4
    assert len(results(tmp_path / "出")["results"]) == 3


def test_without_dask_a_scheduler_is_wrong_usage(
    run: Run, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ledger_xlsx.office.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, out, err = run("batch", folder, "-o", tmp_path / "出", "--scheduler", "tcp://127.0.0.1:9")
    assert (code, out) == (2, "")
    assert "pip install distributed" in err
    assert not (tmp_path / "出").exists()
