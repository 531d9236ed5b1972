"""The questions to the archive as SQL. Rows come one at a time, in an order that does not depend on when pages came."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

import msgspec

from dragoman.archive import conditions
from dragoman.archive.conditions import Conditions, Who
from dragoman.archive.rows import (
    ArticleRow,
    EventRow,
    PersonRow,
    PlaceRow,
    RejectRow,
    ReprintRow,
    StatementRow,
    UndertakingRow,
)
from dragoman.errors import QueryError
from dragoman.report import Record

R = TypeVar("R", bound=Record)

_LABELS = (
    "(SELECT json_group_array(label) FROM (SELECT code || coalesce(':' || sector, '') AS label"
    " FROM participants WHERE event = e.key AND role = '{}' ORDER BY number))"
)
_PERSONS = (
    "(SELECT json_group_array(person) FROM (SELECT person FROM participants"
    " WHERE event = e.key AND role = '{}' AND person IS NOT NULL ORDER BY number))"
)
EVENTS = f"""
SELECT e.id, e.start, e."end", e.granularity, e.inherited, e.type, e.mode, e.cameo, e.quad, e.goldstein, e.status,
  e.symmetric, {_LABELS.format("source")} AS source, {_LABELS.format("target")} AS target,
  {_LABELS.format("mediator")} AS mediators, {_PERSONS.format("source")} AS source_persons,
  {_PERSONS.format("target")} AS target_persons, e.contexts, w.name AS place, w.country AS place_country, w.lat, w.lon,
  e.reported_by, e.confidence, p.id AS page, p.outlet, p.published_at, e.text, e.first, e.last
FROM events e JOIN pages p ON p.key = e.page LEFT JOIN places w ON w.key = e.place
"""  # noqa: S608 - the parts are constants of this module

STATEMENTS = """
SELECT p.id AS page, s.number, s.speaker, s.code, s.addressee, s.kind, s.verb, s.medium, s.text, s.first, s.last,
  p.outlet, p.published_at
FROM statements s JOIN pages p ON p.key = s.page
"""

# Grouped and cut to size first: names and offices are looked up for those alone that are shown.
_PERSONS_FOUND = """
SELECT q.name, q.country,
  (SELECT json_group_array(name) FROM (SELECT DISTINCT n.name FROM person_names n JOIN persons o ON o.key = n.person
    WHERE o.name = q.name AND o.country IS q.country ORDER BY n.name)) AS names,
  (SELECT json_group_array(office) FROM (SELECT DISTINCT CASE f.status WHEN 'current' THEN '' ELSE f.status || ' ' END
    || f.title || coalesce(' of ' || f.code, '') AS office FROM offices f JOIN persons o ON o.key = f.person
    WHERE o.name = q.name AND o.country IS q.country ORDER BY office)) AS offices,
  q.pages, q.mentions
FROM (SELECT q.name, q.country, count(DISTINCT q.page) AS pages, sum(q.mentions) AS mentions FROM persons q{}) q
"""

_PLACES = """
SELECT w.name, w.country, w.admin1, w.lat, w.lon, w.geonames_id, w.kind, w.pages, w.mentions,
  (SELECT count(*) FROM places v JOIN events e ON e.place = v.key
    WHERE v.name_key = w.name_key AND v.name = w.name AND v.country IS w.country AND v.admin1 IS w.admin1
    AND v.lat IS w.lat AND v.lon IS w.lon AND v.geonames_id IS w.geonames_id AND v.kind = w.kind) AS events
FROM (SELECT w.name, w.country, w.admin1, w.lat, w.lon, w.geonames_id, w.kind, w.name_key,
  count(DISTINCT w.page) AS pages, count(*) AS mentions FROM places w{}) w
"""

UNDERTAKINGS = """
SELECT p.id AS page, u.number, u.name, u.kind,
  (SELECT json_group_array(code) FROM (SELECT code FROM undertaking_parties
    WHERE undertaking = u.key ORDER BY number)) AS parties, u.stage,
  (SELECT json_group_array(stage) FROM (SELECT stage FROM undertaking_stages
    WHERE undertaking = u.key ORDER BY number)) AS stages,
  u.said_by, u.start, u."end", u.place, u.text, u.first, u.last, p.outlet, p.published_at
