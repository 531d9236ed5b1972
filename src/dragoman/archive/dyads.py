"""Who does how much to whom: counts of events as reported, from a table where those of two actors lie side by side."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from dragoman.archive.conditions import Conditions
from dragoman.errors import QueryError
from dragoman.report import Event, Record


class DyadRow(Record, frozen=True):
    """Two actors and the number of events in which the one does something to the other, as many times as reported."""

    source: str
    target: str
    events: int


class MonthRow(Record, frozen=True):
    """The events of a type of a dyad that began in a month, as many times as reported; None where no day is known."""

    source: str
    target: str
    month: str | None
    type: str
    events: int


def rows(event: Event, key: int) -> Iterator[tuple[str, str, str, int, str, str, str]]:
    """The rows of an event."""
    day, last = (event.date.start, event.date.end) if event.date else ("", "")
    pairs = {(one.code, other.code) for one in event.source for other in event.target}
    if event.symmetric:
        pairs |= {(target, source) for source, target in pairs}
    for source, target in sorted(pairs):
        yield source, target, day or "", key, last or "", event.type, event.status


def top(connection: sqlite3.Connection, since: str | None, until: str | None, limit: int | None) -> Iterator[DyadRow]:
    """The dyads of most events, of all time or of some years."""
    asked = Conditions()
    if since is not None:
        asked.add("year >= ?", _year(since))
    if until is not None:
        asked.add("year <= ?", _year(until))
    if since is None and until is None:
        asked.add("year = '*'")
    else:
        asked.add("year NOT IN ('', '*')")
    found = connection.execute(
        f"SELECT source, target, sum(events) AS events FROM dyad_years{asked.where()}"  # noqa: S608
        " GROUP BY source, target ORDER BY events DESC, source, target LIMIT ?",
        (*asked.values, -1 if limit is None else limit),
    )
    for source, target, events in found:
        yield DyadRow(source=source, target=target, events=events)


def newest(
    connection: sqlite3.Connection, source: str, target: str, since: str | None, until: str | None, limit: int
) -> list[int]:
    """The keys of the newest events of a dyad; those without a day are the oldest."""
    asked = Conditions()
    asked.add("source = ? AND target = ?", source, target)
    if since is not None or until is not None:
        asked.add("day <> ''")
    asked.between("day", "last", since, until)
    rows = connection.execute(
        f"SELECT event FROM dyads{asked.where()} ORDER BY day DESC, event DESC LIMIT ?",  # noqa: S608
        (*asked.values, limit),
    )
    return [event for (event,) in rows]


def _year(text: str) -> str:
    if not re.fullmatch("[0-9]{4}", text):
        raise QueryError(f"{text!r} is no year; write 2020")
    return text


def months(
    connection: sqlite3.Connection, *, source: str, target: str, status: str | None, limit: int | None
) -> Iterator[MonthRow]:
    """The events of a dyad by month and type."""
    asked = Conditions()
    asked.add("source = ?", source)
    asked.add("target = ?", target)
    if status is not None:
        asked.add("status = ?", status)
    found = connection.execute(
        f"SELECT substr(day, 1, 7) AS month, type, count(*) FROM dyads{asked.where()}"  # noqa: S608
        " GROUP BY month, type ORDER BY month, type LIMIT ?",
        (*asked.values, -1 if limit is None else limit),
    )
    for month, type_, events in found:
        yield MonthRow(source=source, target=target, month=month or None, type=type_, events=events)
