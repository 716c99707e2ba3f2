"""The base template: A4, the requirements' fonts, sizes and spacing, page header and footer.

格式要求 of the requirements text: 宋体 throughout, big title 三号 (16 pt) bold centred, subtitle 四号 (14 pt) right, body
小四 (12 pt), small headings bold, 1.5 lines. Tables may go down to 五号 (10.5 pt); nothing is smaller.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_xlsx.forms import Look
from ledger_xlsx.packages import packed

FONT = "宋体"
# In every style of our own, so that a style that is moved to another document stays what it is.
FONTS = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREE, FOUR, SMALL_FOUR, FIVE = 16.0, 14.0, 12.0, 10.5
"""三号, 四号, 小四, 五号 in points."""
ONE_AND_A_HALF, TABLE_SPACING = 360, 276
"""Line spacing in 240ths of a line."""
TABLE_STYLE, SECTION_STYLE, HEADER_STYLE, FOOTER_STYLE = "台账表", "台账分节", "页眉", "页脚"


@dataclass(frozen=True)
class Style:
    """A paragraph style: size in points, spacing in 240ths of a line, gaps in points, indents in characters."""

    size: float = SMALL_FOUR
    bold: bool = False
    align: str = ""
    spacing: int = ONE_AND_A_HALF
    before: float = 0
    after: float = 0
    first_line: int = 0
    left: float = 0
    right: float = 0
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    more: str = ""

    def xml(self, name: str, number: int) -> str:
        """The w:style element."""
        indent = ""
        if self.first_line:
            indent = f'<w:ind w:firstLineChars="{self.first_line * 100}" w:firstLine="{self.first_line * int(self.size * 20)}"/>'
        elif self.left:
            indent = f'<w:ind w:left="{int(self.left * self.size * 20)}"/>'
        elif self.right:
            indent = f'<w:ind w:right="{int(self.right * self.size * 20)}"/>'
        properties = "".join(
            (
                "<w:keepNext/>" if self.keep_next else "",
                "<w:pageBreakBefore/>" if self.new_page else "",
                self.more,
                f'<w:spacing w:before="{int(self.before * 20)}" w:after="{int(self.after * 20)}" w:line="{self.spacing}" w:lineRule="auto"/>',
                indent,
                f'<w:jc w:val="{self.align}"/>' if self.align else "",
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            )
        )
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        size = int(self.size * 2)
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(number)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
            f'<w:rPr>{FONTS}{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )


def style_id(number: int) -> str:
    """Word's own ids are Latin; a school sees only the name."""
    return f"Ledger{number:02}"


CONTENTS_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9072"/></w:tabs>'

STYLES: dict[Look, Style] = {
    Look.TITLE: Style(THREE, bold=True, align="center", after=6, keep_next=True, new_page=True, outline=0),
    Look.SUBTITLE: Style(FOUR, align="right", after=6, keep_next=True),
    Look.HEADING: Style(bold=True, before=4, keep_next=True, outline=1),
    Look.BODY: Style(first_line=2, align="both"),
    Look.PLAIN: Style(align="both"),
    # Lines as high as a third of a page: single spacing, and each finds its own place.
    Look.PICTURE: Style(align="center", spacing=240, more='<w:widowControl w:val="0"/>'),
    Look.RIGHT: Style(align="right", before=12),
    Look.NOTE: Style(align="both"),
    Look.HEAD: Style(FIVE, bold=True, align="center", spacing=TABLE_SPACING, keep_next=True),
    Look.LABEL: Style(align="center"),
    Look.CELL: Style(FIVE, spacing=TABLE_SPACING),
    Look.CELL_CENTRED: Style(FIVE, align="center", spacing=TABLE_SPACING),
    Look.CELL_BOLD: Style(FIVE, bold=True, align="center", spacing=TABLE_SPACING),
    Look.FORM: Style(),
    Look.FORM_BODY: Style(first_line=2, align="both"),
    Look.COVER_SCHOOL: Style(22, bold=True, align="center", before=18, after=12),
    Look.COVER_TERM: Style(18, bold=True, align="center", after=18),
    Look.COVER_TITLE: Style(32, bold=True, align="center", after=36),
    Look.COVER_LABEL: Style(THREE, bold=True, align="right"),
    Look.COVER_VALUE: Style(THREE, bold=True, align="center"),
    Look.COVER_DATE: Style(THREE, bold=True, align="center", before=48),
    Look.CONTENTS_TITLE: Style(THREE, bold=True, align="center", after=6, keep_next=True, new_page=True),
    Look.CONTENTS_ITEM: Style(bold=True, keep_next=True, more=CONTENTS_TAB),
    Look.CONTENTS_ENTRY: Style(left=2, more=CONTENTS_TAB),
    # New ones at the end: the ids of the others stand in the templates that a school has changed.
    # The note's second point below its first, behind 说明.
    Look.NOTE_BELOW: Style(left=2, align="both"),
    Look.FORM_CLOSE: Style(spacing=TABLE_SPACING),
    Look.CAPTION: Style(align="center", spacing=TABLE_SPACING, after=6),
    # Clear of the picture above it, which stands on the line's very top.
    Look.PICTURE_CAPTION: Style(FIVE, align="center", spacing=TABLE_SPACING, before=4),
    Look.CELL_NUMBER: Style(FIVE, align="right", spacing=TABLE_SPACING, right=0.3),
    Look.CELL_NUMBER_BOLD: Style(FIVE, bold=True, align="right", spacing=TABLE_SPACING, right=0.3),
}
STYLE_IDS = {look: style_id(number) for number, look in enumerate(STYLES, start=1)}


