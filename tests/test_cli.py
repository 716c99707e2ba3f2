"""The commands, called as a user calls them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from ledger_xlsx import __version__, api
from ledger_xlsx.cli import main
from ledger_xlsx.document.templates import contents

from .drawn import FAULTY, FIRST_WEEK, PLANNED, workbook

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
MONTHLY = ("--as-of", FIRST_WEEK)
NAME = "五年级数学_集体备课台账_2024春_月调研.docx"
COMMANDS = ("new", "check", "convert", "explain", "templates", "templates export", "templates check", "drop")
# Names of programs and file suffixes, which have no Chinese.
NAMES = {
    "ledger",
    "xlsx",
    "docx",
    "Word",
    "text",
    "json",
    "new",
    "check",
    "convert",
    "explain",
    "templates",
    "export",
    "drop",
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> object:
    """What a command line gives: exit code, data, messages."""

    def called(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return called


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbook(tmp_path / "好的.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return workbook(tmp_path / "有错.xlsx", FAULTY)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"PK\x03\x04 not much of a zip")
    return path


def process(
    *arguments: str | bytes | Path, environment: dict[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "ledger_xlsx", *arguments]
    surroundings = {**os.environ, **(environment or {})}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(command, env=surroundings, check=False, timeout=120, **streams)  # noqa: S603 - our own program


def english(text: str) -> set[str]:
    """The Latin words of a text that are no option, no name of a command or program, no suffix."""
    return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"--?[a-z][a-z-]*", "", text))) - NAMES


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


class TestHelp:
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_every_page_of_help_is_in_chinese(self, run: object, command: str) -> None:
        code, out, err = run(*command.split(), "--help")
        assert (code, err, english(out)) == (0, "", set())
        assert out.startswith(f"用法：ledger-xlsx {command}".rstrip())
        assert "显示这段说明。" in out

    def test_the_first_page_names_every_command_but_the_hidden_one(self, run: object) -> None:
        _, out, _ = run("--help")
        listed = re.findall(r"^  (\w+)", out.split("命令：\n")[1].split("\n\n")[0], re.MULTILINE)
        assert listed == ["new", "check", "convert", "explain", "templates"]

    def test_without_arguments_the_help_is_shown_as_wrong_usage(self, run: object) -> None:
        assert run() == (2, run("--help")[1], "")

    def test_the_version_is_one_line(self, run: object) -> None:
        assert run("--version") == (0, f"ledger-xlsx {__version__}\n", "")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("chek a.doc", "没有「chek」这个命令，也没有这个文件。是不是「check」？"),
            ("check", "没有写「文件…」。"),
            ("check a --frmat json", "没有「--frmat」这个选项。是不是「--format」？"),
            ("check a --xyzzy", "没有「--xyzzy」这个选项。"),
            ("check a --stage 期中", "--stage 写得不对：「期中」不是检查的阶段，可以写草稿、月调研、期末。"),
            ("check a --as-of 2024-02-30", "--as-of 写得不对：没有「2024-02-30」这一天。"),
            ("check a --as-of 3月", "--as-of 写得不对：「3月」看不出是哪一天，请写成 2024-03-29 这样。"),
            ("check a --format xml", "--format 写得不对：「xml」不是结果的格式，可以写 text 或 json。"),
            ("check a --strict=1", "选项 --strict 后面不用写值。"),
            ("convert a", "没有写选项 -o / --output，它不能少。"),
            ("convert a -o", "选项 -o 后面要写一个值。"),
            ("convert a -o out --items 2-11", "--items 写得不对：台账只有第 1 项到第 10 项，没有「2-11」。"),
            ("convert a -o out --items 一", "--items 写得不对：「一」看不出是哪几项，请写成 1,2,5-7 这样。"),
            ("new 台账.docx", "新文件.xlsx 写得不对：文件名要以 .xlsx 结尾，例如「台账.xlsx」。"),
            ("new a.xlsx --term 3", "--term 写得不对：「3」不是学期，请写 1 或 2。"),
            ("new a.xlsx --weeks 0", "--weeks 写得不对：「0」不是教学周数，请写 1 到 30 的数字。"),
            (
                "new a.xlsx --year 2023-2025",
                "--year 写得不对：「2023-2025」不是学年，请写成 2023-2024 这样相连的两年。",
            ),
            ("explain", "没有写「编号」。"),
            ("explain 跨-07 格-01", "多写了「格-01」。"),
            ("explain 跨-00", "没有编号是「跨-00」的规则。编号在检查结果里，如 跨-07。"),
            ("templates", "没有写要做什么。"),
        ],
    )
    def test_wrong_usage_is_explained_in_chinese(self, run: object, arguments: str, said: str) -> None:
        assert run(*arguments.split()) == (2, "", f"{said}\n要看怎么用，请运行 ledger-xlsx --help\n")

    @pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("--version",), ("convert", "x")])
    def test_help_loads_no_office_library(self, arguments: Sequence[str]) -> None:
        heavy = ("openpyxl", "docx", "docxtpl", "lxml", "jinja2", "PIL", "rich", "pydantic")
        code = f"import sys; from ledger_xlsx.cli import main; main({list(arguments)}); sys.exit(str(set({heavy}) & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603 - our own program
        assert done.stderr.decode().splitlines()[-1] == "set()"


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
        assert "「封面.docx」打不开" in out


class TestExplain:
    def test_a_rule_is_explained(self, run: object) -> None:
        notice = api.rules()[0].notice
        code, out, err = run("explain", notice.code)
        assert (code, err) == (0, "")
        assert notice.code in out


class TestTrouble:
    def test_a_fault_of_ours_is_a_sentence_with_a_number_and_hides_no_other_result(
        self, run: object, good: Path, faulty: Path, broken: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check = api.check

        def failing(path: Path, **more: object) -> api.Report:
            if path == faulty:
                raise ValueError("张思月")
            return check(path, **more)

        monkeypatch.setattr(api, "check", failing)
        code, out, err = run("check", faulty, broken, good, *MONTHLY)
        assert code == 1
        assert re.fullmatch(r"程序出错了，不是您填错了。请把这个编号告诉教务处：[\w.-]+-ValueError\n", err)
        assert "张思月" not in err
        assert "好的.xlsx（" in out

    def test_ctrl_c_ends_with_130(self, run: object, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(api, "check", interrupted)
        code, out, err = run("check", good)
        assert (code, out) == (130, "")
        assert err.startswith("已经停下。")

    @pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
    def test_no_console_is_too_poor(self, good: Path, encoding: str) -> None:
        done = process("check", good, "--stage", "草稿", environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
        assert (done.returncode, done.stderr) == (0, b"")
        done = process("check", good, "--format", "json", "--stage", "草稿", environment={"PYTHONIOENCODING": encoding})
        assert json.loads(done.stdout.decode("ascii"))["files"][0]["stage"] == "草稿"

    def test_a_reader_that_goes_away_is_no_error(self, good: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = process("check", good, *MONTHLY, stdout=writing)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_a_full_disk_behind_stdout_ends_with_five(self, good: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = process("check", good, *MONTHLY, stdout=full)
        assert done.returncode == 5
        assert "磁盘可能满了" in done.stderr.decode()

    def test_a_name_that_is_no_text_can_be_read_and_reported(self, tmp_path: Path, good: Path) -> None:
        odd = os.fsencode(tmp_path) + b"/\xff\xfe.xlsx"
        Path(os.fsdecode(odd)).write_bytes(good.read_bytes())
        for form in ("text", "json"):
            done = process("check", odd, *MONTHLY, "--format", form, "-o", tmp_path / form)
            assert (done.returncode, b"Traceback" in done.stderr) == (0, False)

    def test_messages_do_not_mix_with_data(self, tmp_path: Path, faulty: Path) -> None:
        done = process("convert", faulty, "-o", tmp_path / "out", *MONTHLY, "--draft")
        assert done.returncode == 3
        assert done.stdout.decode() == f"{tmp_path / 'out' / NAME}\n"
