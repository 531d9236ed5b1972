"""Under which id a page is held: decided by what came, never by the order in which it came.

A page is known by the hash of its text. It is held under the first of its ids in the order of the alphabet. Where other
pages have the same id, the one of the smallest hash has it as it is and the others with some of their hash after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator


def find(connection: sqlite3.Connection, id: str) -> int | None:
    """The key of the page that an id leads to: the one held under it, else the first that came under it."""
    row = connection.execute(
        "SELECT key FROM (SELECT 0 AS rank, key, '' AS sha256 FROM pages WHERE id = :id"
        " UNION ALL SELECT 1, p.key, p.sha256 FROM aliases a JOIN pages p ON p.key = a.page WHERE a.id = :id)"
        " ORDER BY rank, sha256 LIMIT 1",
        {"id": id},
    ).fetchone()
    return int(row[0]) if row else None


def home(connection: sqlite3.Connection, page: int) -> str | None:
    """The first of the ids under which a page came."""
    return connection.execute("SELECT min(id) FROM aliases WHERE page = ?", (page,)).fetchone()[0]  # type: ignore[no-any-return]


def renamed(connection: sqlite3.Connection, ids: Iterable[str | None]) -> Iterator[tuple[int, str]]:
    """The pages that must be held under another id now that pages came under ``ids``, and under which."""
    for id in sorted({one for one in ids if one is not None}):
        group = connection.execute(
            "SELECT p.key, p.id, p.sha256 FROM aliases a JOIN pages p ON p.key = a.page"
            " WHERE a.id = ? AND NOT EXISTS (SELECT 1 FROM aliases b WHERE b.page = a.page AND b.id < a.id)"
            " ORDER BY p.sha256",
            (id,),
        ).fetchall()
        # The last first, so that the plain id is free when the first takes it.
        for place, (page, held, sha) in reversed(list(enumerate(group))):
            wanted = id if place == 0 else _with_hash(connection, id, sha, page)
            if held != wanted:
                yield from _made_free(connection, wanted, page)
                yield page, wanted


def _made_free(connection: sqlite3.Connection, id: str, page: int) -> Iterator[tuple[int, str]]:
    """Another page may be held under this very id because of its hash: then it takes more of that."""
    row = connection.execute("SELECT key, sha256 FROM pages WHERE id = ? AND key <> ?", (id, page)).fetchone()
    if row is not None:
        yield row[0], f"{home(connection, row[0])}~{row[1]}"


def _with_hash(connection: sqlite3.Connection, id: str, sha: str, page: int) -> str:
    taken = "SELECT 1 FROM pages WHERE id = ? AND key <> ?"
    for length in (8, 16):
        name = f"{id}~{sha[:length]}"
        if connection.execute(taken, (name, page)).fetchone() is None:
            return name
    return f"{id}~{sha}"
