"""Answers a page at a time, the newest first, and what they have in common: for who looks through a large archive.

A cursor is the place of the last row in the order, so that the thousandth page costs what the first one does.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import msgspec

from dragoman.archive import conditions, dyads, questions
from dragoman.archive.conditions import Conditions
from dragoman.archive.rows import KINDS, EventRow
from dragoman.errors import QueryError
from dragoman.report import Record

COUNTED = 1_000
"""How many of the newest answers are counted, by facet and in all: a bound on the time that takes."""

RANKED = 10_000
"""How many of the matches that came last are put in order of rank."""

_FACET_VALUES = 12


class Listed(Record, frozen=True):
    """Some rows in order, and the cursor that leads on where there are more."""

    rows: tuple[Record, ...]
    next: str | None


class Facet(Record, frozen=True):
    """How often a value stands among the answers that were counted."""

    value: str
    count: int


class Facets(Record, frozen=True):
    """The commonest values of some columns, over the newest ``counted`` answers; ``more`` where there are others."""

    counted: int
    more: bool
    values: dict[str, tuple[Facet, ...]]


class _List(NamedTuple):
    """How a kind of records is listed: its tables, its day, its key, the conditions, its full-text index."""

    select: str
    tables: str
    day: str
    key: str
    asked: Callable[[sqlite3.Connection, Any], Conditions]
    filters: type[Record]
    words: str
    facets: dict[str, str]


_ACTORS = "SELECT a.code AS value FROM {keys} JOIN participants a ON a.event = k.value GROUP BY a.event, a.code"
_EVENT = "SELECT {column} AS value FROM {{keys}} JOIN events e ON e.key = k.value JOIN pages p ON p.key = e.page"
_EVENT_PLACE = "SELECT w.country AS value FROM {keys} JOIN events e ON e.key = k.value JOIN places w ON w.key = e.place"
_SAID = "SELECT {column} AS value FROM {{keys}} JOIN statements s ON s.key = k.value JOIN pages p ON p.key = s.page"
_WORK = "SELECT {column} AS value FROM {{keys}} JOIN undertakings u ON u.key = k.value JOIN pages p ON p.key = u.page"
_PARTIES = "SELECT code AS value FROM {keys} JOIN undertaking_parties ON undertaking = k.value"
_STAGES = "SELECT stage AS value FROM {keys} JOIN undertaking_stages ON undertaking = k.value"
_PAGE = "SELECT p.outlet AS value FROM {keys} JOIN pages p ON p.key = k.value"

_LISTS = {
    "events": _List(
        questions.EVENTS,
        "events e JOIN pages p ON p.key = e.page LEFT JOIN places w ON w.key = e.place",
        "e.start",
        "e.key",
        questions.event_conditions,
        questions.EventFilters,
        "event_words",
        {
            "actor": _ACTORS,
            "type": _EVENT.format(column="e.type"),
            "status": _EVENT.format(column="e.status"),
            "place": _EVENT_PLACE,
            "outlet": _EVENT.format(column="p.outlet"),
            "since": _EVENT.format(column="substr(e.start, 1, 4)"),
        },
    ),
    "statements": _List(
        questions.STATEMENTS,
        "statements s JOIN pages p ON p.key = s.page",
        "p.day",
        "s.key",
        questions.statement_conditions,
        questions.StatementFilters,
        "statement_words",
        {
            "speaker": _SAID.format(column="s.speaker"),
            "kind": _SAID.format(column="s.kind"),
            "outlet": _SAID.format(column="p.outlet"),
        },
    ),
    "undertakings": _List(
        questions.UNDERTAKINGS,
        "undertakings u JOIN pages p ON p.key = u.page",
        "p.day",
        "u.key",
        questions.undertaking_conditions,
        questions.UndertakingFilters,
        "undertaking_words",
        {"party": _PARTIES, "kind": _WORK.format(column="u.kind"), "stage": _STAGES},
    ),
    "articles": _List(
        questions.ARTICLES,
        "pages p",
        "p.day",
        "p.key",
        questions.article_conditions,
        questions.ArticleFilters,
        "page_words",
        {"outlet": _PAGE},
    ),
}
FOUND_BY_WORDS = tuple(_LISTS)
"""The kinds of records that are listed by day, or by rank where words are looked for."""


def listed(
    connection: sqlite3.Connection,
    kind: str,
    filters: dict[str, str | None],
    *,
    after: str | None,
    limit: int,
    ranked: bool,
) -> Listed:
    """One page of the answers of a kind, the newest first, or the best where they are ``ranked`` by their words."""
    if kind not in _LISTS:
        return _grouped(connection, kind, filters, after, limit)
    one = _LISTS[kind]
    if ranked and filters.get("text"):
        offset = _offset(after)
        keys = [key for _, key in _ranked(connection, one, filters, limit + 1, offset)]
        following = _cursor(offset + limit) if len(keys) > limit else None
    else:
        found = _by_day(connection, one, filters, _place(after), limit + 1)
        keys = [key for _, key in found]
        following = _cursor(*found[limit - 1]) if len(found) > limit else None
    return Listed(rows=tuple(_row(connection, one, kind, key) for key in keys[:limit]), next=following)


def facets(connection: sqlite3.Connection, kind: str, filters: dict[str, str | None]) -> Facets:
    """What the newest answers have in common."""
    if kind not in _LISTS:
        return Facets(counted=0, more=False, values={})
    one = _LISTS[kind]
    found = [key for _, key in _by_day(connection, one, filters, None, COUNTED + 1)]
    keys = msgspec.json.encode(found[:COUNTED]).decode()
    return Facets(
        counted=min(len(found), COUNTED),
        more=len(found) > COUNTED,
        values={name: _facet(connection, sql, keys) for name, sql in one.facets.items()},
    )


def _facet(connection: sqlite3.Connection, sql: str, keys: str) -> tuple[Facet, ...]:
    values = sql.format(keys="json_each(?) k")
    counts = connection.execute(
        f"SELECT value, count(*) AS number FROM ({values}) WHERE value IS NOT NULL"  # noqa: S608 - constants
        " GROUP BY value ORDER BY number DESC, value LIMIT ?",
        (keys, _FACET_VALUES),
    )
    return tuple(Facet(value=str(value), count=number) for value, number in counts)


def _asked(connection: sqlite3.Connection, one: _List, filters: dict[str, str | None]) -> Conditions:
    try:
        return one.asked(connection, one.filters(**filters))
    except TypeError as error:
        known = ", ".join(name for name in one.filters.__struct_fields__ if name != "limit")
        raise QueryError(f"there is no such filter; take some of {known}") from error


def _by_day(
    connection: sqlite3.Connection,
    one: _List,
    filters: dict[str, str | None],
    after: tuple[str | None, int] | None,
    limit: int,
) -> list[tuple[str | None, int]]:
    """Days and keys, the newest first; those without a day stand last."""
    day, key = after if after is not None else (None, None)
    found: list[tuple[str | None, int]] = []
    if after is None or day is not None:
        asked = _asked(connection, one, filters)
        asked.add(f"{one.day} IS NOT NULL")
        if day is not None and key is not None:
            # The first part alone lets the index be entered where the last page ended.
            asked.add(f"{one.day} <= ?", day)
            asked.add(f"{one.day} < ? OR {one.key} < ?", day, key)
        found += _keys(connection, one, asked, f"{one.day} DESC, {one.key} DESC", limit)
    if len(found) < limit:
        asked = _asked(connection, one, filters)
        asked.add(f"{one.day} IS NULL")
        if day is None and key is not None:
            asked.add(f"{one.key} < ?", key)
        found += _keys(connection, one, asked, f"{one.key} DESC", limit - len(found))
    return found


def _keys(
    connection: sqlite3.Connection, one: _List, asked: Conditions, order: str, limit: int
) -> list[tuple[str | None, int]]:
    sql = f"SELECT {one.day}, {one.key} FROM {one.tables}{asked.where()} ORDER BY {order} LIMIT ?"  # noqa: S608
    return connection.execute(sql, (*asked.values, limit)).fetchall()


def _ranked(
    connection: sqlite3.Connection, one: _List, filters: dict[str, str | None], limit: int, offset: int
) -> list[tuple[str | None, int]]:
    """The best matches of the words first, by SQLite's BM25, among the matches that came last."""
    asked = _asked(connection, one, {**filters, "text": None})
    asked.add(f"f.rowid = {one.key}")
    last = f"SELECT rowid, rank FROM {one.words} WHERE {one.words} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    sql = f"SELECT {one.day}, {one.key} FROM ({last}) f CROSS JOIN {one.tables}{asked.where()}"  # noqa: S608
    rest = f" ORDER BY f.rank, {one.key} DESC LIMIT ? OFFSET ?"
    values = (conditions.full_text(filters["text"] or ""), RANKED, *asked.values, limit, offset)
    return connection.execute(sql + rest, values).fetchall()


