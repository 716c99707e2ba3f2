"""What is wrong with a school's edited template: tags half written or misplaced, names that no page offers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ledger_xlsx.document.names import GLOBALS, LEDGER, PAGE, Known, named, path_of, shown
from ledger_xlsx.document.tags import CELL_WORDS, TAG, Paragraph, Tag, holds_picture, margins, paragraphs

OPENING, CLOSING = re.compile(r"\{\{|\{%|\{#"), re.compile(r"\}\}|%\}|#\}")
WIDE_BRACES = re.compile(r"[｛{]\s?｛|｛\s?[{%％]|\{\s?％|[｝}]\s?｝|｝\s?\}|[%％]\s?｝|％\s?\}")
WIDE_MARKS = re.compile(r"[．。，（）｜＝：、＿％]")
SINGLE = re.compile(r"(?<!\{)\{\s*(\w+(?:\.\w+)+)\s*\}(?!\})")
PAIRS = {"endfor": "for", "endif": "if", "endwith": "with"}
# What makes a tag that opens or goes on a whole that can be read.
BEFORE = {"elif": "{% if 1 %}", "else": "{% if 1 %}"}
BEHIND = {
    "for": "{% endfor %}",
    "if": "{% endif %}",
    "elif": "{% endif %}",
    "else": "{% endif %}",
    "with": "{% endwith %}",
}
MARKS = frozenset({"标记", "项"})
"""What the page header may print besides 台账: the word 草稿, and the item's name."""
LEAST_LIKENESS = 0.5

JINJA = SandboxedEnvironment()
PLACE = "放"
JINJA.filters[PLACE] = str


@dataclass(frozen=True, eq=False)
class Block:
    """A loop or condition that is open: its tag, and the names that it gives."""

    tag: Tag
    scope: Mapping[str, str]


