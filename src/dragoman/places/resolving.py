"""Which place of a name is meant.

The names of a page are settled together: each of a name's places is weighed by its size, by what the page says beside
it ("Paris, Texas"), and by how many of the page's other names have a place nearby; then once more with the places
chosen first. One sense to a name, unless its own words say otherwise.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dragoman.actors import Cast
from dragoman.knowledge import gazetteer
from dragoman.knowledge.gazetteer import Spot
from dragoman.knowledge.names import key
from dragoman.language import Tree
from dragoman.places.names import Candidate

_AFTER = re.compile(r"\s*[,(]\s*(?:in |of )?(?:the )?(?P<holder>[A-Z][\w.'\-]*(?: [A-Z][\w.'\-]*){0,3})")
_PARENT = re.compile(r"\s+(?:in|of)\s+(?:the )?(?:\w+ ){0,2}?(?P<holder>[A-Z][\w.'\-]*(?: [A-Z][\w.'\-]*){0,2})")
_DIVISION = re.compile(
    r"\s*(?:province|state|region|governorate|oblast|prefecture|department|canton|county|district)\b", re.IGNORECASE
)

# Tuned by hand on 120 articles of local news (LGL, development part) and checked on pages of world news.
_NEAR_KM, _NEAR_DEGREES = 120.0, 1.2
_ONE_DIVISION = 0.9
_SIZE = 1.0
_OTHER_NAME = -1.5
_COUNTRY = 2.2
_DIVISION_ALONE = -0.2
_NEARBY, _NEARBY_MOST = 1.1, 3.1
_SAME_DIVISION, _SAME_DIVISION_MOST = 1.8, 3.8
_MAIN_COUNTRY, _ANY_COUNTRY, _HOME = 0.4, 1.4, 0.8
_LARGE = 100_000
"""From how many people on a city, and not the division called by it, is meant by a name."""
_NAMESAKES = 6
_PARTNERS, _PLACES = 40, 12
"""How many other names, and how many places of each, are asked whether they lie nearby."""


class Settled(NamedTuple):
    """A candidate with its place."""

    start: int
    end: int
    spot: Spot


class Resolver:
    """Settles the places of one text together."""

    def __init__(self, tree: Tree, cast: Cast | None, home: str | None) -> None:
        self._text = tree.text
        self._home = home
        self._actors = cast.actors() if cast is not None else ()
        self._countries: Counter[str] = Counter()

    def settle(self, found: Iterable[Candidate]) -> list[Settled]:
        """The candidates that are places, each with the one that is meant."""
        held = [(one, spots) for one in found if (spots := _spots(one))]
        holders = [self._holder(one) for one, _ in held]
        choices: dict[str, tuple[Spot, ...]] = {}
        for (one, spots), holder in zip(held, holders, strict=True):
            within = tuple(spot for spot in spots if _held(spot, holder)) if holder is not None else ()
            if within or key(one.name) not in choices:
                choices[key(one.name)] = within or spots
        choices = {name: _without_namesakes(spots) for name, spots in choices.items()}
        self._countries = self._countries_beside(choices)
        senses = self._senses(choices, choices)
        senses = self._senses(choices, {name: (spot,) for name, spot in senses.items()})
        settled = []
        for (one, spots), holder in zip(held, holders, strict=True):
            spot = senses[key(one.name)]
            if holder is not None and not _held(spot, holder):
                spot = next((other for other in spots if _held(other, holder)), spot)
            if spot.kind != "division" and _DIVISION.match(self._text, one.end):
                spot = next((other for other in spots if other.kind == "division"), spot)
            settled.append(Settled(one.start, one.end, spot))
        return settled

    def _countries_beside(self, choices: dict[str, tuple[Spot, ...]]) -> Counter[str]:
        """The countries that the page speaks of by other words than the names to be settled."""
        found: Counter[str] = Counter()
        for actor in self._actors:
            if actor.country:
                texts = (key(self._text[mention.start : mention.end]) for mention in actor.mentions)
                found[actor.country] += sum(text not in choices or len(choices[text]) == 1 for text in texts)
        return +found

    def _senses(self, choices: dict[str, tuple[Spot, ...]], partners: dict[str, tuple[Spot, ...]]) -> dict[str, Spot]:
        """The best place of each name, given the places that the other names may mean."""
        others = list(partners.items())[:_PARTNERS]
        return {
            name: spots[0]
            if len(spots) == 1
            else max(
                spots,
                key=lambda spot: self._weight(name, spot) + _company(name, spot, others),
            )
            for name, spots in choices.items()
        }

    def _weight(self, name: str, spot: Spot) -> float:
        """How likely a place is before its company is looked at: size, kind, and the countries of the page."""
        weight = _SIZE * math.log10(spot.population + 300)
        if key(spot.name) != name:
            weight += _OTHER_NAME
        if spot.kind == "country":
            weight += _COUNTRY
        elif spot.kind == "division":
            weight += _DIVISION_ALONE
        said = self._countries[spot.country] if spot.country is not None else 0
        share = said / self._countries.total() if said else 0.0
        weight += _MAIN_COUNTRY * share + (_ANY_COUNTRY if share else 0.0)
        return weight + (_HOME if spot.country is not None and spot.country == self._home else 0.0)

    def _holder(self, one: Candidate) -> str | None:
        """The state or division named right after a place, as a key."""
        match = _AFTER.match(self._text, one.end) or _PARENT.match(self._text, one.end)
        if match is None:
            return None
        name = match["holder"].removesuffix("'s")
        for candidate in (name, name.rstrip("."), " ".join(name.split()[:2]), name.split()[0]):
            if candidate in gazetteer.divisions():
                return key(gazetteer.divisions()[candidate][0])
            if key(candidate) in gazetteer.countries() or any(
                spot.kind in ("division", "county") for spot in gazetteer.spots(candidate)
            ):
                return key(candidate)
        return None


def _spots(one: Candidate) -> tuple[Spot, ...]:
    """The places that a candidate may be."""
    spots = gazetteer.spots(one.name)
    country = gazetteer.countries().get(key(one.name))
    if one.is_division:
        spots = tuple(spot for spot in spots if spot.kind == "division") or spots
    return spots if country is None or gazetteer.is_own(one.name) else (country, *spots)


def _without_namesakes(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The places without the divisions that are called by the large city in them: "Tokyo" is the city. States that have
    an abbreviation ("N.Y.") are spoken of as such.
    """
    cities = {(spot.country, spot.admin1) for spot in spots[:_NAMESAKES] if _is_large_city(spot)}
    return tuple(
        spot
        for spot in spots
        if spot.kind not in ("division", "county")
        or (spot.country, spot.admin1) not in cities
        or spot.name in _states()
    )


