"""Which reports a build must look at again: those near in time to what came, changed or went, in the same block.

What a report decides reaches some days (see :mod:`dragoman.ties.alike`). So of a block, which may hold the reports of
decades, those close to a change are merged again, in view of those farther off; an event that holds any of them is
taken up whole. The reports to look at stand in the temporary table ``rework``, with ``near`` set where they are close.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dragoman.ties.alike import REPRINT_DAYS
from dragoman.ties.grouping import WIDEST_DAYS, Group

_NEAR = REPRINT_DAYS + 2
_IN_VIEW = 2 * WIDEST_DAYS

Change = tuple[str, int | None, int | None, int | None, int | None]
"""Block, the day it was told, the first and the last day stated, and the merged event that it belonged to."""

_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS rework (
  block TEXT NOT NULL, event INTEGER NOT NULL, near INTEGER NOT NULL, PRIMARY KEY (block, event)
) WITHOUT ROWID
"""
_PUT = (
    "INSERT INTO rework (block, event, near) VALUES (?, ?, ?)"
    " ON CONFLICT (block, event) DO UPDATE SET near = max(near, excluded.near)"
)
_CHANGED = "SELECT block, said, first, last, merged FROM unmerged_reports ORDER BY block"
_OF_BLOCK = "SELECT event, said, first, last, merged FROM merged_reports WHERE block = ?"
_LEFT_OVER = """
SELECT DISTINCT r.event FROM unmerged_reports u CROSS JOIN merged_reports r ON r.merged = u.merged
LEFT JOIN rework w ON w.block = r.block AND w.event = r.event WHERE w.event IS NULL
"""
"""What is left of events that lost a report and lie, joined by hand, in other blocks too."""
_OF_EVENT = "SELECT block, said, first, last, merged FROM merged_reports WHERE event = ?"


@dataclass(slots=True)
class Rework:
    """What to look at again. ``undated`` has the days told without a day of blocks that are looked at in part."""

    connection: sqlite3.Connection
    undated: dict[str, frozenset[int]] = field(default_factory=dict)

    def collect(self, joined: Sequence[tuple[int, int]]) -> None:
        """Finds the reports; of what was joined by hand, all of it where any of it is looked at."""
        self.connection.execute(_TABLE)
        self.connection.execute("DELETE FROM rework")
        for block, changes in groupby(self.connection.execute(_CHANGED), key=lambda change: str(change[0])):
            self._take(block, list(changes))
        done: set[int] = set()
        left = {event for (event,) in self.connection.execute(_LEFT_OVER)}
        while more := (self._touched(joined) | left) - done:
            for event in sorted(more):
                change = self.connection.execute(_OF_EVENT, (event,)).fetchone()
                self._take(change[0], [change])
            done |= more

    def _take(self, block: str, changes: Sequence[Change]) -> None:
        """Takes the reports of a block that are near a change, and those in view of them."""
        rows = self.connection.execute(_OF_BLOCK, (block,)).fetchall()
        if len(changes) >= len(rows) or any(said is None and first is None for _, said, first, _, _ in changes):
            self.undated.pop(block, None)
            self.connection.executemany(_PUT, ((block, row[0], 1) for row in rows))
            return
        near, in_view = _Days(changes, _NEAR), _Days(changes, _IN_VIEW)
        gone = {merged for *_, merged in changes if merged is not None}
        kept = [
            (row, row[4] in gone or near.hold(*row[1:4])) for row in rows if row[4] in gone or in_view.hold(*row[1:4])
        ]
        whole = {row[4] for row, _ in kept if row[4] is not None}
        fellows = [(row, False) for row in rows if row[4] in whole]
        self.undated[block] = frozenset(said for _, said, first, _, _ in rows if first is None and said is not None)
        self.connection.executemany(_PUT, ((block, row[0], close) for row, close in (*kept, *fellows)))

    def _touched(self, joined: Sequence[tuple[int, int]]) -> set[int]:
        """The events joined by hand that must be looked at since another part of the same whole is."""
        found: set[int] = set()
        if not joined:
            return found
        looked_at = "SELECT 1 FROM rework w JOIN merged_reports r ON r.event = w.event WHERE r.merged = ? LIMIT 1"
        for pair in joined:
            for event in pair:
                block, *_, merged = self.connection.execute(_OF_EVENT, (event,)).fetchone()
                here = "SELECT 1 FROM rework WHERE block = ? AND event = ?"
                if (
                    self.connection.execute(here, (block, event)).fetchone()
                    or self.connection.execute(looked_at, (merged,)).fetchone()
                ):
                    found.update(pair)
        return found


class _Days:
    """The days around some changes, as stretches that do not touch."""

    def __init__(self, changes: Iterable[Change], around: int) -> None:
        stretches = []
        for _, said, first, last, _ in changes:
            if said is not None:
                stretches.append((said - around, said + around))
            if first is not None and last is not None:
                stretches.append((first - around, last + around))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, said: int | None, first: int | None, last: int | None) -> bool:
        """Whether the day something was told, or a day that it states, is among them."""
        if said is not None and self._meet(said, said):
            return True
        return first is not None and last is not None and self._meet(first, last)

    def _meet(self, first: int, last: int) -> bool:
        at = bisect_right(self._starts, last) - 1
        return at >= 0 and first <= self._ends[at]


def reaching(groups: Sequence[Group]) -> list[Group]:
    """The groups that hold reports near a change, and those that share an event of the last build with them."""
    if all(one.near for group in groups for one, _ in group.members):
        return list(groups)
    by_merged: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        for one, _ in group.members:
            if one.merged is not None:
                by_merged.setdefault(one.merged, []).append(number)
    reached = {number for number, group in enumerate(groups) if any(one.near for one, _ in group.members)}
    todo = list(reached)
    while todo:
        for one, _ in groups[todo.pop()].members:
            for number in by_merged.get(one.merged or 0, ()):
                if number not in reached:
                    reached.add(number)
                    todo.append(number)
    return [groups[number] for number in sorted(reached)]
