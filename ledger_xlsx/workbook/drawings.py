"""Pictures put onto a sheet: each floats over the cell that it belongs to."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from lxml import etree
from PIL import Image

from ledger_xlsx.pictures import Picture
from ledger_xlsx.workbook.grid import Spot
from ledger_xlsx.workbook.package import MAIN, RELATION
from ledger_xlsx.workbook.patch import Patch
from ledger_xlsx.workbook.pictures import ANCHORS, ART, DRAWING
from ledger_xlsx.workbook.sheet_xml import insert

PART, MEDIA = "xl/drawings/drawing{}.xml", "xl/media/image{}"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "emf": "image/x-emf", "wmf": "image/x-wmf",
    "heic": "image/heic",
}  # fmt: skip
UNKNOWN = "png"
MARGIN = 36_000
"""Between a picture and the edge of its cell, in EMU: a millimetre."""
USUAL_SHAPE = (4, 3)
"""Of a picture that cannot be opened."""


@dataclass
class Media:
    """The pictures that are added to a package, each once."""

    patch: Patch
    parts: dict[bytes, str] = field(default_factory=dict[bytes, str])

    def part(self, picture: Picture, data: bytes) -> str:
        """The part that holds a picture."""
        digest = sha256(data).digest()
        if digest not in self.parts:
            ending = PurePosixPath(picture.name).suffix.lstrip(".").lower()
            ending = ending if ending in TYPES else UNKNOWN
            self.patch.declare(ending, TYPES[ending])
            self.parts[digest] = self.patch.free(f"{MEDIA}.{ending}")
            self.patch.add_bytes(self.parts[digest], data)
        return self.parts[digest]


@dataclass
class Canvas:
    """What floats over one sheet."""

    patch: Patch
    sheet: str
    media: Media

    def __post_init__(self) -> None:
        self.part = next(iter(self.patch.related(self.sheet, "drawing").values()), "")

    def make_room(self, first: int, count: int) -> None:
        """Move what hangs on rows from `first` on (from 1) down by so many rows."""
        if not self.part:
            return
        for anchor in self.patch.tree(self.part).iter(*ANCHORS):
            start = anchor.find(f"{{{DRAWING}}}from/{{{DRAWING}}}row")
            if start is None or int(start.text or 0) < first - 1:
                continue
            for row in anchor.iterfind(f"*/{{{DRAWING}}}row"):
                row.text = str(int(row.text or 0) + count)

    def put(self, spot: Spot, size: tuple[int, int], pictures: Sequence[Picture]) -> None:
        """Lay pictures side by side over a cell of a size in EMU."""
        slot = size[0] // len(pictures)
        for index, picture in enumerate(pictures):
            data = picture.load()
            width, height = fitted(shape(data), (slot - 2 * MARGIN, size[1] - 2 * MARGIN))
            self.add(spot, (index * slot + MARGIN, MARGIN), (width, height), self.media.part(picture, data))

    def add(self, spot: Spot, offset: tuple[int, int], size: tuple[int, int], media: str) -> None:
        """Put one picture onto the sheet."""
        root = self.patch.tree(self.part or self.made())
        numbers = [int(one.get("id", "0")) for one in root.iter(f"{{{DRAWING}}}cNvPr") if one.get("id", "").isdecimal()]
        number = max(numbers, default=0) + 1
        relation = self.patch.relate(self.part, "image", media)
        row, column = spot
        root.append(
            etree.fromstring(
                f'<xdr:oneCellAnchor xmlns:xdr="{DRAWING}" xmlns:a="{ART}" xmlns:r="{RELATION}"><xdr:from>'
                f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>{offset[0]}</xdr:colOff>"
                f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>{offset[1]}</xdr:rowOff></xdr:from>"
                f'<xdr:ext cx="{size[0]}" cy="{size[1]}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" '
                f'name="图片 {number}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
                f'<xdr:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
                f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
                "</xdr:oneCellAnchor>"
            )
        )

    def made(self) -> str:
        """A part for what floats, where the sheet has none."""
        self.part = self.patch.free(PART)
        self.patch.add(self.part, etree.fromstring(f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{ART}"/>'), DRAWING_TYPE)
        root = self.patch.tree(self.sheet)
        relation = self.patch.relate(self.sheet, "drawing", self.part)
        insert(root, etree.fromstring(f'<drawing xmlns="{MAIN}" xmlns:r="{RELATION}" r:id="{relation}"/>'))
        return self.part


def shape(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels, turned as it is shown."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            turned = picture.getexif().get(ORIENTATION, 1) in SIDEWAYS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return USUAL_SHAPE
    return (height, width) if turned else (width, height)


ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)
"""The EXIF tag that says how a camera was held, and its values for a picture that lies on its side."""


def fitted(shape: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest size of a shape within some room, in the room's unit."""
    scale = max(min(room[0] / max(shape[0], 1), room[1] / max(shape[1], 1)), 0)
    return max(round(shape[0] * scale), 1), max(round(shape[1] * scale), 1)
