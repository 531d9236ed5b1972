"""The actual events of every pair of actors added up: whole months and years from a table, the days left by event."""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from operator import add
from typing import NamedTuple

from dragoman.archive.conditions import asked_days
from dragoman.ties.periods import By, between, label, placed
from dragoman.ties.scope import Scope

ALWAYS = "*"
"""The period of all events, those without a day too."""
EITHER = "source = ? AND target = ? OR source = ? AND target = ?"
"""A pair in either direction; SQLite does not find rows of pairs by an index."""
_YEAR, _MONTH, _DAY = 4, 7, 10
_ADDED = ("events", "reports", "cooperation", "conflict", "valued", "goldstein")
_SUMS = ", ".join(f"sum({name}) AS {name}" for name in _ADDED)
_OF_EVENT = (
    "min(d.source, d.target) AS first, max(d.source, d.target) AS second, 1 AS events, d.reports AS reports,"
    " ifnull(d.quad LIKE '%cooperation', 0) AS cooperation, ifnull(d.quad LIKE '%conflict', 0) AS conflict,"
    " d.goldstein IS NOT NULL AS valued, ifnull(CAST(round(1000 * d.goldstein) AS INTEGER), 0) AS goldstein"
)
_ACTUAL = "d.status = 'actual' AND d.source <> '' AND d.target <> ''"
_COLUMNS = f"first, second, {', '.join(_ADDED)}"
_HELD = f"SELECT period, {_COLUMNS} FROM merged_pairs"  # noqa: S608 - constants
_TOLD = f"SELECT d.day AS period, {_OF_EVENT} FROM merged_dyads d WHERE {_ACTUAL}"  # noqa: S608 - constants


class Pair(NamedTuple):
    """Two actors, the first before the second in the alphabet, and their events; ``goldstein`` is in thousandths."""

    first: str
    second: str
    events: int
    reports: int
    cooperation: int
    conflict: int
    valued: int
    goldstein: int

    @property
    def mean(self) -> float | None:
        """The mean Goldstein value."""
        return round(self.goldstein / 1000 / self.valued, 4) if self.valued else None


class Pairs(NamedTuple):
    """A question for the sums of pairs."""

    connection: sqlite3.Connection
    sql: str
    values: tuple[str | float, ...]

    def most(self, limit: int = -1) -> list[Pair]:
        """Those of most events first: all, or so many."""
        order = " ORDER BY 3 DESC, 1, 2 LIMIT ?"
        return [Pair._make(row) for row in self.connection.execute(self.sql + order, (*self.values, limit))]


def sums(connection: sqlite3.Connection, scope: Scope) -> Pairs:
    """The events of the pairs of a scope, both directions together."""
    parts, values = [], []
    for table, condition, bound in _parts(connection, scope):
        asked = Scope(actors=scope.actors).conditions(source="first", target="second", day="")
        asked.add(condition, *bound)
        parts.append(f"SELECT period, {_COLUMNS} FROM ({table}){asked.where()}")  # noqa: S608 - the parts are constants
        values += asked.values
    union = " UNION ALL ".join(parts) or f"{_HELD} WHERE 0"
    return Pairs(connection, f"SELECT first, second, {_SUMS} FROM ({union}) GROUP BY first, second", tuple(values))  # noqa: S608


def moved(connection: sqlite3.Connection, now: Scope, before: Scope, limit: int) -> Iterator[tuple[str, str, int, int]]:
    """The pairs of two different actors whose events differ most between two times, with their events in each."""
    one, other = sums(connection, now), sums(connection, before)
    sql = f"""
        SELECT first, second, sum(now), sum(before) FROM (
          SELECT first, second, events AS now, 0 AS before FROM ({one.sql})
          UNION ALL SELECT first, second, 0, events FROM ({other.sql})
        ) WHERE first <> second GROUP BY first, second HAVING sum(now) <> sum(before)
        ORDER BY abs(sum(now) - sum(before)) DESC, first, second LIMIT ?
    """  # noqa: S608 - the parts are constants of this module
    yield from connection.execute(sql, (*one.values, *other.values, limit))


