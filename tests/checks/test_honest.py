"""Honest workbooks of other grades, subjects and sizes: nothing in them must be changed, nothing should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_xlsx.examples import example
from ledger_xlsx.findings import Severity
from tests.test_rules import all_findings

ONE_TEACHER = """
【基本信息】
年级       | 三、四年级
学科       | 体育
教材版本   | 苏教版
备课组组长 | 王建国
教研组长   | 王建国
分管行政   | 朱建明
计划标题   | 阳光体育，快乐成长
总结标题   | 在运动中成长
【成员】
姓名   | 性别 | 年龄 | 教龄 | 学历 | 所任课务     | 其他工作
王建国 | 男   | 48   | 26   | 本科 | 三、四年级体育 | 备课组长、田径队
【工作计划】
部分       | 小标题 | 内容
工作要点   |        | 抓好体质健康。
分工与合作 |        | 本组一人，与五年级组一起研讨。
【表1活动安排】
周次       | 活动次序   | 内容       | 形式     | 备注
开学前准备 |            | 通读教材   | 自学     |
第1周      | 第一次活动 | 制订计划   | 独立研讨 |
第9周      | 第二次活动 | 研究课     | 听课     | 因防汛未开展
期末       | 第三次活动 | 总结       | 交流     |
【表2教学进度】
周次 | 日期 | 教学内容           | 课时 | 备注
1    | 2.21 | 队列与常规         | 2    | 三年级
2    | 2.26 | 快速跑             | 3    |
19   | 6.24 | 体质健康测试       | 3    |
1    | 2.21 | 队列与常规         | 2    | 四年级
2    | 2.26 | 立定跳远           | 3    |
19   | 6.24 | 体质健康测试       | 3    |
【表3练习命制】
周次 | 练习内容 | 命制人 | 审核人
2    | 跳绳     | 王建国 | 朱建明
6    | 仰卧起坐 | 王建国 | 王建国
【活动记录】
活动次序   | 活动时间             | 活动地点 | 活动内容 | 参加人员             | 主持人 | 中心发言人 | 上周教学工作回顾与反思 | 集体讨论
第一次活动 | 2024年2月22日 14:00 | 操场     | 制订计划 | 王建国、李芳（特邀） | 王建国 | 王建国     | 常规较好。             | 先练队列。
第三次活动 | 7.1                  | 操场     | 总结     | 王建国               | 王建国 | 王建国     | 完成测试。             | 假期锻炼。
【理论学习】
时间 | 摘记人 | 理论学习主题   | 摘记要点
3.1  | 王建国 | 体育与健康课标 | 教会、勤练、常赛。
【有效练习】
周次  | 练习内容 | 层次       | 题目       | 设计意图
第2周 | 跳绳     | 基础练习   | 一分钟单摇 | 发展协调。
第6周 | 仰卧起坐 | 课后小挑战 | 一分钟20个 | 发展力量。
【每日一议】
日期 | 议题         | 主讲人 | 参加人员 | 讨论要点
2.27 | 雨天怎么上课 | 王建国 | 王建国   | 室内操。
【特色作业】
作业名称 | 时间 | 设计人 | 设计意图   | 作业内容与要求
亲子跳绳 | 3月  | 王建国 | 坚持锻炼。 | 每天5分钟。
【学生作品】
作业名称 | 学生姓名 | 班级   | 作品图片 | 展评
亲子跳绳 | 陈小乐   | 三（1） | [图]     | 坚持了20天。
【工作总结】
部分         | 内容
主要工作     | 认真上好每一节课。
存在问题     | 器材不够。
后续改进措施 | 自制器材。
"""

FIRST_TERM = """
【基本信息】
学期       | 第一学期
年级       | 六年级
学科       | 英语
教材版本   | 译林版
备课组组长 | 张思月（9—10月）、恽蝶（11月起）
开学日期   | 2023-09-01
教学周数   | 20
计划日期   | 2023-09-04
总结日期   | 2024-01-19
【成员】
姓名   | 性别 | 年龄 | 教龄 | 学历             | 所任课务 | 其他工作
张思月 | 女   | 32   | 9    | 本科（在读研究生） | 六1英语  | 备课组长（9—10月），11月起产假
恽蝶   | 女   | 28   | 5    | 本科             | 六2英语  | 备课组长（11月起）
陆文静 | 女   | 24   | 0    | 本科             | 六1英语  | 11月起代课
【工作计划】
部分           | 内容
一、工作要点   | 通读教材。
二、分工与合作 | 各备四个单元。
【表1活动安排】
周次       | 活动次序   | 内容     | 形式
开学前准备 |            | 通读教材 | 自学
第2周      | 第一次活动 | 研究课   | 听课
第11、12周 | 第二次活动 | 单元分析 | 交流
期末       |            | 总结     | 交流
【表2教学进度】
周次   | 日期 | 教学内容                      | 课时 | 备注
1      | 9.1  | 始业教育                      |      |
2      | 9.4  | Unit 1 The king's new clothes | 4+1  | 机动1课时
       |      | Unit 1 Story time             | 2    |
       |      | Unit 1 Grammar time           | 2    |
       |      | Project 1 Being a good friend | 2    |
       |      | Project 1 Make a card         | 2    |
