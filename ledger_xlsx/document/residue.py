"""What Word leaves in a form's body that must not come along into the ledger, where the form is repeated page by page."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Bookmarks and paragraph ids would be there twice, comments and proofing marks point at parts that stay behind.
MARKS = (
    qn("w:bookmarkStart"),
    qn("w:bookmarkEnd"),
    qn("w:commentRangeStart"),
    qn("w:commentRangeEnd"),
    qn("w:commentReference"),
    qn("w:proofErr"),
    qn("w:lastRenderedPageBreak"),
)


def cleaned(root: Any) -> Any:
    """The element itself, without Word's marks, and its drawings in the one way that every program reads."""
    for element in list(root.iter(*MARKS)):
        element.getparent().remove(element)
    # A newer drawing names what a program must know by a prefix that only the form's own file declares.
    for choice in list(root.iter(f"{MC}AlternateContent")):
        fallback = choice.find(f"{MC}Fallback")
        for child in list(fallback) if fallback is not None else ():
            choice.addprevious(child)
        choice.getparent().remove(choice)
    for element in root.iter():
        for name in list(element.attrib):
            if name.startswith((WORD_2010, qn("w:rsid"))):
                del element.attrib[name]
    return root
