"""Merged events out of the archive, with the reports that tell them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from dragoman.errors import QueryError
from dragoman.ties.records import MergedEvent, Telling
from dragoman.ties.scope import Scope

_SELECT = """
SELECT m.id, m.day, m.start, m."end", m.granularity, m.type, m.mode, m.cameo, m.quad, m.goldstein, m.intensity,
  m.status, m.symmetric, m.source, m.target, m.place, m.reports, m.outlets, m.reprints, m.first_report, m.last_report,
  m.why, e.id, p.id, p.outlet, p.published_at, e.text, e.first, e.last
FROM merged_events m CROSS JOIN events e ON e.key = m.told_by JOIN pages p ON p.key = e.page
"""
_TELLINGS = """
SELECT e.id, p.id, p.outlet, p.published_at, r.reprint, r.why, e.text, e.first, e.last
FROM merged_events m JOIN merged_reports r ON r.merged = m.key JOIN events e ON e.key = r.event
JOIN pages p ON p.key = e.page WHERE m.id = ? ORDER BY p.day NULLS LAST, p.id, e.number
"""
BY_WORD = "abs(coalesce(d.goldstein, 0)) + 2 * d.outlets"
"""A weight of events: strong words or deeds, or told by many outlets."""
BY_OUTLETS = "d.outlets * (1 + abs(coalesce(d.goldstein, 0)))"
"""Another: told by many outlets first of all."""
BY_PULL = "d.outlets * abs(coalesce(d.goldstein, 0))"
"""Another: what moves the course most."""
_LISTS = frozenset({"source", "target"})
_FIELDS = MergedEvent.__struct_fields__


def find(
    connection: sqlite3.Connection, scope: Scope, statuses: Sequence[str] = ("actual",), limit: int | None = None
) -> Iterator[MergedEvent]:
    """The merged events of a scope, by day; those without a day stand last."""
    asked = scope.conditions(source="d.source", target="d.target", day="d.day")
    within = f"m.key IN (SELECT d.merged FROM merged_dyads d{asked.where()})"  # noqa: S608
    marks = ", ".join("?" * len(statuses))
    where = f" WHERE m.status IN ({marks})" + (f" AND {within}" if asked.parts else "")
    rest = " ORDER BY m.day NULLS LAST, m.id" + ("" if limit is None else f" LIMIT {limit:d}")
    for row in connection.execute(_SELECT + where + rest, [*statuses, *asked.values]):
        yield _event(row)


def heaviest(
    connection: sqlite3.Connection, scope: Scope, weight: str, limit: int, quad: str = ""
) -> list[MergedEvent]:
    """The actual events of a scope that weigh most (see ``weight``, one of this module's), heaviest first.

    Of those that weigh the same the earliest come first. ``quad`` is what the quad class must end with.
    """
    asked = scope.conditions(source="d.source", target="d.target", day="d.day")
    asked.add("d.status = 'actual'")
    if quad:
        asked.add("d.quad LIKE ?", f"%{quad}")
    rows = f"SELECT DISTINCT d.merged, {weight} AS weight, d.day FROM merged_dyads d{asked.where()}"  # noqa: S608
    order = " ORDER BY weight DESC, day"
    last = connection.execute(f"{rows}{order} LIMIT 1 OFFSET ?", (*asked.values, limit - 1)).fetchone()
    if last is not None:
        # Those that are on a level with the last too: the id decides among them.
        rows = f"SELECT * FROM ({rows}) WHERE weight > ? OR weight = ? AND day <= ?"  # noqa: S608
        asked.values += [last[1], last[1], last[2]]
    ranked = [
        (-weighs, day, event)
        for key, weighs, day in connection.execute(rows, asked.values).fetchall()
        for event in by_keys(connection, [key])
    ]
    return [event for *_, event in sorted(ranked, key=lambda one: (*one[:2], one[2].id))[:limit]]


def by_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[MergedEvent]:
    """Merged events by their ids, in the order asked for."""
    for id_ in ids:
        for row in connection.execute(f"{_SELECT} WHERE m.id = ?", (id_,)):
            yield _event(row)


def by_keys(connection: sqlite3.Connection, keys: Iterable[int]) -> Iterator[MergedEvent]:
    """Merged events by their keys in the archive, in the order asked for."""
    for key in keys:
        for row in connection.execute(f"{_SELECT} WHERE m.key = ?", (key,)):
            yield _event(row)


def tellings(connection: sqlite3.Connection, id: str) -> Iterator[Telling]:
    """The reports of a merged event, as they came out. Raises QueryError where there is no such event."""
    rows = connection.execute(_TELLINGS, (id,)).fetchall()
    if not rows:
        raise QueryError(f"there is no merged event {id}; `dragoman ties A B --json` shows the ids")
    for event, page, outlet, published_at, reprint, why, text, first, last in rows:
        yield Telling(
            event=event,
            page=page,
            outlet=outlet,
            published_at=published_at,
            reprint=bool(reprint),
            why=why,
            text=text,
            first=first,
            last=last,
        )


def _event(row: Sequence[object]) -> MergedEvent:
    values = dict(zip(_FIELDS, row, strict=True))
    for name in _LISTS:
        values[name] = tuple(part for part in str(values[name]).split("|") if part)
    values["symmetric"] = bool(values["symmetric"])
    return MergedEvent(**values)  # type: ignore[arg-type]
