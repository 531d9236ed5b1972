"""What readers are given and what they give: an opened file, and the pieces that stand in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from dragoman.articles.budget import Budget
from dragoman.articles.columns import Columns

HEAD = 65_536
"""So many bytes of a file are looked at to tell what it is."""
_START = 4096
_LONGEST_NAME = 400
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Told(NamedTuple):
    """What is known of a page from outside it, which wins over what it says itself."""

    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None

    def under(self, other: Told) -> Told:
        """The same with the word of ``other`` above it."""
        return Told(*(theirs or own for theirs, own in zip(other, self, strict=True)))


class Piece(NamedTuple):
    """A page, or a file of pages, that stands in a source.

    A ``content`` of characters is a page's text or HTML as it is; bytes and open files are read as any file would be.
    ``source`` is where it stands, ``size`` how many bytes it has there.
    """

    id: str | None
    content: str | bytes | BinaryIO
    told: Told = Told()
    is_html: bool | None = None
    charset: str | None = None
    source: str | None = None
    size: int | None = None


NOTHING_TOLD = Told()
TOLD_BY_NAME = Columns()


class Address(NamedTuple):
    """A page on the web, to be read by the ``fetch`` of its Source."""

    url: str


class Fetched(Protocol):
    """What a page on the web has answered."""

    @property
    def url(self) -> str:
        """The address that answered, after redirects."""

    @property
    def body(self) -> bytes:
        """The bytes of the page."""

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""


class Fetch(Protocol):
    """Gets a page from the web; raises PageError where it cannot be had."""

    def __call__(self, url: str) -> Fetched:
        """The page at an address."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read, with the columns that hold the pages of a table, and the way to pages on the web if wanted.

    ``fetch`` gets the page of an Address; with ``follow`` also those that feeds and lists lead to.
    """

    what: str | bytes | Path | Mapping[str, Any] | Piece | Address
    columns: Columns = TOLD_BY_NAME
    fetch: Fetch | None = None
    follow: bool = False

    @property
    def links(self) -> Fetch | None:
        """The way to the pages to which lists lead, where they are wanted."""
        return self.fetch if self.follow else None


@dataclass(frozen=True)
class Opened:
    """A file, open at its start; all readers get one. ``head`` is how it begins."""

    name: str | None
    handle: BinaryIO
    head: bytes
    budget: Budget
    told: Told = NOTHING_TOLD
    columns: Columns = TOLD_BY_NAME
    fetch: Fetch | None = None
    charset: str | None = None
    path: Path | None = None
    source: str | None = None
    size: int | None = None
    depth: int = 0

    @cached_property
    def start(self) -> str:
        """The first characters of the file, without byte order mark and white space before them."""
        data = self.head[:_START]
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16", errors="ignore").lstrip()
        return data.decode("utf-8-sig", errors="ignore").lstrip()

    def id(self, part: object) -> str:
        """The id of a part: the name of the file it came in, and where it stands there."""
        own = as_name(str(part))
        return f"{self.name}:{own}" if self.name else own

    def at(self, part: object) -> str | None:
        """Where a part stands."""
        return f"{self.source}:{as_name(str(part))}" if self.source else None

    def inside(self, piece: Piece, handle: BinaryIO, head: bytes) -> Opened:
        """A file that stands in this one."""
        return replace(
            self,
            name=piece.id or self.name,
            handle=handle,
            head=head,
            told=self.told.under(piece.told),
            charset=piece.charset,
            path=None,
            source=piece.source,
            size=piece.size,
            depth=self.depth + 1,
        )


def as_name(text: str) -> str:
    """A name that can be shown and kept: no control signs, no half characters, not endless."""
    return _UNFIT.sub("\ufffd", text)[:_LONGEST_NAME]


def as_text(value: Any) -> str | None:
    """A value of a file's as its words; None where it is something else or says nothing."""
    return value.strip() or None if isinstance(value, str) else None


def is_hidden(member: str) -> bool:
    """Whether a member of an archive is of those that folders hide, as they hold no pages."""
    parts = member.replace("\\", "/").split("/")
    return any((part.startswith(".") and part.strip(".") != "") or part == "__MACOSX" for part in parts)
