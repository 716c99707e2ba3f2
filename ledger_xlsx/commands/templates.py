"""The commands `templates export` and `templates check`: a school's own Word templates."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger_xlsx.commands.options import Force
from ledger_xlsx.console.outcomes import FINE
from ledger_xlsx.console.streams import out
from ledger_xlsx.console.usage import Command, Group
from ledger_xlsx.errors import TemplateError

HELP = "导出 Word 模板，按本校的样子改；改完检查一遍。"
TEMPLATES_FINE = "模板没有问题。"

app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("export", cls=Command, help="把自带的 Word 模板存到一个文件夹，可以在 Word 里改成本校的样子。")
def export(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="存到哪里，没有就建一个。")], *, force: Force = False
) -> int:
    """Write the shipped Word templates."""
    from ledger_xlsx.document.templates import contents
    from ledger_xlsx.files import check_folder, check_free, write

    check_folder(folder)
    documents = {folder / f"{name}.docx": data for name, data in contents().items()}
    check_free(documents, force=force)
    write(documents, force=force)
    out("".join(f"{path}\n" for path in documents))
    return FINE


@app.command("check", cls=Command, help="检查改过的 Word 模板，一次说出全部问题。")
def check_templates(folder: Annotated[Path, typer.Argument(metavar="文件夹", help="模板所在的文件夹。")]) -> int:
    """Print every mistake in a school's Word templates."""
    from ledger_xlsx.document.trial import tried

    found = tried(folder)
    graded = {"必须改": found.mistakes, "建议改": found.remarks, "提示": found.hints}
    sentences = [f"{grade} {sentence}" for grade, some in graded.items() for sentence in some]
    if not found.mistakes and not found.remarks:
        sentences.append(TEMPLATES_FINE)
    out("".join(f"{sentence}\n" for sentence in sentences))
    return TemplateError.exit_code if found.mistakes else FINE
