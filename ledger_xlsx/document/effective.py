"""The format that holds for a run or a paragraph, as Word resolves it.

From the most to the least particular: direct, character style, paragraph style with all it is based on, table style,
the document's defaults. Numbering says nothing about font, size, weight, alignment or spacing of a line's own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from ledger_xlsx.document.base import W

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFF = {"0", "false", "off", "none"}
DEFAULT_SIZE, DEFAULT_LINE = 10.0, 240
Element = etree._Element


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element that need not be there."""
    return None if element is None else element.get(w(name))


def whole(text: str | None) -> int | None:
    """A number as some programs write it (24, 24.0); None for anything else."""
    try:
        return round(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


class LineSpacing(NamedTuple):
    """Line spacing: in 240ths of a line where `rule` is auto, else in 20ths of a point."""

    line: int
    rule: str


@dataclass(frozen=True)
class Formats:
    """A document's styles and theme, and what follows from them. `theme` gives the East Asian font by major, minor."""

    styles: Mapping[str, Element] = field(default_factory=dict[str, Element])
    defaults: Element | None = None
    standard: Mapping[str, str] = field(default_factory=dict[str, str])
    theme: Mapping[str, str] = field(default_factory=dict[str, str])

    def font(self, run: Element, paragraph: Element, table: Element | None) -> str:
        """The East Asian font of a run; empty where nothing names one."""
        for properties in self.run_levels(run, paragraph, table):
            fonts = properties.find(w("rFonts"))
            themed, named = value(fonts, "eastAsiaTheme"), value(fonts, "eastAsia")
            if themed:
                return self.theme.get("major" if themed.startswith("major") else "minor", "")
            if named:
                return named
        return ""

    def size(self, run: Element, paragraph: Element, table: Element | None) -> float:
        """The size of a run in points."""
        for properties in self.run_levels(run, paragraph, table):
            half_points = whole(value(properties.find(w("sz"))))
            if half_points is not None:
                return half_points / 2
        return DEFAULT_SIZE

    def bold(self, run: Element, paragraph: Element, table: Element | None) -> bool:
        """Whether a run is bold. Of styles two that say so cancel each other out, as for all of Word's switches."""
        direct = switch(run.find(w("rPr")))
        if direct is not None:
            return direct
        chains = (
            self.chain(value(run.find(f"{w('rPr')}/{w('rStyle')}")), "character"),
            self.chain(value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")), "paragraph"),
            self.chain(table_style(table), "table"),
        )
        said = [next((one for s in chain if (one := switch(s.find(w("rPr")))) is not None), None) for chain in chains]
        if any(one is not None for one in said):
            return sum(bool(one) for one in said) % 2 == 1
        return bool(switch(self.default("rPr")))

    def alignment(self, paragraph: Element, table: Element | None) -> str:
        """How a paragraph is aligned: left, center, right or both."""
        for properties in self.paragraph_levels(paragraph, table):
            named = value(properties.find(w("jc")))
            if named:
                return {"start": "left", "end": "right", "distribute": "both"}.get(named, named)
        return "left"

    def spacing(self, paragraph: Element, table: Element | None) -> LineSpacing:
        """A paragraph's line spacing; number and rule are inherited each on its own."""
        line, rule = None, None
        for properties in self.paragraph_levels(paragraph, table):
            spacing = properties.find(w("spacing"))
            line = whole(value(spacing, "line")) if line is None else line
            rule = rule or value(spacing, "lineRule")
        return LineSpacing(DEFAULT_LINE if line is None else line, rule or "auto")

    def begins_page(self, paragraph: Element, table: Element | None) -> bool:
        """Whether a paragraph always begins a page."""
        for properties in self.paragraph_levels(paragraph, table):
            element = properties.find(w("pageBreakBefore"))
            if element is not None:
                return value(element) not in OFF
        return False

    def style_name(self, paragraph: Element) -> str:
        """The name of a paragraph's style; empty where the style is missing."""
        style = next(self.chain(value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")), "paragraph"), None)
        return "" if style is None else value(style.find(w("name"))) or ""

    def run_levels(self, run: Element, paragraph: Element, table: Element | None) -> Iterator[Element]:
        """The run properties that may speak, the most particular first."""
        direct = run.find(w("rPr"))
        if direct is not None:
            yield direct
        character = value(direct.find(w("rStyle"))) if direct is not None else None
        for style in (*self.chain(character, "character"), *self.paragraph_styles(paragraph, table)):
            properties = style.find(w("rPr"))
            if properties is not None:
                yield properties
        defaults = self.default("rPr")
        if defaults is not None:
            yield defaults

    def paragraph_levels(self, paragraph: Element, table: Element | None) -> Iterator[Element]:
        """The paragraph properties that may speak, the most particular first."""
        direct = paragraph.find(w("pPr"))
        if direct is not None:
            yield direct
        for style in self.paragraph_styles(paragraph, table):
            properties = style.find(w("pPr"))
            if properties is not None:
                yield properties
        defaults = self.default("pPr")
        if defaults is not None:
            yield defaults

    def paragraph_styles(self, paragraph: Element, table: Element | None) -> Iterator[Element]:
        """A paragraph's styles, then those of the table around it."""
        yield from self.chain(value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")), "paragraph")
        if table is not None:
            yield from self.chain(table_style(table), "table")

    def chain(self, style_id: str | None, kind: str) -> Iterator[Element]:
        """A style and those that it is based on; without a name, or with a lost one, the standard style of its kind."""
        wanted = style_id if style_id in self.styles else self.standard.get(kind)
        seen: set[str] = set()
        while wanted and wanted in self.styles and wanted not in seen:
            seen.add(wanted)
            style = self.styles[wanted]
            yield style
            wanted = value(style.find(w("basedOn")))

    def default(self, name: str) -> Element | None:
        """The document's defaults for runs (rPr) or paragraphs (pPr)."""
        return None if self.defaults is None else self.defaults.find(f"{w(f'{name}Default')}/{w(name)}")


def formats(styles: Element | None, theme: Element | None) -> Formats:
    """What a document's styles and theme say; either part may be missing."""
    fonts = {}
    for kind in ("major", "minor") if theme is not None else ():
        scheme = theme.find(f".//{{{A}}}{kind}Font") if theme is not None else None
        if scheme is not None:
            named = scheme.find(f"{{{A}}}ea")
            chinese = next((one for one in scheme.findall(f"{{{A}}}font") if one.get("script") == "Hans"), None)
            fonts[kind] = (
                (named.get("typeface") if named is not None else "")
                or (chinese.get("typeface") if chinese is not None else "")
                or ""
            )
    if styles is None:
        return Formats(theme=fonts)
    own = {style.get(w("styleId"), ""): style for style in styles.findall(w("style"))}
    standard = {
        style.get(w("type"), ""): style_id
        for style_id, style in own.items()
        if (value(style, "default") or "0") not in OFF
    }
    return Formats(own, styles.find(w("docDefaults")), standard, fonts)


def switch(properties: Element | None) -> bool | None:
    """Whether run properties say bold, not bold, or nothing of it."""
    element = properties.find(w("b")) if properties is not None else None
    return None if element is None else value(element) not in OFF


def table_style(table: Element | None) -> str | None:
    """The id of a table's style."""
    return None if table is None else value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))
