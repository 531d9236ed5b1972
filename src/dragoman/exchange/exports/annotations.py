"""W3C Web Annotations: every fact tied to its words, by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from dragoman import __version__
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.jsonlines import Json, document, line
from dragoman.exchange.exports.words import Words, event_iri, page_iri
from dragoman.exchange.tables import opened
from dragoman.report import Event, Report, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""How many characters a quotation has before and after it, to be found again in a text that changed a little."""


def write(job: Job) -> None:
    """Writes one annotation collection with the annotations of the pages asked for."""
    head = (
        f'{{"@context":"{CONTEXT}","id":"urn:dragoman:annotations","type":"AnnotationCollection",'
        f'"label":"Annotations by Dragoman","generator":{line(_GENERATOR)},'
        '"first":{"id":"urn:dragoman:annotations:1","type":"AnnotationPage","startIndex":0,"items":['
    )

    with opened(job.out) as out:
        document(out, head, job.records(of_page), "]}}\n")
    job.files.append(job.out)


_GENERATOR = {"type": "Software", "name": "Dragoman", "schema:softwareVersion": __version__}


def of_page(report: Report, events: tuple[Event, ...]) -> Iterator[Json]:
    """The annotations of a page: events, statements, persons, actors, places, dates and quantities."""
    words = Words(report)
    for number, (span, motivation, body) in enumerate(_bodies(report, events), 1):
        yield {
            "id": f"urn:dragoman:page:{quote(report.id, safe='')}:annotation:{number}",
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": {"source": page_iri(report), "selector": _selectors(span, words)},
        }


def _bodies(report: Report, events: tuple[Event, ...]) -> Iterator[tuple[Span, str, Json | list[Json]]]:
    for event in events:
        for span in event.mentions or (event.evidence,):
            yield span, "classifying", _event(event)
    for said in report.statements:
        speaker = said.speaker.name if said.speaker else "unknown"
        yield said, "identifying", _tag(f"statement by {speaker} ({said.kind})")
    for person in report.persons:
        for span in person.mentions:
            yield span, "identifying", _tag(f"person {person.name}")
    for actor in report.actors:
        label = f"{actor.code}:{actor.sector}" if actor.sector else actor.code
        for span in actor.mentions:
            yield span, "tagging", _tag(f"actor {label}")
    for place in report.places:
        body = _tag(f"place {place.name}")
        link = f"https://sws.geonames.org/{place.geonames_id}/"
        yield place, "identifying", [body, _link(link, "identifying")] if place.geonames_id else body
    for date in report.dates:
        yield Span(start=date.start_char, end=date.end_char), "tagging", _tag(f"date {date.start}/{date.end}")
    for one in report.quantities:
        yield one, "tagging", _tag(f"quantity {one.value:g} {one.unit or ''}".strip())


def _event(event: Event) -> list[Json]:
    """The type with its codes, who does it to whom and when, and a link to the event."""
    kind = " ".join(part for part in (event.type, event.mode, event.cameo, event.status) if part)
    sides = (", ".join(one.code for one in side) or "nobody named" for side in (event.source, event.target))
    when = f", {event.date.start}/{event.date.end}" if event.date else ""
    return [
        _tag(kind, "classifying"),
        _tag(" to ".join(sides) + when, "describing"),
        _link(event_iri(event.id), "linking"),
    ]


def _tag(value: str, purpose: str = "tagging") -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _link(source: str, purpose: str) -> Json:
    return {"type": "SpecificResource", "purpose": purpose, "source": source}


def _selectors(span: Span, words: Words) -> list[Json]:
    """By position always; by quotation where the words are held and wanted."""
    position: Json = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    exact = words.between(span.start, span.end)
    if not exact:
        return [position]
    quotation = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": words.between(max(0, span.start - _AROUND), span.start),
        "suffix": words.between(span.end, span.end + _AROUND),
    }
    return [position, quotation]
