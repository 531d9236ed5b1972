"""Opening the file of an archive: what it must be, how it is set up, and how old ones are brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import ArchiveError

APPLICATION = 0x4452474D
"""Marks the file as an archive of Dragoman, in SQLite's own header field for that ("DRGM")."""

BUSY_MILLISECONDS = 60_000

_SCRIPTS = Path(__file__).parent / "schema"


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """An open connection to an archive whose tables are up to date.

    Raises ArchiveError where there is none, where the file is something else or was written by a newer version.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder, not an archive; name a file such as {path / 'archive.dragoman'}")
    if fresh and readonly:
        raise ArchiveError(f"there is no archive {path}; `dragoman code PAGES --archive {path}` makes one")
    with told(path):
        connection = _open(path, readonly=readonly)
    try:
        with told(path):
            _prepare(connection, path, readonly=readonly)
    except ArchiveError:
        connection.close()
        raise
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into sentences."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(_sentence(path, error)) from error


def _open(path: Path, *, readonly: bool) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rwc'}"
    # Transactions are begun by hand, so that each is there from the first statement on.
    # Polars draws rows from a thread of its own while this one waits; SQLite itself is built to be shared like that.
    shared = sqlite3.threadsafety == 3
    seconds = BUSY_MILLISECONDS / 1000
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=seconds, check_same_thread=not shared)


def _prepare(connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _recognise(connection, path)
    if not readonly:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    if _version(connection) < len(scripts()):
        if readonly:
            raise ArchiveError(
                f"{path} was written by an older version of Dragoman; open it once for writing to update it"
            )
        _update(connection)


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != APPLICATION and tables:
        raise ArchiveError(f"{path} is a database of another program, not an archive of Dragoman")
    if _version(connection) > len(scripts()):
        raise ArchiveError(f"{path} was written by a newer version of Dragoman; update this one to read it")


def scripts() -> list[Path]:
    """The scripts that bring the tables from each version to the next, in order."""
    return sorted(_SCRIPTS.glob("*.sql"))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _update(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        # Read again: another process may have updated it while this one waited for the lock.
        for number, script in enumerate(scripts()[_version(connection) :], _version(connection) + 1):
            for statement in _statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, since ``executescript`` would end the transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, with the writer's lock from the start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _sentence(path: Path, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for start, sentence in _SENTENCES.items():
        if name.startswith(start):
            return f"{path} {sentence}"
    return f"{path} cannot be used ({error})"


_SENTENCES = {
    "SQLITE_NOTADB": "is not an archive of Dragoman",
    "SQLITE_CORRUPT": "is damaged; restore it from a copy, or code the pages again into a new archive",
    "SQLITE_BUSY": "is being written by another process; try again when that has ended",
    "SQLITE_LOCKED": "is being written by another process; try again when that has ended",
    "SQLITE_READONLY": "can only be read, not written",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and may be written",
    "SQLITE_PERM": "may not be opened by this user",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}
