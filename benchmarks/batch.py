"""Prints the figures of docs/benchmark.md for many workbooks: `python -m benchmarks.batch [--books 200] [--workers 1,2]`.

So many different workbooks of the sample 一年级语文 (a month: two photos, some 20 pages) go through `batch` itself, in a
program of its own, once for each number of workers, and once on a Dask cluster of this computer; then once more with
nothing left to do.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.__main__ import table

SAMPLE = Path(__file__).parent.parent / "samples" / "一年级语文.xlsx"
DAY = "2024-03-28"
SENTENCE_END = "。</t>"


def different(data: bytes, number: int) -> bytes:
    """The sample as another group might have written it: a number in every cell that ends with a full stop."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.startswith("xl/worksheets/sheet") and not part.filename.endswith("sheet1.xml"):
                content = content.replace(SENTENCE_END.encode(), f"（{number}）{SENTENCE_END}".encode())
            copy.writestr(part, content)
    return target.getvalue()


def batch(folder: Path, out: Path, *how: str) -> float:
    """How many seconds one run takes."""
    command = [sys.executable, "-m", "ledger_xlsx", "batch", str(folder), "-o", str(out), "--as-of", DAY, *how]
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise SystemExit(done.stderr)
    return perf_counter() - start


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a Dask scheduler with so many workers on this computer."""
    from distributed import LocalCluster  # noqa: PLC0415 - only where it is measured

    with LocalCluster(
        processes=True, n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as found:
        yield found.scheduler_address


def rows(place: Path, books: int, workers: Sequence[int]) -> Iterator[Sequence[object]]:
    """The table's rows: how it was run, seconds, workbooks a second, and how many times as fast as with one worker."""
    folder, sample = place / "收", SAMPLE.read_bytes()
    folder.mkdir()
    for number in range(books):
        (folder / f"{number}.xlsx").write_bytes(different(sample, number))
    first = 0.0
    for number in workers:
        seconds = batch(folder, place / f"{number}", "--jobs", str(number))
        first = first or seconds
        yield f"`--jobs {number}`", f"{seconds:.0f}", f"{books / seconds:.1f}", f"{first / seconds:.2f}"
    with cluster(max(workers)) as address:
        seconds = batch(folder, place / "dask", "--scheduler", address)
    yield f"`--scheduler`, {max(workers)} workers", f"{seconds:.0f}", f"{books / seconds:.1f}", f"{first / seconds:.2f}"
    seconds = batch(folder, place / f"{workers[0]}", "--jobs", "1")
    yield "again, nothing new", f"{seconds:.0f}", f"{books / seconds:.1f}", f"{first / seconds:.2f}"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--books", type=int, default=200, help="how many workbooks (default: %(default)s)")
    parser.add_argument("--workers", default="1,2", help="with how many workers, in turn (default: %(default)s)")
    given = parser.parse_args()
    workers = [int(number) for number in given.workers.split(",")]
    with TemporaryDirectory() as place:
        print(table(["run", "seconds", "workbooks a second", "ratio"], *rows(Path(place), given.books, workers)))


if __name__ == "__main__":
    main()
