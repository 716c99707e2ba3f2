"""Help pages and wrong usage."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence

import pytest

from ledger_xlsx import __version__

COMMANDS = (
    "new", "check", "annotate", "convert", "merge", "batch", "inspect", "explain", "templates", "templates export", "templates check",
    "drop",
)  # fmt: skip
NEEDS_FILE = "{0} 的结果要存成文件，请用 -o 写上以 .{0} 结尾的文件名，例如 -o 检查结果.{0}。"
# Names of programs and file suffixes, which have no Chinese.
NAMES = {
    "ledger",
    "xlsx",
    "docx",
    "Word",
    "PDF",
    "LibreOffice",
    "text",
    "json",
    "html",
    "new",
    "check",
    "inspect",
    "annotate",
    "convert",
    "merge",
    "batch",
    "zip",
    "Dask",
    "explain",
    "templates",
    "export",
    "drop",
}


def english(text: str) -> set[str]:
    """The Latin words of a text that are no option, no name of a command or program, no suffix."""
    return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"--?[a-z][a-z-]*", "", text))) - NAMES


class TestHelp:
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_every_page_of_help_is_in_chinese(self, run: object, command: str) -> None:
        code, out, err = run(*command.split(), "--help")
        assert (code, err, english(out)) == (0, "", set())
        assert out.startswith(f"用法：ledger-xlsx {command}".rstrip())
        assert "显示这段说明。" in out

    def test_the_first_page_names_every_command_but_the_hidden_one(self, run: object) -> None:
        _, out, _ = run("--help")
        listed = re.findall(r"^  (\w+)", out.split("命令：\n")[1].split("\n\n")[0], re.MULTILINE)
        assert listed == ["new", "check", "annotate", "convert", "merge", "batch", "inspect", "explain", "templates"]

    def test_without_arguments_the_help_is_shown_as_wrong_usage(self, run: object) -> None:
        assert run() == (2, run("--help")[1], "")

    def test_the_version_is_one_line(self, run: object) -> None:
        assert run("--version") == (0, f"ledger-xlsx {__version__}\n", "")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("chek a.doc", "没有「chek」这个命令，也没有这个文件。是不是「check」？"),
            ("check", "没有写「文件…」。"),
            ("check a --frmat json", "没有「--frmat」这个选项。是不是「--format」？"),
            ("check a --xyzzy", "没有「--xyzzy」这个选项。"),
            ("check a --stage 期中", "--stage 写得不对：「期中」不是检查的阶段，可以写草稿、月调研、期末。"),
            ("check a --as-of 2024-02-30", "--as-of 写得不对：没有「2024-02-30」这一天。"),
            ("check a --as-of 3月", "--as-of 写得不对：「3月」看不出是哪一天，请写成 2024-03-29 这样。"),
            ("check a --format xml", "--format 写得不对：「xml」不是结果的格式，可以写 text、json、html、xlsx。"),
            ("check a --format html", NEEDS_FILE.format("html")),
            ("check a --format xlsx -o a.txt", NEEDS_FILE.format("xlsx")),
            ("check a --strict=1", "选项 --strict 后面不用写值。"),
            ("convert a", "没有写选项 -o / --output，它不能少。"),
            ("convert a -o", "选项 -o 后面要写一个值。"),
            ("convert a -o out --items 2-11", "--items 写得不对：台账只有第 1 项到第 10 项，没有「2-11」。"),
            ("convert a -o out --items 一", "--items 写得不对：「一」看不出是哪几项，请写成 1,2,5-7 这样。"),
            ("new 台账.docx", "「台账.docx」要以 .xlsx 结尾，例如「台账.xlsx」。"),
            ("new a.xlsx --term 3", "--term 写得不对：「3」不是学期，请写 1 或 2。"),
            ("new a.xlsx --weeks 0", "--weeks 写得不对：「0」不是教学周数，请写 1 到 30 的数字。"),
            (
                "new a.xlsx --year 2023-2025",
                "--year 写得不对：「2023-2025」不是学年，请写成 2023-2024 这样相连的两年。",
            ),
            ("explain", "没有写「编号」。"),
            ("explain 跨-07 格-01", "多写了「格-01」。"),
            ("explain 跨-00", "没有编号是「跨-00」的规则。编号在检查结果里，如 跨-07。"),
            ("templates", "没有写要做什么。"),
        ],
    )
    def test_wrong_usage_is_explained_in_chinese(self, run: object, arguments: str, said: str) -> None:
        assert run(*arguments.split()) == (2, "", f"{said}\n要看怎么用，请运行 ledger-xlsx --help\n")

    @pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("--version",), ("convert", "x")])
    def test_help_loads_no_office_library(self, arguments: Sequence[str]) -> None:
        heavy = ("openpyxl", "docx", "docxtpl", "lxml", "jinja2", "PIL", "rich", "pydantic")
        code = f"import sys; from ledger_xlsx.cli import main; main({list(arguments)}); sys.exit(str(set({heavy}) & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603 - our own program
        assert done.stderr.decode().splitlines()[-1] == "set()"
