"""The school's own sheet of requirements, typed into the workbook as it stands: what is said of its example rows."""

from __future__ import annotations

from ledger_xlsx.examples import example
from tests.test_rules import all_findings

SEED = """
【基本信息】
备课组组长 |
教研组长   |
分管行政   |
年级       | （）年级
备课组名称 | X年级XX备课组
计划标题   | 大标题：（自命名）
总结标题   | 大标题：——2023—2024学年第一学期（）年级数学备课组工作总结
【成员】
姓名   | 性别 | 年龄 | 教龄 | 学历 | 所任课务     | 其他工作
张思月 | 女   | 32   | 9    | 本科 | 五2、五3数学 | 备课组长、行政体验岗
【工作计划】
部分 | 小标题 | 内容
【表1活动安排】
周次       | 活动次序   | 内容 | 形式 | 备注
开学前准备 |            | 1、整体感悟教材⏎2、重点分析第一单元教材⏎3、对每课时的教学设计研讨和有效练习的编制 | 1、个人感悟⏎2、整体讨论⏎3、个人修改提高 | 1、对每课时教学内容要随时研讨交流⏎2、关注教学常规的落实及学生良好学习习惯
第1周      | 第一次活动 | 1、组织同备课组进行观摩教师1课堂⏎⏎2、每课时的教学设计研讨和有效练习的编制 | 1、上研究课⏎⏎2、分析教学常规的落实 | 1、重点关注低分学生的发展
第3周      | 第二次活动 | 1、组织同备课组进行观摩教师2课⏎⏎堂⏎⏎2、每课时的教学设计研讨和有效练⏎⏎习的编制 | 1、上研究课⏎⏎2、分析教学常规的落实 | 同上
第5周      | 第三次活动 | 1、分析单元复习策略⏎2、把握单元检测目标达成及其质量分析⏎⏎3、重点分析第二单元教材 | 1、同伴集中交流 | 1、单元检测须以巩固为目的
第7周      | 第四次活动 | 1、组织同备课组进行观摩教师3课堂（备课组人员较少时可以循环上课） | 1、上研究课 | 1、结合教研组活动上研究课
……         |            | …… | …… | ……
期末       |            | 1、分析质量⏎⏎2、完善备课、练习资料 | 1、个人与同伴集中 | 1、自我反思分析
【表2教学进度】
周次 | 日期 | 教学内容            | 课时 | 备注
1    | 2.21 | 一、简易方程        | 10+1 | 机动1课时
     |      | 认识方程            | 1    |
     |      | 等式的性质1         | 1    |
     |      | 等式的性质2         | 1    |
     |      | 解方程              | 1    |
     |      | 列方程解决实际问题1 | 1    |
     |      | 列方程解决实际问题2 | 1    |
     |      | 列方程解决实际问题3 | 1    |
     |      | 列方程解决实际问题4 | 1    |
     |      | 整理与练习1         | 1    |
     |      | 整理与练习2         | 1    |
【表3练习命制】
周次 | 练习内容   | 命制人 | 审核人
1    | 等式与方程 | 张思月 | 恽蝶
【单元分析】
单元     | 单元名称       | 内容             | 个人设计 | 备课组集体讨论意见
第一单元 | 负数的初步认识 | 单元教材分析     |          |
         |                | 单元目标要求     |          |
         |                | 单元设计意图     |          |
         |                | 单元目标达成分析 | 用数据呈现是否达成单元目标 |
"""  # noqa: E501 - the requirements' own cells, whole
LACKING = ("格-01", "格-14", "行-02", "列-05", "全-01", "全-02", "全-09", "行-03")
"""Said of what the sheet of requirements leaves to be filled in; 行-03 of the leader whom it does not name."""


def test_the_requirements_own_examples_give_what_is_known_of_them_and_nothing_else() -> None:
    found = [
        (f.notice.code, f"{f.place.sheet}!{f.place.cell}")
        for f in all_findings(example(SEED))
        if f.notice.code not in LACKING
    ]
    assert found == [
        # X年级XX备课组, 大标题：（自命名） and （）年级 were never filled in.
        ("格-02", "基本信息!B7"),
        ("格-02", "基本信息!B15"),
        ("格-02", "基本信息!B17"),
        ("格-02", "基本信息!B19"),
        # 教师1, 教师2, 教师3 and the row of dots; 同上 has something above it.
        ("格-02", "表1活动安排!C5"),
        ("格-02", "表1活动安排!C6"),
        ("格-02", "表1活动安排!C8"),
        ("格-02", "表1活动安排!A9"),
        # The form's own words in row 四.
        ("格-02", "单元分析!D7"),
        # The cover says the second term, the heading of the summary the first.
        ("跨-06", "基本信息!B17"),
        # Its table of members lists 张思月 alone.
        ("跨-01", "表3练习命制!D4"),
        # 简易方程 in 表2, 负数的初步认识 in the analysis.
        ("跨-13", "单元分析!B4"),
    ]


def test_what_the_requirements_leave_empty_is_asked_for() -> None:
    found = {(f.notice.code, f"{f.place.sheet}!{f.place.cell}") for f in all_findings(example(SEED))}
    assert ("格-01", "基本信息!B10") in found
    assert ("全-01", "活动记录!None") in found
