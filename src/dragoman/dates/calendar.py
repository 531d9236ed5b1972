"""Days and stretches of days: small arithmetic on the calendar, without any clock."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


class Stretch(NamedTuple):
    """Days from ``start`` to ``end``, both included, as finely as they are said."""

    start: date
    end: date
    granularity: str


def day(one: date) -> Stretch:
    """A single day."""
    return Stretch(one, one, "day")


def week(one: date) -> Stretch:
    """The week, Monday to Sunday, of a day."""
    monday = one - timedelta(days=one.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def month(year: int, number: int) -> Stretch:
    """A month; numbers beyond 12 or below 1 run on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Stretch(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def part_of_month(whole: Stretch, part: str) -> Stretch:
    """The early (1 to 10), mid (11 to 20) or late (21 to its end) part of a month."""
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, whole.end.day)}[part]
    return Stretch(whole.start.replace(day=first), whole.start.replace(day=last), "part of month")


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year")


def part_of_year(number: int, part: str) -> Stretch:
    """The early, mid or late third of a year."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return Stretch(date(number, first, 1), month(number, last).end, "range")


def season(number: int, name: str) -> Stretch:
    """A meteorological season; the winter of a year begins in its December."""
    first = SEASONS[name]
    return Stretch(month(number, first).start, month(number, first + 2).end, "season")


def shift(one: date, unit: str, count: int) -> Stretch:
    """The day, week, month or year that lies some units from a day."""
    if unit == "day":
        return day(one + timedelta(days=count))
    if unit == "week":
        return week(one + timedelta(weeks=count))
    if unit == "fortnight":
        return week(one + timedelta(weeks=2 * count))
    if unit == "month":
        return month(one.year, one.month + count)
    if unit == "decade":
        count *= 10
    return year(one.year + count)


def stretch(start: date, end: date) -> Stretch:
    """From one day to another."""
    return Stretch(min(start, end), max(start, end), "range")
