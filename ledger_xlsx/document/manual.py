"""说明.docx: what lies beside the exported templates, for the one colleague in school who is good with Word.

Made from the declarations, when templates are generated: every name that a template may print, with an example.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ledger_xlsx.document.base import base
from ledger_xlsx.document.draw import elements, pictures
from ledger_xlsx.forms import (
    OWN,
    Band,
    Block,
    Chart,
    ChartLine,
    Each,
    Form,
    Grid,
    Line,
    Look,
    Name,
    PictureLine,
    Slot,
    Vocabulary,
    When,
    heading,
    paths,
    title,
)
from ledger_xlsx.packages import stable
from ledger_xlsx.pictures import Picture

WIDTHS, WAY_WIDTHS = (5.6, 6.2, 4.2), (6.4, 9.6)
HEIGHT = 0.65
LONGEST_EXAMPLE = 40
SHADE = "F2F2F2"
USUAL_SIZE = (7.6, 4.8)
"""Of a printed picture, at most, in centimetres."""
STEPS = """1. 一个 Word 文件是一张表，文件名就是表名。不要改文件名；不想改的可以删掉，用的就是自带的。
2. 字体、字号、颜色、边框、列宽、行高、纸张方向、页边距、页面边框，在 Word 里怎样改都可以。
3. 想让所有的表一起变，改「基础样式.docx」里的样式；每一页的页眉、页脚也在那里改。只改一张表，就改那张表的文件。
4. 两对括号和它们中间的字叫标记，打印时换成工作簿里填的内容。标记可以移动、复制、删除，可以换字体字号，里面的字不要改。
5. 改完运行 ledger-xlsx templates check 文件夹，有写错的会说出在哪个文件、哪一段或哪一格。"""
WAYS: Sequence[tuple[str, str]] = (
    ("{{ 表.活动地点 }}", "印这一张表里的「活动地点」。括号用英文输入法打。"),
    ("{{ 台账.学校 }}", "印「基本信息」里的「学校」，哪张表里都可以写。"),
    ("{%tr for 行 in 表.行 %}\n{{ 行.议题 }}\n{%tr endfor %}", "表格里一行一行地印。开头和结尾各自单独占一行，打印时这两行就没有了；中间那一行有几次印几次。"),
    ("{%p for 点 in 表.工作要点 %}\n{{ 点.内容 }}\n{%p endfor %}", "不在表格里的，一段一段地印。开头和结尾各自单独占一段。"),
    ("{%p if 表.照片 %}\n{%p endif %}", "中间的段落，有照片时才印。表格里的行用 {%tr if … %} 和 {%tr endif %}。"),
    ("{% vm %}{{ 行.周次 }}", "和上面一格内容相同时并成一格，写在格子的最前面。只能用在循环里。"),
    (pictures("表.照片", *USUAL_SIZE), "印照片。括号里是一张最宽、最高多少厘米，可以改。几张照片并排。"),
    ("{{ 表.各班成绩比率图|放(16, 5.5) }}", "第9项的图表。括号里是宽和高多少厘米；图表印出来以后在 Word 里还可以改。"),
    ("{{ 行.本校.课型 }}", "印学校自己加的栏目：在工作簿那张表的右边添一列，栏目名写「课型」，这里就能印。栏目名只用汉字和字母。没有这一列的工作簿印空白。"),
    ("{{ 标记 }}　{{ 项 }}", "只在「基础样式.docx」的页眉里用：「草稿」两个字，和第几项的名称。"),
)  # fmt: skip
KEEP = """1. 写着 {%tr … %}、{%p … %} 的行和段：要移就把开头、结尾和中间的一起移，要删就一起删。
2. 目录里的标记，页码是程序填的。这份说明改了、删了都没有关系，打印时不用它。"""


@dataclass
class Loops:
    """How a form walks through its lists: by path, the variable and the tags around it."""

    variables: dict[str, str] = field(default_factory=dict[str, str])
    tags: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])

    def enter(self, loop: str, level: str, scope: Mapping[str, str]) -> Mapping[str, str]:
        """Note a loop (行 in 表.行), and give what its variable stands for."""
        name, _, values = loop.partition(" in ")
        outer = resolved(values, scope)
        path = f"{outer}[]"
        around = self.tags.get(outer, self.tags.get(outer.rpartition(".")[0], []))
        self.variables[path] = name
        self.tags[path] = [*around, (f"{{%{level} for {loop} %}}", f"{{%{level} endfor %}}")]
        return {**scope, name: path}

    def walk(self, blocks: Iterable[Block], scope: Mapping[str, str]) -> None:
        """Note every loop of some blocks."""
        for block in blocks:
            match block:
                case Each(name, values, inner):
                    self.walk(inner, self.enter(f"{name} in {values}", "p", scope))
                case When(_, inner):
                    self.walk(inner, scope)
                case PictureLine(values, width, height):
                    self.sizes[resolved(values, scope)] = (width, height)
                case ChartLine(value, width, height):
                    self.sizes.setdefault(resolved(value, scope), (width, height))
                case Grid(bands=bands):
                    for band in bands:
                        self.band(band, scope)

    def band(self, band: Band, scope: Mapping[str, str]) -> None:
        """Note the loops of a table's row, and its pictures."""
        for loop in band.loops:
            scope = self.enter(loop, "tr", scope)
        for slot in band.slots:
            if slot.pictures:
                self.sizes[resolved(slot.pictures, scope)] = slot.picture_size

    def level(self, loop: str) -> str:
        """Whether a loop goes through a table's rows ("tr") or through paragraphs ("p")."""
        return "tr" if any("%tr" in opening_ for opening_, _ in self.tags.get(loop, ())) else "p"

    def written(self, path: str) -> str:
        """A name as the form's template writes it: 行.议题."""
        for outer in sorted(self.variables, key=len, reverse=True):
            if path.startswith(outer):
                return self.variables[outer] + path.removeprefix(outer)
        return path.replace("[]", "")


