"""Charts that Word draws and edits: a chart part with its numbers, and the drawing that shows it in the text.

Black on white, the series told apart by hatching, so that a copier loses nothing. The axis begins at nought and ends
where the chart says; numbers stand above the columns where they have room.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from markupsafe import Markup

from ledger_xlsx.document.base import FIVE, FONT, R
from ledger_xlsx.document.characters import in_one_line
from ledger_xlsx.document.chart_data import SHEET, column_letter, workbook
from ledger_xlsx.document.pictures import EMU
from ledger_xlsx.forms import WIDTH, Chart

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEIGHT = 8.0
"""The height in cm of a chart whose tag names none; its width is then the text's."""

GREY, PATTERN = (
    '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>',
    '<a:pattFill prst="{}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
)
FILLS = (
    GREY.format("7F7F7F"),
    PATTERN.format("wdUpDiag"),
    GREY.format("E6E6E6"),
    PATTERN.format("dkHorz"),
    GREY.format("404040"),
    PATTERN.format("lgCheck"),
)
"""Told apart on a copier too; LibreOffice draws one hatching much like another, so greys stand between them."""
CHARACTER = FIVE * 2.54 / 72
"""A Chinese character's width in cm; a digit has half of it."""
WIDEST_COLUMN = 1.2
NARROWEST_GAP, WIDEST_GAP = 50, 500
"""Between categories, in hundredths of a column; the format allows no more than 500."""
LEFT, LEGEND, LINE, HIGHEST, AIR = 1.4, 0.7, 0.45, 3.0, 0.2
"""Room in cm: left of the axis, for the legend, for a line of names, at most for names that stand upright, at the edges."""
MOST_LINES = 2
"""Of names that lie."""
LYING, UPRIGHT = "0", "-5400000"
"""How a text lies, in 60,000ths of a degree."""


@dataclass(frozen=True)
class Layout:
    """The room above and below the columns in cm, the gap between categories, and how names and numbers lie.

    `numbers` is None where they have no room.
    """

    above: float
    below: float
    gap: int
    names: str
    numbers: str | None


def drawing(part: Any, chart: Chart, width: float = WIDTH, height: float = HEIGHT) -> Markup:
    """The inline drawing of a chart in a document's part, to which the chart and its workbook are added."""
    package = part.package
    partname = package.next_partname("/word/charts/chart%d.xml")
    number = "".join(filter(str.isdigit, partname.filename))
    data = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), WORKBOOK_TYPE, workbook(chart), package
    )
    added = Part(partname, CHART_TYPE, b"", package)
    added._blob = chart_xml(chart, width, height, added.relate_to(data, RELATIONSHIP_TYPE.PACKAGE)).encode()
    rid = part.relate_to(added, RELATIONSHIP_TYPE.CHART)
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    return Markup(  # noqa: S704 - all texts are escaped
        f'</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="0" name="图表 {number}" descr="{in_one_line(spoken(chart))}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{rid}"/>'
        '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
    )


def spoken(chart: Chart) -> str:
    """What a chart shows, for those who hear it: 柱形图：各题得分率。一：97.2%；二：92.5%。."""
    alone = len(chart.series) == 1
    parts = []
    for number, category in enumerate(chart.categories):
        facts = [
            (name, shown(values[number], chart.number_format) or "无数据") for name, values in chart.series.items()
        ]
        parts.append(f"{category}：" + "，".join(value if alone else f"{name}{value}" for name, value in facts))
    return f"柱形图：{chart.title}。{'；'.join(parts)}。"


