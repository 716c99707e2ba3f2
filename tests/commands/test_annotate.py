"""`annotate`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

from tests.drawn import workbook

from .calls import MONTHLY, files_in


class TestAnnotate:
    def test_the_copy_bears_the_name_of_the_workbook(self, run: object, tmp_path: Path, faulty: Path) -> None:
        before = faulty.read_bytes()
        code, out, err = run("annotate", faulty, "-o", tmp_path / "退回", *MONTHLY)
        assert (code, out) == (3, f"{tmp_path / '退回' / '有错_标注.xlsx'}\n")
        assert "「表2教学进度」D4（课时）" in err
        assert (files_in(tmp_path), faulty.read_bytes()) == ({"有错.xlsx", "有错_标注.xlsx"}, before)

    def test_a_copy_that_comes_back_keeps_its_name_and_its_bytes(
        self, run: object, tmp_path: Path, faulty: Path
    ) -> None:
        copies = [tmp_path / folder / "有错_标注.xlsx" for folder in ("第1次", "第2次")]
        for source, copy in zip([faulty, copies[0]], copies, strict=True):
            assert run("annotate", source, "-o", copy.parent, *MONTHLY)[1] == f"{copy}\n"
        assert copies[0].read_bytes() == copies[1].read_bytes()

    def test_a_workbook_in_order_is_copied_too(self, run: object, tmp_path: Path, good: Path) -> None:
        assert run("annotate", good, "-o", tmp_path / "退回", *MONTHLY)[0] == 0
        assert files_in(tmp_path / "退回") == {"好的_标注.xlsx"}

    def test_neither_an_existing_copy_nor_the_workbook_is_overwritten(
        self, run: object, tmp_path: Path, faulty: Path
    ) -> None:
        faulty = faulty.rename(tmp_path / "有错_标注.xlsx")
        code, out, err = run("annotate", faulty, "-o", tmp_path, *MONTHLY, "--force")
        assert (code, out) == (5, "")
        assert "这就是要读的那个工作簿" in err
        (tmp_path / "退回").mkdir()
        (tmp_path / "退回" / faulty.name).write_bytes(b"mine")
        assert run("annotate", faulty, "-o", tmp_path / "退回", *MONTHLY)[0] == 5
        assert (tmp_path / "退回" / faulty.name).read_bytes() == b"mine"

    def test_two_workbooks_of_one_name_do_not_share_a_copy(self, run: object, tmp_path: Path, faulty: Path) -> None:
        other = workbook(tmp_path / "另一组" / "有错.xlsx")
        code, out, err = run("annotate", faulty, other, "-o", tmp_path / "退回", *MONTHLY)
        assert (code, out) == (5, f"{tmp_path / '退回' / '有错_标注.xlsx'}\n")
        assert "两本工作簿的文件名一样" in err

    def test_an_unreadable_file_gives_no_copy_and_hides_no_other(
        self, run: object, tmp_path: Path, broken: Path, good: Path
    ) -> None:
        assert run("annotate", broken, good, "-o", tmp_path / "退回", *MONTHLY)[0] == 4
        assert files_in(tmp_path / "退回") == {"好的_标注.xlsx"}
