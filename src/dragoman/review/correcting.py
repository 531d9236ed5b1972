"""From what a reviewer writes to the event that is meant, its words found in the page."""

from __future__ import annotations

import re

import msgspec

from dragoman.archive.conditions import event_type, status
from dragoman.errors import KnowledgeError, QueryError
from dragoman.knowledge import codebook
from dragoman.knowledge.days import days
from dragoman.report import Event, Evidence, Paragraph, Participant, Record, Report, Span, Status, When

_LABEL = re.compile(r"(?:(IGO|NGO|MNC|REB|REG):[\w.'-]+|[A-Z]{3})(?::[A-Z]{3})?")


class Wanted(Record, frozen=True):
    """An event in a reviewer's words: actors as codes parted by blanks (``IRN:GOV AZE``), days, words of the page."""

    type: str
    status: str
    source: str = ""
    target: str = ""
    since: str = ""
    until: str = ""
    words: str = ""


def as_event(report: Report, wanted: Wanted, machine: Event | None) -> Event:
    """The event that is meant; what was not changed stays as the machine had it.

    Raises QueryError where a code, a day or the words make no sense.
    """
    kind = codebook.types()[event_type(wanted.type)]
    evidence = _evidence(report, wanted.words, machine)
    event = machine or Event(id="new", type=kind.name, status="actual", source=(), target=(), evidence=evidence)
    if machine is None or machine.type != kind.name:
        event = msgspec.structs.replace(
            event, type=kind.name, quad=kind.quad, cameo=kind.cameo, mode=None, symmetric=kind.symmetric,
            goldstein=codebook.look_up(kind.cameo).goldstein,
        )  # fmt: skip
    mentions = event.mentions if machine is not None and evidence == machine.evidence else ()
    return msgspec.structs.replace(
        event,
        status=_status(wanted.status),
        source=_side(wanted.source, event.source, evidence),
        target=_side(wanted.target, event.target, evidence),
        date=_date(wanted.since.strip(), wanted.until.strip(), event.date),
        evidence=evidence,
        mentions=mentions or (Span(start=evidence.start, end=evidence.end),),
        confidence=1.0,
        why=None,
    )


def _status(text: str) -> Status:
    found: Status = msgspec.convert(status(text), Status)
    return found


def _evidence(report: Report, words: str, machine: Event | None) -> Evidence:
    if machine is not None and words.strip() in ("", machine.evidence.text.strip()):
        return machine.evidence
    found = located(report, words.strip(), machine.evidence.start if machine is not None else 0)
    if found is None:
        raise QueryError(f"the page does not say “{words.strip()}” in one paragraph; copy the words as they stand")
    return found


def _side(text: str, held: tuple[Participant, ...], evidence: Evidence) -> tuple[Participant, ...]:
    """The actors of a side; those who stood there keep their words."""
    known = {(one.code, one.sector): one for one in held}
    side = []
    for label in text.replace(",", " ").split():
        if not _LABEL.fullmatch(label):
            raise QueryError(f"{label!r} is no code of an actor; write IRN, IRN:GOV or IGO:UN, parted by blanks")
        code, sector = parted(label)
        new = Participant(code=code, sector=sector, text=evidence.text, start=evidence.start, end=evidence.end)
        side.append(known.get((code, sector), new))
    return tuple(side)


def parted(label: str) -> tuple[str, str | None]:
    """A code and its sector: ``IRN:GOV`` has one, the ``UN`` of ``IGO:UN`` is none."""
    parts = label.split(":")
    bare = 2 if parts[0] in ("IGO", "NGO", "MNC", "REB", "REG") else 1
    return ":".join(parts[:bare]), parts[bare] if len(parts) > bare else None


def _date(since: str, until: str, held: When | None) -> When | None:
    if not since:
        return None
    try:
        found = days(since, until or since)
    except (KnowledgeError, ValueError) as error:
        raise QueryError(f"{since!r} or {until!r} is no day; write 2020, 2020-12 or 2020-12-10") from error
    start, end = str(found.start), str(found.end)
    if end < start:
        raise QueryError(f"it cannot end ({end}) before it begins ({start})")
    if held is not None and (held.start, held.end) == (start, end):
        return held
    return When(start=start, end=end, granularity="day" if start == end else "range")


def located(report: Report, words: str, near: int) -> Evidence | None:
    """The words in the page, of several places the one nearest to an offset."""
    found = [
        Evidence(start=start, end=end, text=words)
        for part in _parts(report)
        for match in re.finditer(re.escape(words), part.text)
        if words and (start := _on_page(part, match.start())) is not None
        if (end := _on_page(part, match.end() - 1, after=True)) is not None
    ]
    return min(found, key=lambda one: abs(one.start - near), default=None)


def _parts(report: Report) -> tuple[Paragraph, ...]:
    article = report.article
    span, headline = article.headline_span, article.headline
    if span is None or not headline or span.end - span.start != len(headline):
        return article.paragraphs
    return (Paragraph(kind="paragraph", text=headline, start=span.start, end=span.end), *article.paragraphs)


def _on_page(part: Paragraph, at: int, *, after: bool = False) -> int | None:
    """Where a character of a paragraph stands in the page, or what comes after it."""
    if not part.pieces:
        return part.start + at + after
    return next((one.start + at - one.at + after for one in part.pieces if one.at <= at < one.at + one.length), None)