def resolved(values: str, scope: Mapping[str, str]) -> str:
    """The path that a loop's values stand for."""
    root, dot, rest = values.partition(".")
    return scope.get(root, root) + dot + rest


def manual(ledger: Vocabulary, forms: Mapping[str, Vocabulary], drawn: Mapping[str, Form]) -> bytes:
    """The manual's .docx, byte for byte the same every time: how tags are written, and the names of every form."""
    document = Document(io.BytesIO(base()))
    section: Any = document.element.body.sectPr
    # The page header of the base holds tags, which nothing would fill in here.
    section.remove(section.find(qn("w:headerReference")))
    for block in blocks(ledger, forms, drawn):
        for element in elements(block):
            if isinstance(block, Grid):
                shade(element, block)
            section.addprevious(element)
    section.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="LedgerSection"/></w:pPr></w:p>'))
    buffer = io.BytesIO()
    document.save(buffer)
    return stable(buffer.getvalue())


def blocks(ledger: Vocabulary, forms: Mapping[str, Vocabulary], drawn: Mapping[str, Form]) -> Iterator[Block]:
    """The manual from top to bottom."""
    yield title("台账模板说明")
    yield heading("一、怎样改")
    yield Line(STEPS, Look.PLAIN)
    yield heading("二、标记怎样写")
    yield Grid(WAY_WIDTHS, [head("写法", "作用"), *(Band([Slot(w), Slot(does)], height=HEIGHT) for w, does in WAYS)])
    yield heading("三、不要动的")
    yield Line(KEEP, Look.PLAIN)
    yield title("每张表可以用的名字")
    yield heading("哪张表里都可以用的（来自「基本信息」）")
    yield names(ledger, Loops())
    for form, vocabulary in forms.items():
        loops = Loops()
        loops.walk(drawn[form].blocks, {})
        yield heading(f"{form}.docx")
        if vocabulary.names:
            yield names(vocabulary, loops)


def head(*titles: str) -> Band:
    """A row of titles."""
    return Band([Slot(text, look=Look.HEAD) for text in titles], head=True, height=HEIGHT)


def names(vocabulary: Vocabulary, loops: Loops) -> Grid:
    """The table of one form's names: those that stand alone, then each loop with its own."""
    values = dict(paths("台账", vocabulary.data)) | dict(paths("表", vocabulary.data))
    bands = [head("写法", "印出来是什么", "例子")]
    open_loop = ""
    for name in sorted(vocabulary.names, key=lambda one: order(one.path, vocabulary.names)):
        loop = loop_of(name.path)
        if loop != open_loop:
            open_loop = loop
            bands.append(Band([Slot(opening(loop, loops), span=len(WIDTHS))], height=HEIGHT))
        written = loops.written(name.path)
        way = tag(written, values.get(name.path), loops.sizes.get(name.path), loops.level(loop))
        bands.append(Band([Slot(way), Slot(name.meaning), Slot(brief(name.example))], height=HEIGHT))
    return Grid(WIDTHS, bands)


def loop_of(path: str) -> str:
    """The list that a name is printed within: 表.周[][]; "" for none."""
    return path[: path.rindex("[]") + 2] if "[]" in path else ""


def order(path: str, found: Sequence[Name]) -> tuple[int, bool]:
    """The place of a name: with its loop, which stands where its first name does, a school's own column last."""
    loops = list(dict.fromkeys(["", *(loop_of(name.path) for name in found)]))
    return loops.index(loop_of(path)), f".{OWN}." in path


def opening(loop: str, loops: Loops) -> str:
    """The line above a loop's names."""
    tags = loops.tags.get(loop)
    if not tags:
        return f"「{loop.replace('[]', '')}」一行一行地印："
    start, end = "".join(begin for begin, _ in tags), "".join(close for _, close in reversed(tags))
    return f"一行一行地印：{start} … {end}\n中间可以写"


def tag(written: str, value: object, size: tuple[float, float] | None, level: str) -> str:
    """How a name is written: printed, asked, as pictures, or as a chart."""
    if isinstance(value, list | tuple) and value and isinstance(value[0], Picture):
        return pictures(written, *(size or USUAL_SIZE))
    if isinstance(value, Chart):
        width, height = size or USUAL_SIZE
        return f"{{{{ {written}|放({width:g}, {height:g}) }}}}"
    if isinstance(value, bool):
        return f"{{%{level} if {written} %}} … {{%{level} endif %}}"
    return f"{{{{ {written} }}}}"


def brief(example: str) -> str:
    """An example short enough for its cell."""
    first = example.partition("\n")[0]
    return first if len(first) <= LONGEST_EXAMPLE else first[: LONGEST_EXAMPLE - 1] + "…"


def shade(table: Any, block: Grid) -> None:
    """Grey behind the titles and behind the lines that name a loop, which stay with what follows."""
    for row, band in zip(table.iter(qn("w:tr")), block.bands, strict=True):
        if band.head or band.slots[0].span > 1:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
            for cell in row.iter(qn("w:tcPr")):
                colour = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
                before = cell.find(qn("w:vAlign"))
                if before is None:
                    cell.append(colour)
                else:
                    before.addprevious(colour)
