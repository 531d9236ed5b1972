"""What is remembered of the sources that are followed: in tables of its own in the archive's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from dragoman.errors import ArchiveError

_TABLES = """
CREATE TABLE IF NOT EXISTS watch_sources (
  url TEXT PRIMARY KEY,
  etag TEXT,
  modified TEXT,
  due REAL NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  passing INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watch_leads (
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watch_pages (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  changed TEXT NOT NULL,
  link BLOB,
  due REAL,
  failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS watch_pages_due ON watch_pages (due) WHERE due IS NOT NULL;
CREATE TEMP TABLE named (url TEXT PRIMARY KEY);
CREATE TEMP VIEW active AS
  WITH RECURSIVE led (url, depth) AS (
    SELECT url, 0 FROM named
    UNION SELECT l.url, led.depth + 1 FROM watch_leads l JOIN led ON l.source = led.url WHERE led.depth < 4
  ) SELECT DISTINCT url FROM led;
"""
_BUSY_SECONDS = 60.0


class Followed(NamedTuple):
    """A source that is followed: what to ask with, when, and how often in a row it failed."""

    url: str
    etag: str | None
    modified: str | None
    failures: int


class Waiting(NamedTuple):
    """A page that is still to be had; ``link`` is what the caller gave to be remembered."""

    id: str
    link: bytes
    failures: int


class State:
    """The memory of a run, in the file of an archive that exists. Every change is on disk once its method returns."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            raise ArchiveError(f"what was followed cannot be remembered in {path} ({error})") from error

    def __enter__(self) -> State:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def _run(self, sql: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        try:
            with closing(self._connection.execute(sql, tuple(values))) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            raise ArchiveError(f"what was followed cannot be remembered ({error})") from error

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is remembered within is on disk at the end, all of it or nothing."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    # Sources

    def name(self, url: str, now: float) -> None:
        """Follow a source in this run, and whatever it leads to."""
        self._run("INSERT OR IGNORE INTO named (url) VALUES (?)", (url,))
        self._run("INSERT OR IGNORE INTO watch_sources (url, due) VALUES (?, ?)", (url, now))

    def leads(self, source: str, urls: Iterable[str], now: float) -> None:
        """A source leads to these others and to none else."""
        self._run("DELETE FROM watch_leads WHERE source = ?", (source,))
        for url in urls:
            self._run("INSERT OR IGNORE INTO watch_leads (source, url) VALUES (?, ?)", (source, url))
            self._run("INSERT OR IGNORE INTO watch_sources (url, due) VALUES (?, ?)", (url, now))

    def hasten(self, now: float, *, failed_only: bool = False) -> None:
        """Sources are due at once: those that failed for what only the user can put right, and those that did not fail.

        What is to be left alone for a while still is.
        """
        reason = "failures > 0 AND NOT passing" if failed_only else "failures = 0 OR NOT passing"
        self._run(
            f"UPDATE watch_sources SET due = ? WHERE due > ? AND ({reason})"  # noqa: S608
            " AND url IN (SELECT url FROM active)",
            (now, now),
        )

    def due_sources(self, now: float) -> list[Followed]:
        """The sources whose time has come, by address."""
        sql = (
            "SELECT url, etag, modified, failures FROM watch_sources JOIN active USING (url)"
            " WHERE due <= ? ORDER BY url"
        )
        return [Followed(*row) for row in self._run(sql, (now,))]  # type: ignore[arg-type]

    def answered(self, url: str, due: float, etag: str | None, modified: str | None) -> None:
        """A source was read; it is due again at a time."""
        sql = "UPDATE watch_sources SET due = ?, etag = ?, modified = ?, failures = 0, reason = NULL WHERE url = ?"
        self._run(sql, (due, etag, modified, url))

    def failed(self, url: str, due: float, reason: str, *, is_passing: bool) -> None:
        """A source could not be read; it is to be tried again at a time."""
        sql = "UPDATE watch_sources SET due = ?, failures = failures + 1, reason = ?, passing = ? WHERE url = ?"
        self._run(sql, (due, reason, is_passing, url))

    def failing(self) -> list[tuple[str, str]]:
        """The sources that could not be read when they were last tried, with the reason."""
        rows = self._run(
            "SELECT url, reason FROM watch_sources JOIN active USING (url) WHERE failures > 0 ORDER BY url"
        )
        return [(str(url), str(reason)) for url, reason in rows]

    # Pages

    def found(self, id: str, source: str, changed: str, link: bytes, now: float) -> None:
        """A source leads to a page: it is to be had if it is new, or changed since it was had."""
        self._run(
            "INSERT INTO watch_pages (id, source, changed, link, due) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET changed = excluded.changed, link = excluded.link, due = excluded.due, failures = 0"
            " WHERE excluded.changed <> '' AND excluded.changed <> changed",
            (id, source, changed, link, now),
        )

    def due_pages(self, now: float, limit: int) -> list[Waiting]:
        """Some pages whose time has come, the newest first: they are not to wait for a whole sitemap of old ones."""
        sql = (
            "SELECT id, link, failures FROM watch_pages WHERE due <= ? AND source IN (SELECT url FROM active)"
            " ORDER BY due DESC, id LIMIT ?"
        )
        return [Waiting(*row) for row in self._run(sql, (now, limit))]  # type: ignore[arg-type]

    def later(self, id: str, due: float) -> None:
        """A page could not be had; it is to be tried again at a time."""
        self._run("UPDATE watch_pages SET due = ?, failures = failures + 1 WHERE id = ?", (due, id))

    def done(self, ids: Iterable[str]) -> None:
        """Pages are in the archive, or never will be: they are to be had no more unless they change."""
        with self.together():
            for id in ids:
                self._run("UPDATE watch_pages SET due = NULL, link = NULL WHERE id = ?", (id,))

    def next_due(self) -> float | None:
        """When the next source or page is due."""
        sql = (
            "SELECT min(due) FROM (SELECT due FROM watch_sources JOIN active USING (url) UNION ALL"
            " SELECT due FROM watch_pages WHERE due IS NOT NULL AND source IN (SELECT url FROM active))"
        )
        [(due,)] = self._run(sql)
        return float(due) if isinstance(due, int | float) else None
