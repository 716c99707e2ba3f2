"""What the beginning of a picture's part tells; no picture is ever decoded here."""

from __future__ import annotations

import warnings
from typing import IO, TYPE_CHECKING

from ledger_xlsx.pictures import (
    BROKEN,
    EXIF_ORIENTATION,
    FORMATS,
    JPEG_PIXEL_LIMIT,
    JPEGS,
    ON_ITS_SIDE,
    PIXEL_LIMIT,
    Header,
    Obstacle,
)
from ledger_xlsx.workbook.package import DAMAGE, MEDIA_LIMIT, Package

if TYPE_CHECKING:
    from PIL.Image import Image as ImageFile

ENOUGH = 512
"""So many bytes tell the kind of a picture that Pillow may not open."""
BRANDS = {"HEIC": (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1"), "AVIF": (b"avif", b"avis")}
"""What the box says that begins a photo of Apple's telephones, and one of the newest web pages."""
BEGINNINGS = {b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x09\x00": "WMF", b"%PDF": "PDF", b"%!PS": "EPS"}
ENDS = {"JPEG": b"\xff\xd9", "MPO": b"\xff\xd9", "PNG": b"IEND"}
"""What stands at the end of a photo that came whole."""
TAIL, CHUNK = 32, 1 << 16
EMF_MARK = slice(40, 44)


def header(package: Package, part: str) -> Header:
    """The header of the picture in a part; each part is looked at once."""
    if part not in package.headers:
        package.headers[part] = seen(package, part)
    return package.headers[part]


def seen(package: Package, part: str) -> Header:
    """What a look at a part shows."""
    size = package.stored_size(part)
    if size > MEDIA_LIMIT:
        return Header(size=size, obstacle=Obstacle.PIXELS)
    try:
        with package.opened(part) as stream:
            found = opened(stream, size)
        if found and found.obstacle is None and not ends_well(package, part, found.kind):
            return Header(size=size, obstacle=Obstacle.DAMAGED)
        if found:
            return found
        with package.opened(part) as stream:
            name = kind(stream.read(ENOUGH))
    except DAMAGE:
        name = ""
    return Header(name, size=size, obstacle=Obstacle.KIND if name else Obstacle.DAMAGED)


def opened(stream: IO[bytes], size: int) -> Header | None:
    """The header of a picture that Pillow opens."""
    # Most workbooks that are checked hold no picture, and Pillow takes 30 ms to load.
    from PIL import Image  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # Pillow warns where it doubts; the limits decide.
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=FORMATS) as image:
                return described(image, size)
    except Image.DecompressionBombError:
        return Header(size=size, obstacle=Obstacle.PIXELS)
    except BROKEN:
        return None


def ends_well(package: Package, part: str, name: str) -> bool:
    """Whether a photo came whole: it ends as its kind does, or else, as some telephones write more behind it, it decodes."""
    ends = ENDS.get(name)
    if ends is None:
        return True
    with package.opened(part) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            tail = (tail + chunk)[-TAIL:]
    if ends in tail:
        return True
    with package.opened(part) as stream:
        return decodes(stream)


def decodes(stream: IO[bytes]) -> bool:
    """Whether Pillow can decode the whole picture, as printing does."""
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(stream, formats=FORMATS) as image:
            # A JPEG is decoded at an eighth of its size, which shows as well whether it is all there.
            image.draft("RGB", (1, 1))
            image.load()
    except BROKEN:
        return False
    return True


def described(image: ImageFile, size: int) -> Header:
    """The header of an opened picture."""
    name = image.format or ""
    # Of a PNG that does not say it in the beginning, Pillow would decode the whole to look for it at the end.
    asked = name != "PNG" or "exif" in image.info
    on_its_side = asked and image.getexif().get(EXIF_ORIENTATION, 1) in ON_ITS_SIDE
    limit = JPEG_PIXEL_LIMIT if name in JPEGS else PIXEL_LIMIT
    too_many = Obstacle.PIXELS if image.width * image.height > limit else None
    return Header(name, image.width, image.height, size, on_its_side, too_many)


def kind(data: bytes) -> str:
    """The kind of a picture that Pillow may not open, by its first bytes; empty where they tell nothing."""
    if data[4:8] == b"ftyp":
        return next((name for name, brands in BRANDS.items() if data[8:12] in brands), "")
    if data[EMF_MARK] == b" EMF":
        return "EMF"
    return BEGINNINGS.get(data[:4], "SVG" if b"<svg" in data else "")
