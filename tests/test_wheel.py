"""The wheel, installed into an empty environment, makes workbooks and ledgers with what it carries."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from .conftest import CHECKOUT, absent

SAMPLE = CHECKOUT / "samples" / "五年级数学.xlsx"
# The checkout must not be found.
ALONE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
NO_INDEX = ("No matching distribution", "Could not find a version", "Temporary failure in name resolution")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; its complaints are the test's, if it fails."""
    done = subprocess.run(command, cwd=cwd, env=ALONE, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a freshly built and installed wheel, far from the checkout."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, CHECKOUT, cwd=place)
    venv.create(place / "empty", with_pip=True)
    scripts = place / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    wheel = next(place.glob("*.whl"))
    installed = subprocess.run(  # noqa: S603
        [scripts / "python", "-m", "pip", "install", "--quiet", wheel],
        cwd=place, env=ALONE, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if any(sign in installed.stderr for sign in NO_INDEX):
        absent("pip reaches no index with the dependencies")
    assert installed.returncode == 0, installed.stderr
    return scripts / "ledger-xlsx"


def test_the_installed_program_makes_a_new_workbook_and_exports_its_templates(program: Path, tmp_path: Path) -> None:
    run(program, "new", "台账.xlsx", cwd=tmp_path)
    assert (tmp_path / "台账.xlsx").stat().st_size > 10_000
    run(program, "templates", "export", "模板", cwd=tmp_path)
    shipped = sorted(path.name for path in (CHECKOUT / "docx_templates").glob("*.docx"))
    assert sorted(path.name for path in (tmp_path / "模板").iterdir()) == shipped


def test_the_installed_program_converts_the_sample(program: Path, tmp_path: Path) -> None:
    printed = run(program, "convert", SAMPLE, "-o", "out", cwd=tmp_path)
    ledgers = [tmp_path / line for line in printed.splitlines()]
    assert [path.suffix for path in ledgers] == [".docx"]
    assert ledgers[0].stat().st_size > 50_000


def test_the_installed_program_carries_what_its_page_of_problems_is_made_of(program: Path, tmp_path: Path) -> None:
    run(program, "check", SAMPLE, "--format", "html", "-o", "检查报告.html", cwd=tmp_path)
    assert "beforeprint" in (tmp_path / "检查报告.html").read_text(encoding="utf-8")
