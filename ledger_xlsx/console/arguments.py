"""What is typed behind the options, as values; what cannot be read is refused in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from unicodedata import normalize

import typer

from ledger_xlsx.term import Stage

DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
SPAN = re.compile(r"(\d+)(?:[-~—–～至到](\d+))?")
ITEM_NUMBERS = range(1, 11)
MOST_WEEKS = 30
STAGES = "、".join(Stage)


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"

    @property
    def needs_file(self) -> bool:
        """Whether a report of this format is a file to be opened, of no use on a screen."""
        return self in {Format.HTML, Format.XLSX}


def stage_named(text: str) -> Stage:
    """A stage by its name."""
    try:
        return Stage(text.strip())
    except ValueError as error:
        raise typer.BadParameter(f"「{text}」不是检查的阶段，可以写{STAGES}。") from error


def format_named(text: str) -> Format:
    """The format of a report."""
    try:
        return Format(text.strip().lower())
    except ValueError as error:
        raise typer.BadParameter(f"「{text}」不是结果的格式，可以写 {'、'.join(Format)}。") from error


def report_file(form: Format, output: Path | None) -> Path | None:
    """Where the report goes; a page or a workbook is refused where no file of its kind is named."""
    if form.needs_file and (output is None or output.suffix.lower() != f".{form}"):
        raise typer.BadParameter(
            f"{form} 的结果要存成文件，请用 -o 写上以 .{form} 结尾的文件名，例如 -o 检查结果.{form}。"
        )
    return output


def day(text: str) -> date:
    """A whole date: 2024-03-29, 2024/3/29, 2024.3.29, 20240329, 2024年3月29日."""
    match = DATE.fullmatch("".join(normalize("NFKC", text).split()))
    try:
        if match:
            return date(*(int(part) for part in match.groups() if part))
    except ValueError as error:
        raise typer.BadParameter(f"没有「{text}」这一天。") from error
    raise typer.BadParameter(f"「{text}」看不出是哪一天，请写成 2024-03-29 这样。")


def item_numbers(text: str) -> frozenset[int]:
    """Numbers of items: 1,2,5-7."""
    numbers: set[int] = set()
    for part in re.split(r"[,、，;；]", "".join(normalize("NFKC", text).split())):
        match = SPAN.fullmatch(part)
        if not match:
            raise typer.BadParameter(f"「{text}」看不出是哪几项，请写成 1,2,5-7 这样。")
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last or first not in ITEM_NUMBERS or last not in ITEM_NUMBERS:
            raise typer.BadParameter(f"台账只有第 1 项到第 {ITEM_NUMBERS[-1]} 项，没有「{part}」。")
        numbers |= set(range(first, last + 1))
    return frozenset(numbers)


def semester_number(text: str) -> int:
    """The number of a semester: 1 or 2, also written out."""
    number = {"1": 1, "2": 2, "第一学期": 1, "第二学期": 2}.get(normalize("NFKC", text).strip())
    if number is None:
        raise typer.BadParameter(f"「{text}」不是学期，请写 1 或 2。")
    return number


def week_count(text: str) -> int:
    """A number of teaching weeks."""
    bare = normalize("NFKC", text).strip()
    if not bare.isdecimal() or not 1 <= int(bare) <= MOST_WEEKS:
        raise typer.BadParameter(f"「{text}」不是教学周数，请写 1 到 {MOST_WEEKS} 的数字。")
    return int(bare)


def school_year(text: str) -> str:
    """A school year as 基本信息 takes it: 2023-2024."""
    years = re.findall(r"\d{4}", normalize("NFKC", text))
    if [int(year) for year in years[1:]] != [int(year) + 1 for year in years[:1]]:
        raise typer.BadParameter(f"「{text}」不是学年，请写成 2023-2024 这样相连的两年。")
    return "-".join(years)


def workbook_file(path: Path) -> None:
    """Refuse a name that does not end as a workbook's does."""
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"「{path.name}」要以 .xlsx 结尾，例如「台账.xlsx」。")


def paths(given: Sequence[Path]) -> list[Path]:
    """The files that were named, each once; * and ? are resolved here where the shell has not done it (Windows)."""
    found: list[Path] = []
    for path in given:
        pattern = path.name
        matches = sorted(path.parent.glob(pattern)) if set("*?") & set(pattern) and not path.exists() else []
        # WPS and Excel leave a lock file of this name beside a workbook that is open.
        found += [match for match in matches if not match.name.startswith("~$")] or [path]
    return list(dict.fromkeys(found))
