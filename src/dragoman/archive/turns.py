"""Long work on an archive takes turns: a lock file, which the system frees when its holder dies, and a row of who."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.archive.connection import told, transaction
from dragoman.errors import ArchiveError


@contextmanager
def turn(
    path: Path,
    connection: sqlite3.Connection,
    command: str,
    *,
    wait: bool,
    tell: Callable[[str], object] | None,
) -> Iterator[None]:
    """Holds the archive; waits for who holds it, or raises ArchiveError with the name."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(path.name + "-lock"))
    try:
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            holder = _holder(path, connection)
            if not wait:
                raise ArchiveError(f"{holder}; try again when that has ended") from error
            if tell is not None:
                tell(f"{holder}; waiting for it to end")
            lock.acquire()
    except OSError as error:
        raise ArchiveError(f"{lock.lock_file} cannot be written ({error.strerror or error})") from error
    try:
        _sign(path, connection, command)
        yield
        with told(path), transaction(connection):
            connection.execute("DELETE FROM writers")
    finally:
        lock.release()


def _sign(path: Path, connection: sqlite3.Connection, command: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with told(path), transaction(connection):
        # Who died at work has left its row.
        connection.execute("DELETE FROM writers")
        row = (os.getpid(), socket.gethostname(), command, now)
        connection.execute("INSERT INTO writers (pid, host, command, since) VALUES (?, ?, ?, ?)", row)


def _holder(path: Path, connection: sqlite3.Connection) -> str:
    with told(path):
        row = connection.execute("SELECT pid, host, command, since FROM writers").fetchone()
    if row is None:
        return f"another process is at work on {path}"
    pid, host, command, since = row
    return f"`{command}` (process {pid} on {host}) is at work on {path} since {since}"