FROM undertakings u JOIN pages p ON p.key = u.page
"""

ARTICLES = """
SELECT p.id, p.published_at, p.outlet, p.headline, p.byline, p.url, p.language,
  (SELECT count(*) FROM events WHERE page = p.key) AS events,
  (SELECT count(*) FROM statements WHERE page = p.key) AS statements,
  (SELECT count(*) FROM persons WHERE page = p.key) AS persons,
  (SELECT count(*) FROM places WHERE page = p.key) AS places,
  (SELECT count(*) FROM undertakings WHERE page = p.key) AS undertakings,
  (SELECT o.id FROM reprints r JOIN pages o ON o.key = r.original WHERE r.page = p.key) AS reprint_of,
  (SELECT json_group_array(id) FROM (SELECT id FROM aliases WHERE page = p.key AND id <> p.id ORDER BY id)) AS also
FROM pages p
"""

_REPRINTS = """
SELECT * FROM (
  SELECT o.id AS original, p.id AS page, r.similarity, r.why, p.published_at, p.outlet, p.url, p.headline
  FROM reprints r JOIN pages p ON p.key = r.page JOIN pages o ON o.key = r.original
  UNION ALL
  SELECT p.id, a.id, 1.0, 'same page', json_extract(a.told, '$[2]'), json_extract(a.told, '$[3]'),
    json_extract(a.told, '$[4]'), p.headline
  FROM aliases a JOIN pages p ON p.key = a.page
  WHERE a.id > (SELECT min(b.id) FROM aliases b WHERE b.page = a.page)
)
"""

_JSON = frozenset(
    {
        "source",
        "target",
        "mediators",
        "source_persons",
        "target_persons",
        "names",
        "offices",
        "parties",
        "stages",
        "also",
    }
)


def answer(
    connection: sqlite3.Connection,
    select: str,
    asked: Conditions,
    rest: str,
    limit: int | None,
    kind: type[R],
) -> Iterator[R]:
    """The rows that a question finds, one at a time."""
    values = list(asked.values)
    if limit is not None:
        if limit < 0:
            raise QueryError("a limit must be 0 or more")
        rest += " LIMIT ?"
        values.append(limit)
    cursor = connection.execute(select + asked.where() + rest, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield msgspec.convert(
            {name: _cell(name, value) for name, value in zip(names, row, strict=True)}, kind, strict=False
        )


def _cell(name: str, value: object) -> object:
    if name in _JSON:
        return msgspec.json.decode(str(value))
    if name == "contexts":
        return tuple(part for part in str(value).split("|") if part)
    return value


class EventFilters(Record, frozen=True):
    """What a question about events may ask for; all that is given must hold."""

    actor: str | None = None
    source: str | None = None
    target: str | None = None
    type: str | None = None
    quad: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    outlet: str | None = None
    text: str | None = None
    page: str | None = None
    min_confidence: float | str | None = None
    limit: int | None = None


def event_conditions(connection: sqlite3.Connection, filters: EventFilters) -> Conditions:
    """What must hold of an event ``e``, its page ``p`` and its place ``w``."""
    asked = Conditions()
    if filters.type is not None:
        asked.add("e.type = ?", conditions.event_type(filters.type, connection))
    if filters.quad is not None:
        asked.add("e.quad = ?", conditions.quad(filters.quad))
    if filters.status is not None:
        asked.add("e.status = ?", conditions.status(filters.status))
    _add_roles(connection, asked, filters)
    asked.between("e.start", 'e."end"', filters.since, filters.until)
    if filters.place is not None:
        _add_place(asked, filters.place)
    asked.equal("p.outlet", filters.outlet)
    asked.words("e.key", "event_words", filters.text, connection)
    if filters.page is not None:
        asked.add("p.id = ?", filters.page)
    if filters.min_confidence is not None:
        asked.add("e.confidence >= ?", conditions.share(filters.min_confidence))
    return asked


def events(connection: sqlite3.Connection, filters: EventFilters) -> Iterator[EventRow]:
    """The events that fit, by day (those without a day last)."""
    asked = event_conditions(connection, filters)
    order = " ORDER BY e.start NULLS LAST, p.id, e.number"
    yield from answer(connection, EVENTS, asked, order, filters.limit, EventRow)


def _add_roles(connection: sqlite3.Connection, asked: Conditions, filters: EventFilters) -> None:
    """Who acts on whom; what is symmetric in nature may stand in either order."""
    if filters.actor is not None:
        asked.add(*_taking_part(Who(connection, filters.actor), None))
    given = (("source", filters.source), ("target", filters.target))
    roles = [(role, Who(connection, text)) for role, text in given if text is not None]
    if not roles:
        return
    codes = [who.code() for _, who in roles]
    if len(roles) == 2 and None not in codes:
        _add_dyad(asked, str(codes[0]), str(codes[1]), filters)
        return
    other = {"source": "target", "target": "source"}
    straight, values = _all_of([_taking_part(who, role) for role, who in roles])
    crossed, others = _all_of([_taking_part(who, other[role]) for role, who in roles])
    asked.add(f"({straight}) OR (e.symmetric AND {crossed})", *values, *others)


def _add_dyad(asked: Conditions, source: str, target: str, filters: EventFilters) -> None:
    """Two codes: their events lie side by side, by day, so that no others need be looked at."""
    inner = Conditions()
    inner.add("source = ?", source)
    inner.add("target = ?", target)
    if filters.since is not None or filters.until is not None:
        inner.add("day <> ''")
    inner.between("day", "last", filters.since, filters.until)
    asked.add(f"e.key IN (SELECT event FROM dyads{inner.where()})", *inner.values)  # noqa: S608


def _taking_part(who: Who, role: str | None) -> tuple[str, *tuple[str, ...]]:
    """The condition that someone takes part in event ``e``, in a role or in any, and its parameters."""
    part, values = who.part(code="a.code", sector="a.sector", name="a.person_key")
    in_role = f"a.role = '{role}' AND " if role else ""
    if who.frequent:
        # Met again soon wherever one looks: events are gone through in their order, and each is asked for its actors.
        return f"EXISTS (SELECT 1 FROM participants a WHERE a.event = e.key AND {in_role}({part}))", *values  # noqa: S608
    return f"e.key IN (SELECT a.event FROM participants a WHERE {in_role}({part}))", *values  # noqa: S608


def _all_of(conditions: list[tuple[str, *tuple[str, ...]]]) -> tuple[str, list[str]]:
    return " AND ".join(part for part, *_ in conditions), [value for _, *values in conditions for value in values]


def _add_place(asked: Conditions, place: str) -> None:
    """Where it happened: a place by its name, a first-order division, or a country's code."""
    pattern = conditions.whole_words(place)
    asked.add(
        "' ' || w.name_key || ' ' LIKE ? ESCAPE '!' OR w.country = ? OR w.admin1 = ? COLLATE NOCASE",
        pattern,
        place,
        place,
    )


