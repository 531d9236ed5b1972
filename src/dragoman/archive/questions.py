"""Questions to the archive as SQL with parameters: what is asked for, and by which filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.errors import QueryError
from dragoman.knowledge import codebook
from dragoman.knowledge.lexicon import STATUSES

KINDS = ("events", "statements", "persons", "places", "undertakings", "articles")

_COLUMNS = {
    "events": "e.id, e.type, e.status, e.source, e.target, e.start, e.\"end\", e.cameo, e.mode, e.quad, e.goldstein, e.place, e.reported_by,"
    " e.confidence, e.evidence, p.id AS page, p.outlet, p.day",
    "statements": "s.speaker, s.code, s.kind, s.verb, s.medium, s.addressee, s.words, p.id AS page, p.outlet, p.day",
    "persons": "n.name, n.offices, n.country, n.mentions, p.id AS page, p.outlet, p.day",
    "places": "l.name, l.country, l.admin1, l.kind, l.lat, l.lon, l.geonames_id, l.words, p.id AS page, p.outlet, p.day",
    "undertakings": "u.name, u.kind, u.parties, u.stage, u.said_by, p.id AS page, p.outlet, p.day",
    "articles": "p.id, p.headline, p.outlet, p.published_at, p.url, p.language, p.events, p.statements",
}
_TABLES = {
    "events": "events e JOIN pages p ON p.id = e.page",
    "statements": "statements s JOIN pages p ON p.id = s.page",
    "persons": "persons n JOIN pages p ON p.id = n.page",
    "places": "places l JOIN pages p ON p.id = l.page",
    "undertakings": "undertakings u JOIN pages p ON p.id = u.page",
    "articles": "pages p",
}
_ORDER = {
    "events": "coalesce(e.start, p.day), e.rowid",
    "statements": "p.day, s.rowid",
    "persons": "p.day, n.rowid",
    "places": "p.day, l.rowid",
    "undertakings": "p.day, u.rowid",
    "articles": "p.day, p.rowid",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep. Actors are codes (``IRN``, ``IRN:GOV``, ``IGO:UN``) or persons' names; days are ISO 8601."""

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
    limit: int | None = None


def question(kind: str, filters: Filters) -> tuple[str, list[object]]:
    """The SQL of a question and its parameters.

    Raises QueryError for a kind, type, status or day that there is not.
    """
    if kind not in KINDS:
        raise QueryError(f"there is nothing called {kind!r} in an archive; ask for one of {', '.join(KINDS)}")
    _check(filters)
    wheres: list[str] = []
    given: list[object] = []
    _about_actors(kind, filters, wheres, given)
    _about_records(kind, filters, wheres, given)
    _about_pages(kind, filters, wheres, given)
    sql = f"SELECT {_COLUMNS[kind]} FROM {_TABLES[kind]}"  # noqa: S608 - columns and tables are ours, values are parameters
    if wheres:
        sql += " WHERE " + " AND ".join(wheres)
    sql += f" ORDER BY {_ORDER[kind]}"
    if filters.limit is not None:
        sql += " LIMIT ?"
        given.append(filters.limit)
    return sql, given


def _check(filters: Filters) -> None:
    if filters.type is not None and filters.type.upper() not in codebook.types():
        raise QueryError(f"there is no event type {filters.type!r}; take one of {', '.join(codebook.types())}")
    if filters.status is not None and filters.status not in STATUSES:
        raise QueryError(f"there is no status {filters.status!r}; take one of {', '.join(STATUSES)}")
    for name in ("since", "until"):
        value = getattr(filters, name)
        if value is not None:
            try:
                date.fromisoformat(value)
            except ValueError as error:
                raise QueryError(f"--{name} must be a day such as 2020-12-10, not {value!r}") from error


def _about_actors(kind: str, filters: Filters, wheres: list[str], given: list[object]) -> None:
    for role, actor in ((None, filters.actor), ("source", filters.source), ("target", filters.target)):
        if actor is None:
            continue
        code, sector = _split(actor)
        if kind == "events":
            inner = "SELECT 1 FROM participants a WHERE a.event = e.id"
            if role is not None:
                inner += " AND a.role = ?"
                given.append(role)
            inner += " AND (a.code = ? OR a.person = ?)"
            given += [code, actor]
            if sector is not None:
                inner += " AND a.sector = ?"
                given.append(sector)
            wheres.append(f"EXISTS ({inner})")
        elif kind == "statements":
            wheres.append("(s.code = ? OR s.speaker = ? OR s.addressee = ?)")
            given += [code, actor, actor]
        elif kind == "persons":
            wheres.append("(n.name LIKE '%' || ? || '%' OR n.country = ?)")
            given += [actor, code]
        elif kind == "places":
            wheres.append("l.country = ?")
            given.append(code)
        elif kind == "undertakings":
            wheres.append("(',' || u.parties || ',') LIKE '%,' || ? || ',%'")
            given.append(code)
        else:
            wheres.append(
                "EXISTS (SELECT 1 FROM events e JOIN participants a ON a.event = e.id WHERE e.page = p.id AND (a.code = ? OR a.person = ?))"
            )
            given += [code, actor]


def _split(actor: str) -> tuple[str, str | None]:
    """``IRN:GOV`` as a code and a sector; ``IGO:UN`` is a code as a whole."""
    first, sep, second = actor.partition(":")
    if sep and len(first) == 3 and first not in ("IGO", "NGO", "REB", "MNC", "REG"):
        return first.upper(), second.upper()
    return (actor.upper(), None) if len(actor) == 3 else (actor, None)


def _about_records(kind: str, filters: Filters, wheres: list[str], given: list[object]) -> None:
    if kind == "events":
        for column, value in (("type", filters.type and filters.type.upper()), ("status", filters.status), ("quad", filters.quad)):
            if value is not None:
                wheres.append(f"e.{column} = ?")
                given.append(value)
    elif filters.type is not None and kind in ("undertakings", "statements"):
        wheres.append(f"{'u' if kind == 'undertakings' else 's'}.kind = ?")
        given.append(filters.type)
    if filters.place is not None:
        if kind == "events":
            wheres.append("(e.place = ? OR e.country = ?)")
            given += [filters.place, filters.place]
        elif kind == "places":
            wheres.append("(l.name = ? OR l.words = ? OR l.country = ?)")
            given += [filters.place] * 3
        else:
            wheres.append("EXISTS (SELECT 1 FROM places l WHERE l.page = p.id AND (l.name = ? OR l.words = ?))")
            given += [filters.place] * 2


def _about_pages(kind: str, filters: Filters, wheres: list[str], given: list[object]) -> None:
    day = 'coalesce(e.start, p.day)' if kind == "events" else "p.day"
    last = 'coalesce(e."end", p.day)' if kind == "events" else "p.day"
    if filters.since is not None:
        wheres.append(f"{last} >= ?")
        given.append(filters.since)
    if filters.until is not None:
        wheres.append(f"{day} <= ?")
        given.append(filters.until)
    if filters.outlet is not None:
        wheres.append("p.outlet = ? COLLATE NOCASE")
        given.append(filters.outlet)
    if filters.page is not None:
        wheres.append("p.id = ?")
        given.append(filters.page)
    if filters.text is not None:
        if kind == "events":
            wheres.append("e.evidence LIKE '%' || ? || '%'")
            given.append(filters.text)
        elif kind == "statements":
            wheres.append("s.words LIKE '%' || ? || '%'")
            given.append(filters.text)
        else:
            wheres.append("p.id IN (SELECT page FROM words WHERE words MATCH ?)")
            given.append('"' + filters.text.replace('"', '""') + '"')
