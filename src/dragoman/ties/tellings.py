"""Reports of events as the merging looks at them, and the block of those that could tell the same event."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_SPACE = re.compile(r"\W+")
_LATE = date.max.toordinal()

Party = tuple[str, str | None, str | None]
"""A participant: code, sector, and the key of the person's name."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an event. Days are ordinals.

    ``said`` is the page's day, ``number`` the place in its page, ``rank`` the place among those of its page and block;
    ``merged`` is the merged event of the last build, ``near`` whether what changed since then lies close.
    """

    event: int
    id: str
    block: str
    rank: int
    merged: int | None
    near: bool
    page: int
    page_id: str
    number: int
    outlet: str
    said: int | None
    type: str
    status: str
    mode: str | None
    cameo: str
    goldstein: float | None
    symmetric: bool
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    start: int | None
    end: int | None
    granularity: str | None
    place: str | None
    place_kind: str | None
    place_country: str | None
    words: str

    @property
    def order(self) -> tuple[int, str, int]:
        """Reports in the order in which they came out; ties go by the page's id."""
        return (_LATE if self.said is None else self.said, self.page_id, self.number)


def plain(text: str) -> str:
    """Words without case and punctuation: what a reprint has in common with its original."""
    return " ".join(_SPACE.split(text.casefold())).strip()


def content(words: str) -> frozenset[str]:
    """The longer of some plain words, cut so that forms of one word are alike."""
    return frozenset(word[:6] for word in words.split() if len(word) > 3)


def block(type: str, status: str, source: Iterable[Party], target: Iterable[Party]) -> str:
    """The block of an event: what all its reports have in common, whichever side they name first."""
    one, other = labels(source, target), labels(target, source)
    return "|".join((type, status, *sorted(("+".join(sorted(one)), "+".join(sorted(other))))))


def labels(side: Iterable[Party], other: Iterable[Party]) -> dict[str, None]:
    """The codes of a side in order; those that stand on both sides (what happens within a state) with their sector."""
    shared = {code for code, _, _ in other}
    return dict.fromkeys(f"{code}:{sector}" if code in shared and sector else code for code, sector, _ in side)


def parties(rows: Iterable[Sequence[str | None]], role: str) -> tuple[Party, ...]:
    """The participants in a role out of rows of role, code, sector and person."""
    return tuple((str(code), sector, person) for of, code, sector, person in rows if of == role)


_PARTIES = (
    "(SELECT json_group_array(json_array(role, code, sector, person_key)) FROM (SELECT * FROM participants"
    " WHERE event = e.key ORDER BY role, number))"
)

BLOCKS = f"""
SELECT e.key, e.type, e.status, {_PARTIES}, p.day, e.start, e."end", e.inherited
FROM events e JOIN pages p ON p.key = e.page WHERE e.page = ? ORDER BY e.number
"""  # noqa: S608 - the parts are constants of this module

_TELLINGS = f"""
SELECT e.key, e.id, r.block, r.rank, r.merged, %s, e.page, p.id, e.number, coalesce(p.outlet, p.url, ''), p.day,
  e.type, e.status, e.mode, e.cameo, e.goldstein, e.symmetric, {_PARTIES}, e.start, e."end", e.granularity, e.inherited,
  w.name, w.kind, w.country, e.text
FROM %s CROSS JOIN events e ON e.key = r.event JOIN pages p ON p.key = e.page LEFT JOIN places w ON w.key = e.place
"""  # noqa: S608 - the parts are constants of this module

OF_REWORK = (
    _TELLINGS % ("x.near", "rework x CROSS JOIN merged_reports r")
    + " WHERE x.block BETWEEN ? AND ? AND r.event = x.event ORDER BY x.block"
)
"""The reports to look at again, from one block to another."""
OF_MERGED = _TELLINGS % (1, "merged_reports r") + " WHERE r.merged = ?"


def read(connection: sqlite3.Connection, sql: str, values: Sequence[str | int]) -> Iterator[Telling]:
    """The reports that a question of this module finds."""
    for row in connection.execute(sql, values):
        (
            event, id_, block_, rank, merged, near, page, page_id, number, outlet, day, type_, status, mode, cameo,
            goldstein, symmetric, who, start, end, granularity, inherited, place, place_kind, place_country, text,
        ) = row  # fmt: skip
        sides = json.loads(who)
        if inherited:
            # A day that the page does not state is the page's own, which `said` has.
            start = end = granularity = None
        yield Telling(
            event=event, id=id_, block=block_, rank=rank, merged=merged, near=bool(near), page=page, page_id=page_id,
            number=number, outlet=outlet, said=ordinal(day), type=type_, status=status, mode=mode, cameo=cameo or "",
            goldstein=goldstein, symmetric=bool(symmetric), source=parties(sides, "source"),
            target=parties(sides, "target"), start=ordinal(start), end=ordinal(end), granularity=granularity,
            place=place, place_kind=place_kind, place_country=place_country, words=plain(text),
        )  # fmt: skip


def ordinal(day: str | None) -> int | None:
    """A day as a number; None for what is no day."""
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None
