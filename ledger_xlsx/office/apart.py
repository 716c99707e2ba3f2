"""One call of a batch on a computer of a cluster, in a program of its own that bounds its time and memory.

A cluster's worker may be a daemon, to which multiprocessing allows no processes; so that a program has them, which the
worker starts once and keeps: `python -m ledger_xlsx.office.apart SECONDS MEMORY`. Calls go into it and answers come out
of it as pickles. It ends when nobody is left who could send any: where a worker is killed, nothing goes on.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ledger_xlsx import __version__
from ledger_xlsx.errors import ClusterError
from ledger_xlsx.office.jobs import MEMORY, SECONDS, Died, Workers

OTHER_VERSION = "集群里有的电脑装的是别的版本的 ledger-xlsx（{there}，这里是 {here}）。请都装成一样的再运行一次。"
NOT_SEEN = "集群里有的电脑看不到「{path}」。工作簿、校历和结果请都放在每台电脑用同一个路径能打开的共享文件夹里。"

Answer = tuple[bool, Any]
"""Whether a call has given a value, and that or what it has raised."""


@dataclass(frozen=True)
class Terms:
    """What a computer must have (this version, all of these paths), and what a call may take: seconds, bytes."""

    paths: tuple[Path, ...] = ()
    seconds: float = SECONDS
    memory: int = MEMORY
    version: str = __version__


IDLE: dict[tuple[float, int], list[subprocess.Popen[bytes]]] = {}
"""The programs of this worker that have nothing to do, by what they allow a call."""


def answer(terms: Terms, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    """What comes of a call on this computer. Raises nothing: what a cluster's task raises goes to logs with its data."""
    if terms.version != __version__:
        return False, ClusterError(OTHER_VERSION.format(there=__version__, here=terms.version))
    if unseen := [path for path in terms.paths if not os.path.exists(path)]:  # noqa: PTH110 - Path raises where it may not look
        return False, ClusterError(NOT_SEEN.format(path=unseen[0]))
    idle = IDLE.setdefault((terms.seconds, terms.memory), [])
    program: subprocess.Popen[bytes] | None = None
    try:
        program = idle.pop() if idle else started(terms)
        assert program.stdin is not None  # noqa: S101 - both are pipes
        assert program.stdout is not None  # noqa: S101
        pickle.dump((call, arguments), program.stdin)
        program.stdin.flush()
        found: Answer = pickle.load(program.stdout)  # noqa: S301 - our own program
    except (EOFError, OSError, IndexError, pickle.PickleError):
        if program is not None:
            program.kill()
            program.wait()
        return False, Died()
    idle.append(program)
    return found


def started(terms: Terms) -> subprocess.Popen[bytes]:
    """A program that waits for calls; it finds modules where this process does."""
    command = [sys.executable, "-m", __name__, str(terms.seconds), str(terms.memory)]
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
    )


def main(seconds: str, memory: str) -> None:
    """Answer calls until there are no more."""
    # Nobody else may write between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    calls: queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, calls), daemon=True).start()
    workers = Workers(1, float(seconds), int(memory))
    while True:
        call, arguments = calls.get()
        pickle.dump(outcome(workers.submit(call, *arguments)), answers)
        answers.flush()


def listen(stream: BinaryIO, calls: queue.SimpleQueue[Any]) -> None:
    """Take up calls; end everything at once when there can be no more, even where one is being answered."""
    try:
        while True:
            calls.put(pickle.load(stream))  # noqa: S301 - from the worker that has started us
    except (EOFError, OSError):
        os._exit(0)


def outcome(future: Future[Any]) -> Answer:
    """What came of a call, as it is sent."""
    try:
        return True, future.result()
    except Exception as error:  # noqa: BLE001 - it is raised where the call came from
        return False, error


if __name__ == "__main__":
    main(*sys.argv[1:])
