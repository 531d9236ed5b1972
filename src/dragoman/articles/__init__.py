"""A page's bytes to an Article: plain text, HTML, and files that hold pages; one file each, one front door."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec

from dragoman.articles import door, layout, markup, moments, orders, plain, rows
from dragoman.articles.columns import Columns
from dragoman.articles.decode import LIMIT_LINES, clean
from dragoman.articles.layout import lay_out
from dragoman.articles.moments import Moment
from dragoman.articles.source import Address, Piece, Source, Told, as_name
from dragoman.articles.tongue import language
from dragoman.errors import PageError
from dragoman.knowledge.outlets import Outlet, outlet_by_domain, outlet_by_name
from dragoman.report import Article, Page, SetAside

__all__ = ["Address", "Anything", "Columns", "Piece", "ReadPage", "Source", "Told", "finish", "raw", "read"]

P = TypeVar("P", Page, SetAside)

_HALVES = re.compile("[\ud800-\udfff]")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_HTML = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|meta|script|span|br)\b", re.I)


class ReadPage(NamedTuple):
    """A page that could be read: its id, the hash of its text, its article, and when it was published."""

    id: str
    sha256: str
    article: Article
    published: datetime | None
    country: str | None = None


Anything = str | bytes | Path | Mapping[str, Any] | Piece | Address | Source
"""What can be read."""


def read(source: Anything, *, published: str | None = None, outlet: str | None = None) -> Iterator[ReadPage | SetAside]:
    """The pages of a source, in order; those that cannot be read come as SetAside with the reason.

    ``source`` is a page's text (str) or bytes, a Path to a file or to a folder (read whole, in the order of names), or
    a mapping with ``text`` or ``html`` and, if wanted, ``id``, ``title``, ``published_at``, ``outlet``, ``url``.
    ``published`` (ISO 8601) and ``outlet`` win over what the pages say.
    """
    for one in raw(source, published=published, outlet=outlet):
        yield one if isinstance(one, SetAside) else finish(one)


def raw(source: Anything, *, published: str | None = None, outlet: str | None = None) -> Iterator[Page | SetAside]:
    """The pages of a source as received, decoded but not looked into: what :func:`finish` reads."""
    told = Told(published_at=published, outlet=outlet)
    for one in _found(source if isinstance(source, Source) else Source(source)):
        yield _fit(one) if isinstance(one, SetAside) else _fit(_page(one, told))


def _fit(one: P) -> P:
    """The same with all that is told of it in characters that can be written: file names and JSON may hold others.

    The text of a page stays as it is.
    """
    odd = {}
    for name in one.__struct_fields__:
        value = getattr(one, name)
        if name != "text" and isinstance(value, str) and not value.isascii() and _HALVES.search(value):
            odd[name] = value.encode("utf-8", errors="backslashreplace").decode("utf-8")
    return msgspec.structs.replace(one, **odd) if odd else one


def _found(source: Source) -> Iterator[Piece | SetAside]:
    what = source.what
    if isinstance(what, Path):
        yield from _read_path(what, source)
    elif isinstance(what, Mapping):
        yield rows.piece(what, source.columns, "page")
    elif isinstance(what, Piece):
        yield from door.open_piece(what, source)
    elif isinstance(what, bytes | bytearray | memoryview):
        yield from door.open_piece(Piece(None, bytes(what)), source)
    elif isinstance(what, str):
        yield Piece(None, what)
    elif isinstance(what, Address):
        yield from door.open_address(what, source)
    else:
        yield SetAside(id=type(what).__name__, reason="a page is a text, bytes, a path or a mapping")


def finish(page: Page, languages: Collection[str] = ()) -> ReadPage | SetAside:
    """The article of a page, or the reason why it has none; ``languages`` are those that are coded besides English."""
    told = Told(page.title, page.published_at, page.outlet, page.url)
    try:
        is_html = _is_html(page.text) if page.html is None else page.html
        return _read_text(page, clean(page.text), told, is_html, languages)
    except PageError as error:
        return SetAside(id=page.id, reason=str(error), source=page.source, bytes=page.bytes)


def _read_path(path: Path, source: Source) -> Iterator[Piece | SetAside]:
    name, place = as_name(path.stem or str(path)), str(path.absolute())
    try:
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                # A link to a folder may lead back to where it stands.
                if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
                    yield from _read_path(inner, source)
        elif path.exists() and not path.is_file():
            yield SetAside(id=name, reason="it is neither a file nor a folder; name - for a stream", source=place)
        else:
            yield from door.open_path(path, source)
    except OSError as error:
        yield SetAside(id=name, reason=f"the file cannot be read ({error.strerror or error})", source=place)
    except ValueError as error:
        yield SetAside(id="path", reason=f"the path cannot be read ({error})")


def _page(piece: Piece, told: Told) -> Page:
    text = str(piece.content)
    data = text.encode("utf-8", errors="surrogatepass")
    sha = hashlib.sha256(data).hexdigest()
    return Page(
        id=piece.id or sha[:16],
        text=text,
        sha256=sha,
        html=piece.is_html,
        source=piece.source,
        bytes=len(data) if piece.size is None else piece.size,
        **piece.told.under(told)._asdict(),
    )


def _is_html(text: str) -> bool:
    return _HTML.search(text[:5000]) is not None and (text.lstrip("\ufeff \t\r\n").startswith("<") or "</" in text)


def _read_text(source: Page, text: str, told: Told, is_html: bool, languages: Collection[str]) -> ReadPage:
    if not text.strip():
        raise PageError("it is empty")
    if text.count("\n") > LIMIT_LINES:
        raise PageError(f"it has more than {LIMIT_LINES:,} lines, which no article has")
    if is_html:
        page, facts = markup.read(text, told.title)
    else:
        page, facts = lay_out(plain.blocks(text), told.title), markup.Facts()
    body = [part.text for part in page.paragraphs if part.kind in ("lead", "paragraph")]
    if not body:
        raise PageError("no article text was found in it, only headings, links or boilerplate")
    tongue = language(" ".join(body))
    if tongue not in (None, "en", *languages):
        raise PageError(f"language is {tongue}; only English is coded")
    return _finish(source, page, facts, told, tongue or "en")


def _finish(source: Page, page: layout.Page, facts: markup.Facts, told: Told, tongue: str) -> ReadPage:
    url = told.url or facts.url or page.url
    by_domain = outlet_by_domain(_host(url)) if url else None
    outlet_name = told.outlet or facts.outlet or page.outlet or (by_domain.name if by_domain else page.owner)
    outlet = (outlet_by_name(outlet_name) if outlet_name else None) or by_domain
    moment = _moment(page, facts, told, outlet, source.text)
    article = Article(
        headline=page.headline,
        headline_span=page.headline_span,
        outlet=outlet_name,
        url=url,
        published_at=moment.iso() if moment else None,
        outlet_article_id=page.outlet_article_id,
        byline=page.byline or facts.byline,
        language=tongue,
        counters=page.counters,
        paragraphs=tuple(page.paragraphs),
    )
    return ReadPage(
        source.id, source.sha256, article, moment.when if moment else None, outlet.country if outlet else None
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _moment(page: layout.Page, facts: markup.Facts, told: Told, outlet: Outlet | None, text: str) -> Moment | None:
    """When the page was published: what the caller says, its tags, its date line, and last what a search finds."""
    if told.published_at is not None:
        if not moments.is_moment(told.published_at):
            raise PageError(f"published_at {told.published_at[:40]!r} is no time; write it as 2020-12-10T17:46+03:30")
        found = moments.read(told.published_at, outlet)
    else:
        found = moments.read(facts.published, outlet) if facts.published else None
        found = found or _dated(page, text, outlet) or _pieced(page, told.url or facts.url or page.url, text)
        found = found or (moments.read(facts.searched(), outlet) if facts.source else None)
    return found.at(outlet) if found is not None else None


def _pieced(page: layout.Page, url: str | None, text: str) -> Moment | None:
    """The day in the page's address; else that of its dateline, with the one year in which its text is owned.

    A year that the text speaks of and that is later shows that the mark is older than the page, or its story.
    """
    in_address = _ADDRESS_DAY.search(url or "")
    if in_address is not None:
        return moments.read("-".join(in_address.groups()))
    if page.date is not None or len(page.years) != 1 or not page.day:
        return None
    (year,) = page.years
    return moments.read(f"{page.day} {year}") if max(_YEARS.findall(text)) == year else None


def _dated(page: layout.Page, text: str, outlet: Outlet | None) -> Moment | None:
    """The moment of the date line; what 3/5 means where the outlet is not known, the rest of the page tells."""
    if page.date is None:
        return None
    prose = " ".join(part.text for part in page.paragraphs if part.kind in ("lead", "paragraph"))
    return page.date.read(outlet) or page.date.read(outlet, orders.order_of(page.date.date, text, prose))
