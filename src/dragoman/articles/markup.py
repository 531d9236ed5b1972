"""Saved HTML: the body by trafilatura, the facts from JSON-LD and meta tags, offsets into the source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

from dragoman.articles import moments
from dragoman.articles.blocks import Block
from dragoman.articles.moments import Moment

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<skip>script|style|noscript|template|svg)\b[^>]*>.*?</(?P=skip)\s*>|<[^<>]*>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});?",
    re.IGNORECASE | re.DOTALL,
)
_ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "AnalysisNewsArticle", "WebPage")


class Facts(NamedTuple):
    """What a page's tags say about it."""

    headline: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    moment: Moment | None


def facts(source: str) -> Facts:
    """The facts in JSON-LD first, then in meta tags."""
    tree = LexborHTMLParser(source)
    linked = next(_linked(tree), {})
    meta = _meta(tree)
    canonical = tree.css_first("link[rel=canonical]")
    heading = tree.css_first("h1")
    when = _text(linked.get("datePublished")) or meta.get("article:published_time") or meta.get("date") or meta.get("pubdate") or meta.get("dc.date")
    url = (canonical.attributes.get("href") if canonical is not None else None) or meta.get("og:url") or _text(linked.get("url"))
    return Facts(
        headline=_text(linked.get("headline")) or meta.get("og:title") or (_clean(heading.text()) if heading is not None else None) or None,
        outlet=_named(linked.get("publisher")) or meta.get("og:site_name"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        byline=_named(linked.get("author")) or meta.get("author"),
        moment=(moments.read(when) if when else None) or _searched(source),
    )


def _searched(source: str) -> Moment | None:
    """The date found by looking all over the page, as a last resort."""
    from htmldate import find_date

    try:
        found = find_date(source, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return moments.read(found) if found else None


def _linked(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = msgspec.json.decode(node.text().strip())
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else []:
            if isinstance(item, dict):
                kinds = item.get("@type")
                if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield item


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        content = node.attributes.get("content")
        if name and content:
            found.setdefault(name.lower(), _clean(content))
    return found


def _text(value: Any) -> str | None:
    return _clean(html.unescape(value)) or None if isinstance(value, str) else None


def _named(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_named, value) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _clean(text: str) -> str:
    return " ".join(text.split())


def blocks(source: str) -> list[Block]:
    """The paragraphs of the body, each character with its place in the source."""
    import trafilatura

    try:
        document = trafilatura.bare_extraction(source, include_comments=False, include_tables=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []
    if document is None or document.body is None:
        return []
    shown, places = _visible(source)
    found = []
    cursor = 0
    for element in document.body.iter("p", "head", "quote", "item", "ab"):
        if element.tag == "quote" and len(element):
            continue
        text = _clean("".join(element.itertext()))
        if text:
            block, cursor = _locate(text, shown, places, cursor, {"head": "head", "quote": "quote"}.get(element.tag, ""))
            if block is not None:
                found.append(block)
    return found


def _visible(source: str) -> tuple[str, list[int]]:
    """The characters of a source that are shown, white space left out, with their places."""
    chars: list[str] = []
    places: list[int] = []

    def keep(text: str, start: int, step: int = 1) -> None:
        for offset, char in enumerate(text):
            if not char.isspace():
                chars.append(char)
                places.append(start + offset * step)

    at = 0
    for token in _TOKEN.finditer(source):
        keep(source[at : token.start()], at)
        if token[0][0] == "&":
            keep(html.unescape(token[0]), token.start(), 0)
        at = token.end()
    keep(source[at:], at)
    return "".join(chars), places


def _locate(text: str, shown: str, places: list[int], cursor: int, kind: str) -> tuple[Block | None, int]:
    """A paragraph's block, found by its characters without white space; None where the source has it not."""
    bare = "".join(text.split())
    at = shown.find(bare, cursor)
    if at < 0:
        at = shown.find(bare)
    if at < 0:
        return None, cursor
    found = []
    seen = 0
    for char in text:
        if char.isspace():
            found.append(found[-1] + 1 if found else places[at])
        else:
            found.append(places[at + seen])
            seen += 1
    return Block(text, found, kind), at + len(bare)
