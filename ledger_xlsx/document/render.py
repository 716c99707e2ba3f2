"""Pages to a Word document, through the master made of all forms."""

from __future__ import annotations

import io
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, Undefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from ledger_xlsx.document import charts
from ledger_xlsx.document.characters import printable
from ledger_xlsx.document.duplex import beginnings, two_sided
from ledger_xlsx.document.pictures import Print, UnprintablePicture, fitted
from ledger_xlsx.document.templates import TemplateSet, shipped
from ledger_xlsx.document.typesetting import typeset
from ledger_xlsx.document.watermark import MARK, mark
from ledger_xlsx.errors import TemplateError
from ledger_xlsx.forms import OWN, WIDTH, Chart, OwnColumns, Page
from ledger_xlsx.packages import stable
from ledger_xlsx.pictures import Picture

UNFILLED = "模板里有一处标记填不出内容。请运行 ledger-xlsx templates check 看看，或者重新导出这个模板再改。"
LOST_PICTURE = "（照片打不开，没有印出）"
# The children of a cell's properties that the schema puts behind w:vMerge.
BEHIND_MERGE = tuple(
    qn(f"w:{name}")
    for name in ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
)


@dataclass(frozen=True)
class Rendered:
    """A finished document, and the names of pictures that could not be printed, though they looked as if they could."""

    data: bytes
    unprintable: tuple[str, ...] = ()


class Environment(SandboxedEnvironment):
    """Jinja for templates that a school may edit: sandboxed, escaping, strict; each source is compiled once."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=printable)
        self.compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """The template of a source, compiled at its first use."""
        if source not in self.compiled:
            self.compiled[source] = super().from_string(source, *args, **kwargs)
        return self.compiled[source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute; what has no columns of a school's own (a sum's line) gives nothing for any of them."""
        found = super().getattr(obj, attribute)
        return OwnColumns() if attribute == OWN and isinstance(found, Undefined) else found


@lru_cache(maxsize=256)
def patched(source: str) -> str:
    """Docxtpl's clean-up of a part's XML: the slowest step of a rendering, and the same every time."""
    cleaner: Any = DocxTemplate(io.BytesIO())
    return str(DocxTemplate.patch_xml(cleaner, source))


class Master(DocxTemplate):  # type: ignore[misc] # docxtpl has no types
    """A docxtpl template whose sources are patched once."""

    def patch_xml(self, src_xml: str) -> str:
        """The patched source."""
        return patched(src_xml)

    def fix_tables(self, xml: str) -> Any:
        """The body as a tree: merged cells' properties in the schema's order, no margins around pictures."""
        tree = super().fix_tables(xml)
        for inline in tree.iter(qn("wp:inline")):
            # Left out, LibreOffice takes a third of a centimetre on each side, and two pictures no longer fit.
            for side in "TBLR":
                inline.set(f"dist{side}", "0")
        for merge in tree.iter(qn("w:vMerge")):
            behind = next((child for child in merge.getparent() if child.tag in BEHIND_MERGE), None)
            if behind is not None and merge.getparent().index(merge) > merge.getparent().index(behind):
                behind.addprevious(merge)
        return tree


Prints = MutableMapping[tuple[Picture, float, float], Print]
"""Pictures made ready, by what is shown of them and the frame that they had to fit: a document rendered again needs them again."""


