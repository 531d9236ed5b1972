"""Why an event is there, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.exchange.marks import label, plain
from dragoman.report import Event, Participant, Report, When

_STATUS = {
    "actual": "the clause asserts it: no negation, no modal, no plan",
    "planned": "the clause, or what carries it, speaks of what is decided or scheduled",
    "possible": "the clause, or what carries it, is conditional, hoped for, feared or modal",
    "denied": "the clause, or what carries it, says that it did not happen",
}


def lines(report: Report, event: Event) -> Iterator[str]:
    """The explanation of an event of a report, line by line; what the page wrote is made harmless for terminals."""
    for name, text in parts(report, event):
        yield plain(f"{name:<12}{text}")


def parts(report: Report, event: Event) -> Iterator[tuple[str, str]]:
    """The explanation of an event part by part: what it is about, and a sentence."""
    sides = " -> ".join(", ".join(map(label, side)) or "nobody named" for side in (event.source, event.target))
    yield "event", f"{event.id}: {sides}: {event.type}"
    mode, cameo = event.mode and f"mode {event.mode}", event.cameo and f"CAMEO {event.cameo}"
    yield "type", ", ".join(part for part in (event.type, mode, cameo, event.quad) if part)
    said = event.evidence
    yield "words", f"“{said.text}” (characters {said.start} to {said.end} of page {report.id})"
    for role, participants in (("source", event.source), ("target", event.target), ("mediator", event.mediators)):
        for one in participants:
            yield role, _participant(one)
    if event.why is not None:
        yield "clause", event.why.clause
        yield "line", " ".join(event.why.line.split())
        for rule in event.why.rules:
            yield "rule", rule
        for reason in event.why.turned_down:
            yield "turned down", reason
    yield "date", _date(event.date, report.article.published_at)
    yield "status", f"{event.status}: {_STATUS[event.status]}"
    yield "place", f"{event.place.name}, from “{event.place.text}”" if event.place else "none is stated"
    if event.reported_by is not None:
        yield "said by", event.reported_by
    if len(event.mentions) > 1:
        yield "mentions", f"{len(event.mentions)}: the page tells it more than once"
    yield "confidence", f"{event.confidence:g}"


def _participant(one: Participant) -> str:
    person = f", by {one.person}" if one.person else ""
    return f"“{one.text}” is {label(one)}{person} (characters {one.start} to {one.end})"


def _date(date: When | None, published: str | None) -> str:
    if date is None:
        return "none: the clause gives no time, and the event did not happen on the article's day or that is unknown"
    if date.inherited:
        return f"{days(date)}: inherited from the article; the clause gives no time"
    counted = f", counted from {published}" if published else ""
    return f"{days(date)} ({date.granularity}), from “{date.text or ''}”{counted}"


def days(date: When) -> str:
    """The days in a few characters."""
    return date.start if date.start == date.end else f"{date.start} to {date.end}"
