"""What the docs quote is what the program says."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from typer import TyperException

from ledger_xlsx.cli import commands
from ledger_xlsx.console.usage import Group
from ledger_xlsx.document import trial
from ledger_xlsx.document.templates import BASE, contents, names, shipped
from tests.document.school import change, exported, set_text

CHECKOUT = Path(__file__).parent.parent
GUIDE = (CHECKOUT / "docs" / "使用说明.md").read_text(encoding="utf-8")
TEMPLATES = (CHECKOUT / "docs" / "模板.md").read_text(encoding="utf-8")
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
    for page in ("docs/使用说明.md", "docs/教务处.md", "docs/模板.md", "README.md"):
        text, folder = (CHECKOUT / page).read_text(encoding="utf-8"), (CHECKOUT / page).parent
        shown = [part.partition(")")[0] for part in text.split("](")[1:]]
        assert [name for name in shown if name.endswith(".png") and not (folder / name).exists()] == []


def test_every_command_and_option_is_explained_to_its_users():
    told = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "docs").glob("*.md"))
    offered = set(named(commands(), ""))
    assert {"templates check", "check --as-of"} <= offered
    assert [one for one in sorted(offered) if one.split()[-1] not in told] == []


def test_the_page_on_templates_names_files_styles_and_tags_that_there_are():
    steps = TEMPLATES.partition("## 写错了会怎样")[0]
    assert set(re.findall(r"(\w+)\.docx", steps)) <= set(contents())
    styles = {style.name for style in Document(io.BytesIO(shipped().base)).styles}
    assert set(re.findall(r"`(台账\w+)`", steps)) <= styles
    tags = [tag.strip() for tag in re.findall(r"`\{\{(.*?)\}\}`", steps)]
    offered = {path for one in names().values() for path in one.values}
    # Whatever the loop's variable is called there, a row's names stand in some list.
    rows = {path.rpartition("[].")[2] for path in offered}
    unknown = [tag for tag in tags if ".本校." not in tag and tag not in offered and tag.partition(".")[2] not in rows]
    assert (len(tags) > 5, unknown) == (True, [])


def test_the_mistakes_in_templates_are_quoted_as_the_program_says_them(tmp_path):
    table = TEMPLATES.partition("## 写错了会怎样")[2]
    quoted = [line.strip("|").split("|")[0].strip() for line in table.splitlines() if line.startswith("| ")][1:]
    quoted = [line for line in quoted if not line.startswith("---")]
    folder = exported(tmp_path / "模板")
    change(folder / "备课组活动记录.docx", set_text("{{ 表.集体讨论 }}", "另附"))
    said = [f"建议改 {remark}" for remark in trial.tried(folder).remarks]
    change(
        folder / "每日一议.docx",
        set_text("{{ 行.议题 }}", "{{ 行.议提 }}"),
        set_text("{{ 台账.备课组名称 }}", "{{ 台账.备课组名称"),
        set_text("{{ 行.主讲人 }}", "｛｛ 行.主讲人 ｝｝"),
        set_text("{%tr endfor %}", ""),
    )
    (folder / "封面.docx").rename(folder / "封面（改）.docx")
    said += [f"必须改 {mistake}" for mistake in trial.tried(folder).mistakes]
    assert sorted(quoted) == sorted(said)


def test_the_manual_explains_every_name_that_a_template_may_print():
    text = "".join(Document(io.BytesIO(contents()["说明"])).element.body.itertext())
    for form, one in names().items():
        printed = [path for path, value in one.values.items() if isinstance(value, str) and value and form != BASE]
        keys = {path.rpartition(".")[2] for path in printed}
        assert {key for key in keys if key not in text} == set(), form


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


PAGES = ("docs/使用说明.md", "docs/教务处.md", "docs/区教研室.md", "README.md", "Makefile")
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
        said = ""
    except TyperException as error:
        said = error.format_message()
    # The files that an example names are not there; every option is, with a value that it takes.
    assert not said or "没有找到" in said, line