def shown(value: Decimal | None, number_format: str) -> str:
    """A number as the spreadsheet's format prints it, half up: 0.935 in 0.0% is 93.5%."""
    if value is None:
        return ""
    percent = number_format.endswith("%")
    places = len(number_format.rstrip("%").partition(".")[2])
    scaled = (value * 100 if percent else value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{scaled}%" if percent else str(scaled)


def layout(chart: Chart, width: float) -> Layout:
    """The room that names and numbers need: they lie where they fit, else stand upright; numbers may be left out."""
    pitch = (width - LEFT - AIR) / max(1, len(chart.categories))
    count = max(1, len(chart.series))
    gap = round(min(WIDEST_GAP, max(NARROWEST_GAP, (pitch / WIDEST_COLUMN - count) * 100)))
    room = pitch / (count + gap / 100) if count > 1 else pitch
    number = max((length(shown(v, chart.number_format)) for values in chart.series.values() for v in values), default=0)
    numbers = LYING if number < room else UPRIGHT if room > CHARACTER else None
    above = {LYING: LINE, UPRIGHT: number, None: 0}[numbers] + AIR
    name = max((length(category) for category in chart.categories), default=0)
    lines = math.ceil(name / (pitch * 0.85))
    names = LYING if lines <= MOST_LINES else UPRIGHT
    # LibreOffice leaves out all names where the tallest has not more than its own height.
    below = lines * LINE if names == LYING else min(name, HIGHEST) + LINE
    return Layout(above, below + AIR + (LEGEND if count > 1 else 0), gap, names, numbers)


def length(text: str) -> float:
    """The width of a text in cm, as 宋体 of 五号 sets it."""
    return sum(CHARACTER if unicodedata.east_asian_width(char) in "WFA" else CHARACTER / 2 for char in text)


def chart_xml(chart: Chart, width: float, height: float, workbook_rid: str) -> str:
    """The chart part; its numbers are those of the workbook behind the relation."""
    place = layout(chart, width)
    plot = "".join(
        f'<c:{name} val="{value:.4f}"/>'
        for name, value in (
            ("x", LEFT / width),
            ("y", place.above / height),
            ("w", (width - LEFT - AIR) / width),
            ("h", (height - place.above - place.below) / height),
        )
    )
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text()}</c:legend>' if len(chart.series) > 1 else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{plot}</c:manualLayout></c:layout>'
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{"".join(series(chart, place))}<c:gapWidth val="{place.gap}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{axes(chart, place)}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>{text()}'
        f'<c:externalData r:id="{workbook_rid}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def axes(chart: Chart, place: Layout) -> str:
    """Names below, numbers at the left from nought to the chart's top, thin grey lines behind."""
    step = chart.top / 5
    whole = "0%" if chart.number_format.endswith("%") else "General"
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{line("000000", 9525)}</c:spPr>{text(place.names)}<c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{chart.top}"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr>{line("BFBFBF", 6350)}</c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="{whole}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text()}<c:crossAx val="1"/>'
        f'<c:crosses val="autoZero"/><c:crossBetween val="between"/><c:majorUnit val="{step}"/></c:valAx>'
    )


def series(chart: Chart, place: Layout) -> Iterator[str]:
    """Each series: its name, its filling, its labels, and the numbers as they stand in the workbook's column."""
    count = len(chart.categories)
    for index, (name, values) in enumerate(chart.series.items()):
        column = column_letter(index + 1)
        outline = line("000000", 6350)
        labels = (
            f'<c:dLbls><c:numFmt formatCode="{chart.number_format}" sourceLinked="0"/><c:spPr>{GREY.format("FFFFFF")}<a:ln><a:noFill/></a:ln></c:spPr>'
            f'{text(place.numbers, tight=True)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
            if place.numbers is not None
            else ""
        )
        yield (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{texts(f"{column}$1", [name])}</c:tx>'
            f"<c:spPr>{FILLS[index % len(FILLS)]}{outline}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{labels}<c:cat>{texts(f"A$2:$A${count + 1}", chart.categories)}</c:cat>'
            f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${count + 1}</c:f><c:numCache>"
            f'<c:formatCode>{chart.number_format}</c:formatCode><c:ptCount val="{count}"/>'
            + points([None if value is None else str(value) for value in values])
            + "</c:numCache></c:numRef></c:val></c:ser>"
        )


def texts(cells: str, values: Sequence[str]) -> str:
    """Texts of the workbook, by the cells in which they stand."""
    cached = points([in_one_line(value) for value in values])
    return f'<c:strRef><c:f>{SHEET}!${cells}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{cached}</c:strCache></c:strRef>'


def points(values: Sequence[str | None]) -> str:
    """The cached values, blanks left out."""
    return "".join(
        f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>' for index, value in enumerate(values) if value is not None
    )


def line(colour: str, width: int) -> str:
    """A line of a colour and a width in English metric units."""
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'


def text(rotation: str = "", *, tight: bool = False) -> str:
    """宋体 of 五号, black, in every script; without a rotation the program decides how it lies."""
    fonts = "".join(f'<a:{script} typeface="{FONT}"/>' for script in ("latin", "ea", "cs"))
    turned = f' rot="{rotation}" vert="horz"' if rotation else ""
    edges = ' wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"' if tight else ""
    return (
        f"<c:txPr><a:bodyPr{turned}{edges}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(FIVE * 100)}" b="0">{GREY.format("000000")}{fonts}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
