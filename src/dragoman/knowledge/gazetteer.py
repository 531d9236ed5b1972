"""The gazetteer: where places are. A baked database of cities and divisions, and a table of regions, straits,
dams, bases.
"""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables
from dragoman.knowledge.names import key

_WELL_KNOWN = 300_000
"""People that a division has whose name is looked for wherever it stands."""


class Spot(NamedTuple):
    """A place of the world: WGS 84 degrees, country (ISO3) and first-order division."""

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    kind: str
    geonames_id: int | None


@cache
def _base() -> sqlite3.Connection:
    path = tables.HOME / "gazetteer.sqlite"
    try:
        return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise KnowledgeError(f"{path}: the gazetteer cannot be opened ({error})") from error


@lru_cache(maxsize=20_000)
def spots(name: str) -> tuple[Spot, ...]:
    """All places of a name, those of our own table first, then by population."""
    own = _own().get(key(name), ())
    rows = _base().execute(
        "SELECT p.name, p.lat, p.lon, p.country, p.admin1, p.population, p.kind, p.geonames FROM names n JOIN places p"
        " ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id",
        (key(name),),
    )
    return (*own, *(Spot(*row) for row in rows))


@cache
def _own() -> dict[str, tuple[Spot, ...]]:
    found: dict[str, tuple[Spot, ...]] = {}
    for row in tables.rows("places.tsv"):
        country = row.list("country")
        geonames = int(row["geonames_id"]) if row["geonames_id"] else None
        spot = Spot(
            row["name"],
            float(row["lat"]),
            float(row["lon"]),
            country[0] if country else None,
            row["admin1"] or None,
            5_000_000,
            row["kind"],
            geonames,
        )
        for name in (row["name"], *row.list("names")):
            found[key(name)] = (*found.get(key(name), ()), spot)
    return found


def is_own(name: str) -> bool:
    """Whether our own table has a place of that name."""
    return key(name) in _own()


@cache
def own_names() -> tuple[AhoCorasick, list[str]]:
    """An automaton of the names of our own table, which are found wherever they stand."""
    names = sorted({name for row in tables.rows("places.tsv") for name in (row["name"], *row.list("names"))})
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@cache
def countries() -> dict[str, Spot]:
    """The countries by their names, each at the middle of its largest cities."""
    found: dict[str, Spot] = {}
    for row in tables.rows("countries.tsv"):
        if not row["lat"]:
            continue
        population = int(row["population"] or 0)
        spot = Spot(row["name"], float(row["lat"]), float(row["lon"]), row["code"], None, population, "country", None)
        for name in (row["name"], *row.list("names")):
            found.setdefault(key(name.removeprefix("the ")), spot)
    return found


@cache
def country_names() -> tuple[AhoCorasick, list[str]]:
    """An automaton of the names of countries."""
    names = sorted(
        {
            name.removeprefix("the ")
            for row in tables.rows("countries.tsv")
            for name in (row["name"], *row.list("names"))
        }
    )
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@cache
def division_names() -> tuple[AhoCorasick, list[str]]:
    """An automaton of the divisions that their names make one think of first, of some large federal states."""
    rows = _base().execute(
        "SELECT name FROM places WHERE kind = 'division' AND population > ? AND length(name) > 3 AND country IN"
        " ('USA', 'CAN', 'AUS', 'IND', 'MEX', 'BRA', 'DEU', 'NGA', 'PAK') ORDER BY name",
        (_WELL_KNOWN,),
    )
    names = [name for (name,) in rows if spots(name)[0].kind == "division"]
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@cache
def divisions() -> dict[str, tuple[str, str]]:
    """First-order divisions written short: name and country by the abbreviation."""
    return {row["short"]: (row["name"], row["country"]) for row in tables.rows("divisions.tsv")}
