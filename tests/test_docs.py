"""What the docs quote is what the program says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import TyperException

from ledger_xlsx.cli import commands
from ledger_xlsx.console.usage import Group

CHECKOUT = Path(__file__).parent.parent
GUIDE = (CHECKOUT / "docs" / "使用说明.md").read_text(encoding="utf-8")
SAID = (CHECKOUT / "samples" / "errors" / "README.md").read_text(encoding="utf-8")


def test_the_five_commonest_mistakes_are_quoted_as_the_program_says_them():
    table = GUIDE.partition("### 最常见的几个问题")[2].partition("\n### ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ][2:]
    assert len(rows) == 5
    assert [said for _, said, _ in rows if said not in SAID] == []
    assert [name for name, _, _ in rows if not (CHECKOUT / "samples" / "errors" / f"{name}.xlsx").exists()] == []


def test_every_picture_that_the_docs_show_is_there():
    for page in ("docs/使用说明.md", "docs/教务处.md", "README.md"):
        text, folder = (CHECKOUT / page).read_text(encoding="utf-8"), (CHECKOUT / page).parent
        shown = [part.partition(")")[0] for part in text.split("](")[1:]]
        assert [name for name in shown if name.endswith(".png") and not (folder / name).exists()] == []


def test_every_command_and_option_is_explained_to_its_users():
    told = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "docs").glob("*.md"))
    offered = set(named(commands(), ""))
    assert {"templates check", "check --as-of"} <= offered
    assert [one for one in sorted(offered) if one.split()[-1] not in told] == []


def named(group: Group, before: str) -> Iterator[str]:
    """Every command below a group, and its long options behind it; the hidden one takes those of `convert`."""
    for name, command in group.commands.items():
        if not command.hidden:
            yield f"{before}{name}"
            yield from (
                f"{before}{name} {long}" for option in command.params for long in option.opts if long.startswith("--")
            )
            if isinstance(command, Group):
                yield from named(command, f"{before}{name} ")


PAGES = ("docs/使用说明.md", "docs/教务处.md", "README.md", "Makefile")
QUOTED = re.compile(r"(?:^|`|\)|: )\s*(ledger-xlsx(?: [^`#\n]+?)?)(?=`|\s{2,}|\s*#|\s*\n)", re.MULTILINE)


def quoted() -> list[str]:
    """Every command line that the docs and the Makefile quote, without what is said of it behind."""
    text = "\n".join((CHECKOUT / page).read_text(encoding="utf-8") for page in PAGES).replace("$(BIN)/", "")
    return sorted({line.strip() for line in re.findall(QUOTED, f"{text}\n".replace("\t", ""))})


def test_the_docs_quote_many_command_lines():
    assert len(quoted()) > 30
    assert any(line.startswith("ledger-xlsx batch samples/全校/收件 ") for line in quoted())


@pytest.mark.parametrize("line", quoted())
def test_a_command_line_in_the_docs_can_be_typed(line: str):
    words = shlex.split(line)[1:]
    group = commands()
    while words and isinstance(group, Group):
        if words[0] not in group.commands:
            # A workbook alone: the same as `convert`, beside it.
            assert words[0].endswith((".xlsx", ".docx")), line
            return
        group = group.commands[words.pop(0)]
    try:
        group.make_context("ledger-xlsx", words)
    except TyperException as error:
        # The files that an example names are not there; every option is, with a value that it takes.
        assert "没有找到" in error.format_message(), line
