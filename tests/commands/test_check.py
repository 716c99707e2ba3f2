"""`check`, as a user calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from .calls import MONTHLY

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


class TestCheck:
    def test_a_workbook_in_order_ends_with_zero(self, run: object, good: Path) -> None:
        code, out, err = run("check", good, *MONTHLY)
        assert (code, err) == (0, "")
        assert out.startswith("好的.xlsx（按「月调研」检查，截至2024年2月22日）\n")
        assert out.endswith("可以生成台账。\n")

    def test_what_must_be_changed_ends_with_three(self, run: object, faulty: Path) -> None:
        code, out, _ = run("check", faulty, *MONTHLY)
        assert code == 3
        assert "「表2教学进度」D4（课时）" in out
        assert out.endswith("改好「必须改」就能生成台账。\n")

    def test_the_draft_stage_blocks_nothing_that_can_be_printed(self, run: object, faulty: Path) -> None:
        assert run("check", faulty, "--stage", "草稿")[0] == 0

    def test_strict_counts_what_had_better_be_changed(self, run: object, faulty: Path) -> None:
        assert run("check", faulty, "--stage", "草稿", "--strict")[0] == 3

    def test_the_stage_that_nobody_named_is_told(self, run: object, good: Path) -> None:
        # The sample's term is long over.
        assert "（按「期末」检查；要按别的阶段检查请加 --stage）" in run("check", good)[1]

    def test_a_broken_file_among_others_does_not_stop_them(
        self, run: object, good: Path, broken: Path, faulty: Path
    ) -> None:
        code, out, err = run("check", broken, good, faulty, *MONTHLY)
        assert (code, err) == (4, "")
        assert [line for line in out.splitlines() if re.match(r"\S+\.xlsx（(没能|按)", line)] == [
            "坏的.xlsx（没能读出）",
            "好的.xlsx（按「月调研」检查，截至2024年2月22日）",
            "有错.xlsx（按「月调研」检查，截至2024年2月22日）",
        ]
        assert out.endswith("一共 3 本工作簿：1 本可以生成台账，1 本有「必须改」，1 本没能读出。\n")

    def test_json_is_the_object_of_the_schema(self, run: object, good: Path, broken: Path, faulty: Path) -> None:
        code, out, err = run("check", good, broken, faulty, *MONTHLY, "--format", "json")
        assert (code, err) == (4, "")
        printed = json.loads(out)
        Draft202012Validator(SCHEMA).validate(printed)
        assert [(Path(one["file"]).name, one["readable"], one["ok"]) for one in printed["files"]] == [
            ("好的.xlsx", True, True),
            ("坏的.xlsx", False, False),
            ("有错.xlsx", True, False),
        ]

    def test_a_report_is_saved_and_an_existing_one_kept(self, run: object, tmp_path: Path, faulty: Path) -> None:
        saved = tmp_path / "结果" / "report.json"
        assert run("check", faulty, *MONTHLY, "--format", "json", "-o", saved) == (3, "", f"已存到 {saved}\n")
        Draft202012Validator(SCHEMA).validate(json.loads(saved.read_text(encoding="utf-8")))
        before = saved.read_bytes()
        code, out, err = run("check", faulty, *MONTHLY, "-o", saved)
        assert (code, out, saved.read_bytes()) == (5, "", before)
        assert "--force" in err
        assert run("check", faulty, *MONTHLY, "-o", saved, "--force")[0] == 3
        assert saved.read_text(encoding="utf-8").startswith("有错.xlsx")

    def test_a_page_and_a_list_are_files(self, run: object, tmp_path: Path, faulty: Path, broken: Path) -> None:
        page, problems = tmp_path / "结果" / "检查.html", tmp_path / "结果" / "检查.XLSX"
        assert run("check", faulty, broken, *MONTHLY, "--format", "html", "-o", page)[::2] == (4, f"已存到 {page}\n")
        assert "五年级数学 · 第二学期 · 按「月调研」检查，截至2024年2月22日" in page.read_text(encoding="utf-8")
        assert run("check", faulty, *MONTHLY, "--format", "xlsx", "-o", problems) == (3, "", f"已存到 {problems}\n")
        [place] = [row[3] for row in load_workbook(problems)["问题清单"].iter_rows() if row[1].value == "必须改"]
        assert (place.value, place.hyperlink.target) == ("「表2教学进度」D4（课时）", "../有错.xlsx")

    def test_a_report_never_replaces_the_workbook(self, run: object, faulty: Path) -> None:
        before = faulty.read_bytes()
        code, _, err = run("check", faulty, "-o", faulty, "--force")
        assert (code, faulty.read_bytes()) == (5, before)
        assert "就是要读的那个工作簿" in err

    @pytest.mark.parametrize("name", ["没有这个.xlsx", "文件夹.xlsx", "空的.xlsx", "文字.xlsx", "旧的.xls", "长" * 300])
    def test_whatever_is_no_workbook_ends_with_four_and_a_sentence(
        self, run: object, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "文件夹.xlsx").mkdir()
        (tmp_path / "空的.xlsx").touch()
        (tmp_path / "文字.xlsx").write_text("周次,课时", encoding="utf-8")
        (tmp_path / "旧的.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        code, out, _ = run("check", tmp_path / name)
        assert code == 4
        assert "必须改 文-" in out

    def test_files_may_be_named_by_a_pattern_where_the_shell_leaves_it(
        self, run: object, good: Path, faulty: Path
    ) -> None:
        (faulty.parent / "~$好的.xlsx").touch()
        code, out, _ = run("check", faulty.parent / "*.xlsx", good, *MONTHLY)
        assert (code, out.count("（按「月调研」检查")) == (3, 2)
