"""Generated files are committed; they agree with the declarations that they are made from."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

from ledger_xlsx import generate
from samples import build

AGAIN = "run `make generated` and commit what it writes"


@lru_cache(maxsize=1)
def made() -> dict[str, bytes]:
    return {**generate.generated(), **{f"samples/{name}": data for name, data in build.generated().items()}}


def committed() -> list[str]:
    """What lies where generated files lie, known without drawing anything at collection."""
    patterns = (
        f"{generate.WORD_TEMPLATES}/*",
        f"{generate.WORKBOOK}/*.xlsx",
        "samples/*.xlsx",
        "samples/errors/*",
    )
    files = [path for pattern in patterns for path in sorted(generate.CHECKOUT.glob(pattern))]
    names = [path.relative_to(generate.CHECKOUT).as_posix() for path in files if not path.name.startswith("~$")]
    return [*names, generate.RULES_PAGE]


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_every_generated_file_is_there_and_no_other() -> None:
    assert sorted(committed()) == sorted(made()), AGAIN


@pytest.mark.parametrize("name", committed())
def test_a_generated_file_is_as_committed(name: str) -> None:
    assert name in made(), f"nothing generates {name} any more: {AGAIN}"
    there, new = (generate.CHECKOUT / name).read_bytes(), made()[name]
    if there == new:
        return
    assert not name.endswith((".md", ".json")), f"{name} is stale: {AGAIN}"
    # Another zlib may pack the same parts into other bytes.
    old_parts, new_parts = parts(there), parts(new)
    stale = sorted(part for part in old_parts.keys() | new_parts.keys() if old_parts.get(part) != new_parts.get(part))
    assert stale == [], f"{name} is stale: {AGAIN}"


def test_a_file_of_a_name_no_longer_used_is_stale(tmp_path: Path) -> None:
    folder = tmp_path / generate.WORD_TEMPLATES
    folder.mkdir()
    for name in ("封面.docx", "旧表.docx", "~$封面.docx"):
        (folder / name).touch()
    assert list(generate.stale({f"{generate.WORD_TEMPLATES}/封面.docx": b""}, tmp_path)) == [folder / "旧表.docx"]
