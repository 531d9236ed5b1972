"""PLOVER records as JSON Lines: actors stay together, and what is mutual has all sides as actors."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman import __version__
from dragoman.exchange import codes
from dragoman.exchange.exports.act import Side, coded, day, plover_code, plover_sector, side
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.jsonlines import Json, filled, lines
from dragoman.exchange.tables import opened
from dragoman.report import Event, Place, Report

_RESOLUTIONS = {"country": 1, "division": 2, "city": 4}
_DIRECTED = ("COOPERATE", "AID")
"""Types that need a recipient even where both sides do the same."""


def write(job: Job) -> None:
    """Writes the events asked for."""

    def records() -> Iterator[Json]:
        for report, event in job.asserted():
            if day(report, event) is None:
                job.left_out["without a day"] += 1
                continue
            job.counted("rows")
            yield record(report, event, job.settings.crosswalk)

    with opened(job.out) as out:
        lines(out, records())
    job.files.append(job.out)


def record(report: Report, event: Event, crosswalk: str) -> Json:
    """A PLOVER record; fields that have nothing to say are left out, but for the actor, whom the manual demands."""
    what = coded(event, crosswalk)
    when = day(report, event)
    actors, recipients = _sides(report, event, what.type, what.mode)
    words = event.evidence
    found = filled(
        {
            "id": event.id,
            "has_event": True,
            "date": when,
            "enddate": event.date.end if event.date and event.date.end != when else None,
            "recipient": recipients,
            "event": [what.type],
            "mode": [what.mode] if what.mode else [],
            "context": list(what.contexts),
            "quad_code": what.quad,
            "event_scale": what.intensity,
            "event_text": words.text,
            "event_loc": _location(event.place) if event.place else None,
            "link": report.article.url,
            "text": words.text,
            "text_info": [{"sequence": 1, "start": words.start, "end": words.end, "text_story": report.id}],
            "cite_info": _cite(report),
            "coder": f"dragoman {__version__}",
            "comment": _comment(event, what.cameo),
        }
    )
    return {**dict.fromkeys(("id", "has_event", "date")), "actor": actors, **found}


def _sides(report: Report, event: Event, type_: str, mode: str) -> tuple[list[Json], list[Json]]:
    sources = [_entity(side(report, one)) for one in event.source]
    targets = [_entity(side(report, one)) for one in event.target]
    if event.symmetric and type_ not in _DIRECTED and mode != "visit":
        return sources + targets, []
    return sources, targets


def _entity(one: Side) -> Json:
    known = codes.countries().get(one.code)
    return filled(
        {
            "code": plover_code(one),
            "country": codes.country(one.country, "name"),
            "sector": plover_sector(one),
            "entity_text": one.text,
            "entity_name": one.name if known is None or one.person else "",
            "office": one.title,
        }
    )


def _location(place: Place) -> Json:
    return filled(
        {
            "extracted_place": place.text,
            "resolved_place": place.name,
            "geonameid": place.geonames_id,
            "lat": place.lat,
            "lon": place.lon,
            "city": place.name if place.kind == "city" else None,
            "province": place.name if place.kind == "division" else place.admin1,
            "country": codes.country(place.country, "name") if place.country else None,
            "country_code": codes.country(place.country, "plover") if place.country else None,
            "feature_class": place.kind,
            "resolution": _RESOLUTIONS.get(place.kind, 3),
        }
    )


def _cite(report: Report) -> Json:
    article, made = report.article, report.provenance
    return filled(
        {
            "citation": article.headline,
            "title": article.headline,
            "publication": article.outlet,
            "url": article.url,
            "language": article.language,
            "date": article.published_at,
            "coder": f"dragoman {made.dragoman}" if made else None,
            "codebook": made.codebook if made else None,
        }
    )


def _comment(event: Event, cameo: str) -> str:
    """What a PLOVER record has no field for."""
    parts = [f"CAMEO {cameo}"]
    if event.status != "actual":
        parts.append(f"status {event.status}, coded {event.type}")
    if event.date is None or event.date.inherited:
        parts.append("date is that of the page")
    elif event.date.granularity != "day":
        parts.append(f"date known to the {event.date.granularity}")
    if event.mediators:
        parts.append("mediated by " + ", ".join(dict.fromkeys(one.code for one in event.mediators)))
    if event.reported_by:
        parts.append(f"reported by {event.reported_by}")
    return "; ".join(parts)
