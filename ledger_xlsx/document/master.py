"""All forms in one master document, made once per template set.

    {%p for 页 in pages %}
      {%p if 页.form == '单元分析' %}{%p with 表 = 页.data %}  body of the form  {%p endwith %}
        {%p if 页.节尾 %}  a paragraph with the form's section  {%p endif %}
      {%p endif %}
    {%p endfor %}

Each form brings its styles, pictures, numbering and page set-up along; no page loop stands in a school's template.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from ledger_xlsx.document.draw import paragraph
from ledger_xlsx.document.residue import cleaned
from ledger_xlsx.document.tags import make_whole
from ledger_xlsx.forms import Look

OPENING, CLOSING = re.compile(r"\{%(?:p|tr)\s+(?:for|if)\b"), re.compile(r"\{%(?:p|tr)\s+end")
ITEM_TAG = re.compile(r"\{\{\s*项\s*\}\}")
PAGE_PARTS = (qn("w:headerReference"), qn("w:footerReference"))
# What Word changes in a style each time it saves, without a change of its look.
TRIFLES = {
    qn("w:rsid"),
    qn("w:qFormat"),
    qn("w:uiPriority"),
    qn("w:unhideWhenUsed"),
    qn("w:semiHidden"),
    qn("w:link"),
    qn("w:autoRedefine"),
    qn("w:next"),
}


def compose(base: bytes, forms: Mapping[str, bytes], labels: Mapping[str, str], shipped_base: bytes) -> bytes:
    """The master: `forms` by name on the `base`; `labels` are what the page header says at the right of each form.

    A form's styles that are still those of the `shipped_base` give way to the base's, so that a school changes a
    style once, in the base; those changed in the form itself stay the form's own.
    """
    document, original = Document(io.BytesIO(base)), Document(io.BytesIO(shipped_base))
    section: Any = document.element.body.sectPr
    header_xml = cleaned(copy.deepcopy(document.sections[0].header._element))
    make_whole(header_xml)
    footer_id = footer_relation(section)
    for child in list(document.element.body):
        if child is not section:
            document.element.body.remove(child)

    def add(element: Any) -> None:
        section.addprevious(element)

    add(paragraph("{%p for 页 in pages %}", Look.PLAIN))
    for number, (name, template) in enumerate(forms.items(), start=1):
        form = Transplant(document, Document(io.BytesIO(template)), original, number)
        add(paragraph(f"{{%p if 页.form == '{name}' %}}", Look.PLAIN))
        add(paragraph("{%p with 表 = 页.data %}", Look.PLAIN))
        body = list(form.body())
        bookmark(body)
        for element in body:
            add(element)
        add(paragraph("{%p endwith %}", Look.PLAIN))
        add(paragraph("{%p if 页.节尾 %}", Look.PLAIN))
        add(form.section(header_xml, footer_id, labels.get(name, "")))
        add(paragraph("{%p endif %}", Look.PLAIN))
        add(paragraph("{%p endif %}", Look.PLAIN))
    add(paragraph("{%p endfor %}", Look.PLAIN))
    # The base's own header still holds the tag of the item's name, which only its copies have filled in.
    for reference in [child for child in section if child.tag == qn("w:headerReference")]:
        section.remove(reference)
        document.part.drop_rel(reference.get(qn("r:id")))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def footer_relation(section: Any) -> str | None:
    """The relation of the base's footer, if it has one."""
    reference = section.find(qn("w:footerReference"))
    return None if reference is None else reference.get(qn("r:id"))


def bookmark(body: Sequence[Any]) -> None:
    """Mark where the page begins, for the table of contents: the first paragraph that is there in any case."""
    depth = 0
    for first in (inner for element in body for inner in element.iter(qn("w:p"))):
        text = "".join(first.itertext())
        depth += len(OPENING.findall(text)) - len(CLOSING.findall(text))
        if depth == 0 and "{%p" not in text and "{%tr" not in text:
            break
    else:
        return
    start, end = (
        parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{{{{ 页.号 }}}}" w:name="ledger_{{{{ 页.号 }}}}"/>'),
        parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{{{{ 页.号 }}}}"/>'),
    )
    properties = first.find(qn("w:pPr"))
    if properties is None:
        first.insert(0, start)
    else:
        properties.addnext(start)
    first.append(end)


