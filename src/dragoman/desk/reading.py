"""The room Read: a page as an article with its records marked, and each record's reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dragoman.archive import Judgement
from dragoman.archive.judgements import agreed, by_event
from dragoman.desk.pages import country, page
from dragoman.desk.store import Store
from dragoman.exchange.explained import parts
from dragoman.exchange.marks import KINDS, Block, Mark, blocks
from dragoman.knowledge.holders import named
from dragoman.report import Office, Person, Report

router = APIRouter(include_in_schema=False)


class Token(NamedTuple):
    """A step in writing a marked paragraph: text, a mark that opens or closes, a reference to a record."""

    step: str
    text: str = ""
    mark: Mark | None = None


def tokens(block: Block) -> Iterator[Token]:
    """A paragraph as steps in which marks are nested: one that would cross another's border is split there."""
    still: list[Mark] = []
    for run in block.runs:
        same = 0
        while same < min(len(still), len(run.marks)) and still[same] is run.marks[same]:
            same += 1
        yield from (Token("close") for _ in still[same:])
        yield from (Token("open", mark=mark) for mark in run.marks[same:])
        still = list(run.marks)
        yield Token("text", run.text)
        if ending := [mark for mark in run.ending if mark.kind in ("event", "statement")]:
            yield from (Token("close") for _ in still)
            still = []
            yield from (Token("reference", mark=mark) for mark in ending)
    yield from (Token("close") for _ in still)


@router.get("/article")
def article(request: Request, id: str) -> Response:
    """One page."""
    store: Store = request.app.state.store
    with store.reading() as archive:
        report = archive.report(id)
        judged = archive.judgements(page=report.id)
    return page(
        request, "article.html", room="search", title=report.article.headline or report.id, **view(report, judged)
    )


@router.get("/event/{id:path}")
def event(request: Request, id: str) -> Response:
    """Leads to the sentence of an event."""
    store: Store = request.app.state.store
    with store.reading() as archive:
        report, found = archive.event(id)
    number = report.events.index(found) + 1
    return RedirectResponse(f"/article?id={quote(report.id)}#at-event-{number}", 303)


def view(report: Report, judged: list[Judgement]) -> dict[str, Any]:
    """What the template of a page needs."""
    written = [(block.kind, list(tokens(block))) for block in blocks(report)]
    used = {token.mark.kind for _, steps in written for token in steps if token.mark is not None}
    return {
        "report": report,
        "blocks": written,
        "kinds": [kind for kind in KINDS if kind in used],
        "reasons": {event.id: list(parts(report, event)) for event in report.events},
        "verdicts": {name: _verdict(group) for name, group in by_event(judged).items()},
        "terms": {person.name: terms(person) for person in report.persons},
        "offices": {person.name: ", ".join(_held(office) for office in person.offices) for person in report.persons},
    }


def _held(office: Office) -> str:
    former = "" if office.status == "current" else f"{office.status} "
    return f"{former}{office.title}" + (f" of {country(office.of)}" if office.of else "")


def _verdict(group: list[Judgement]) -> str:
    held = agreed(group)
    if held is None:
        return "contested"
    return {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added by hand"}[held.verdict]


def terms(person: Person) -> list[str]:
    """The offices that the tables know a person to hold or have held, with their dates."""
    known = named(person.name)
    return [
        f"{one.office} of {one.of}, {one.days.start or '…'} to {one.days.end or '…'} ({one.where})" for one in known
    ]
