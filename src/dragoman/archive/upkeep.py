"""Care of the file: is it whole, make it small, copy it while others use it, put a copy back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dragoman.archive.connection import connect, told
from dragoman.archive.judgements import corrected, judgements
from dragoman.archive.writing import unpack
from dragoman.errors import ArchiveError

_INDEXES = ("page_words", "event_words", "statement_words", "undertaking_words")


def check(path: Path) -> list[str]:
    """What is wrong with an archive, in sentences; none where it is whole.

    Looks at the file, the links between tables, the full-text indexes, and whether every report can be read and has as
    many events, as its reviewers have it, as the tables.
    """
    try:
        with closing(connect(path, readonly=False)) as connection:
            return list(_faults(connection))
    except sqlite3.DatabaseError as error:
        return [f"the file is damaged: {error}"]
    except ArchiveError as error:
        if getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return [f"the file is damaged: {error.__cause__}"]
        raise


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to nothing"
    for index in _INDEXES:
        try:
            # The names are this module's own.
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.DatabaseError:
            yield f"the full-text index {index} is out of step with its table"
    yield from _unread(connection)


def _unread(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("SELECT id, report, (SELECT count(*) FROM events WHERE page = p.key) FROM pages p")
    for id, blob, events in rows:
        try:
            report = unpack(blob)
        except Exception as error:  # whatever is wrong with it, the others are to be looked at too
            yield f"the report of {id} cannot be read ({error})"
            continue
        held = corrected(report, judgements(connection, page=id))
        if report.id != id or len(held.events) != events:
            yield f"the report of {id} and its rows do not agree"


def vacuum(path: Path) -> tuple[int, int]:
    """Makes the file as small as it can be, and the indexes fast; its size before and after."""
    before = path.stat().st_size if path.exists() else 0
    with told(path), closing(connect(path, readonly=False)) as connection:
        for index in _INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608
        connection.execute("VACUUM")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, path.stat().st_size


def backup(path: Path, copy: Path) -> None:
    """Copies an archive while others may read and write it. Raises ArchiveError where the copy is there already."""
    if copy.exists():
        raise ArchiveError(f"{copy} is there already; name a file that is not")
    with closing(connect(path, readonly=True)) as source:
        _copy(source, copy)


def restore(path: Path, copy: Path, *, force: bool = False) -> None:
    """Puts a copy in the place of an archive, whole or not at all; ``force`` where there is one that would be lost."""
    if path.exists() and not force:
        raise ArchiveError(f"{path} is there already and would be lost; say --force, or name another file")
    fresh = path.with_name(path.name + "-restored")
    fresh.unlink(missing_ok=True)
    with closing(connect(copy, readonly=True)) as source:
        _copy(source, fresh)
    if faults := check(fresh):
        fresh.unlink()
        raise ArchiveError(f"{copy} is not whole: {faults[0]}")
    if path.exists():
        # What is still in the old one's log must not be played into the new one.
        with told(path), closing(sqlite3.connect(path)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    os.replace(fresh, path)  # noqa: PTH105


def _copy(source: sqlite3.Connection, path: Path) -> None:
    part = path.with_name(path.name + "-part")
    part.unlink(missing_ok=True)
    try:
        with told(path), closing(sqlite3.connect(part)) as target:
            source.backup(target, pages=4096)
            target.execute("PRAGMA journal_mode = DELETE")
        os.replace(part, path)  # noqa: PTH105
    finally:
        part.unlink(missing_ok=True)
