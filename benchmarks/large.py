"""Prints the figures of docs/benchmark.md for one very large term: `python -m benchmarks.large`.

A workbook of some 4,000 rows with 400 photos as phones take them, converted by the program itself in a process of its
own: seconds, and the most memory that it has needed beside the size of what it reads and writes.
"""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from openpyxl import load_workbook
from openpyxl.drawing.image import Image as Placed
from PIL import Image

from benchmarks.book import larger
from ledger_xlsx.document.office import VARIABLE
from ledger_xlsx.items.activities import ActivityRow
from ledger_xlsx.items.homework import WorkRow

TIMES, PHOTOS, KINDS = 14, 400, 40
"""How many times the sample's rows, how many photos, and how many of these are different before they are told apart."""
PIXELS = (3000, 2250)
WATCHED = (
    "import pathlib, re, sys; from ledger_xlsx.cli import main; code = main(sys.argv[1:]); "
    "status = pathlib.Path('/proc/self/status'); "
    "print(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1] if status.exists() else 0, file=sys.stderr); sys.exit(code)"
)


def photo(number: int) -> bytes:
    """A photo of some 7 megapixels, as noisy as a classroom."""
    noise = Image.frombytes("RGB", (375, 281), random.Random(number).randbytes(375 * 281 * 3))  # noqa: S311 - no secret
    buffer = io.BytesIO()
    noise.resize(PIXELS, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=55)
    return buffer.getvalue()


def book(folder: Path) -> Path:
    """The workbook, its photos on the rows of 活动记录 and 学生作品."""
    path = larger(TIMES, folder / "大.xlsx")
    opened, photos = load_workbook(path), [photo(number) for number in range(KINDS)]
    for kind, column in ((ActivityRow, ActivityRow.photos), (WorkRow, WorkRow.pictures)):
        sheet = opened[kind.sheet]
        letter = chr(ord("A") + kind.columns.index(column))
        for number in range(PHOTOS // 2):
            # A byte behind the picture's end makes it another picture.
            data = photos[number % KINDS] + f"{kind.sheet}{number}".encode()
            image = Placed(io.BytesIO(data))
            image.width, image.height = 120, 90
            sheet.add_image(image, f"{letter}{4 + number % (sheet.max_row - 3)}")
    opened.save(path)
    return path


def main() -> None:
    """Make the workbook, convert and check it, and print a line for each."""
    with TemporaryDirectory() as folder:
        path = book(Path(folder))
        rows = sum(sheet.max_row - 3 for sheet in load_workbook(path, read_only=True).worksheets[1:])
        print(f"{rows} rows, {PHOTOS} photos, {path.stat().st_size / 2**20:.0f} MiB")
        out = Path(folder) / "out"
        for arguments in (["check", str(path)], ["convert", str(path), "-o", str(out), "--draft"]):
            start = perf_counter()
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-c", WATCHED, *arguments, "--stage", "期末"],
                capture_output=True, encoding="utf-8", check=False, env={**os.environ, VARIABLE: ""},
            )  # fmt: skip
            seconds = perf_counter() - start
            memory = re.findall(r"\d+", done.stderr.splitlines()[-1])
            print(f"{arguments[0]}: {seconds:.0f} s, peak {int(memory[0]) / 1024:.0f} MiB, exit {done.returncode}")
        print(*(f"{file.name}: {file.stat().st_size / 2**20:.0f} MiB" for file in out.iterdir()))


if __name__ == "__main__":
    main()
