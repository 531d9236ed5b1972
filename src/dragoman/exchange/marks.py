"""What is marked in a page: records as stretches of the headline's and the paragraphs' own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dragoman.report import Article, Event, Paragraph, Participant, Piece, Place, Report

KINDS = ("event", "statement", "actor", "person", "place", "date", "quantity", "undertaking")
"""The kinds of marks; where two cover the same words, the earlier one stands around the later one."""

# Control characters and those that turn the direction of text: a page could write to the terminal with them.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Mark(NamedTuple):
    """A stretch of a text, what kind of record it is, what it says in a few words, and the number of the record."""

    start: int
    end: int
    kind: str
    label: str
    number: int


class Run(NamedTuple):
    """Words that bear the same marks throughout, the outermost first."""

    text: str
    marks: tuple[Mark, ...]
    ending: tuple[Mark, ...]


class Block(NamedTuple):
    """The headline or a paragraph, cut into runs."""

    kind: str
    runs: tuple[Run, ...]


def blocks(report: Report) -> Iterator[Block]:
    """The headline and the paragraphs of a page with the marks of all its records."""
    spans = sorted(_spans(report), key=_order)
    if report.article.headline:
        yield Block("headline", tuple(_runs(report.article.headline, _headline_pieces(report.article), spans)))
    for paragraph in report.article.paragraphs:
        yield Block(paragraph.kind, tuple(_runs(paragraph.text, _pieces(paragraph), spans)))


def plain(text: str) -> str:
    """The text with each control character made a visible sign: one for one, so that offsets hold."""
    return _CONTROLS.sub("\ufffd", text)


def label(one: Participant) -> str:
    """The code of a participant with its sector."""
    return f"{one.code}:{one.sector}" if one.sector else one.code


def brief(event: Event) -> str:
    """An event in one line: source, type, target, status."""
    source, target = (", ".join(map(label, side)) or "—" for side in (event.source, event.target))
    return f"{source} → {target}: {event.type}" + ("" if event.status == "actual" else f", {event.status}")


def where(place: Place) -> str:
    """A place in one line."""
    spot = f" ({place.lat:.2f}, {place.lon:.2f})" if place.lat is not None and place.lon is not None else ""
    return ", ".join(part for part in (place.name, place.admin1, place.country) if part) + spot


def _order(mark: Mark) -> tuple[int, int, int, int]:
    """Those that begin first stand outside, then the longer ones, then by kind."""
    return mark.start, -mark.end, KINDS.index(mark.kind), mark.number


def _spans(report: Report) -> Iterator[Mark]:
    for number, event in enumerate(report.events, 1):
        for span in event.mentions or (event.evidence,):
            yield Mark(span.start, span.end, "event", brief(event), number)
    for number, said in enumerate(report.statements, 1):
        who = said.speaker.name if said.speaker else "someone"
        yield Mark(said.start, said.end, "statement", f"{who}: {said.kind} speech", number)
    for number, actor in enumerate(report.actors, 1):
        for span in actor.mentions:
            text = f"{actor.code}:{actor.sector}" if actor.sector else actor.code
            yield Mark(span.start, span.end, "actor", f"{text} {actor.name}".strip(), number)
    for number, person in enumerate(report.persons, 1):
        for span in person.mentions:
            yield Mark(span.start, span.end, "person", person.name, number)
    for number, place in enumerate(report.places, 1):
        yield Mark(place.start, place.end, "place", where(place), number)
    for number, date in enumerate(report.dates, 1):
        days = date.start if date.start == date.end else f"{date.start} to {date.end}"
        yield Mark(date.start_char, date.end_char, "date", days, number)
    for number, one in enumerate(report.quantities, 1):
        yield Mark(one.start, one.end, "quantity", f"{one.value:g} {one.unit or ''}".strip(), number)
    for number, work in enumerate(report.undertakings, 1):
        yield Mark(work.evidence.start, work.evidence.end, "undertaking", f"{work.name}: {work.kind}", number)


def _pieces(paragraph: Paragraph) -> tuple[Piece, ...]:
    return paragraph.pieces or (Piece(at=0, start=paragraph.start, length=len(paragraph.text)),)


def _headline_pieces(article: Article) -> tuple[Piece, ...]:
    span, text = article.headline_span, article.headline or ""
    if span is None or span.end - span.start != len(text):
        return ()
    return (Piece(at=0, start=span.start, length=len(text)),)


def _runs(text: str, pieces: tuple[Piece, ...], spans: list[Mark]) -> Iterator[Run]:
    """A text cut where marks begin and end; overlapping marks share their words."""
    marks = [mark for span in spans if (mark := _inside(span, pieces, len(text))) is not None]
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in pairwise(cuts):
        covering = tuple(mark for mark in marks if mark.start <= start and end <= mark.end)
        yield Run(text[start:end], covering, tuple(mark for mark in covering if mark.end == end))


def _inside(span: Mark, pieces: tuple[Piece, ...], length: int) -> Mark | None:
    """The part of a page's span that stands in a text, in the text's own offsets."""
    found = [
        (piece.at + max(0, span.start - piece.start), piece.at + min(piece.length, span.end - piece.start))
        for piece in pieces
        if span.start < piece.start + piece.length and piece.start < span.end
    ]
    if not found:
        return None
    start, end = found[0][0], min(found[-1][1], length)
    return span._replace(start=start, end=end) if start < end else None
