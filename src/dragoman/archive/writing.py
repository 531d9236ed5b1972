"""A report as rows of the archive's tables; what decides which report is written stands in `keeping`."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.archive import dyads
from dragoman.archive.judgements import corrected, followed, judgements
from dragoman.knowledge.names import key
from dragoman.report import Event, Person, Provenance, Report, Undertaking


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        # Table and column names are this module's own; every value goes in as a parameter.
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608


_CHILDREN = ("events", "statements", "actors", "persons", "places", "dates", "undertakings", "page_texts")
"""The tables of what a report says, in an order in which they can be emptied."""


def write(connection: sqlite3.Connection, report: Report, page: int | None) -> int:
    """Writes the rows of a report, those of a new page or in place of those that ``page`` has; returns its key."""
    article = report.article
    row = {
        "id": report.id,
        "sha256": report.provenance.page_sha256 if report.provenance else None,
        "provenance": made_by(report.provenance),
        "headline": article.headline,
        "outlet": article.outlet,
        "url": article.url,
        "published_at": article.published_at,
        "day": article.published_at[:10] if article.published_at else None,
        "byline": article.byline,
        "language": article.language,
        "report": pack(report),
    }
    if page is None:
        _insert(connection, "pages", [row])
        page = _last(connection)
    else:
        for table in _CHILDREN:
            connection.execute(f"DELETE FROM {table} WHERE page = ?", (page,))  # noqa: S608
        columns = ", ".join(f"{name} = ?" for name in row)
        connection.execute(f"UPDATE pages SET {columns} WHERE key = ?", (*row.values(), page))  # noqa: S608
    _insert(connection, "page_texts", [{"page": page, "headline": article.headline or "", "body": body(report)}])
    followed(connection, report)
    _write_records(connection, corrected(report, judgements(connection, page=report.id)), page)
    return page


def rewrite(connection: sqlite3.Connection, id: str) -> None:
    """Writes the rows of a page anew, as its reviewers have it now; its report stays the machine's."""
    page, blob = connection.execute("SELECT key, report FROM pages WHERE id = ?", (id,)).fetchone()
    write(connection, unpack(blob), page)


def body(report: Report) -> str:
    """The words of an article without its headline."""
    article = report.article
    return "\n\n".join(part.text for part in article.paragraphs if part.text != article.headline)


def made_by(provenance: Provenance | None) -> str | None:
    """What made a report, the moment aside."""
    if provenance is None:
        return None
    return msgspec.json.encode(msgspec.structs.replace(provenance, coded_at=None)).decode()


def _write_records(connection: sqlite3.Connection, report: Report, page: int) -> None:
    _insert(connection, "actors", (_actor(one, page) for one in report.actors))
    for person in report.persons:
        _write_person(connection, person, page)
    places = _write_places(connection, report, page)
    for number, event in enumerate(report.events, 1):
        _write_event(connection, event, page, number, places)
    _insert(
        connection, "statements", (_statement(one, page, number) for number, one in enumerate(report.statements, 1))
    )
    _insert(connection, "dates", (_date(one, page) for one in report.dates))
    for number, undertaking in enumerate(report.undertakings, 1):
        _write_undertaking(connection, undertaking, page, number)


def pack(report: Report) -> bytes:
    """The report as it is kept."""
    return zlib.compress(report.to_json())


def unpack(blob: bytes) -> Report:
    """The report that :func:`pack` made."""
    return Report.from_json(zlib.decompress(blob))


def _actor(actor: Any, page: int) -> dict[str, Any]:
    return {
        "page": page,
        "code": actor.code,
        "sector": actor.sector,
        "country": actor.country,
        "name": actor.name,
        "name_key": key(actor.name),
        "mentions": len(actor.mentions),
    }


def _last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def _write_person(connection: sqlite3.Connection, person: Person, page: int) -> None:
    row = {"page": page, "name": person.name, "country": person.country, "mentions": len(person.mentions)}
    _insert(connection, "persons", [row])
    number = _last(connection)
    names = dict.fromkeys((person.name, *person.names))
    _insert(connection, "person_names", ({"person": number, "name": name, "name_key": key(name)} for name in names))
    _insert(
        connection,
        "offices",
        ({"person": number, "title": one.title, "code": one.of, "status": one.status} for one in person.offices),
    )


