"""A batch on many computers: a Dask cluster behind the interface of an Executor (the extra `cluster`).

What goes to a computer are paths, so that all of them must reach the workbooks and OUT under the same ones. A call is
made in a program of its own (`apart`), with the limits that it has at home. Where a worker of the cluster ends, Dask
gives its call to another one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from distributed import Client, KilledWorker
from distributed import Future as Remote

from ledger_xlsx.errors import ClusterError
from ledger_xlsx.office.apart import Answer, Terms, answer
from ledger_xlsx.office.jobs import Died

T = TypeVar("T")
CONNECTING = 10.0
"""So many seconds may it take to find the scheduler, and then a computer that works for it."""
FINISHED, FAILED = "finished", "error"
NOT_REACHED = "连不上调度程序「{address}」。请看看它是不是开着、地址写得对不对，再运行一次。"
NOBODY = "调度程序「{address}」那里现在没有一台电脑在等着干活。请先在各台电脑上运行 dask worker，再运行一次。"
LOST = "和调度程序的连接断了。查完的都留着，再运行一次会接着做。"
UNFIT = "集群里有的电脑做不了这件事（{kind}）。请在每台电脑上都装好同一版本的 ledger-xlsx 和 dask，再运行一次。"


class Cluster(Executor):
    """The computers that work for a Dask scheduler (tcp://10.0.0.5:8786). Raises ClusterError where there are none.

    The futures raise what those of `jobs.Workers` do, and ClusterError where the cluster cannot do such work.
    """

    def __init__(self, address: str, terms: Terms) -> None:
        for name in ("distributed", "distributed.client"):
            # Its reports are in English and for whoever runs the cluster; what went wrong is said in our own words.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            self.client = Client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(NOT_REACHED.format(address=address)) from error
        try:
            self.client.wait_for_workers(1, timeout=CONNECTING)
        except OSError as error:
            self.client.close(timeout=1)
            raise ClusterError(NOBODY.format(address=address)) from error
        self.terms = terms
        self.futures: dict[Future[Any], Remote[Answer]] = {}

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call something on one of the computers. The future raises TimedOut, Died, ClusterError, or what the call does."""
        if kwargs:
            raise TypeError("positional arguments only")
        future: Future[T] = Future()
        remote = self.client.submit(answer, self.terms, fn, args, pure=False)
        self.futures[future] = remote
        remote.add_done_callback(lambda ended: self.settle(future, ended))
        return future

    def settle(self, future: Future[T], remote: Remote[Answer]) -> None:
        """Pass on what came of a call."""
        self.futures.pop(future, None)
        if not future.set_running_or_notify_cancel():
            return
        if remote.status == FINISHED:
            succeeded, value = remote.result()
            if succeeded:
                future.set_result(value)
            else:
                future.set_exception(value)
        elif remote.status != FAILED:
            future.set_exception(ClusterError(LOST))
        elif isinstance(error := remote.exception(), KilledWorker):
            # It was given to several workers, and each of them ended.
            future.set_exception(Died())
        else:
            future.set_exception(ClusterError(UNFIT.format(kind=type(error).__name__)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Executor's own
        """Leave the cluster; with `cancel_futures` what has not begun is not done. It goes on for others."""
        if cancel_futures:
            left = dict(self.futures)
            for future in left:
                future.cancel()
            self.client.cancel(list(left.values()))
        self.client.close(timeout=CONNECTING)
