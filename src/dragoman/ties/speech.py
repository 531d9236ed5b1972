"""Who says what about whom."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from dragoman.archive.conditions import Conditions
from dragoman.ties.periods import By, label
from dragoman.ties.records import Said, SaidCount
from dragoman.ties.scope import Scope
from dragoman.ties.series import ALL, Direction

_SAID = """
SELECT t.day, t.source, t.target, t.speaker, s.kind, s.verb, s.text, p.id, p.outlet, p.published_at, s.first, s.last
FROM statements_about t CROSS JOIN statements s ON s.key = t.statement JOIN pages p ON p.key = t.page
"""
_ORDER = " ORDER BY nullif(t.day, '') NULLS LAST, p.id, s.number, t.target"
_MATRIX = """
SELECT t.source, t.target, count(*), count(DISTINCT t.page), json_group_array(DISTINCT t.speaker)
FROM statements_about t
"""


def _asked(scope: Scope) -> Conditions:
    return scope.conditions(source="t.source", target="t.target", day="t.day")


def said(connection: sqlite3.Connection, scope: Scope, by: By = "month") -> Iterator[Said]:
    """The statements about each other of a scope, by day; a statement about two actors stands once for each."""
    yield from _said(connection, _asked(scope), by)


def latest(connection: sqlite3.Connection, scope: Scope, by: By, limit: int) -> list[Said]:
    """The last of them."""
    asked = _asked(scope)
    # The day of the last but so many, so that those before it need not be looked up.
    sql = f"SELECT t.day FROM statements_about t{asked.where()} ORDER BY t.day = '' DESC, t.day DESC LIMIT 1 OFFSET ?"  # noqa: S608
    if (bound := connection.execute(sql, (*asked.values, limit - 1)).fetchone()) is not None:
        asked.add("t.day = '' OR t.day >= ?" if bound[0] else "t.day = ?", bound[0])
    return list(_said(connection, asked, by))[-limit:]


def _said(connection: sqlite3.Connection, asked: Conditions, by: By) -> Iterator[Said]:
    for row in connection.execute(_SAID + asked.where() + _ORDER, asked.values):
        day, source, target, speaker, kind, verb, text, page, outlet, published_at, first, last = row
        yield Said(
            period=label(day, by) if day else None,
            source=source,
            target=target,
            speaker=speaker,
            kind=kind,
            verb=verb,
            text=text,
            page=page,
            outlet=outlet,
            published_at=published_at,
            first=first,
            last=last,
        )


def matrix(connection: sqlite3.Connection, scope: Scope) -> list[SaidCount]:
    """How many statements each actor of a scope makes about each other, with the speakers."""
    import json

    asked = _asked(scope)
    rows = connection.execute(
        f"{_MATRIX}{asked.where()} GROUP BY t.source, t.target ORDER BY count(*) DESC, t.source, t.target",
        asked.values,
    )
    return [
        SaidCount(
            source=source,
            target=target,
            statements=number,
            pages=pages,
            speakers=tuple(sorted(name for name in json.loads(names) if name)),
        )
        for source, target, number, pages, names in rows
    ]


def counted(connection: sqlite3.Connection, scope: Scope, by: By) -> Counter[tuple[str, Direction]]:
    """The number of statements about each other by period and direction; in all, each statement once."""
    asked = _asked(scope)
    asked.add("t.day <> ''")
    found: Counter[tuple[str, Direction]] = Counter()
    every = f"SELECT t.day, count(DISTINCT t.statement) FROM statements_about t{asked.where()} GROUP BY t.day"  # noqa: S608
    for day, number in connection.execute(every, asked.values):
        found[label(day, by), ALL] += number
    if scope.dyad:
        each = f"SELECT t.day, t.source, t.target, count(*) FROM statements_about t{asked.where()} GROUP BY 1, 2, 3"  # noqa: S608
        for day, source, target, number in connection.execute(each, asked.values):
            found[label(day, by), (source, target)] += number
    return found