5      | 9.25 | Unit 2 What a day!            | 3    |
       |      | Story time                    | 2    |
6      | 10.2 | 国庆放假                      | 0    |
7      | 10.9 | Grammar time                  | 1    |
20     | 1.8  | 期末总复习                    | 5    |
期末   | 1.22 | 学业质量检测                  | 1    |
【表3练习命制】
周次 | 练习内容        | 命制人 | 审核人
2    | Unit 1 Grammar  | 张思月 | 恽蝶
     | Unit 1 Reading  | 恽蝶   | 张思月
12   | Unit 2          | 恽蝶   | 陆文静
【活动记录】
活动     | 活动时间   | 活动地点 | 活动内容 | 参加人员               | 主持人 | 中心发言人       | 上周教学工作回顾与反思 | 分析单元 | 集体讨论
（一）   | 2023.9.7   | 办公室   | 研究课   | 全体组员、钱红娟       | 张思月 | 恽蝶             | 常规较好。             |          | 多读。
（二）   | 11月16日   | 办公室   | 单元分析 | 恽蝶 陆文静 张思月（请假） | 恽蝶 | 王丽（区教研员） | 完成单元练习。         | Unit 2   | 多写。
【单元分析】
单元   | 单元名称    | 内容             | 个人设计 | 备课组集体讨论意见
Unit 2 | What a day! | 单元教材分析     | 讲天气。 | 同意。
       |             | 单元目标要求     | 会过去式。 | 同意。
       |             | 单元设计意图     | 情境。   | 同意。
       |             | 单元目标达成分析 | 90人中86人过关。 |
【理论学习】
时间     | 摘记人 | 理论学习主题 | 摘记要点
2023/9/28 | 恽蝶  | 英语课标     | 单元整体。
【有效练习】
周次  | 练习内容       | 命制人 | 审核人 | 层次   | 题目       | 设计意图 | 配图
第2周 | Unit 1 Grammar |        |        | 基础题 | 填空       | 巩固。
      |                |        |        | 拓展   | 写五句话   | 运用。
第2周 | Unit 1 Reading |        |        | 基础   | 读短文     | 阅读。
12    | 第二单元练习   | 恽蝶   | 陆文静 |        |            |          | [图]
【每日一议】
日期  | 议题       | 主讲人 | 参加人员 | 讨论要点
9.20  | 怎么读单词 | 陆文静 | 全体     | 自然拼读。
【特色作业】
作业名称 | 设计人 | 设计意图 | 作业内容与要求
英语小报 | 恽蝶   | 运用。   | 画一张小报。
【学生作品】
作业名称 | 学生姓名 | 班级 | 作品图片 | 展评
英语小报 | 陈小乐   | 601  | [图]     | 图文并茂。
【质量检测】
班级 | 任课教师       | 应考人数 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
六1  | 张思月、陆文静 | 45       | 44       | 4029     | 34       | 44       | 0
六2  | 恽蝶           | 45       | 45       | 3906     | 34       | 43       | 1
【试题分析】
题号 | 考查内容 | 满分 | 得分率
一   | 听力     | 30   | 95%
二   | 笔试     | 70   | 0.86
【质量分析】
部分     | 内容
检测概况 | 平均分88分。
主要成绩 | 听力好。
存在问题 | 书写差。
改进措施 | 每天练字。
【工作总结】
部分         | 内容
主要工作     | 认真上好每一节课。
存在问题     | 练习不够。
后续改进措施 | 多练。
"""

TWO_TEACHERS = """
【基本信息】
年级       | 二年级
学科       | 语文
教材版本   | 统编版
备课组名称 | 2年级语文备课组
【成员】
姓名   | 性别 | 年龄 | 教龄 | 学历 | 所任课务 | 其他工作
张思月 | 女   | 58   | 40   | 中师 | 二1语文  | 备课组长
恽蝶   | 女   | 23   | 0    | 本科 | 二2语文  |
【工作计划】
部分       | 小标题 | 内容
工作要点   | 教研   | 本组有教师2人，每位教师1课时研究课，认真研读教学目标、教学重难点、教学过程。
           | 常规   | 每位教师1课堂展示……
分工与合作 |        | 张思月备第一至四单元，恽蝶备第五至八单元。
【表1活动安排】
周次  | 活动次序   | 内容       | 形式     | 备注
第1周 | 第一次活动 | 上研究课   | 循环上课 | 关注书写
第3周 | 第二次活动 | 单元分析   | 同上     | 同上
第5周 | 第三次活动 | 单元分析   | 同上     | 同上
【表2教学进度】
周次 | 日期 | 教学内容          | 课时 | 备注
1    | 2.21 | 第一单元 课文（一） | 4  |
     |      | 古诗二首          | 2    |
     |      | 找春天            | 2    |