@dataclass
class PictureShop:
    """Makes pictures and charts into drawings of the document being rendered; remembers pictures of which only that shows that they cannot be."""

    master: Master
    prints: Prints
    lost: list[str] = field(default_factory=list[str])

    def place(self, shown: Picture | Chart | None, width: float = WIDTH, height: float = charts.HEIGHT) -> object:
        """The filter 放: a picture at most so many centimetres wide and high, a chart as large as that."""
        match shown:
            case Chart():
                return charts.drawing(self.master.current_rendering_part, shown, width, height)
            case Picture():
                return self.picture(shown, width, height)
        return ""

    def finished(self, value: object) -> object:
        """A value as it is printed; a chart needs no filter."""
        return self.place(value) if isinstance(value, Chart) else printable(value)

    def picture(self, picture: Picture, width: float, height: float) -> object:
        """The picture, made ready once."""
        key = (picture, width, height)
        try:
            if key not in self.prints:
                self.prints[key] = fitted(picture.load(), width, height, picture.view)
        except UnprintablePicture:
            if picture.look().obstacle is None:
                self.lost.append(picture.name)
            return LOST_PICTURE
        ready = self.prints[key]
        return InlineImage(self.master, io.BytesIO(ready.data), width=Cm(ready.width), height=Cm(ready.height))


@lru_cache(maxsize=8)
def environment(templates: TemplateSet) -> Environment:  # noqa: ARG001 - the key of the cache
    """One environment, and so one compilation, for each template set."""
    return Environment()


def render(
    templates: TemplateSet,
    ledger: Mapping[str, Any],
    pages: Sequence[Page],
    labels: Mapping[str, str],
    *,
    draft: bool = False,
    duplex: bool = False,
    prints: Prints | None = None,
) -> Rendered:
    """The document of these pages, at least one.

    `ledger` is the data that every form may use (台账), `labels` what the page header says by form. With `draft`,
    every page is marked 草稿; with `duplex` it is laid out for both sides of a sheet. `prints` keeps the pictures of
    one workbook from one rendering to the next. Equal input gives equal bytes. Raises TemplateError where a school's
    template asks for what is not there.
    """
    master = Master(io.BytesIO(templates.master(labels)))
    shop = PictureShop(master, {} if prints is None else prints)
    jinja = environment(templates)
    jinja.filters["放"] = shop.place
    jinja.finalize = shop.finished
    context = {"pages": numbered(pages, templates, labels), "台账": ledger, "标记": f"{MARK}　" if draft else ""}
    try:
        master.render(context, jinja, autoescape=True)
    except JinjaError as error:
        raise TemplateError([UNFILLED]) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, LxmlError) as error:
        # What a school's tag may compute wrongly; in the shipped templates it would be our own fault.
        if templates is shipped():
            raise
        raise TemplateError([UNFILLED]) from error
    # get_docx() would start from the template again.
    end_with_last_section(master.docx.element.body)
    typeset(master.docx)
    if duplex:
        two_sided(master.docx, beginnings([labels.get(page.form, "") for page in pages]))
    if draft:
        mark(master.docx)
    buffer = io.BytesIO()
    master.save(buffer)
    return Rendered(stable(buffer.getvalue()), tuple(dict.fromkeys(shop.lost)))


def numbered(pages: Sequence[Page], templates: TemplateSet, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The pages as the master wants them: with a number for the bookmark, and whether a section ends behind them."""
    sections = [(labels.get(page.form, ""), templates.section_of(page.form)) for page in pages]
    return [
        {
            "form": page.form,
            "data": linked(page.data),
            "号": number,
            "节尾": number + 1 == len(pages) or sections[number] != sections[number + 1],
        }
        for number, page in enumerate(pages)
    ]


def linked(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table of contents with the bookmarks that its entries point at; other data as it is."""
    if "项目" not in data:
        return data

    def entry(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "书签": f"ledger_{one['页']}", "页码": one.get("页码", "")}

    return {**data, "项目": [{**entry(item), "细目": [entry(line) for line in item["细目"]]} for item in data["项目"]]}


def end_with_last_section(body: Any) -> None:
    """Move the last section break to the end of the body, where Word wants the last section: no empty page follows."""
    last = next(
        paragraph
        for paragraph in reversed(body.findall(qn("w:p")))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    )
    section = last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    body.remove(body.find(qn("w:sectPr")))
    last.find(qn("w:pPr")).remove(section)
    before = last.getprevious()
    # Word wants a paragraph behind a last table.
    if before is not None and before.tag == qn("w:p"):
        body.remove(last)
    body.append(section)
