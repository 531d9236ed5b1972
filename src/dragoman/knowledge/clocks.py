"""How pages write days and clocks: abbreviations of time zones, and the order of day and month by country."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from dragoman.knowledge import tables


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    return {row["abbreviation"]: row.list("zones") for row in tables.rows("zones.tsv")}


def abbreviations() -> list[str]:
    """All abbreviations, the longest first."""
    return sorted(_zones(), key=lambda name: (-len(name), name))


def zone_of(abbreviation: str, own: str | None = None) -> tzinfo | None:
    """The zone that an abbreviation means; ``own`` (an outlet's IANA zone) decides where it may mean several."""
    zones = _zones().get(abbreviation, ())
    if own is not None and own in zones:
        return ZoneInfo(own)
    return _zone(zones[0]) if len(zones) == 1 else None


def _zone(name: str) -> tzinfo:
    return fixed(name) if name[0] in "+-" else ZoneInfo(name)


def fixed(offset: str) -> timezone:
    """The zone of an offset from UTC such as ``+03:30``, ``-0500`` or ``+3``."""
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=min(hours, 14), minutes=min(minutes, 59)))


def on_clock(when: datetime, zone: str | None) -> datetime:
    """A moment with the offset of an IANA zone, where it has none of its own."""
    return when if zone is None or when.tzinfo is not None else when.replace(tzinfo=ZoneInfo(zone))


@cache
def _solar_months() -> dict[str, int]:
    return {name.lower(): int(row["month"]) for row in tables.rows("solar_months.tsv") for name in row.list("names")}


def solar_month(name: str) -> int | None:
    """The number of a month of the Solar Hijri calendar."""
    return _solar_months().get(name.lower())


@cache
def date_words(*uses: str, language: str = "") -> re.Pattern[str]:
    """Words of some uses that stand beside the date of a page, the longest first; of one language where it is given."""
    rows = (row for row in tables.rows("date_words.tsv") if row["use"] in uses and row["language"].startswith(language))
    found = {word for row in rows for word in row.list("words")}
    words = "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _month_first() -> frozenset[str]:
    return frozenset(row["country"] for row in tables.rows("date_orders.tsv") if row["order"] == "MDY")


def is_month_first(country: str) -> bool:
    """Whether the press of a country (ISO 3166-1 alpha-3) writes the month before the day."""
    return country in _month_first()
