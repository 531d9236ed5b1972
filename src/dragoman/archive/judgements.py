"""What reviewers say of events: kept beside the machine's reports, winning on read, followed when pages are recoded.

A judgement counts where no other reviewer says otherwise. Where two disagree the machine's record stands, and the
event is contested, until a judgement that settles it is made.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.errors import ConflictError, QueryError
from dragoman.report import Event, Evidence, Record, Report

Verdict = Literal["accept", "correct", "reject", "add"]
Drawn = Literal["queue", "sample", "page"]


class Judgement(Record, frozen=True):
    """What a reviewer says of an event: ``machine`` is the record judged, ``wanted`` the record as it should be.

    ``drawn`` says how the event came before the reviewer: by the queue (the doubtful first), by a random sample, or
    while reading a page. ``settles`` ends a disagreement.
    """

    page: str
    event: str
    reviewer: str
    verdict: Verdict
    drawn: Drawn = "page"
    settles: bool = False
    machine: Event | None = None
    wanted: Event | None = None
    note: str | None = None
    sha256: str | None = None
    made_at: str = ""
    key: int = 0


_COLUMNS = "key, page, sha256, event, reviewer, verdict, settles, drawn, machine, wanted, note, made_at"
_MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"


def add(connection: sqlite3.Connection, one: Judgement, seen: int | None) -> int:
    """Writes a judgement and returns its key. ``seen`` is the newest judgement that the reviewer knew of.

    Raises ConflictError where another reviewer has judged the event since, QueryError where it makes no sense.
    """
    _check(one)
    others = connection.execute(
        "SELECT reviewer, verdict, key FROM judgements WHERE event = ? AND reviewer <> ? ORDER BY key DESC LIMIT 1",
        (one.event, one.reviewer),
    ).fetchone()
    if seen is not None and others is not None and others[2] > seen:
        raise ConflictError(
            f"{others[0]} judged this event meanwhile ({others[1]}); look at it, then send yours again if you differ"
        )
    values = (
        one.page, one.sha256, one.event, one.reviewer, one.verdict, one.settles, one.drawn, _packed(one.machine),
        _packed(one.wanted), one.note, one.made_at,
    )  # fmt: skip
    names = _COLUMNS.removeprefix("key, ")
    cursor = connection.execute(f"INSERT INTO judgements ({names}) VALUES ({_MARKS})", values)  # noqa: S608 - constants
    key = int(cursor.lastrowid or 0)
    if one.verdict == "add":
        connection.execute("UPDATE judgements SET event = ? WHERE key = ?", (f"{one.page}:added-{key}", key))
    return key


def _check(one: Judgement) -> None:
    if not one.reviewer.strip():
        raise QueryError("a judgement needs the name of its reviewer")
    if one.verdict in ("correct", "add") and one.wanted is None:
        raise QueryError(f"to {one.verdict} an event, say what it should be")
    if one.verdict != "add" and one.machine is None:
        raise QueryError(f"there is no event {one.event} on the page {one.page}; it may have been coded again")


def judgements(
    connection: sqlite3.Connection, *, page: str | None = None, reviewer: str | None = None, event: str | None = None
) -> list[Judgement]:
    """The judgements that fit, in the order in which they were made."""
    asked = [(name, value) for name, value in (("page", page), ("reviewer", reviewer), ("event", event)) if value]
    where = " WHERE " + " AND ".join(f"{name} = ?" for name, _ in asked) if asked else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM judgements{where} ORDER BY key",  # noqa: S608 - constants
        [value for _, value in asked],
    )
    return [_unpacked(row) for row in rows]


def knows(connection: sqlite3.Connection, one: Judgement) -> bool:
    """Whether this judgement was taken in before, whatever its page and event are called here."""
    asked = (
        "SELECT 1 FROM judgements WHERE sha256 IS ? AND reviewer = ? AND verdict = ? AND made_at = ? AND settles = ?"
        " AND machine IS ? AND wanted IS ?"
    )
    values = (
        one.sha256, one.reviewer, one.verdict, one.made_at, one.settles, _packed(one.machine), _packed(one.wanted),
    )  # fmt: skip
    return connection.execute(asked, values).fetchone() is not None


def _packed(event: Event | None) -> str | None:
    return None if event is None else msgspec.json.encode(event).decode()


def _unpacked(row: tuple[object, ...]) -> Judgement:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    for name in ("machine", "wanted"):
        if values[name] is not None:
            values[name] = msgspec.json.decode(str(values[name]))
    return msgspec.convert(values, Judgement, strict=False)


def standing(judged: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last word of each reviewer on one event; one that settles silences what came before it."""
    last: dict[str, Judgement] = {}
    for one in judged:
        if one.settles:
            last.clear()
        last[one.reviewer] = one
    return last


