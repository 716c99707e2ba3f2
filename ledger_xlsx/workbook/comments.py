"""The comments of a sheet: ours are recognised, taken out and written anew; a teacher's own stay, ours below them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from ledger_xlsx.errors import UnreadableWorkbook
from ledger_xlsx.workbook.grid import REFERENCE, Grid, Spot, address, column_number
from ledger_xlsx.workbook.package import MAIN, RELATION
from ledger_xlsx.workbook.patch import SHEET_ML, Patch, drop, empty
from ledger_xlsx.workbook.sheet_xml import insert
from ledger_xlsx.workbook.vml import VML_TYPE, add_shape, empty_drawing, remove_shapes, shapes

AUTHOR = "台账检查"
DIVIDER = f"—— {AUTHOR} ——"
"""Stands in a teacher's comment between the teacher's words and ours."""
OURS = re.compile(rf"(?:^|\n)(?:{DIVIDER}|【[\u4e00-\u9fff]{{1,2}}-\d{{2}} (?:必须改|建议改|提示)】[^\n]*)(?=\n|$)")
COMMENT, AUTHORS, LIST, TEXT, RUN, T = (
    f"{{{MAIN}}}{name}" for name in ("comment", "authors", "commentList", "text", "r", "t")
)
COMMENTS_PART, DRAWING_PART = "xl/comments{}.xml", "xl/drawings/vmlDrawing{}.vml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Comments:
    """A sheet's comments; `part` is that of the sheet."""

    patch: Patch
    part: str

    @property
    def own_part(self) -> str:
        """The part with the sheet's comments; empty if it has none."""
        found = self.patch.related(self.part, "comments").values()
        return next((part for part in found if part in self.patch), "")

    def strip(self) -> None:
        """Take our comments away, and our words out of the teacher's."""
        if not self.own_part:
            return
        gone: set[Spot] = set()
        for comment in list(self.patch.tree(self.own_part).iter(COMMENT)):
            if without_ours(comment) and not words(comment).strip():
                at = REFERENCE.fullmatch(comment.get("ref", ""))
                gone |= {(int(at[2]), column_number(at[1]))} if at else set()
                drop(comment)
        if gone and (drawing := self.drawing()):
            remove_shapes(self.patch.tree(drawing), gone)

    def add(self, texts: Mapping[Spot, str], grid: Grid, number: int) -> bool:
        """Write a comment into each of these cells; `number` is the sheet's in the workbook, from 1.

        False, and nothing is changed, where the drawing with the boxes of comments cannot be read (old WPS leaves some
        that are no XML).
        """
        try:
            drawing = self.drawing()
            root = self.patch.tree(drawing) if drawing else empty_drawing(number)
        except UnreadableWorkbook:
            return False
        if not drawing:
            self.attach_drawing(root)
        comments = self.patch.tree(self.attached())
        existing = {comment.get("ref"): comment for comment in comments.iter(COMMENT)}
        entries = comments.find(LIST)
        if entries is None:
            entries = etree.SubElement(comments, LIST)
        fresh = {spot for spot in texts if not words(existing.get(address(spot))).strip()}
        # A box without a comment, or a comment without a word, is in nobody's way.
        remove_shapes(root, fresh)
        for spot, text in sorted(texts.items()):
            there = existing.get(address(spot))
            if there is not None and spot not in fresh:
                append_run(there, f"\n{DIVIDER}\n{text}")
                continue
            if there is not None:
                drop(there)
            comment = etree.SubElement(entries, COMMENT, {"ref": address(spot), "authorId": str(author(comments))})
            etree.SubElement(comment, TEXT)
            append_run(comment, text)
            add_shape(root, spot, text, grid, number)
        return True

    def detach(self) -> None:
        """Take away the parts that hold nothing any more."""
        if not self.own_part or self.patch.tree(self.own_part).find(f".//{COMMENT}") is not None:
            return
        gone = self.patch.related(self.part, "comments")
        drawing, line = self.drawing(), self.legacy_line()
        if drawing and line is not None and not shapes(self.patch.tree(drawing)):
            gone[line.get(f"{{{RELATION}}}id", "")] = drawing
            drop(line)
        for identity, part in gone.items():
            self.patch.unrelate(self.part, identity)
            self.patch.remove(part)

    def legacy_line(self) -> etree._Element | None:
        """The sheet's line that names the drawing with its boxes."""
        return self.patch.tree(self.part).find(f"{{{MAIN}}}legacyDrawing")

    def drawing(self) -> str:
        """The part with the boxes of comments and form controls; empty if there is none."""
        line = self.legacy_line()
        found = self.patch.related(self.part, "vmlDrawing")
        part = found.get(line.get(f"{{{RELATION}}}id", ""), "") if line is not None else ""
        return part if part in self.patch else ""

    def attach_drawing(self, root: etree._Element) -> None:
        """Make a drawing a part, named by the sheet."""
        part = self.patch.free(DRAWING_PART)
        self.patch.add(part, root)
        self.patch.declare("vml", VML_TYPE)
        identity, sheet, line = (
            self.patch.relate(self.part, "vmlDrawing", part),
            self.patch.tree(self.part),
            self.legacy_line(),
        )
        if line is not None:
            drop(line)
        line = etree.Element(f"{{{MAIN}}}legacyDrawing", nsmap={"r": RELATION})
        line.set(f"{{{RELATION}}}id", identity)
        insert(sheet, line)

    def attached(self) -> str:
        """The part with the sheet's comments, made if there is none."""
        if self.own_part:
            return self.own_part
        root = empty("comments", MAIN)
        etree.SubElement(root, AUTHORS)
        etree.SubElement(root, LIST)
        part = self.patch.free(COMMENTS_PART)
        self.patch.add(part, root, f"{SHEET_ML}.comments+xml")
        self.patch.relate(self.part, "comments", part)
        return part


