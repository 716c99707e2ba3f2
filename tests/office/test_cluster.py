"""A batch on a Dask cluster: real worker processes on this computer, reached over the loopback."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ledger_xlsx.errors import ClusterError
from ledger_xlsx.office import apart
from ledger_xlsx.office.apart import Terms, answer
from ledger_xlsx.office.jobs import Died, TimedOut
from ledger_xlsx.office.look import CannotMake, Job, look
from ledger_xlsx.office.results import Result, Status

from . import batches
from .batches import batched, files, handed_in, school

try:
    from distributed import LocalCluster

    from ledger_xlsx.office.cluster import Cluster
except ModuleNotFoundError:
    if os.environ.get("CI"):
        raise
    pytest.skip("not installed: distributed", allow_module_level=True)

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.cluster]
QUIET: Any = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
LIMITS, HURRIED = Terms(seconds=60, memory=1024**3), Terms(seconds=8, memory=1024**3)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of three workers, each a process."""
    with LocalCluster(processes=True, n_workers=3, threads_per_worker=1, **QUIET) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_bytes_as_this_computer(tmp_path: Path, address: str) -> None:
    folder, named = handed_in(tmp_path / "收"), school(tmp_path)
    batched(folder, tmp_path / "这里", named=named)
    terms = replace(LIMITS, paths=(folder, tmp_path / "那里" / ".ledger-xlsx"))
    found, finished = batched(folder, tmp_path / "那里", named=named, executor=partial(Cluster, address, terms))
    assert (finished, len(found.results)) == (True, 3)
    assert files(tmp_path / "那里") == files(tmp_path / "这里")


@pytest.mark.parametrize(
    ("looking", "terms", "status"),
    [
        (batches.hangs, HURRIED, Status.TIMED_OUT),
        (batches.dies, LIMITS, Status.DIED),
        (batches.swallows, LIMITS, Status.DIED),
    ],
)
def test_one_workbook_costs_no_other_there_either(
    tmp_path: Path, address: str, looking: batches.Looking, terms: Terms, status: Status
) -> None:
    folder = handed_in(tmp_path / "收")
    found, finished = batched(folder, tmp_path / "出", executor=partial(Cluster, address, terms), looking=looking)
    assert finished
    assert [one.status for one in found.results] == [status, Status.UNREADABLE, Status.CHECKED]


def kills_its_worker_once(job: Job) -> Result | CannotMake:
    """A workbook at which, the first time, the cluster's worker is ended, as by a power cut."""
    mark = job.folder / "once"
    if job.found.name.startswith("六") and not mark.exists():
        mark.write_bytes(b"")
        # From a workbook's process: above it the server of processes, the program apart, the worker.
        os.kill(above(above(above(os.getpid()))), signal.SIGKILL)
        time.sleep(60)
    return look(job)


def above(process: int) -> int:
    """The process that started another one."""
    return int((Path("/proc") / str(process) / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="finds the worker in /proc")
def test_a_worker_that_is_killed_costs_a_second_try_and_nothing_else(tmp_path: Path, address: str) -> None:
    folder = handed_in(tmp_path / "收")
    batched(folder, tmp_path / "一次")
    found, finished = batched(
        folder, tmp_path / "两次", executor=partial(Cluster, address, LIMITS), looking=kills_its_worker_once
    )
    assert (tmp_path / "两次" / ".ledger-xlsx" / "once").exists()
    assert finished
    assert [one.status for one in found.results] == [Status.CHECKED, Status.UNREADABLE, Status.CHECKED]
    assert files(tmp_path / "两次") == files(tmp_path / "一次")


def test_what_was_stopped_on_a_cluster_goes_on_here(tmp_path: Path, address: str) -> None:
    folder = handed_in(tmp_path / "收")
    batched(folder, tmp_path / "一次")

    def told(*_: object) -> None:
        raise KeyboardInterrupt

    found, finished = batched(folder, tmp_path / "两次", executor=partial(Cluster, address, LIMITS), told=told)
    assert (finished, len(found.results)) == (False, 1)
    batched(folder, tmp_path / "两次")
    assert files(tmp_path / "两次") == files(tmp_path / "一次")


@pytest.mark.parametrize(
    ("terms", "said"),
    [(Terms((Path("/nowhere/收"),)), "看不到「/nowhere/收」"), (Terms(version="0.0.1"), "别的版本的 ledger-xlsx")],
)
def test_a_computer_that_lacks_something_stops_the_run_with_a_sentence(
    tmp_path: Path, address: str, terms: Terms, said: str
) -> None:
    with pytest.raises(ClusterError, match=said):
        batched(handed_in(tmp_path / "收"), tmp_path / "出", executor=partial(Cluster, address, terms))
    assert files(tmp_path / "出") == {}


class FromElsewhere:
    """A call whose code the workers do not have."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return __import__, ("no_such_module_here",)


def test_code_that_a_computer_does_not_have_is_said_so(address: str) -> None:
    cluster = Cluster(address, Terms())
    with pytest.raises(ClusterError, match="同一版本"):
        cluster.submit(FromElsewhere()).result(20)  # type: ignore[arg-type]
    cluster.shutdown()


def test_a_scheduler_that_cannot_be_reached_or_has_nobody_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger_xlsx.office.cluster.CONNECTING", 0.5)
    for address in ("tcp://127.0.0.1:9", "no address at all", "http://127.0.0.1:9"):
        with pytest.raises(ClusterError, match="连不上调度程序"):
            Cluster(address, Terms())
    with (
        LocalCluster(n_workers=0, **QUIET) as empty,
        pytest.raises(ClusterError, match="没有一台电脑"),
    ):
        Cluster(empty.scheduler_address, Terms())


def test_a_lost_scheduler_ends_the_run_and_keeps_what_is_done() -> None:
    with LocalCluster(processes=False, n_workers=1, protocol="tcp", **QUIET) as short:
        cluster = Cluster(short.scheduler_address, Terms())
        waiting: Future[None] = cluster.submit(time.sleep, 3)
    with pytest.raises(ClusterError, match="断了"):
        waiting.result(20)
    cluster.shutdown(cancel_futures=True)


def test_a_program_apart_is_kept_and_one_that_ended_is_replaced() -> None:
    terms = Terms(seconds=1)
    assert answer(terms, os.getppid, ())[0]
    (program,) = apart.IDLE[1, terms.memory]
    assert answer(terms, divmod, (7, 2)) == (True, (3, 1))
    assert apart.IDLE[1, terms.memory] == [program]
    succeeded, error = answer(terms, divmod, (7, 0))
    assert (succeeded, type(error)) == (False, ZeroDivisionError)
    assert type(answer(terms, time.sleep, (5,))[1]) is TimedOut
    assert type(answer(terms, os._exit, (3,))[1]) is Died
    program.kill()
    program.wait()
    assert type(answer(terms, divmod, (7, 2))[1]) is Died
    assert answer(terms, divmod, (7, 2)) == (True, (3, 1))
    for one in apart.IDLE.pop((1, terms.memory)):
        one.communicate()
        assert one.returncode == 0
