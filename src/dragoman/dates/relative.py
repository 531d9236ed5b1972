"""Forms of dates that lean on other dates, and the parts of years, months and weeks that are only counted or placed.

"The following month" is counted from the month named before; "the second quarter" and "late last year" from the
page's own day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.dates import calendar as cal
from dragoman.dates.calendar import MONTHS, WEEKDAYS, Stretch
from dragoman.dates.grammar import (
    COUNT,
    FINER,
    IN_MONTHS,
    IN_SEASONS,
    IN_UNITS,
    MONTH,
    PART,
    SEASON,
    UNIT,
    WEEKDAY_NAME,
    YEAR,
    Anchor,
    Rule,
    month_number,
    number_of,
    valid,
    year_of_month,
)
from dragoman.dates.grammar import part_of as part_named

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_ORDINAL = r"(?P<nth>first|second|third|fourth|last|final)"
_OF_YEAR = rf"(?: of (?:{YEAR}|(?P<which>this|last|next|the|the current|the previous) year))"
_OFF = {"last": -1, "the previous": -1, "next": 1, "the following": 1}
"""How many units off lies what is pointed at: "last year", "next month"; what is not here is the present one."""
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_BACK = ("previous", "preceding", "before")
_POINTED = r"(?P<which>last|this|next|the previous|the following)"
_OF_MONTH = rf"(?:of|in) {MONTH}(?:,? {YEAR}|(?:,? (?:of )?(?P<which>last|this|next) year)?)(?!\w)"


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
        return anchor.published.year + _OFF.get(match["which"].lower(), 0) if anchor.published else None
    return year_of_month(month, anchor)


def _months(months: int, match: re.Match[str], anchor: Anchor) -> Stretch | None:
    nth = match["nth"].lower()
    number = int(nth) if nth.isdigit() else min(_ORDINALS[nth], 12 // months)
    first = (number - 1) * months + 1
    year = _year_meant(match, anchor, first) if first <= 12 else None
    return Stretch(date(year, first, 1), cal.month(year, first + months - 1).end, "range") if year else None


def _in_pointed_year(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A month or a day of a year that is only pointed at: "in July last year", "on 3 July of this year"."""
    number, which = month_number(match), match["which"].lower()
    if which in ("the previous", "the following"):
        named = anchor.near.start.year if anchor.near is not None else None
    else:
        named = anchor.published.year if anchor.published is not None else None
    if named is None:
        return None
    year = named + _OFF.get(which, 0)
    if match["day"]:
        found = valid(year, number, int(match["day"]))
        return cal.day(found) if found else None
    whole = cal.month(year, number)
    return cal.part_of_month(whole, part_named(match)) if match["part"] else whole


