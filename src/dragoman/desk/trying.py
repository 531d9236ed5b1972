"""Trying out knowledge: pages coded with and without a line, side by side; verbs that the lexicon lacks."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dragoman.archive import Archive, ArticleRow
from dragoman.desk import worker
from dragoman.desk.jobs import Job, Jobs, coders
from dragoman.desk.own import Rows
from dragoman.desk.store import Store
from dragoman.errors import QueryError
from dragoman.exchange.marks import label
from dragoman.report import Report, SetAside

_TRIED = 12
_READ = 60
_SHOWN = 25


@dataclass(frozen=True)
class Attempt:
    """A table as it is and as it would be, and what the changed line is about."""

    table: str
    subject: str
    before: Rows
    after: Rows


@dataclass(frozen=True)
class Change:
    """A page that would be coded otherwise: the events and actors that would go and come."""

    page: str
    headline: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """What came of a trial: the pages looked at, and those that change."""

    attempt: Attempt
    pages: int
    changes: tuple[Change, ...]


def run(job: Job, attempt: Attempt, store: Store, jobs: Jobs, home: Path, into: Path) -> None:
    """Codes the newest pages that speak of the subject with the tables as they are and as they would be."""
    try:
        job.state = "reading"
        with store.reading() as archive:
            pages = [as_page(archive.report(row.id)) for row in _touched(archive, attempt.subject)]
        before = jobs.called(worker.recode, pages) if pages else []
        job.done = 1
        after = _with(pages, home, into) if pages else []
        pairs = zip(pages, before, after, strict=True)
        changes = (change(page, one, other) for page, one, other in pairs)
        job.result = Tried(attempt, len(pages), tuple(one for one in changes if one is not None))
        job.done = 2
    finally:
        shutil.rmtree(into.parent, ignore_errors=True)


def _touched(archive: Archive, subject: str) -> list[ArticleRow]:
    try:
        rows = archive.listed("articles", limit=_TRIED, text=f'"{subject}"').rows
    except QueryError:
        return []
    return [row for row in rows if isinstance(row, ArticleRow)]


def _with(pages: list[dict[str, str | None]], home: Path, into: Path) -> list[Report | SetAside]:
    with coders(into, instead=home) as pool:
        return pool.submit(worker.recode, pages).result()


def as_page(report: Report) -> dict[str, str | None]:
    """A kept page as one that can be coded: its text as the archive has it."""
    article = report.article
    texts = [part.text for part in article.paragraphs if part.text != article.headline]
    return {
        "id": report.id, "title": article.headline, "text": "\n\n".join(texts), "published_at": article.published_at,
        "outlet": article.outlet, "url": article.url,
    }  # fmt: skip


def change(page: dict[str, str | None], before: Report | SetAside, after: Report | SetAside) -> Change | None:
    """How two codings of a page differ, or None where they do not."""
    one, other = _said(before), _said(after)
    gone, come = sorted((one - other).elements()), sorted((other - one).elements())
    if not gone and not come:
        return None
    return Change(page["id"] or "", page["title"] or page["id"] or "", tuple(gone), tuple(come))


def _said(report: Report | SetAside) -> Counter[str]:
    """The records of a report in words."""
    if isinstance(report, SetAside):
        return Counter([f"set aside: {report.reason}"])
    found = Counter(
        f"{', '.join(map(label, one.source)) or 'nobody'} {one.type} {', '.join(map(label, one.target)) or 'nobody'}"
        f" ({one.status}): {one.evidence.text}"
        for one in report.events
    )
    found.update(f"actor {one.code}{':' + one.sector if one.sector else ''}: {one.name}" for one in report.actors)
    for person in report.persons:
        offices = "; ".join(f"{office.title} of {office.of or '?'}" for office in person.offices)
        found[f"person {person.name}: {offices or 'no office'}"] += 1
    return found


def predicates(job: Job, store: Store, jobs: Jobs) -> None:
    """Looks through the newest pages for verbs between actors that no line of the lexicon has."""
    job.state = "reading"
    with store.reading() as archive:
        rows = archive.listed("articles", limit=_READ).rows
        pages = [as_page(archive.report(row.id)) for row in rows if isinstance(row, ArticleRow)]
    found: dict[str, list[str]] = {}
    for lemma, sentence in jobs.called(worker.predicates, pages) if pages else ():
        found.setdefault(lemma, []).append(sentence)
    job.result = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:_SHOWN]
    job.done = 1
