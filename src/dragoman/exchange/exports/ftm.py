"""FollowTheMoney entities as JSON Lines. What several pages speak of has one id; its fragments merge as usual there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dragoman.exchange import codes
from dragoman.exchange.exports.act import Side, side
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.jsonlines import Json, lines
from dragoman.exchange.tables import opened
from dragoman.report import Event, Person, Report, Undertaking

_SCHEMATA = {"IGO": "Organization", "NGO": "Organization", "MNC": "Company", "REB": "Organization", "REG": "PublicBody"}

Value = str | float | None


def write(job: Job) -> None:
    """Writes the entities of the pages asked for."""
    with opened(job.out) as out:
        lines(out, job.records(of_page))
    job.files.append(job.out)


def of_page(report: Report, events: tuple[Event, ...]) -> Iterator[Json]:
    """The entities of a page, each once."""
    seen: set[str] = set()
    for one in (*_document(report), *_persons(report), *_events(report, events), *_others(report)):
        if one["id"] not in seen:
            seen.add(one["id"])
            yield one


def _id(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _entity(id: str, schema: str, **properties: Value | list[Value]) -> Json:
    """An entity; values are lists of text, and what has none is left out."""
    found: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        texts = dict.fromkeys(str(one) for one in values if one not in (None, ""))
        if texts:
            found[name] = list(texts)
    return {"id": id, "schema": schema, "properties": found}


def page_id(report: Report) -> str:
    """The id of a page's document."""
    return _id("page", report.id)


def _country(code: str | None) -> str:
    return codes.country(code, "iso2").lower() if code else ""


def _url(report: Report) -> str | None:
    url = report.article.url or ""
    return url if url.startswith(("http://", "https://")) else None


def _document(report: Report) -> Iterator[Json]:
    article = report.article
    yield _entity(
        page_id(report),
        "Article",
        title=article.headline or report.id,
        author=article.byline,
        publisher=article.outlet,
        publishedAt=_moment(article.published_at),
        language=codes.languages().get(article.language or ""),
        sourceUrl=_url(report),
        bodyText="\n\n".join(part.text for part in article.paragraphs if part.text),
        fileName=report.id,
    )


def _moment(text: str | None) -> str | None:
    """To the second and without an offset, as dates are written there: the outlet's own time."""
    return text[:19] if text else None


def _persons(report: Report) -> Iterator[Json]:
    for one in report.persons:
        yield _person(one)
        yield _entity(
            _id("mention", report.id, one.name),
            "Mention",
            document=page_id(report),
            resolved=person_id(one),
            name=list(one.names) or one.name,
            detectedSchema="Person",
            contextCountry=_country(one.country),
        )
        for office in one.offices:
            post = _id("position", office.title, office.of or "")
            yield _entity(post, "Position", name=office.title, country=_country(office.of))
            yield _entity(
                _id("occupancy", person_id(one), post, office.status),
                "Occupancy",
                holder=person_id(one),
                post=post,
                status=office.status,
            )


def person_id(one: Person) -> str:
    """The id of a person: name and country."""
    return _id("person", one.name, one.country or "")


def _person(one: Person) -> Json:
    return _entity(
        person_id(one),
        "Person",
        name=one.name,
        alias=[name for name in one.names if name != one.name],
        position=[office.title for office in one.offices],
        country=_country(one.country),
    )


def _body(one: Side) -> Json:
    """The state, body or group of a side."""
    kind = one.code.partition(":")[0]
    name = codes.country(one.code, "name")
    schema = "PublicBody" if name else _SCHEMATA.get(kind, "Organization")
    return _entity(
        _id("actor", one.code),
        schema,
        name=name or one.code.partition(":")[2],
        alias=one.code,
        country=_country(one.country),
    )


def _events(report: Report, events: tuple[Event, ...]) -> Iterator[Json]:
    people = {one.name: one for one in report.persons}
    for event in events:
        sides = [[side(report, one) for one in many] for many in (event.source, event.target, event.mediators)]
        bodies = [[_body(one) for one in many] for many in sides]
        yield from (body for many in bodies for body in many)
        involved = [body["id"] for body in (*bodies[1], *bodies[2])]
        involved += [person_id(people[one.person]) for many in sides for one in many if one.person in people]
        id, date, place = _id("event", event.id), event.date, event.place
        names = [", ".join(one["properties"]["name"][0] for one in many) for many in bodies[:2]]
        yield _entity(
            id,
            "Event",
            name=f"{event.type}: " + " to ".join(name for name in names if name),
            summary=event.evidence.text,
            startDate=date.start if date else None,
            endDate=date.end if date else None,
            location=place.name if place else None,
            country=_country(place.country) if place else None,
            organizer=[body["id"] for body in bodies[0]],
            involved=involved,
            keywords=[event.type, event.mode, event.status, *event.contexts],
            recordId=event.id,
            sourceUrl=_url(report),
            proof=page_id(report),
        )
        yield _documentation(report, id, "reports")


def _documentation(report: Report, entity: str, role: str) -> Json:
    return _entity(
        _id("documentation", report.id, entity), "Documentation", document=page_id(report), entity=entity, role=role
    )


def _others(report: Report) -> Iterator[Json]:
    """Statements as notes, there being no schema of quotations, and undertakings as projects."""
    people = {one.name: one for one in report.persons}
    for number, said in enumerate(report.statements, 1):
        speaker = said.speaker.name if said.speaker else "unknown"
        id = _id("statement", report.id, str(number))
        yield _entity(
            id,
            "Note",
            name=f"Statement by {speaker}",
            description=said.text,
            entity=person_id(people[speaker]) if speaker in people else None,
            proof=page_id(report),
            keywords=[said.kind, said.verb, said.medium],
        )
        yield _documentation(report, id, "quotes")
    for one in report.undertakings:
        yield from _project(report, one)


def _project(report: Report, one: Undertaking) -> Iterator[Json]:
    id = _id("undertaking", one.name, *sorted(one.parties))
    yield _entity(
        id,
        "Project",
        name=one.name,
        status=[one.stage, *one.stages],
        keywords=one.kind,
        country=[_country(code) for code in one.parties],
        summary=one.evidence.text,
        proof=page_id(report),
    )
    for code in one.parties:
        country = code if code in codes.countries() else ""
        body = _body(Side(code, country, None, "", "", "", "", 0, 0))
        yield body
        yield _entity(_id("party", id, code), "ProjectParticipant", project=id, participant=body["id"], role="party")