def _write_places(connection: sqlite3.Connection, report: Report, page: int) -> dict[tuple[int, int, str], int]:
    """Writes the places, and those that only an event speaks of; returns their keys."""
    keys: dict[tuple[int, int, str], int] = {}
    for place in (*report.places, *(event.place for event in report.events if event.place is not None)):
        if (place.start, place.end, place.name) in keys:
            continue
        values = {
            name: getattr(place, name)
            for name in ("name", "lat", "lon", "country", "admin1", "geonames_id", "kind", "text")
        }
        _insert(
            connection,
            "places",
            [{"page": page, "name_key": key(place.name), "first": place.start, "last": place.end, **values}],
        )
        keys[place.start, place.end, place.name] = _last(connection)
    return keys


_EVENT = ("id", "type", "mode", "cameo", "quad", "goldstein", "status", "symmetric", "reported_by", "confidence")


def _write_event(
    connection: sqlite3.Connection, event: Event, page: int, number: int, places: dict[tuple[int, int, str], int]
) -> None:
    place = event.place
    row = {
        "page": page,
        "number": number,
        **{name: getattr(event, name) for name in _EVENT},
        "contexts": "|".join(event.contexts),
        "start": event.date.start if event.date else None,
        "end": event.date.end if event.date else None,
        "granularity": event.date.granularity if event.date else None,
        "inherited": event.date.inherited if event.date else None,
        "place": places[place.start, place.end, place.name] if place else None,
        "text": event.evidence.text,
        "first": event.evidence.start,
        "last": event.evidence.end,
    }
    _insert(connection, "events", [row])
    held = _last_event(connection, page, number)
    for role, participants in (("source", event.source), ("target", event.target), ("mediator", event.mediators)):
        _insert(
            connection, "participants", (_participant(one, held, role, place) for place, one in enumerate(participants))
        )
    connection.executemany("INSERT INTO dyads VALUES (?, ?, ?, ?, ?, ?, ?)", dyads.rows(event, held))


def _last_event(connection: sqlite3.Connection, page: int, number: int) -> int:
    # Not last_insert_rowid(): the trigger that fills the full-text index writes rows of its own.
    return int(connection.execute("SELECT key FROM events WHERE page = ? AND number = ?", (page, number)).fetchone()[0])


def _participant(one: Any, event: int, role: str, number: int) -> dict[str, Any]:
    return {
        "event": event,
        "role": role,
        "number": number,
        "code": one.code,
        "sector": one.sector,
        "person": one.person,
        "person_key": key(one.person) if one.person else None,
        "text": one.text,
        "first": one.start,
        "last": one.end,
    }


def _statement(one: Any, page: int, number: int) -> dict[str, Any]:
    return {
        "page": page,
        "number": number,
        "speaker": one.speaker.name if one.speaker else None,
        "speaker_key": key(one.speaker.name) if one.speaker else None,
        "code": one.speaker.code if one.speaker else None,
        "addressee": one.addressee.name if one.addressee else None,
        "addressee_key": key(one.addressee.name) if one.addressee else None,
        "addressee_code": one.addressee.code if one.addressee else None,
        "kind": one.kind,
        "verb": one.verb,
        "medium": one.medium,
        "text": one.text,
        "first": one.start,
        "last": one.end,
    }


def _date(one: Any, page: int) -> dict[str, Any]:
    return {
        "page": page,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "granularity": one.granularity,
        "first": one.start_char,
        "last": one.end_char,
    }


def _write_undertaking(connection: sqlite3.Connection, one: Undertaking, page: int, number: int) -> None:
    row = {
        "page": page,
        "number": number,
        "name": one.name,
        "kind": one.kind,
        "stage": one.stage,
        "said_by": one.said_by,
        "start": one.date.start if one.date else None,
        "end": one.date.end if one.date else None,
        "place": one.place.name if one.place else None,
        "text": one.evidence.text,
        "first": one.evidence.start,
        "last": one.evidence.end,
    }
    _insert(connection, "undertakings", [row])
    held = connection.execute("SELECT key FROM undertakings WHERE page = ? AND number = ?", (page, number)).fetchone()[
        0
    ]
    _insert(
        connection,
        "undertaking_parties",
        ({"undertaking": held, "number": place, "code": code} for place, code in enumerate(one.parties)),
    )
    _insert(
        connection,
        "undertaking_stages",
        ({"undertaking": held, "number": place, "stage": stage} for place, stage in enumerate(one.stages)),
    )
