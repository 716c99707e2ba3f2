"""Prints the most memory, in MiB, that this process has needed: `python -m benchmarks.peak FILE`."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from benchmarks.steps import steps

if __name__ == "__main__":
    steps(Path(sys.argv[1]))
    # Linux counts in KiB, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1))
