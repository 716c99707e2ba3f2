"""`new`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

from ledger_xlsx import api


class TestNew:
    def test_a_new_workbook_can_be_read_back(self, run: object, tmp_path: Path) -> None:
        path = tmp_path / "新" / "台账.xlsx"
        known = "--school 孟河中心小学 --year 2023~2024学年 --term 2 --grade 五年级 --subject 数学 --start 2024.2.21 --weeks 19"
        assert run("new", path, *known.split()) == (0, f"{path}\n", "")
        basics = api.read(path).ledger.basics
        assert (basics.school, str(basics.year), basics.semester, basics.weeks) == (
            "孟河中心小学",
            "2023-2024",
            "第二学期",
            19,
        )

    def test_an_existing_workbook_is_kept_without_force(self, run: object, good: Path) -> None:
        before = good.read_bytes()
        code, out, err = run("new", good)
        assert (code, out, good.read_bytes()) == (5, "", before)
        assert "已经有这个文件" in err
        assert run("new", good, "--force")[0] == 0
        assert good.read_bytes() != before

    def test_the_next_term_begins_with_what_the_last_one_leaves(self, run: object, tmp_path: Path, good: Path) -> None:
        path, before = tmp_path / "下学期.xlsx", good.read_bytes()
        code, out, err = run("new", path, "--from", good, "--start", "2024-09-02", "--weeks", "20")
        assert (code, out) == (0, f"{path}\n")
        assert "从上学期带来" in err
        assert (api.read(path).ledger.basics.semester, good.read_bytes()) == ("第一学期", before)

    def test_the_last_terms_workbook_is_never_written_over(self, run: object, good: Path) -> None:
        before = good.read_bytes()
        assert run("new", good, "--from", good, "--force")[0] == 5
        assert good.read_bytes() == before

    def test_a_last_term_that_cannot_be_read_ends_with_four(self, run: object, tmp_path: Path, broken: Path) -> None:
        code, out, err = run("new", tmp_path / "新.xlsx", "--from", broken)
        assert (code, out, "必须改 文-" in err) == (4, "", True)
        assert not (tmp_path / "新.xlsx").exists()
