"""Sitemaps, and indexes of sitemaps."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.articles import xml
from dragoman.articles.feeds import moment
from dragoman.articles.links import Link, follow
from dragoman.articles.source import Opened, Piece, Told
from dragoman.report import SetAside


def looks(opened: Opened) -> bool:
    """Whether a file is a sitemap."""
    return xml.root(opened) in ("urlset", "sitemapindex")


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of the addresses, which are read where they may be fetched."""
    return follow(opened, links(opened))


def links(opened: Opened) -> Iterator[Link]:
    """The addresses, in order, with what a news sitemap says about them. Raises PageError where it is broken."""
    for entry in xml.elements(opened.handle, "url", "sitemap"):
        url = xml.words(xml.child(entry, "loc")) or ""
        if url.startswith(("http://", "https://")):
            news = xml.child(entry, "news")
            told = Told(
                title=xml.words(xml.child(news, "title")),
                published_at=moment(xml.words(xml.child(news, "publication_date"))),
                outlet=xml.words(xml.child(news, "publication", "name")),
                url=url,
            )
            is_list = xml.local(entry.tag) == "sitemap"
            changed = xml.words(xml.child(entry, "lastmod")) or ""
            yield Link(id=url, url=url, told=told, is_list=is_list, changed=changed)