def styles_xml() -> str:
    """word/styles.xml: everything 宋体 by default, so that no run depends on a theme."""
    # A little air above and below, so that no line of text touches a rule.
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 57), ("left", 85), ("bottom", 28), ("right", 85))
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    own = "".join(style.xml(look.value, number) for number, (look, style) in enumerate(STYLES.items(), start=1))
    line = f'<w:spacing w:before="0" w:after="0" w:line="{ONE_AND_A_HALF}" w:lineRule="auto"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}'
        '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{line}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        # Word's own defaults, said aloud: no line begins with a mark, marks may hang, letters stand off from characters.
        "<w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/></w:pPr>"
        f"<w:rPr>{FONTS}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="LedgerTable"><w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerSection"><w:name w:val="{SECTION_STYLE}"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>'
        # LibreOffice lets the text of a section that begins on a right-hand page follow the header without a gap.
        '<w:spacing w:after="320" w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr>{FONTS}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
        f'<w:rPr>{FONTS}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
        f"{own}</w:styles>"
    )


def field(instruction: str) -> str:
    """A Word field as runs, its result left to the program that shows it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_run(text: str) -> str:
    """A run of text that needs no escaping."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


HEADER = (
    f'<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    f"{text_run('{{ 台账.学校简称 }} {{ 台账.备课组名称 }}')}<w:r><w:tab/></w:r>"
    f"<w:r><w:rPr><w:b/></w:rPr><w:t>{{{{ 标记 }}}}</w:t></w:r>{text_run('{{ 项 }}')}</w:p></w:hdr>"
)
FOOTER = (
    f'<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f"{text_run('第 ')}{field('PAGE')}{text_run(' 页  共 ')}{field('NUMPAGES')}{text_run(' 页')}</w:p></w:ftr>"
)

PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
# 16.0 cm of text; 3 cm at the left, of which the gutter goes to the inner side where both sides of a sheet are printed.
MARGINS = (
    '<w:pgMar w:top="1474" w:right="1134" w:bottom="1361" w:left="1247" w:header="794" w:footer="737" w:gutter="454"/>'
)
# A sheet that lies crosswise is bound at its top.
LANDSCAPE_MARGINS = (
    '<w:pgMar w:top="1701" w:right="1417" w:bottom="1134" w:left="1418" w:header="964" w:footer="624" w:gutter="0"/>'
)

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>'
    '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
    '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>集体备课工作台账</dc:title><dc:creator>ledger-xlsx</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>'
    '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>'
    '<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>'
    "</Relationships>",
    "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
    "word/header1.xml": HEADER,
    "word/footer1.xml": FOOTER,
}


def base(*, landscape: bool = False) -> bytes:
    """An empty document with the base's styles, header, footer and page."""
    page = LANDSCAPE + LANDSCAPE_MARGINS if landscape else PORTRAIT + MARGINS
    body = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:footerReference w:type="default" r:id="rId4"/>{page}</w:sectPr></w:body></w:document>'
    )
    return packed({**PARTS, "word/document.xml": body, "word/styles.xml": styles_xml()})
