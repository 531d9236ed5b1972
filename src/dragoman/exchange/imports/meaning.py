"""What a row of other event data means in our codes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.exchange import codes
from dragoman.exchange.imports.reading import Row
from dragoman.knowledge import codebook
from dragoman.knowledge.names import key
from dragoman.report import Record

_GROUPS = {"UNO": "IGO:UN", "EEC": "IGO:EU", "NAT": "IGO:NATO", "EUR": "IGO:EU"}
_BODIES = ("IGO", "NGO", "MNC", "IMG")


class Foreign(Record, frozen=True):
    """A row of other event data. ``type`` is PLOVER's; ``cells`` is the row as it came, a JSON list."""

    origin: str
    native: str
    day: str
    type: str | None
    mode: str | None
    cameo: str | None
    quad: str | None
    goldstein: float | None
    source: str | None
    source_sector: str | None
    source_name: str | None
    target: str | None
    target_sector: str | None
    target_name: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    outlet: str | None
    story: str | None
    cells: str


def foreign(origin: str, row: Row, cells: list[str]) -> Foreign:
    """A row in our codes; what cannot be told stays empty."""
    day = _day(row["day"])
    cameo = _cameo(row)
    type_ = row.get("type", "").upper() if origin == "polecat" else _type(cameo)
    type_ = type_ if type_ in codebook.types() else ""
    values: dict[str, Any] = {
        # An id of ICEWS is unique with its date alone.
        "native": row["id"] if origin == "gdelt" else f"{row['id']} {day}",
        "type": type_,
        "mode": row.get("mode"),
        "cameo": cameo,
        "quad": codebook.types()[type_].quad if type_ else row.get("quad", "").lower(),
        "goldstein": _number(row.get("goldstein")),
        "place": row.get("place"),
        "country": _place_country(origin, row.get("country", "")),
        "lat": _number(row.get("lat")),
        "lon": _number(row.get("lon")),
        "outlet": row.get("outlet"),
        "story": " ".join(part for part in (row.get("story"), row.get("sentence")) if part),
    }
    for role in ("source", "target"):
        values[role] = _actor(origin, row.get(role, ""), row.get(f"{role}_group", ""))
        values[f"{role}_sector"] = _sector(origin, row.get(f"{role}_sector", ""))
        values[f"{role}_name"] = row.get(f"{role}_name")
    filled: dict[str, Any] = {name: value if value != "" else None for name, value in values.items()}
    return Foreign(origin=origin, day=day, cells=json.dumps(cells, ensure_ascii=False), **filled)


def _day(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _cameo(row: Row) -> str:
    """The code, with the nought that spreadsheets take away."""
    code, root = row.get("cameo", ""), row.get("root", "").zfill(2)
    if row.get("root") and not code.startswith(root) and f"0{code}".startswith(root):
        return f"0{code}"
    return f"0{code}" if len(code) == 2 and "root" not in row else code


def _type(cameo: str) -> str:
    try:
        return codebook.type_of(cameo) if len(cameo) > 1 else ""
    except KnowledgeError:
        return ""


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, row in codes.countries().items():
        for name in (row["name"], *row.list("names")):
            found.setdefault(key(name), code)
    for row in codes.other_names():
        found.setdefault(key(row["name"]), row["code"])
    return found


@cache
def _by_code(system: str) -> dict[str, str]:
    """Our codes of countries by another system's."""
    whole = {code for code, row in codes.countries().items() if row["kind"] != "unrecognised"}
    found = {codes.country(code, system): code for code in sorted(whole)}
    return {name: code for name, code in found.items() if name}


def _actor(origin: str, country: str, group: str) -> str:
    """A country or a body by what the origin has for it."""
    if origin == "icews":
        return _by_name().get(key(country), "")
    if country in _GROUPS or group in _GROUPS:
        return _GROUPS.get(country) or _GROUPS[group]
    if country in _BODIES:
        return country
    known = _by_code("plover" if origin == "polecat" else "cameo")
    return known.get(country) or _iso(country) or _by_name().get(key(country), "")


def _iso(code: str) -> str:
    return code if code in codes.countries() else ""


def _place_country(origin: str, text: str) -> str:
    if origin == "gdelt":
        return _by_code("fips").get(text) or _by_name().get(key(text), "")
    return _iso(text) or _by_name().get(key(text), "")


@cache
def _sectors(system: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, other in codes.sectors().items():
        found.setdefault(getattr(other, system), ours)
    return found


def _sector(origin: str, text: str) -> str:
    """Our sector; of several the first that we have."""
    system = {"polecat": "plover", "gdelt": "cameo", "icews": "icews"}[origin]
    named = [part.strip() for part in text.replace(";", ",").split(",")]
    return next((_sectors(system)[part] for part in named if part and part in _sectors(system)), "")
