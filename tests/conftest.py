"""What many tests share: programs that may be missing, and golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CHROMIUM, SOFFICE, PDFTOPPM, VALIDATOR = "chromium", "soffice", "pdftoppm", "ooxml-validator"
NEEDED = {"browser": (CHROMIUM,), "office": (SOFFICE, PDFTOPPM), "validator": (VALIDATOR,)}
"""The programs that the tests of a marker call."""
# LibreOffice takes seconds to start: only the tests that are about it use it.
os.environ["LEDGER_XLSX_SOFFICE"] = ""


def program(name: str) -> str | None:
    """Where a program lies: for the validator as LEDGER_XLSX_VALIDATOR says, then on PATH, then in node_modules."""
    named = os.environ.get("LEDGER_XLSX_VALIDATOR") if name == VALIDATOR else None
    return named or shutil.which(name) or shutil.which(name, path=CHECKOUT / "node_modules" / ".bin")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="write the golden files anew; then read the diff")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing; in CI, where .ci/run installs them all, it fails instead."""
    needed = [name for marker in item.iter_markers() for name in NEEDED.get(marker.name, ())]
    missing = [name for name in needed if program(name) is None]
    if missing:
        absent(f"not installed: {', '.join(missing)}")


def absent(reason: str) -> None:
    """Give up a test for something that this machine lacks: it is skipped, but fails in CI."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The command that starts Chromium (marker browser)."""
    return program(CHROMIUM) or CHROMIUM


@pytest.fixture(scope="session")
def soffice() -> str:
    """The command that starts LibreOffice (marker office)."""
    return program(SOFFICE) or SOFFICE


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Poppler's command that draws the pages of a PDF (marker office)."""
    return program(PDFTOPPM) or PDFTOPPM


@pytest.fixture(scope="session")
def ooxml_validator() -> str:
    """The command of the Open XML SDK's validator (marker validator): `ooxml-validator FILE` prints JSON, 0 is valid."""
    return program(VALIDATOR) or VALIDATOR


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text equals tests/golden/`name`; with --regen it is written there instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--regen"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: run `make golden` and read the diff"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: run `make golden` and read the diff"

    return compare
