"""One archive taken into another: each page exactly once, with ids, text, former reports, judgements, rejects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.archive import judgements
from dragoman.archive.connection import connect, told, transaction
from dragoman.archive.keeping import page_of, put, under, unpacked_text
from dragoman.archive.writing import rewrite, unpack
from dragoman.errors import ArchiveError
from dragoman.report import Kept, Report

_PAGES = (
    "SELECT p.key, p.sha256, p.report, s.told, s.text, s.bytes FROM pages p LEFT JOIN page_sources s ON s.page = p.key"
)


class Merged(NamedTuple):
    """How many pages were taken in, and how many the archive had."""

    added: int
    held: int


def merge(path: Path, other: Path) -> Merged:
    """Takes another archive in. Of a page that both have the report that was made later stays, the other is kept."""
    if path.exists() and other.exists() and path.samefile(other):
        raise ArchiveError(f"{path} cannot be taken into itself; name another archive")
    added = held = 0
    with closing(connect(other, readonly=True)) as source, closing(connect(path, readonly=False)) as target:
        with told(other):
            rows = iter(source.execute(f"{_PAGES} ORDER BY p.id"))
        while batch := list(islice(rows, 64)):
            with told(path), transaction(target):
                for row in batch:
                    new = _take(source, target, *row)
                    added, held = added + new, held + (not new)
        with told(path), transaction(target):
            _take_set_aside(source, target)
    return Merged(added, held)


def _take(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    key: int,
    sha: str | None,
    blob: bytes,
    known: str | None,
    text: bytes | None,
    size: int | None,
) -> bool:
    """Takes a page in under all its ids; whether the target did not have it."""
    report = unpack(blob)
    present = target.execute("SELECT key, report FROM pages WHERE sha256 = ?", (sha,)).fetchone()
    newer = present is None or _moment(report) > _moment(unpack(present[1]))
    first = True
    claims = source.execute("SELECT id, source, told FROM aliases WHERE page = ? ORDER BY id", (key,)).fetchall()
    for id, where, of_alias in claims:
        page = page_of(id, sha or "", of_alias or known, unpacked_text(text) if text else "", where, size)
        result = under(id, report) if first and newer else None
        put(target, Kept(page=page if sha else None, result=result or (None if sha else report)), text=text is not None)
        first = False
    _take_former(source, target, key, sha)
    if sha is not None:
        _take_judgements(source, target, report.id, sha)
    return present is None


def _moment(report: Report) -> str:
    return (report.provenance.coded_at if report.provenance else None) or ""


def _take_former(source: sqlite3.Connection, target: sqlite3.Connection, key: int, sha: str | None) -> None:
    page = target.execute("SELECT key FROM pages WHERE sha256 = ?", (sha,)).fetchone()
    if page is None:
        return
    for made, blob in source.execute(
        "SELECT provenance, report FROM former_reports WHERE page = ? ORDER BY number", (key,)
    ):
        target.execute(
            "INSERT INTO former_reports (page, number, provenance, report)"
            " SELECT ?1, (SELECT count(*) + 1 FROM former_reports WHERE page = ?1), ?2, ?3"
            " WHERE NOT EXISTS (SELECT 1 FROM former_reports WHERE page = ?1 AND provenance IS ?2)"
            " AND NOT EXISTS (SELECT 1 FROM pages WHERE key = ?1 AND provenance IS ?2)",
            (page[0], made, blob),
        )


def _take_judgements(source: sqlite3.Connection, target: sqlite3.Connection, id: str, sha: str) -> None:
    """What reviewers said of a page, each judgement once; it follows the records of the report that is held now."""
    (held,) = target.execute("SELECT id FROM pages WHERE sha256 = ?", (sha,)).fetchone()
    names: dict[str, str] = {}
    for one in judgements.judgements(source, page=id):
        if one.sha256 != sha or judgements.knows(target, one):
            continue
        # By a name of its own at first: the numbers of events may be others in the target.
        renamed = msgspec.structs.replace(one, page=held, event=names.get(one.event, f"{held}:merged-{one.key}"))
        key = judgements.add(target, renamed, None)
        names.setdefault(one.event, f"{held}:added-{key}" if one.verdict == "add" else renamed.event)
    if names:
        rewrite(target, held)


def _take_set_aside(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    rows: Iterator[tuple[object, ...]] = source.execute("SELECT source, id, reason, bytes, told, text FROM set_aside")
    target.executemany(
        "INSERT OR IGNORE INTO set_aside (source, id, reason, bytes, told, text) SELECT ?1, ?2, ?3, ?4, ?5, ?6"
        " WHERE NOT EXISTS (SELECT 1 FROM aliases WHERE id = ?2 AND source IS nullif(?1, ''))",
        rows,
    )
