"""Turning points: the periods with which the course between actors changes, and the events that drive the change.

The course is two numbers a period, events of cooperation and of conflict, set against what the archive covers. Counts
vary the more the larger they are; their square roots do not, so one penalty serves quiet and busy ties alike.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

from dragoman.ties.events import BY_PULL, heaviest
from dragoman.ties.periods import By, first_day, last_day
from dragoman.ties.records import MergedEvent, PeriodRow, TurningPoint
from dragoman.ties.scope import Scope

_SHORTEST = 2
_FEWEST_PERIODS = 6
_PENALTY = 6.0
_NOISE = 0.25
"""The variance of the square root of a count that varies by chance alone."""
_DRIVERS = 3


def turning_points(
    connection: sqlite3.Connection, scope: Scope, by: By, periods: Sequence[PeriodRow]
) -> list[TurningPoint]:
    """The turning points in a row of periods (all directions together), in order of time."""
    if len(periods) < _FEWEST_PERIODS or sum(row.events for row in periods) < _FEWEST_PERIODS:
        return []
    breaks = [0, *_breaks(periods), len(periods)]
    found = []
    for before, at, after in zip(breaks, breaks[1:], breaks[2:], strict=False):
        found.append(_point(connection, scope, by, periods[before:at], periods[at:after]))
    return found


def _breaks(periods: Sequence[PeriodRow]) -> list[int]:
    """Where a new course begins: by the library's exact search over all ways to divide the row."""
    import numpy as np
    import ruptures

    pages = [row.coverage for row in periods]
    usual = sum(pages) / max(1, sum(1 for number in pages if number))
    rows = [[math.sqrt(count * (usual / number if number else 0)) for count in _counts(row)]
            for row, number in zip(periods, pages, strict=True)]  # fmt: skip
    signal = np.array(rows)
    steps = np.diff(signal, axis=0)
    # The median of steps tells the noise of the course itself; the few steps that turn it do not move a median.
    spread = np.median(np.abs(steps), axis=0) / 0.6745 / math.sqrt(2)
    signal = signal / np.sqrt(np.maximum(spread**2, _NOISE))
    penalty = _PENALTY * math.log(len(rows))
    search = ruptures.KernelCPD(kernel="linear", min_size=_SHORTEST).fit(signal)
    return [int(at) for at in search.predict(pen=penalty)[:-1]]


def _counts(row: PeriodRow) -> tuple[int, int]:
    return row.verbal_cooperation + row.material_cooperation, row.verbal_conflict + row.material_conflict


def _point(
    connection: sqlite3.Connection, scope: Scope, by: By, before: Sequence[PeriodRow], after: Sequence[PeriodRow]
) -> TurningPoint:
    (coop_before, conf_before), (coop_after, conf_after) = _rates(before), _rates(after)
    events = _drivers(connection, scope, by, after, (coop_after - coop_before, conf_after - conf_before))
    return TurningPoint(
        period=after[0].period,
        turn=_in_words(coop_before, coop_after, conf_before, conf_after),
        cooperation_before=coop_before,
        cooperation_after=coop_after,
        conflict_before=conf_before,
        conflict_after=conf_after,
        goldstein_before=_goldstein(before),
        goldstein_after=_goldstein(after),
        events=tuple(event.id for event in events),
        texts=tuple(event.text for event in events),
    )


def _rates(rows: Sequence[PeriodRow]) -> tuple[float, float]:
    pages = sum(row.coverage for row in rows)
    sums = [sum(counts) for counts in zip(*(_counts(row) for row in rows), strict=True)]
    cooperation, conflict = (round(1000 * number / pages, 4) if pages else 0.0 for number in sums)
    return cooperation, conflict


def _goldstein(rows: Sequence[PeriodRow]) -> float | None:
    told = [(row.goldstein, row.events) for row in rows if row.goldstein is not None]
    whole = sum(number for _, number in told)
    return round(sum(value * number for value, number in told) / whole, 4) if whole else None


def _in_words(coop_before: float, coop_after: float, conf_before: float, conf_after: float) -> str:
    parts = []
    for name, before, after in (("cooperation", coop_before, coop_after), ("conflict", conf_before, conf_after)):
        # A change of less than a fifth is no part of the turn.
        if abs(after - before) > 0.2 * max(before, after):
            parts.append(f"{'more' if after > before else 'less'} {name}")
    return " and ".join(parts) or "another course"


def _drivers(
    connection: sqlite3.Connection, scope: Scope, by: By, after: Sequence[PeriodRow], change: tuple[float, float]
) -> list[MergedEvent]:
    """The events of the first periods of the new course that pull its way, the most told and the weightiest first."""
    since = first_day(after[0].period, by).isoformat()
    until = last_day(after[min(_SHORTEST, len(after)) - 1].period, by).isoformat()
    cooperation, conflict = change
    wanted = "conflict" if abs(conflict) >= abs(cooperation) else "cooperation"
    if (conflict if wanted == "conflict" else cooperation) < 0:
        wanted = "cooperation" if wanted == "conflict" else "conflict"
    within = Scope(actors=scope.actors, since=since, until=until)
    return heaviest(connection, within, BY_PULL, _DRIVERS, wanted) or heaviest(connection, within, BY_PULL, _DRIVERS)
