"""The table of item 9: what is reckoned, and what a teacher reckoned before."""

from __future__ import annotations

from ledger_xlsx.examples import example
from ledger_xlsx.items import quality
from ledger_xlsx.sheets.reading import read
from tests.test_rules import KINDS, complete

WITH_SUM = """
【质量检测】
班级     | 任课教师 | 应考人数 | 实考人数 | 全班总分 | 优秀人数 | 及格人数 | 低分人数
五1      | 恽蝶     | 45       | 45       | 4029     | 34       | 44       | 0
五2      | 张思月   | 44       | 44       | 3843     | 29       | 44       | 0
年级合计 |          | 89       | 89       | 7872     | 63       | 88       | 0
"""


def test_a_line_of_sums_that_was_typed_counts_no_pupil_twice() -> None:
    ledger, _ = read(KINDS, complete(example(WITH_SUM)))
    page = next(quality.pages(ledger))
    lines = [(line["班级"], line["实考人数"], line["平均分"]) for line in page.data["班"]]
    assert lines == [("五1", "45", "89.53"), ("五2", "44", "87.34"), ("合计", "89", "88.45")]
