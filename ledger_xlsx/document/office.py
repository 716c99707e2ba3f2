"""LibreOffice, where it is at hand: a document as PDF, and the page on which each bookmark stands.

LibreOffice runs with a profile of its own, a time limit, and fonts that stand in for 宋体; it is ended by its own
process id, and nothing of the user's LibreOffice or fonts is touched.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS = 120
"""A whole ledger takes some five seconds."""
VARIABLE = "LEDGER_XLSX_SOFFICE"
"""Names the program; set but empty, LibreOffice is not used."""
USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
BOOKMARK = "ledger_"
# With the empty left-hand pages that a ledger for both sides of a sheet has.
WITH_DESTINATIONS = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)
# Glyphs as wide and as high as those of 宋体, so that pages break where Word breaks them; Noto Serif is higher.
STAND_INS = (
    "SimSun",
    "NSimSun",
    "Songti SC",
    "STSong",
    "AR PL UMing CN",
    "AR PL SungtiL GB",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
)
SYSTEM_FONTS = "/etc/fonts/fonts.conf"


class OfficeFailed(Exception):
    """LibreOffice is missing, took too long, or gave no PDF; `str()` says which, in Chinese."""


def program() -> str | None:
    """Where LibreOffice is, if it is anywhere."""
    if (named := os.environ.get(VARIABLE)) is not None:
        return named or None
    return next((found for name in ("soffice", "libreoffice", *USUAL_PLACES) if (found := shutil.which(name))), None)


def pdf(document: bytes, seconds: float = SECONDS, *, ending: str = ".docx") -> bytes:
    """The document as PDF, its bookmarks as named destinations; `ending` says what it is. Raises OfficeFailed."""
    [result] = pdfs([document], seconds, ending=ending)
    if isinstance(result, OfficeFailed):
        raise result
    return result


def pdfs(documents: Sequence[bytes], seconds: float = SECONDS, *, ending: str = ".docx") -> list[bytes | OfficeFailed]:
    """Documents as PDF in one start of LibreOffice, each with `seconds` of time; in place of one that fails, why.

    What one start left undone, because a document before it brought LibreOffice down, is tried once more by itself.
    """
    results = converted(documents, seconds * len(documents), ending)
    if len(documents) > 1:
        again = [number for number, result in enumerate(results) if isinstance(result, OfficeFailed)]
        # Where none came out there is no LibreOffice, or none that works.
        for number in again if len(again) < len(documents) else []:
            [results[number]] = converted([documents[number]], seconds, ending)
    return results


def converted(documents: Sequence[bytes], seconds: float, ending: str) -> list[bytes | OfficeFailed]:
    """What one start of LibreOffice makes of the documents."""
    office = program()
    if office is None:
        return [OfficeFailed("没有找到 LibreOffice。")] * len(documents)
    with tempfile.TemporaryDirectory(prefix="ledger-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        sources = [room / f"{number}{ending}" for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        arguments = (f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--norestore")
        convert = ("--convert-to", WITH_DESTINATIONS if ending == ".docx" else "pdf", "--outdir", folder)
        failed = OfficeFailed("LibreOffice 没有转换出结果。")
        try:
            run([office, *arguments, *convert, *map(str, sources)], environment(room), seconds)
        except OfficeFailed as failure:
            failed = failure
        made = [source.with_suffix(".pdf") for source in sources]
        return [one.read_bytes() if one.is_file() else failed for one in made]


def environment(room: Path) -> dict[str, str]:
    """The process's environment, with 宋体 standing for what this machine has."""
    if not Path(SYSTEM_FONTS).is_file():
        return dict(os.environ)
    families = "".join(f"<family>{name}</family>" for name in STAND_INS)
    alias = f'<alias binding="same"><family>宋体</family><prefer>{families}</prefer></alias>'
    config = room / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><include>{SYSTEM_FONTS}</include>{alias}</fontconfig>', encoding="utf-8"
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def run(command: list[str], variables: Mapping[str, str], seconds: float) -> None:
    """Run LibreOffice and all that it starts, for so long at most."""
    apart = sys.platform != "win32"
    with subprocess.Popen(  # noqa: S603 - our own arguments
        command, env=dict(variables), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=apart,
    ) as process:  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise OfficeFailed(f"LibreOffice 超过 {seconds:g} 秒还没有转换完。") from None
        finally:
            if process.poll() is None:
                # soffice is a script that starts the real program: end the whole session.
                if apart:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()


def page_numbers(document: bytes) -> dict[int, int]:
    """The page on which each page of the ledger begins, by its index (the number of its bookmark). Raises OfficeFailed."""
    return numbers_in(pdf(document))


def numbers_in(document: bytes) -> dict[int, int]:
    """The same, read from a ledger's PDF."""
    from pypdf import PdfReader  # noqa: PLC0415 - only where LibreOffice is

    reader = PdfReader(io.BytesIO(document))
    numbers = {}
    for name, destination in reader.named_destinations.items():
        # LibreOffice writes an underscore in a name as 5F.
        plain = name.lstrip("/").replace("5F", "_", 1)
        page = reader.get_destination_page_number(destination)
        if plain.startswith(BOOKMARK) and page is not None:
            numbers[int(plain.removeprefix(BOOKMARK))] = page + 1
    return numbers


def measured(document: bytes) -> tuple[int, int]:
    """How many pages a PDF has, and on how many of them pictures stand."""
    from pypdf import PdfReader  # noqa: PLC0415 - only where LibreOffice is

    pages = PdfReader(io.BytesIO(document)).pages
    return len(pages), sum(shows_picture(page) for page in pages)


def shows_picture(page: Any) -> bool:
    """Whether a page draws a picture; its resources are those of all pages."""
    objects = page["/Resources"].get("/XObject", {})
    pictures = {name for name, one in objects.items() if one.get_object().get("/Subtype") == "/Image"}
    content = page.get_contents()
    drawn = re.findall(rb"(/[^\s/<>\[\]()]+)\s+Do\b", content.get_data()) if content is not None else ()
    return any(name.decode("latin-1") in pictures for name in drawn)


def bound(documents: Sequence[bytes]) -> bytes:
    """Several PDFs as one, each beginning on the front of a sheet where it is printed on both sides."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only where LibreOffice is

    whole = PdfWriter()
    for document in documents:
        if len(whole.pages) % 2:
            whole.add_blank_page()
        whole.append(PdfReader(io.BytesIO(document)), import_outline=False)
    buffer = io.BytesIO()
    whole.write(buffer)
    return buffer.getvalue()
