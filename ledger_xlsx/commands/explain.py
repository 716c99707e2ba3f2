"""The command `explain`: what a rule is for."""
# ruff: noqa: PLC0415 - a command imports only what it uses: start-up time

from __future__ import annotations

from typing import Annotated

import typer

from ledger_xlsx.console.outcomes import FINE
from ledger_xlsx.console.streams import out

HELP = "讲一讲一条规则：为什么要查，什么样的算错，怎样改。"
NO_RULE = "没有编号是「{code}」的规则。编号在检查结果里，如 跨-07。"


def explain(code: Annotated[str, typer.Argument(metavar="编号", help="检查结果里的编号，如 跨-07。")]) -> int:
    """Print what a rule is for."""
    from ledger_xlsx import api

    explanation = api.explain(code)
    if explanation is None:
        raise typer.BadParameter(NO_RULE.format(code=code))
    out(explanation.rstrip("\n") + "\n")
    return FINE
