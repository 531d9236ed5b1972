"""One story, many pages: copies and light rewrites are found and linked to the page that had the story first.

Pages are alike where their words are the same, where they stand at the same address, or where the shares of three-word
runs that they have in common, estimated by MinHash, are large. Only pages with a band of the MinHash in common are
compared, and of each group found one link is enough: the cost grows with the number of pages and not its square.
The groups are what is connected by likeness, whatever the order in which pages came.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS = 64
BANDS = 21
"""Of three permutations each."""
IN_COMMON = 2
"""Bands that pages must have in common to be compared. Of pages that share three quarters one in 6,000 is missed, of
those that share six tenths one in 25; pages that share a tenth, made from one template, are rarely compared."""
RUN = 3
ALIKE = 0.5
"""Pages that share this much are one story. Copies share .9, rewrites of every tenth word .6, two reports of one day
by different hands less than .1."""
ALIKE_AT_ONE_ADDRESS = 0.2
"""At one address less will do; the front page of an outlet, other every day, shares nothing."""
FEWEST_WORDS = 20
"""Shorter pages are compared whole only."""

_SCHEME = "affine32"
"""Named, so that signatures in archives stay comparable whatever a later version of the library prefers."""
_WORD = re.compile(r"\w+")


class Signature(NamedTuple):
    """What tells whether two pages are one story."""

    address: str | None
    words: bytes
    minhash: bytes | None


def signature(text: str, url: str | None) -> Signature:
    """The signature of a page by its words and its address."""
    words = [word.casefold() for word in _WORD.findall(text)]
    digest = hashlib.sha256(" ".join(words).encode("utf-8", errors="replace")).digest()[:16]
    return Signature(address(url) if url else None, digest, _minhash(words))


def address(url: str) -> str | None:
    """An address in the one form of all its forms: without tracking, fragment, "www." and protocol."""
    from courlan import normalize_url

    try:
        found = str(normalize_url(re.sub("#(?!!).*", "", url), strict=False, trailing_slash=False))
    except (ValueError, TypeError):
        return None
    return re.sub(r"^https?://(www\.|m\.|amp\.)?", "", found.rstrip("/")) or None


@cache
def _permutations() -> NDArray[np.uint64]:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, scheme=_SCHEME).permutations  # type: ignore[no-any-return]


def _minhash(words: list[str]) -> bytes | None:
    if len(words) < FEWEST_WORDS:
        return None
    from datasketch import MinHash

    runs = {" ".join(words[at : at + RUN]).encode("utf-8", errors="replace") for at in range(len(words) - RUN + 1)}
    made = MinHash(num_perm=PERMUTATIONS, permutations=_permutations(), scheme=_SCHEME)
    made.update_batch(sorted(runs))
    return made.hashvalues.astype("<u4").tobytes()  # type: ignore[no-any-return]


def similarity(one: bytes | None, other: bytes | None) -> float:
    """The share of what two pages have in common, estimated."""
    if one is None or other is None:
        return 0.0
    import numpy as np

    same = np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")
    return round(float(same.mean()), 2)


def bands(minhash: bytes) -> list[int]:
    """The bands of a MinHash as numbers that SQLite can hold."""
    size = len(minhash) // BANDS
    parts = (bytes([band]) + minhash[band * size : (band + 1) * size] for band in range(BANDS))
    return [int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "big", signed=True) for part in parts]


def link(connection: sqlite3.Connection, page: int) -> None:
    """Signs a page that was written and links it with those that it is one story with."""
    # A page that is all headline is told by that: pages without a body have nothing in common.
    text, url = connection.execute(
        "SELECT coalesce(nullif(t.body, ''), nullif(t.headline, ''), p.sha256, ''), p.url"
        " FROM pages p JOIN page_texts t ON t.page = p.key WHERE p.key = ?",
        (page,),
    ).fetchone()
    signed = signature(text, url)
    held = connection.execute("SELECT address, words, minhash FROM signatures WHERE page = ?", (page,)).fetchone()
    if held == signed:
        # The day may be another.
        _elect(connection, _group(connection, page))
        return
    if held is not None:
        _unlink(connection, page, Signature(*held))
    twin = _twin(connection, page, signed.words)
    found = _alike(connection, page, signed, twin)
    connection.execute("INSERT INTO signatures VALUES (?, ?, ?, ?)", (page, *signed))
    if twin is None:
        _index(connection, page, signed.minhash)
    _join(connection, page, {_original(connection, one) for one in found})


def _index(connection: sqlite3.Connection, page: int, minhash: bytes | None) -> None:
    """Of pages with the same words one is enough."""
    if minhash is not None:
        connection.executemany("INSERT INTO bands VALUES (?, ?)", ((band, page) for band in bands(minhash)))


def _twin(connection: sqlite3.Connection, page: int, words: bytes) -> int | None:
    row = connection.execute(
        "SELECT page FROM signatures WHERE words = ? AND page <> ? LIMIT 1", (words, page)
    ).fetchone()
    return row[0] if row else None


def _unlink(connection: sqlite3.Connection, page: int, signed: Signature) -> None:
    """Takes a page whose words are others now out of its group."""
    members = _group(connection, page) - {page}
    connection.execute("DELETE FROM reprints WHERE page = ?1 OR original = ?1", (page,))
    connection.execute("DELETE FROM signatures WHERE page = ?", (page,))
    if signed.minhash is not None:
        keys = [(band, page) for band in bands(signed.minhash)]
        indexed = connection.executemany("DELETE FROM bands WHERE band = ? AND page = ?", keys).rowcount
        twin = _twin(connection, page, signed.words)
        if indexed > 0 and twin is not None:
            _index(connection, twin, signed.minhash)
    _elect(connection, members)


def _alike(connection: sqlite3.Connection, page: int, signed: Signature, twin: int | None) -> list[int]:
    """Pages that this one is one story with: of each group known at least one."""
    found = [] if twin is None else [twin]
    if signed.address is not None:
        rows = connection.execute(
            "SELECT page, minhash FROM signatures WHERE address = ? AND page <> ?", (signed.address, page)
        )
        found += [key for key, other in rows if similarity(signed.minhash, other) >= ALIKE_AT_ONE_ADDRESS]
    if signed.minhash is not None and twin is None:
        found += _near(connection, signed.minhash, found)
    return found


def _near(connection: sqlite3.Connection, minhash: bytes, known: list[int]) -> list[int]:
    marks = ", ".join("?" * BANDS)
    rows = connection.execute(
        "SELECT c.page, coalesce(r.original, c.page), s.minhash FROM (SELECT page FROM bands"  # noqa: S608 - marks only
        f" WHERE band IN ({marks}) GROUP BY page HAVING count(*) >= {IN_COMMON}) c"
        " JOIN signatures s ON s.page = c.page LEFT JOIN reprints r ON r.page = c.page ORDER BY 2, 1",
        bands(minhash),
    )
    found: list[int] = []
    groups: set[int] = set()
    for key, group, other in rows:
        if group not in groups and key not in known and similarity(minhash, other) >= ALIKE:
            groups.add(group)
            found.append(key)
    return found


def _original(connection: sqlite3.Connection, page: int) -> int:
    row = connection.execute("SELECT original FROM reprints WHERE page = ?", (page,)).fetchone()
    return row[0] if row else page


def _group(connection: sqlite3.Connection, page: int) -> set[int]:
    """The pages of one story with this one, itself too."""
    original = _original(connection, page)
    rows = connection.execute("SELECT page FROM reprints WHERE original = ?", (original,))
    return {original, *(key for (key,) in rows)}


def _join(connection: sqlite3.Connection, page: int, originals: set[int]) -> None:
    """Makes one group of a new page and the groups of some originals.

    The members of the group that keeps its original are left as they are: of a story printed a thousand times each new
    copy costs one line.
    """
    if not originals:
        return
    first = _in_order(connection, originals | {page})[0][0]
    rest = {page, *originals} - {first}
    moved = rest | {key for one in rest for key in _group(connection, one)}
    _link_to(connection, first, moved - {first})


def _elect(connection: sqlite3.Connection, members: set[int]) -> None:
    """Links all members of a group to the one that was published first."""
    if len(members) > 1:
        first = _in_order(connection, members)[0][0]
        connection.execute("DELETE FROM reprints WHERE page = ?", (first,))
        _link_to(connection, first, members - {first})


def _in_order(connection: sqlite3.Connection, pages: set[int]) -> list[tuple[int, str | None, str | None]]:
    """Pages by when they were published, then by hash."""
    asked = "SELECT key, published_at, sha256 FROM pages WHERE key = ?"
    rows = [connection.execute(asked, (page,)).fetchone() for page in pages]
    return sorted(rows, key=lambda row: (_moment(row[1]), row[2] or "", row[0]))


def _link_to(connection: sqlite3.Connection, original: int, pages: set[int]) -> None:
    asked = "SELECT address, words, minhash FROM signatures WHERE page = ?"
    first = Signature(*connection.execute(asked, (original,)).fetchone())
    connection.executemany(
        "INSERT OR REPLACE INTO reprints (page, original, similarity, why) VALUES (?, ?, ?, ?)",
        [
            (page, original, *_why(first, Signature(*connection.execute(asked, (page,)).fetchone())))
            for page in sorted(pages)
        ],
    )


def _moment(published_at: str | None) -> tuple[bool, float]:
    """A place in time; what has no moment comes last."""
    try:
        moment = datetime.fromisoformat(published_at or "")
    except ValueError:
        return True, 0.0
    return False, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _why(first: Signature, other: Signature) -> tuple[float, str]:
    if first.words == other.words:
        return 1.0, "same words"
    share = similarity(first.minhash, other.minhash)
    if first.address is not None and first.address == other.address:
        return share, "same address"
    return share, "like words" if share >= ALIKE else "like another reprint"
