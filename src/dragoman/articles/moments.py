"""Date lines: the many forms in which pages say when they were published."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dragoman.articles import foreign
from dragoman.knowledge import clocks
from dragoman.knowledge.outlets import Outlet

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""(?ix) (?<![\w/.-]) (?:
        {_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}
      | \d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}
      | \d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}
      | {_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}
      | {_YEAR},?[\s-]+{_MONTH}[\s-]+\d{{1,2}}
    ) (?![/-]?\d)"""
)
_SHORT_DATE = re.compile(
    rf"""(?ix) (?<![\w/.-]) (?:
        (?P<head>(?:0?[1-9]|[12]\d|3[01])(?P<mark>[./-])(?:0?[1-9]|[12]\d|3[01])(?P=mark))
      | (?P<named>\d{{1,2}}[\s-]{_MONTH}[\s-]|{_MONTH}\s\d{{1,2}},?\s)
    ) ['’]?(?P<year>\d\d) (?![\w/:.-]*\d)"""
)
"""Dates whose year has two digits: of this century up to 49."""
_CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<hours>[01]\d|2[0-3])(?P<minutes>[0-5]\d)(?=\s?(?:hrs?|hours|GMT|UTC)\b)"
    r"|(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?)?)"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_LONGEST = 160
_SPARE_LETTERS = 14
_EARLIEST, _LATEST = 1900, 2100


class Moment(NamedTuple):
    """A moment as a page gives it: to the minute where ``timed``."""

    when: datetime
    timed: bool

    def iso(self) -> str:
        """ISO 8601: a day, or a moment with the offset where it is known."""
        return self.when.replace(microsecond=0).isoformat() if self.timed else self.when.date().isoformat()

    def at(self, outlet: Outlet | None) -> Moment:
        """The moment on the clock of an outlet, where it has no offset of its own."""
        if outlet is None or not self.timed:
            return self
        return Moment(clocks.on_clock(self.when, outlet.timezone), True)


class DateLine(NamedTuple):
    """A date that stands in a line, not yet read: its words, the clock and the zone beside it, and how sure it is."""

    date: str
    clock: tuple[int, int, int] | None = None
    zone: str = ""
    rank: int = 1
    order: str = ""

    @property
    def weight(self) -> tuple[int, bool]:
        """Which of two dates of a page is the better: the surer one, then one with a clock."""
        return self.rank, self.clock is not None

    def read(self, outlet: Outlet | None, order: str = "") -> Moment | None:
        """The moment. The outlet's country says what 3/5 means; without it ``order`` does, or it is no date."""
        when = _parse(self.date, _order(self.date, outlet) or self.order or order)
        if when is None or not _EARLIEST <= when.year <= _LATEST:
            return None
        if self.clock is None:
            return Moment(when, False)
        when = when.replace(hour=self.clock[0], minute=self.clock[1], second=self.clock[2])
        if self.zone:
            own = outlet.timezone if outlet is not None else None
            zone = clocks.fixed(self.zone) if self.zone[0] in "+-" else clocks.zone_of(self.zone, own)
            if zone is None and own is not None:  # its zone may be one of several, none of them the outlet's
                return Moment(when.replace(hour=0, minute=0, second=0), False)
            when = when.replace(tzinfo=zone)
        return Moment(when, True)


def find(line: str) -> tuple[DateLine, str] | None:
    """The best date of a line and what else the line says, labels, clocks and days of the week taken out."""
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return None
    line = re.sub(r"(?<=\d)T(?=\d\d:)", " ", line)
    dates = _dates(line)
    if not dates:
        return None
    order = "DMY" if clocks.date_words("published", "updated", language="other").search(line) else ""
    found: list[DateLine] = []
    rest: list[str] = []
    before = line[: dates[0].start]
    for date, following in zip(dates, [*dates[1:], None], strict=True):
        after = line[date.end : following.start if following else len(line)]
        clock, zone, left = _clock(after)
        if clock is None and len(dates) == 1:
            clock, zone, before = _clock(before)
        found.append(DateLine(date.words, clock, zone, _rank(before), order))
        rest.append(_bare(before))
        before = left
    rest.append(_bare(before))
    best = max(found, key=lambda one: one.rank)
    return best, " ".join(part for part in rest if part)


class _Found(NamedTuple):
    start: int
    end: int
    words: str


def _dates(line: str) -> list[_Found]:
    """The dates of a line: those in English, else one in another language or by another calendar."""
    english = [_Found(match.start(), match.end(), match[0]) for match in _DATE.finditer(line) if _is_english(match[0])]
    if english:
        return english
    other = foreign.find(line)
    return [_Found(other.start, other.end, other.iso)] if other is not None else _short_dates(line)


