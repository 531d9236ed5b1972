"""Dates that an English page writes in another language or by the Solar Hijri calendar.

"4 Temmuz 2021", "20 Azar 1399": they are taken only where day, month and year are all read as they stand; anything
less is no date.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dragoman.knowledge import clocks, tables

_MONTH = r"(?P<{}>[^\W\d_]{{2,}}[^\W\d_'’]*)"
_OF = r"(?:de\s+|del\s+|do\s+)?"
_DATE = re.compile(
    rf"""(?ix) (?<![\w/.-]) (?:
        (?P<day>\d{{1,2}})(?:er|º|°|a)?\.?[\s-]+{_OF}{_MONTH.format("month")}\.?,?[\s-]+{_OF}(?P<year>\d{{4}})
      | (?P<year2>\d{{4}})(?:-?(?:yil|il|ci\sil)\b)?\.?,?[\s-]+(?P<day2>\d{{1,2}})[.\s-]+{_MONTH.format("month2")}
      | (?P<year3>\d{{4}})\.?,?[\s-]+{_MONTH.format("month3")}[\s-]+(?P<day3>\d{{1,2}})\.?
      | (?P<year5>1[34]\d\d)[/.-](?P<month5>\d{{1,2}})[/.-](?P<day5>\d{{1,2}})
      | (?P<year4>\d{{4}})年\s?(?P<month4>\d{{1,2}})月\s?(?P<day4>\d{{1,2}})日
    ) (?![\w/-])"""
)
_EARLIEST = 1900
_SOLAR_YEARS = range(1300, 1420)


class Foreign(NamedTuple):
    """Where a date stands in a line, and its day as ISO 8601 has it."""

    start: int
    end: int
    iso: str


def find(line: str) -> Foreign | None:
    """The first such date of a line."""
    for match in _DATE.finditer(line):
        parts = {name.rstrip("2345"): text for name, text in match.groupdict().items() if text}
        found = _read(int(parts["year"]), parts["month"], int(parts["day"]))
        if found is not None:
            return Foreign(match.start(), match.end(), found.isoformat())
    return None


def _read(year: int, month: str, day: int) -> date | None:
    if year in _SOLAR_YEARS:
        return _solar(year, month, day)
    if year < _EARLIEST:
        return None
    if month.isdigit():
        try:
            return date(year, int(month), day)
        except ValueError:
            return None
    found = _parse(f"{day} {month} {year}")
    return found if found is not None and (found.day, found.year) == (day, year) else None


def _solar(year: int, month: str, day: int) -> date | None:
    from persiantools.jdatetime import JalaliDate

    number = int(month) if month.isdigit() else clocks.solar_month(month)
    try:
        return JalaliDate(year, number, day).to_gregorian() if number else None  # type: ignore[no-untyped-call]
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _parse(text: str) -> date | None:
    found = _parser().get_date_data(text).date_obj
    return found.date() if found is not None else None


@cache
def _parser() -> Any:
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    known = [row["code"] for row in tables.rows("languages.tsv") if row["code"] in language_order]
    # The base is never used, since all three parts are required; it is fixed so that no clock can be.
    settings = {
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
    }
    return DateDataParser(languages=known, settings=settings)