2    | 2.26 | 第二单元 课文（二） | 6  |
     |      | 雷锋叔叔          | 2    |
3    | 3.4  | 语文园地          | 2    |
     |      | 语文园地          | 2    |
4    | 3.11 | 第三单元 识字     | 6    |
5    | 3.18 | 第四单元 课文（三） | 2  |
     |      | 彩色的梦          | 2    |
【表3练习命制】
周次 | 练习内容 | 命制人       | 审核人
1    | 找春天   | 张思月       | 恽蝶
2    | 古诗二首 | 恽蝶         | 张思月
3    | 语文园地 | 张思月、恽蝶 | 张思月、恽蝶
【活动记录】
活动次序   | 活动时间 | 活动地点 | 活动内容 | 参加人员     | 主持人 | 中心发言人 | 上周教学工作回顾与反思 | 分析单元 | 集体讨论
第一次活动 | 2.22     | 办公室   | 研究课   | 张思月、恽蝶 | 张思月 | 恽蝶       | 常规较好。             |          | 书写要加强。
第二次活动 | 3.7      | 办公室   | 单元分析 | 全体         | 恽蝶   | 张思月     | 常规较好。             | 第一单元 | 书写要加强。
第三次活动 | 3.21     | 办公室   | 单元分析 | 张思月等2人  | 恽蝶   | 张思月     | 常规较好。             |          | 同上
【单元分析】
单元     | 单元名称   | 内容             | 个人设计             | 备课组集体讨论意见
第一单元 | 课文（一） | 单元教材分析     | 写春天。             | 同意。
         |            | 单元目标要求     | 认字。               | 同意。
         |            | 单元设计意图     | 读中悟。             | 同意。
         |            | 单元目标达成分析 | 人人会背，全部过关。 |
【理论学习】
时间 | 摘记人 | 理论学习主题 | 摘记要点
3.1  | 恽蝶   | 识字教学     | 随文识字。
【有效练习】
周次  | 练习内容 | 层次     | 题目           | 设计意图 | 参考答案
第1周 | 找春天   | 基础练习 | （　）的春天   | 积累。   | ……绿绿的……
      |          | 变式练习 | 判断对错（　） | 辨析。   | ××
第2周 | 古诗二首 | 基础练习 | 背一背         | 积累。   | 略
第3周 | 语文园地 | 基础练习 | 读一读         | 积累。   | 略
【每日一议】
日期 | 议题       | 主讲人 | 参加人员 | 讨论要点
2.27 | 怎么背古诗 | 恽蝶   | 全体     | 边画边背。
【特色作业】
作业名称 | 设计人 | 设计意图 | 作业内容与要求
寻找春天 | 恽蝶   | 观察。   | 画一画。
【学生作品】
作业名称 | 学生姓名 | 班级 | 作品图片 | 展评
寻找春天 | ×××      | 二1  | [图]     | 色彩鲜艳。
         | ××       | 二1  | [图]     | 色彩鲜艳。
【工作总结】
部分         | 内容
主要工作     | 认真上好每一节课。
存在问题     | 书写不够端正。
后续改进措施 | 每天练字。
"""
GROUPS = Path(__file__).parent / "honest"
"""Whole groups as their leaders fill in the workbook, each beginning with the inspection that it is complete for."""
BOOKS = [
    pytest.param(ONE_TEACHER, id="one teacher, two grades"),
    pytest.param(FIRST_TERM, id="first term, English"),
    pytest.param(TWO_TEACHERS, id="two teachers, Chinese"),
]


@pytest.mark.parametrize("text", BOOKS)
def test_an_honest_workbook_needs_no_change(text: str) -> None:
    found = [finding for finding in all_findings(example(text)) if finding.severity is not Severity.HINT]
    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("text", BOOKS)
@pytest.mark.parametrize("occasion", ["（月调研 2023-10-31）", "（月调研 2024-03-29）", "（草稿）"])
def test_an_honest_workbook_needs_no_change_in_mid_term_either(text: str, occasion: str) -> None:
    found = [f for f in all_findings(example(occasion + text)) if f.severity is not Severity.HINT]
    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(GROUPS.glob("*.txt"))])
def test_an_honest_group_needs_no_change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [finding for finding in all_findings(example(text)) if finding.severity is not Severity.HINT]
    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(GROUPS.glob("*.txt"))])
def test_an_honest_group_is_hinted_at_for_short_texts_and_little_else(path: Path) -> None:
    found = all_findings(example(path.read_text(encoding="utf-8")))
    assert {finding.notice.code for finding in found} <= {"全-07", "全-02", "跨-02"}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(GROUPS.glob("*.txt"))])
def test_an_honest_group_needs_no_change_as_a_draft(path: Path) -> None:
    _, _, sheets = path.read_text(encoding="utf-8").partition("\n")
    found = [f for f in all_findings(example(f"（草稿）\n{sheets}")) if f.severity is not Severity.HINT]
    assert [str(finding) for finding in found] == []
