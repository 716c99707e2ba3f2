"""A report on a terminal is in colours, and says in words all that they mean."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest

from ledger_xlsx import api
from ledger_xlsx.console.colours import coloured
from ledger_xlsx.console.results import read_on
from ledger_xlsx.reports.text import text
from ledger_xlsx.term import Stage

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
RED_MUST = "  \x1b[1;31m必须改\x1b[0m 格-16"


class Terminal(StringIO):
    """A stream that says that someone sits before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    return Terminal()


@pytest.fixture
def reports(faulty: Path) -> list[api.Report]:
    return [api.check(faulty, stage=Stage.FINAL)]


def test_levels_and_sheets_stand_out_and_no_word_or_line_is_changed(
    terminal: Terminal, reports: list[api.Report]
) -> None:
    shown = read_on(terminal, reports)
    assert RED_MUST in shown
    assert "\x1b[1m表2教学进度\x1b[0m（必须改" in shown
    assert "\x1b[1;4m有错.xlsx\x1b[0m（按" in shown
    assert ESCAPE.sub("", shown) == text(reports, 60)


def test_a_file_or_another_program_gets_no_colours(reports: list[api.Report]) -> None:
    assert read_on(StringIO(), reports) == text(reports)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_whoever_wants_none_gets_none(
    terminal: Terminal, reports: list[api.Report], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b[1;31m" not in read_on(terminal, reports)


def test_brackets_in_a_teachers_text_are_no_markup(terminal: Terminal) -> None:
    words = "  必须改 格-01 「[red]C4[/red]」：:smile: 没有填。"
    assert ESCAPE.sub("", coloured(words, terminal)) == words
