"""The other families of a page against gold: article, persons and offices, statements, places, dates, quantities,
undertakings.

Each gold item is matched by at least one given item; what more is given is counted, and not charged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from dragoman.evaluation.counts import Tally
from dragoman.evaluation.dyads import days

Item = dict[str, Any]
_NEAR = 50.0
_EARTH = 12742.0


class Listed(NamedTuple):
    """A family of a page: what was found and missed, and how many items were given."""

    tally: Tally
    given: int


def plain(text: str) -> str:
    """A text's words alone, in lower case."""
    return re.sub(r"\W+", " ", text.replace("’", "'")).strip().casefold()


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places by latitude and longitude in degrees."""
    first, second = math.radians(one[0]), math.radians(other[0])
    across = math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    chord = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * across
    return _EARTH * math.asin(math.sqrt(chord))


def families(gold: Item, report: Item) -> dict[str, Listed]:
    """The families that a page's gold has."""
    found = {}
    for name, (of, same) in _FAMILIES.items():
        if of in gold:
            wanted = [one for one in gold[of] if name != "offices" or "office" in one]
            found[name] = _listed(wanted, report.get(of, []), same)
    return found


def _listed(gold: list[Item], got: list[Item], same: Callable[[Item, Item], bool]) -> Listed:
    wanted = [one for one in gold if not one.get("optional")]
    hit = sum(any(same(one, other) for other in got) for one in wanted)
    return Listed(Tally(hit, 0, len(wanted) - hit), len(got))


def article(gold: Item, report: Item) -> dict[str, bool]:
    """Which fields of the article are right."""
    given = report.get("article") or {}
    wanted = gold["article"]
    fields = {name: value for name, value in wanted.items() if name not in ("paragraphs", "subheadings")}
    right = {name: given.get(name) == value for name, value in fields.items()}
    if "counters" in fields:
        right["counters"] = fields["counters"].items() <= (given.get("counters") or {}).items()
    parts = given.get("paragraphs", [])
    prose = sum(one.get("kind") in ("lead", "paragraph") for one in parts)
    right["paragraphs"] = prose == wanted.get("paragraphs")
    right["subheadings"] = [one["text"].strip() for one in parts if one.get("kind") == "subheading"] == wanted.get(
        "subheadings"
    )
    return right


def _named(gold: Item, got: Item) -> bool:
    return plain(gold["name"]) in [plain(name) for name in (got.get("name", ""), *got.get("names", []))]


def _in_office(gold: Item, got: Item) -> bool:
    if not _named(gold, got):
        return False
    offices = (
        f"{one.get('title', '')} {one.get('of', '')}" if isinstance(one, dict) else one
        for one in got.get("offices", [])
    )
    said = " ".join(plain(one) for one in offices)
    words = [word for word in plain(gold["office"]).split() if word not in ("of", "the")]
    return all(word in said for word in words) and plain(gold["of"]) in said


def _stated(gold: Item, got: Item) -> bool:
    return plain(gold["starts"])[:30] in plain(got.get("text", ""))


def _said_by(gold: Item, got: Item) -> bool:
    speaker = got.get("speaker") or ""
    name = speaker.get("name", "") if isinstance(speaker, dict) else speaker
    kind_fits = gold["kind"] == got.get("kind") or "mixed" in (gold["kind"], got.get("kind"))
    medium_fits = not gold.get("medium") or gold["medium"] in plain(got.get("medium") or "")
    return _stated(gold, got) and plain(gold["speaker"]) == plain(name) and kind_fits and medium_fits


def _placed(gold: Item, got: Item) -> bool:
    if plain(gold["text"]) not in plain(got.get("text", "")) or got.get("country") not in gold["country"].split("|"):
        return False
    return got.get("lat") is not None and kilometres((gold["lat"], gold["lon"]), (got["lat"], got["lon"])) <= _NEAR


def _dated(gold: Item, got: Item) -> bool:
    return plain(gold["text"]) in plain(got.get("text", "")) and days(got) == [gold["start"], gold["end"]]


def _measured(gold: Item, got: Item) -> bool:
    return all(got.get(name) == gold[name] for name in ("value", "unit", "si_value"))


def _undertaken(gold: Item, got: Item) -> bool:
    parties = {one if isinstance(one, str) else one.get("code") for one in got.get("parties", [])}
    return (
        plain(gold["name"]) in plain(got.get("name", ""))
        and got.get("kind") == gold["kind"]
        and set(gold["parties"]) <= parties
        and gold["stage"] in (got.get("stage"), *got.get("stages", []))
    )


_FAMILIES: dict[str, tuple[str, Callable[[Item, Item], bool]]] = {
    "persons": ("persons", _named),
    "offices": ("persons", _in_office),
    "statements": ("statements", _stated),
    "speakers": ("statements", _said_by),
    "places": ("places", _placed),
    "dates": ("dates", _dated),
    "quantities": ("quantities", _measured),
    "undertakings": ("undertakings", _undertaken),
}
"""Each family: where its items stand in gold and report alike, and when two are the same."""