def _parts(connection: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where the events of a time are found, without one standing twice: table, condition, its values."""
    if scope.since is None and scope.until is None:
        yield _HELD, "period = ?", (ALWAYS,)
        return
    for first, last in _reach(connection, scope):
        for since, until, size in stretches(first, last):
            if size == _DAY:
                yield _TOLD, "period BETWEEN ? AND ?", (since.isoformat(), until.isoformat())
            else:
                periods = between(since.isoformat(), until.isoformat(), "year" if size == _YEAR else "month")
                yield _HELD, f"period IN ({', '.join('?' * len(periods))})", tuple(periods)


def _reach(connection: sqlite3.Connection, scope: Scope) -> list[tuple[date, date]]:
    """The first and the last day of a scope, as far as there are events; none where there are none."""
    edge = "SELECT {}(day) FROM merged_dyads WHERE day > ''"
    least, most = connection.execute(f"SELECT ({edge.format('min')}), ({edge.format('max')})").fetchone()
    if least is None:
        return []
    first, last = date(int(least[:4]), 1, 1), date(int(most[:4]), 12, 31)
    if scope.since is not None:
        first = max(first, asked_days(scope.since).start or first)
    if scope.until is not None:
        last = min(last, asked_days(scope.until).end or last)
    return [(first, last)] if first <= last else []


def stretches(first: date, last: date) -> Iterator[tuple[date, date, int]]:
    """A time as whole years, the whole months before and after them, and the days left: each with its label's size."""
    for size, least, most in ((_YEAR, *_years(first, last)), (_MONTH, *_months(first, last))):
        if least is not None and most is not None:
            if first < least:
                yield from stretches(first, least - timedelta(1))
            yield least, most, size
            if most < last:
                yield from stretches(most + timedelta(1), last)
            return
    yield first, last, _DAY


def _years(first: date, last: date) -> tuple[date, date] | tuple[None, None]:
    """The days from the first to the last whole year."""
    least = first.year + ((first.month, first.day) != (1, 1))
    most = last.year - ((last.month, last.day) != (12, 31))
    return (date(least, 1, 1), date(most, 12, 31)) if least <= most else (None, None)


def _months(first: date, last: date) -> tuple[date, date] | tuple[None, None]:
    """The days from the first to the last whole month."""
    least = 12 * first.year + first.month - 1 + (first.day != 1)
    most = 12 * last.year + last.month - 1 - (last.day != monthrange(last.year, last.month)[1])
    if least > most:
        return None, None
    year, month = most // 12, most % 12 + 1
    return date(least // 12, least % 12 + 1, 1), date(year, month, monthrange(year, month)[1])


def by_period(connection: sqlite3.Connection, scope: Scope, by: By) -> Iterator[tuple[str, Pair]]:
    """The events of the pairs of a scope by period; those that fall into none are left out."""
    asked = scope.conditions(source="d.source", target="d.target", day="d.day")
    asked.add(f"{_ACTUAL} AND d.day <> ''")
    sql = f"""
        SELECT first, second, {_SUMS}, day, start, "end", granularity FROM (
          SELECT {_OF_EVENT}, d.day AS day, CASE WHEN d.plain THEN '' ELSE d.merged END AS one, m.start AS start,
            m."end" AS "end", m.granularity AS granularity
          FROM merged_dyads d LEFT JOIN merged_events m ON m.key = d.merged AND NOT d.plain{asked.where()}
        ) GROUP BY day, first, second, one
    """  # noqa: S608 - the parts are constants of this module
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * len(_ADDED))
    for first, second, *numbers, day, start, end, granularity in connection.execute(sql, asked.values):
        if placed(start, end, granularity, by):
            held = found[label(day, by), first, second]
            held[:] = map(add, held, numbers)
    for (period, first, second), numbers in found.items():
        yield period, Pair(first, second, *numbers)