class StatementFilters(Record, frozen=True):
    """What a question about statements may ask for."""

    speaker: str | None = None
    addressee: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    page: str | None = None
    limit: int | None = None


def statement_conditions(connection: sqlite3.Connection, filters: StatementFilters) -> Conditions:
    """What must hold of a statement ``s`` and its page ``p``."""
    asked = Conditions()
    for role, name in (("speaker", filters.speaker), ("addressee", filters.addressee)):
        if name is not None:
            code = "s.code" if role == "speaker" else "s.addressee_code"
            part, values = Who(connection, name).part(code=code, sector=None, name=f"s.{role}_key")
            asked.add(part, *values)
    if filters.kind is not None:
        asked.add("s.kind = ?", conditions.one_of(filters.kind, ("direct", "indirect", "mixed"), "kind of statement"))
    asked.between("p.day", "p.day", filters.since, filters.until)
    asked.equal("p.outlet", filters.outlet)
    asked.words("s.key", "statement_words", filters.text, connection)
    if filters.page is not None:
        asked.add("p.id = ?", filters.page)
    return asked


def statements(connection: sqlite3.Connection, filters: StatementFilters) -> Iterator[StatementRow]:
    """The statements that fit, by the day of their page."""
    asked = statement_conditions(connection, filters)
    order = " ORDER BY p.day NULLS LAST, p.id, s.number"
    yield from answer(connection, STATEMENTS, asked, order, filters.limit, StatementRow)


def persons(
    connection: sqlite3.Connection,
    *,
    name: str | None,
    country: str | None,
    office: str | None,
    limit: int | None,
    offset: int = 0,
) -> Iterator[PersonRow]:
    """The persons that fit, those of most mentions first."""
    asked = Conditions()
    if name is not None:
        asked.add(
            "EXISTS (SELECT 1 FROM person_names n WHERE n.person = q.key"
            " AND ' ' || n.name_key || ' ' LIKE ? ESCAPE '!')",
            conditions.whole_words(name),
        )
    asked.equal("q.country", country)
    if office is not None:
        asked.add("EXISTS (SELECT 1 FROM offices f WHERE f.person = q.key AND f.title = ? COLLATE NOCASE)", office)
    order = " ORDER BY mentions DESC, q.name, q.country"
    grouped = f"{asked.where()} GROUP BY q.name, q.country{order} LIMIT ? OFFSET ?"
    rest = Conditions()
    rest.values = [*asked.values, -1 if limit is None else limit, offset]
    yield from answer(connection, _PERSONS_FOUND.format(grouped), rest, order, None, PersonRow)


