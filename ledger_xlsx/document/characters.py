"""What a text may bring into a document: the one gate for every value."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# What XML 1.0 forbids, halves of surrogate pairs, and the bell and form feed to which docxtpl gives a meaning.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(value: object) -> object:
    """A value as it enters the document: text as Word can hold it, each line a paragraph of its own.

    docxtpl would turn a typed `{_{` into `{{` after rendering, so such underscores enter as character references.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    clean = FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "\a")
    return guarded(str(escape(clean)))


def in_one_line(text: str) -> Markup:
    """A text for an attribute or a chart, escaped: blanks of any kind are one blank."""
    return guarded(str(escape(" ".join(FORBIDDEN.sub(" ", text).split()))))


def guarded(text: str) -> Markup:
    """An escaped text that docxtpl leaves as it is."""
    return Markup(re.sub(r"(?<=[{%])_|_(?=[}%])", "&#95;", text))  # noqa: S704 - escaped by those who call
