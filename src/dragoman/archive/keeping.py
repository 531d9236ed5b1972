"""What becomes of a page that comes to the archive. Pages are told apart by their text alone (its hash)."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from typing import Literal

import msgspec

from dragoman.archive import judgements, naming, reprints
from dragoman.archive.writing import made_by, pack, unpack, write
from dragoman.report import Kept, Page, Provenance, Record, Report, SetAside

Outcome = Literal["added", "replaced", "changed", "same", "known", "set aside"]

LARGEST_ASIDE = 5_000_000
"""The text of a page set aside is kept up to this many characters, to be tried again."""


class Stored(Record, frozen=True):
    """What became of a page: under which id it is held, and how.

    ``added``; ``replaced``: coded before, and the new report took the old one's place; ``changed``: added, and other
    words are held under the same id, so that one of the two has some of its hash in its id; ``same``: the page is held
    under another id; ``known``: the archive had its report, nothing was to be done; ``set aside``.
    """

    id: str
    held_as: str
    outcome: Outcome


def put(connection: sqlite3.Connection, kept: Kept, *, text: bool = True) -> Stored:
    """Writes what came of one page within the caller's transaction; with its text unless told otherwise."""
    result, page = kept.result, kept.page
    if isinstance(result, SetAside):
        _set_aside(connection, result, page, text=text)
        return Stored(id=result.id, held_as=result.id, outcome="set aside")
    came_as = page.id if page is not None else result.id if result is not None else ""
    held = _held(connection, came_as, page, result)
    new_id = held is None or not _claimed(connection, came_as, held)
    twin = held is None and naming.find(connection, came_as) is not None
    before = naming.home(connection, held) if held is not None else None
    if result is not None and (held is None or before is None or _takes_place(connection, result, held, before)):
        held = _write(connection, result, held)
        if page is not None:
            _keep_source(connection, held, page, text=text)
    if held is None:
        raise ValueError(f"there is no report of {came_as} to know")
    _claim(connection, came_as, held, page)
    for key, id in naming.renamed(connection, (before, naming.home(connection, held))):
        _rename(connection, key, id)
    _forget_aside(connection, came_as, page)
    held_as = connection.execute("SELECT id FROM pages WHERE key = ?", (held,)).fetchone()[0]
    outcome: Outcome = "changed" if twin else "added" if before is None else "same" if new_id else "replaced"
    return Stored(id=came_as, held_as=held_as, outcome="known" if result is None and not new_id else outcome)


def knows(connection: sqlite3.Connection, page: Page, made: Callable[[str], Provenance]) -> bool:
    """Whether this very page came under this id with the same told of it, and its report was made by such means."""
    row = connection.execute(
        "SELECT p.provenance FROM pages p JOIN aliases a ON a.page = p.key"
        " WHERE p.sha256 = ? AND a.id = ? AND a.told = ?",
        (page.sha256, page.id, told(page)),
    ).fetchone()
    return row is not None and row[0] == made_by(made(page.sha256))


def _held(connection: sqlite3.Connection, id: str, page: Page | None, report: Report | None) -> int | None:
    """The key of the page where the archive has it: by the hash of its words, without one by its id."""
    sha = page.sha256 if page is not None else report.provenance.page_sha256 if report and report.provenance else None
    if sha is not None:
        row = connection.execute("SELECT key FROM pages WHERE sha256 = ?", (sha,)).fetchone()
    else:
        row = connection.execute("SELECT key FROM pages WHERE id = ? AND sha256 IS NULL", (id,)).fetchone()
    return int(row[0]) if row else None


def _claimed(connection: sqlite3.Connection, id: str, page: int) -> bool:
    return connection.execute("SELECT 1 FROM aliases WHERE id = ? AND page = ?", (id, page)).fetchone() is not None


def _claim(connection: sqlite3.Connection, id: str, page: int, came: Page | None) -> None:
    """Notes that the page came under this id. Of several sources the first in the order of the alphabet is kept."""
    if came is None:
        connection.execute("INSERT OR IGNORE INTO aliases (id, page) VALUES (?, ?)", (id, page))
        return
    connection.execute(
        "INSERT INTO aliases (id, page, source, told) VALUES (?, ?, ?, ?) ON CONFLICT (id, page) DO UPDATE SET"
        " source = coalesce(min(source, excluded.source), source, excluded.source), told = excluded.told",
        (id, page, came.source, told(came)),
    )


def _takes_place(connection: sqlite3.Connection, report: Report, page: int, first_id: str) -> bool:
    """Whether a report takes the place of the one held: it came under the first id, or was made by other means."""
    made = connection.execute("SELECT provenance FROM pages WHERE key = ?", (page,)).fetchone()[0]
    return report.id <= first_id or made != made_by(report.provenance)