@cache
def _states() -> frozenset[str]:
    return frozenset(name for name, _ in gazetteer.divisions().values())


def _is_large_city(spot: Spot) -> bool:
    return spot.kind == "city" and spot.population >= _LARGE


def _held(spot: Spot, holder: str | None) -> bool:
    if holder is None:
        return False
    country = gazetteer.countries().get(holder)
    if country is not None and country.country == spot.country and spot.kind != "country":
        return True
    return spot.admin1 is not None and spot.kind != "division" and key(spot.admin1) == holder


def _company(name: str, spot: Spot, others: list[tuple[str, tuple[Spot, ...]]]) -> float:
    """How well a place keeps company with what the other names may mean; ambiguous names count less."""
    near = same = 0.0
    for other, spots in others:
        if other == name or not spots:
            continue
        share = 1.0 / math.sqrt(len(spots))
        if spots[0].kind == "division" and len(spots) < 4:
            same += share * any(one.admin1 == spot.admin1 and one.country == spot.country for one in spots[:2])
        elif spot.kind not in ("country", "continent"):
            near += share * max(_nearness(spot, one) for one in spots[:_PLACES])
    return min(_NEARBY_MOST, _NEARBY * near) + min(_SAME_DIVISION_MOST, _SAME_DIVISION * same)


def _nearness(one: Spot, other: Spot) -> float:
    """1 for places within a day's walk of each other, less for those of one division, 0 for all others."""
    if other.kind in ("country", "division", "continent"):
        return 0.0
    if abs(one.lat - other.lat) < _NEAR_DEGREES and _km(one, other) < _NEAR_KM:
        return 1.0
    return _ONE_DIVISION if one.admin1 is not None and one.admin1 == other.admin1 else 0.0


def _km(one: Spot, other: Spot) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
