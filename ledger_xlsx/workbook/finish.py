"""The last touches to a saved workbook: what openpyxl cannot write, or leaves to chance."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from ledger_xlsx.packages import fonts_in_order
from ledger_xlsx.workbook import styles

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BEHIND_IGNORED = ("drawing", "legacyDrawing", "legacyDrawingHF", "tableParts")


def finished(package: bytes, last_row: int) -> bytes:
    """The saved package with what openpyxl leaves out or leaves to chance; data may reach down to `last_row`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/styles.xml":
                data = finished_styles(data)
            elif entry.filename.startswith("xl/worksheets/sheet"):
                data = finished_sheet(data, last_row)
            new.writestr(entry, data)
    return buffer.getvalue()


def finished_styles(part: bytes) -> bytes:
    """宋体 as the normal font, in which column widths are counted; fonts in schema order."""
    root = etree.fromstring(part)
    fonts = root.findall(f"{MAIN}fonts/{MAIN}font")
    normal = {"name": styles.FONT, "sz": str(styles.SIZE), "family": "3"}
    for child in list(fonts[0]):
        tag = etree.QName(child).localname
        if tag in normal:
            child.set("val", normal[tag])
        elif tag == "scheme":
            fonts[0].remove(child)
    return fonts_in_order(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def finished_sheet(part: bytes, last_row: int) -> bytes:
    """Merged areas in a fixed order (openpyxl keeps them in a set); no green corners on 2.20 and 10+1."""
    root = etree.fromstring(part)
    for merged in root.findall(f"{MAIN}mergeCells"):
        merged[:] = sorted(merged, key=lambda area: str(area.get("ref")))
    ignored = etree.Element(f"{MAIN}ignoredErrors")
    # The schema puts it before the pictures of a filled sheet.
    after = next((child for child in root if etree.QName(child).localname in BEHIND_IGNORED), None)
    root.append(ignored) if after is None else after.addprevious(ignored)
    etree.SubElement(ignored, f"{MAIN}ignoredError", sqref=f"A1:Z{last_row}", numberStoredAsText="1")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
