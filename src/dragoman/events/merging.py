"""One event told again in the same article is one event with several mentions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.report import Event, Participant, When

_LONG = 366
"""How many days what lasts may take and still be told again with a day of its own."""


def merge(events: Sequence[Event]) -> list[Event]:
    """The events with retellings folded into the telling that says most, in the order of their first mention."""
    kept: list[Event] = []
    for event in events:
        at = next((i for i, other in enumerate(kept) if _same(other, event)), None)
        if at is None:
            kept.append(event)
        else:
            kept[at] = _fold(kept[at], event)
    return kept


def _same(one: Event, other: Event) -> bool:
    if (one.type, one.status) != (other.type, other.status) or not _same_kind(one.cameo, other.cameo):
        return False
    if not _agree(one.date, other.date) or not _places_agree(one, other):
        return False
    straight = _covers(one.source, other.source) and (
        _covers(one.target, other.target) or (_finds_out(one, other) and one.cameo == other.cameo)
    )
    crossed = (
        (one.symmetric or other.symmetric) and _covers(one.source, other.target) and _covers(one.target, other.source)
    )
    return straight or crossed


def _same_kind(one: str | None, other: str | None) -> bool:
    """Whether two CAMEO codes may tell the same act: equal to three digits, or one the general code of the other."""
    first, second = (one or "")[:3], (other or "")[:3]
    return first == second or first.endswith("0") or second.endswith("0")


def _covers(one: tuple[Participant, ...], other: tuple[Participant, ...]) -> bool:
    """Whether the same actors stand in both, or one telling names fewer of them."""
    first, second = {part.code for part in one}, {part.code for part in other}
    return first == second


def _finds_out(one: Event, other: Event) -> bool:
    """Whether only one of two tellings of a sourced act says to whom it is done."""
    return bool(one.source) and bool(one.target) != bool(other.target)


def _agree(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    if {one.granularity, other.granularity} == {"day", "range"} and max(_length(one), _length(other)) > _LONG:
        return False  # a war since 1984 is not the raid of a day in it
    return one.start <= other.end and other.start <= one.end


def _length(one: When) -> int:
    return (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days


def _places_agree(one: Event, other: Event) -> bool:
    if one.place is None or other.place is None:
        return True
    return one.place.name == other.place.name or one.place.country == other.place.country


def _fold(one: Event, other: Event) -> Event:
    """The first telling, with what the second adds."""
    finest = max((one.cameo or "", other.cameo or ""), key=len)
    return msgspec.structs.replace(
        one,
        cameo=one.cameo if len(one.cameo or "") >= len(finest) else other.cameo,
        mode=one.mode or other.mode,
        goldstein=one.goldstein if len(one.cameo or "") >= len(finest) else other.goldstein,
        date=one.date or other.date,
        target=one.target or other.target,
        place=one.place or other.place,
        mediators=one.mediators or other.mediators,
        reported_by=one.reported_by or other.reported_by,
        contexts=tuple(dict.fromkeys([*one.contexts, *other.contexts])),
        mentions=tuple(dict.fromkeys([*one.mentions, *other.mentions])),
        confidence=max(one.confidence, other.confidence),
    )
