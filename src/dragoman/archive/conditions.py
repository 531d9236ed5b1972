"""The filters of questions as SQL conditions: parts written here, every value a parameter."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import get_args

from dragoman.errors import KnowledgeError, QueryError
from dragoman.knowledge import codebook
from dragoman.knowledge.days import Days, days
from dragoman.knowledge.names import key
from dragoman.report import Status

CODE_AND_SECTOR = re.compile(r"([A-Z]{3}):([A-Z]{3})")
_WORD = re.compile(r'"([^"]*)"|(\S+)')


class Conditions:
    """Conditions that must all hold, with their parameters in order."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[str | float] = []

    def add(self, part: str, *values: str | float) -> None:
        """Adds a condition with its parameters."""
        self.parts.append(part)
        self.values.extend(values)

    def where(self) -> str:
        """The WHERE clause, empty where there are no conditions."""
        return " WHERE " + " AND ".join(f"({part})" for part in self.parts) if self.parts else ""

    def equal(self, column: str, value: str | None) -> None:
        """The column holds the value, in any case."""
        if value is not None:
            self.add(f"{column} = ? COLLATE NOCASE", value)

    def words(self, column: str, index: str, text: str | None, connection: sqlite3.Connection) -> None:
        """The words of a full-text index hold all words and "phrases in quotes" of the text."""
        if text is None:
            return
        match = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"  # noqa: S608 - a table of the schema
        wanted = full_text(text)
        if frequent(connection, match, (wanted,)):
            self.add(f"EXISTS ({match} AND rowid = {column})", wanted)
        else:
            self.add(f"{column} IN ({match})", wanted)

    def named(self, column: str, name: str | None) -> None:
        """The column, a name's key, holds the whole words of the name, one after the other."""
        if name is not None:
            self.add(f"' ' || {column} || ' ' LIKE ? ESCAPE '!'", whole_words(name))

    def between(self, start: str, end: str, since: str | None, until: str | None) -> None:
        """The days from ``start`` to ``end`` overlap those asked for; what has no day is left out."""
        if since is not None:
            self.add(f"{end} >= ?", str(asked_days(since).start))
        if until is not None:
            self.add(f"{start} <= ?", str(asked_days(until).end))


_FREQUENT = 5_000


def frequent(connection: sqlite3.Connection, select: str, values: Iterable[str | int]) -> bool:
    """Whether a question finds so much that one had better go through all and look at each, than gather it first."""
    (found,) = connection.execute(
        f"SELECT count(*) FROM ({select} LIMIT {_FREQUENT + 1})",  # noqa: S608 - written by the caller
        tuple(values),
    ).fetchone()
    return bool(found > _FREQUENT)


def asked_days(text: str) -> Days:
    """The days of a day, month or year as users write them. Raises QueryError for anything else."""
    try:
        found = days(text, text)
    except (KnowledgeError, ValueError) as error:
        raise QueryError(f"{text!r} is no date; write 2020, 2020-12 or 2020-12-10") from error
    if found.start is None:
        raise QueryError("a date is empty; write 2020, 2020-12 or 2020-12-10")
    return found


def full_text(text: str) -> str:
    """The words of a question to a full-text index: each must stand, "those in quotes" side by side."""
    parts = [phrase or word for phrase, word in _WORD.findall(text)]
    wanted = [part for part in parts if any(char.isalnum() for char in part)]
    if not wanted:
        raise QueryError(f"there is no word in {text!r} to look for")
    return " ".join('"' + part.replace('"', '""') + '"' for part in wanted)


def whole_words(name: str) -> str:
    """The LIKE pattern for a name's key within spaces."""
    if not key(name):
        raise QueryError("a name to look for is empty")
    escaped = re.sub(r"([!%_])", r"!\1", key(name))
    return f"% {escaped} %"


def one_of(value: str, allowed: Iterable[str], what: str) -> str:
    """The allowed value that is meant, whatever its case.

    Raises QueryError where there is none.
    """
    known = list(allowed)
    for one in known:
        if value.casefold().replace("-", " ") == one.casefold():
            return one
    raise QueryError(f"there is no {what} {value!r}; take one of {', '.join(known)}")


def event_type(value: str, connection: sqlite3.Connection | None = None) -> str:
    """The event type that is meant: one of ours, or of a user's codebook where the archive holds events of it."""
    if value.upper() in codebook.types():
        return value.upper()
    if connection is None:
        return one_of(value, codebook.types(), "event type")
    stored = [name for (name,) in connection.execute("SELECT DISTINCT type FROM events ORDER BY type")]
    return one_of(value, dict.fromkeys([*codebook.types(), *stored]), "event type")


def quad(value: str) -> str:
    """The quad class that is meant."""
    return one_of(value, sorted({one.quad for one in codebook.types().values()}), "quad class")


def status(value: str) -> str:
    """The status that is meant."""
    return one_of(value, get_args(Status), "status")


def share(value: float | str) -> float:
    """A number from 0 to 1."""
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise QueryError(f"a confidence is a number from 0 to 1, not {value!r}")
    return found


class Who:
    """An actor asked for: a code (``IRN``, ``IGO:UN``, ``IRN:GOV``, a user's own), a name ("Iran"), a person's name."""

    def __init__(self, connection: sqlite3.Connection, text: str) -> None:
        self._name = None
        self._codes: list[tuple[str, str | None]]
        if _is_code(connection, text):
            self._codes = [(text, None)]
        elif match := CODE_AND_SECTOR.fullmatch(text):
            self._codes = [(match[1], match[2])]
        else:
            self._codes = _codes_of(connection, text)
            self._name = whole_words(text)
        part, values = self.part(code="code", sector="sector", name="person_key")
        self.frequent = bool(part) and frequent(connection, f"SELECT 1 FROM participants WHERE {part}", values)  # noqa: S608

    def part(self, *, code: str, sector: str | None, name: str) -> tuple[str, list[str]]:
        """The condition on a table's columns, with its parameters; without sectors it is asked for codes alone."""
        parts: list[str] = []
        values: list[str] = []
        for one, of_sector in self._codes:
            parts.append(f"{code} = ?" if of_sector is None or sector is None else f"({code} = ? AND {sector} = ?)")
            values += [one] if of_sector is None or sector is None else [one, of_sector]
        if self._name is not None:
            parts.append(f"' ' || {name} || ' ' LIKE ? ESCAPE '!'")
            values.append(self._name)
        return " OR ".join(parts), values

    def code(self) -> str | None:
        """The code where that alone is asked for, of all sectors and no name."""
        [(code, sector), *others] = self._codes or [("", None)]
        return code if code and sector is None and self._name is None and not others else None


def _is_code(connection: sqlite3.Connection, text: str) -> bool:
    asked = "SELECT 1 FROM {} WHERE code = ? LIMIT 1"
    tables = ("participants", "actors", "statements", "undertaking_parties")
    return any(connection.execute(asked.format(table), (text,)).fetchone() for table in tables)


def _codes_of(connection: sqlite3.Connection, name: str) -> list[tuple[str, str | None]]:
    """The codes (with the sector, for a part of a state) of actors of that very name who are no persons."""
    rows = connection.execute(
        "SELECT DISTINCT code, sector FROM actors WHERE name_key = ? AND name NOT IN (SELECT name FROM person_names)"
        " ORDER BY code, sector",
        (key(name),),
    )
    return [(code, sector) for code, sector in rows]
