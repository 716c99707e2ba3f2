"""`templates`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

from ledger_xlsx.document.templates import contents

from .calls import MONTHLY, files_in


class TestTemplates:
    def test_exported_templates_pass_their_check_and_convert(self, run: object, tmp_path: Path, good: Path) -> None:
        folder = tmp_path / "模板"
        code, out, _ = run("templates", "export", folder)
        assert (code, {Path(line).stem for line in out.splitlines()}) == (0, set(contents()))
        assert run("templates", "check", folder) == (0, "模板没有问题。\n", "")
        assert run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--templates", folder)[0] == 0

    def test_a_schools_own_templates_are_not_overwritten(self, run: object, tmp_path: Path) -> None:
        (tmp_path / "封面.docx").write_bytes(b"mine")
        assert run("templates", "export", tmp_path)[0] == 5
        assert files_in(tmp_path) == {"封面.docx"}
        assert run("templates", "export", tmp_path, "--force")[0] == 0

    def test_mistakes_are_listed_and_end_with_two(self, run: object, tmp_path: Path) -> None:
        run("templates", "export", tmp_path)
        (tmp_path / "封面.docx").write_bytes(b"mine")
        code, out, _ = run("templates", "check", tmp_path)
        assert code == 2
        assert "「封面.docx」不是 Word 文档" in out
