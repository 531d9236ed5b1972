"""The Coder: from a page to its Report, by the steps in the order of this file."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import msgspec

from dragoman import __version__, articles, dates, other_languages, places, quantities, report, statements, undertakings
from dragoman import events as event_room
from dragoman.actors import Cast, Registry
from dragoman.errors import PageError
from dragoman.events import typer
from dragoman.knowledge import lexicon, own, tables
from dragoman.knowledge.active import using
from dragoman.language import Reader, Tree, load
from dragoman.language.clauses import propositions
from dragoman.report import Article, Event, Kept, Provenance, Report, SetAside, When
from dragoman.text import Text, lay_out
from dragoman.workers import Job, careful, ordered

CODEBOOK = "PLOVER 2024 / CAMEO 1.1b3, dragoman codebook 1"

Page = str | bytes | Path | dict[str, Any] | articles.Source | articles.Piece
"""What can be coded: a page's text or HTML, a path, or a mapping with id, text or html, title, published_at,
outlet, url; or any of these as a Source, which says how to read it.
"""


class Coder:
    """Reads pages and codes them.

    ``actors`` is a file of the user's own actors: tab-separated, with the header ``name code from to``.
    ``fast`` leaves the learned typer out.
    ``codebook`` is a file of the user's own codebook, which extends or replaces ours (docs/knowledge.md).
    A Coder loads the knowledge once and the language model when it is first needed, and is then only read: it may be
    used for any number of pages.

    Raises KnowledgeError where a file is missing or wrong, with file and line.
    """

    def __init__(
        self, actors: str | Path | None = None, fast: bool = False, *, codebook: str | Path | None = None
    ) -> None:
        self.fast = fast
        self.actors = Path(actors) if actors is not None else None
        self.codebook = Path(codebook) if codebook is not None else None
        self._own = own.read(self.codebook) if self.codebook is not None else None
        self._registry = Registry.load(self.actors)

    @property
    def _reader(self) -> Reader:
        with using(self._own):
            return load()

    def code(self, page: Page, *, published: str | None = None, outlet: str | None = None) -> Report:
        """The report of one page.

        Raises PageError where the page cannot be read or is not in English, with the reason in a sentence.
        """
        for found in self.code_many([page], published=published, outlet=outlet):
            if isinstance(found, SetAside):
                raise PageError(f"{found.id}: {found.reason}")
            return found
        raise PageError("there is no page to code")

    def code_many(
        self, pages: Iterable[Page], *, published: str | None = None, outlet: str | None = None, workers: int = 1
    ) -> Iterator[Report | SetAside]:
        """The reports of many pages as they come, in order; pages that cannot be read come as SetAside.

        ``workers`` is the number of processes to use; each loads its own model, which takes some seconds, so that more
        than one pays from some hundred pages on.
        """
        raw = (one for page in pages for one in articles.raw(page, published=published, outlet=outlet))
        for kept in self.keep(raw, workers=workers):
            if kept.result is not None:
                yield kept.result

    def keep(self, pages: Iterable[report.Page | SetAside | Kept], *, workers: int | None = 1) -> Iterator[Kept]:
        """Pages as received with what came of each, in order, as an archive takes them.

        What is Kept already is passed on. Without ``workers`` there are as many processes as the machine has cores, or
        this one alone where there is little to do.
        """
        batches = _batches(pages)
        ahead: list[_Batch] = []
        if workers is None:
            ahead = list(_until(batches, _WORTH_WORKERS))
            workers = cores() if sum(batch.weight for batch in ahead) >= _WORTH_WORKERS else 1
        return self._kept(chain(ahead, batches), workers)

    def _kept(self, batches: Iterable[_Batch], workers: int) -> Iterator[Kept]:
        if workers == 1:
            for batch in batches:
                yield from batch.kept(careful(self.code_pages, failed, batch.pages))
            return
        under_way: deque[_Batch] = deque()

        def given() -> Iterator[list[report.Page]]:
            for batch in batches:
                under_way.append(batch)
                yield batch.pages

        for results in ordered(Job(partial(_coding, self.actors, self.codebook, self.fast), failed), given(), workers):
            yield from under_way.popleft().kept(results)

    def ready(self) -> Coder:
        """The same Coder with its language model loaded."""
        self.provenance("")
        return self

    def code_pages(self, pages: Sequence[report.Page]) -> list[Report | SetAside]:
        """The reports of some pages as received, read together."""
        with using(self._own):
            return self._code_pages(pages)

    def _code_pages(self, pages: Sequence[report.Page]) -> list[Report | SetAside]:
        read = [articles.finish(page, other_languages.languages()) for page in pages]
        texts = [lay_out(one.article) if _is_english(one) else None for one in read]
        trees = self._reader.read_many((text.text, text.paragraphs) for text in texts if text is not None)
        return [
            one
            if isinstance(one, SetAside)
            else self._code(one, text, next(trees))
            if text is not None
            else self._code_by_other(one)
            for one, text in zip(read, texts, strict=True)
        ]

    def _code_by_other(self, page: articles.ReadPage) -> Report:
        coded = other_languages.coder_of(page.article.language or "")(page)
        return msgspec.structs.replace(coded, id=page.id, provenance=coded.provenance or self.provenance(page.sha256))

    def provenance(self, sha256: str) -> Provenance:
        """What makes the reports of this Coder, of the page of a hash."""
        return Provenance(
            dragoman=__version__,
            codebook=CODEBOOK if self._own is None else f"{CODEBOOK}; {self._own.label}",
            model=self._reader.name if self.fast else f"{self._reader.name}, {typer.name()}",
            knowledge=fingerprint(self.actors),
            page_sha256=sha256,
        )

    def _code(self, page: articles.ReadPage, text: Text, tree: Tree) -> Report:
        published = page.published.date() if page.published is not None else None
        home = places.dateline_country(page.article) or page.country
        cast = Cast(tree, self._registry, published, home)
        clauses = propositions(tree, lexicon.vocabulary())
        found_dates = dates.find(tree, published)
        found_places = places.find(tree, cast, page.country)
        found_quantities = quantities.find(tree)
        found_events = event_room.events(tree, clauses, cast, found_dates, found_places, self.fast, published)
        found_statements = statements.find(tree, clauses, cast)
        found_undertakings = undertakings.find(tree, clauses, cast)
        coded = Report(
            id=page.id,
            article=Article(),
            persons=cast.persons(),
            actors=cast.actors(),
            events=tuple(
                msgspec.structs.replace(
                    event, id=f"{page.id}:e{number}", date=event.date or _inherited(event, published)
                )
                for number, event in enumerate(found_events, 1)
            ),
            statements=found_statements,
            places=found_places,
            dates=found_dates,
            quantities=found_quantities,
            undertakings=found_undertakings,
            provenance=self.provenance(page.sha256),
        )
        return msgspec.structs.replace(text.on_page(coded), article=page.article)


_BATCH_CHARACTERS = 60_000
_BATCH_PAGES = 64
_WORTH_WORKERS = 400_000
"""Characters from which on it pays to start processes: they take some seconds to begin."""


class _Batch(NamedTuple):
    """Pages that are read together, and what stands between them and is passed on."""

    slots: list[report.Page | Kept]
    weight: int

    @property
    def pages(self) -> list[report.Page]:
        """The pages to code."""
        return [one for one in self.slots if not isinstance(one, Kept)]

    def kept(self, results: Sequence[Report | SetAside]) -> Iterator[Kept]:
        """All in order, with the results of the pages."""
        left = iter(results)
        for one in self.slots:
            yield one if isinstance(one, Kept) else Kept(page=one, result=next(left))


def _batches(pages: Iterable[report.Page | SetAside | Kept]) -> Iterator[_Batch]:
    slots: list[report.Page | Kept] = []
    weight = coded = 0
    for one in pages:
        slots.append(Kept(page=None, result=one) if isinstance(one, SetAside) else one)
        if isinstance(one, report.Page):
            coded += 1
            weight += len(one.text)
        if weight > _BATCH_CHARACTERS or coded >= _BATCH_PAGES or len(slots) >= 10 * _BATCH_PAGES:
            yield _Batch(slots, weight)
            slots, weight, coded = [], 0, 0
    if slots:
        yield _Batch(slots, weight)


def _until(batches: Iterator[_Batch], weight: int) -> Iterator[_Batch]:
    """The first batches, until they weigh so much."""
    for batch in batches:
        yield batch
        weight -= batch.weight
        if weight <= 0:
            return


def _is_english(one: articles.ReadPage | SetAside) -> TypeGuard[articles.ReadPage]:
    return not isinstance(one, SetAside) and one.article.language == "en"


def _coding(
    actors: Path | None, codebook: Path | None, fast: bool
) -> Callable[[list[report.Page]], list[Report | SetAside]]:
    """What a worker process does."""
    return Coder(actors, fast, codebook=codebook).ready().code_pages


def failed(page: report.Page, reason: str) -> Report | SetAside:
    """What comes of a page that could not be coded."""
    return SetAside(id=page.id, reason=reason, source=page.source, bytes=page.bytes)


def cores() -> int:
    """How many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def fingerprint(actors: Path | None = None) -> str:
    """A hash of all that the tables say, the user's own too."""
    digest = hashlib.sha256()
    paths = [path for home in tables.search_paths() if home.is_dir() for path in sorted(home.rglob("*"))]
    for path in [*paths, *([actors] if actors else [])]:
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            data = path.read_bytes()
            digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:16]


def _inherited(event: Event, published: date | None) -> When | None:
    """The article's own day, for what happened when the text says no time; plans and denials have none."""
    if published is None or event.status != "actual":
        return None
    day = published.isoformat()
    return When(start=day, end=day, granularity="day", inherited=True)
