"""`templates`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

from ledger_xlsx.document.templates import contents
from tests.document.school import change, set_text

from .calls import MONTHLY, files_in


class TestTemplates:
    def test_exported_templates_pass_their_check_and_convert(self, run: object, tmp_path: Path, good: Path) -> None:
        folder = tmp_path / "模板"
        code, out, _ = run("templates", "export", folder)
        assert (code, {Path(line).stem for line in out.splitlines()}) == (0, set(contents()))
        assert run("templates", "check", folder) == (0, "模板没有问题。\n", "")
        assert run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--templates", folder)[0] == 0

    def test_own_columns_are_named_and_remarks_end_with_zero(self, run: object, tmp_path: Path) -> None:
        run("templates", "export", tmp_path)
        change(tmp_path / "每日一议.docx", set_text("{{ 行.议题 }}", "{{ 行.本校.课型 }}"))
        code, out, _ = run("templates", "check", tmp_path)
        assert (code, out.splitlines()) == (
            0,
            [
                "建议改 「每日一议.docx」里没有「议题」了，填了也印不出来。若是误删，请照说明.docx 把它放回去。",
                "提示 「每日一议.docx」要印学校自己加的栏目「课型」：工作簿里要有同名的栏目，没有就印空白。",
            ],
        )

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
