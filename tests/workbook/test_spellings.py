"""Every spelling of a day, week, class, person or number that FORMS allows is read from a real cell as the same value."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ledger_xlsx.items.activities import ActivityRow, AnalysisRow
from ledger_xlsx.items.daily import DailyRow
from ledger_xlsx.items.exercises import ExerciseRow
from ledger_xlsx.items.homework import HomeworkRow, WorkRow
from ledger_xlsx.items.plan import PlanRow, ScheduleRow
from ledger_xlsx.items.progress import ProgressRow, SettingRow
from ledger_xlsx.items.quality import QuestionRow, ResultRow
from ledger_xlsx.items.summary import PrizeRow, SummaryRow
from ledger_xlsx.items.theory import TheoryRow
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.fields import Lessons
from ledger_xlsx.sheets.rows import Column, Row
from ledger_xlsx.term import END, PREPARATION

from .books import MARKED_FORMAT, found, in_built_in_format, ledger, letter, sheet_of, shown, written


def value(path: Path, kind: type[Row], column: Column[object], typed: object, number_format: str = "General") -> object:
    """The typed value of one cell, the others of its row being blank; nothing but emptiness may be found."""

    def put(opened: Workbook) -> None:
        spot = sheet_of(opened, kind)[f"{letter(kind, column)}4"]
        spot.value, spot.number_format = typed, number_format
        # Something that makes a row of it, whatever the column is.
        for other in kind.columns:
            if other is not column and not other.prefilled and type(other.field).__name__ in ("Text", "LongText"):
                sheet_of(opened, kind)[f"{letter(kind, other)}4"] = "甲"
                break

    titles = " | ".join(column.title for column in kind.columns)
    path = written(path / "a.xlsx", f"【{kind.sheet}】\n{titles}", put)
    read, findings = ledger(path)
    assert [
        str(f) for f in findings if f.place.column == column.title and f.notice.code not in ("格-01", "行-02")
    ] == []
    (row,) = read.rows(kind)
    return row.values[column.name]


DAY = date(2024, 2, 21)
DATES: list[object] = [
    "2024-02-21", "2024/2/21", "2024.2.21", "20240221", "2024年2月21日", "24.2.21", "2月21日", "2月21号", "2.21", "２．２１",
    "２月２１日", "2024年02月21日", " 2.21 ", "2。21", "2/21", "2024. 2. 21", "2024年2月21号", 20240221, 2.21, DAY, 45343,
    datetime(2024, 2, 21),  # noqa: DTZ001
]  # fmt: skip


@pytest.mark.parametrize("typed", DATES, ids=str)
@pytest.mark.parametrize(
    ("kind", "column"), [(ProgressRow, ProgressRow.day), (DailyRow, DailyRow.day), (ActivityRow, ActivityRow.time), (TheoryRow, TheoryRow.time)],
    ids=lambda one: getattr(one, "sheet", getattr(one, "title", "")),
)  # fmt: skip
def test_every_spelling_of_a_day_is_that_day(
    tmp_path: Path, kind: type[Row], column: Column[object], typed: object
) -> None:
    read = value(tmp_path, kind, column, typed, "yyyy/m/d" if isinstance(typed, date) else "General")
    assert (read.date, read.typed) == (DAY, "")  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [*range(27, 32), 36, *range(50, 55), 57, 58])
def test_a_day_in_a_chinese_built_in_format_is_that_day(tmp_path: Path, number: int) -> None:
    def put(opened: Workbook) -> None:
        spot = sheet_of(opened, ProgressRow)["B4"]
        spot.value, spot.number_format = 45343, MARKED_FORMAT

    text = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时\n1 | | 认识方程 | 1"
    path = in_built_in_format(written(tmp_path / "a.xlsx", text, put), number)
    assert shown(path, ProgressRow, ProgressRow.day) == [("2.21",)]
    assert found(path) == []


def test_days_in_the_1904_system_are_the_same_days(tmp_path: Path) -> None:
    def put(opened: Workbook) -> None:
        opened.epoch = CALENDAR_MAC_1904
        sheet = sheet_of(opened, ProgressRow)
        sheet["B4"], sheet["B5"] = DAY, 45348 - 1462
        sheet["B4"].number_format = "yyyy-mm-dd"

    text = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时\n1 | | 认识方程 | 1\n2 | | 等式 | 1"
    assert shown(written(tmp_path / "a.xlsx", text, put), ProgressRow, ProgressRow.day) == [("2.21",), ("2.26",)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("2.21-2.23", (2, 21)), ("2.26～3.1", (2, 26)), ("2月26日—3月1日", (2, 26)), ("2.26-3.1", (2, 26)), ("3.4至3.8", (3, 4)),
        ("2024.2.26-2024.3.1", (2, 26)), ("2.26——3.1", (2, 26)), ("3.4-8", (3, 4)), ("2月26-29日", (2, 26)),
    ],
)  # fmt: skip
def test_the_first_day_of_a_range_is_read_and_the_range_printed(
    tmp_path: Path, typed: str, first: tuple[int, int]
) -> None:
    read = value(tmp_path, ProgressRow, ProgressRow.day, typed)
    assert (read.date, read.typed) == (date(2024, *first), typed)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "typed",
    [
        "2024年2月22日（周四）下午2:00", "2024年2月22日 14:20-15:40", "2.22（周四）", "2月22日星期四", "2024-2-22 下午第一节",
        "周四2月22日", "2024.2.22 周四", "2月22号下午",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("kind", "column"),
    [(ActivityRow, ActivityRow.time), (TheoryRow, TheoryRow.time), (HomeworkRow, HomeworkRow.time)],
    ids=["活动时间", "摘记", "特色作业"],
)
def test_a_time_may_carry_a_weekday_or_an_hour_after_the_date(
    tmp_path: Path, kind: type[Row], column: Column[object], typed: str
) -> None:
    read = value(tmp_path, kind, column, typed)
    assert (read.date, read.typed) == (date(2024, 2, 22), typed)  # type: ignore[attr-defined]


def test_a_date_cell_with_an_hour_keeps_the_hour(tmp_path: Path) -> None:
    read = value(tmp_path, ActivityRow, ActivityRow.time, datetime(2024, 2, 22, 14, 0), "yyyy/m/d h:mm")  # noqa: DTZ001
    assert (read.date, read.typed) == (date(2024, 2, 22), "2024年2月22日 14:00")  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["2.30", 2.30001, "2.21.5", "13.1", "开学那天", "2024-02-30"], ids=str)
def test_what_is_no_day_is_an_error_and_no_guess(tmp_path: Path, typed: object) -> None:
    text = "【表2教学进度】\n周次 | 日期 | 教学内容 | 课时\n1 | 2.21 | 认识方程 | 1"
    path = written(tmp_path / "a.xlsx", text, lambda opened: sheet_of(opened, ProgressRow).__setitem__("B4", typed))
    assert found(path) == [("历-01", "「表2教学进度」B4（日期）")]


WEEKS: list[tuple[object, int, str]] = [
    ("第1周", 1, "1"), ("1", 1, "1"), (1, 1, "1"), (1.0, 1, "1"), ("1.0", 1, "1"), ("一", 1, "1"), ("第一周", 1, "1"), ("第 1 周", 1, "1"),
    ("１", 1, "1"), ("1周", 1, "1"), ("第十二周", 12, "12"), ("第1—2周", 1, "1—2"), ("第1-2周", 1, "1—2"), ("3、4周", 3, "3、4"),
    ("第3周—第4周", 3, "3—4"), ("开学前准备", PREPARATION, "开学前准备"), ("预备周", PREPARATION, "预备周"), ("第0周", PREPARATION, "第0周"),
    ("期末", END, "期末"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "number", "label"), WEEKS, ids=str)
@pytest.mark.parametrize("kind", [ProgressRow, SettingRow, ExerciseRow], ids=lambda kind: kind.sheet)
def test_every_spelling_of_a_week_is_that_week(
    tmp_path: Path, kind: type[Row], typed: object, number: int, label: str
) -> None:
    week = value(tmp_path, kind, kind.week, typed)  # type: ignore[attr-defined]
    assert (week.number, week.label) == (number, label)  # type: ignore[attr-defined]


def test_an_activity_may_stand_in_the_week(tmp_path: Path) -> None:
    text = "【表1活动安排】\n周次 | 活动次序 | 内容 | 形式\n第1周 第一次活动 | | 研究课 | 集中"
    path = written(tmp_path / "a.xlsx", text)
    (row,) = ledger(path)[0].rows(ScheduleRow)
    assert (str(row.week), row.week.activity) == ("第1周", "第一次活动")
    assert found(path) == []


@pytest.mark.parametrize(
    "typed",
    ["五1", "五（1）", "五(1)班", "501", 501, "五年级1班", "五年级（1）班", "５０１", "五 1", "五.1", "5.1"],
    ids=str,
)
@pytest.mark.parametrize(
    ("kind", "column"),
    [(ResultRow, ResultRow.class_name), (WorkRow, WorkRow.class_name), (PrizeRow, PrizeRow.class_name)],
    ids=["质量检测", "学生作品", "获奖情况"],
)
def test_every_spelling_of_a_class_is_that_class_and_printed_as_typed(
    tmp_path: Path, kind: type[Row], column: Column[object], typed: object
) -> None:
    read = value(tmp_path, kind, column, typed)
    assert (read.key, read.typed) == ((5, 1), str(typed))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "typed",
    [
        "张思月、恽蝶、陆文静", "张思月，恽蝶，陆文静", "张思月,恽蝶,陆文静", "张思月；恽蝶;陆文静", "张思月/恽蝶／陆文静", "张思月 恽蝶\u3000陆文静",
        "张 思月、恽蝶、陆文静", "张 思月 恽 蝶 陆文静", "张思月\n恽蝶\n陆文静", "张思月、恽蝶、陆文静、", "张思月老师、恽蝶老师、陆文静老师",
    ],
)  # fmt: skip
def test_every_way_to_list_people_names_these_people(tmp_path: Path, typed: str) -> None:
    read = value(tmp_path, ActivityRow, ActivityRow.people, typed)
    assert [person.name for person in read] == ["张思月", "恽蝶", "陆文静"]  # type: ignore[attr-defined]


def test_remarks_stay_with_people_and_all_means_all(tmp_path: Path) -> None:
    people = value(tmp_path, ActivityRow, ActivityRow.people, "张思月、钱红娟（特邀）、恽蝶（请假）、全体")
    assert [(person.name, person.guest, person.absent, person.everyone) for person in people] == [  # type: ignore[attr-defined]
        ("张思月", False, False, False), ("钱红娟", True, False, False), ("恽蝶", False, True, False), ("全体", False, False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["10+1", "10＋1", "１０＋１", "10 + 1", "10+1课时", "10课时+1课时", "10（机动1）"])
def test_every_spelling_of_lessons_counts_the_same(tmp_path: Path, typed: str) -> None:
    assert value(tmp_path, ProgressRow, ProgressRow.lessons, typed) == Lessons(10, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("93.5%", "@"),
        (0.935, "0.0%"),
        (93.5, "General"),
        (0.935, "General"),
        ("93.5", "@"),
        ("９３．５％", "@"),
        (93.5, "0.0%"),
        (93.5, "0.00_ "),
    ],
)
def test_every_spelling_of_a_rate_is_the_same_share(tmp_path: Path, typed: object, code: str) -> None:
    assert float(value(tmp_path, QuestionRow, QuestionRow.rate, typed, code)) == 0.935  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "column", "typed", "option"),
    [
        (PlanRow, PlanRow.part, "一、工作要点", "工作要点"), (PlanRow, PlanRow.part, "（二）分工与合作", "分工与合作"),
        (PlanRow, PlanRow.part, "2)分工与合作", "分工与合作"),
        (SummaryRow, SummaryRow.part, "1. 主要工作", "本学期主要工作"), (SummaryRow, SummaryRow.part, " 存在问题 ", "存在问题"),
        (ExerciseRow, ExerciseRow.layer, "基础", "基础练习"), (ExerciseRow, ExerciseRow.layer, "变式练习", "变式练习"),
        (ExerciseRow, ExerciseRow.layer, "我们校的思维训练", "我们校的思维训练"),
        (AnalysisRow, AnalysisRow.part, "四、单元目标达成分析", "单元目标达成分析"),
    ],
)  # fmt: skip
def test_choices_forgive_numbers_and_left_off_endings(
    tmp_path: Path, kind: type[Row], column: Column[object], typed: str, option: str
) -> None:
    assert value(tmp_path, kind, column, typed) == option


@pytest.mark.parametrize(
    ("label", "typed", "text"),
    [
        ("学年", "2023~2024", "2023-2024"), ("学年", "2023—2024学年", "2023-2024"), ("学年", "２０２３－２０２４", "2023-2024"),
        ("学期", "第二学期", "第二学期"), ("学期", "第2学期", "第二学期"), ("年级", "5年级", "五年级"), ("年级", "五", "五年级"),
        ("年级", "三至六年级", "三至六年级"), ("年级", "三、四年级", "三、四年级"), ("教学周数", "19周", "19"), ("教学周数", 19, "19"),
        ("开学日期", DAY, "2024年2月21日"), ("开学日期", "2.21", "2024年2月21日"), ("编制日期", DAY, "2024年2月"), ("编制日期", "2024年2月", "2024年2月"),
        ("备课组组长", "张思月（2—3月）、恽蝶（4月起）", "张思月（2—3月）、恽蝶（4月起）"), ("检测满分", 120, "120"),
    ],
    ids=str,
)  # fmt: skip
def test_the_basics_forgive_as_the_tables_do(tmp_path: Path, label: str, typed: object, text: str) -> None:
    row = next(number for number, column in enumerate(Basics.columns, start=4) if column.title == label)

    def put(opened: Workbook) -> None:
        spot = sheet_of(opened, Basics).cell(row, 2)
        spot.value = typed
        if isinstance(typed, date):
            spot.number_format = 'yyyy"年"m"月"d"日"'

    path = written(tmp_path / "a.xlsx", edit=put)
    read, findings = ledger(path)
    assert (read.basics.shown()[label], findings) == (text, [])
