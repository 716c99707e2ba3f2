"""What goes wrong around a command; and `explain`."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from ledger_xlsx import api

from .calls import MONTHLY, NAME, process


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
        for form in ("text", "json", "html", "xlsx"):
            done = process("check", odd, *MONTHLY, "--format", form, "-o", tmp_path / f"结果.{form}")
            assert (done.returncode, b"Traceback" in done.stderr) == (0, False)

    def test_messages_do_not_mix_with_data(self, tmp_path: Path, faulty: Path) -> None:
        done = process("convert", faulty, "-o", tmp_path / "out", *MONTHLY, "--draft")
        assert done.returncode == 3
        assert done.stdout.decode() == f"{tmp_path / 'out' / NAME}\n"
