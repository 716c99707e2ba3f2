"""Prints the figures of docs/benchmark.md: `python -m benchmarks [--sizes 1,2,4]`."""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.book import larger
from benchmarks.plain import plain
from benchmarks.steps import Times, read, steps, timed

RUNS = 3
MIB = 2**20


def best(path: Path) -> Times:
    """The quickest of a few warm runs, step by step."""
    runs = [steps(path) for _ in range(RUNS)]
    return Times(*(min(getattr(run, step.name) for run in runs) for step in fields(Times)))


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """How time grows with size: the slope of the line through both on logarithmic scales. 1 is proportional."""
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def peak(path: Path) -> float:
    """The most memory, in MiB, that a process of its own needs for all steps."""
    command = [sys.executable, "-m", "benchmarks.peak", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)  # noqa: S603


def line(*cells: object) -> None:
    """One line of the table."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1,2,4,8,16", help="how many times the sample's rows (default: %(default)s)")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    with TemporaryDirectory() as folder:
        books = {size: larger(size, Path(folder) / f"{size}.xlsx") for size in sizes}
        cold = steps(books[sizes[0]])
        warm = {size: best(book) for size, book in books.items()}
        ledgers = {size: read(book).ledger for size, book in books.items()}
        naive = {
            size: min(timed(lambda ledger=ledger: plain(ledger))[0] for _ in range(RUNS))
            for size, ledger in ledgers.items()
        }
        peaks = {size: peak(book) for size, book in books.items()}
    line("rows", *(step.name for step in fields(Times)), "all", "plain docxtpl", "plain ÷ ours", "peak MiB")
    line("---", *["---:"] * 8)
    for size in sizes:
        times, slow = warm[size], naive[size]
        seconds = [f"{getattr(times, step.name) * 1000:.0f}" for step in fields(Times)]
        line(
            f"{size}×",
            *seconds,
            f"{times.total * 1000:.0f}",
            f"{slow * 1000:.0f}",
            f"{slow / times.document:.1f}",
            f"{peaks[size]:.0f}",
        )
    if len(sizes) > 1:
        growth = [exponent(sizes, [getattr(warm[size], step.name) for size in sizes]) for step in fields(Times)]
        whole = exponent(sizes, [warm[size].total for size in sizes])
        line("growth", *(f"{slope:.2f}" for slope in (*growth, whole, exponent(sizes, list(naive.values())))), "", "")
    print(f"\nTimes in ms, the quickest of {RUNS} warm runs. The first run of a process, {sizes[0]}×:")
    print(f"document {cold.document * 1000:.0f} ms, plain ÷ ours {naive[sizes[0]] / cold.document:.1f}.")


if __name__ == "__main__":
    main()
