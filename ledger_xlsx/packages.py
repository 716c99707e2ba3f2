"""Office packages whose bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
# The children of a font in the order of the schema; openpyxl writes the name first, which Excel forgives and a validator
# does not.
FONT_ORDER = (b"b", b"i", b"strike", b"u", b"vertAlign", b"sz", b"color", b"name", b"family", b"charset", b"scheme")
# Deflated once already by their own format.
STORED = (".jpeg", ".jpg", ".png", ".xlsx")


def packed(parts: Mapping[str, str]) -> bytes:
    """A package of XML parts by name, the declaration put before those that have none."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, xml in parts.items():
            declared = (
                xml if xml.startswith("<?xml") else f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'
            )
            package.writestr(zipfile.ZipInfo(name, EPOCH), declared, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def stable(package: bytes, stamp: str = "2024-01-01T00:00:00Z") -> bytes:
    """The same package with fixed dates: in docProps/core.xml and on every zip entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(STAMP, rb"\g<1>" + stamp.encode(), data)
            kind = zipfile.ZIP_STORED if entry.filename.endswith(STORED) else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(entry.filename, EPOCH), data, kind)
    return buffer.getvalue()


def fonts_in_order(styles: bytes) -> bytes:
    """A workbook's styles.xml with the children of every font in the order of the schema."""

    def ordered(font: re.Match[bytes]) -> bytes:
        children = re.findall(rb"<(\w+)[^>]*/>", font[1])
        written = dict(zip(children, re.findall(rb"<[^>]+/>", font[1]), strict=True))
        return b"<font>" + b"".join(written[name] for name in sorted(children, key=FONT_ORDER.index)) + b"</font>"

    return re.sub(rb"<font>(.*?)</font>", ordered, styles, flags=re.DOTALL)
