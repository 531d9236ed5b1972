"""Who is known by name: countries, peoples, capitals, organisations, office holders, and the user's own actors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables
from dragoman.knowledge.days import Days, days

PEOPLE_ENDINGS = {"man": "men", "woman": "women"}
PEOPLES = frozenset({"adjective", "people"})
"""The kinds of names that say of which nation somebody or something is."""


class Entry(NamedTuple):
    """What a name means: the code it acts for, as what kind of name, during which days, by which line of which
    table.
    """

    name: str
    code: str
    kind: str
    sector: str | None
    country: str | None
    days: Days
    where: str


class Registry:
    """The index of all names. Build it once; it is only read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            for spelling in _spellings(entry):
                held = self._entries.setdefault(spelling, [])
                if entry not in held:
                    held.append(entry)
        self._names = list(self._entries)
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    @classmethod
    def load(cls, actors: Path | None = None) -> Registry:
        """The registry of the package's tables and the user's, with the actors of a file on top.

        Raises KnowledgeError where the file is missing, or its header is not ``name code from to``.
        """
        if actors is None:
            return _standard()
        return cls([*_own(actors), *_standard_entries()])

    def find(self, text: str) -> list[tuple[int, int, list[Entry]]]:
        """The names in a text, leftmost and longest, at word borders."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if _bounded(text, start, end):
                found.append((start, end, self._entries[self._names[index]]))
            else:
                found.extend(self._shorter(text, start, end))
        return found

    def _shorter(self, text: str, start: int, end: int) -> list[tuple[int, int, list[Entry]]]:
        """The longest name inside a match that ended within a word: "Niger" is none in "Nigerians", but "US Navy" …"""
        cut = text.rfind(" ", start, end)
        while cut > start:
            name = text[start:cut]
            if name in self._entries and _bounded(text, start, cut):
                return [(start, cut, self._entries[name])]
            cut = text.rfind(" ", start, cut)
        return []

    def named(self, name: str) -> list[Entry]:
        """The entries of a name."""
        return self._entries.get(name) or self._entries.get(_fold(name)) or []


def choose(entries: Sequence[Entry], on: date | None) -> Entry:
    """The entry that holds on a day; the user's own and the first of the tables win."""
    for entry in entries:
        if on is None or entry.days.hold(on):
            return entry
    return entries[0]


def lookup(registry: Registry, text: str, on: date | None = None) -> list[tuple[Entry, bool]]:
    """What the tables know under a name, each with whether it holds on a day."""
    return [(entry, on is None or entry.days.hold(on)) for entry in registry.named(text)]


def _bounded(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())


def _fold(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def _spellings(entry: Entry) -> set[str]:
    plain = entry.name.replace("’", "'")
    found = {plain, _fold(plain)}
    if entry.kind == "people":
        found |= {plural(one) for one in list(found)}
    if entry.kind == "own":
        found |= {f"{one}{ending}" for one in list(found) for ending in ("ian", "ians", "n", "ns", "an", "ans")}
    if entry.kind in ("capital", "city", "country"):
        found |= {one.upper() for one in list(found) if len(one) > 3}
    return {one for one in found if len(one) > 1}


def plural(noun: str) -> str:
    """The regular plural of a noun for people; those in -ese, -ish and the like have none of their own."""
    for ending, many in PEOPLE_ENDINGS.items():
        if noun.endswith(ending) and not noun.endswith("erman") and not noun.endswith("oman"):
            return noun[: -len(ending)] + many
    if noun.endswith(("ese", "ss", "ish")):
        return noun
    return noun + "s"


def name_words(code: str) -> frozenset[str]:
    """The words of all names that the tables have for a code, in lower case."""
    return _name_words().get(code, frozenset())


@cache
def _name_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in _standard_entries():
        found.setdefault(entry.code, set()).update(entry.name.lower().replace("-", " ").split())
    return {code: frozenset(words) for code, words in found.items()}


@cache
def _standard() -> Registry:
    return Registry(_standard_entries())


@cache
def _standard_entries() -> tuple[Entry, ...]:
    return (*_countries(), *_organisations())


def _countries() -> Iterable[Entry]:
    always = days("", "")
    for row in tables.rows("countries.tsv"):
        code = row["code"]

        def entry(name: str, kind: str, sector: str | None = None, code: str = code, where: str = row.where) -> Entry:
            return Entry(name, code, kind, sector, code if len(code) == 3 else None, always, where)

        for name in (row["name"], *row.list("names")):
            yield entry(name.removeprefix("the "), "country")
        for name in row.list("adjectives"):
            yield entry(name, "adjective")
        for name in row.list("people"):
            yield entry(name, "people")
        for name in row.list("capital"):
            yield entry(name, "capital")
        for name in row.list("seats"):
            seat, _, sector = name.partition("=")
            yield entry(seat.removeprefix("the "), "seat", sector or "GOV")
        for name in row.list("cities"):
            yield entry(name, "city")


def _organisations() -> Iterable[Entry]:
    for row in tables.rows("organisations/*.tsv"):
        held = days(row["from"], row["to"])
        code = row["code"]
        country = row["country"] or (code if len(code) == 3 else None)
        sector = row["sector"] or {"REB": "REB", "NGO": "NGO", "MNC": "BUS"}.get(code.partition(":")[0])
        kind = row["kind"] or "organisation"
        for name in (row["name"], *row.list("names")):
            yield Entry(
                name.removeprefix("the "),
                code,
                kind if kind == "body" else "organisation",
                sector,
                country,
                held,
                row.where,
            )


def _own(path: Path) -> list[Entry]:
    if not path.is_file():
        raise KnowledgeError(f"{path}: there is no such file of actors")
    found = []
    for row in tables.read(path):
        if not {"name", "code"} <= row.cells.keys():
            raise KnowledgeError(f"{path}: the header must be name, code, from, to, parted by tabs")
        if not row["name"] or not row["code"]:
            raise KnowledgeError(f"{path}:{row.line}: a name or a code is missing")
        code, _, sector = (
            row["code"].partition(":")
            if len(row["code"].partition(":")[0]) == 3 and row["code"][:3] not in _SPACES
            else (row["code"], "", "")
        )
        found.append(
            Entry(
                row["name"],
                code,
                "own",
                sector or None,
                code if len(code) == 3 else None,
                days(row.cells.get("from", ""), row.cells.get("to", "")),
                f"{path.name}:{row.line}",
            )
        )
    return found


_SPACES = ("IGO", "NGO", "REB", "MNC", "REG")
