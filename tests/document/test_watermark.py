"""The finished document before the Open XML SDK's validator, and the mark of a draft as LibreOffice shows it."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from ledger_xlsx.document import office
from tests.document.books import odd_document


@pytest.mark.validator
@pytest.mark.parametrize("draft", [False, True])
def test_the_open_xml_validator_finds_nothing(tmp_path: Path, ooxml_validator: str, draft: bool) -> None:  # noqa: FBT001
    path = tmp_path / "ledger.docx"
    path.write_bytes(odd_document(draft=draft, duplex=draft))
    run = subprocess.run([ooxml_validator, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    assert json.loads(run.stdout)["errors"] == []


@pytest.mark.office
def test_the_mark_is_seen_behind_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, soffice: str) -> None:
    monkeypatch.setenv(office.VARIABLE, soffice)
    shares = []
    for draft in (False, True):
        source = tmp_path / f"{draft}.pdf"
        source.write_bytes(office.pdf(odd_document(draft=draft)))
        command = ["pdftoppm", "-r", "20", "-f", "2", "-l", "2", "-gray", "-singlefile", "-png", str(source)]
        subprocess.run([*command, str(source)], check=True)  # noqa: S603 - our own arguments
        with Image.open(io.BytesIO(source.with_name(f"{source.name}.png").read_bytes())) as page:
            grey = sum(page.convert("L").histogram()[190:246])
            shares.append(grey / (page.width * page.height))
    plain, marked = shares
    assert marked > plain + 0.03
