"""The command line's own words in Chinese: help pages and what is wrong with a command.

typer has them in English only, and boxes them with a library that takes longer to load than a check takes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from ledger_xlsx.reports.terminal import padded, width, wrapped

if TYPE_CHECKING:
    from typer import TyperException
    from typer._click import Context, HelpFormatter
    from typer._click.core import Command as AnyCommand

WIDEST = 100
HELP = "显示这段说明。"
GUESSED = "是不是「{guess}」？"

# What typer's messages say, and the same in Chinese; the first that fits.
SENTENCES = (
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<guess>[^,)]+).*\))?", "没有「{name}」这个选项。"),
    (
        r"No such command '(?P<name>[^']*)'\.?(?: Did you mean '(?P<guess>[^']+)'.*)?",
        "没有「{name}」这个命令，也没有这个文件。",
    ),
    (r"Missing command\.?", "没有写要做什么。"),
    (r"Missing argument '(?P<name>[^']*)'\..*", "没有写「{name}」。"),
    (r"Missing option (?P<name>'[^']*'(?: / '[^']*')*)\..*", "没有写选项 {name}，它不能少。"),
    (r"Option '(?P<name>[^']*)' requires an? ?argument.*", "选项 {name} 后面要写一个值。"),
    (r"Option '(?P<name>[^']*)' does not take a value.*", "选项 {name} 后面不用写值。"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)", "多写了「{name}」。"),
    (r"Invalid value for (?P<name>'[^']*'(?: / '[^']*')*): (?P<message>.*)", "{name} 写得不对：{message}"),
    (r"Invalid value: (?P<message>.*)", "{message}"),
)
UNKNOWN = "命令写得不对。"


def sentence(error: TyperException) -> str:
    """What is wrong with a command, in Chinese."""
    said = error.format_message()
    for pattern, words in SENTENCES:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            facts = {name: (text or "").replace("'", "") for name, text in match.groupdict().items()}
            guess = GUESSED.format(guess=facts["guess"]) if facts.get("guess") else ""
            return words.format(**facts) + guess
    return UNKNOWN


class Command(TyperCommand):
    """A command with a help page in Chinese."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(page(self, ctx))


class Group(TyperGroup):
    """Commands, with a help page in Chinese."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(page(self, ctx))


def page(command: TyperCommand | TyperGroup, context: Context) -> str:
    """A help page: usage, what the command does, its arguments, options and commands, examples."""
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    blocks = [f"用法：{usage(command, context)}", *paragraphs(command.help, columns)]
    blocks += section("参数", arguments(command), columns)
    blocks += section("选项", options(command, context), columns)
    if isinstance(command, TyperGroup):
        blocks += section("命令", commands(command), columns)
    return "\n\n".join([*blocks, *paragraphs(command.epilog, columns)]) + "\n"


def usage(command: TyperCommand | TyperGroup, context: Context) -> str:
    """The command as it is typed: ledger-xlsx check 文件… [选项]."""
    if isinstance(command, TyperGroup):
        return f"{context.command_path} 命令 …"
    needed = [f"{name} {metavar}".strip() for name, metavar in required(command)]
    return " ".join([context.command_path, *(name for name, _ in arguments(command)), *needed, "[选项]"])


def required(command: AnyCommand) -> Iterator[tuple[str, str]]:
    """The options that must be there, each with what stands behind it."""
    for option in command.params:
        if isinstance(option, TyperOption) and option.required:
            yield option.opts[0], option.metavar or ""


def arguments(command: AnyCommand) -> list[tuple[str, str]]:
    """The arguments with their explanations."""
    return [
        (argument.metavar or "", argument.help or "")
        for argument in command.params
        if isinstance(argument, TyperArgument)
    ]


def options(command: AnyCommand, context: Context) -> list[tuple[str, str]]:
    """The options with their explanations; --help is the last one."""
    shown = [
        (f"{'、'.join(option.opts)} {option.metavar or ''}".strip(), option.help or "")
        for option in command.params
        if isinstance(option, TyperOption) and not option.hidden
    ]
    return [*shown, (context.help_option_names[0], HELP)]


def commands(group: TyperGroup) -> list[tuple[str, str]]:
    """The commands with the first line of what they do."""
    return [
        (name, (command.help or "").strip().partition("\n")[0])
        for name, command in group.commands.items()
        if not command.hidden
    ]


def section(title: str, entries: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """A titled list of two columns; nothing where there are no entries."""
    if not entries:
        return []
    left = max(width(name) for name, _ in entries) + 4
    lines = [wrapped(text, columns, first=padded(f"  {name}", left), hang=" " * left) for name, text in entries]
    return ["\n".join([f"{title}：", *lines])]


def paragraphs(text: str | None, columns: int) -> list[str]:
    """A text as one block, each of its lines wrapped; nothing where there is none."""
    lines = [
        wrapped(line.lstrip(), columns, first=indent(line), hang=indent(line)) for line in (text or "").splitlines()
    ]
    return ["\n".join(lines)] if lines else []


def indent(line: str) -> str:
    """The blanks in front of a line."""
    return line[: len(line) - len(line.lstrip())]
