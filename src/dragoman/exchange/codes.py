"""Our codes in the words of others: countries in their numberings, bodies and sectors in their ontologies."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge import tables

TABLES = Path(__file__).parent / "codes"

_COLUMNS = {"iso2": "iso2", "iso_numeric": "iso_numeric", "cow": "cow", "gw": "gw", "fips": "fips", "name": "name"}
_KEPT_BY_PLOVER = frozenset({"HKG", "PSE", "TWN"})


class Body(NamedTuple):
    """A body that is no state: what others write for it."""

    plover: str
    cameo: str
    group: str
    type: str


class Sector(NamedTuple):
    """A part of society in the words of others."""

    plover: str
    cameo: str
    icews: str


@cache
def countries() -> dict[str, tables.Row]:
    """The countries by our code."""
    return {row["code"]: row for row in tables.rows("countries.tsv")}


@cache
def _exceptions() -> dict[tuple[str, str], tuple[tables.Row, ...]]:
    found: dict[tuple[str, str], tuple[tables.Row, ...]] = {}
    for row in tables.read(TABLES / "countries.tsv"):
        key = row["code"], row["system"]
        found[key] = (*found.get(key, ()), row)
    return found


def country(code: str, system: str, day: str = "9999-12-31") -> str:
    """A country's code in a system on a day; empty where the system has none.

    Systems are those of knowledge/countries.tsv (``iso2``, ``iso_numeric``, ``cow``, ``gw``, ``fips``, ``name``) and
    ``cameo``, ``phoenix``, ``plover``, which are ISO 3166-1 alpha-3 with exceptions.
    """
    for exception in _exceptions().get((code, system), ()):
        if (exception["from"] or "0") <= day <= (exception["to"] or "9999-12-31"):
            return exception["value"]
    return _undated(code, system)


@lru_cache(maxsize=10_000)
def _undated(code: str, system: str) -> str:
    row = countries().get(code)
    if row is None:
        return ""
    if system in _COLUMNS:
        return row[_COLUMNS[system]]
    return _state(row, system)


def _state(row: tables.Row, system: str) -> str:
    """The alpha-3 code; what no state recognises, and for PLOVER what belongs to a state, goes by that state."""
    code = row["code"]
    folded = row["kind"] == "unrecognised" or (system == "plover" and row["kind"] == "territory")
    return row["part_of"] if folded and row["part_of"] and code not in _KEPT_BY_PLOVER else code


@cache
def bodies() -> dict[str, Body]:
    """Bodies by our code, and the kinds of bodies (``IGO``) for those without a row."""
    return {
        row["code"]: Body(row["plover"], row["cameo"], row["group"], row["type"])
        for row in tables.read(TABLES / "bodies.tsv")
    }


def body(code: str) -> Body | None:
    """What others write for a body, None for a country."""
    return None if code in countries() else bodies().get(code) or bodies().get(code.partition(":")[0])


@cache
def sectors() -> dict[str, Sector]:
    """Our sectors in the words of others."""
    return {
        row["sector"]: Sector(row["plover"], row["cameo"], row["icews"]) for row in tables.read(TABLES / "sectors.tsv")
    }


def sector(code: str | None) -> Sector:
    """A sector in the words of others; empty for none and for one that they do not know."""
    return sectors().get(code or "", Sector("", "", ""))


@cache
def quads(system: str) -> dict[str, str]:
    """The quad class of each CAMEO root as a system numbers them."""
    return {row["root"]: row[system] for row in tables.read(TABLES / "quads.tsv")}


@cache
def geo_types() -> dict[str, tuple[str, str]]:
    """GDELT's number of a kind of place, in the world and in the United States."""
    return {row["kind"]: (row["world"], row["usa"]) for row in tables.read(TABLES / "geo_types.tsv")}


@cache
def languages() -> dict[str, str]:
    """ISO 639-3 codes by ISO 639-1 codes."""
    return {row["code"]: row["iso3"] for row in tables.read(TABLES / "languages.tsv")}


@cache
def other_names() -> tuple[tables.Row, ...]:
    """Names of countries as other event data write them."""
    return tuple(tables.read(TABLES / "names.tsv"))
