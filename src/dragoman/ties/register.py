"""The register of undertakings: what pages call by many names put together, with parties, stages and the last word."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter

from rapidfuzz import fuzz

from dragoman.knowledge import tables
from dragoman.knowledge.names import key
from dragoman.knowledge.undertakings import kinds
from dragoman.ties.periods import By, last_day
from dragoman.ties.records import Stage, UndertakingEntry
from dragoman.ties.scope import Scope

_SELECT = """
SELECT u.key, u.name, u.kind, u.stage, u.said_by, coalesce(u.start, p.day), p.id, p.outlet, u.text, u.first, u.last,
  (SELECT json_group_array(code) FROM (SELECT code FROM undertaking_parties WHERE undertaking = u.key ORDER BY number))
FROM undertakings u JOIN pages p ON p.key = u.page
"""
_OVER = frozenset({"completed", "ended", "suspended"})
_AS_ONE_NAME = 90
_SAME_TALK_DAYS = 180
"""A name that says no more than its kind ("the agreement") means the same for so long between the same parties."""


class _Entry:
    """An undertaking as it is put together."""

    def __init__(self, number: int, words: frozenset[str], kind: str) -> None:
        self.number = number
        self.words = words
        self.kind = kind
        self.parties: Counter[str] = Counter()
        self.tellings: list[Stage] = []

    def takes(self, words: frozenset[str], parties: Sequence[str], day: str | None) -> bool:
        """Whether another telling of its kind is about this one."""
        if not words or not self.words:
            last = self.tellings[-1].day
            near = day is None or last is None or (date.fromisoformat(day) - date.fromisoformat(last)).days
            return words == self.words and set(parties) == set(self.parties) and near <= _SAME_TALK_DAYS
        if self.parties and parties and self.parties.keys().isdisjoint(parties):
            return False
        return _one_name(words, self.words)

    def add(self, telling: Stage, words: frozenset[str], parties: Sequence[str]) -> None:
        """Puts a telling in."""
        self.words |= words
        self.parties.update(parties)
        self.tellings.append(telling)

    def row(self) -> UndertakingEntry:
        """The entry as it stands in the register."""
        told = [one for one in self.tellings if one.stage is not None]
        last = told[-1] if told else None
        names = Counter(one.name for one in self.tellings)
        days = [one.day for one in self.tellings if one.day is not None]
        return UndertakingEntry(
            name=max(names, key=lambda name: (names[name], len(name), name)),
            names=tuple(sorted(names)),
            kind=self.kind,
            parties=tuple(sorted(self.parties)),
            stage=last.stage if last else None,
            stage_day=last.day if last else None,
            active=last is None or last.stage not in _OVER,
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            reports=len(self.tellings),
            outlets=len({one.outlet or one.page for one in self.tellings}),
            stages=tuple(self.tellings),
        )


def register(connection: sqlite3.Connection, scope: Scope, name: str | None = None) -> list[UndertakingEntry]:
    """The undertakings of a scope, those told most first; of a dyad those that both are parties to.

    ``name`` takes those whose names hold its words.
    """
    shelves: defaultdict[tuple[str, str], list[_Entry]] = defaultdict(list)
    entries: list[_Entry] = []
    where, values = _where(scope)
    for row in connection.execute(
        f"{_SELECT}{where} ORDER BY coalesce(u.start, p.day) NULLS LAST, p.id, u.number", values
    ):
        _, title, kind, stage, said_by, day, page, outlet, text, first, last, parties = row
        codes = json.loads(parties)
        words = _words(title)
        near = [shelves[kind, word] for word in words or ("",)]
        entry = _first(near, lambda one, words=words, codes=codes, day=day: one.takes(words, codes, day))  # type: ignore[misc]
        if entry is None:
            entry = _Entry(len(entries), words, kind)
            entries.append(entry)
        entry.add(
            Stage(day=day, stage=stage, said_by=said_by, name=title, page=page, outlet=outlet, text=text, first=first,
                  last=last),
            words,
            codes,
        )  # fmt: skip
        for shelf in near:
            if entry not in shelf:
                insort(shelf, entry, key=attrgetter("number"))
    rows = [entry.row() for entry in entries if _asked_for(entry, scope, name)]
    return sorted(rows, key=lambda one: (-one.reports, one.first_day or "", one.name))


def _first(shelves: Iterable[Sequence[_Entry]], takes: Callable[[_Entry], bool]) -> _Entry | None:
    """The entry made first among those that fit; each shelf has its entries in the order in which they were made."""
    found: _Entry | None = None
    for shelf in shelves:
        for one in shelf:
            if found is not None and one.number >= found.number:
                break
            if takes(one):
                found = one
                break
    return found


def told(connection: sqlite3.Connection, scope: Scope) -> int:
    """How often undertakings of a scope are told of, those of one party alone too: what the register goes through."""
    where, values = _where(scope)
    return int(connection.execute(f"SELECT count(*) FROM undertakings u{where}", values).fetchone()[0])  # noqa: S608


def _where(scope: Scope) -> tuple[str, list[str | int]]:
    if not scope.actors:
        return "", []
    marks = ", ".join("?" * len(scope.actors))
    return (
        f" WHERE u.key IN (SELECT undertaking FROM undertaking_parties WHERE code IN ({marks}))",  # noqa: S608
        list(scope.actors),
    )


def _asked_for(entry: _Entry, scope: Scope, name: str | None) -> bool:
    wanted = set(scope.actors)
    if len(wanted) > 1 and len(wanted & set(entry.parties)) < 2:
        return False
    within = [
        one
        for one in entry.tellings
        if (scope.since is None or (one.day or "") >= scope.since)
        and (scope.until is None or (one.day or "9")[: len(scope.until)] <= scope.until)
    ]
    if not within:
        return False
    asked = key(name or "")
    return not asked or any(asked in key(one.name) for one in entry.tellings)


def active(entries: Iterable[UndertakingEntry], periods: Iterable[str], by: By) -> dict[str, int]:
    """The number of undertakings under way at the end of each period: spoken of before, and not over by then."""
    found: Counter[str] = Counter()
    told = [[(one.day, one.stage) for one in entry.stages if one.day is not None] for entry in entries]
    ends = {period: last_day(period, by).isoformat() for period in periods}
    for stages in told:
        held: list[tuple[str, bool]] = []
        for day, stage in stages:
            # What says no stage leaves it as it was.
            over = stage in _OVER if stage is not None else bool(held) and held[-1][1]
            held.append((day, over))
        days = [day for day, _ in held]
        for period, end in ends.items():
            at = bisect_right(days, end)
            if at and not held[at - 1][1]:
                found[period] += 1
    return dict(found)


@lru_cache(maxsize=1 << 18)
def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((one, other), key=len)
    if small <= large and (len(small) > 1 or len(large) == len(small)):
        return True
    return fuzz.ratio(_sorted(one), _sorted(other), score_cutoff=_AS_ONE_NAME) > 0


@lru_cache(maxsize=1 << 16)
def _sorted(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


@cache
def _common_words() -> frozenset[str]:
    """Words that tell no undertaking from another: those of the kinds, and of the parties."""
    words = {word for name in kinds() for word in key(name).split()}
    for row in tables.rows("countries.tsv"):
        for column in ("name", "names", "adjectives", "people"):
            words.update(word for name in row.list(column) for word in key(name).split())
    return frozenset(words | {f"{word}s" for word in words})


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in key(name).split() if word not in _common_words() and len(word) > 2)
