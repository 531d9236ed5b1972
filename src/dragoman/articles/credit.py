"""The credit that opens a body: "Outlet:", "CITY, July 4 (Agency) -", "CITY /Agency/."."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dragoman.articles import moments
from dragoman.articles.moments import DateLine
from dragoman.knowledge import tables
from dragoman.knowledge.names import key
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import is_outlet_name

_LONGEST = 130
_DAY = (
    r"(?:(?:[A-Z][a-z]+day,?\s+)?(?:[A-Z][A-Za-z]{2,8}\.?\s*\d{1,2}|\d{1,2}\s[A-Z][A-Za-z]+\.?)(?:,?\s(?:19|20)\d\d)?)"
)
_OPENING = r"(?=[\"“'‘«\[(]?[A-Z0-9À-ÞŁŚŞČŠŽİ])"
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÞŁŚŞČŠŽİ][\w.'’\-]*(?:(?:\s|,\s|/|\.\s)[A-ZÀ-ÞŁŚŞČŠŽİ][\w.'’\-]*){0,5}?)"
    rf"(?:[,.]?\s+(?P<day>{_DAY}))?"
    r"(?:[,.]?\s*\((?P<agency>[^()]{2,40})\)|[,.]?\s*/\s?(?P<slashed>[^/()]{2,30}?)\s?/|/(?P<slash>[A-Z][\w.]+)"
    r"|,\s+(?P<named>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}))?"
    rf"[.,]?\s*(?P<mark>[-–—―]{{1,3}}|:|(?<=[\w/)])\.|(?<=/))(?:\s+{_OPENING}|\s*$)"
)
_AGENCY = re.compile(
    r"(?:\((?P<agency>[^()]{2,40})\)|(?P<named>[A-Z][\w.&'’]*(?:\s[A-Z&][\w.&'’]*){0,4}))"
    rf"\s*(?P<mark>[-–—―]{{1,3}}|:)(?:\s+{_OPENING}|\s*$)"
)
# "NordWire", "IraqiNews": two words written as one are a brand; "McDonald" and "MacArthur" are not.
_BRAND = re.compile(
    r"(?:[A-Z][a-z]{3,}|[A-Z]{2,}[a-z]+)[A-Z]\w+|\w+\.(?:com|net|org|info|news|ir|ru|az|am|ge|kg|kz|uz|tj|ua|by|md|tr|il|iq|lb)"
)


class Credit(NamedTuple):
    """How far the credit reaches, the outlet that it names and the date that it gives: ``day`` where without a year."""

    end: int
    outlet: str | None
    date: DateLine | None
    day: str = ""


def credit(text: str) -> Credit | None:
    """The credit at the beginning of a text, None where there is none."""
    head = text[:_LONGEST]
    match = _dateline(head) or _agency(head)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("slash") and match["mark"] == ":" and is_place(groups["slash"]):
        groups["slash"] = None  # two places: "MINSK/VILNIUS:"
    name = groups.get("agency") or groups.get("slashed") or groups.get("slash") or groups.get("named")
    day = groups.get("day") or ""
    found = moments.find(day)
    return Credit(match.end(), _outlet(name), found[0] if found else None, "" if found else day)


def _outlet(name: str | None) -> str | None:
    if name is None:
        return None
    known = outlet_by_name(name)
    return known.name if known is not None else name.strip()


def _dateline(head: str) -> re.Match[str] | None:
    """A place with an agency, or a place that is sure to be one."""
    match = _DATELINE.match(head)
    if match is None:
        return None
    place, mark = match["place"], match["mark"]
    named = match["named"]
    agency = match["agency"] or match["slashed"] or match["slash"] or (named if named and _is_outlet(named) else None)
    if agency is not None and mark != ":":
        return match
    if mark in (".", ""):
        return None
    if place.isupper() and len(place) > 2:
        return match
    return match if mark != ":" and _apart(match) and (match["day"] or is_place(place)) else None


def _apart(match: re.Match[str]) -> bool:
    """Whether the dash stands apart from the word before it: "Oslo - Police", not "Oslo-based"."""
    return match.string[match.start("mark") - 1 : match.start("mark")].isspace()


def _agency(head: str) -> re.Match[str] | None:
    """An outlet's name alone before a colon or dash."""
    match = _AGENCY.match(head)
    if match is None:
        return None
    if match["agency"]:
        return match if match["mark"] != ":" and len(match["agency"].split()) <= 4 else None
    if match["mark"] != ":" and not _apart(match):
        return None
    return match if _is_outlet(match["named"]) else None


def is_brand(name: str) -> bool:
    """Whether a name is written as those of sites are ("NordWire", "sahel.info")."""
    return _BRAND.fullmatch(name) is not None


def _is_outlet(name: str) -> bool:
    if outlet_by_name(name) is not None or is_brand(name):
        return True
    return " " in name and is_outlet_name(name)


@cache
def _places() -> frozenset[str]:
    return frozenset(
        key(name)
        for row in tables.rows("countries.tsv")
        for name in (row["name"], *row.list("names"), *row.list("capital"), *row.list("cities"))
    )


def is_place(name: str) -> bool:
    """Whether a name is, or begins with, that of a country or of a city that many know."""
    return any(key(part) in _places() for part in re.split(r",\s|/", name)[:1])
