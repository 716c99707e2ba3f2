"""Office packages whose bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
# Deflated once already by their own format.
STORED = (".jpeg", ".jpg", ".png")


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
