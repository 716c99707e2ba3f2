"""One run in a process of its own: `python -m benchmarks.once FILE ours|plain`.

Prints the milliseconds from the typed ledger to the document's bytes, and the process's peak memory in MiB.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from benchmarks.plain import master, plain
from benchmarks.steps import document, read, timed

# Linux counts in KiB, macOS in bytes.
UNITS = 2**20 if sys.platform == "darwin" else 2**10


def main(file: str, way: str) -> None:
    """Run once, and print both figures."""
    ledger = read(Path(file)).ledger
    if way == "plain":
        master()
    seconds, _ = timed(lambda: plain(ledger) if way == "plain" else document(ledger))
    print(round(seconds * 1000), round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS))


if __name__ == "__main__":
    main(*sys.argv[1:])
