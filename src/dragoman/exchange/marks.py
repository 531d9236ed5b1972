"""What is marked in a page: records as stretches of the paragraphs' own text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.report import Paragraph, Report

KINDS = ("event", "statement", "actor", "person", "place", "date", "quantity")


class Mark(NamedTuple):
    """A stretch ``text[start:end]`` of a paragraph, what kind of record it is, and what it says in a few words."""

    start: int
    end: int
    kind: str
    label: str


class Run(NamedTuple):
    """Words that bear the same marks throughout."""

    text: str
    marks: tuple[Mark, ...]


def runs(report: Report, paragraph: Paragraph) -> Iterator[Run]:
    """A paragraph cut where marks begin and end; overlapping marks share their words."""
    found = list(_marks(report, paragraph))
    cuts = sorted({0, len(paragraph.text), *(mark.start for mark in found), *(mark.end for mark in found)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        covering = tuple(mark for mark in found if mark.start <= start and end <= mark.end)
        yield Run(paragraph.text[start:end], covering)


def _marks(report: Report, paragraph: Paragraph) -> Iterator[Mark]:
    for kind, label, start, end in _spans(report):
        first, last = _inside(paragraph, start), _inside(paragraph, end - 1)
        if first is not None and last is not None and last >= first:
            yield Mark(first, last + 1, kind, label)


def _spans(report: Report) -> Iterator[tuple[str, str, int, int]]:
    for event in report.events:
        label = f"{event.type} {codes(event.source)} → {codes(event.target)} ({event.status})"
        yield "event", label, event.evidence.start, event.evidence.end
    for said in report.statements:
        yield "statement", f"{said.speaker.name if said.speaker else 'someone'}, {said.kind}", said.start, said.end
    for actor in report.actors:
        for mention in actor.mentions:
            yield "actor", f"{actor.code}:{actor.sector}" if actor.sector else actor.code, mention.start, mention.end
    for person in report.persons:
        for mention in person.mentions:
            yield "person", person.name, mention.start, mention.end
    for place in report.places:
        yield "place", f"{place.name}, {place.country or '?'} ({place.lat}, {place.lon})", place.start, place.end
    for date in report.dates:
        yield "date", date.start if date.start == date.end else f"{date.start} to {date.end}", date.start_char, date.end_char
    for one in report.quantities:
        yield "quantity", f"{one.value} {one.unit or ''}", one.start, one.end


def codes(parts: tuple[object, ...]) -> str:
    """The codes of some participants."""
    return ", ".join(dict.fromkeys(str(getattr(part, "code", "")) for part in parts)) or "—"


def _inside(paragraph: Paragraph, at: int) -> int | None:
    """Where a character of the page stands in a paragraph's text."""
    if not paragraph.pieces:
        inside = at - paragraph.start
        return inside if 0 <= inside < len(paragraph.text) else None
    for piece in paragraph.pieces:
        if piece.start <= at < piece.start + piece.length:
            return piece.at + at - piece.start
    return None
