"""What the groups of the sample school have filled in by the monthly inspection in April: content made of groups.json.

A group there has its people, six units of three lessons (one lesson a week), and five points: what pupils find hard and
what the group does about it. Everything else follows from them by date and turn, so that no two ledgers are alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samples.content import Content, Rows

GROUPS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "groups.json").read_text(encoding="utf-8"))
SCHOOL = "常州市新北区孟河中心小学"
FIRST_MONDAY, FIRST_DAY, WEEKS = date(2024, 2, 19), date(2024, 2, 21), 19
REACHED = 9
"""The last week that is over by the inspection."""
FREE = frozenset({date(2024, 4, 4), date(2024, 4, 5), date(2024, 5, 2), date(2024, 6, 10)})
REMARKS = {7: "清明节放假，4月7日上课", 10: "4月28日上课", 11: "劳动节放假", 12: "5月11日上课", 17: "端午节放假"}
BETWEEN, RESEARCH = 4, 3
"""Every fourth week, from the third on, a lesson is watched; between them a unit is talked over."""
DIGITS = "一二三四五六七八九"
PUPILS = ("田小禾", "许一诺", "马欣然", "万子昂", "唐可心", "白梓轩", "雷雨桐", "常乐天")
PICTURES = ("配图_分数正方形.png", "配图_天平.png", "封面_校门.png")
"""Small ones: a school is many workbooks."""
PLAN = (
    (
        "工作要点",
        "读懂教材",
        "本学期教学{units}。每个单元开始前一起读教材，把「{first}」等课的教学重点写在集体备课本上。",
    ),
    ("工作要点", "抓实课堂", "针对「{hard}」，各班统一做法：{remedy}。隔周一次活动，轮流上研究课。"),
    ("工作要点", "用好练习", "每两周合作一份有效练习，先在一个班试用，改好再用；「{other}」这类问题当堂解决。"),
    ("分工与合作", "", "{leader}负责计划和总结，{people}按单元轮流做中心发言人，资料每周五存进共享文件夹。"),
)
REVIEWS = (
    "开学第一周先复习旧知识，再教《{lesson}》。{hard}的情况比预想的多，准备这样做：{remedy}。",
    "上周教学《{before}》，多数学生能跟上；{hard}。课后商量，{remedy}，下周再看变化。",
    "第一单元已经结束。学《{before}》时发现{hard}，试了{remedy}，两个班都有进步。",
    "《{before}》这一课的练习完成得较好，订正也及时。不足是{hard}，打算{remedy}。",
    "这两周学到《{before}》。从课堂观察看，{hard}仍是难点；{remedy}之后，愿意开口的学生多了。",
)
TALKS = (
    "1. 《{lesson}》先由{speaker}试教，其他老师带着问题听。\n2. 遇到{hard}，统一做法：{remedy}。\n3. 板书留下学生自己的话。",
    "1. {speaker}的《{lesson}》环节清楚，提问可以再少一些。\n2. {remedy}，放在新授以后五分钟。\n3. 课后各班收集三份作业，下次带来一起看。",
    "1. 用小练习看第一单元是否过关，没有过关的当天补。\n2. {hard}的学生分给两位老师跟进，办法是{remedy}。",
    "1. 观摩《{lesson}》后，大家认为学生动手的时间够了。\n2. 针对{hard}，建议{remedy}。\n3. 下一课改由年轻老师上。",
    "1. 第二单元的目标多数达成，例子举得还不够。\n2. 关于{hard}：{remedy}，两周后再议。\n3. 期中前完成资料整理。",
)
ANALYSIS = (
    (
        "单元教材分析",
        "「{unit}」安排了《{lessons}》，前后联系紧，是学习后面内容的基础。",
        "同意，补充：教具要提前准备。",
    ),
    (
        "单元目标要求",
        "1. 学会《{first}》的主要内容。\n2. 能在新的情境里运用。\n3. 改进{hard}的情况。",
        "第3条不求一次做到。",
    ),
    ("单元设计意图", "从{first}入手，先体验再归纳；为了解决{hard}，安排{remedy}。", "体验的时间再多留五分钟。"),
    ("单元目标达成分析", "{classes}个班共{pupils}人，过关{passed}人，占{share}%。没有过关的主要是{hard}。", ""),
)


def ledger(key: str, *, grade: str = "", subject: str = "", year: str = "2023-2024") -> Content:
    """The content of a group's ledger; `year` is a school year, and the dates are those of its second term."""
    group = GROUPS[key]
    at = key.index("年级") + 2 if "年级" in key else 0
    grade, subject = grade or key[:at] or "一至六年级", subject or key[at:]
    shift = date(int(year[-4:]), 2, 19) - FIRST_MONDAY
    leader, people = group["people"][0], group["people"]
    basics = {
        "学校": SCHOOL, "学年": year, "学期": "第二学期", "年级": grade, "学科": subject, "教材版本": group["edition"],
        "备课组组长": leader, "教研组长": group["head"], "分管行政": group["administrator"],
        "开学日期": (FIRST_DAY + shift).isoformat(), "教学周数": WEEKS,
        "计划标题": f"从「{group['points'][0][1]}」做起", "计划日期": (date(2024, 2, 23) + shift).isoformat(),
    }  # fmt: skip
    return {
        "基本信息": [{"项目": title, "内容": value} for title, value in basics.items()],
        "成员": list(members(group, grade, subject)),
        "工作计划": [{"部分": part, "小标题": head, "内容": said.format(**words(group, 1), leader=leader,
            people="、".join(people), units="、".join(f"“{unit}”" for unit, _ in group["units"]),
            first=lessons(group)[0], other=group["points"][3][0])} for part, head, said in PLAN],
        "表1活动安排": list(arrangement(group)),
        "表2教学进度": list(progress(group)),
        "表3练习命制": list(settings(group)),
        "活动记录": list(records(group, shift)),
        "单元分析": [row for number in range(2) for row in analysis(group, number)],
        "理论学习": list(theory(group, subject, shift)),
        "有效练习": [row for one in settings(group) if one["周次"] <= REACHED for row in design(group, one)],
        "每日一议": list(talks(group, shift)),
        "特色作业": [{"作业名称": group["work"], "时间": "4月", "对应单元": group["units"][1][0], "设计人": people[-1],
            "设计意图": f"把“{group['units'][1][0]}”学到的用起来，让学生有东西可以给别人看。",
            "作业内容与要求": f"1. 在校完成，两人一组。\n2. 用上《{lessons(group)[4]}》里学到的一点。\n3. 写一句自己的发现。",
            "评价方式": "同伴说一处优点，老师写一句建议。"}],
        "学生作品": [{"作业名称": group["work"], "学生姓名": PUPILS[turn(key) % len(PUPILS)], "班级": f"{classroom(grade)}1班",
            "作品图片": PICTURES[turn(key) % len(PICTURES)],
            "展评": f"看得出学过《{lessons(group)[4]}》，想法是自己的。把发现写得再具体一点会更好。"}],
    }  # fmt: skip


