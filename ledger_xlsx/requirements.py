"""What a school asks of its groups beyond the forms (名单's 要求), as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Requirements:
    """What the school asks for; None or empty: not checked.

    `inspections` are the days of 月调研, `deadlines` the last days for handing in, one for each inspection or for 期末.
    Numbers a month are for the whole group. Lines are in marks of 100.
    """

    inspections: tuple[date, ...] = ()
    deadlines: tuple[date, ...] = ()
    notes_a_month: int | None = None  # 理论学习摘记
    talks_a_month: int | None = None  # 每日一议
    homework_a_month: int | None = None  # 特色作业
    tested_subjects: tuple[str, ...] = ()
    excellent: Decimal | None = None
    passing: Decimal | None = None
    low: Decimal | None = None
    template: str = ""