def _in_month(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A week or a half of a month, or its first or last days: "the second week of June"."""
    number, nth, unit = month_number(match), match["nth"].lower(), match["unit"].lower()
    year = _year_meant(match, anchor, number)
    if year is None:
        return None
    whole = cal.month(year, number)
    if unit == "half":
        first, last = (1, 15) if nth == "first" else (16, whole.end.day)
    elif unit == "week" and nth in ("first", "second", "third", "fourth"):
        first = _ORDINALS[nth] * 7 - 6
        last = first + 6
    elif nth in ("first", "early", "opening"):
        return cal.part_of_month(whole, "early")
    else:
        first, last = whole.end.day - 6, whole.end.day
    return Stretch(whole.start.replace(day=first), whole.start.replace(day=last), "part of month")


def _on_the(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A day of a month that is only pointed at: "the 14th of last month"; without one that of the month named last."""
    base = anchor.published
    if not match["which"] and anchor.near is not None and anchor.near.granularity in ("day", "month"):
        base = anchor.near.start
    if base is None:
        return None
    whole = cal.shift(base, "month", _OFF.get((match["which"] or "").lower(), 0))
    found = valid(whole.start.year, whole.start.month, int(match["day"]))
    return cal.day(found) if found else None


def _that(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The week, month or year of the days named last: "later that year", "in the same month"."""
    unit, near = match["unit"].lower(), anchor.near
    if near is None or near.granularity not in FINER or FINER.index(unit) < FINER.index(near.granularity):
        return None
    return cal.shift(near.start, unit, 0)


def _that_season(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The season of the year named last: "that autumn"."""
    near = anchor.near
    return cal.season(near.start.year, match["season"].lower()) if near is not None else None


def _so_far(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """What of the present week, month or year is over or to come: "earlier in the week", "later in the day"."""
    now = anchor.published
    if now is None:
        return None
    found = cal.shift(now, match["unit"].lower(), 0)
    if found.granularity == "day":
        return found
    if match["when"].lower() == "earlier":
        return Stretch(found.start, now, found.granularity)
    return Stretch(now, found.end, found.granularity)


def _weekday_of_week(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A day of a week that is only pointed at: "on Thursday last week"."""
    if anchor.published is None:
        return None
    week = cal.shift(anchor.published, "week", _OFF.get(match["which"].lower(), 0))
    return cal.day(week.start + timedelta(days=WEEKDAYS[match["weekday"].lower()]))


def _across(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """From a day of one month to a day of another: "from June 30 to July 2"."""
    first, last = MONTHS[match["first"].lower()], MONTHS[match["last"].lower()]
    days = [int(match[name]) for name in ("day", "until")]
    year = int(match["year"]) if match["year"] else year_of_month(last, anchor, days[1])
    if year is None:
        return None
    start, end = valid(year - (first > last), first, days[0]), valid(year, last, days[1])
    return cal.stretch(start, end) if start and end else None


def _feast(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A day that has a name, of the year that is given or of that nearest to the page's day."""
    month, day = _FEASTS[match["feast"].lower().replace("\u2019", "'")]
    year = int(match["year"]) if match["year"] else year_of_month(month, anchor, day)
    return cal.day(date(year, month, day)) if year else None


def _within(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """From the page's day on, where the clause looks ahead: "will leave within a week"."""
    now = anchor.published
    if now is None or not anchor.ahead:
        return None
    unit, count = match["unit"].lower(), number_of(match)
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return cal.stretch(now, now + timedelta(days=days * count))
    return Stretch(now, cal.shift(now, unit, count).end, "range")


def _in_figures(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    found = valid(int(match["year"]), int(match["month"]), int(match["day"]))
    return cal.day(found) if found else None


def _quarter(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    return _months(3, match, anchor)


def _half(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    return _months(6, match, anchor)


def _part(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """The early, mid or late part of a month or year that is only pointed at: "late last year"."""
    if anchor.published is None:
        return None
    count = _OFF.get(match["which"].lower(), 0)
    whole = cal.shift(anchor.published, match["unit"].lower(), count)
    if whole.granularity == "month":
        return cal.part_of_month(whole, part_named(match))
    return cal.part_of_year(whole.start.year, part_named(match))


_FEASTS = {
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TO = r"\s?(?:-|–|—|to|until|through)\s?"

FORMS: tuple[tuple[re.Pattern[str], Rule, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I), rule, cues)
    for pattern, rule, cues in (
        (
            rf"\b(?:{PART}[ -]|(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? )?{MONTH},? (?:of )?{_POINTED} year\b",  # noqa: E501 - a pattern reads best whole
            _in_pointed_year,
            (" year",),
        ),
        (
            rf"\b(?:the )?(?P<nth>first|second|third|fourth|last|final|opening|closing|early) (?P<unit>week|half|(?:\w+ )?days) {_OF_MONTH}",  # noqa: E501 - a pattern reads best whole
            _in_month,
            IN_MONTHS,
        ),
        (
            r"(?<=\bon )the (?P<day>[0-3]?\d)(?:st|nd|rd|th)(?: of (?P<which>this|last|next|the) month\b|(?= ?[,.;]))",
            _on_the,
            ("on the ",),
        ),
        (
            r"\b(?:(?:later|earlier) )?(?:that same|that|(?:in|of|during) the same) (?P<unit>week|month|year)\b",
            _that,
            ("that ", "the same "),
        ),
        (rf"\bthat(?: same)? {SEASON}\b", _that_season, IN_SEASONS),
        (r"\b(?P<when>earlier|later) in the (?P<unit>day|week|month|year)\b", _so_far, (" in the ",)),
        (
            rf"\b(?P<weekday>{WEEKDAY_NAME}),? (?:of )?(?P<which>last|this|next) week\b",
            _weekday_of_week,
            (" week",),
        ),
        (
            rf"\b(?P<first>{_FULL_MONTH}) (?P<day>[0-3]?\d){_TO}(?P<last>{_FULL_MONTH}) (?P<until>[0-3]?\d)(?:,? {YEAR})?(?!\w)",  # noqa: E501 - a pattern reads best whole
            _across,
            IN_MONTHS,
        ),
        (
            rf"\b(?P<day>[0-3]?\d) (?P<first>{_FULL_MONTH}){_TO}(?P<until>[0-3]?\d) (?P<last>{_FULL_MONTH})(?:,? {YEAR})?(?!\w)",  # noqa: E501 - a pattern reads best whole
            _across,
            IN_MONTHS,
        ),
        (
            rf"\b(?P<feast>New Year['’]s (?:Eve|Day)|Christmas (?:Eve|Day)|Boxing Day)(?:,? {YEAR})?\b",
            _feast,
            ("new year", "christmas ", "boxing "),
        ),
        (
            rf"\b(?P<day>[0-3]\d)\.(?P<month>[01]\d)\.{YEAR}(?!\w)",
            _in_figures,
            (".",),
        ),
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
        (rf"\bwithin (?:the next )?{COUNT} {UNIT}\b(?! of\b)", _within, ("within ",)),
        (
            rf"\b(?:(?:the|that) (?:very )?same|later that|that|that very) {_PART_OF_DAY}\b",
            _same_day,
            ("that ", "same "),
        ),
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
