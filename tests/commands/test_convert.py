"""`convert`, and a workbook dropped on the program."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ledger_xlsx.document.office import VARIABLE
from tests.drawn import workbook

from .calls import MONTHLY, NAME, files_in


class TestConvert:
    def test_the_written_file_is_named_on_stdout(self, run: object, tmp_path: Path, good: Path) -> None:
        code, out, err = run("convert", good, "-o", tmp_path / "新" / "台账", *MONTHLY)
        assert (code, out) == (0, f"{tmp_path / '新' / '台账' / NAME}\n")
        assert "按「月调研」检查" in err
        assert files_in(tmp_path) == {"好的.xlsx", NAME}

    def test_nothing_is_written_while_something_must_be_changed(
        self, run: object, tmp_path: Path, faulty: Path
    ) -> None:
        code, out, err = run("convert", faulty, "-o", tmp_path / "out", *MONTHLY)
        assert (code, out) == (3, "")
        assert "「表2教学进度」D4（课时）" in err
        assert "请加 --draft" in err
        assert not (tmp_path / "out").exists()

    def test_a_draft_is_written_and_still_ends_with_three(self, run: object, tmp_path: Path, faulty: Path) -> None:
        code, out, err = run("convert", faulty, "-o", tmp_path / "out", *MONTHLY, "--draft")
        assert (code, out) == (3, f"{tmp_path / 'out' / NAME}\n")
        assert "每页都印着「草稿」" in err

    def test_a_ledger_for_both_sides_has_mirrored_margins(self, run: object, tmp_path: Path, good: Path) -> None:
        for option, mirrored in ((), False), (("--duplex",), True):
            assert run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--force", *option)[0] == 0
            with zipfile.ZipFile(tmp_path / "out" / NAME) as package:
                assert (b"mirrorMargins" in package.read("word/settings.xml")) == mirrored

    def test_an_existing_document_is_kept_without_force(self, run: object, tmp_path: Path, good: Path) -> None:
        target = tmp_path / "out" / NAME
        target.parent.mkdir()
        target.write_bytes(b"mine")
        code, out, err = run("convert", good, "-o", target.parent, *MONTHLY)
        assert (code, out, target.read_bytes()) == (5, "", b"mine")
        assert f"{target}：已经有这个文件。要覆盖请加 --force" in err
        assert run("convert", good, "-o", target.parent, *MONTHLY, "--force")[0] == 0
        assert target.read_bytes()[:2] == b"PK"
        assert files_in(target.parent) == {NAME}

    def test_an_existing_document_is_found_before_anything_is_rendered(
        self, run: object, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / NAME).touch()
        monkeypatch.setattr("ledger_xlsx.document.render.render", None)
        assert run("convert", good, "-o", tmp_path, *MONTHLY)[0] == 5

    def test_one_existing_part_of_a_split_ledger_keeps_all_from_being_written(
        self, run: object, tmp_path: Path, good: Path
    ) -> None:
        part = NAME.replace(".docx", "_03_教学进度表.docx")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / part).write_bytes(b"mine")
        assert run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--split")[0] == 5
        assert files_in(tmp_path / "out") == {part}

    def test_split_writes_a_document_for_each_item_with_pages(self, run: object, tmp_path: Path, good: Path) -> None:
        _, out, _ = run("convert", good, "-o", tmp_path, *MONTHLY, "--split", "--items", "1-3,5")
        stem = NAME.removesuffix(".docx")
        assert [Path(line).name for line in out.splitlines()] == [
            f"{stem}_01_封面.docx",
            f"{stem}_02_备课组计划.docx",
            f"{stem}_03_教学进度表.docx",
        ]

    def test_items_that_print_nothing_are_told(self, run: object, tmp_path: Path, good: Path) -> None:
        code, out, err = run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--items", "9,10")
        assert (code, out) == (2, "")
        assert "「好的.xlsx」里没有这几项可以打印的内容，没有生成文件。" in err

    def test_a_broken_file_among_others_does_not_stop_them(
        self, run: object, tmp_path: Path, good: Path, broken: Path
    ) -> None:
        code, out, err = run("convert", broken, good, "-o", tmp_path / "out", *MONTHLY)
        assert (code, out) == (4, f"{tmp_path / 'out' / NAME}\n")
        assert "坏的.xlsx（没能读出）" in err

    def test_two_workbooks_of_one_group_do_not_overwrite_each_other(
        self, run: object, tmp_path: Path, good: Path
    ) -> None:
        second = workbook(tmp_path / "另一本.xlsx")
        code, out, err = run("convert", good, second, "-o", tmp_path / "out", *MONTHLY, "--force")
        assert (code, out.count("\n")) == (5, 1)
        assert "这次已经写了同名的文件" in err

    def test_a_file_where_the_folder_should_be_is_told_first(self, run: object, tmp_path: Path, good: Path) -> None:
        (tmp_path / "out").touch()
        code, _, err = run("convert", good, "-o", tmp_path / "out", *MONTHLY)
        assert (code, err) == (5, f"{tmp_path / 'out'}：建不了这个文件夹，路上有一个同名的文件。请换一个文件夹。\n")

    def test_a_folder_without_templates_is_wrong_usage(self, run: object, tmp_path: Path, good: Path) -> None:
        code, out, err = run("convert", good, "-o", tmp_path, *MONTHLY, "--templates", tmp_path / "没有")
        assert (code, out) == (2, "")
        assert "没有找到文件夹" in err


@pytest.mark.office
class TestPdf:
    @pytest.fixture(autouse=True)
    def with_office(self, monkeypatch: pytest.MonkeyPatch, soffice: str) -> None:
        monkeypatch.setenv(VARIABLE, soffice)

    def test_it_lies_beside_each_document(self, run: object, tmp_path: Path, good: Path) -> None:
        code, out, _ = run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--pdf", "--split", "--items", "2,3")
        assert code == 0
        written = [Path(line).name.removeprefix(NAME.removesuffix(".docx")) for line in out.splitlines()]
        assert written == ["_02_备课组计划.docx", "_03_教学进度表.docx", "_02_备课组计划.pdf", "_03_教学进度表.pdf"]
        assert files_in(tmp_path / "out") == {Path(line).name for line in out.splitlines()}
        assert Path(out.splitlines()[-1]).read_bytes()[:4] == b"%PDF"

    def test_an_existing_one_is_kept_and_nothing_is_written(self, run: object, tmp_path: Path, good: Path) -> None:
        (tmp_path / "out").mkdir()
        mine = (tmp_path / "out" / NAME).with_suffix(".pdf")
        mine.write_bytes(b"mine")
        assert run("convert", good, "-o", mine.parent, *MONTHLY, "--pdf")[0] == 5
        assert (files_in(mine.parent), mine.read_bytes()) == ({mine.name}, b"mine")

    def test_a_dropped_workbook_finds_a_name_free_for_both(self, run: object, tmp_path: Path, good: Path) -> None:
        (tmp_path / NAME).with_suffix(".pdf").write_bytes(b"mine")
        code, out, _ = run(good, *MONTHLY, "--pdf")
        stem = NAME.removesuffix(".docx")
        assert (code, [Path(line).name for line in out.splitlines()]) == (0, [f"{stem}（2）.docx", f"{stem}（2）.pdf"])


def test_without_libreoffice_the_document_is_there_and_one_sentence_says_what_is_not(
    run: object, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    code, out, err = run("convert", good, "-o", tmp_path / "out", *MONTHLY, "--pdf")
    assert (code, out, files_in(tmp_path / "out")) == (5, f"{tmp_path / 'out' / NAME}\n", {NAME})
    assert err.splitlines()[-1] == f"没有生成 PDF（没有找到 LibreOffice）。Word 文件照样有：{NAME}"


class TestDrop:
    def test_a_workbook_alone_is_converted_beside_itself_and_never_over_a_file(
        self, run: object, tmp_path: Path, good: Path
    ) -> None:
        for number in ("", "（2）", "（3）"):
            code, out, _ = run(good, *MONTHLY)
            assert (code, out) == (0, f"{tmp_path / NAME.replace('.docx', f'{number}.docx')}\n")

    def test_several_may_be_dropped_at_once(self, run: object, good: Path, faulty: Path, broken: Path) -> None:
        code, out, _ = run(good, faulty, broken, *MONTHLY)
        assert (code, out.count("\n")) == (4, 1)

    def test_any_existing_file_may_be_dropped_and_any_name_of_a_workbook(self, run: object, tmp_path: Path) -> None:
        (tmp_path / "台账.et").write_bytes(b"old")
        assert run(tmp_path / "台账.et")[0] == 4
        assert run(tmp_path / "没有这个.XLSX")[0] == 4
