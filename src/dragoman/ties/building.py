"""The step that merges reports into events: over the whole archive, or for what changed since it ran last."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from dragoman.archive import Archive
from dragoman.archive.connection import told, transaction
from dragoman.errors import ArchiveError, QueryError
from dragoman.ties import hand
from dragoman.ties.changes import Rework, reaching
from dragoman.ties.grouping import group
from dragoman.ties.network import keep_networks
from dragoman.ties.records import Built
from dragoman.ties.reprints import Originals
from dragoman.ties.subjects import write_subjects
from dragoman.ties.tellings import BLOCKS, OF_REWORK, block, ordinal, parties, read
from dragoman.ties.writing import Writer

_PAGES = 5_000
_REPORTS = 20_000
_KIBIBYTES = 256 * 1024

Row = tuple[int, str, int, int | None, int | None, int | None]

Tell = Callable[[str, int], object]
"""Hears how far a build is: what it does, and how many pages or groups are done."""


def pending(archive: Archive) -> bool:
    """Whether pages came, changed or went since the last build."""
    with told(archive.path):
        return _pending(archive.connection)


def build(archive: Archive, *, anew: bool = False, tell: Tell | None = None) -> Built:
    """Merges the reports of pages that came, changed or went since the last build; with ``anew`` all of them.

    The outcome is the same either way. What was decided by hand (see :func:`split` and :func:`join`) is kept.
    """
    with told(archive.path), _roomy(archive.connection), transaction(archive.connection):
        return rebuild(archive.connection, anew=anew, tell=tell)


@contextmanager
def _roomy(connection: sqlite3.Connection) -> Iterator[None]:
    """More memory for pages of the file: what is written all over it is then written once, and not time and again."""
    (before,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_KIBIBYTES}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before:d}")


def ensure_built(archive: Archive) -> None:
    """Builds what is missing. Raises ArchiveError where something is and the archive is open for reading alone."""
    if not pending(archive):
        return
    if archive.readonly:
        raise ArchiveError(
            f"{archive.path} has pages whose events are not merged yet; run `dragoman ties build --archive"
            f" {archive.path}`"
        )
    build(archive)


def rebuild(connection: sqlite3.Connection, *, anew: bool = False, tell: Tell | None = None) -> Built:
    """The build within the caller's transaction."""
    if anew:
        _forget(connection)
    elif not _pending(connection):
        return Built()
    pages = _sort_pages(connection, tell)
    decisions = hand.decisions(connection)
    rework = Rework(connection)
    rework.collect(decisions.joined)
    connection.execute("DELETE FROM merged_events WHERE key IN (SELECT merged FROM unmerged_reports)")
    connection.execute("DELETE FROM unmerged_reports")
    reports, events = _merge(connection, decisions, rework, tell)
    joined = decisions.apply(connection)
    connection.execute("DROP TABLE rework")
    keep_networks(connection)
    return Built(pages=pages, reports=reports, events=events - joined, dormant=decisions.dormant)


def _pending(connection: sqlite3.Connection) -> bool:
    asked = "SELECT EXISTS (SELECT 1 FROM unmerged_pages) OR EXISTS (SELECT 1 FROM unmerged_reports)"
    return bool(connection.execute(asked).fetchone()[0])


def _forget(connection: sqlite3.Connection) -> None:
    for table in ("merged_dyads", "merged_events", "merged_reports", "statements_about", "unmerged_reports"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
    connection.execute("INSERT OR IGNORE INTO unmerged_pages (page) SELECT key FROM pages")


def _sort_pages(connection: sqlite3.Connection, tell: Tell | None) -> int:
    """Puts the reports of new pages into their blocks, and notes whom their statements are about."""
    done = 0
    while pages := connection.execute("SELECT page FROM unmerged_pages ORDER BY page LIMIT ?", (_PAGES,)).fetchall():
        rows = []
        for (page,) in pages:
            rows += _blocks_of(connection, page)
            write_subjects(connection, page)
        connection.executemany(
            "INSERT INTO merged_reports (event, block, rank, said, first, last) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        connection.executemany(
            "INSERT INTO unmerged_reports (block, said, first, last) VALUES (?, ?, ?, ?)",
            ((found, *days) for _, found, _, *days in rows),
        )
        connection.execute("DELETE FROM unmerged_pages WHERE page <= ?", pages[-1])
        done += len(pages)
        if tell is not None:
            tell("pages", done)
    return done


def _blocks_of(connection: sqlite3.Connection, page: int) -> list[Row]:
    """The events of a page, each with its block, its rank among those of the page in that block, and its days."""
    connection.execute("DELETE FROM merged_reports WHERE event IN (SELECT key FROM events WHERE page = ?)", (page,))
    rows = []
    ranks: Counter[str] = Counter()
    for key, type_, status, who, said, start, end, inherited in connection.execute(BLOCKS, (page,)):
        sides = json.loads(who)
        found = block(type_, status, parties(sides, "source"), parties(sides, "target"))
        days = (None, None) if inherited else (ordinal(start), ordinal(end))
        rows.append((key, found, ranks[found], ordinal(said), *days))
        ranks[found] += 1
    return rows


def _merge(
    connection: sqlite3.Connection, decisions: hand.Decisions, rework: Rework, tell: Tell | None
) -> tuple[int, int]:
    """Groups the reports to look at again; how many reports, and how many events they make."""
    writer = Writer(connection, Originals(connection))
    reports = events = 0
    for first, last in _stretches(connection):
        for name, tellings in groupby(read(connection, OF_REWORK, (first, last)), key=lambda one: one.block):
            found = reaching(group(tellings, decisions.apart, rework.undated.get(name, frozenset())))
            reports += sum(len(one.members) for one in found)
            events += len(found)
            writer.clear({one.merged for whole in found for one, _ in whole.members} - {None})
            for one in found:
                writer.add(one)
        writer.flush()
        if tell is not None:
            tell("reports", reports)
    writer.finish()
    return reports, events


def _stretches(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The blocks to look at in stretches of some thousands: the first and the last of each."""
    found = []
    last = ""
    asked = "SELECT min(block), max(block) FROM (SELECT block FROM rework WHERE block > ? ORDER BY block LIMIT ?)"
    while (stretch := connection.execute(asked, (last, _REPORTS)).fetchone())[0] is not None:
        found.append((stretch[0], stretch[1]))
        last = stretch[1]
    return found


def split(archive: Archive, *ids: str) -> Built:
    """Takes events apart by hand, for good: every report named, or every report of a merged event, stands alone.

    A merged event that was joined by hand comes asunder where it was joined. Raises QueryError for an unknown id.
    """
    return _decided(archive, lambda connection: hand.decide_apart(connection, ids))


def join(archive: Archive, *ids: str) -> Built:
    """Makes one event of two or more by hand, for good. Raises QueryError for an unknown id, or fewer than two."""
    if len(ids) < 2:
        raise QueryError("to join takes two events; name both")
    return _decided(archive, lambda connection: hand.decide_joined(connection, ids))


def _decided(archive: Archive, decide: Callable[[sqlite3.Connection], None]) -> Built:
    with told(archive.path), transaction(archive.connection):
        rebuild(archive.connection)
        decide(archive.connection)
        return rebuild(archive.connection)
