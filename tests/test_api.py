"""The public API."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from ledger_xlsx import api
from ledger_xlsx.errors import TemplateError, UnreadableWorkbook
from ledger_xlsx.findings import Severity
from ledger_xlsx.term import Stage

from .drawn import FAULTY, FIRST_WEEK, PLANNED, workbook

DAY = date.fromisoformat(FIRST_WEEK)
MONTHLY = {"stage": Stage.MONTHLY, "as_of": DAY}
NAME = "五年级数学_集体备课台账_2024春_月调研"


def errors(report: api.Report) -> list[tuple[str, str | None]]:
    return [(f.place.sheet, f.place.cell) for f in report.findings if f.severity is Severity.ERROR]


def text_of(document: bytes) -> str:
    return "\n".join(
        part.text or "" for part in Document(io.BytesIO(document)).element.body.iter() if part.tag.endswith("}t")
    )


def marks_of(document: bytes) -> list[str]:
    """The text of every page header."""
    opened = Document(io.BytesIO(document))
    return ["".join(part.itertext()) for section in opened.sections for part in [section.header._element]]


def test_everything_promised_is_there() -> None:
    assert all(hasattr(api, name) for name in api.__all__)
    assert {"read", "check", "convert", "new_workbook", "Reading", "Report", "Conversion"} <= set(api.__all__)


def test_reading_gives_the_typed_ledger_and_what_was_found(tmp_path: Path) -> None:
    reading = api.read(workbook(tmp_path / "台账.xlsx", FAULTY))
    assert reading.ledger.basics.subject == "数学"
    assert [(f.place.sheet, f.place.cell) for f in reading.findings if f.severity is Severity.ERROR] == [
        ("表2教学进度", "D4")
    ]


def test_a_workbook_in_order_has_nothing_that_must_be_changed(tmp_path: Path) -> None:
    report = api.check(workbook(tmp_path / "台账.xlsx"), **MONTHLY)
    assert (errors(report), report.ok, report.readable) == ([], True, True)


def test_an_unreadable_file_is_a_report_to_check_and_an_error_to_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_text("no workbook", encoding="utf-8")
    report = api.check(path)
    assert (report.readable, report.ok, [f.notice.code[0] for f in report.findings]) == (False, False, ["文"])
    assert api.convert(path).blocked
    inspected = api.check(path, stage=Stage.MONTHLY, today=DAY)
    assert (inspected.stage, inspected.as_of) == (Stage.MONTHLY, DAY)
    assert api.convert(path, draft=True).documents == {}
    with pytest.raises(UnreadableWorkbook):
        api.read(path)


@pytest.mark.parametrize(
    ("given", "stage", "day", "assumed"),
    [
        ({"today": date(2024, 6, 23)}, Stage.MONTHLY, date(2024, 6, 23), True),
        ({"today": date(2024, 6, 24)}, Stage.FINAL, None, True),
        ({"today": date(2024, 6, 24), "as_of": DAY}, Stage.MONTHLY, DAY, False),
        ({"today": date(2024, 3, 1), "stage": Stage.MONTHLY}, Stage.MONTHLY, date(2024, 3, 1), False),
        ({"today": date(2024, 3, 1), "stage": Stage.FINAL}, Stage.FINAL, None, False),
        ({"stage": Stage.FINAL, "as_of": DAY}, Stage.FINAL, DAY, False),
        ({"today": date(2024, 3, 1), "stage": Stage.DRAFT}, Stage.DRAFT, None, False),
    ],
)
def test_the_stage_follows_from_what_is_asked_and_from_the_day(
    tmp_path: Path, given: dict[str, object], stage: Stage, day: date | None, assumed: object
) -> None:
    report = api.check(workbook(tmp_path / "台账.xlsx"), **given)
    assert (report.stage, report.as_of, report.assumed) == (stage, day, assumed)


def test_without_a_start_of_term_the_stage_is_the_last_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx", "【基本信息】\n开学日期 |\n学年 |")
    assert api.check(path, today=date(2024, 3, 1)).stage is Stage.FINAL


def test_a_workbook_in_order_becomes_one_document(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx")
    before = path.read_bytes()
    conversion = api.convert(path, **MONTHLY)
    assert (conversion.name, conversion.blocked, list(conversion.documents)) == (NAME, False, [""])
    assert "常州市新北区孟河中心小学" in text_of(conversion.documents[""])
    assert "草" not in "".join(marks_of(conversion.documents[""]))
    assert conversion.documents[""] == api.convert(path, **MONTHLY).documents[""]
    assert path.read_bytes() == before


def test_what_must_be_changed_blocks_unless_it_is_a_draft(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx", FAULTY)
    blocked = api.convert(path, **MONTHLY)
    assert (blocked.blocked, blocked.documents, errors(blocked.report)) == (True, {}, [("表2教学进度", "D4")])
    draft = api.convert(path, **MONTHLY, draft=True)
    assert (draft.blocked, draft.draft, draft.report.ok) == (False, True, False)
    # A cell that cannot be read is printed as typed.
    assert "一会儿" in text_of(draft.documents[""])
    assert all("草" in mark for mark in marks_of(draft.documents[""]))


def test_the_draft_stage_prints_and_is_marked(tmp_path: Path) -> None:
    conversion = api.convert(workbook(tmp_path / "台账.xlsx", FAULTY), stage=Stage.DRAFT)
    assert (conversion.blocked, conversion.draft, conversion.report.ok) == (False, True, True)
    assert all("草" in mark for mark in marks_of(conversion.documents[""]))


def test_only_findings_about_the_chosen_items_count(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx", FAULTY)
    assert not api.convert(path, **MONTHLY, items={1, 2}).blocked
    assert api.convert(path, **MONTHLY, items={3}).blocked


@pytest.mark.parametrize("spoilt", ["【基本信息】\n教材版本 |", "【成员】\n姓名 | 性别\n张思月 |"])
def test_basics_and_members_count_for_every_item(tmp_path: Path, spoilt: str) -> None:
    path = workbook(tmp_path / "台账.xlsx", "\n".join([PLANNED, spoilt]))
    assert api.convert(path, **MONTHLY, items={1}).blocked


def test_items_are_printed_alone_and_each_in_a_document_of_its_own(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx")
    alone = text_of(api.convert(path, **MONTHLY, items={3}).documents[""])
    assert "认识方程" in alone
    assert "集体备课工作台账资料" not in alone
    split = api.convert(path, **MONTHLY, split=True).documents
    assert list(split) == ["_01_封面", "_02_备课组计划", "_03_教学进度表"]
    assert text_of(split["_03_教学进度表"]) == alone


def test_items_without_a_page_make_no_document(tmp_path: Path) -> None:
    conversion = api.convert(workbook(tmp_path / "台账.xlsx"), **MONTHLY, items={9, 10})
    assert (conversion.blocked, conversion.pages, conversion.documents) == (False, {}, {})


@pytest.mark.parametrize(
    ("basics", "stage", "name"),
    [
        ("", Stage.FINAL, "五年级数学_集体备课台账_2024春"),
        ("学期 | 第一学期\n开学日期 | 2023-09-01", Stage.FINAL, "五年级数学_集体备课台账_2023秋"),
        ("年级 | 三、四年级\n学科 | 体育/健康", Stage.MONTHLY, "三、四年级体育健康_集体备课台账_2024春_月调研"),
        ("学科 |", Stage.DRAFT, "台账_集体备课台账_2024春"),
        ("学年 |", Stage.DRAFT, "五年级数学_集体备课台账"),
    ],
)
def test_a_ledger_is_named_after_its_group_and_term(tmp_path: Path, basics: str, stage: Stage, name: str) -> None:
    path = workbook(tmp_path / "台账.xlsx", f"【基本信息】\n{basics}")
    assert api.convert(path, stage=stage, as_of=DAY, draft=True).name == name


def test_a_long_name_leaves_room_for_what_comes_behind(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx", f"【基本信息】\n学科 | {'很长的学科' * 30}")
    conversion = api.convert(path, **MONTHLY, draft=True, split=True)
    assert conversion.name.endswith("_集体备课台账_2024春_月调研")
    assert max(len(f"{conversion.name}{suffix}（2）.docx") for suffix in conversion.pages) <= 80


def test_nothing_is_rendered_before_a_document_is_asked_for(tmp_path: Path) -> None:
    conversion = api.convert(workbook(tmp_path / "台账.xlsx"), **MONTHLY)
    assert list(conversion.pages) == [""]
    assert "rendered" not in vars(conversion)


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        api.convert(workbook(tmp_path / "台账.xlsx"), **MONTHLY, templates=tmp_path)


def test_a_new_workbook_holds_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    known = {"school": "孟河中心小学", "year": "2023-2024", "semester": 2, "grade": "五年级", "subject": "数学"}
    path.write_bytes(api.new_workbook(**known, start=date(2024, 2, 21), weeks=19))
    basics = api.read(path).ledger.basics
    assert (basics.school, str(basics.year), str(basics.grade), basics.subject) == (
        "孟河中心小学",
        "2023-2024",
        "五年级",
        "数学",
    )
    assert basics.term
    assert (basics.semester, basics.term.start, basics.term.weeks) == ("第二学期", date(2024, 2, 21), 19)


def test_a_rule_is_explained_by_code_or_slug() -> None:
    rule = api.rules()[0].notice
    explained = api.explain(rule.code)
    assert explained
    assert rule.code in explained
    assert api.explain(rule.code.replace("-", "－")) == explained
    assert api.explain(rule.code.replace("-", "")) == explained
    assert api.explain(rule.slug.upper()) == explained
    assert api.explain("跨-00") is None


def test_no_two_rules_have_the_same_code_or_slug() -> None:
    notices = {rule.notice for rule in api.rules()}
    assert len({notice.code for notice in notices}) == len({notice.slug for notice in notices}) == len(notices)
