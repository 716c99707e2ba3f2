"""活动记录: what of it is set for paper."""

from __future__ import annotations

import pytest

from ledger_xlsx.items.activities import unbroken


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2024年2月22日", "2024年2月22日"),
        ("2月22日（周四）", "2月22日（周四）"),
        ("2024年2月22日（周四）", "2024年2月22日\n（周四）"),
        ("2024年2月22日 (周四)下午2:00（补）", "2024年2月22日\n(周四)下午2:00（补）"),
        ("2024年2月22日\n（周四）下午2:00", "2024年2月22日\n（周四）下午2:00"),
        ("2024年2月22日下午2:00", "2024年2月22日下午2:00"),
    ],
)
def test_a_long_time_is_parted_before_its_bracket_and_not_within(typed: str, printed: str):
    assert unbroken(typed) == printed
