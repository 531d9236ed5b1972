"""IPTC ninjs 1.4: one item a page, as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dragoman.exchange import codes
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.jsonlines import Json, filled, lines
from dragoman.exchange.exports.words import event_iri, page_iri
from dragoman.exchange.tables import opened
from dragoman.report import Event, Person, Report

_PLOVER = "urn:dragoman:plover"
_CODES = "urn:dragoman:actors"
_GEONAMES = "https://sws.geonames.org/"


def write(job: Job) -> None:
    """Writes the pages asked for."""

    def items() -> Iterator[Json]:
        for report, events in job.pages():
            job.counted("rows")
            yield item(report, events)

    with opened(job.out) as out:
        lines(out, items())
    job.files.append(job.out)


def item(report: Report, events: tuple[Event, ...]) -> Json:
    """A page as a ninjs item."""
    article = report.article
    body = "\n".join(part.text for part in article.paragraphs if part.text)
    return filled(
        {
            "uri": page_iri(report),
            "type": "text",
            "mimetype": "text/plain" if body else None,
            "representationtype": "complete" if body else "incomplete",
            "pubstatus": "usable",
            "versioncreated": _moment(article.published_at),
            "language": article.language,
            "headline": article.headline,
            "byline": article.byline,
            "body_text": body,
            "charcount": len(body) if body else None,
            "person": [_person(one) for one in report.persons],
            "organisation": _bodies(report),
            "place": _places(report),
            "subject": [
                {"name": kind.lower(), "rel": "about", "scheme": _PLOVER, "code": kind}
                for kind in dict.fromkeys(event.type for event in events)
            ],
            "event": [_event(one) for one in events],
            "infosource": [{"name": article.outlet, "rel": "publisher"}] if article.outlet else None,
        }
    )


def _moment(text: str | None) -> str | None:
    """A moment as RFC 3339 has it, in UTC where no zone is known; None for what is no moment."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _person(one: Person) -> Json:
    office = next((office for office in one.offices if office.status == "current"), None)
    return filled({"name": one.name, "rel": office.title if office else "mentions"})


def _bodies(report: Report) -> list[Json]:
    found = {actor.code: actor for actor in report.actors if ":" in actor.code}
    return [
        {"name": actor.name or code, "rel": "mentions", "scheme": _CODES, "code": code}
        for code, actor in sorted(found.items())
    ]


def _places(report: Report) -> list[Json]:
    found: dict[tuple[str, str | None], Json] = {}
    for one in report.places:
        named = filled({"name": one.name, "rel": "mentions"})
        if one.geonames_id:
            named |= {"scheme": _GEONAMES, "code": str(one.geonames_id)}
        if one.lat is not None and one.lon is not None:
            named["geometry_geojson"] = {"type": "Point", "coordinates": [one.lon, one.lat]}
        found.setdefault((one.name, one.country), named)
    return list(found.values())


def _event(one: Event) -> Json:
    sides = (
        ", ".join(codes.country(each.code, "name") or each.code for each in side) for side in (one.source, one.target)
    )
    name = " to ".join(side for side in sides if side)
    return {
        "name": f"{one.type} ({one.status}): {name}",
        "rel": "describes",
        "scheme": _PLOVER,
        "code": event_iri(one.id),
    }