def essence(event: Event) -> tuple[object, ...]:
    """What two records must share to say the same."""
    sides = (
        tuple(sorted((one.code, one.sector or "") for one in side))
        for side in (event.source, event.target, event.mediators)
    )
    date = (event.date.start, event.date.end) if event.date else None
    return event.type, event.status, *sides, date, (event.evidence.start, event.evidence.end)


def agreed(judged: Iterable[Judgement]) -> Judgement | None:
    """The judgement that holds, or None where reviewers disagree."""
    last = list(standing(judged).values())
    meant = {_meaning(one) for one in last}
    return last[-1] if len(meant) == 1 else None


def _meaning(one: Judgement) -> tuple[object, ...] | str:
    if one.verdict == "reject":
        return "reject"
    event = one.machine if one.verdict == "accept" else one.wanted
    return essence(event) if event is not None else "nothing"


def by_event(judged: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements of each event."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for one in judged:
        found[one.event].append(one)
    return dict(found)


def corrected(report: Report, judged: Iterable[Judgement]) -> Report:
    """The report as its reviewers have it; judgements of other words than the page's own rest."""
    sha = report.provenance.page_sha256 if report.provenance else None
    held = {name: agreed(group) for name, group in by_event(one for one in judged if one.sha256 == sha).items()}
    if not held:
        return report
    events: list[Event] = []
    for event in report.events:
        one = held.pop(event.id, None)
        if one is None or one.verdict == "accept":
            events.append(event)
        elif one.wanted is not None:
            events.append(msgspec.structs.replace(one.wanted, id=event.id))
    # Added by hand, or seen by a reviewer where the machine, coding again, sees nothing any more.
    for name, one in held.items():
        wanted = (one.wanted or one.machine) if one is not None and one.verdict != "reject" else None
        if wanted is not None:
            events.append(msgspec.structs.replace(wanted, id=name))
    return msgspec.structs.replace(report, events=tuple(events))


def followed(connection: sqlite3.Connection, report: Report) -> None:
    """Lets the judgements of a page that was coded again point to the records they mean."""
    judged = judgements(connection, page=report.id)
    for name, group in by_event(judged).items():
        machine = next((one.machine for one in reversed(group) if one.machine is not None), None)
        if machine is None:
            continue
        match = same(machine, report.events)
        # A name of its own where there is none, so that another event of that number is not taken for it.
        renamed = match.id if match is not None else f"{report.id}:kept-{group[0].key}"
        if renamed != name:
            keys = [(f"\n{renamed}", one.key) for one in group]
            connection.executemany("UPDATE judgements SET event = ? WHERE key = ?", keys)
    # In two steps: numbers may have changed places, and a group must not be read as the one it was renamed to.
    connection.execute(
        "UPDATE judgements SET event = substr(event, 2) WHERE page = ? AND event LIKE char(10) || '%'", (report.id,)
    )


def renamed(connection: sqlite3.Connection, held: str, sha256: str | None, id: str) -> None:
    """Lets the judgements of a page follow it to another id; those of other words under the old id stay."""
    connection.execute(
        "UPDATE judgements SET page = ?1, event = ?1 || substr(event, length(?2) + 1) WHERE page = ?2 AND sha256 IS ?3",
        (id, held, sha256),
    )


def same(meant: Event, events: Iterable[Event]) -> Event | None:
    """The record that tells what ``meant`` does: on overlapping words, of its type or between its actors."""
    best = max(((_likeness(meant, event), event.id, event) for event in events), default=None)
    return best[2] if best is not None and best[0] > 1 else None


def _likeness(meant: Event, event: Event) -> float:
    overlap = _overlap(meant.evidence, event.evidence)
    if not overlap:
        return 0.0
    sides = sum(
        {one.code for one in mine} == {one.code for one in other}
        for mine, other in ((meant.source, event.source), (meant.target, event.target))
    )
    kind = meant.type == event.type
    return overlap + kind + sides / 2 if kind or sides == 2 else 0.0


def _overlap(one: Evidence, other: Evidence) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))
