"""JSON-LD in the words of schema.org: NewsArticle, Event, Quotation."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.exchange import codes
from dragoman.exchange.exports.act import side
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.jsonlines import Json, document, filled, line
from dragoman.exchange.exports.words import event_iri, page_iri
from dragoman.exchange.tables import opened
from dragoman.report import Event, Participant, Person, Place, Report, Speaker, Statement

CONTEXT: Json = {
    # Spelled out, so that nobody needs the network to read the file.
    "@vocab": "https://schema.org/",
    "dragoman": "urn:dragoman:vocabulary:",
    "isPartOf": {"@type": "@id"},
    "subjectOf": {"@type": "@id"},
    "about": {"@type": "@id"},
}


def write(job: Job) -> None:
    """Writes one document with the pages asked for, their events and their statements."""
    with opened(job.out) as out:
        document(out, f'{{"@context":{line(CONTEXT)},"@graph":[', job.records(of_page), "]}\n")
    job.files.append(job.out)


def of_page(report: Report, events: tuple[Event, ...]) -> Iterator[Json]:
    """The nodes of a page."""
    yield _article(report, events)
    for event in events:
        yield _event(report, event)
    for number, said in enumerate(report.statements, 1):
        yield _quotation(report, said, number)


def _article(report: Report, events: tuple[Event, ...]) -> Json:
    article = report.article
    body = "\n\n".join(part.text for part in article.paragraphs if part.text)
    return filled(
        {
            "@id": page_iri(report),
            "@type": "NewsArticle",
            "headline": article.headline,
            "datePublished": article.published_at,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
            "inLanguage": article.language,
            "url": article.url,
            "identifier": report.id,
            "articleBody": body,
            "about": [event_iri(event.id) for event in events],
            "mentions": [_person(one) for one in report.persons] + [_place(one) for one in _once(report.places)],
        }
    )


def _once(places: tuple[Place, ...]) -> list[Place]:
    return list({(one.name, one.country, one.geonames_id): one for one in reversed(places)}.values())[::-1]


def _person(one: Person) -> Json:
    roles = [
        filled(
            {
                "@type": "OrganizationRole",
                "roleName": office.title,
                "memberOf": {"@type": "Organization", "name": _named(office.of)} if office.of else None,
                "dragoman:officeStatus": office.status,
            }
        )
        for office in one.offices
    ]
    alternate = [name for name in one.names if name != one.name]
    country = {"@type": "Country", "identifier": one.country} if one.country else None
    return filled(
        {
            "@type": "Person",
            "name": one.name,
            "alternateName": alternate,
            "nationality": country,
            "hasOccupation": roles,
        }
    )


def _named(code: str) -> str:
    return codes.country(code, "name") or code


def _place(one: Place) -> Json:
    geo = {"@type": "GeoCoordinates", "latitude": one.lat, "longitude": one.lon} if one.lat is not None else None
    return filled(
        {
            "@type": "Place",
            "name": one.name,
            "geo": geo,
            "address": filled({"@type": "PostalAddress", "addressCountry": one.country, "addressRegion": one.admin1}),
            "sameAs": f"https://sws.geonames.org/{one.geonames_id}/" if one.geonames_id else None,
        }
    )


def _agent(report: Report, one: Participant) -> Json:
    found = side(report, one)
    label = f"{one.code}:{one.sector}" if one.sector else one.code
    body: Json = {"@type": "Organization", "name": _named(one.code), "identifier": label}
    if not one.person:
        return body
    return {"@type": "Person", "name": found.name, "affiliation": body}


def _event(report: Report, event: Event) -> Json:
    sides = (", ".join(_named(one.code) for one in side_) or "nobody named" for side_ in (event.source, event.target))
    date = event.date
    return filled(
        {
            "@id": event_iri(event.id),
            "@type": "Event",
            "name": f"{event.type}: {' to '.join(sides)}",
            "description": event.evidence.text,
            "startDate": date.start if date else None,
            "endDate": date.end if date else None,
            "location": _place(event.place) if event.place else None,
            "organizer": [_agent(report, one) for one in event.source],
            "attendee": [_agent(report, one) for one in event.target],
            "contributor": [_agent(report, one) for one in event.mediators],
            "subjectOf": page_iri(report),
            "dragoman:eventType": event.type,
            "dragoman:mode": event.mode,
            "dragoman:context": list(event.contexts),
            "dragoman:cameo": event.cameo,
            "dragoman:quad": event.quad,
            "dragoman:goldstein": event.goldstein,
            "dragoman:status": event.status,
            "dragoman:mutual": event.symmetric,
            "dragoman:dateGranularity": date.granularity if date else None,
            "dragoman:dateInherited": date.inherited if date else None,
            "dragoman:reportedBy": event.reported_by,
            "dragoman:confidence": event.confidence,
        }
    )


def _quotation(report: Report, said: Statement, number: int) -> Json:
    return filled(
        {
            "@id": f"{page_iri(report)}#statement-{number}",
            "@type": "Quotation",
            "text": said.text,
            "spokenByCharacter": _speaker(said.speaker),
            "audience": _speaker(said.addressee),
            "isPartOf": page_iri(report),
            "dragoman:kind": said.kind,
            "dragoman:verb": said.verb,
            "dragoman:medium": said.medium,
            "dragoman:start": said.start,
            "dragoman:end": said.end,
        }
    )


def _speaker(one: Speaker | None) -> Json | None:
    if one is None:
        return None
    body = {"@type": "Organization", "name": _named(one.code), "identifier": one.code} if one.code else None
    return filled({"@type": "Person", "name": one.name, "affiliation": body})
