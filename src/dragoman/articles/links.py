"""Lists of what stands elsewhere: the items of a feed, the feeds of a list, the addresses of a sitemap."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.articles.ninjs import with_headline
from dragoman.articles.source import Opened, Piece, Told, as_name
from dragoman.errors import PageError
from dragoman.report import SetAside

_FULL_WORDS = 120
"""An item of so many words is the page itself, one of fewer is a summary of it."""
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_BREAK = re.compile(r"<\s*/?\s*(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr)\b[^<>]*>", re.IGNORECASE)


class Link(NamedTuple):
    """A page, or a list of pages, that a list leads to, with what the list says about it.

    ``text`` is what the list itself has of the page; ``is_list`` is set where the address is that of another list;
    ``changed`` is when the page changed last, as the list says it.
    """

    id: str
    url: str | None = None
    told: Told = Told()
    text: str = ""
    is_html: bool = False
    is_list: bool = False
    changed: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the list has the whole page."""
        return len(_TAG.sub(" ", self.text).split()) >= _FULL_WORDS

    def own(self, name: str) -> Piece | None:
        """What the list itself has of the page, as a page of that name: its title and its words."""
        if not self.text.strip():
            return None
        if self.is_html and self.is_full:
            return Piece(name, with_headline(self.told.title, self.text, True), self.told, True)
        words = bare(self.text) if self.is_html else self.text
        return Piece(name, with_headline(self.told.title, words, False), self.told, False) if words else None

    def fetched(self, body: bytes, charset: str | None, url: str) -> Piece:
        """The page as it was got from the web, by its address."""
        told = self.told._replace(title=None, url=url)
        return Piece(as_name(self.url or url), body, Told() if self.is_list else told, charset=charset, source=url)


def bare(markup: str) -> str:
    """The words of a few lines of HTML, a line for each block."""
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", " ".join(markup.split())))).split("\n")
    return "\n\n".join(text for line in lines if (text := " ".join(line.split())))


def follow(opened: Opened, links: Iterator[Link]) -> Iterator[Piece | SetAside]:
    """What the links lead to: the pages where they can be fetched, else what the list has of them."""
    for link in links:
        opened.budget.member()
        yield _follow(opened, link)


def _follow(opened: Opened, link: Link) -> Piece | SetAside:
    name = opened.id(link.id)
    own = link.own(name)
    if opened.fetch is None or link.url is None or link.is_full:
        return own or SetAside(id=name, reason=_unread(link), source=link.url, bytes=0)
    try:
        answer = opened.fetch(link.url)
    except PageError as error:
        return own or SetAside(id=as_name(link.url), reason=str(error), source=link.url, bytes=0)
    return link.fetched(answer.body, answer.charset, answer.url)


def _unread(link: Link) -> str:
    if link.url is None:
        return "the item has neither words nor an address"
    what = "the list" if link.is_list else "the page"
    return f"only the address of {what} is known; add --fetch, or follow it with `dragoman watch`"
