"""Merged events as rows of the archive."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dragoman.knowledge import codebook
from dragoman.ties.grouping import Group, commonest
from dragoman.ties.periods import placed
from dragoman.ties.reprints import Counted, Originals, count
from dragoman.ties.tellings import Telling, labels

_EVENT = """
INSERT INTO merged_events (key, id, type, status, quad, mode, cameo, goldstein, intensity, symmetric, source,
  target, start, "end", granularity, day, place, reports, outlets, reprints, first_report, last_report, told_by, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# What is written all over a table waits in these until all is there, and goes in in the order of the table.
_WAITING = (
    "CREATE TEMP TABLE IF NOT EXISTS waiting_reports (event, merged, reprint, why)",
    "CREATE TEMP TABLE IF NOT EXISTS waiting_dyads (source, target, day, merged, plain)",
)
_REPORT = "INSERT INTO waiting_reports (event, merged, reprint, why) VALUES (?, ?, ?, ?)"
_REPORTS = "UPDATE merged_reports SET merged = ?, reprint = ?, why = ? WHERE event = ?"
_WAITING_REPORTS = "SELECT merged, reprint, why, event FROM waiting_reports ORDER BY event"
_DYAD = "INSERT INTO waiting_dyads (source, target, day, merged, plain) VALUES (?, ?, ?, ?, ?)"
_DYADS = """
INSERT OR IGNORE INTO merged_dyads (source, target, day, merged, plain, status, type, quad, goldstein, intensity,
  reports, outlets)
SELECT w.source, w.target, w.day, w.merged, w.plain, m.status, m.type, m.quad, m.goldstein, m.intensity, m.reports,
  m.outlets
FROM (SELECT * FROM waiting_dyads ORDER BY source, target, day, merged) w CROSS JOIN merged_events m ON m.key = w.merged
"""


class Writer:
    """Writes groups as merged events, many at a time; their reports and dyads with :meth:`finish`."""

    def __init__(self, connection: sqlite3.Connection, originals: Originals) -> None:
        self._connection = connection
        self._originals = originals
        self._key = int(connection.execute("SELECT coalesce(max(key), 0) FROM merged_events").fetchone()[0])
        self._events: list[tuple[object, ...]] = []
        self._reports: list[tuple[object, ...]] = []
        self._dyads: list[tuple[object, ...]] = []
        for table in _WAITING:
            connection.execute(table)

    def clear(self, merged: Iterable[int | None]) -> None:
        """Takes away merged events, as what they held is written anew."""
        self._connection.executemany("DELETE FROM merged_events WHERE key = ?", ((key,) for key in merged))

    def add(self, group: Group) -> None:
        """Takes a group to be written with the next :meth:`flush`."""
        self._key += 1
        tellings = sorted((one for one, _ in group.members), key=lambda one: one.order)
        counted = count(tellings, self._originals)
        reasons = Counter(why for _, why in group.members)
        lead, when = _lead(tellings), _When.of(tellings)
        self._events.append(_event(self._key, tellings, lead, when, counted, reasons))
        self._reports += [(one.event, self._key, one.event in counted.reprints, why) for one, why in group.members]
        pairs = _dyads(lead)
        plain = len(pairs) == 1 and when.plain
        self._dyads += [(source, target, when.day or "", self._key, plain) for source, target in pairs]

    def flush(self) -> None:
        """Writes what was taken, or puts it aside for :meth:`finish`."""
        self._connection.executemany(_EVENT, self._events)
        self._connection.executemany(_REPORT, self._reports)
        self._connection.executemany(_DYAD, self._dyads)
        self._events, self._reports, self._dyads = [], [], []

    def finish(self) -> None:
        """Writes the rest, and what was put aside."""
        self.flush()
        self._connection.executemany(_REPORTS, self._connection.execute(_WAITING_REPORTS))
        self._connection.execute(_DYADS)
        for table in ("waiting_reports", "waiting_dyads"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand here


class _When(NamedTuple):
    """The time of an event, and the day that it is counted under."""

    start: str | None
    end: str | None
    granularity: str | None
    day: str | None

    @classmethod
    def of(cls, tellings: Sequence[Telling]) -> _When:
        start, end, granularity = _when(tellings)
        said = [one.said for one in tellings if one.said is not None]
        return cls(_iso(start), _iso(end), granularity, _iso(start if start is not None else min(said, default=None)))

    @property
    def plain(self) -> bool:
        """Whether it falls into one period, be that a day."""
        return placed(self.start, self.end, self.granularity, "day")


def _event(
    key: int, tellings: Sequence[Telling], lead: Telling, when: _When, counted: Counted, reasons: Counter[str]
) -> tuple[object, ...]:
    first = tellings[0]
    cameo = commonest(one.cameo for one in _finest(tellings))
    finest = next(one for one in tellings if one.cameo == cameo)
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
        when.start,
        when.end,
        when.granularity,
        when.day,
        commonest(one.place for one in tellings if one.place),
        len(tellings),
        counted.outlets,
        len(counted.reprints),
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
    if lead.symmetric and not targets and len(sources) > 1:
        return [(one, other) for at, one in enumerate(sources) for other in sources[at + 1 :]]
    # An act without a target (or whose doer is unknown) is still something that an actor did (or suffered).
    return [(source, target) for source in sources or [""] for target in targets or [""]]


def _why(reasons: Counter[str]) -> str:
    return "; ".join(f"{why}: {number}" if number > 1 else why for why, number in reasons.items())


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
