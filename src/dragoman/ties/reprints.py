"""Which reports of one event repeat another's words, and how many outlets tell it in their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.ties.tellings import Telling


class Counted(NamedTuple):
    """The reports (keys of events) that are reprints, and the number of outlets with words of their own."""

    reprints: frozenset[int]
    outlets: int


class Originals:
    """The original of each page that the archive knows for a reprint, looked up page by page."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, page: int) -> int:
        """The key of a page's original: the page's own where it is no reprint."""
        row = self._connection.execute("SELECT original FROM reprints WHERE page = ?", (page,)).fetchone()
        return page if row is None else int(row[0])


def count(tellings: Sequence[Telling], originals: Originals) -> Counted:
    """Tells reprints from own words among the reports of one event, the earliest of each wording being its own.

    A reprint is a page known for one whose original, or another reprint of it, tells the event too; and a report whose
    evidence is word for word that of an earlier one.
    """
    wordings: set[object] = set()
    reprints = set()
    outlets = set()
    for one in sorted(tellings, key=lambda one: one.order):
        page = originals.of(one.page)
        if page in wordings or one.words in wordings:
            reprints.add(one.event)
        else:
            outlets.add(one.outlet)
        wordings |= {page, one.words}
    return Counted(frozenset(reprints), len(outlets))
