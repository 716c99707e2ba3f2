"""A school's own calendar, handed out and given back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.drawn import PLANNED, workbook

from .calls import MONTHLY, files_in


class TestCalendar:
    ACTIVITY = (
        PLANNED
        + """
    【活动记录】
    活动次序   | 活动时间
    第一次活动 | 2024-03-07
    """
    )

    @pytest.fixture
    def calendar(self, run: object, tmp_path: Path) -> Callable[[str], Path]:
        """`calendar(rows)`: a new 校历 with these rows typed into it."""

        def filled_in(rows: str) -> Path:
            path = tmp_path / "校历.xlsx"
            assert run("new", "--calendar", path, "--force") == (0, f"{path}\n", "")
            book = load_workbook(path)
            for number, row in enumerate(rows.splitlines(), start=4):
                for column, text in enumerate(row.split("|"), start=1):
                    book["校历"].cell(number, column, text.strip() or None)
            book.save(path)
            return path

        return filled_in

    @pytest.mark.parametrize(("rows", "codes"), [("3.7 | 放假 | 校运会", ["历-08"]), ("3.7 | 半天 | 校运会", [])])
    def test_the_schools_own_days_are_checked_against(
        self, run: object, tmp_path: Path, calendar: Callable[[str], Path], rows: str, codes: list[str]
    ) -> None:
        ledger = workbook(tmp_path / "台账.xlsx", self.ACTIVITY)
        _, out, err = run("check", ledger, "--stage", "期末", "--calendar", calendar(rows), "--format", "json")
        found = [one["code"] for one in json.loads(out)["files"][0]["findings"]]
        assert ([code for code in found if code == "历-08"], err) == (codes, "")

    def test_converting_takes_it_too(self, run: object, tmp_path: Path, calendar: Callable[[str], Path]) -> None:
        ledger = workbook(tmp_path / "台账.xlsx", self.ACTIVITY)
        own = calendar("3.7 | 放假 | 校运会")
        _, _, err = run("convert", ledger, "-o", tmp_path / "out", "--stage", "期末", "--calendar", own)
        assert "3月7日 是校运会，不是上课的日子。" in err

    @pytest.mark.parametrize(
        "command", ["check {0} --calendar {1}", "convert {0} -o out --calendar {1}", "{0} --calendar {1}"]
    )
    def test_a_faulty_one_is_wrong_usage_and_all_its_mistakes_are_told(
        self, run: object, good: Path, calendar: Callable[[str], Path], command: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(good.parent)
        path = calendar("2.30 | 放假 |\n5.1-5.5 | 放假 | 劳动节\n5.4 | 上课 |")
        code, out, err = run(*command.format(good, path).split())
        assert (code, out) == (2, "")
        assert re.findall(r"(历-\d\d) 「校历」(\w+)", err) == [("历-13", "A4"), ("历-14", "B6")]
        assert files_in(good.parent) == {"好的.xlsx", "校历.xlsx"}

    def test_an_empty_one_or_another_file_is_wrong_usage(
        self, run: object, tmp_path: Path, good: Path, broken: Path, calendar: Callable[[str], Path]
    ) -> None:
        for path, said in (
            (calendar(""), "历-15 「校历」"),
            (good, "缺少工作表「校历」"),
            (broken, "必须改 文-"),
            (tmp_path / "没有.xlsx", "必须改 文-"),
        ):
            code, out, err = run("check", good, "--calendar", path)
            assert (code, out) == (2, "")
            assert said in err

    def test_what_is_only_a_hint_is_told_once_and_stops_nothing(
        self, run: object, good: Path, calendar: Callable[[str], Path]
    ) -> None:
        path = calendar("3.7 | 放假 | 校运会")
        book = load_workbook(path)
        book.create_sheet("草稿")
        book["校历"]["F9"] = "还要问一问"
        book.save(path)
        code, _, err = run("check", good, good.parent / "*的.xlsx", *MONTHLY, "--calendar", path)
        assert (code, err.count("页-03 「草稿」"), err.count("列-04 「校历」F9")) == (0, 1, 1)

    def test_nothing_is_written_in_advance_into_a_new_one(self, run: object, tmp_path: Path) -> None:
        code, _, err = run("new", "--calendar", tmp_path / "校历.xlsx", "--term", 2)
        assert code == 2
        assert "--calendar 写得不对" in err