def author(comments: etree._Element) -> int:
    """Our number among the authors."""
    authors = comments.find(AUTHORS)
    if authors is None:
        authors = comments.makeelement(AUTHORS, {})
        comments.insert(0, authors)
    names = [one.text for one in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def words(comment: etree._Element | None) -> str:
    """The text of a comment, if there is one."""
    return "".join(one.text or "" for one in comment.iter(T)) if comment is not None else ""


def without_ours(comment: etree._Element) -> bool:
    """Take our lines out of a comment, in whichever runs they stand; whether there were any."""
    whole = words(comment)
    spans = [match.span() for match in OURS.finditer(whole)]
    if not spans:
        return False
    ours = {place for span in spans for place in range(*span)}
    position = 0
    for one in list(comment.iter(T)):
        text = one.text or ""
        one.text = "".join(mark for place, mark in enumerate(text, position) if place not in ours)
        position += len(text)
        run = one.getparent()
        if not one.text and text and run is not None and run.tag == RUN:
            drop(run)
    return True


def append_run(comment: etree._Element, text: str) -> None:
    """Put a text at the end of a comment, whose plain text becomes a run of its own, as the schema wants it."""
    body = comment.find(TEXT)
    if body is None:
        body = comment.makeelement(TEXT, {})
        comment.insert(0, body)
    plain = body.find(T)
    if plain is not None:
        first = body.makeelement(RUN, {})
        body.replace(plain, first)
        first.append(plain)
    run = body.makeelement(RUN, {})
    # Runs stand in front of the reading aids of East Asian text.
    body.insert(sum(one.tag == RUN for one in body), run)
    look = etree.SubElement(run, f"{{{MAIN}}}rPr")
    for name, value in (("sz", "9"), ("rFont", "宋体")):
        etree.SubElement(look, f"{{{MAIN}}}{name}").set("val", value)
    content = etree.SubElement(run, T)
    content.set(SPACE, "preserve")
    content.text = text
