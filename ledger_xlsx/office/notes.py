"""说明.txt: what a group does with what comes back, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger_xlsx.findings import Severity
from ledger_xlsx.office.results import Result

LINE_END = "\r\n"
"""As the editor of Windows wants it."""
STEPS = (
    "怎样改：",
    "1. 用 WPS 或 Excel 打开「{copy}」（手机上也能看）。最前面的「问题清单」列出了每一处，点「位置」就跳到那一格。",
    "2. 有问题的格子有底色和批注（作者是「台账检查」），照批注改；红的必须改，黄的改了更好，蓝的知道就行。",
    "3. 直接在这一本里改，不用另抄；「问题清单」和批注不会印进台账，不用删。",
    "4. 改好保存，把这一本交回来，文件名随意。",
)
SOON = "请尽快改好交回。"
NO_COPY = (
    "怎样改：",
    "1. 这个文件加不了批注，问题都写在「问题清单.html」里，用浏览器打开就能看，不用上网。",
    "2. 在自己的工作簿里改好，保存，再交一次。",
)


def note(result: Result, copy: str, until: date | None) -> bytes:
    """The text (UTF-8 with a mark in front, as the editor of Windows wants it); `copy` is the annotated copy's name."""
    return LINE_END.join([*lines(result, copy, until), ""]).encode("utf-8-sig", errors="replace")


def lines(result: Result, copy: str, until: date | None) -> Iterator[str]:
    """The lines of the text."""
    name = result.identity.group or result.identity.title
    must, better = result.counts[Severity.ERROR], result.counts[Severity.WARNING]
    yield f"{name or '各位老师'}：" if name else "各位老师："
    yield ""
    if must:
        yield f"交来的台账工作簿里有 {must} 处必须改" + (f"，{better} 处建议改。" if better else "。")
        yield "「必须改」改好以后才能生成台账。"
    else:
        yield f"交来的台账工作簿可以生成台账了。还有 {better} 处建议改，改不改由组里定。"
    yield ""
    yield from (step.format(copy=copy) for step in (STEPS if copy else NO_COPY))
    if must:
        yield ""
        yield f"请在 {until.month}月{until.day}日前交回。" if until else SOON
