"""The small workbook behind a chart: what Word opens at 编辑数据.

Written by hand, six parts of a few lines: the document's room knows no spreadsheet library, and the bytes depend on
the numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_xlsx.document.base import FONT, R
from ledger_xlsx.document.characters import in_one_line
from ledger_xlsx.forms import Chart
from ledger_xlsx.packages import packed

SHEET = "Sheet1"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{R}/styles" Target="styles.xml"/></Relationships>',
}


def workbook(chart: Chart) -> bytes:
    """A workbook of one sheet: categories down column A, a series in each column behind, its name in row 1."""
    return packed({**PARTS, "xl/styles.xml": styles(chart.number_format), "xl/worksheets/sheet1.xml": sheet(chart)})


def styles(number_format: str) -> str:
    """Two formats: text, and the chart's numbers."""
    return (
        f'<styleSheet xmlns="{S}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{number_format}"/></numFmts>'
        f'<fonts count="1"><font><sz val="11"/><name val="{FONT}"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def sheet(chart: Chart) -> str:
    """The cells; one without a number is left out."""
    return f'<worksheet xmlns="{S}"><sheetData>{"".join(rows(chart))}</sheetData></worksheet>'


def rows(chart: Chart) -> Iterator[str]:
    """The row of names, then a row for each category."""
    names = enumerate(chart.series, start=1)
    yield f'<row r="1">{"".join(text_cell(f"{column_letter(column)}1", name) for column, name in names)}</row>'
    for index, category in enumerate(chart.categories):
        row = index + 2
        numbers = "".join(
            f'<c r="{column_letter(column)}{row}" s="1"><v>{values[index]}</v></c>'
            for column, values in enumerate(chart.series.values(), start=1)
            if values[index] is not None
        )
        yield f'<row r="{row}">{text_cell(f"A{row}", category)}{numbers}</row>'


def text_cell(address: str, text: str) -> str:
    """A cell that holds text, whatever it begins with."""
    return f'<c r="{address}" t="inlineStr"><is><t>{in_one_line(text)}</t></is></c>'


def column_letter(index: int) -> str:
    """The letter of a column counted from nought; a chart has fewer than 26 series."""
    return chr(ord("A") + index)
