"""Workbooks with the mistakes that teachers make most: a right one, changed in one place, and what the check says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger_xlsx.api import check
from ledger_xlsx.reports.text import text
from samples.content import Content, load, stage
from samples.fill import filled

FOLDER = "errors"
RIGHT = "一年级语文"
"""The workbook that they are made from."""

ABOUT = f"""# 常见错误的样例

这里的每本工作簿都由 `samples/{RIGHT}.xlsx` 改动一处而来，下面是改了什么、检查后怎么说。
本页和工作簿都由 `make generated` 生成。"""


def nothing(content: Content) -> None:
    """No change."""


@dataclass(frozen=True)
class Mistake:
    """A mistake: its file's name, what was done, in words and to the content, and the sheets that were taken out."""

    name: str
    done: str
    change: Callable[[Content], None] = nothing
    without: Sequence[str] = ()

    def workbook(self) -> bytes:
        """The workbook with the mistake."""
        content = deepcopy(load(RIGHT))
        self.change(content)
        return filled(content, without=self.without)


def row(content: Content, sheet: str, **known: str) -> dict[str, Any]:
    """The first row of a sheet with these values."""
    return next(row for row in content[sheet] if all(row[title] == value for title, value in known.items()))


def unknown_name(content: Content) -> None:
    """A colleague's name mistyped."""
    row(content, "表3练习命制", 练习内容="怎么都快乐")["命制人"] = "殷晓文"


def wrong_total(content: Content) -> None:
    """A lesson left out of the plan, the unit's total kept."""
    content["表2教学进度"].remove(row(content, "表2教学进度", 教学内容="夜色"))


def wrong_days(content: Content) -> None:
    """A date of another week, and one that names no day."""
    row(content, "表2教学进度", 周次="8")["日期"] = "4.18"
    row(content, "活动记录", 活动次序="第三次活动")["活动时间"] = "上周三下午"


def missing_record(content: Content) -> None:
    """An activity without its record."""
    content["活动记录"].remove(row(content, "活动记录", 活动次序="第五次活动"))


def unfinished(content: Content) -> None:
    """A required cell left empty, and a row that was only begun."""
    row(content, "活动记录", 活动次序="第二次活动")["活动地点"] = ""
    content["理论学习"].append({"时间": "4月19日"})


def lost_picture(content: Content) -> None:
    """A work whose row was copied from another workbook: the cell's formula came along, its picture did not."""
    work = row(content, "学生作品", 学生姓名="田一苗")
    work["作品图片"] = '=_xlfn.DISPIMG("ID_6E1F0C3B9A5D4F7E8B2C1D0A9F8E7D6C",1)'


MISTAKES = (
    Mistake("名字不在成员表里", "「表3练习命制」里把「殷晓雯」打成了「殷晓文」。", unknown_name),
    Mistake("单元课时对不上", "「表2教学进度」第四单元漏了《夜色》一课，合计没有改。", wrong_total),
    Mistake("日期写错", "「表2教学进度」第8周的日期写成 4.18；第三次活动的时间写成「上周三下午」。", wrong_days),
    Mistake("缺一次活动记录", "「活动记录」里没有第五次活动。", missing_record),
    Mistake("照片复制丢了", "「学生作品」里田一苗那一行是从别的工作簿复制来的，照片没有跟过来。", lost_picture),
    Mistake("没有填完", "第二次活动没有写地点；「理论学习」最后一行只写了时间。", unfinished),
    Mistake("少一张表", "「每日一议」这张表被删掉了。", without=["每日一议"]),
)


def page(faulty: Mapping[str, bytes]) -> str:
    """What was done to each workbook, and the report on it, as Markdown."""
    parts = [ABOUT]
    for mistake in MISTAKES:
        name = f"{mistake.name}.xlsx"
        said = report(name, faulty[f"{FOLDER}/{name}"])
        parts.append(f"## {mistake.name}\n\n{mistake.done}\n\n```text\n{said.strip()}\n```")
    return "\n\n".join(parts) + "\n"


def report(name: str, workbook: bytes) -> str:
    """What `ledger-xlsx check` says of a workbook, at the inspection for which the right one is complete."""
    purpose, day = stage(load(RIGHT))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(workbook)
        return text([check(path, stage=purpose, as_of=day)])
