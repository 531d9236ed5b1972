"""Which reports of one event repeat another's words, and how many outlets tell it in their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dragoman.ties.tellings import Telling


class Counted(NamedTuple):
    """The reports (keys of events) that are reprints, and the number of outlets with words of their own."""

    reprints: frozenset[int]
    outlets: int


def known_reprints(connection: sqlite3.Connection) -> dict[int, int]:
    """The original of each page that the archive knows for a reprint, by their keys."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'reprints'").fetchone()
    return dict(connection.execute("SELECT page, original FROM reprints")) if known else {}


def count(tellings: Sequence[Telling], originals: Mapping[int, int]) -> Counted:
    """Tells reprints from own words among the reports of one event, the earliest of each wording being its own.

    A reprint is a page known for one whose original, or another reprint of it, tells the event too; and a report whose
    evidence is word for word that of an earlier one.
    """
    wordings: set[object] = set()
    reprints = set()
    outlets = set()
    for one in sorted(tellings, key=lambda one: one.order):
        page = originals.get(one.page, one.page)
        if page in wordings or one.words in wordings:
            reprints.add(one.event)
        else:
            outlets.add(one.outlet)
        wordings |= {page, one.words}
    return Counted(frozenset(reprints), len(outlets))
