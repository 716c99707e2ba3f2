"""An empty list of groups, handed out to the office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger_xlsx.errors import RosterError
from ledger_xlsx.office.roster import read


def test_a_new_one_is_empty_and_says_so(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    assert run("new", "--roster", path) == (0, f"{path}\n", "")
    with pytest.raises(RosterError, match="一个备课组也没有"):
        read(path)


def test_nothing_is_written_in_advance_into_a_new_one(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    for more in (["--term", "2"], ["--calendar"]):
        code, _, err = run("new", "--roster", tmp_path / "名单.xlsx", *more)
        assert (code, "--roster 写得不对" in err) == (2, True)