class Spot(Record, frozen=True):
    """Where an event happened, as far as its page says, and who tells of it."""

    event: str
    place: str | None
    lat: float | None
    lon: float | None
    outlet: str | None


def spots(
    connection: sqlite3.Connection, source: str, target: str, since: str | None, until: str | None, limit: int
) -> tuple[Spot, ...]:
    """Where the newest events of a dyad happened and who tells of them."""
    if conditions.CODE_AND_SECTOR.fullmatch(source) or conditions.CODE_AND_SECTOR.fullmatch(target):
        # The table of dyads knows no sectors.
        filters = {"source": source, "target": target, "since": since, "until": until}
        keys = [key for _, key in _by_day(connection, _LISTS["events"], filters, None, limit)]
    else:
        keys = dyads.newest(connection, source, target, since, until, limit)
    rows = connection.execute(
        "SELECT e.id, w.name, w.lat, w.lon, p.outlet FROM json_each(?) k JOIN events e ON e.key = k.value"
        " JOIN pages p ON p.key = e.page LEFT JOIN places w ON w.key = e.place",
        (msgspec.json.encode(keys).decode(),),
    )
    return tuple(
        Spot(event=event, place=name, lat=lat, lon=lon, outlet=outlet) for event, name, lat, lon, outlet in rows
    )


