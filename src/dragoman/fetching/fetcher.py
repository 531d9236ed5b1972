"""Pages fetched politely: as sites allow it, with time between two pages of one host."""

from __future__ import annotations

import threading
from time import monotonic

import httpx

from dragoman.fetching.answers import Answer, FetchError
from dragoman.fetching.robots import Robots
from dragoman.fetching.rules import LONGEST_DELAY, Rules
from dragoman.fetching.web import Web

_MOST = 10_000


class Fetcher:
    """Gets pages, and waits between two of one host. Once ``stop`` is set it waits and fetches no more."""

    def __init__(self, rules: Rules | None = None, stop: threading.Event | None = None) -> None:
        self.rules = rules or Rules()
        self._stop = stop or threading.Event()
        self._web = Web(self.rules)
        self._robots = Robots(self._web, self._wait)
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def __call__(self, url: str) -> Answer:
        """The page at an address. Raises FetchError where it cannot or may not be had."""
        return self.get(url)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """The page at an address, unless it is what it was at an earlier answer with this etag or time."""
        asking = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._web.get(url, self._before, {name: value for name, value in asking.items() if value})

    def _before(self, url: httpx.URL) -> None:
        delay = self._robots.check(url)
        self._delays[url.host] = min(LONGEST_DELAY, max(self.rules.delay, delay or 0.0))
        self._wait(url)

    def _wait(self, url: httpx.URL) -> None:
        """Waits until the host may be asked again."""
        left = self._next.get(url.host, 0.0) - monotonic()
        if self._stop.wait(max(0.0, left)):
            raise FetchError("the run was stopped", is_passing=True)
        if len(self._next) >= _MOST:
            now = monotonic()
            self._next = {host: until for host, until in self._next.items() if until > now}
            self._delays = {host: self._delays[host] for host in self._next if host in self._delays}
        self._next[url.host] = monotonic() + self._delays.get(url.host, self.rules.delay)