def _write(connection: sqlite3.Connection, report: Report, page: int | None) -> int:
    """Writes a report, that of a new page or in place of the one held, which is kept where other means made it."""
    if page is None:
        free = naming.find(connection, report.id) is None
        # Else under an id that no page has, until it is decided which of them gets which.
        page = write(connection, report if free else under(f"{report.id}~new", report), None)
    else:
        id, made, blob = connection.execute(
            "SELECT id, provenance, report FROM pages WHERE key = ?", (page,)
        ).fetchone()
        if made != made_by(report.provenance):
            _keep_former(connection, page, made, blob)
        write(connection, under(id, report), page)
    reprints.link(connection, page)
    return page


def _keep_former(connection: sqlite3.Connection, page: int, made: str | None, blob: bytes) -> None:
    connection.execute(
        "INSERT INTO former_reports (page, number, provenance, report)"
        " SELECT ?1, count(*) + 1, ?2, ?3 FROM former_reports WHERE page = ?1",
        (page, made, blob),
    )


def _rename(connection: sqlite3.Connection, page: int, id: str) -> None:
    """Holds a page under another id, which the ids of its events begin with too."""
    held, sha, blob = connection.execute("SELECT id, sha256, report FROM pages WHERE key = ?", (page,)).fetchone()
    connection.execute("UPDATE pages SET id = ?, report = ? WHERE key = ?", (id, pack(under(id, unpack(blob))), page))
    connection.execute(
        "UPDATE events SET id = ?1 || substr(id, length(?2) + 1) WHERE page = ?3 AND substr(id, 1, length(?2)) = ?2",
        (f"{id}:", f"{held}:", page),
    )
    judgements.renamed(connection, held, sha, id)


def under(name: str, report: Report) -> Report:
    """The report under another id, which the ids of its events begin with."""
    events = tuple(
        msgspec.structs.replace(event, id=name + event.id.removeprefix(report.id))
        if event.id.startswith(f"{report.id}:")
        else event
        for event in report.events
    )
    return msgspec.structs.replace(report, id=name, events=events)


# The page itself


def told(page: Page) -> str:
    """What is known of a page from outside it."""
    return msgspec.json.encode((page.html, page.title, page.published_at, page.outlet, page.url)).decode()


def page_of(id: str, sha256: str, known: str | None, text: str, source: str | None, size: int | None) -> Page:
    """The page that was kept, to be coded again."""
    html, title, published_at, outlet, url = msgspec.json.decode(known) if known else (None,) * 5
    return Page(
        id=id, text=text, sha256=sha256, html=html, title=title, published_at=published_at, outlet=outlet, url=url,
        source=source, bytes=size,
    )  # fmt: skip


def packed_text(text: str) -> bytes:
    """A page's text as it is kept; halves of surrogate pairs are kept too."""
    return zlib.compress(text.encode("utf-8", errors="surrogatepass"))


def unpacked_text(blob: bytes) -> str:
    """The text that :func:`packed_text` made."""
    return zlib.decompress(blob).decode("utf-8", errors="surrogatepass")


def _keep_source(connection: sqlite3.Connection, key: int, page: Page, *, text: bool) -> None:
    connection.execute(
        "INSERT INTO page_sources (page, bytes, told, text) VALUES (?, ?, ?, ?) ON CONFLICT (page) DO UPDATE SET"
        " bytes = excluded.bytes, told = excluded.told, text = coalesce(excluded.text, text)",
        (key, page.bytes, told(page), packed_text(page.text) if text else None),
    )


def _set_aside(connection: sqlite3.Connection, one: SetAside, page: Page | None, *, text: bool) -> None:
    source = one.source or (page.source if page is not None else None) or ""
    size = one.bytes if one.bytes is not None or page is None else page.bytes
    kept = page is not None and text and len(page.text) <= LARGEST_ASIDE
    connection.execute(
        "INSERT OR REPLACE INTO set_aside (source, id, reason, bytes, told, text) VALUES (?, ?, ?, ?, ?, ?)",
        (
            source,
            one.id,
            one.reason,
            size,
            told(page) if page is not None else None,
            packed_text(page.text) if page is not None and kept else None,
        ),
    )


def _forget_aside(connection: sqlite3.Connection, id: str, page: Page | None) -> None:
    """A page that could be read is no longer set aside; others of the same id from elsewhere still are."""
    if page is None or page.source is None:
        connection.execute("DELETE FROM set_aside WHERE id = ?", (id,))
    else:
        connection.execute("DELETE FROM set_aside WHERE id = ? AND source IN (?, '')", (id, page.source))
