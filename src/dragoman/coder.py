"""The Coder: from a page to its Report, by the steps in the order of this file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from dragoman import __version__, articles, dates, places, quantities, statements, undertakings
from dragoman import events as event_room
from dragoman.actors import Cast, Registry
from dragoman.errors import PageError
from dragoman.events import typer
from dragoman.knowledge import lexicon
from dragoman.language import Reader, Tree, load
from dragoman.language.clauses import propositions
from dragoman.report import Article, Event, Provenance, Report, SetAside, When
from dragoman.text import Text, lay_out

CODEBOOK = "PLOVER 2024 / CAMEO 1.1b3, dragoman codebook 1"

Page = str | bytes | Path | dict[str, Any]
"""What can be coded: a page's text or HTML, a path, or a mapping with id, text or html, title, published_at,
outlet, url.
"""


class Coder:
    """Reads pages and codes them.

    ``actors`` is a file of the user's own actors: tab-separated, with the header ``name code from to``.
    ``fast`` leaves the learned typer out.
    A Coder loads the language model and the knowledge once, and is then only read: it may be used for any number
    of pages.
    """

    def __init__(self, actors: str | Path | None = None, fast: bool = False) -> None:
        self._fast = fast
        self._reader: Reader = load()
        self._model = self._reader.name if fast else f"{self._reader.name}, {typer.name()}"
        self._registry = Registry.load(Path(actors) if actors is not None else None)

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
        self, pages: Iterable[Page], *, published: str | None = None, outlet: str | None = None
    ) -> Iterator[Report | SetAside]:
        """The reports of many pages as they come, in order; pages that cannot be read come as SetAside."""
        read = (one for page in pages for one in articles.read(page, published=published, outlet=outlet))
        batch: list[articles.ReadPage | SetAside] = []
        weight = 0
        for one in read:
            batch.append(one)
            weight += 0 if isinstance(one, SetAside) else sum(len(part.text) for part in one.article.paragraphs)
            if weight > _BATCH_CHARACTERS or len(batch) >= _BATCH_PAGES:
                yield from self._code_batch(batch)
                batch, weight = [], 0
        yield from self._code_batch(batch)

    def _code_batch(self, batch: list[articles.ReadPage | SetAside]) -> Iterator[Report | SetAside]:
        texts = [None if isinstance(one, SetAside) else lay_out(one.article) for one in batch]
        trees = self._reader.read_many((text.text, text.paragraphs) for text in texts if text is not None)
        for one, text in zip(batch, texts, strict=True):
            if isinstance(one, SetAside) or text is None:
                yield one  # type: ignore[misc]
            else:
                yield self._code(one, text, next(trees))

    def _code(self, page: articles.ReadPage, text: Text, tree: Tree) -> Report:
        published = page.published.date() if page.published is not None else None
        cast = Cast(tree, self._registry, published, page.country)
        clauses = propositions(tree, lexicon.vocabulary())
        found_dates = dates.find(tree, published)
        found_places = places.find(tree, cast, page.country)
        found_quantities = quantities.find(tree)
        found_events = event_room.events(tree, clauses, cast, found_dates, found_places, self._fast)
        found_statements = statements.find(tree, clauses, cast)
        found_undertakings = undertakings.find(tree, clauses, cast)
        report = Report(
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
            provenance=Provenance(dragoman=__version__, codebook=CODEBOOK, model=self._model, page_sha256=page.sha256),
        )
        return msgspec.structs.replace(text.on_page(report), article=page.article)


_BATCH_CHARACTERS = 60_000
_BATCH_PAGES = 64


def _inherited(event: Event, published: date | None) -> When | None:
    """The article's own day, for what happened when the text says no time; plans and denials have none."""
    if published is None or event.status != "actual":
        return None
    day = published.isoformat()
    return When(start=day, end=day, granularity="day", inherited=True)
