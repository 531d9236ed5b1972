"""The forms that dates take in news sentences, each a pattern with the rule that resolves it.

A rule gets the match and the anchor (the article's day and whether the clause looks ahead) and gives a
stretch of days, or None where the words do not say enough: nothing is filled in from today's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.dates import calendar as cal
from dragoman.dates.calendar import MONTHS, WEEKDAYS, Stretch


class Anchor(NamedTuple):
    """What relative dates are counted from, whether the clause looks ahead ("will meet on Friday") or back, and the
    day last named ("on the same day").
    """

    published: date | None
    ahead: bool
    past: bool = False
    last_day: date | None = None
    near: Stretch | None = None
    """The days named last in the same sentence or the one before it: "a year later", "two days after they met"."""
    lead: date | None = None
    """The first day that the opening of the text names: "the visit came a week after"."""


Rule = Callable[[re.Match[str], Anchor], Stretch | None]

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_PARTS = {
    "early": "early", "beginning of": "early", "start of": "early", "mid": "mid", "middle of": "mid",
    "late": "late", "end of": "late",
}  # fmt: skip

MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|(?=[ \d])))"  # noqa: E501 - a pattern reads best whole
_SAFE_MONTH = r"(?P<month>January|February|April|June|July|August|September|October|November|December)"
YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY_NAME}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\.)"
_LED_BY_WEEKDAY = rf"(?:(?:{WEEKDAY_NAME}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?),? )?"
COUNT = r"(?P<count>a couple of|couple of|\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty)"  # noqa: E501 - a pattern reads best whole
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
PART = r"(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"


_SOON = 3
"""How many months on a month without a year is the coming one, where no verb in the past tense tells otherwise."""


def number_of(match: re.Match[str], name: str = "count") -> int:
    """The number that a match gives in words or digits."""
    text = match[name].lower()
    return _NUMBERS[text] if text in _NUMBERS else int(text)


def month_number(match: re.Match[str]) -> int:
    """The number of the month that a match names."""
    return MONTHS[match["month"].rstrip(".").lower()]


def part_of(match: re.Match[str]) -> str:
    """The part of a month or year that a match names: early, mid or late."""
    return _PARTS[match["part"].lower().removeprefix("the ")]


def valid(year: int, month: int, day: int) -> date | None:
    """The day, where there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of_month(number: int, anchor: Anchor, day: int = 1) -> int | None:
    """The year that a month without one means: the latest that has begun, or the next where the clause looks ahead."""
    now = anchor.published
    if now is None:
        return None
    if anchor.ahead:
        return now.year if (number, day) >= (now.month, now.day if day > 1 else 1) else now.year + 1
    if not anchor.past and 0 < (number - now.month) % 12 <= _SOON:
        return now.year + (number < now.month)  # nothing says that it is over, and the last was long ago
    if not anchor.past and number == now.month and now.day < day:
        return now.year
    return now.year if (number, day) <= (now.month, now.day if day > 1 else 31) else now.year - 1


