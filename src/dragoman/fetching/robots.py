"""What sites allow: their robots.txt, asked for once a day."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx

from dragoman.fetching.answers import FetchError
from dragoman.fetching.rules import PRODUCT
from dragoman.fetching.web import Web

_DAY = 86_400.0
_LARGEST = 512_000
_MOST = 5_000
"""So many sites' rules are held at a time."""


class Robots:
    """The rules of sites, as far as they were asked for."""

    def __init__(self, web: Web, wait: Callable[[httpx.URL], None]) -> None:
        self._web = web
        self._wait = wait
        self._held: dict[str, tuple[float, Any]] = {}

    def check(self, url: httpx.URL) -> float | None:
        """How many seconds the site asks for between two pages. Raises FetchError where it does not want to be read."""
        found = self._rules_of(url)
        if found is None:
            return None
        if not found.can_fetch(str(url), PRODUCT):
            raise FetchError(f"the robots.txt of {url.host} does not allow it")
        delay = found.crawl_delay(PRODUCT)
        return float(delay) if delay is not None else None

    def _rules_of(self, url: httpx.URL) -> Any:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        until, found = self._held.get(site, (0.0, None))
        if until < monotonic():
            found = self._ask(f"{site}/robots.txt")
            if len(self._held) >= _MOST:
                self._held.clear()
            self._held[site] = (monotonic() + _DAY, found)
        return found

    def _ask(self, address: str) -> Any:
        from protego import Protego

        try:
            answer = self._web.get(address, self._wait)
        except FetchError as error:
            if error.is_passing:
                raise FetchError(f"its robots.txt cannot be had: {error}", is_passing=True, wait=error.wait) from error
            # A site that has none, or hides it, allows all.
            return None
        return Protego.parse(answer.body[:_LARGEST].decode("utf-8", errors="replace"))
