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
from ledger_xlsx import paper
from ledger_xlsx.items import ITEMS

RUNS = 5


def quickest(path: Path) -> tuple[Times, float]:
    """The best time of each step over a few warm runs, and plain docxtpl's, in seconds; both in turn, run by run."""
    ledger = read(path).ledger
    pages = paper.pages(ledger, ITEMS)
    runs = [(steps(path), timed(lambda: plain(ledger, pages))[0]) for _ in range(RUNS)]
    return Times(*(min(getattr(ours, step.name) for ours, _ in runs) for step in fields(Times))), min(
        n for _, n in runs
    )


def once(path: Path, way: str) -> list[int]:
    """Milliseconds and peak MiB of the first document of a process."""
    command = [sys.executable, "-m", "benchmarks.once", str(path), way]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603 - our own module
    return [int(figure) for figure in done.stdout.split()]


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """How time grows with size: the slope of the line through both on logarithmic scales. 1 is proportional."""
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)
    return f"{slope:.2f}"


def table(*rows: Sequence[object]) -> str:
    """Rows as Markdown, the first as the header, figures to the right."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([lines[0], "| --- |" + " ---: |" * (len(rows[0]) - 1), *lines[1:]])


def warm(sizes: Sequence[int], books: Sequence[Path]) -> str:
    """Every step, the caches filled, against plain docxtpl."""
    ours, naive = zip(*map(quickest, books), strict=True)
    head = ["rows", *(step.name for step in fields(Times)), "all", "plain", "plain ÷ (render + save)"]
    columns = [
        *([getattr(times, step.name) for times in ours] for step in fields(Times)),
        [t.total for t in ours],
        naive,
    ]
    body = [
        [f"{size}×", *(f"{column[n] * 1000:.0f}" for column in columns), f"{naive[n] / ours[n].like_plain:.1f}"]
        for n, size in enumerate(sizes)
    ]
    last = [["growth", *(growth(sizes, column) for column in columns), ""]] if len(sizes) > 1 else []
    return table(head, *body, *last)


def cold(sizes: Sequence[int], books: Sequence[Path]) -> str:
    """The first document of a process, pictures included, and the process's memory."""
    rows = [[f"{size}×", *once(book, "ours"), *once(book, "plain")] for size, book in zip(sizes, books, strict=True)]
    return table(["rows", "ours, ms", "ours, peak MiB", "plain, ms", "plain, peak MiB"], *rows)


def main() -> None:
    """Measure, and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1,2,4,8,16", help="how many times the sample's rows (default: %(default)s)")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    with TemporaryDirectory() as folder:
        books = [larger(size, Path(folder) / f"{size}.xlsx") for size in sizes]
        print(f"Warm, in ms, the best of {RUNS} runs:\n\n{warm(sizes, books)}\n")
        print(f"First document of a process:\n\n{cold(sizes, books)}")


if __name__ == "__main__":
    main()
