"""The command `inspect`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.document.handmade import Typist, right, sloppy, typed


@pytest.fixture
def good_ledger(tmp_path: Path) -> Path:
    path = tmp_path / "手打的.docx"
    path.write_bytes(right())
    return path


@pytest.fixture
def sloppy_ledger(tmp_path: Path) -> Path:
    path = tmp_path / "潦草的.docx"
    path.write_bytes(sloppy())
    return path


class TestInspect:
    def test_a_good_ledger_is_fine(self, run: object, good_ledger: Path) -> None:
        assert run("inspect", good_ledger) == (0, "手打的.docx（按「格式要求」检查）\n\n格式符合要求。\n", "")

    def test_a_faulty_one_gives_3_and_says_where_and_how(self, run: object, sloppy_ledger: Path) -> None:
        code, out, err = run("inspect", sloppy_ledger)
        assert (code, err) == (3, "")
        assert "必须改 印-30 「封面」：纸张是 21.6 × 27.9 厘米，应是 A4（21 × 29.7 厘米）。怎样改：" in out
        assert out.endswith("改好「必须改」再打印。\n")

    def test_an_unreadable_one_gives_4_and_the_others_are_inspected(
        self, run: object, good_ledger: Path, good: Path, broken: Path
    ) -> None:
        code, out, err = run("inspect", broken, good, good_ledger)
        assert (code, err) == (4, "")
        assert "好的.xlsx（没能读出）" in out
        assert "必须改 印-04 「坏的.xlsx」：已损坏或没传完" in out
        assert "格式符合要求。" in out

    def test_strict_counts_what_had_better_be_changed(self, run: object, tmp_path: Path) -> None:
        hand = Typist(bold=False)
        hand.number_pages()
        path = tmp_path / "没加粗.docx"
        path.write_bytes(typed(hand))
        assert [run("inspect", path)[0], run("inspect", path, "--strict")[0]] == [0, 3]

    def test_json_has_every_finding(self, run: object, sloppy_ledger: Path) -> None:
        code, out, _ = run("inspect", sloppy_ledger, "--format", "json")
        (file,) = json.loads(out)["files"]
        assert (code, file["ok"], file["counts"]["error"]) == (3, False, 2)
        assert {"印-10", "印-30"} <= {finding["code"] for finding in file["findings"]}

    def test_no_other_format_is_offered(self, run: object, good_ledger: Path) -> None:
        code, _, err = run("inspect", good_ledger, "--format", "html")
        assert code == 2
        assert "html 的结果这里没有" in err

    def test_the_file_is_left_as_it_is(self, run: object, sloppy_ledger: Path) -> None:
        before = sloppy_ledger.read_bytes()
        run("inspect", sloppy_ledger)
        assert sloppy_ledger.read_bytes() == before