def _row(connection: sqlite3.Connection, one: _List, kind: str, key: int) -> Record:
    asked = Conditions()
    asked.add(f"{one.key} = ?", key)
    return next(questions.answer(connection, one.select, asked, "", None, KINDS[kind]))


class Unknown(Record, frozen=True):
    """A person of whom the tables know nothing: a name, what the pages say of it, and a page to look at."""

    name: str
    country: str | None
    office: str | None
    pages: int
    page: str


_UNKNOWN = """
SELECT q.name, max(q.country), max(f.title), count(DISTINCT q.page) AS pages, max(p.id)
FROM (SELECT key, id FROM pages ORDER BY day DESC LIMIT ?) p JOIN persons q ON q.page = p.key
LEFT JOIN offices f ON f.person = q.key
GROUP BY q.name ORDER BY pages DESC, sum(q.mentions) DESC, q.name LIMIT ?
"""


def persons_lately(connection: sqlite3.Connection, pages: int, limit: int) -> tuple[Unknown, ...]:
    """The persons that the newest pages speak of most."""
    rows = connection.execute(_UNKNOWN, (pages, limit))
    return tuple(
        Unknown(name=name, country=country, office=office, pages=count, page=page)
        for name, country, office, count, page in rows
    )


def doubtful(connection: sqlite3.Connection, reviewer: str, limit: int) -> tuple[EventRow, ...]:
    """The least certain and weightiest events that the reviewer has not judged."""
    keys = connection.execute(
        "SELECT key FROM events WHERE id NOT IN (SELECT event FROM judgements WHERE reviewer = ?)"
        " ORDER BY ((1 - confidence) + abs(coalesce(goldstein, 0)) / 20.0) DESC LIMIT ?",
        (reviewer, limit),
    ).fetchall()
    return _events(connection, [key for (key,) in keys])


def sample(connection: sqlite3.Connection, reviewer: str, size: int, seed: int) -> tuple[EventRow, ...]:
    """Events at random places of the archive, less those that the reviewer has judged."""
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM events").fetchone()
    places = Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    keys: dict[int, None] = {}
    for _ in range(3 * size if last else 0):
        found = connection.execute(
            "SELECT key FROM events WHERE key >= ? ORDER BY key LIMIT 1", (places.randint(1, last),)
        ).fetchone()
        keys.update({found[0]: None} if found else {})
        if len(keys) == size:
            break
    judged = {one for (one,) in connection.execute("SELECT event FROM judgements WHERE reviewer = ?", (reviewer,))}
    return tuple(row for row in _events(connection, list(keys)) if row.id not in judged)


def _events(connection: sqlite3.Connection, keys: list[int]) -> tuple[EventRow, ...]:
    rows = (_row(connection, _LISTS["events"], "events", key) for key in keys)
    return tuple(row for row in rows if isinstance(row, EventRow))


def _grouped(
    connection: sqlite3.Connection, kind: str, filters: dict[str, str | None], after: str | None, limit: int
) -> Listed:
    """Persons and places: those of most mentions first; reprints by their originals."""
    asks: dict[str, Callable[..., Iterator[Record]]] = {
        "persons": questions.persons,
        "places": questions.places,
        "reprints": questions.reprints,
    }
    ask = asks.get(kind)
    if ask is None:
        raise QueryError(f"there are no {kind}; take one of {', '.join(KINDS)}")
    offset = _offset(after)
    try:
        found = list(ask(connection, **{**_NONE[kind], **filters}, limit=limit + 1, offset=offset))
    except TypeError as error:
        raise QueryError(f"there is no such filter; take some of {', '.join(_NONE[kind])}") from error
    return Listed(rows=tuple(found[:limit]), next=_cursor(offset + limit) if len(found) > limit else None)


_NONE: dict[str, dict[str, str | None]] = {
    "persons": {"name": None, "country": None, "office": None},
    "places": {"name": None, "country": None, "kind": None},
    "reprints": {"page": None},
}


def _cursor(*place: object) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _decoded(cursor: str, shape: Any) -> Any:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (ValueError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise QueryError("the cursor is not one that a page of answers gave; begin without one") from error


def _place(cursor: str | None) -> tuple[str | None, int] | None:
    if cursor is None:
        return None
    place: tuple[str | None, int] = _decoded(cursor, tuple[str | None, int])
    return place


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (offset,) = _decoded(cursor, tuple[int])
    if offset < 0:
        raise QueryError("the cursor is not one that a page of answers gave; begin without one")
    return int(offset)
