"""Merged events as rows of the archive."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.knowledge import codebook
from dragoman.ties.grouping import Group, commonest
from dragoman.ties.reprints import Originals, count
from dragoman.ties.tellings import Telling, labels

_EVENT = """
INSERT INTO merged_events (key, id, type, status, quad, mode, cameo, goldstein, intensity, symmetric, source,
  target, start, "end", granularity, day, place, reports, outlets, reprints, first_report, last_report, told_by, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REPORT = "UPDATE merged_reports SET merged = ?, reprint = ?, why = ? WHERE event = ?"
_DYAD = "INSERT OR IGNORE INTO merged_dyads (source, target, merged) VALUES (?, ?, ?)"


class Writer:
    """Writes groups as merged events, with their reports and dyads, many at a time."""

    def __init__(self, connection: sqlite3.Connection, originals: Originals) -> None:
        self._connection = connection
        self._originals = originals
        self._key = int(connection.execute("SELECT coalesce(max(key), 0) FROM merged_events").fetchone()[0])
        self._events: list[tuple[object, ...]] = []
        self._reports: list[tuple[object, ...]] = []
        self._dyads: list[tuple[object, ...]] = []

    def clear(self, merged: Iterable[int | None]) -> None:
        """Takes away merged events, as what they held is written anew."""
        self._connection.executemany("DELETE FROM merged_events WHERE key = ?", ((key,) for key in merged))

    def add(self, group: Group) -> None:
        """Takes a group to be written with the next :meth:`flush`."""
        self._key += 1
        tellings = sorted((one for one, _ in group.members), key=lambda one: one.order)
        counted = count(tellings, self._originals)
        reasons = Counter(why for _, why in group.members)
        self._events.append(_event(self._key, tellings, len(counted.reprints), counted.outlets, reasons))
        self._reports += [(self._key, one.event in counted.reprints, why, one.event) for one, why in group.members]
        self._dyads += [(source, target, self._key) for source, target in _dyads(_lead(tellings))]

    def flush(self) -> None:
        """Writes what was taken."""
        self._connection.executemany(_EVENT, self._events)
        self._connection.executemany(_REPORT, self._reports)
        self._connection.executemany(_DYAD, self._dyads)
        self._events, self._reports, self._dyads = [], [], []


def _event(
    key: int, tellings: Sequence[Telling], reprints: int, outlets: int, reasons: Counter[str]
) -> tuple[object, ...]:
    first, lead = tellings[0], _lead(tellings)
    cameo = commonest(one.cameo for one in _finest(tellings))
    finest = next(one for one in tellings if one.cameo == cameo)
    start, end, granularity = _when(tellings)
    said = [one.said for one in tellings if one.said is not None]
    kind = codebook.types().get(lead.type)
    own = codebook.modes().get((lead.type, finest.mode or ""))
    return (
        key,
        identity(first),
        lead.type,
        lead.status,
        kind.quad if kind else None,
        finest.mode,
        cameo or None,
        finest.goldstein,
        own if own is not None else kind.intensity if kind else None,
        any(one.symmetric for one in tellings),
        "|".join(labels(lead.source, lead.target)),
        "|".join(labels(lead.target, lead.source)),
        _iso(start),
        _iso(end),
        granularity,
        _iso(start if start is not None else min(said, default=None)),
        commonest(one.place for one in tellings if one.place),
        len(tellings),
        outlets,
        reprints,
        _iso(min(said, default=None)),
        _iso(max(said, default=None)),
        first.event,
        _why(reasons),
    )


def identity(first: Telling) -> str:
    """The id of a merged event, by the content of its first report: the page, and which of its like in the page.

    Reports that come later change nothing, nor does coding the pages again.
    """
    words = "\n".join((first.block, first.page_id, str(first.rank)))
    return "m" + hashlib.sha256(words.encode()).hexdigest()[:16]


def _finest(tellings: Sequence[Telling]) -> Sequence[Telling]:
    """Those whose CAMEO code says more than the general one of its type."""
    return [one for one in tellings if one.cameo and not one.cameo[:3].endswith("0")] or tellings


def _lead(tellings: Sequence[Telling]) -> Telling:
    """The first report that has the sides in the order that most have."""
    orders = Counter((_codes(one.source), _codes(one.target)) for one in tellings)
    most = max(orders.values())
    return next(one for one in tellings if orders[_codes(one.source), _codes(one.target)] == most)


def _codes(side: Iterable[tuple[str, str | None, str | None]]) -> frozenset[str]:
    return frozenset(code for code, _, _ in side)


def _when(tellings: Sequence[Telling]) -> tuple[int | None, int | None, str | None]:
    """The time that most reports state, a day before wider times."""
    stated = [one for one in tellings if one.start is not None]
    if not stated:
        return None, None, None
    days = [one for one in stated if one.start == one.end] or stated
    counted = Counter((one.start, one.end) for one in days)
    most = max(counted.values())
    one = next(one for one in days if counted[one.start, one.end] == most)
    return one.start, one.end, one.granularity


def _dyads(lead: Telling) -> list[tuple[str, str]]:
    sources, targets = list(labels(lead.source, lead.target)), list(labels(lead.target, lead.source))
    if lead.symmetric and not targets:
        return [(one, other) for at, one in enumerate(sources) for other in sources[at + 1 :]]
    # An act without a target (or whose doer is unknown) is still something that an actor did (or suffered).
    return [(source, target) for source in sources or [""] for target in targets or [""]]


def _why(reasons: Counter[str]) -> str:
    return "; ".join(f"{why}: {number}" if number > 1 else why for why, number in reasons.items())


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
