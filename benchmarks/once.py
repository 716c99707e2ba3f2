"""One run in a process of its own: `python -m benchmarks.once FILE ours|plain`.

Prints the milliseconds from the pages to the document's bytes, and the process's peak memory in MiB.
"""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

from benchmarks.plain import master, plain
from benchmarks.steps import document, read, timed
from ledger_xlsx import paper
from ledger_xlsx.items import ITEMS

STATUS = Path("/proc/self/status")


def peak() -> int:
    """The most memory that this process has needed, in MiB."""
    # Linux's getrusage begins with what the parent had when it forked.
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))):
        return int(found[1]) // 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20


def main(file: str, way: str) -> None:
    """Run once, and print both figures."""
    ledger = read(Path(file)).ledger
    pages = paper.pages(ledger, ITEMS)
    if way == "plain":
        master()
    seconds, _ = timed(lambda: plain(ledger, pages) if way == "plain" else document(ledger, pages))
    print(round(seconds * 1000), peak())


if __name__ == "__main__":
    main(*sys.argv[1:])
