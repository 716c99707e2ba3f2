"""Number formats: which numbers are dates, what a cell shows; and texts without the traces of their storage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

MONTH, DAY_OF_MONTH, FULL_DATE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@",
    **dict.fromkeys((37, 38), "#,##0"), **dict.fromkeys((39, 40, 44), "#,##0.00"),
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "上午/下午h:mm", 19: "上午/下午h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys((27, 36, 50, 52, 57), MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), DAY_OF_MONTH),
    14: "yyyy/m/d", 30: "m-d-yy", 31: FULL_DATE,
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
}  # fmt: skip
"""Number formats that a file names by number alone; each program shows the dates in its own language, here Chinese."""
GENERAL = "General"
Moment = date | datetime | time | timedelta

DAY, NO_LEAP_DAY, LONGEST_DURATION = 86_400, 60, 10_000
"""Seconds of a day; the serial number of 29 February 1900; a bound for durations, in days."""
PLAIN_NUMBER = re.compile(r"(?:#,##)?[#0]+(?:\.(?P<decimals>0+))?(?P<percent>%?)")
EXACT = 10**15
"""Whole numbers up to here are exact in a spreadsheet."""
# Colours, conditions and languages in brackets; the room of a character (_x); a repeated one (*x).
ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
QUOTED = re.compile(r'"[^"]*"|\\.')
DATE_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<noon>上午/下午|AM/PM|A/P)|(?P<part>(?P<letter>[ymdhsa])(?P=letter)*)|(?P<other>.)',
    re.IGNORECASE | re.DOTALL,
)
# Windows' own long and short date, whatever the user has set there.
SYSTEM_DATES = {"F800": FULL_DATE, "F400": "h:mm:ss"}
WEEKDAYS, NOON = "一二三四五六日", 12
DATE_PARTS = {
    "y": "{0:%y}", "yy": "{0:%y}", "yyy": "{0.year}", "yyyy": "{0.year}", "m": "{0.month}", "mm": "{0:%m}",
    "mmm": "{0.month}月", "mmmm": "{0.month}月", "d": "{0.day}", "dd": "{0:%d}", "ddd": "周{1}", "dddd": "星期{1}",
    "aaa": "{1}", "aaaa": "星期{1}", "h": "{0.hour}", "hh": "{0:%H}", "n": "{0.minute}", "nn": "{0:%M}",
    "s": "{0.second}", "ss": "{0:%S}",
}  # fmt: skip
"""What a part of a date format shows of a moment {0} on a weekday {1}; n stands for minutes, which Excel writes as m."""

STORED = re.compile("_x([0-9A-Fa-f]{4})_")
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
INVISIBLE = "\u200b\ufeff"


def text(stored: str) -> str:
    """A stored text as it is shown, its lines without blanks around them (of any width), blank lines left out.

    Old WPS and Excel write characters that XML cannot hold as _x000D_; two such halves make one rare character.
    """
    decoded = STORED.sub(lambda match: chr(int(match[1], 16)), stored) if "_x" in stored else stored
    whole = PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), decoded)
    lines = (line.strip().strip(INVISIBLE).strip() for line in LINE_ENDS.sub("\n", whole).split("\n"))
    return "\n".join(line for line in lines if line)


def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    first = code.partition(";")[0]
    return is_duration(code) or bool(re.search("[ymdhs]|aaa", QUOTED.sub("", ASIDE.sub("", first)), re.IGNORECASE))


def is_duration(code: str) -> bool:
    """Whether a number format shows hours, minutes or seconds past 24 and 60."""
    return bool(re.search(r"\[(?:h+|m+|s+)\]", code, re.IGNORECASE))


def dated(number: float, code: str, *, since_1904: bool) -> float | Moment:
    """A number as its format means it: a date, a time, a duration, or a number."""
    if not is_date(code) or not isfinite(number) or number < 0:
        return number
    if is_duration(code):
        return timedelta(days=min(number, LONGEST_DURATION))
    return moment(number, since_1904=since_1904) or number


def moment(serial: float, *, since_1904: bool) -> date | datetime | time | None:
    """The date (with a time, if there is one) that a serial number means; None past the year 9999.

    The 1900 system has a 29 February 1900 that never was: the days before it stand one further on.
    """
    days = int(serial)
    seconds = round((serial - days) * DAY)
    if not days and not since_1904:
        minutes, second = divmod(min(seconds, DAY - 1), 60)
        return time(minutes // 60, minutes % 60, second)
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < NO_LEAP_DAY else 30)
    try:
        found = datetime.combine(first, time()) + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None
    return found if found.time() != time() else found.date()


def written_date(iso: str) -> str | date | datetime:
    """The date that a cell spells out (2024-02-21T00:00:00), as a few programs save it; other words as they are."""
    try:
        found = datetime.fromisoformat(iso).replace(tzinfo=None)
    except ValueError:
        return iso
    return found if found.time() != time() else found.date()


def is_percent(code: str) -> bool:
    """Whether a number format shows per cent."""
    return "%" in ASIDE.sub("", code.partition(";")[0])


def shown_number(value: float, code: str) -> str:
    """A number as its format shows it: with that many decimals, as per cent; in other formats as if in none.

    Thousands are never set apart: 3914, not 3,914. What is left over is rounded half up, as a spreadsheet does.
    """
    match = PLAIN_NUMBER.fullmatch(ASIDE.sub("", code.partition(";")[0]).replace('"', "").strip())
    if match is None or not abs(value) < EXACT:
        return bare(value)
    exact = Decimal(repr(float(value))) * (100 if match["percent"] else 1)
    unit = Decimal(1).scaleb(-len(match["decimals"] or ""))
    return f"{exact.quantize(unit, ROUND_HALF_UP):f}{match['percent']}"


def bare(value: float) -> str:
    """A number without a format: 1, not 1.0; 2.2, not 2.2000000000000002."""
    return str(int(value)) if float(value).is_integer() and abs(value) < EXACT else f"{value:.10g}"


def shown_moment(value: Moment, code: str) -> str:
    """A date or time as its format shows it: m"月"d"日" as 2月21日. Lasting hours are shown as h:mm."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if code == GENERAL:
        return str(value)
    system = re.search(r"\[\$-[^\]]*(F[84]00)\]", code, re.IGNORECASE)
    code = SYSTEM_DATES[system[1].upper()] if system else ASIDE.sub("", code.partition(";")[0])
    code = code.replace("@", "")
    if isinstance(value, datetime):
        whole = value
    elif isinstance(value, date):
        whole = datetime.combine(value, time())
    else:
        whole = datetime.combine(date(1900, 1, 1), value)
    return "".join(shown_parts(whole, list(DATE_PART.finditer(code)))).strip()


def shown_parts(value: datetime, parts: list[re.Match[str]]) -> Iterator[str]:
    """What each part of a date format shows of a moment."""
    letters = [part["letter"].lower() for part in parts if part["letter"]]
    afternoon = value.hour >= NOON
    if any(part["noon"] for part in parts):
        value = value.replace(hour=value.hour % NOON or NOON)
    seen = 0
    for part in parts:
        if part["noon"]:
            yield "下午" if afternoon else "上午"
        elif part["letter"]:
            name = part["part"].lower()
            before, after = letters[seen - 1] if seen else "", letters[seen + 1] if seen + 1 < len(letters) else ""
            # m is a month, but minutes behind hours or before seconds.
            if name[0] == "m" and (before == "h" or after == "s"):
                name = name.replace("m", "n")
            yield DATE_PARTS.get(name, "").format(value, WEEKDAYS[value.weekday()])
            seen += 1
        else:
            yield part["quoted"] or part["escaped"] or part["other"] or ""
