"""The pictures of the docs: the samples' ledgers and the workbook in LibreOffice, the HTML report in Chromium.

Run by `make pictures`; needs LibreOffice, poppler and Chromium. Look at every picture before you commit it.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PIL import Image, ImageOps

from ledger_xlsx import api
from ledger_xlsx.document.office import page_numbers, pdf
from ledger_xlsx.document.templates import contents
from ledger_xlsx.reports import html
from tests.document import school

CHECKOUT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "图"
SAMPLE, MONTHLY = CHECKOUT / "samples" / "五年级数学.xlsx", CHECKOUT / "samples" / "一年级语文.xlsx"
SCHOOL = CHECKOUT / "samples" / "全校"
FAULTY = CHECKOUT / "samples" / "errors" / "日期写错.xlsx"
SHOWN = (1, 4, 6, 8, 12, 14, 29, 50, 52)
"""Pages of the sample's ledger that show what it is: one of every kind."""
SCHOOLS = (1, 4, 8)
"""Pages that show what a school has changed: badge, font, the column 课型."""


def sheets(document: bytes, dots_per_inch: int) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "ledger.pdf"
        source.write_bytes(document)
        command = ["pdftoppm", "-r", str(dots_per_inch), "-png", str(source), str(Path(folder) / "page")]
        subprocess.run(command, check=True)  # noqa: S603 - our own arguments
        return [Image.open(io.BytesIO(path.read_bytes())).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]


def contact(pages: Sequence[Image.Image], across: int) -> Image.Image:
    """Pages side by side on grey, each in a frame of the same size."""
    framed = [ImageOps.expand(ImageOps.pad(page, pages[0].size, color="lightgray"), 6, "lightgray") for page in pages]
    width, height = framed[0].size
    board = Image.new("RGB", (width * min(across, len(pages)), height * -(-len(pages) // across)), "lightgray")
    for index, page in enumerate(framed):
        board.paste(page, (index % across * width, index // across * height))
    return board


def save(picture: Image.Image, name: str) -> None:
    """A picture of the docs, in few colours and so small."""
    picture.quantize(64).save(FOLDER / f"{name}.png", optimize=True)


def ledger(path: Path, as_of: date | None) -> list[Image.Image]:
    """The pages of a sample's ledger."""
    stage = api.Stage.MONTHLY if as_of else api.Stage.FINAL
    conversion = api.convert(path, stage=stage, as_of=as_of, page_numbers=page_numbers)
    return sheets(pdf(conversion.documents[""]), 50)


def report(path: Path) -> Image.Image:
    """The top of the HTML report on a workbook."""
    return screenshot(html.page([api.check(path, stage=api.Stage.FINAL)]), (1000, 900))


def screenshot(written: str, size: tuple[int, int]) -> Image.Image:
    """The top of an HTML page."""
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        page.write_text(written, encoding="utf-8")
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
        shot = [f"--user-data-dir={folder}/profile", f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}"]
        subprocess.run(["chromium", "--headless", *options, *shot, page.as_uri()], check=True)  # noqa: S603, S607 - our own arguments
        return Image.open(io.BytesIO(picture.read_bytes())).convert("RGB")


def office() -> tuple[Image.Image, Image.Image]:
    """The overview of the sample school, and the list in front of a workbook that goes back."""
    with tempfile.TemporaryDirectory() as folder:
        named = ["--roster", str(SCHOOL / "名单.xlsx"), "--calendar", str(SCHOOL / "校历.xlsx")]
        command = [sys.executable, "-m", "ledger_xlsx", "batch", str(SCHOOL / "收件"), *named, "--as-of", "2024-04-26"]
        subprocess.run([*command, "-o", folder], check=False)  # noqa: S603 - our own arguments; some books are faulty
        overview = (Path(folder) / "总览.html").read_text(encoding="utf-8")
        returned = (Path(folder) / "退回" / "四年级语文" / "四年级语文_标注.xlsx").read_bytes()
        first = sheets(pdf(returned, ending=".xlsx"), 80)[0]
        return screenshot(overview, (1366, 900)), first.crop((0, 0, first.width, first.height * 3 // 5))


def templates() -> tuple[list[Image.Image], list[Image.Image]]:
    """Two shipped templates with their tags, and pages of a ledger in the look of the school that the tests know."""
    with tempfile.TemporaryDirectory() as folder:
        own = school.changed(Path(folder) / "模板")
        shipped = [contents()[name] for name in ("备课组活动记录", "表2教学进度")]
        workbook = school.with_own_column(SAMPLE, Path(folder) / "台账.xlsx")
        made = api.convert(workbook, stage=api.Stage.FINAL, templates=own, page_numbers=page_numbers).documents[""]
    pages = sheets(pdf(made), 50)
    crosswise = next(page for page in pages if page.width > page.height)
    return [sheets(pdf(one), 70)[0] for one in shipped], [*(pages[number - 1] for number in SCHOOLS), crosswise]


def main() -> None:
    """Draw every picture."""
    FOLDER.mkdir(exist_ok=True)
    tagged, own = templates()
    save(contact(tagged, 2), "模板_标记")
    save(contact(own[:-1], 3), "模板_本校")
    save(contact(own[-1:], 1), "模板_横排")
    final, monthly = ledger(SAMPLE, None), ledger(MONTHLY, date(2024, 4, 26))
    save(contact([final[number - 1] for number in SHOWN], 3), "台账")
    save(contact(final, 10), "五年级数学全部页面")
    save(contact(monthly, 8), "一年级语文全部页面")
    template = (CHECKOUT / "workbook_template" / "备课组台账模板.xlsx").read_bytes()
    save(contact(sheets(pdf(template, ending=".xlsx"), 60)[:2], 2), "填写说明")
    workbook = sheets(pdf(SAMPLE.read_bytes(), ending=".xlsx"), 60)
    save(report(FAULTY), "检查报告")
    overview, returned = office()
    save(overview, "总览")
    save(returned, "退回")
    save(contact([page for page in workbook if page.width > page.height][:4], 2), "工作簿")


if __name__ == "__main__":
    main()
