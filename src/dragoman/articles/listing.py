"""What a list from the web leads to, whichever kind of list it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from dragoman.articles import feeds, packed, sitemaps, subscriptions
from dragoman.articles.budget import Budget
from dragoman.articles.decode import decode
from dragoman.articles.links import Link
from dragoman.articles.source import HEAD, Opened
from dragoman.articles.streams import looked_at
from dragoman.errors import PageError

_LISTS = (feeds, subscriptions, sitemaps)
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")


def links(data: bytes, *, url: str = "", charset: str | None = None) -> Iterator[Link]:
    """The pages and lists that a feed, an OPML list or a sitemap leads to; of an HTML page the feeds that it names.

    Raises PageError for anything else, and where the list is broken; what stands before that is given first.
    """
    opened = Opened(url or None, io.BytesIO(data), data[:HEAD], Budget(len(data)), charset=charset)
    while packed.looks(opened) and opened.depth < opened.budget.limits.depth:
        [inner] = packed.read(opened)
        handle, head = looked_at(inner.content, HEAD)  # type: ignore[arg-type]
        opened = opened.inside(inner, handle, head)
    for kind in _LISTS:
        if kind.looks(opened):
            for link in kind.links(opened):
                opened.budget.member()
                yield link
            return
    found = list(_named_feeds(data, url, charset))
    if not found:
        raise PageError("it is no feed, no list of feeds and no sitemap, and names no feed")
    yield from found


def _named_feeds(data: bytes, url: str, charset: str | None) -> Iterator[Link]:
    for node in LexborHTMLParser(decode(data, charset)).css("link[rel~=alternate]"):
        target = urljoin(url, node.attributes.get("href") or "")
        if (node.attributes.get("type") or "").lower() in _FEEDS and target.startswith(("http://", "https://")):
            yield Link(id=target, url=target, is_list=True)
