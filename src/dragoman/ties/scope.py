"""Whose ties, and of which time: a dyad, one actor, a set of actors, or all."""

from __future__ import annotations

import re
import sqlite3

from dragoman.archive.conditions import Conditions
from dragoman.errors import QueryError
from dragoman.knowledge.names import key
from dragoman.report import Record

_CODE = re.compile(r"[A-Z]{3}(:\S.*)?")


class Scope(Record, frozen=True):
    """Actors by their codes (none: all; one: with whomever; more: among themselves) and days, both included."""

    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def dyad(self) -> tuple[str, str] | None:
        """The two actors where there are just two."""
        return (self.actors[0], self.actors[1]) if len(self.actors) == 2 else None

    @property
    def directions(self) -> tuple[tuple[str, str], ...]:
        """Both directions of a dyad; none for other scopes."""
        return (self.actors[:2], self.actors[1::-1]) if self.dyad else ()  # type: ignore[return-value]

    def conditions(self, *, source: str, target: str, day: str) -> Conditions:
        """The conditions on the columns that hold source, target and day."""
        asked = Conditions()
        if len(self.actors) == 1:
            [code] = self.actors
            within = (code, f"{code}:", f"{code};")  # with its sectors, for what happens within a state
            part = "{0} = ? OR ({0} >= ? AND {0} < ?)"
            asked.add(f"{part.format(source)} OR {part.format(target)}", *within, *within)
        elif self.actors:
            marks = ", ".join("?" * len(self.actors))
            asked.add(f"{source} IN ({marks}) AND {target} IN ({marks})", *self.actors, *self.actors)
        if self.since is not None or self.until is not None:
            asked.add(f"{day} <> ''")  # what has no day lies in no time
        asked.between(day, day, self.since, self.until)
        return asked


def scope(
    connection: sqlite3.Connection, actors: tuple[str, ...], since: str | None = None, until: str | None = None
) -> Scope:
    """The scope that is asked for, with names ("Iran") as codes.

    Raises QueryError where an actor is named twice or is not known.
    """
    codes = tuple(_code(connection, actor) for actor in actors)
    if len(set(codes)) < len(codes):
        raise QueryError("an actor is named twice; name actors that differ")
    return Scope(actors=codes, since=since, until=until)


def _code(connection: sqlite3.Connection, text: str) -> str:
    if _CODE.fullmatch(text):
        return text
    # A code of the user's own may look like anything.
    if connection.execute("SELECT 1 FROM participants WHERE code = ? LIMIT 1", (text,)).fetchone():
        return text
    row = connection.execute(
        "SELECT code FROM actors WHERE name_key = ? AND name NOT IN (SELECT name FROM person_names)"
        " GROUP BY code ORDER BY sum(mentions) DESC, code LIMIT 1",
        (key(text),),
    ).fetchone()
    if row is None:
        raise QueryError(
            f"there is no actor {text!r} in the archive; give a code such as IRN, or a name that pages use"
        )
    return str(row[0])
