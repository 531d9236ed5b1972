"""Judgements as gold: what `dragoman evaluate` compares reports with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.archive import Judgement
from dragoman.archive.judgements import agreed, by_event
from dragoman.report import Event, Report


def gold(report: Report, judged: Iterable[Judgement]) -> dict[str, Any]:
    """The gold of a page, out of its report as the reviewers have it.

    Events that nobody judged, and those in dispute, are optional: neither missed nor a false alarm. ``complete`` says
    whether there are none of them.
    """
    held = {name: agreed(group) for name, group in by_event(judged).items()}
    events = [_event(event, held.get(event.id) is None) for event in report.events]
    article = report.article
    known = {"headline": article.headline, "outlet": article.outlet, "published_at": article.published_at}
    return {
        "id": report.id,
        "article": {name: value for name, value in known.items() if value is not None},
        "events": events,
        "complete": not any(event.get("optional") for event in events),
        "reviewers": sorted({one.reviewer for one in judged}),
    }


def _event(event: Event, optional: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": event.type,
        "source": [one.code for one in event.source],
        "target": [one.code for one in event.target],
        "status": event.status,
        "evidence": event.evidence.text,
    }
    if event.date is not None and not event.date.inherited:
        entry["date"] = [event.date.start, event.date.end]
    if event.place is not None:
        entry["place"] = event.place.text
    if event.symmetric:
        entry["symmetric"] = True
    if optional:
        entry["optional"] = True
    return entry
