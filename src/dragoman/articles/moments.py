"""Date lines: the many forms in which pages say when they were published."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import dateparser

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:\s*\(?(?:GMT|UTC|Z|[A-Z]{2,5}T|MSK|IST|PT|ET)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)"
_DATE = re.compile(
    rf"""(?ix)
    (?P<date>
        \d{{4}}-\d{{2}}-\d{{2}}
      | \d{{4}}/\d{{1,2}}/\d{{1,2}}
      | \d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}
      | \d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH},?[\s-]\d{{4}}
      | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}
      | \d{{4}},?\s{_MONTH}\s\d{{1,2}}
    )"""
)
_TIME = re.compile(rf"(?P<time>{_CLOCK})(?P<zone>{_ZONE})", re.IGNORECASE)
_LABEL = re.compile(r"(?i)\b(?:first )?(?:published|posted|updated|last updated|modified|created|date|publication date|issued|uploaded|on|at)\b:?|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b")
_EARLIEST, _LATEST = 1900, 2100


class Moment(NamedTuple):
    """A moment as a page gives it: to the minute where ``timed``."""

    when: datetime
    timed: bool

    def iso(self) -> str:
        """ISO 8601: a day, or a moment with the offset where it is known."""
        return self.when.isoformat() if self.timed else self.when.date().isoformat()

    def at(self, zone: str | None) -> Moment:
        """The moment on the clock of a time zone, where it has no offset of its own."""
        if zone is None or self.when.tzinfo is not None or not self.timed:
            return self
        return Moment(self.when.replace(tzinfo=ZoneInfo(zone)), True)


def date_line(line: str, day_first: bool = False) -> Moment | None:
    """The moment of a line that is a date and little else; None for any other line."""
    found = _DATE.search(line)
    if found is None or len(line) > 120:
        return None
    rest = line[: found.start()] + " " + line[found.end() :]
    clock = _TIME.search(rest)
    left = rest if clock is None else rest[: clock.start()] + " " + rest[clock.end() :]
    if len(re.sub(r"[\W\d_]+", "", _LABEL.sub(" ", left))) > 12:
        return None
    return _read(found["date"], clock, day_first)


def read(text: str) -> Moment | None:
    """The moment of a value that is meant to be one, such as a meta tag's."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        return date_line(text.strip())
    return _sane(Moment(when, "T" in text or ":" in text))


def _read(text: str, clock: re.Match[str] | None, day_first: bool) -> Moment | None:
    time = ""
    if clock is not None:
        time = re.sub(r"(?<=\d)[.h](?=\d)", ":", clock["time"]) + " " + clock["zone"].strip(" ()")
    order = "DMY" if day_first or "." in text else "MDY"
    when = dateparser.parse(
        f"{text} {time}".strip(),
        languages=["en"],
        settings={"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"]},
    )
    if when is None and clock is not None:
        return _read(text, None, day_first)
    return _sane(Moment(when, clock is not None)) if when is not None else None


def _sane(moment: Moment) -> Moment | None:
    return moment if _EARLIEST <= moment.when.year <= _LATEST else None
