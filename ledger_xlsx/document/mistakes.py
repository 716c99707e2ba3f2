"""What is wrong with a school's edited template: unbalanced tags, names that no page offers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
OPENING, CLOSING = re.compile(r"\{\{|\{%|\{#"), re.compile(r"\}\}|%\}|#\}")
BLOCK = re.compile(r"\{%\s*(?:p|tr|tc|r)?\s*(?P<word>for|if|with|endfor|endif|endwith|elif|else)\b")
PAIRS = {"endfor": "for", "endif": "if", "endwith": "with"}
ROOTS = {"台账", "表", "标记", "项"}


def mistakes(template: bytes, shipped: bytes) -> list[str]:
    """Every mistake in one template, in Chinese, each with its place; the shipped one tells which names there are."""
    broken = [f"{place}：{fault}" for place, text in places(template) for fault in unbalanced(text)]
    broken += list(unpaired(template))
    if broken:
        return broken
    try:
        used = names(source(template))
    except TemplateSyntaxError as error:
        return [f"有一处标记写错了（{error.message}）。请和原来的模板对照。"]
    offered = names(source(shipped))
    unknown = sorted(used - offered - ROOTS)
    return [unknown_name(name, template, offered) for name in unknown]


def places(template: bytes) -> Iterator[tuple[str, str]]:
    """Every paragraph's text with a name for where it stands: 第 3 段, 第 1 个表格第 2 行第 3 格, 页眉."""
    document = Document(io.BytesIO(template))
    body: Any = document.element.body
    for number, paragraph in enumerate(body.findall(qn("w:p")), start=1):
        yield f"第 {number} 段", text_of(paragraph)
    for number, table in enumerate(body.findall(qn("w:tbl")), start=1):
        yield from places_in(table, number)
    for section in document.sections:
        for name, part in (("页眉", section.header), ("页脚", section.footer)):
            yield from () if part.is_linked_to_previous else ((name, one.text) for one in part.paragraphs)


def places_in(table: Any, number: int) -> Iterator[tuple[str, str]]:
    """The paragraphs of a table, by row and cell."""
    for row_number, row in enumerate(table.iter(qn("w:tr")), start=1):
        for cell_number, cell in enumerate(row.findall(qn("w:tc")), start=1):
            for paragraph in cell.iter(qn("w:p")):
                yield f"第 {number} 个表格第 {row_number} 行第 {cell_number} 格", text_of(paragraph)


def text_of(element: Any) -> str:
    """The text of a paragraph, whatever runs it is cut into."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def unbalanced(text: str) -> Iterator[str]:
    """Tags that open and do not close in the same paragraph, or the other way round."""
    rest = TAG.sub("", text)
    if opened := OPENING.search(rest):
        start = rest[opened.start() : opened.start() + 12]
        yield f"「{start}…」没有写完，缺少 {'}}' if opened[0] == '{{' else '%}'}。请补上。"
    elif closed := CLOSING.search(rest):
        yield f"多出了 {closed[0]}，前面没有对应的开头。请删去或补全。"


def unpaired(template: bytes) -> Iterator[str]:
    """Loops and conditions that are opened and not closed, or closed and not opened."""
    open_blocks: list[tuple[str, str, str]] = []
    for place, text in places(template):
        for tag in TAG.findall(text):
            match = BLOCK.match(tag)
            word = match["word"] if match else ""
            if word in ("for", "if", "with"):
                open_blocks.append((word, place, tag))
            elif word in PAIRS:
                if not open_blocks or open_blocks[-1][0] != PAIRS[word]:
                    yield f"{place}：「{tag}」前面没有对应的「{{% {PAIRS[word]} … %}}」。请补上开头，或删去这一处。"
                else:
                    open_blocks.pop()
    for word, place, tag in open_blocks:
        yield f"{place}：「{tag}」没有结束，后面缺少「{{% end{word} %}}」。请补上。"


def source(template: bytes) -> str:
    """All of a template's Jinja, as docxtpl sees it."""
    document: Any = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    parts = [document.patch_xml(document.get_xml())]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.patch_xml(document.get_part_xml(part)) for _, part in document.get_headers_footers(uri)]
    return "\n".join(parts)


def names(text: str) -> set[str]:
    """The names that a template takes from its page: 台账, and dotted 表.活动时间, 行.课时, 台账.学校.

    Raises TemplateSyntaxError for what Jinja cannot compile.
    """
    jinja = SandboxedEnvironment()
    jinja.filters["放"] = str
    tree = jinja.parse(text)
    found: set[str] = meta.find_undeclared_variables(tree)
    found |= {f"{root_of(node.node)}.{node.attr}" for node in tree.find_all(nodes.Getattr)}
    return found


def root_of(node: nodes.Node) -> str:
    """The text of what an attribute is taken from."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{root_of(node.node)}.{node.attr}"
    return "?"


def unknown_name(name: str, template: bytes, offered: set[str]) -> str:
    """The sentence about a name that no page offers."""
    last = name.rpartition(".")[2]
    place = next((place for place, text in places(template) if any(last in tag for tag in TAG.findall(text))), "")
    near = get_close_matches(name, offered, n=1, cutoff=0.6)
    guess = f"是不是「{near[0]}」？" if near else ""
    return f"{place}：没有「{name}」这个名字。{guess}请改成模板里有的名字。"
