"""The mark of a draft: 草稿 in grey, aslant behind the text of every page, as Word's own watermarks are made.

The page header says the word as well: not every program on a phone shows watermarks.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ledger_xlsx.document.base import FONT, W

MARK = "草稿"
NAME = "PowerPlusWaterMarkObject"
"""By this name Word's and WPS's own menus find a watermark, to take it away again."""
TEXT_SHAPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:340pt;height:170pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def mark(document: Any) -> None:
    """Lay the mark behind every page: into every page header of a rendered document."""
    headers = [
        relation.target_part.element
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.HEADER
    ]
    for number, header in enumerate(headers, start=1):
        next(header.iter(qn("w:p"))).append(parse_xml(run(number)))


def run(number: int) -> str:
    """The run that holds the mark."""
    return (
        f'<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"<w:rPr><w:noProof/></w:rPr><w:pict>{TEXT_SHAPE}"
        f'<v:shape id="{NAME}{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" style="{PLACE}" o:allowincell="f" '
        f'fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt" string="{MARK}"/></v:shape></w:pict></w:r>'
    )
