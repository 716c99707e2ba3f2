"""The console: data to stdout, messages and progress to stderr, whatever encoding either has."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO, TypeVar

from ledger_xlsx.errors import CannotWrite

T = TypeVar("T")
STDOUT_FULL = "写不进去，磁盘可能满了。"


def make_lenient() -> None:
    """Let both streams print ? for what their encoding lacks: a GBK or ASCII console would raise otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(text: str) -> None:
    """Print data. A reader that has gone away (`| head`) is no error; raises CannotWrite if it cannot be written."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        raise CannotWrite(Path("stdout"), STDOUT_FULL) from error


def note(text: str) -> None:
    """Print a message."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python writes it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def columns(stream: TextIO) -> int | None:
    """How wide a stream's lines are; None where it is no terminal."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def counted(things: Sequence[T]) -> Iterator[T]:
    """These one by one, on a terminal with a line that says which, if there are several."""
    for number, thing in enumerate(things, start=1):
        if len(things) > 1 and sys.stderr.isatty():
            note(f"（{number}/{len(things)}）{thing}")
        yield thing