class Transplant:
    """One form's document on its way into the master: what its body refers to moves along."""

    def __init__(self, master: Any, form: Any, original: Any, number: int) -> None:
        self.master, self.form, self.original, self.number = master, form, original, number
        self.relations: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.numberings: dict[str, str] = {}

    def body(self) -> Iterator[Any]:
        """The form's paragraphs and tables, their references made good in the master."""
        for child in self.form.element.body:
            if child.tag != qn("w:sectPr"):
                element = cleaned(copy.deepcopy(child))
                self.adopt(element)
                yield element

    def adopt(self, root: Any) -> None:
        """Carry over all styles, pictures, links and numberings that an element mentions."""
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if name in (qn("r:embed"), qn("r:link"), qn("r:id")):
                    element.set(name, self.relation(value))
            if element.tag in (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")):
                element.set(qn("w:val"), self.style(element.get(qn("w:val"))))
            elif element.tag == qn("w:numId"):
                element.set(qn("w:val"), self.numbering(element.get(qn("w:val"))))

    def relation(self, rid: str) -> str:
        """The master's relation to what the form's relation leads to."""
        if rid not in self.relations:
            self.relations[rid] = carried(self.form.part, self.master.part, rid)
        return self.relations[rid]

    def style(self, style_id: str) -> str:
        """The master's id of one of the form's styles: the base's own where they are alike, else a copy."""
        if style_id in self.styles:
            return self.styles[style_id]
        own, shared = find_style(self.form, style_id), find_style(self.master, style_id)
        if own is None:
            return style_id
        untouched = find_style(self.original, style_id)
        alike = [essence(style) for style in (shared, untouched) if style is not None]
        if shared is not None and essence(own) in alike:
            self.styles[style_id] = style_id
            return style_id
        renamed = style_id if shared is None else f"F{self.number}-{style_id}"
        self.styles[style_id] = renamed
        moved = copy.deepcopy(own)
        moved.set(qn("w:styleId"), renamed)
        moved.attrib.pop(qn("w:default"), None)
        name = moved.find(qn("w:name"))
        if shared is not None and name is not None:
            name.set(qn("w:val"), f"{name.get(qn('w:val'))} {self.number}")
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in moved.findall(qn(tag)):
                reference.set(qn("w:val"), self.style(reference.get(qn("w:val"))))
        self.master.styles.element.append(moved)
        return renamed

    def numbering(self, number_id: str) -> str:
        """The master's id of one of the form's numberings."""
        if number_id == "0" or number_id in self.numberings:
            return self.numberings.get(number_id, number_id)
        source, target = numberings(self.form), numberings(self.master)
        number = next((n for n in source.findall(qn("w:num")) if n.get(qn("w:numId")) == number_id), None)
        if number is None:
            return number_id
        abstract_id = number.find(qn("w:abstractNumId")).get(qn("w:val"))
        abstract = next(a for a in source.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == abstract_id)
        new_abstract, new_number = copy.deepcopy(abstract), copy.deepcopy(number)
        fresh_abstract = str(
            1 + max((int(a.get(qn("w:abstractNumId"))) for a in target.findall(qn("w:abstractNum"))), default=0)
        )
        fresh = str(1 + max((int(n.get(qn("w:numId"))) for n in target.findall(qn("w:num"))), default=0))
        new_abstract.set(qn("w:abstractNumId"), fresh_abstract)
        new_number.set(qn("w:numId"), fresh)
        new_number.find(qn("w:abstractNumId")).set(qn("w:val"), fresh_abstract)
        last_abstract = target.findall(qn("w:abstractNum"))
        if last_abstract:
            last_abstract[-1].addnext(new_abstract)
        else:
            target.insert(0, new_abstract)
        target.append(new_number)
        self.numberings[number_id] = fresh
        return fresh

    def section(self, header_xml: Any, footer_id: str | None, label: str) -> Any:
        """A paragraph that ends the form's section: its page, with the base's header and footer.

        A form whose own template has no header (the cover) gets one with the draft mark alone, and no footer.
        """
        own = copy.deepcopy(self.form.element.body.sectPr)
        bare = own.find(qn("w:headerReference")) is None
        for reference in [child for child in own if child.tag in PAGE_PARTS]:
            own.remove(reference)
        width = text_width(own)
        part, rid = self.master.part.add_header_part()
        filled = copy.deepcopy(header_xml)
        fill_header(filled, label, width, bare=bare)
        element = part.element
        for child in list(element):
            element.remove(child)
        for child in list(filled):
            element.append(child)
        carry_pictures(self.master.sections[0].header.part, part, element)
        if footer_id and not bare:
            own.insert(0, parse_xml(f'<w:footerReference {nsdecls("w", "r")} w:type="default" r:id="{footer_id}"/>'))
        elif bare:
            empty, empty_id = self.master.part.add_footer_part()
            for child in list(empty.element)[1:]:
                empty.element.remove(child)
            own.insert(0, parse_xml(f'<w:footerReference {nsdecls("w", "r")} w:type="default" r:id="{empty_id}"/>'))
        own.insert(0, parse_xml(f'<w:headerReference {nsdecls("w", "r")} w:type="default" r:id="{rid}"/>'))
        holder: Any = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="LedgerSection"/></w:pPr></w:p>')
        holder.find(qn("w:pPr")).append(own)
        return holder


def numberings(document: Any) -> Any:
    """A document's numberings; an empty list of them is put into one that has none, as python-docx does not."""
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return empty


def carry_pictures(source: Any, target: Any, root: Any) -> None:
    """Give a header's copy the pictures that it mentions (a school badge)."""
    for element in root.iter():
        for name in (qn("r:embed"), qn("r:id")):
            if value := element.get(name):
                element.set(name, carried(source, target, value))


def carried(source: Any, target: Any, rid: str) -> str:
    """A relation of `target` to the same thing as the relation `rid` of `source`."""
    relation = source.rels[rid]
    if relation.is_external:
        return str(target.relate_to(relation.target_ref, relation.reltype, is_external=True))
    if relation.reltype == RELATIONSHIP_TYPE.IMAGE:
        image = target.package.get_or_add_image_part(io.BytesIO(relation.target_part.blob))
        return str(target.relate_to(image, RELATIONSHIP_TYPE.IMAGE))
    return str(target.relate_to(relation.target_part, relation.reltype))


def find_style(document: Any, style_id: str) -> Any:
    """A document's style by id, or None."""
    return next((s for s in document.styles.element if s.get(qn("w:styleId")) == style_id), None)


def essence(style: Any) -> str:
    """What a style looks like, without what Word adds at every saving."""
    kept = copy.deepcopy(style)
    for child in list(kept):
        if child.tag in TRIFLES:
            kept.remove(child)
    return re.sub(r'\sxmlns:\w+="[^"]*"|\sw:rsid\w*="[^"]*"', "", kept.xml if hasattr(kept, "xml") else "")


def text_width(section: Any) -> int:
    """The width of a section's text, in twentieths of a point."""
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(page.get(qn("w:w"))) - sum(
        int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right", "gutter")
    )


def fill_header(header: Any, label: str, width: int, *, bare: bool) -> None:
    """Put the item's name and the tab stops of this page width into a copy of the base's header."""
    for text in header.iter(qn("w:t")):
        if text.text and ITEM_TAG.search(text.text):
            text.text = ITEM_TAG.sub(label.replace("\\", r"\\"), text.text)
        if bare and text.text and "标记" not in text.text:
            text.text = ""
    for drawing in list(header.iter(qn("w:drawing"), qn("w:pict"))) if bare else ():
        drawing.getparent().remove(drawing)
    for paragraph_ in header.iter(qn("w:p")):
        properties = paragraph_.get_or_add_pPr()
        for old in properties.findall(qn("w:tabs")):
            properties.remove(old)
        # A long name at the left would carry what stands in the middle to the next line; with one tab nothing does.
        parts = len(list(paragraph_.iter(qn("w:tab"))))
        stops = {width // 2: "center", width: "right"} if parts > 1 else {width: "right"}
        stops |= {stop: "clear" for stop in (4536, 9072) if stop not in stops}
        tabs = parse_xml(
            f"<w:tabs {nsdecls('w')}>"
            + "".join(f'<w:tab w:val="{kind}" w:pos="{stop}"/>' for stop, kind in sorted(stops.items()))
            + "</w:tabs>"
        )
        properties._insert_tabs(tabs)
        if bare:
            tabs.addprevious(parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="nil"/></w:pBdr>'))