def _iso(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    found = valid(int(match[1]), int(match[2]), int(match[3]))
    return cal.day(found) if found else None


def _full(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    number, day = month_number(match), int(match["day"])
    year = int(match["year"]) if match["year"] else year_of_month(number, anchor, day)
    found = valid(year, number, day) if year else None
    if found is None:
        return None
    last = match.groupdict().get("last")
    if last:
        end = valid(found.year, number, int(last))
        return cal.stretch(found, end) if end and end > found else None
    return cal.day(found)


def _whole_month(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    number = month_number(match)
    groups = match.groupdict()
    which = (groups.get("which") or "").lower()
    if groups.get("year"):
        year: int | None = int(match["year"])
    elif which in ("last", "this past") and anchor.published:
        year = anchor.published.year - (number >= anchor.published.month)
    elif which in ("next", "this coming") and anchor.published:
        year = anchor.published.year + (number <= anchor.published.month)
    elif which == "this" and anchor.published:
        year = anchor.published.year
    else:
        year = year_of_month(number, anchor)
    if year is None:
        return None
    whole = cal.month(year, number)
    return cal.part_of_month(whole, part_of(match)) if groups.get("part") else whole


def _weekday(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    now = anchor.published
    if now is None:
        return None
    name = match["weekday"].rstrip(".").lower()
    back = (now.weekday() - WEEKDAYS[name]) % 7
    which = (match["which"] or "").lower()
    if which in ("next", "this coming", "coming", "the coming", "the following") or (
        anchor.ahead and which not in ("last", "this past", "past")
    ):
        return cal.day(now + timedelta(days=(-back) % 7 or (7 if which == "next" else 0)))
    if which in ("last", "this past", "past", "the previous") and back == 0:
        back = 7
    return cal.day(now - timedelta(days=back))


_NEAR = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}


def _near(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    if anchor.published is None:
        return None
    return cal.day(anchor.published + timedelta(days=_NEAR.get(match["near"].lower(), 0)))


def _same(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    return cal.day(anchor.last_day) if anchor.last_day is not None else None


_WHICH = {
    "last": -1,
    "previous": -1,
    "this": 0,
    "the current": 0,
    "current": 0,
    "next": 1,
    "the coming": 1,
    "coming": 1,
    "this coming": 1,
}


def _unit(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    now = anchor.published
    if now is None:
        return None
    count = _WHICH[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "weekend":
        back = (now.weekday() - 5) % 7
        saturday = (
            now - timedelta(days=back)
            if count < 0 or (count == 0 and (not anchor.ahead or back < 2))
            else now + timedelta(days=7 - back)
        )
        return Stretch(saturday, saturday + timedelta(days=1), "range")
    if unit == "quarter":
        first = (now.month - 1) // 3 * 3 + 1 + 3 * count
        return Stretch(cal.month(now.year, first).start, cal.month(now.year, first + 2).end, "range")
    found = cal.shift(now, unit, count)
    when = (match["when"] or "").lower()
    if when == "earlier" and count == 0:
        return Stretch(found.start, min(now, found.end), found.granularity)
    if when == "later" and count == 0:
        return Stretch(max(now, found.start), found.end, found.granularity)
    return found


def _ago(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    if anchor.published is None:
        return None
    return cal.shift(anchor.published, match["unit"].lower(), -number_of(match))


_RECORD = re.compile(r"\b(?:first|only|worst|best|most|least|lowest|highest|\w{3,}est)\b[^.;]{0,60}$", re.I)
"""What makes of "in 12 years" a measure of what is past: "will be the first visit in 12 years"."""


def _hence(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    if anchor.published is None or not anchor.ahead or _RECORD.search(match.string[: match.start()][-90:]):
        return None
    return cal.shift(anchor.published, match["unit"].lower(), number_of(match))


_ROUGHLY = re.compile(r"\b(?:less than|more than|about|around|nearly|almost|some|over|under|barely|just)\s$", re.I)
_COMING = re.compile(r"\b(?:the|this) (?:\w+ ){1,2}(?:came|comes|come)\s(?:just |only )?$", re.I)
"""What tells how the news of the page follows on something: "the talks came a day after"."""
FINER = ("day", "week", "fortnight", "month", "year", "decade")


def _from_another(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    """What lies so long before or after the days named last, where those are named as finely."""
    unit, near = match["unit"].lower(), anchor.near
    if anchor.lead is not None and _COMING.search(match.string[: match.start()][-60:]):
        near = cal.day(anchor.lead)
    if near is None or _ROUGHLY.search(match.string, 0, match.start()) or near.granularity not in FINER:
        return None
    if FINER.index(unit) < FINER.index(near.granularity):
        return None
    later = match["side"].lower() in ("later", "before")
    return cal.shift(near.start, unit, number_of(match) if later else -number_of(match))


def _past(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    now = anchor.published
    if now is None:
        return None
    unit, count = match["unit"].lower(), number_of(match) if match["count"] else 1
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}[unit] * count
    if match["which"].lower() in ("next", "coming"):
        return cal.stretch(now, now + timedelta(days=days))
    return cal.stretch(now - timedelta(days=days), now)


def _season(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    name = match["season"].lower()
    if match["year"]:
        return cal.season(int(match["year"]), name)
    now, which = anchor.published, (match["which"] or "").lower()
    if now is None:
        return None
    this = cal.season(now.year, name)
    if which == "last":
        return this if this.end < now else cal.season(now.year - 1, name)
    if which == "next" or (which == "" and anchor.ahead):
        return this if this.start > now else cal.season(now.year + 1, name)
    return this if which == "this" or this.start <= now else cal.season(now.year - 1, name)


def _year(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    number = int(match["year"])
    groups = match.groupdict()
    if groups.get("until"):
        text = groups["until"]
        last = int(text) if len(text) == 4 else int(str(number)[:2] + text)
        return Stretch(date(number, 1, 1), date(last, 12, 31), "range") if number < last else None
    if groups.get("part"):
        return cal.part_of_year(number, part_of(match))
    return cal.year(number)


def _decade(match: re.Match[str], anchor: Anchor) -> Stretch | None:
    number = int(match["decade"])
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part_of(match)] if match["part"] else (0, 9)
    return Stretch(date(number + first, 1, 1), date(number + last, 12, 31), "range")


_LED_IN = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word} )" for word in ["in", "by", "of", "since", "until", "after", "from", "during", "before", "for"]
    )
    + ")"
)
_DASH = r"\s?(?:-|–|—|to|and|until)\s?"
_NOT_COUNTED = r"(?!\s?(?:%|percent|per cent|people|troops|soldiers|km|kilomet|miles|tonnes|tons|dollars|euros|meters|metres|[.,:]\d))(?![\d-])"  # noqa: E501 - a pattern reads best whole

IN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WEEKDAYS = ("day", "mon.", "tue", "wed.", "thu", "fri.", "sat.")
_IN_NEAR = ("day", "tonight", "tomorrow", "last night", "overnight", "this ")
IN_UNITS = ("week", "fortnight", "month", "quarter", "year", "decade")
_IN_SPANS = ("day", *IN_UNITS)
IN_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_IN_YEARS = ("18", "19", "20", "21")

FORMS: tuple[tuple[re.Pattern[str], Rule, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, flags), rule, cues)
    for pattern, rule, flags, cues in (
        (r"\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)\b", _iso, 0, ("-",)),
        (
            rf"\b{_LED_BY_WEEKDAY}(?:the )?{_DAY}(?:{_DASH}(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?(?: of)? {MONTH}(?:,? {YEAR})?(?!\w)",  # noqa: E501 - a pattern reads best whole
            _full,
            0,
            IN_MONTHS,
        ),
        (
            rf"\b{_LED_BY_WEEKDAY}{MONTH} {_DAY}(?:{_DASH}(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?! [A-Z]))?(?!\d|[.,]\d|:)(?:,? {YEAR})?(?!\w)",  # noqa: E501 - a pattern reads best whole
            _full,
            0,
            IN_MONTHS,
        ),
        (rf"\b(?:{PART}[ -])?{MONTH}(?: of)?,? {YEAR}(?!\d)", _whole_month, re.I, IN_MONTHS),
        (rf"\b{PART}[ -]{MONTH}(?!\w)", _whole_month, re.I, IN_MONTHS),
        (rf"\b(?P<which>last|next|this past|this coming|this) {MONTH}(?! \d)(?!\w)", _whole_month, re.I, IN_MONTHS),
        (rf"\b{_SAFE_MONTH}\b(?! \d)", _whole_month, 0, IN_MONTHS),
        (rf"{_LED_IN}(?P<month>March|May)\b(?! \d)", _whole_month, 0, IN_MONTHS),
        (
            rf"(?<!\bevery )(?<!\beach )\b(?:(?P<which>last|next|this past|this coming|this|past|the coming|coming|the previous|the following) )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?(?!\w)",  # noqa: E501 - a pattern reads best whole
            _weekday,
            re.I,
            _IN_WEEKDAYS,
        ),
        (
            r"\b(?P<near>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|last night|overnight|this (?:morning|afternoon|evening))\b(?!(?<=today)'s)",  # noqa: E501 - a pattern reads best whole
            _near,
            re.I,
            _IN_NEAR,
        ),
        (r"\b(?:the same|that same) day\b", _same, re.I, ("same day",)),
        (
            r"\b(?:(?P<when>earlier|later) )?(?P<which>last|this coming|this|next|previous|the current|the coming|coming) (?P<unit>weekend|week|month|quarter|year|decade)\b",  # noqa: E501 - a pattern reads best whole
            _unit,
            re.I,
            IN_UNITS,
        ),
        (
            rf"\b(?:the )?(?P<which>past|last|next|coming) (?:{COUNT} )(?P<unit>day|week|month|year|decade)s?\b",
            _past,
            re.I,
            _IN_SPANS,
        ),
        (r"\b(?:the )(?P<which>past)(?P<count>) (?P<unit>day|week|month|year|decade)\b", _past, re.I, _IN_SPANS),
        (rf"\b{COUNT} {UNIT} ago\b", _ago, re.I, (" ago",)),
        (rf"\b{COUNT} {UNIT} (?P<side>later|earlier)\b", _from_another, re.I, (" later", " earlier")),
        (rf"\b{COUNT} {UNIT}(?= (?P<side>after|before)\b)", _from_another, re.I, (" after", " before")),
        (rf"(?<=\bin ){COUNT} {UNIT}(?: time|'s? time)?\b", _hence, re.I, _IN_SPANS),
        (rf"\b(?:(?P<which>last|this|next) )?{SEASON}(?: of|,)? {YEAR}\b", _season, re.I, IN_SEASONS),
        (rf"\b(?P<which>last|this|next) {SEASON}(?P<year>)\b", _season, re.I, IN_SEASONS),
        (rf"\b{PART}[ -]{YEAR}(?!\d)", _year, re.I, _IN_YEARS),
        (rf"\bbetween {YEAR} and (?P<until>(?:1[89]|20|21)\d\d)\b", _year, re.I, _IN_YEARS),
        (rf"\b{YEAR}\s?(?:-|–|—|to|until)\s?(?P<until>(?:1[89]|20|21)\d\d|\d\d)\b(?!-)", _year, 0, _IN_YEARS),
        (rf"(?<![\d$€£.,/#-]){YEAR}(?!\w){_NOT_COUNTED}", _year, 0, _IN_YEARS),
        (rf"\b(?:{PART}[ -])?(?:the )?(?P<decade>(?:19|20)\d0)s\b", _decade, re.I, ("0s",)),
    )
)
"""Patterns with their rules, and pieces of which one must stand in the sentence, small, for the pattern to be tried."""
