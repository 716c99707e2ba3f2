"""Prints what docs/dependencies.md says of size and time: `python -m benchmarks.startup`."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import files
from time import perf_counter

DEPENDENCIES = {
    "openpyxl": "openpyxl",
    "python-docx": "docx",
    "docxtpl": "docxtpl",
    "jinja2": "jinja2",
    "lxml": "lxml.etree",
    "pillow": "PIL.Image",
    "pypdf": "pypdf",
    "typer": "typer",
    "rich": "rich.console",
    "chinesecalendar": "chinese_calendar.constants",
}
"""Distribution → the module that is imported."""
COMMANDS = {"--version": ["--version"], "--help": ["--help"], "check --help": ["check", "--help"]}
RUNS = 15


def milliseconds(*arguments: str) -> float:
    """The quickest of some runs of Python with these arguments."""
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
        seconds.append(perf_counter() - start)
    return min(seconds) * 1000


def mebibytes(distribution: str) -> float:
    """What a distribution holds on disk, without what it depends on and without compiled bytecode."""
    sizes = [f.locate().stat().st_size for f in files(distribution) or () if f.suffix != ".pyc" and f.locate().exists()]
    return sum(sizes) / 2**20


def main() -> None:
    """Measure, and print."""
    nothing = milliseconds("-c", "pass")
    print(f"python -c pass: {nothing:.0f} ms")
    for name, arguments in COMMANDS.items():
        print(f"ledger-xlsx {name}: {milliseconds('-m', 'ledger_xlsx', *arguments):.0f} ms")
    for distribution, module in DEPENDENCIES.items():
        importing = milliseconds("-c", f"import {module}") - nothing
        print(f"{distribution}: {mebibytes(distribution):.1f} MiB, import {importing:.0f} ms")


if __name__ == "__main__":
    main()
