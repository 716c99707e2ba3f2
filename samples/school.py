"""The office's sample (全校): a school of 24 groups at the monthly inspection in April 2024, as its folder really looks.

名单.xlsx and 校历.xlsx are the office's own; 收件 is what the groups have sent: good books and faulty ones under the
names that chat programs give, some twice, some of another term, some that nobody can open.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from openpyxl import load_workbook

from ledger_xlsx import api
from ledger_xlsx.packages import EPOCH, stable
from ledger_xlsx.sheets.calendar import CalendarRow
from ledger_xlsx.sheets.roster import GroupRow, RequirementRow, WaiverRow
from ledger_xlsx.sheets.rows import Row
from samples.content import Content, load
from samples.fill import fill_list, fill_table, filled
from samples.ledgers import ledger

FOLDER, RECEIVED = "全校", "收件"
DAY = date(2024, 4, 26)
"""Of the inspection."""
HALF = 0.6
"""So much of a book came through when a telephone lost its network."""
OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024) + "Workbook".encode("utf-16-le") + bytes(1008)
"""What tells a workbook of before 2007: how it begins, and the name of its stream."""
LOCK = b"\x06Office" + bytes(158)
"""What WPS leaves beside a workbook that is open."""

UPPER = 3
"""The first of the upper grades, counted from 0: another 分管行政 looks after them."""
GROUPS = (
    *(("一二三四五六"[n] + "年级语文", leader, "沈国华" if n < UPPER else "蒋文华")
      for n, leader in enumerate(("吴秋萍", "周佩兰", "蒋月华", "严文清", "薛美琳", "龙思远"))),
    *(("一二三四五六"[n] + "年级数学", leader, "邹丽萍" if n < UPPER else "朱建明")
      for n, leader in enumerate(("柳小青", "邵慧", "鲁文斌", "段志强", "张思月", "戚永康"))),
    ("三、四年级英语", "蒋雨桐", "朱建明"), ("五、六年级英语", "穆嘉怡", "蒋文华"),
    ("一、二年级体育", "翟大勇", "朱建明"), ("三至六年级体育", "孙立强", "朱建明"),
    ("一至六年级音乐", "江若溪", "邹丽萍"), ("一至六年级美术", "苏亦可", "邹丽萍"),
    ("三至六年级科学", "安致远", "朱建明"),
    ("一至三年级道德与法治", "方敬之", "沈国华"), ("四至六年级道德与法治", "霍启明", "沈国华"),
    ("三至六年级信息科技", "闵浩", "朱建明"), ("三至六年级综合实践", "水清扬", "邹丽萍"), ("一至六年级劳动", "水清扬", "邹丽萍"),
)  # fmt: skip
"""Name, leader, 分管行政."""
ASKED = {
    "月调研的日子": "2024-03-29、2024-04-26、2024-05-31", "截止日期": "2024-03-28、2024-04-25、2024-05-30、2024-06-28",
    "理论学习每月篇数": 1, "每日一议每月次数": 2, "特色作业每月份数": "", "有检测的学科": "语文、数学、英语",
    "优秀线": 85, "及格线": 60, "低分线": 40, "模板版本": "",
}  # fmt: skip
WAIVED = (
    ("跨-01", "一至六年级音乐", "表3练习命制", "请锡剧社的老师命制了一份，不在成员里", "邹丽萍", "2024-06-30"),
    ("图-05", "一至六年级美术", "学生作品", "作品照片存在旧电脑里，三月补上", "邹丽萍", "2024-03-31"),
)
DAYS = (
    ("4月4日-4月6日", "放假", "清明节"), ("4月7日", "上课", "调休"), ("4月12日", "放假", "校运动会"),
    ("4月28日", "上课", "调休"), ("5月1日-5月5日", "放假", "劳动节"), ("5月11日", "上课", "调休"),
    ("5月31日", "半天", "儿童节游园"), ("6月8日-6月10日", "放假", "端午节"),
)  # fmt: skip

Change = Callable[[Content], None]


def generated() -> dict[str, bytes]:
    """Every file of the sample by its path; the same bytes every time."""
    own = {"名单.xlsx": roster(), "校历.xlsx": calendar()}
    received = {f"{RECEIVED}/{name}": data for name, data in handed_in().items()}
    return {f"{FOLDER}/{name}": data for name, data in {**own, **received}.items()}


def roster() -> bytes:
    """名单.xlsx, filled in."""
    book = load_workbook(io.BytesIO(api.new_roster()))
    groups = [(name, *divided(name), leader, office) for name, leader, office in GROUPS]
    fill_table(book[GroupRow.sheet], GroupRow, typed(GroupRow, groups), ())
    fill_list(book[RequirementRow.sheet], RequirementRow, ASKED)
    fill_table(book[WaiverRow.sheet], WaiverRow, typed(WaiverRow, WAIVED), ())
    return saved(book)


def calendar() -> bytes:
    """校历.xlsx: spring 2024 as it was, and the school's own days."""
    book = load_workbook(io.BytesIO(api.new_calendar()))
    fill_table(book[CalendarRow.sheet], CalendarRow, typed(CalendarRow, DAYS), ())
    return saved(book)