def _short_dates(line: str) -> list[_Found]:
    found = []
    for match in _SHORT_DATE.finditer(line):
        words = f"{match['head'] or match['named']}{'20' if match['year'] < '50' else '19'}{match['year']}"
        if _parse(words, "DMY") is not None or _parse(words, "MDY") is not None:
            found.append(_Found(match.start(), match.end(), words))
    return found


def _is_english(date: str) -> bool:
    return not any(char.isalpha() for char in date) or _parse(date, "DMY") is not None


def date_line(line: str) -> DateLine | None:
    """The date of a line that is a date and little else; None for any other line."""
    found = find(line)
    if found is None or sum(char.isalpha() for char in found[1]) > _SPARE_LETTERS:
        return None
    return found[0]


def time_line(line: str) -> tuple[tuple[int, int, int], str] | None:
    """The clock and the zone of a line that is nothing else."""
    if len(line) > 30:
        return None
    clock, zone, left = _clock(line)
    return (clock, zone) if clock is not None and not _bare(left) else None


def label_rank(line: str) -> int | None:
    """How sure a date is under a line that only labels it ("Published", "Last updated:"); None for other lines."""
    bare = _bare(line)
    return _rank(line) if not bare and _rank(line) != 1 else None


def read(value: str, outlet: Outlet | None = None) -> Moment | None:
    """The moment of a value that is meant to be one, such as a meta tag's."""
    value = value.strip()
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        line = date_line(value)
        return line.read(outlet) if line is not None else None
    timed = len(value) > 10 or "T" in value
    return Moment(when, timed) if _EARLIEST <= when.year <= _LATEST else None


def is_moment(value: str) -> bool:
    """Whether a value is the form of a moment at all, even of an absurd or ambiguous one."""
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        return date_line(value.strip()) is not None
    return True


def _rank(label: str) -> int:
    if clocks.date_words("published").search(label):
        return 2
    return 0 if clocks.date_words("updated").search(label) else 1


def _bare(text: str) -> str:
    text = clocks.date_words("published", "updated", "other").sub(" ", text)
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _clock(text: str) -> tuple[tuple[int, int, int] | None, str, str]:
    """The first clock of a text, its zone, and the text without them."""
    for match in _CLOCK.finditer(text):
        if match["minute"] is None and match["half"] is None and match["hours"] is None:
            continue
        hour = int(match["hour"] or match["hours"]) % 24
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0) if hour <= 12 else hour
        clock = (hour, int(match["minute"] or match["minutes"] or 0), int(match["second"] or 0))
        zone = _zone().match(text, match.end())
        end = zone.end() if zone else match.end()
        name = (zone["offset"] or zone["name"] or "").replace("\u2212", "-") if zone else ""
        before = text[: match.start()]
        if not name and (above := _zone_before().search(before)) is not None:
            name, before = above["name"], before[: above.start()]
        return clock, name, before + " " + text[end:]
    return None, "", text


@cache
def _zone_before() -> re.Pattern[str]:
    """A zone that stands before its clock ("MYT 6:10 AM")."""
    return re.compile(rf"\b(?P<name>{_zone_names()})\s+$")


def _zone_names() -> str:
    return "|".join(map(re.escape, clocks.abbreviations()))


@cache
def _zone() -> re.Pattern[str]:
    of_a_place = r"(?:(?:[A-Z][a-z]+\s){0,2}(?:local )?time,?\s*(?=[A-Z+\-\u2212]))?"
    offset = r"(?P<offset>[+\-\u2212]\d{1,2}(?::?\d{2})?)?"
    return re.compile(rf"\s*(?:hrs?\b\.?)?\s*\(?{of_a_place}(?:(?P<name>{_zone_names()})\b)?\s*{offset}\)?")


def _order(date: str, outlet: Outlet | None) -> str:
    """The order of day and month; empty where it cannot be told."""
    parts = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})[./-]\d{4}", date)
    if parts is None:
        return "YMD" if re.match(r"\d{4}[-/.]", date) else "DMY"
    first, mark, second = int(parts[1]), parts[2], int(parts[3])
    if first > 12 or second > 12:
        return "DMY" if first > 12 else "MDY"
    if mark == "." or first == second:
        return "DMY"
    if outlet is None:
        return ""
    return "MDY" if clocks.is_month_first(outlet.country) else "DMY"


@lru_cache(maxsize=4096)
def _parse(date: str, order: str) -> datetime | None:
    if not order:
        return None
    words = re.sub(r"(?i)(?<=\d)(?:st|nd|rd|th)\b|\bof\b|,", " ", date)
    return _parser(order).get_date_data(" ".join(words.split())).date_obj  # type: ignore[no-any-return]


@cache
def _parser(order: str) -> Any:
    from dateparser.date import DateDataParser

    # The base is never used, since all three parts are required; it is fixed so that no clock can be.
    settings = {"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "RELATIVE_BASE": datetime(2000, 1, 1)}
    return DateDataParser(languages=["en"], settings=settings)
