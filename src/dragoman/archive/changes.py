"""What another version, codebook or model made of a page: events added, lost, and coded otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from dragoman.archive.past import Past
from dragoman.report import Event, Participant, Record, Report

_OF_NO_MATTER = frozenset({"id", "why", "mentions", "evidence"})
"""What does not make an event another: its number, how it came about, and where else it stands."""


class ChangeRow(Record, frozen=True):
    """A change of an event: ``before`` and ``after`` are what differs, or the whole event in short."""

    page: str
    change: Literal["added", "lost", "recoded"]
    event: str
    before: str | None
    after: str | None
    text: str
    first: int
    last: int
    made_before: str | None
    made_after: str | None


def changes(pasts: Iterable[Past]) -> Iterator[ChangeRow]:
    """The changes of each page from the newest of its former reports to the present one."""
    held: Past | None = None
    for past in pasts:
        if held is not None and held.present.id != past.present.id:
            yield from compared(held.report, held.present)
        held = past
    if held is not None:
        yield from compared(held.report, held.present)


def compared(before: Report, after: Report) -> Iterator[ChangeRow]:
    """The changes of one page, by where they stand in it."""
    old, new = list(before.events), list(after.events)
    for event in before.events:
        same = next((one for one in new if _content(one) == _content(event)), None)
        if same is not None:
            old.remove(event)
            new.remove(same)
    rows = []
    for event in old:
        other = _successor(event, new)
        if other is not None:
            new.remove(other)
            rows.append(_row(after, "recoded", other, *_difference(event, other), before))
        else:
            rows.append(_row(after, "lost", event, _short(event), None, before))
    rows += [_row(after, "added", event, None, _short(event), before) for event in new]
    yield from sorted(rows, key=lambda row: (row.first, row.last, row.change, row.event))


def _content(event: Event) -> dict[str, Any]:
    fields = msgspec.structs.asdict(event)
    return {name: value for name, value in fields.items() if name not in _OF_NO_MATTER}


def _successor(event: Event, new: list[Event]) -> Event | None:
    """The event that stands where this one stood and has the most in common with it."""
    near = [one for one in new if one.evidence.start < event.evidence.end and event.evidence.start < one.evidence.end]
    mine = _content(event)
    return max(near, key=lambda one: sum(mine[name] == value for name, value in _content(one).items()), default=None)


def _difference(old: Event, new: Event) -> tuple[str, str]:
    before, after = _content(old), _content(new)
    names = [name for name in before if before[name] != after[name]]
    return tuple("; ".join(f"{name} {_cell(one[name])}" for name in names) for one in (before, after))  # type: ignore[return-value]


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_cell(one) for one in value) or "none"
    if isinstance(value, Participant):
        label = f"{value.code}:{value.sector}" if value.sector else value.code
        return f"{label} ({value.person})" if value.person else label
    if isinstance(value, Record):
        fields = msgspec.structs.asdict(value)
        return " ".join(
            str(fields[name]) for name in ("name", "country", "start", "end") if fields.get(name) is not None
        )
    return "none" if value is None else str(value)


def _short(event: Event) -> str:
    return f"{_cell(event.source)} {event.type} {_cell(event.target)}, {event.status}"


def _row(after: Report, change: Any, event: Event, old: str | None, new: str | None, before: Report) -> ChangeRow:
    return ChangeRow(
        page=after.id,
        change=change,
        event=event.id,
        before=old,
        after=new,
        text=event.evidence.text,
        first=event.evidence.start,
        last=event.evidence.end,
        made_before=_made(before),
        made_after=_made(after),
    )


def _made(report: Report) -> str | None:
    made = report.provenance
    if made is None:
        return None
    return "; ".join(part for part in (f"dragoman {made.dragoman}", made.codebook, made.knowledge, made.model) if part)