@dataclass
class Examination:
    """One template read from top to bottom. `others` are the names of the other forms by form."""

    known: Known
    others: Mapping[str, Known] = field(default_factory=dict[str, Known])
    roots: frozenset[str] = frozenset({LEDGER, PAGE})
    mistakes: list[str] = field(default_factory=list[str])
    used: set[str] = field(default_factory=set[str])
    blocks: list[Block] = field(default_factory=list[Block])

    def read(self, found: Sequence[Paragraph]) -> None:
        """Look at these paragraphs; what is opened in them must be closed in them."""
        for paragraph in found:
            self.paragraph(paragraph)
        for block in self.blocks:
            tag = block.tag
            self.blame(tag.paragraph, f"「{tag.text}」没有结束，后面缺少「{end_of(tag)}」。请补上。")
        self.blocks = []

    def blame(self, paragraph: Paragraph, sentence: str) -> None:
        """Note a mistake, once for each place."""
        if (mistake := f"{paragraph.place}：{sentence}") not in self.mistakes:
            self.mistakes.append(mistake)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Look at one paragraph: its braces, then its tags."""
        for fault in braces(paragraph.text):
            self.blame(paragraph, fault)
        for note in paragraph.element.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            self.blame(paragraph, f"有{'脚注' if 'foot' in note.tag else '尾注'}，印不出来。请改成正文里的字。")
        for tag in paragraph.tags:
            if OPENING.search(tag.text[2:]):
                # What is half written swallows the next tag, and has been said.
                continue
            if fault := misplaced(tag):
                self.blame(paragraph, fault)
            self.tag(tag)

    def tag(self, tag: Tag) -> None:
        """Look at one tag: whether it can be read, what it opens or closes, what it names."""
        if tag.word in CELL_WORDS:
            if tag.word == "vm" and not any(block.tag.word == "for" for block in self.blocks):
                self.blame(tag.paragraph, "「{% vm %}」要写在循环里的行上，这里不在循环里。请删去。")
            return
        if tag.word in PAIRS:
            self.close(tag)
            return
        tree = self.tree(tag)
        scope = self.scope
        if tree is not None:
            for node in tree.body:
                scope = {**scope, **self.names(node, tag, scope)}
        if tag.word in ("for", "if", "with"):
            self.blocks.append(Block(tag, scope))
        elif tag.word in ("else", "elif") and not self.blocks:
            self.blame(tag.paragraph, f"「{tag.text}」前面没有对应的「{{% if … %}}」。请补上开头，或删去这一处。")

    @property
    def scope(self) -> Mapping[str, str]:
        """The names that the open loops give, with what they stand for."""
        return self.blocks[-1].scope if self.blocks else {}

    def close(self, tag: Tag) -> None:
        """The end of a loop or condition: of the one opened last, in the same row, paragraph or table."""
        word = PAIRS[tag.word]
        if not self.blocks or self.blocks[-1].tag.word != word:
            self.blame(tag.paragraph, f"「{tag.text}」前面没有对应的「{{% {word} … %}}」。请补上开头，或删去这一处。")
            return
        opened = self.blocks.pop().tag
        if opened.level != tag.level:
            self.blame(tag.paragraph, f"「{tag.text}」的开头是「{opened.text}」，这里要写成「{end_of(opened)}」。")
        elif apart(opened, tag):
            where = {"tr": "不在同一个表格里", "p": "不在同一格或同一层里", "": "不在同一段里"}[tag.level]
            self.blame(
                tag.paragraph,
                f"「{tag.text}」和它的开头「{opened.text}」（{opened.paragraph.place}）{where}。请移到一起。",
            )

    def tree(self, tag: Tag) -> nodes.Template | None:
        """A tag as Jinja reads it; None, and a mistake, where it cannot."""
        try:
            tree = JINJA.parse(f"{BEFORE.get(tag.word, '')}{tag.source}{BEHIND.get(tag.word, '')}")
        except TemplateSyntaxError:
            wide = "".join(dict.fromkeys(WIDE_MARKS.findall(tag.text)))
            hint = f"里面的「{wide}」是全角的，请换成半角。" if wide else "请和说明.docx 里的写法对照。"
            self.blame(tag.paragraph, f"「{tag.text}」写错了，看不懂。{hint}")
            return None
        for found in tree.find_all(nodes.Filter):
            if found.name not in JINJA.filters:
                self.blame(
                    tag.paragraph, f"「{tag.text}」写错了，没有「|{found.name}」这种写法。请和说明.docx 里的写法对照。"
                )
        return tree

    def names(self, node: nodes.Node, tag: Tag, scope: Mapping[str, str]) -> dict[str, str]:
        """Check the names that part of a tag asks for; gives those that it defines."""
        match node:
            case nodes.For(target=target, iter=values):
                self.ask(values, tag, scope)
                return {one.name: element_of(values, scope) for one in target.find_all(nodes.Name)} | (
                    {target.name: element_of(values, scope)} if isinstance(target, nodes.Name) else {}
                )
            case nodes.If(test=test, elif_=more):
                for condition in (test, *(one.test for one in more)):
                    self.ask(condition, tag, scope)
            case nodes.With(targets=targets, values=given):
                for value in given:
                    self.ask(value, tag, scope)
                pairs = zip(targets, given, strict=True)
                return {one.name: path_of(value, scope) for one, value in pairs if isinstance(one, nodes.Name)}
            case nodes.Output(nodes=printed):
                for expression in printed:
                    self.ask(expression, tag, scope)
                    self.printed(expression, tag, scope)
        return {}

    def ask(self, expression: nodes.Node, tag: Tag, scope: Mapping[str, str]) -> None:
        """Check every name of an expression."""
        for name in named(expression):
            root = name
            while isinstance(root, nodes.Getattr | nodes.Getitem):
                root = root.node
            if not isinstance(root, nodes.Name):
                continue
            path = path_of(name, scope)
            if root.name in scope:
                known = not path or path == scope[root.name] or self.known.has(path)
            elif root.name in self.roots:
                known = path in self.roots or self.known.has(path)
            else:
                known = root.name in GLOBALS
            self.used.add(path)
            if not known:
                self.blame(tag.paragraph, self.unknown(name, path))

    def unknown(self, name: nodes.Expr, path: str) -> str:
        """The sentence about a name that the form does not have, with what may have been meant."""
        typed, (parent, _, key) = shown(name), path.rpartition(".")
        siblings = [p.rpartition(".")[2] for p in self.known.values if p.rpartition(".")[0] == parent]
        before = typed.rpartition(".")[0]
        if near := get_close_matches(key, siblings, n=1, cutoff=LEAST_LIKENESS):
            return f"没有「{typed}」这个名字。是不是「{before}.{near[0]}」？请改成说明.docx 里有的名字。"
        if elsewhere := [p for p in self.known.values if p.rpartition(".")[2] == key]:
            owner = elsewhere[0].rpartition(".")[0]
            if "[]" in owner:
                return f"没有「{typed}」这个名字。「{key}」要写在「{owner.replace('[]', '')}」的循环里，循环的写法见说明.docx。"
            return f"没有「{typed}」这个名字。是不是「{elsewhere[0]}」？请改成说明.docx 里有的名字。"
        forms = [form for form, known in self.others.items() if any(p.rpartition(".")[2] == key for p in known.values)]
        if forms:
            return f"没有「{typed}」这个名字，「{key}」是「{forms[0]}」里的，这张表里印不出。请改成说明.docx 里这张表有的名字。"
        own = f"学校自己加的栏目要写成「{before}.本校.{key}」。" if before else ""
        return f"没有「{typed}」这个名字。请改成说明.docx 里有的名字。{own}"

    def printed(self, expression: nodes.Node, tag: Tag, scope: Mapping[str, str]) -> None:
        """A list cannot be printed as it stands, nor can pictures; and nothing else can be placed like a picture."""
        path = path_of(expression, scope)
        if isinstance(expression, nodes.Filter) and expression.name == PLACE and expression.node is not None:
            if self.known.is_text(path_of(expression.node, scope)):
                self.blame(
                    tag.paragraph, f"「{tag.text}」是文字，「|{PLACE}」只能用在照片和图表上。请删去「|」和它后面的字。"
                )
            return
        if self.known.is_pictures(path):
            written = f"{{% for 图 in {shown(expression)} %}}{{{{ 图|放(7.6, 4.8) }}}}{{% endfor %}}"
            self.blame(tag.paragraph, f"「{tag.text}」是照片，要写成「{written}」（括号里是最宽和最高，厘米）。")
        elif self.known.is_list(path):
            self.blame(tag.paragraph, f"「{tag.text}」有许多行，要用循环一行一行地印，写法见说明.docx。")


def element_of(values: nodes.Node, scope: Mapping[str, str]) -> str:
    """What each turn of a loop stands for; "" where it cannot be followed."""
    path = path_of(values, scope)
    return f"{path}[]" if path else ""


def end_of(tag: Tag) -> str:
    """The tag that must end a loop or condition: {%tr endfor %}."""
    return f"{{%{tag.level} end{tag.word} %}}"


def braces(text: str) -> Iterator[str]:
    """Braces that are wide, single, or open without closing in the same paragraph (or the other way round)."""
    if wide := WIDE_BRACES.search(text):
        yield f"「{wide[0]}」是全角的括号。请切换到英文输入法，改成半角的 {{{{ }}}} 或 {{% %}}。"
        return
    rest = TAG.sub(lambda tag: tag[0] if OPENING.search(tag[0][2:]) else "", text)
    if single := SINGLE.search(rest):
        yield f"「{single[0]}」两边要各有两个括号，写成「{{{{ {single[1]} }}}}」。"
    elif opened := OPENING.search(rest):
        start = rest[opened.start() : opened.start() + 12]
        yield f"「{start}…」没有写完，缺少 {'}}' if opened[0] == '{{' else '%}'}。请补上。"
    elif closed := CLOSING.search(rest):
        yield f"多出了 {closed[0]}，前面没有对应的开头。请删去或补全。"


def misplaced(tag: Tag) -> str:
    """What is wrong with the place of a tag that takes a whole row or paragraph away; "" if it stands alone there."""
    paragraph = tag.paragraph
    if tag.level == "tr" and paragraph.row is None:
        return f"「{tag.text}」只能写在表格里；不在表格里的用「{{%p … %}}」。"
    if tag.level == "tr" and (paragraph.row_text.strip() != tag.text or holds_picture(paragraph.row)):
        return f"「{tag.text}」要单独占一行，同一行里别的内容会丢掉。请在表格里另插一行，把它移过去。"
    if tag.level == "p" and (paragraph.text.strip() != tag.text or paragraph.holds_picture):
        return f"「{tag.text}」要单独占一段，同一段里别的内容会丢掉。请回车另起一段。"
    return ""


def apart(opened: Tag, closing: Tag) -> bool:
    """Whether the two ends of a loop stand where nothing whole lies between them."""
    if closing.level == "tr":
        return opened.paragraph.table is not closing.paragraph.table
    if closing.level == "p":
        return opened.paragraph.element.getparent() is not closing.paragraph.element.getparent()
    return closing.level == "" and opened.paragraph.element is not closing.paragraph.element


def examined(template: bytes, known: Known, others: Mapping[str, Known]) -> Examination:
    """A form's template, read: its mistakes, and the names that it prints."""
    examination = Examination(known, others, frozenset({LEDGER, PAGE, "标记"}))
    examination.read(list(paragraphs(Document(io.BytesIO(template)))))
    return examination


def examined_base(template: bytes, known: Known, others: Mapping[str, Known]) -> Examination:
    """The base's page header and footer, read; its body is never printed."""
    examination = Examination(known, others, MARKS | {LEDGER})
    examination.read(list(margins(Document(io.BytesIO(template)))))
    return examination


def changed_margins(template: bytes, shipped: bytes) -> bool:
    """Whether a form has a page header or footer of its own, which only the base's may be."""
    return margins_of(template) != margins_of(shipped)


def margins_of(template: bytes) -> list[tuple[str, bool]]:
    """What stands in the page headers and footers: texts, and whether there is a picture."""
    document: Any = Document(io.BytesIO(template))
    found = [(paragraph.text, paragraph.holds_picture) for paragraph in margins(document)]
    return [one for one in found if one[0].strip() or one[1]]
