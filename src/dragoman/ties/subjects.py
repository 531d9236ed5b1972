"""Whom a statement is about: the actors whose mention stands in its words, and whom it is said to."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

import msgspec


class _Span(msgspec.Struct):
    start: int
    end: int


class _Actor(msgspec.Struct):
    code: str
    mentions: list[_Span] = []


class _Person(msgspec.Struct):
    country: str | None = None
    mentions: list[_Span] = []


class _Speaker(msgspec.Struct):
    code: str | None = None


class _Statement(msgspec.Struct):
    start: int
    end: int
    speaker: _Speaker | None = None
    addressee: _Speaker | None = None


class _Page(msgspec.Struct):
    """As much of a report as is needed here: reading all of it would take several times as long."""

    actors: list[_Actor] = []
    persons: list[_Person] = []
    statements: list[_Statement] = []


def write_subjects(connection: sqlite3.Connection, page: int) -> None:
    """Notes whom each statement of a page is about."""
    asked = "SELECT number, key, code, speaker FROM statements WHERE page = ? AND code IS NOT NULL"
    held = {number: row for number, *row in connection.execute(asked, (page,))}
    if not held:
        return
    blob, day = connection.execute("SELECT report, coalesce(day, '') FROM pages WHERE key = ?", (page,)).fetchone()
    read = msgspec.json.decode(zlib.decompress(blob), type=_Page)
    mentions = [(span.start, span.end, actor.code) for actor in read.actors for span in actor.mentions]
    mentions += [(span.start, span.end, one.country) for one in read.persons if one.country for span in one.mentions]
    connection.executemany(
        "INSERT OR IGNORE INTO statements_about (source, target, day, statement, page, speaker)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (source, target, day, key, page, speaker)
            for number, statement in enumerate(read.statements, 1)
            if number in held
            for key, source, speaker in (held[number],)
            for target in sorted(set(_subjects(statement, mentions)) - {source})
        ),
    )


def _subjects(statement: _Statement, mentions: list[tuple[int, int, str]]) -> Iterator[str]:
    own = statement.speaker.code if statement.speaker else None
    found = {code for start, end, code in mentions if statement.start <= start and end <= statement.end}
    if statement.addressee is not None and statement.addressee.code:
        found.add(statement.addressee.code)
    yield from found - {own}
