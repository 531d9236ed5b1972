"""Sources followed: feeds, lists of feeds and sitemaps on the web or on disk, and the pages that they lead to."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import time
from typing import NamedTuple

import msgspec

from dragoman.articles import Piece
from dragoman.articles.links import Link
from dragoman.articles.listing import links
from dragoman.articles.source import as_name
from dragoman.errors import PageError
from dragoman.fetching import Fetcher, FetchError, State
from dragoman.fetching.patience import pause, spread
from dragoman.fetching.state import Followed, Waiting
from dragoman.report import SetAside

_TRIES = 5
_AT_ONCE = 256
_PAGES = 16
_LONGEST_REST = 3600.0


class Found(NamedTuple):
    """A page that a source led to, or why it cannot be had. To be marked as done once it is kept."""

    key: str
    page: Piece | SetAside


class Watcher:
    """Follows sources. What it knows is in ``state``, so that another run goes on where this one ended.

    ``stop`` ends the work before the next page; ``now`` is the clock. ``tried`` and ``read`` count the sources.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        state: State,
        *,
        every: float = 900.0,
        stop: threading.Event | None = None,
        now: Callable[[], float] = time,
    ) -> None:
        self._fetcher = fetcher
        self._state = state
        self._every = every
        self._stop = stop or threading.Event()
        self._now = now
        self.tried = self.read = 0

    def follow(self, sources: Iterable[str], *, at_once: bool = False) -> None:
        """Follow sources: addresses, or files that are lists; ``at_once`` does not wait until they are due again."""
        for source in sources:
            self._state.name(source if _is_address(source) else str(Path(source).absolute()), self._now())
        self._state.hasten(self._now(), failed_only=not at_once)

    def rest(self) -> None:
        """Wait until something is due."""
        due = self._state.next_due()
        wait = _LONGEST_REST if due is None else due - self._now()
        self._stop.wait(min(_LONGEST_REST, max(0.0, wait)))

    def round(self) -> Iterator[list[Found]]:
        """All that is due: the sources are read, then the pages to which they lead are fetched, some at a time.

        Who takes the pages keeps them and then calls :meth:`done`; what was not marked comes again in a later run.
        """
        while not self._stop.is_set():
            # Looked at again between the pages: a long sitemap must not keep the feeds waiting.
            self._read_sources()
            if not (batch := self._next_pages()):
                return
            yield batch

    def done(self, found: Iterable[Found]) -> None:
        """The pages are kept."""
        self._state.done(one.key for one in found)

    # Sources

    def _read_sources(self) -> None:
        """Reads the sources that are due, and those to which they lead, until none is due."""
        while due := self._state.due_sources(self._now()):
            for source in due:
                if self._stop.is_set():
                    return
                self.tried += 1
                try:
                    self._read_source(source.url, source.etag, source.modified)
                    self.read += 1
                except PageError as error:
                    if self._stop.is_set():
                        return
                    self._put_off(source, error)

    def _put_off(self, source: Followed, error: PageError) -> None:
        wait = pause(source.url, source.failures + 1, self._every)
        is_passing = isinstance(error, FetchError) and error.is_passing
        asked = error.wait if isinstance(error, FetchError) else None
        due = self._now() + max(wait, asked or 0.0)
        self._state.failed(source.url, due, str(error), is_passing=is_passing)

    def _read_source(self, url: str, etag: str | None, modified: str | None) -> None:
        again = self._now() + self._every * spread(url, 0.1)
        if not _is_address(url):
            self._take(links(_read_file(url)), url)
            self._state.answered(url, again, None, None)
            return
        answer = self._fetcher.get(url, etag, modified)
        if answer.is_unchanged:
            self._state.answered(url, again, answer.etag or etag, answer.modified or modified)
            return
        self._take(links(answer.body, url=answer.url, charset=answer.charset), url)
        self._state.answered(url, again, answer.etag, answer.modified)

    def _take(self, found: Iterator[Link], source: str) -> None:
        with self._state.together():
            self._take_all(found, source)

    def _take_all(self, found: Iterator[Link], source: str) -> None:
        lists: list[str] = []
        for link in found:
            if link.is_list and link.url is not None:
                lists.append(link.url)
            else:
                key = link.url or f"{source} {link.id}"
                self._state.found(key, source, link.changed, msgspec.json.encode(link), self._now())
        self._state.leads(source, lists, self._now())

    # Pages

    def _next_pages(self) -> list[Found]:
        batch: list[Found] = []
        while not batch and (waiting := self._state.due_pages(self._now(), _AT_ONCE)):
            for one in _by_turns(waiting):
                if self._stop.is_set():
                    return batch
                if len(batch) < _PAGES and (page := self._page(one)) is not None:
                    batch.append(Found(one.id, page))
        return batch

    def _page(self, waiting: Waiting) -> Piece | SetAside | None:
        """The page of a link; None where it is to be tried again later."""
        key, failures = waiting.id, waiting.failures
        name, link = as_name(key), msgspec.json.decode(waiting.link, type=Link)
        if link.is_full or link.url is None:
            return _placed(link.own(name), key) or SetAside(
                id=name, reason="the item has no words", source=key, bytes=0
            )
        try:
            answer = self._fetcher.get(link.url)
        except FetchError as error:
            if error.is_passing and (failures + 1 < _TRIES or self._stop.is_set()):
                if not self._stop.is_set():
                    self._state.later(key, self._now() + max(pause(key, failures + 1), error.wait or 0.0))
                return None
            return _placed(link.own(name), key) or SetAside(id=name, reason=str(error), source=key, bytes=0)
        return link.fetched(answer.body, answer.charset, answer.url)


def _placed(piece: Piece | None, source: str) -> Piece | None:
    return piece._replace(source=source) if piece is not None else None


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _read_file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise PageError(f"the file cannot be read ({error.strerror or error})") from error


def _by_turns(many: Iterable[Waiting]) -> list[Waiting]:
    """The hosts take turns, so that the waiting for one is time for the others."""
    count: Counter[str] = Counter()
    turns: list[tuple[int, Waiting]] = []
    for one in many:
        name = one.id.split("/", 3)[2] if _is_address(one.id) else ""
        turns.append((count[name], one))
        count[name] += 1
    return [one for _, one in sorted(turns, key=lambda turn: turn[0])]
