"""Planned events and what came of them: "is to visit" meets "visited", or nothing does."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dragoman.ties.alike import NEWS_CYCLE_DAYS, same_act
from dragoman.ties.events import find
from dragoman.ties.records import MergedEvent, Planned
from dragoman.ties.scope import Scope

_EARLY = timedelta(days=1)
_LATE = timedelta(days=7)
_OPEN = timedelta(days=90)
"""A plan without a day is waited for so long after it was last spoken of."""


def planned(connection: sqlite3.Connection, scope: Scope, on: str | None = None) -> list[Planned]:
    """The planned events of a scope by day, each with its state on a day, or by the archive's last page."""
    today = on or str(connection.execute("SELECT coalesce(max(day), '') FROM pages").fetchone()[0])
    whole = Scope(actors=scope.actors)  # what meets a plan may lie beyond the time asked for
    done = _Done(find(connection, whole, ("actual",)))
    denied = _Done(find(connection, whole, ("denied",)))
    return [_state(plan, done, denied, today) for plan in find(connection, scope, ("planned",))]


class _Done:
    """Events by type and actors, in order of time."""

    def __init__(self, events: Iterable[MergedEvent]) -> None:
        self._held: defaultdict[tuple[object, ...], list[MergedEvent]] = defaultdict(list)
        for event in events:
            self._held[_kind(event, event.source, event.target)].append(event)

    def meeting(self, plan: MergedEvent) -> MergedEvent | None:
        """The first event that can be what was planned."""
        since, until = _window(plan)
        return next((one for one in self._like(plan) if since <= (one.day or "") <= until), None)

    def _like(self, plan: MergedEvent) -> Iterator[MergedEvent]:
        turned = _kind(plan, plan.target, plan.source)
        found = list(self._held.get(_kind(plan, plan.source, plan.target), ()))
        found += [one for one in self._held.get(turned, ()) if plan.symmetric or one.symmetric]
        for one in sorted(found, key=lambda one: (one.day or "", one.id)):
            if same_act(one.cameo or "", plan.cameo or ""):
                yield one


def _kind(event: MergedEvent, source: Sequence[str], target: Sequence[str]) -> tuple[object, ...]:
    return event.type, frozenset(source), frozenset(target)


def _window(plan: MergedEvent) -> tuple[str, str]:
    """The days within which what was planned can happen; not before the news that first speak of it."""
    told = _before(plan.first_report)
    if plan.start and plan.end:
        first = (date.fromisoformat(plan.start) - _EARLY).isoformat()
        return max(first, told), (date.fromisoformat(plan.end) + _LATE).isoformat()
    spoken = plan.last_report or plan.first_report
    return told, (date.fromisoformat(spoken) + _OPEN).isoformat() if spoken else ""


def _before(day: str | None) -> str:
    return (date.fromisoformat(day) - timedelta(days=NEWS_CYCLE_DAYS)).isoformat() if day else ""


def _state(plan: MergedEvent, done: _Done, denied: _Done, today: str) -> Planned:
    met, undone = done.meeting(plan), denied.meeting(plan)
    passed = (plan.end or _window(plan)[1]) < today
    return Planned(
        id=plan.id,
        state="fulfilled" if met else "overdue" if passed else "due",
        source=plan.source,
        target=plan.target,
        type=plan.type,
        start=plan.start,
        end=plan.end,
        first_report=plan.first_report,
        last_report=plan.last_report,
        reports=plan.reports,
        outlets=plan.outlets,
        met_by=met.id if met else None,
        met_on=met.day if met else None,
        denied_by=undone.id if undone else None,
        event=plan.event,
        page=plan.page,
        outlet=plan.outlet,
        published_at=plan.published_at,
        text=plan.text,
        first=plan.first,
        last=plan.last,
    )
