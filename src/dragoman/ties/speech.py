"""Who says what about whom."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from dragoman.ties.periods import By, label
from dragoman.ties.records import Said, SaidCount
from dragoman.ties.scope import Scope
from dragoman.ties.series import ALL, Direction

_ABOUT = """
FROM statement_subjects t CROSS JOIN statements s ON s.key = t.statement JOIN pages p ON p.key = s.page
"""
_SAID = f"""
SELECT p.day, s.code, t.code, s.speaker, s.kind, s.verb, s.text, p.id, p.outlet, p.published_at, s.first, s.last
{_ABOUT}
"""
_MATRIX = f"SELECT s.code, t.code, count(*), count(DISTINCT p.key), json_group_array(DISTINCT s.speaker) {_ABOUT}"


def _where(scope: Scope) -> tuple[str, list[str | float]]:
    asked = scope.conditions(source="s.code", target="t.code", day="p.day")
    asked.add("s.code IS NOT NULL AND s.code <> t.code")
    return asked.where(), asked.values


def said(connection: sqlite3.Connection, scope: Scope, by: By = "month") -> Iterator[Said]:
    """The statements about each other of a scope, by day; a statement about two actors stands once for each."""
    where, values = _where(scope)
    for row in connection.execute(f"{_SAID}{where} ORDER BY p.day NULLS LAST, p.id, s.number, t.code", values):
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

    where, values = _where(scope)
    rows = connection.execute(
        f"{_MATRIX}{where} GROUP BY s.code, t.code ORDER BY count(*) DESC, s.code, t.code", values
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
    where, values = _where(scope)
    found: Counter[tuple[str, Direction]] = Counter()
    last = None
    asked = f"SELECT s.key, p.day, s.code, t.code {_ABOUT}{where} AND p.day IS NOT NULL ORDER BY s.key"
    for key, day, source, target in connection.execute(asked, values):
        period = label(day, by)
        if key != last:
            found[period, ALL] += 1
        if scope.dyad:
            found[period, (source, target)] += 1
        last = key
    return found