def places(
    connection: sqlite3.Connection,
    *,
    name: str | None,
    country: str | None,
    kind: str | None,
    limit: int | None,
    offset: int = 0,
) -> Iterator[PlaceRow]:
    """The places that fit, those of most mentions first."""
    asked = Conditions()
    asked.named("w.name_key", name)
    asked.equal("w.country", country)
    asked.equal("w.kind", kind)
    order = " ORDER BY mentions DESC, w.name, w.country, w.admin1, w.lat, w.lon, w.kind"
    columns = "w.name, w.country, w.admin1, w.lat, w.lon, w.geonames_id, w.kind"
    grouped = f"{asked.where()} GROUP BY {columns}{order} LIMIT ? OFFSET ?"
    rest = Conditions()
    rest.values = [*asked.values, -1 if limit is None else limit, offset]
    yield from answer(connection, _PLACES.format(grouped), rest, order, None, PlaceRow)


class UndertakingFilters(Record, frozen=True):
    """What a question about undertakings may ask for; ``party`` is a code."""

    party: str | None = None
    kind: str | None = None
    stage: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    page: str | None = None
    limit: int | None = None


def undertaking_conditions(connection: sqlite3.Connection, filters: UndertakingFilters) -> Conditions:
    """What must hold of an undertaking ``u`` and its page ``p``."""
    asked = Conditions()
    if filters.party is not None:
        asked.add("u.key IN (SELECT undertaking FROM undertaking_parties WHERE code = ?)", filters.party)
    asked.equal("u.kind", filters.kind)
    if filters.stage is not None:
        asked.add("u.key IN (SELECT undertaking FROM undertaking_stages WHERE stage = ? COLLATE NOCASE)", filters.stage)
    asked.between("p.day", "p.day", filters.since, filters.until)
    asked.equal("p.outlet", filters.outlet)
    asked.words("u.key", "undertaking_words", filters.text, connection)
    if filters.page is not None:
        asked.add("p.id = ?", filters.page)
    return asked


def undertakings(connection: sqlite3.Connection, filters: UndertakingFilters) -> Iterator[UndertakingRow]:
    """The undertakings that fit, by the day of their page."""
    asked = undertaking_conditions(connection, filters)
    order = " ORDER BY p.day NULLS LAST, p.id, u.number"
    yield from answer(connection, UNDERTAKINGS, asked, order, filters.limit, UndertakingRow)


class ArticleFilters(Record, frozen=True):
    """What a question about articles may ask for."""

    actor: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    limit: int | None = None


def article_conditions(connection: sqlite3.Connection, filters: ArticleFilters) -> Conditions:
    """What must hold of a page ``p``."""
    asked = Conditions()
    if filters.actor is not None:
        part, *values = _taking_part(Who(connection, filters.actor), None)
        asked.add(f"p.key IN (SELECT e.page FROM events e WHERE {part})", *values)  # noqa: S608
    asked.between("p.day", "p.day", filters.since, filters.until)
    asked.equal("p.outlet", filters.outlet)
    asked.words("p.key", "page_words", filters.text, connection)
    return asked


def articles(connection: sqlite3.Connection, filters: ArticleFilters) -> Iterator[ArticleRow]:
    """The articles that fit, by day."""
    asked = article_conditions(connection, filters)
    yield from answer(connection, ARTICLES, asked, " ORDER BY p.day NULLS LAST, p.id", filters.limit, ArticleRow)


def reprints(
    connection: sqlite3.Connection, *, page: str | None, limit: int | None, offset: int = 0
) -> Iterator[ReprintRow]:
    """The reprints of all pages or of one story, by their originals."""
    asked = Conditions()
    if page is not None:
        asked.add(
            "original = ?1 OR original IN (SELECT o.id FROM reprints r JOIN pages o ON o.key = r.original"
            " JOIN pages p ON p.key = r.page WHERE p.id = ?1)",
            page,
        )
    last = limit + offset if limit is not None else None
    found = answer(connection, _REPRINTS, asked, " ORDER BY original, published_at, page, why", last, ReprintRow)
    yield from islice(found, offset, None)


def rejects(connection: sqlite3.Connection) -> Iterator[RejectRow]:
    """The pages set aside, by source; where that is not known the id stands for it."""
    rows = connection.execute("SELECT id, source, reason, bytes FROM set_aside ORDER BY source, id")
    for id, source, reason, size in rows:
        yield RejectRow(id=id, source=source or id, reason=reason, bytes=size)
