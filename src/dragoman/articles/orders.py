"""Which of two numbers is the day, where a page writes 03/06/2022 and nobody knows its country: the page itself tells.

Another such date on it with a number beyond twelve has the same order. Else the first day of the week that its prose
names decides: news tell of the day before or the day itself, so "on Wednesday" is of Wednesday or Thursday.
"""

from __future__ import annotations

import re
from datetime import date

_NUMBERS = re.compile(r"(?<![\w./-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\w)")
_WEEKDAY = re.compile(
    r"(?<!every )(?<!each )(?<!next )(?<!until )(?<!by )\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!s)"
)
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")


def order_of(line: str, page: str, prose: str) -> str:
    """DMY or MDY for an ambiguous date; empty where nothing tells, or what tells disagrees."""
    match = _NUMBERS.fullmatch(line)
    if match is None:
        return ""
    told = {
        "DMY" if int(first) > 12 else "MDY" for first, second, _ in _NUMBERS.findall(page) if _is_sure(first, second)
    }
    if told:
        return told.pop() if len(told) == 1 else ""
    named = _WEEKDAY.search(prose)
    if named is None:
        return ""
    first, second, year = (int(part) for part in match.groups())
    readings = {"DMY": date(year, second, first), "MDY": date(year, first, second)}
    back = {order: (day.weekday() - _WEEKDAYS.index(named[1])) % 7 for order, day in readings.items()}
    near = [order for order, days in back.items() if days <= 1]
    return near[0] if len(near) == 1 else ""


def _is_sure(first: str, second: str) -> bool:
    return (int(first) > 12) != (int(second) > 12) and max(int(first), int(second)) <= 31
