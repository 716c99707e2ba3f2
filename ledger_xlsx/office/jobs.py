"""Work in processes of its own: bounded in time and memory, and whatever becomes of one costs that one only.

`Workers` is a `concurrent.futures.Executor`, and nothing more than `submit` and `shutdown` is asked of one: that of a
Dask client (`Client.get_executor()`) can take its place.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")
SECONDS = 30.0
"""So long may one workbook take."""
MEMORY = 3 * 1024**3
"""So many bytes of address space may a process have."""
STARTING = 120.0
"""So many seconds may a process take to begin: a slow disk is no fault of a workbook."""
READY = "ready"
CAN_LIMIT_MEMORY = sys.platform != "win32"


class TimedOut(Exception):
    """A task took longer than it may; its process has been ended."""


class Died(Exception):
    """The process of a task ended before the task did."""


@dataclass(frozen=True)
class Task:
    """A call to be made in a process, and where its value goes."""

    future: Future[Any]
    call: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass
class Workers(Executor):
    """`number` processes, each with one task at a time, `seconds` for it and `memory` bytes (not limited on Windows).

    A process that hangs is killed, one that dies is replaced. What is called, its arguments and its value go from
    process to process, so that they must be picklable.
    """

    number: int
    seconds: float = SECONDS
    memory: int = MEMORY
    preload: tuple[str, ...] = ("ledger_xlsx.office.look", "ledger_xlsx.document.render")
    tasks: queue.SimpleQueue[Task | None] = field(default_factory=queue.SimpleQueue)
    workers: list[Worker] = field(default_factory=list["Worker"])

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("forkserver" if CAN_LIMIT_MEMORY else "spawn")
        # The libraries are loaded once, and every process begins with them.
        context.set_forkserver_preload(list(self.preload))
        self.workers += [Worker(context, self.tasks, self.seconds, self.memory) for _ in range(self.number)]
        for worker in self.workers:
            worker.thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call something in a process. The future raises TimedOut, Died, or whatever the call raises."""
        if kwargs:
            raise TypeError("positional arguments only")
        future: Future[T] = Future()
        self.tasks.put(Task(future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's own
        """End all processes: when the tasks that were submitted are done, or, with `cancel_futures`, now."""
        if cancel_futures:
            while not self.tasks.empty():
                if task := self.tasks.get():
                    task.future.cancel()
        for _ in self.workers:
            self.tasks.put(None)
        for worker in self.workers if cancel_futures else ():
            worker.kill()
        for worker in self.workers if wait else ():
            worker.thread.join()


class Worker:
    """One process after another, and the thread that hands them tasks."""

    def __init__(self, context: Any, tasks: queue.SimpleQueue[Task | None], seconds: float, memory: int) -> None:
        self.context, self.tasks, self.seconds, self.memory = context, tasks, seconds, memory
        self.process: BaseProcess | None = None
        self.connection: Connection | None = None
        self.ended = False
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def serve(self) -> None:
        """Hand out tasks until there are no more."""
        while task := self.tasks.get():
            if task.future.set_running_or_notify_cancel():
                self.turn(task)
        self.kill()

    def turn(self, task: Task) -> None:
        """One task, whatever becomes of it."""
        try:
            succeeded, value = self.answer(task)
        except TimedOut as error:
            self.kill()
            task.future.set_exception(error)
        except (EOFError, OSError) as error:
            self.kill()
            died = Died()
            died.__cause__ = error
            task.future.set_exception(died)
        except Exception as error:  # noqa: BLE001 - what cannot be sent must not end the thread
            self.kill()
            task.future.set_exception(error)
        else:
            if succeeded:
                task.future.set_result(value)
            else:
                task.future.set_exception(value)

    def answer(self, task: Task) -> tuple[bool, Any]:
        """Whether a call has given a value, and that or what it has raised; raises TimedOut, and EOFError for a death."""
        connection = self.begun()
        connection.send((task.call, task.arguments))
        if not connection.poll(self.seconds):
            raise TimedOut
        answer: tuple[bool, Any] = connection.recv()
        return answer

    def begun(self) -> Connection:
        """The connection to a process that is ready for a task."""
        if self.connection is None or self.process is None or not self.process.is_alive():
            if self.ended:
                raise EOFError
            self.connection, theirs = self.context.Pipe()
            self.process = self.context.Process(target=work, args=(theirs, self.memory), daemon=True)
            self.process.start()
            theirs.close()
            if not self.connection.poll(STARTING) or self.connection.recv() != READY or self.ended:
                raise EOFError
        return self.connection

    def kill(self) -> None:
        """End the process at once, if there is one."""
        self.ended = self.ended or threading.current_thread() is not self.thread
        process, connection = self.process, self.connection
        if process is not None:
            process.kill()
            process.join()
        if connection is not None and threading.current_thread() is self.thread:
            connection.close()
            self.process = self.connection = None


def work(connection: Connection, memory: int) -> None:
    """What a process does: one task after the other, until nobody is there who could send any."""
    # Ctrl-C is for whoever has started the run.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()
    limit_memory(memory)
    connection.send(READY)
    while True:
        try:
            call, arguments = connection.recv()
        except EOFError:
            return
        try:
            answer: tuple[bool, Any] = (True, call(*arguments))
        except Exception as error:  # noqa: BLE001 - it is raised where the task came from
            answer = (False, error)
        connection.send(answer)


def end_with_parent() -> None:
    """End this process when the one that asked for it has ended: even if it was killed, nothing goes on."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def limit_memory(memory: int) -> None:
    """Let this process have no more than so many bytes, where the system can do that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
