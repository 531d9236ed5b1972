"""A report without the words of its page, for exports that others may pass on."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from dragoman.report import Event, Evidence, Record, Report

R = TypeVar("R", bound=Record)


def bare(report: Report) -> Report:
    """The report without running text: names, codes, dates and offsets stay, and so does the headline."""
    article = report.article
    paragraphs = tuple(msgspec.structs.replace(part, text="", pieces=()) for part in article.paragraphs)
    return msgspec.structs.replace(
        report,
        article=msgspec.structs.replace(article, paragraphs=paragraphs),
        events=tuple(_event(event) for event in report.events),
        statements=_without(report.statements),
        places=_without(report.places),
        dates=_without(report.dates),
        quantities=_without(report.quantities),
        undertakings=tuple(msgspec.structs.replace(one, evidence=_silent(one.evidence)) for one in report.undertakings),
    )


def _without(many: tuple[R, ...]) -> tuple[R, ...]:
    return tuple(msgspec.structs.replace(one, text="") for one in many)


def _silent(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, text="")


def _event(event: Event) -> Event:
    place = msgspec.structs.replace(event.place, text="") if event.place is not None else None
    date = msgspec.structs.replace(event.date, text=None) if event.date is not None else None
    return msgspec.structs.replace(
        event, source=_without(event.source), target=_without(event.target), mediators=_without(event.mediators),
        place=place, date=date, why=None, evidence=_silent(event.evidence),
    )  # fmt: skip