def turn(key: str) -> int:
    """A number of its own for each group."""
    return list(GROUPS).index(key)


def lessons(group: dict[str, Any]) -> list[str]:
    """A group's lessons, one a week."""
    return [lesson for _, taught in group["units"] for lesson in taught]


def words(group: dict[str, Any], number: int) -> dict[str, str]:
    """A group's point number so many, as its texts name it."""
    hard, remedy = group["points"][number % len(group["points"])]
    return {"hard": hard, "remedy": remedy}


def classroom(grade: str) -> str:
    """The grade in the name of a class: the first of a group of several."""
    return grade[0]


def members(group: dict[str, Any], grade: str, subject: str) -> Iterator[dict[str, Any]]:
    """The teachers of a group: their years differ with their place in it."""
    for number, name in enumerate(group["people"]):
        years = (18, 5, 11, 27)[number]
        yield {
            "姓名": name, "性别": "男" if name[-1] in "斌强勇成明国远凡浩宇军东之" else "女", "年龄": 24 + years, "教龄": years,
            "学历": "本科", "所任课务": f"{classroom(grade)}{number + 1}班{subject}", "其他工作": "" if number else "备课组长",
        }  # fmt: skip


def activity(week: int, group: dict[str, Any]) -> str:
    """What an activity of a week is about."""
    taught = lessons(group)
    if week == 1:
        return "讨论本学期的计划和分工"
    if week % BETWEEN == RESEARCH:
        return f"观摩研究课《{taught[week - 1]}》，讨论课堂练习"
    unit = DIGITS[week // 4 - 1]
    return f"分析第{unit}单元目标达成的情况"


def arrangement(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """表1: an activity every other week."""
    yield {"周次": "开学前准备", "内容": "1、通读教材\n2、分配单元和练习", "形式": "1、个人准备", "备注": ""}
    for number, week in enumerate(range(1, 18, 2)):
        form = "1、上研究课\n2、评课" if week % BETWEEN == RESEARCH else "1、集体讨论"
        name = f"第{DIGITS[number]}次活动"
        yield {"周次": f"第{week}周", "活动次序": name, "内容": f"1、{activity(week, group)}", "形式": form, "备注": ""}


def progress(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """表2: units with their lessons, one a week, and the review at the end."""
    week, hours = 1, group["hours"]
    for number, (unit, taught) in enumerate(group["units"]):
        for place, lesson in enumerate(taught):
            monday = max(FIRST_MONDAY + timedelta(weeks=week - 1), FIRST_DAY)
            head = {"周次": str(week), "日期": f"{monday.month}月{monday.day}日", "备注": REMARKS.get(week, "")}
            if not place:
                total = f"第{DIGITS[number]}单元 {unit}"
                yield {**head, "教学内容": total, "课时": hours * len(taught)}
                head = {}
            yield {**head, "教学内容": lesson, "课时": hours}
            week += 1
    yield {"周次": str(week), "教学内容": "期末复习", "课时": hours}


def settings(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """表3: a design every other week, by turns."""
    people = group["people"]
    for number, week in enumerate(range(2, 19, 2)):
        setter, reviewer = people[number % len(people)], people[(number + 1) % len(people)]
        yield {"周次": week, "练习内容": lessons(group)[week - 1], "命制人": setter, "审核人": reviewer}


def records(group: dict[str, Any], shift: timedelta) -> Iterator[dict[str, Any]]:
    """The activities of the weeks that are over."""
    people, taught = group["people"], lessons(group)
    for number, week in enumerate(range(1, REACHED + 1, 2)):
        day = max(FIRST_MONDAY + timedelta(weeks=week - 1, days=group["day"]), FIRST_DAY)
        while day in FREE:
            day -= timedelta(days=1)
        speaker = people[number % len(people)]
        said = words(group, number) | {
            "lesson": taught[week - 1],
            "before": taught[max(week - 2, 0)],
            "speaker": speaker,
        }
        yield {
            "活动次序": f"第{DIGITS[number]}次活动", "活动时间": (day + shift).isoformat(), "活动地点": group["room"],
            "活动内容": activity(week, group), "参加人员": "、".join(people), "主持人": people[0], "中心发言人": speaker,
            "上周教学工作回顾与反思": REVIEWS[number].format(**said),
            "分析单元": f"第{DIGITS[week // 4 - 1]}单元" if week % 4 == 1 and week > 1 else "",
            "集体讨论": TALKS[number].format(**said),
        }  # fmt: skip


def analysis(group: dict[str, Any], number: int) -> Rows:
    """The four parts of a unit's analysis."""
    unit, taught = group["units"][number]
    classes = len(group["people"])
    pupils = 42 * classes + number
    passed = pupils - len(unit) - 2
    said = words(group, number + 1) | {
        "unit": unit, "lessons": "》《".join(taught), "first": taught[0], "classes": str(classes), "pupils": str(pupils),
        "passed": str(passed), "share": f"{passed * 100 / pupils:.1f}",
    }  # fmt: skip
    return [
        {"单元": f"第{DIGITS[number]}单元", "单元名称": unit, "内容": part, "个人设计": text.format(**said),
         "备课组集体讨论意见": opinion}
        for part, text, opinion in ANALYSIS
    ]  # fmt: skip


def theory(group: dict[str, Any], subject: str, shift: timedelta) -> Iterator[dict[str, Any]]:
    """Notes on what was read, one a month."""
    people = group["people"]
    for number, (day, topic) in enumerate(zip((date(2024, 3, 14), date(2024, 4, 11)), group["theory"], strict=True)):
        said = words(group, number + 2)
        yield {
            "时间": (day + shift).isoformat(), "摘记人": people[number % len(people)], "理论学习主题": topic,
            "出处": f"《义务教育{subject}课程标准（2022年版）》" if number else "校本培训学习资料",
            "摘记要点": f"1. {topic}要从学生已有的经验出发。\n2. 先观察学生怎样想，再决定怎样教。\n"
            f"3. 联系本组：{said['hard']}，可以{said['remedy']}。",
        }  # fmt: skip


def design(group: dict[str, Any], one: dict[str, Any]) -> Rows:
    """An exercise: two of its layers."""
    said = words(group, int(one["周次"]) // 2)
    head = {title: one[title] for title in ("周次", "练习内容", "命制人", "审核人")}
    return [
        {**head, "层次": "基础练习", "题目": f"《{one['练习内容']}》里学到了什么？说给同桌听，再举一个例子。",
         "设计意图": "回到课文和课堂，人人能做。", "参考答案": "意思对就可以。"},
        {"层次": "拓展练习", "题目": f"小明{said['hard']}，请你帮他想一个办法。", "设计意图": f"引出本组的做法：{said['remedy']}。",
         "参考答案": "答案不唯一，说得出理由。"},
    ]  # fmt: skip


def talks(group: dict[str, Any], shift: timedelta) -> Iterator[dict[str, Any]]:
    """Short talks in the staff room, two a month."""
    people = group["people"]
    days = (date(2024, 2, 28), date(2024, 3, 6), date(2024, 3, 20), date(2024, 4, 9), date(2024, 4, 16))
    for number, day in enumerate(days):
        said, speaker = words(group, number), people[(number + 1) % len(people)]
        yield {
            "日期": (day + shift).isoformat(), "议题": f"{said['hard']}，怎么办", "主讲人": speaker, "参加人员": "、".join(people),
            "讨论要点": f"{speaker}：在《{lessons(group)[number]}》一课里试过，{said['remedy']}。\n达成一致：各班先做一周，记下变化。",
        }  # fmt: skip
