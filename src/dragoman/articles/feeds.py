"""RSS, Atom and JSON feeds: one item a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dragoman.articles import moments, xml
from dragoman.articles.decode import LIMIT_BYTES, decode
from dragoman.articles.links import Link, follow
from dragoman.articles.source import Opened, Piece, Told, as_text
from dragoman.articles.streams import up_to
from dragoman.errors import PageError
from dragoman.knowledge.outlets import outlet_by_domain
from dragoman.report import SetAside

_MENDABLE = 2_000_000
"""Longer feeds must be sound XML: mending a broken one takes minutes where it was made to."""
_ROOTS = frozenset({"rss", "feed", "RDF"})
_JSON = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


def looks(opened: Opened) -> bool:
    """Whether a file is a feed."""
    if opened.start.startswith("{"):
        return _JSON.search(opened.start) is not None
    return xml.root(opened) in _ROOTS


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The items, each with its whole text, its linked page where that may be fetched, or its summary."""
    return follow(opened, links(opened))


def links(opened: Opened) -> Iterator[Link]:
    """The items of a feed, in order. Raises PageError for one that cannot be read."""
    xml.check(opened)
    data = up_to(opened.handle, LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise PageError(f"it is a feed of more than {LIMIT_BYTES:,} bytes")
    yield from _json(data) if opened.start.startswith("{") else _xml(data, opened.charset)


def _xml(data: bytes, charset: str | None) -> Iterator[Link]:
    import feedparser

    if len(data) > _MENDABLE:
        for _ in xml.elements(io.BytesIO(data)):
            pass
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        feed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    # It meets broken feeds with errors of many kinds.
    except Exception as error:
        raise PageError(f"the feed cannot be read ({type(error).__name__}: {error})") from error
    if not feed.entries and feed.get("bozo"):
        raise PageError(f"the feed is broken and no item can be read ({feed.get('bozo_exception')})")
    outlet = as_text(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, outlet, number)


def _entry(entry: Mapping[str, Any], outlet: str | None, number: int) -> Link:
    url = _address(entry.get("link"))
    parts = [(part.get("value") or "", part.get("type")) for part in entry.get("content") or ()]
    detail = entry.get("summary_detail") or {}
    parts.append((entry.get("summary") or "", detail.get("type")))
    text, kind = max(parts, key=lambda part: len(part[0]))
    # Asked for outright the library would give, with a warning, the time of publication instead.
    updated = as_text(entry.get("updated")) if "updated" in entry else None
    own = as_text((entry.get("source") or {}).get("title"))
    return Link(
        id=as_text(entry.get("id")) or url or str(number),
        url=url,
        told=Told(
            title=as_text(entry.get("title")),
            published_at=moment(as_text(entry.get("published")) or updated),
            outlet=_outlet(own or outlet, url),
            url=url,
        ),
        text=text,
        is_html=kind != "text/plain" or "</" in text,
        changed=updated or "",
    )


def _json(data: bytes) -> Iterator[Link]:
    try:
        feed = msgspec.json.decode(decode(data))
    except (msgspec.DecodeError, RecursionError) as error:
        raise PageError(f"the feed is not JSON ({error})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            yield _item(item, as_text(feed.get("title")), number)


def _item(item: Mapping[str, Any], outlet: str | None, number: int) -> Link:
    url = _address(item.get("url"))
    markup = as_text(item.get("content_html"))
    given = item.get("id")
    return Link(
        id=(str(given) if isinstance(given, str | int) and given != "" else None) or url or str(number),
        url=url,
        told=Told(as_text(item.get("title")), moment(as_text(item.get("date_published"))), _outlet(outlet, url), url),
        text=markup or as_text(item.get("content_text")) or as_text(item.get("summary")) or "",
        is_html=markup is not None,
        changed=as_text(item.get("date_modified")) or "",
    )


def moment(said: str | None) -> str | None:
    """A moment as mail and feeds write it, in ISO 8601 and with its offset; None where it is none."""
    if said is None:
        return None
    if moments.is_moment(said):
        return said
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _outlet(name: str | None, url: str | None) -> str | None:
    """Who published an item: the feed's title, where the address does not lead to an outlet that is known."""
    try:
        known = outlet_by_domain(urlsplit(url).hostname or "") if url else None
    except ValueError:
        known = None
    return None if known is not None else name


def _address(value: Any) -> str | None:
    text = as_text(value)
    return text if text is not None and re.match(r"https?://", text) else None
