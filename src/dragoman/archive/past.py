"""What the archive remembers beside the present reports: pages as received, and the reports that were replaced."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from dragoman.archive.keeping import page_of, unpacked_text
from dragoman.archive.writing import made_by, unpack
from dragoman.report import Page, Provenance, Record, Report

_PAGES = """
SELECT p.id, (SELECT min(id) FROM aliases WHERE page = p.key), p.sha256, s.told, s.text,
  (SELECT min(source) FROM aliases WHERE page = p.key), s.bytes, p.provenance
FROM pages p LEFT JOIN page_sources s ON s.page = p.key WHERE p.id > ? ORDER BY p.id LIMIT 100
"""
_ASIDE = "SELECT id, told, text, source, bytes FROM set_aside WHERE (source, id) > (?, ?) ORDER BY source, id LIMIT 100"


class Past(Record, frozen=True):
    """A report that was replaced, and the present one of the page."""

    number: int
    report: Report
    present: Report


def pages(connection: sqlite3.Connection, other_than: Callable[[str], Provenance] | None) -> Iterator[Page]:
    """The pages as received; those that such means did not code, where they are given.

    They are read some at a time, so that what is written meanwhile neither disturbs nor is disturbed.
    """
    last = ""
    while rows := connection.execute(_PAGES, (last,)).fetchall():
        last = rows[-1][0]
        for _, id, sha, told, text, source, size, made in rows:
            if other_than is None or made != made_by(other_than(sha or "")):
                yield page_of(id, sha or "", told, unpacked_text(text) if text else "", source, size)


def pages_set_aside(connection: sqlite3.Connection) -> Iterator[Page]:
    """The pages set aside as received."""
    last = ("", "")
    while rows := connection.execute(_ASIDE, last).fetchall():
        last = rows[-1][3], rows[-1][0]
        for id, told, text, source, size in rows:
            yield page_of(id, "", told, unpacked_text(text) if text else "", source or None, size)


def former(connection: sqlite3.Connection, id: str | None) -> Iterator[Past]:
    """The replaced reports, by page and age."""
    rows = connection.execute(
        "SELECT f.number, f.report, p.report FROM former_reports f JOIN pages p ON p.key = f.page"
        " WHERE ?1 IS NULL OR p.id = ?1 OR p.key IN (SELECT page FROM aliases WHERE id = ?1) ORDER BY p.id, f.number",
        (id,),
    )
    for number, report, present in rows:
        yield Past(number=number, report=unpack(report), present=unpack(present))
