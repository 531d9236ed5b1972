"""Planned events and what came of them: "is to visit" meets "visited", or nothing does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from operator import itemgetter

from dragoman.archive.conditions import Conditions
from dragoman.ties.alike import NEWS_CYCLE_DAYS, same_act
from dragoman.ties.events import by_keys, find
from dragoman.ties.records import MergedEvent, Planned
from dragoman.ties.scope import Scope

_EARLY = timedelta(days=1)
_LATE = timedelta(days=7)
_OPEN = timedelta(days=90)
"""A plan without a day is waited for so long after it was last spoken of."""
_NOT_PASSED = f"coalesce(m.\"end\", date(coalesce(m.last_report, m.first_report), '+{_OPEN.days} days'), '') >= ?"
_PLANS = "SELECT DISTINCT d.merged, d.day FROM merged_dyads d"
_LIKE = """
SELECT merged FROM merged_dyads
WHERE source = ? AND target = ? AND day BETWEEN ? AND ? AND type = ? AND status = ?
"""
"""What two actors do within some days."""


def planned(connection: sqlite3.Connection, scope: Scope, on: str | None = None) -> Iterator[Planned]:
    """The planned events of a scope by day, each with its state on a day, or by the archive's last page."""
    today = on or _today(connection)
    for plan in find(connection, scope, ("planned",)):
        yield _state(connection, plan, today)


def due(connection: sqlite3.Connection, scope: Scope) -> list[Planned]:
    """Those that are still to come, as of the archive's last page."""
    today = _today(connection)
    asked = _asked(scope)
    asked.add(_NOT_PASSED, today)
    joined = f"{_PLANS} CROSS JOIN merged_events m ON m.key = d.merged{asked.where()}"
    plans = by_keys(connection, [key for key, _ in connection.execute(joined, asked.values).fetchall()])
    stated = (_state(connection, plan, today) for plan in sorted(plans, key=_order))
    return [plan for plan in stated if plan.state == "due"]


def past(connection: sqlite3.Connection, scope: Scope, limit: int) -> list[Planned]:
    """The last of the others, by day."""
    today = _today(connection)
    asked = _asked(scope)
    newest = f"{_PLANS}{asked.where()} ORDER BY d.day = '' DESC, d.day DESC"
    stated = (
        _state(connection, plan, today)
        for _, rows in groupby(connection.execute(newest, asked.values).fetchall(), key=itemgetter(1))
        for plan in sorted(by_keys(connection, [key for key, _ in rows]), key=_order, reverse=True)
    )
    return list(islice((plan for plan in stated if plan.state != "due"), limit))[::-1]


def _order(plan: MergedEvent) -> tuple[bool, str, str]:
    return plan.day is None, plan.day or "", plan.id


def _today(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT coalesce(max(day), '') FROM page_days").fetchone()[0])


def _asked(scope: Scope) -> Conditions:
    asked = scope.conditions(source="d.source", target="d.target", day="d.day")
    asked.add("d.status = 'planned'")
    return asked


def _meeting(connection: sqlite3.Connection, plan: MergedEvent, status: str) -> MergedEvent | None:
    """The first event of a status that can be what was planned."""
    since, until = _window(plan)
    one, other = (plan.source or ("",))[0], (plan.target or ("",))[0]
    if plan.symmetric and not plan.target:
        other = (*plan.source, "", "")[1]
    keys = {
        key
        for sides in {(one, other), (other, one)}
        for (key,) in connection.execute(_LIKE, (*sides, since, until, plan.type, status))
    }
    for event in sorted(by_keys(connection, keys), key=lambda one: (one.day or "", one.id)):
        same = _sides(event) == _sides(plan)
        turned = _sides(event) == _sides(plan)[::-1] and (plan.symmetric or event.symmetric)
        if (same or turned) and same_act(event.cameo or "", plan.cameo or ""):
            return event
    return None


def _sides(event: MergedEvent) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(event.source), frozenset(event.target)


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


def _state(connection: sqlite3.Connection, plan: MergedEvent, today: str) -> Planned:
    met, undone = _meeting(connection, plan, "actual"), _meeting(connection, plan, "denied")
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