def divided(name: str) -> tuple[str, str]:
    """Grade and subject in a group's name."""
    at = name.index("年级") + 2
    return name[:at], name[at:]


def typed(kind: type[Row], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows by column title."""
    return [dict(zip([column.title for column in kind.columns], row, strict=True)) for row in rows]


def saved(book: Any) -> bytes:
    """The bytes of a workbook, without the day on which it was saved."""
    buffer = io.BytesIO()
    book.save(buffer)
    return stable(buffer.getvalue())


def handed_in() -> dict[str, bytes]:
    """What lies in 收件."""
    twice = filled(ledger("五年级语文"))
    chat = {
        "四年级数学/四数 4月.xlsx": workbook(ledger("四年级数学"), wrong_total),
        "英语组/五年级英语.xlsx": workbook(ledger("五年级英语")),
        "英语组/六年级英语(2).xlsx": workbook(ledger("六年级英语"), unknown_setter),
    }
    return {
        "一年级语文.xlsx": workbook(load("一年级语文")),
        "二语(1).xlsx": workbook(ledger("二年级语文"), wrong_day, unknown_setter),
        "语文/三年级语文台账.xlsx": workbook(ledger("三年级语文")),
        "语文/四语 最终版 不改了.xlsx": workbook(ledger("四年级语文"), half_done),
        "语文/五年级语文.xlsx": twice,
        "五语最终版(1).xlsx": twice,
        "新建 Microsoft Excel 工作表.xlsx": workbook(ledger("一年级数学")),
        "二年级数学.xls": OLD_FORMAT,
        "三数.xlsx": workbook(ledger("三年级数学")),
        "三数（改过）.xlsx": workbook(ledger("三年级数学"), one_talk_less),
        "五数最终版(1).xlsx": workbook(in_april(load("五年级数学"), 5), mistyped_day),
        "~$五数最终版(1).xlsx": LOCK,
        "六年级数学备课组台账.xlsx": cut_off(filled(ledger("三年级数学"), without=["每日一议"])),
        "三英.xlsx": workbook(in_april(load("三年级英语"), 4)),
        "微信图片_20240425093012.xlsx": workbook(ledger("一、二年级体育")),
        "体育3-6.xlsx": workbook(in_april(load("三至六年级体育"), 3)),
        "音乐组.xlsx": workbook(ledger("音乐"), guest_setter),
        "美术(2).xlsx": workbook(ledger("美术"), lost_picture, sports_day),
        "科学.xlsx": workbook(ledger("三至六年级科学", year="2022-2023")),
        "4月26日/道法1-3.xlsx": workbook(ledger("一至三年级道德与法治"), one_record_less),
        "道法4-6.xlsx": workbook(ledger("四至六年级道德与法治"), no_designs),
        "信息.xlsx": workbook(ledger("信息科技", grade="三至六年级", subject="信息技术")),
        "综合实践.xlsx": workbook(ledger("综合实践", grade="三至六年级")),
        "劳动.xlsx": workbook(ledger("综合实践", grade="一至六年级", subject="劳动")),
        "聊天文件.zip": archive(chat),
        "六语计划.docx": b"PK\x05\x06" + bytes(18),
    }


def workbook(content: Content, *changes: Change) -> bytes:
    """A book with this content after some changes."""
    content = deepcopy(content)
    for change in changes:
        change(content)
    return filled(content)


def in_april(content: Content, records: int) -> Content:
    """What a whole term's content was by the inspection: so many records, nothing of the term's end, few pictures."""
    content = deepcopy(content)
    for sheet in ("质量检测", "试题分析", "质量分析", "工作总结", "获奖情况"):
        content[sheet] = []
    content["活动记录"] = [{**row, "照片": ""} for row in content["活动记录"][:records]]
    for sheet, most in (("理论学习", 2), ("每日一议", 4), ("特色作业", 1), ("学生作品", 1)):
        content[sheet] = content[sheet][:most]
    return content


def wrong_total(content: Content) -> None:
    """A unit's total that is not the sum of its lessons."""
    content["表2教学进度"][4]["课时"] = 14


def unknown_setter(content: Content) -> None:
    """A name that nobody in the group has: one character wrong."""
    setting = content["表3练习命制"][3]
    setting["命制人"] = setting["命制人"][:-1] + "枫"
    for design in content["有效练习"]:
        if design.get("练习内容") == setting["练习内容"]:
            design["命制人"] = ""


def guest_setter(content: Content) -> None:
    """An exercise by somebody from outside."""
    content["表3练习命制"][5]["命制人"] = "温如玉"


def wrong_day(content: Content) -> None:
    """A record dated two weeks late."""
    content["活动记录"][2]["活动时间"] = "2024-04-03"


def mistyped_day(content: Content) -> None:
    """A day that no calendar has."""
    content["活动记录"][3]["活动时间"] = "4.31"


def half_done(content: Content) -> None:
    """Much that is not finished: cells left empty, a row begun, a record and a unit's total forgotten."""
    wrong_total(content)
    unknown_setter(content)
    content["活动记录"][1]["活动地点"] = ""
    content["活动记录"][2]["集体讨论"] = ""
    content["活动记录"][3]["活动时间"] = "上周四"
    del content["活动记录"][4]
    content["理论学习"].append({"时间": "4月19日"})
    content["成员"][1]["学历"] = ""
    lost_picture(content)


def one_talk_less(content: Content) -> None:
    """The same book before its last talk was written down."""
    del content["每日一议"][-1]


def one_record_less(content: Content) -> None:
    """An activity that nobody has written up."""
    del content["活动记录"][4]
    content["单元分析"] = content["单元分析"][:4]


def no_designs(content: Content) -> None:
    """Exercises planned, but none handed in."""
    content["有效练习"] = []


def sports_day(content: Content) -> None:
    """A talk on the day of the school's sports meeting."""
    content["每日一议"][3]["日期"] = "2024-04-12"


def lost_picture(content: Content) -> None:
    """A work whose row was copied from another workbook."""
    content["学生作品"][0]["作品图片"] = '=_xlfn.DISPIMG("ID_3B9A5D4F7E8B2C1D0A9F8E7D6C6E1F0C",1)'


def cut_off(data: bytes) -> bytes:
    """The beginning of a file."""
    return data[: int(len(data) * HALF)]


class OfChatProgram(zipfile.ZipInfo):
    """An entry of an archive whose name is in GBK, without a word about it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self.filename.encode("gbk"), 0


def archive(files: Mapping[str, bytes]) -> bytes:
    """A .zip as a chat program makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, data in files.items():
            written.writestr(OfChatProgram(name, EPOCH), data)
    return buffer.getvalue()
