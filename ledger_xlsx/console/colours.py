"""A report in colours where it is read on a terminal; every meaning stands in words as well."""

from __future__ import annotations

from typing import TextIO

PATTERNS = (
    r"^(?P<file>\S[^\n]*?)（(?:按「|没能读出)",
    r"^ {2}(?P<must>必须改)(?= )",
    r"^ {2}(?P<better>建议改)(?= )",
    r"^ {2}(?P<hint>提示)(?= )",
    r"^(?P<sheet>\S[^（\n]*)（(?:必须改|建议改|提示) \d+",
    r"(?P<remedy>怎样改：)",
    r"^(?P<totals>共 \d+ 个问题：[^（\n]*)",
)
# By the names of the groups above.
STYLES = {
    "file": "bold underline", "must": "bold red", "better": "yellow", "hint": "cyan", "sheet": "bold", "remedy": "green", "totals": "bold",
}  # fmt: skip


def coloured(text: str, stream: TextIO) -> str:
    """The text of a report as `stream` shows it best: with colours on a terminal that has them, else as it is.

    The environment's NO_COLOR and TERM are honoured. Lines are broken already and stay as they are.
    """
    if not stream.isatty():
        return text
    # Loading rich takes longer than a check, which only a reader at a terminal has to wait for.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415
    from rich.theme import Theme  # noqa: PLC0415

    console = Console(file=stream, theme=Theme(STYLES), highlight=False, markup=False, emoji=False)
    if console.legacy_windows:  # colours are set by calls there, not by characters in the text
        return text
    shown = Text(text)
    for pattern in PATTERNS:
        shown.highlight_regex(f"(?m){pattern}")
    with console.capture() as captured:
        console.print(shown, soft_wrap=True, end="")
    return captured.get()
