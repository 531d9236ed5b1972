"""Forms of dates that lean on other dates, and the parts of years, months and weeks that are only counted or placed.

"The following month" is counted from the month named before; "the second quarter" and "late last year" from the
page's own day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.dates import calendar as cal
from dragoman.dates.calendar import WEEKDAYS, Stretch
from dragoman.dates.grammar import (
    COUNT,
    FINER,
    IN_UNITS,
    PART,
    UNIT,
    WEEKDAY_NAME,
    YEAR,
    Anchor,
    Rule,
    number_of,
    year_of_month,
)
from dragoman.dates.grammar import part_of as part_named

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_ORDINAL = r"(?P<nth>first|second|third|fourth|last|final)"
_OF_YEAR = rf"(?: of (?:{YEAR}|(?P<which>this|last|next|the|the current|the previous) year))"
_YEARS = {"last": -1, "the previous": -1, "next": 1}
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_BACK = ("previous", "preceding", "before")


def _following(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The unit after or before the one named last, where that is named as finely."""
    unit, near = match["unit"].lower(), anchor.near
    if unit not in FINER:
        unit = "day"
    if near is None or near.granularity not in FINER or FINER.index(unit) < FINER.index(near.granularity):
        return None
    return cal.shift(near.start, unit, -1 if match["which"].lower() in _BACK else 1)


def _after_that(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """So long after or before the days named last: "a week after that"."""
    unit, near = match["unit"].lower(), anchor.near
    if near is None or near.granularity not in FINER or FINER.index(unit) < FINER.index(near.granularity):
        return None
    return cal.shift(near.start, unit, number_of(match) * (-1 if match["side"].lower() == "before" else 1))


def _weekday_beside(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The next or last such weekday, counted from the day named last: "the following Monday"."""
    near = anchor.near
    if near is None or near.granularity != "day":
        return None
    ahead = (WEEKDAYS[match["weekday"].lower()] - near.start.weekday()) % 7
    back = match["which"].lower() in _BACK
    return cal.day(near.start + timedelta(days=(ahead - 7) if back else (ahead or 7)))


def _same_day(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    near = anchor.near
    return near if near is not None and near.granularity == "day" else None


def _weekend(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The weekend next to the page's day: the coming one where the clause looks ahead, else the one just over."""
    now = anchor.published
    if now is None:
        return None
    saturday = now + timedelta(days=5 - now.weekday())
    if not anchor.ahead and now.weekday() < 5:
        saturday -= timedelta(weeks=1)
    return Stretch(saturday, saturday + timedelta(days=1), "range")


def _year_meant(match: re.Match[str], anchor: Anchor, month: int) -> int | None:
    """The year that is named or pointed at; without either that of the month, as for a month without a year."""
    if match["year"]:
        return int(match["year"])
    if match["which"]:
        return anchor.published.year + _YEARS.get(match["which"].lower(), 0) if anchor.published else None
    return year_of_month(month, anchor)


def _months(months: int, match: re.Match[str], anchor: Anchor) -> Stretch | None:
    nth = match["nth"].lower()
    number = int(nth) if nth.isdigit() else min(_ORDINALS[nth], 12 // months)
    first = (number - 1) * months + 1
    year = _year_meant(match, anchor, first) if first <= 12 else None
    return Stretch(date(year, first, 1), cal.month(year, first + months - 1).end, "range") if year else None


def _quarter(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    return _months(3, match, anchor)


def _half(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    return _months(6, match, anchor)


def _part(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The early, mid or late part of a month or year that is only pointed at: "late last year"."""
    if anchor.published is None:
        return None
    count = {"last": -1, "next": 1}.get(match["which"].lower(), 0)
    whole = cal.shift(anchor.published, match["unit"].lower(), count)
    if whole.granularity == "month":
        return cal.part_of_month(whole, part_named(match))
    return cal.part_of_year(whole.start.year, part_named(match))


FORMS: tuple[tuple[re.Pattern[str], Rule, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I), rule, cues)
    for pattern, rule, cues in (
        (rf"\b(?:the )?(?P<which>next) (?P<unit>day|{_PART_OF_DAY})\b", _following, ("next ",)),
        (
            rf"\b(?:the )(?P<which>following|previous|preceding) (?P<unit>day|week|month|year|decade|{_PART_OF_DAY})\b",
            _following,
            ("following ", "previous ", "preceding "),
        ),
        (r"\bthe (?P<unit>day) (?P<which>before|after)(?=[,.;])", _following, ("day before", "day after")),
        (rf"\b{COUNT} {UNIT} (?P<side>before|after) (?:that|this|then)\b(?= ?[,.;])", _after_that, (*IN_UNITS, "day")),
        (
            rf"\b(?:the )(?P<which>following|next|previous|preceding) (?P<weekday>{WEEKDAY_NAME})\b",
            _weekday_beside,
            ("day",),
        ),
        (rf"\b(?:(?:the|that) same|later that|that) {_PART_OF_DAY}\b", _same_day, ("that ", "same ")),
        (r"(?:(?<=\bat )|(?<=\bon )|(?<=\bover )|(?<=\bduring ))the weekend\b", _weekend, ("weekend",)),
        (
            rf"\b(?:the ){_ORDINAL} quarter(?:{_OF_YEAR}|(?=[,.;)]|$| (?:and|when|as|after|from|to|with)\b))",
            _quarter,
            (" quarter",),
        ),
        (rf"\bQ(?P<nth>[1-4])(?: of)? ?{YEAR}(?P<which>)\b", _quarter, ("q1", "q2", "q3", "q4")),
        (rf"\b{_ORDINAL} half{_OF_YEAR}", _half, (" half of",)),
        (rf"\b{PART}[ -](?P<which>last|this|next|the) (?P<unit>month|year)\b", _part, ("month", "year")),
    )
)
"""Patterns with their rules, and pieces of which one must stand in the sentence, small, for the pattern to be tried."""
