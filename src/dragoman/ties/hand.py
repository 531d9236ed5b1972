"""What people decide about the merging: reports that stand apart, and reports that belong together."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.errors import QueryError
from dragoman.ties.grouping import BY_HAND, Group
from dragoman.ties.reprints import Originals
from dragoman.ties.tellings import OF_MERGED, read
from dragoman.ties.writing import Writer

_FIND = """
SELECT e.key FROM pages p JOIN events e ON e.page = p.key JOIN merged_reports r ON r.event = e.key
WHERE p.id = ? AND r.block = ? AND r.rank = ?
"""


@dataclass(slots=True)
class Decisions:
    """The decisions that concern events of the archive, by the keys of events."""

    apart: frozenset[int]
    joined: list[tuple[int, int]]
    dormant: int

    def apply(self, connection: sqlite3.Connection) -> int:
        """Makes one event of those that were joined and were looked at again; how many there are less."""
        less = 0
        writer = Writer(connection, Originals(connection))
        for merged in self._together(connection):
            kept = merged[0]
            whole = Group(None)
            for key in merged:
                for one in read(connection, OF_MERGED, (key,)):
                    whole.add(one, _why(connection, one.event) if key == kept else BY_HAND)
            connection.executemany("DELETE FROM merged_events WHERE key = ?", ((key,) for key in merged))
            writer.add(whole)
            writer.finish()
            less += len(merged) - 1
        return less

    def _together(self, connection: sqlite3.Connection) -> list[list[int]]:
        """The merged events that belong together, in each set the one first reported first."""
        sets: dict[int, set[int]] = defaultdict(set)
        for one, other in self.joined:
            if not _is_looked_at(connection, one):
                continue
            first, second = _merged(connection, one), _merged(connection, other)
            whole = {first, second} | sets[first] | sets[second]
            for key in whole:
                sets[key] = whole
        distinct = {id(whole): whole for whole in sets.values() if len(whole) > 1}
        return sorted(sorted(whole, key=lambda key: _first_report(connection, key)) for whole in distinct.values())


def decisions(connection: sqlite3.Connection) -> Decisions:
    """The decisions, as far as their events are in the archive."""
    apart: set[int] = set()
    joined: list[tuple[int, int]] = []
    dormant = 0
    for kind, one, other in connection.execute("SELECT kind, event, other FROM merge_decisions"):
        keys = [key for key in (_find(connection, text) for text in (one, other) if text) if key is not None]
        if len(keys) < (1 if kind == "apart" else 2):
            dormant += 1
        elif kind == "apart":
            apart.add(keys[0])
        else:
            joined.append((keys[0], keys[1]))
    return Decisions(frozenset(apart), joined, dormant)


def decide_apart(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Notes that events stand apart: what was joined by hand comes asunder, else each report stands alone."""
    for text in ids:
        keys = reports_of(connection, text)
        names = [_name(connection, key) for key in keys]
        whole = len(keys) > 1
        undone = sum(
            connection.execute(
                "DELETE FROM merge_decisions WHERE kind = 'joined' AND (event = ? OR other = ?)", (name, name)
            ).rowcount
            for name in names
        )
        if not (undone and whole):
            connection.executemany(
                "INSERT OR IGNORE INTO merge_decisions (kind, event, other) VALUES ('apart', ?, '')",
                ((name,) for name in names),
            )
        _mark(connection, keys)


def decide_joined(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Notes that events are one."""
    first, *others = [reports_of(connection, text)[0] for text in ids]
    for other in others:
        pair = sorted((_name(connection, first), _name(connection, other)))
        if pair[0] == pair[1]:
            raise QueryError("an event cannot be joined to itself; name two that differ")
        connection.execute("INSERT OR IGNORE INTO merge_decisions (kind, event, other) VALUES ('joined', ?, ?)", pair)
    _mark(connection, [first, *others])


def reports_of(connection: sqlite3.Connection, text: str) -> list[int]:
    """The reports (keys of events) that an id stands for: those of a merged event, first report first, or one.

    Raises QueryError where there is none.
    """
    asked = (
        "SELECT r.event FROM merged_events m JOIN merged_reports r ON r.merged = m.key WHERE m.id = ?"
        " ORDER BY r.event <> m.told_by, r.event"
    )
    keys = [row[0] for row in connection.execute(asked, (text,))]
    if not keys:
        keys = [row[0] for row in connection.execute("SELECT key FROM events WHERE id = ?", (text,))]
    if not keys:
        raise QueryError(f"there is no event {text}; `dragoman ties A B --json` and `dragoman events` show the ids")
    return keys


def _name(connection: sqlite3.Connection, key: int) -> str:
    asked = (
        "SELECT p.id, r.block, r.rank FROM merged_reports r JOIN events e ON e.key = r.event"
        " JOIN pages p ON p.key = e.page WHERE r.event = ?"
    )
    return json.dumps(list(connection.execute(asked, (key,)).fetchone()), ensure_ascii=False)


def _find(connection: sqlite3.Connection, name: str) -> int | None:
    row = connection.execute(_FIND, json.loads(name)).fetchone()
    return None if row is None else int(row[0])


def _mark(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    connection.executemany(
        "INSERT INTO unmerged_reports (block, said, first, last, merged)"
        " SELECT block, said, first, last, merged FROM merged_reports WHERE event = ?",
        ((key,) for key in keys),
    )


def _merged(connection: sqlite3.Connection, event: int) -> int:
    return int(connection.execute("SELECT merged FROM merged_reports WHERE event = ?", (event,)).fetchone()[0])


def _why(connection: sqlite3.Connection, event: int) -> str:
    return str(connection.execute("SELECT why FROM merged_reports WHERE event = ?", (event,)).fetchone()[0])


def _is_looked_at(connection: sqlite3.Connection, event: int) -> bool:
    asked = "SELECT 1 FROM merged_reports r JOIN rework w ON w.block = r.block AND w.event = r.event WHERE r.event = ?"
    return connection.execute(asked, (event,)).fetchone() is not None


def _first_report(connection: sqlite3.Connection, merged: int) -> tuple[str, str]:
    row = connection.execute("SELECT first_report, id FROM merged_events WHERE key = ?", (merged,)).fetchone()
    return (row[0] or "9999", row[1])
