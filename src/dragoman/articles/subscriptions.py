"""OPML lists of feeds."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.articles import xml
from dragoman.articles.links import Link, follow
from dragoman.articles.source import Opened, Piece
from dragoman.report import SetAside


def looks(opened: Opened) -> bool:
    """Whether a file is an OPML list."""
    return xml.root(opened) == "opml"


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The feeds, which are read where they may be fetched."""
    return follow(opened, links(opened))


def links(opened: Opened) -> Iterator[Link]:
    """The addresses of the feeds, in order. Raises PageError where the list is broken."""
    for outline in xml.elements(opened.handle, "outline"):
        url = next((value.strip() for name, value in outline.items() if name.lower() == "xmlurl"), "")
        if url.startswith(("http://", "https://")):
            yield Link(id=url, url=url, is_list=True)
