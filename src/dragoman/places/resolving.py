"""Which place of a name is meant."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.actors import Cast, Registry
from dragoman.knowledge import gazetteer
from dragoman.knowledge.gazetteer import Spot
from dragoman.knowledge.names import key
from dragoman.language import Tree
from dragoman.places.names import Candidate, acts

_AFTER = re.compile(r"\s*[,(]\s*(?:in |of )?(?:the )?(?P<holder>[A-Z][\w.'\-]*(?: [A-Z][\w.'\-]*){0,3})")
_PARENT = re.compile(r"\s+(?:in|of)\s+(?:the )?(?:\w+ ){0,2}?(?P<holder>[A-Z][\w.'\-]*(?: [A-Z][\w.'\-]*){0,2})")
_DIVISION = re.compile(
    r"\s*(?:province|state|region|governorate|oblast|prefecture|department|canton|county|district)\b", re.IGNORECASE
)
_NEAR_KM = 150.0


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
        self._countries: Counter[str] = Counter()
        if cast is not None:
            for actor in cast.actors():
                if actor.country:
                    self._countries[actor.country] += len(actor.mentions)

    def settle(self, found: Iterable[Candidate]) -> list[Settled]:
        """The candidates that are places, each with the one that is meant; one sense to a name."""
        held = [one for one in found if self._is_place(one)]
        holders = {id(one): self._holder(one) for one in held}
        anchors = [spot for one in held if (spot := self._certain(one, holders[id(one)])) is not None]
        senses: dict[str, Spot] = {}
        settled = []
        for one in sorted(held, key=lambda one: holders[id(one)] is None):
            name = key(one.name)
            holder = holders[id(one)]
            spot = senses.get(name) if holder is None else None
            if spot is None:
                spot = self._best(one, holder, anchors)
            if spot is not None:
                senses.setdefault(name, spot)
                settled.append(Settled(one.start, one.end, spot))
        return sorted(settled)

    def _is_place(self, one: Candidate) -> bool:
        """A country or capital that acts stands for its government; all else is a place."""
        if key(one.name) in gazetteer.countries():
            return one.locative
        spots = gazetteer.spots(one.name)
        if not spots:
            return False
        return one.locative or not acts(one.word) or not self._is_seat(one.name)

    @staticmethod
    def _is_seat(name: str) -> bool:
        return any(entry.kind in ("capital", "seat") for entry in Registry.load().named(name))

    def _holder(self, one: Candidate) -> str | None:
        """The state or division named right after a place, as a key."""
        match = _AFTER.match(self._text, one.end) or _PARENT.match(self._text, one.end)
        if match is None:
            return None
        name = match["holder"].rstrip("'s") if match["holder"].endswith("'s") else match["holder"]
        for candidate in (name, name.rstrip("."), " ".join(name.split()[:2]), name.split()[0]):
            if candidate in gazetteer.divisions():
                return key(gazetteer.divisions()[candidate][0])
            if key(candidate) in gazetteer.countries() or any(
                spot.kind == "division" for spot in gazetteer.spots(candidate)
            ):
                return key(candidate)
        return None

    def _certain(self, one: Candidate, holder: str | None) -> Spot | None:
        spots = gazetteer.spots(one.name)
        if holder is not None:
            return next((spot for spot in spots if self._held(spot, holder)), None)
        if len(spots) == 1 or (
            len(spots) > 1 and spots[0].population > 300_000 and spots[0].population > 20 * spots[1].population
        ):
            return spots[0]
        return None

    @staticmethod
    def _held(spot: Spot, holder: str) -> bool:
        country = gazetteer.countries().get(holder)
        return (country is not None and country.country == spot.country) or (
            spot.admin1 is not None and key(spot.admin1) == holder
        )

    def _best(self, one: Candidate, holder: str | None, anchors: list[Spot]) -> Spot | None:
        name = key(one.name)
        spots = gazetteer.spots(one.name)
        country = gazetteer.countries().get(name)
        named_so = holder is not None and any(self._held(spot, holder) for spot in spots)
        if country is not None and not named_so and self._is_country(country, spots):
            return country
        if not spots:
            return None
        followed = _DIVISION.match(self._text, one.end) is not None
        return max(spots, key=lambda spot: self._score(spot, holder, followed, anchors))

    def _is_country(self, country: Spot, spots: tuple[Spot, ...]) -> bool:
        """Whether the country is meant rather than an American state of its name."""
        if not spots or country.population > spots[0].population:
            return True
        return spots[0].country != "USA" or self._countries.get("USA", 0) == 0

    def _score(self, spot: Spot, holder: str | None, followed: bool, anchors: list[Spot]) -> float:
        score = math.log10(spot.population + 300)
        if holder is not None and self._held(spot, holder):
            score += 12
        if spot.country is not None:
            total = sum(self._countries.values())
            share = self._countries.get(spot.country, 0) / total if total else 0.0
            score += 1.5 * share + (1.0 if share else 0.0)
            score += 0.8 if spot.country == self._home else 0.0
        if spot.kind == "division":
            score += 1.0 if followed else -0.6
        near = sum(
            1 for other in anchors if other is not spot and _km(spot, other) < _NEAR_KM and other.name != spot.name
        )
        same = sum(1 for other in anchors if other.country == spot.country and other.admin1 == spot.admin1)
        return score + min(2.0, 0.7 * near) + min(1.2, 0.3 * same)


def _km(one: Spot, other: Spot) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
