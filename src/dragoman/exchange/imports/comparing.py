"""Our events beside those of others: how many of each type in each period, and how many both have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.archive.connection import told
from dragoman.errors import QueryError
from dragoman.exchange.imports.held import opened
from dragoman.knowledge.days import days
from dragoman.report import Record

PERIODS = {"year": 4, "month": 7, "day": 10}
OURS = "dragoman"


class Part(Record, frozen=True):
    """How many events of a type an origin has in a period."""

    period: str
    origin: str
    type: str
    events: int


class Overlap(Record, frozen=True):
    """Between two different states: the pairs with a type and a day that ours and an origin have, and both.

    Both have one where the day of the other is the same or next to it; what is mutual is found in either direction.
    """

    origin: str
    ours: int
    ours_found_there: int
    theirs: int
    theirs_found_here: int


class Comparison(Record, frozen=True):
    """Our events beside those of others."""

    parts: tuple[Part, ...]
    overlap: tuple[Overlap, ...]


_SETUP = """
CREATE TEMP TABLE pairs AS
SELECT {our_day} AS day, e.type, s.code AS source, t.code AS target, e.symmetric AS mutual, 'dragoman' AS origin
FROM events e JOIN pages p ON p.key = e.page JOIN participants s ON s.event = e.key AND s.role = 'source'
JOIN participants t ON t.event = e.key AND t.role = 'target'
WHERE e.status = 'actual' AND length(s.code) = 3 AND length(t.code) = 3 AND s.code <> t.code AND {our_period};
INSERT INTO pairs SELECT {our_day}, e.type, s.code, t.code, 1, 'dragoman'
FROM events e JOIN pages p ON p.key = e.page JOIN participants s ON s.event = e.key AND s.role = 'source'
JOIN participants t ON t.event = e.key AND t.role = 'source' AND t.number > s.number
WHERE e.status = 'actual' AND e.symmetric AND length(s.code) = 3 AND length(t.code) = 3 AND {our_period}
AND NOT EXISTS (SELECT 1 FROM participants o WHERE o.event = e.key AND o.role = 'target');
INSERT INTO pairs SELECT day, type, source, target, 0, origin FROM imported
WHERE type IS NOT NULL AND length(source) = 3 AND length(target) = 3 AND source <> target AND {their_period};
CREATE INDEX temp.pairs_both ON pairs (origin, type, source, target, day);
"""
_OUR_DAY = "coalesce(e.start, p.day)"
_BOTH = """
SELECT count(*), coalesce(sum(EXISTS (
  SELECT 1 FROM pairs b WHERE b.origin = ? AND b.type = a.type
  AND b.day BETWEEN date(a.day, '-1 day') AND date(a.day, '+1 day')
  AND b.source = a.source AND b.target = a.target
) OR EXISTS (
  SELECT 1 FROM pairs b WHERE b.origin = ? AND b.type = a.type
  AND b.day BETWEEN date(a.day, '-1 day') AND date(a.day, '+1 day')
  AND b.source = a.target AND b.target = a.source AND (a.mutual OR b.mutual)
)), 0) FROM pairs a WHERE a.origin = ?
"""


def compare(archive: Path, by: str = "month", since: str | None = None, until: str | None = None) -> Comparison:
    """Counts what happened by period, origin and type, and what ours and each other origin have in common.

    Raises QueryError where nothing was imported or the period is none.
    """
    if by not in PERIODS:
        raise QueryError(f"there is no period {by!r}; take one of {', '.join(PERIODS)}")
    with opened(archive, readonly=True) as connection, told(archive):
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'imported'").fetchone():
            raise QueryError(f"nothing was imported into {archive}; see dragoman import --help")
        first = str(days(since, since).start) if since else "0"
        last = str(days(until, until).end) if until else "9999"
        parts = tuple(_parts(connection, PERIODS[by], first, last))
        _fill(connection, first, last)
        origins = [row[0] for row in connection.execute("SELECT DISTINCT origin FROM imported ORDER BY origin")]
        return Comparison(parts=parts, overlap=tuple(_overlap(connection, origin) for origin in origins))


def _parts(connection: sqlite3.Connection, length: int, first: str, last: str) -> Iterator[Part]:
    sql = f"""
        SELECT substr({_OUR_DAY}, 1, ?) AS period, 'dragoman' AS origin, type, count(*) AS events
        FROM events e JOIN pages p ON p.key = e.page
        WHERE status = 'actual' AND {_OUR_DAY} BETWEEN ? AND ? GROUP BY 1, type
        UNION ALL
        SELECT substr(day, 1, ?), origin, coalesce(type, ''), count(*) FROM imported
        WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3
        ORDER BY 1, 2, 3
    """  # noqa: S608 - the parts are constants of this module
    for row in connection.execute(sql, (length, first, last, length, first, last)):
        yield msgspec.convert(dict(zip(Part.__struct_fields__, row, strict=True)), Part)


def _fill(connection: sqlite3.Connection, first: str, last: str) -> None:
    script = _SETUP.format(
        our_day=_OUR_DAY, our_period=f"{_OUR_DAY} BETWEEN ? AND ?", their_period="day BETWEEN ? AND ?"
    )
    for statement in script.split(";"):
        marks = statement.count("?")
        connection.execute(statement, (first, last)[:marks])


def _overlap(connection: sqlite3.Connection, origin: str) -> Overlap:
    def both(here: str, there: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = connection.execute(_BOTH, (there, there, here)).fetchone()
        return found

    ours, theirs = both(OURS, origin), both(origin, OURS)
    return Overlap(origin=origin, ours=ours[0], ours_found_there=ours[1], theirs=theirs[0], theirs_found_here=theirs[1])
