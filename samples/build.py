"""`python -m samples.build` (make generated): the sample workbooks, the faulty ones, what is said of them, a whole school."""

from __future__ import annotations

import sys
from pathlib import Path

from samples import mistakes, school
from samples.content import load
from samples.fill import filled

FOLDER = Path(__file__).parent
SAMPLES = ("五年级数学", "一年级语文")
"""The groups whose workbooks are committed; the content of the others is filled in by the tests."""


def generated() -> dict[str, bytes]:
    """Every generated file but the school's by its path in the folder of samples; the same bytes every time."""
    books = {f"{name}.xlsx": filled(load(name)) for name in SAMPLES}
    faulty = {f"{mistakes.FOLDER}/{mistake.name}.xlsx": mistake.workbook() for mistake in mistakes.MISTAKES}
    return {**books, **faulty, f"{mistakes.FOLDER}/README.md": mistakes.page(faulty).encode()}


def main() -> int:
    """Write every generated file."""
    for name, data in {**generated(), **school.generated()}.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(data)
        sys.stdout.write(f"samples/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
