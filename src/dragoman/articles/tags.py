"""What the tags of an HTML source say about its page: JSON-LD first, then meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"(?:.*Article|.*BlogPosting|WebPage)")
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)


class Facts(NamedTuple):
    """What a page's tags say about it; nothing for a page that has none."""

    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    source: str = ""

    def searched(self) -> str:
        """The date found by looking all over the source, as a last resort; empty where there is none."""
        from htmldate import find_date

        try:
            # The bounds are given because they would otherwise be today.
            found = find_date(
                self.source, original_date=True, extensive_search=False, min_date="1990-01-01", max_date="2100-12-31"
            )
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return ""
        return found or ""


def facts(source: str) -> Facts:
    """The facts of a source."""
    tags = _Tags(source)
    url = tags.attribute("link[rel=canonical]", "href") or tags.meta.get("og:url") or _text(tags.linked.get("url"))
    outlet = _named(tags.linked.get("publisher")) or tags.meta.get("og:site_name") or tags.meta.get("application-name")
    author = _named(tags.linked.get("author")) or tags.meta.get("author") or tags.meta.get("article:author")
    return Facts(
        headline=_headline(tags, outlet),
        outlet=outlet,
        url=url if url and re.match(r"https?://", url) else None,
        byline=author if author and not author.startswith(("http:", "https:")) and author != outlet else None,
        published=tags.published,
        source=source,
    )


def _headline(tags: _Tags, outlet: str | None) -> str | None:
    """The headline as it is printed in the page, where it is the one that the tags tell."""
    told = [_text(tags.linked.get("headline")), _without(tags.meta.get("og:title"), outlet)]
    shown = tags.only_heading
    first = next((one for one in told if one), None)
    if first is None:
        return shown or _without(tags.title, outlet)
    if shown is not None:
        words, others = set(shown.casefold().split()), set(first.casefold().split())
        if 2 * len(words & others) >= min(len(words), len(others)):
            return shown
    return first


def _without(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name at its end."""
    if title is None or outlet is None:
        return title
    cut = re.fullmatch(rf"(.+?)\s+[-–—|:»]\s+(?:the\s+)?{re.escape(outlet)}", title, re.IGNORECASE)
    return cut[1] if cut is not None else title


class _Tags:
    """A parsed source."""

    def __init__(self, source: str) -> None:
        self._tree = LexborHTMLParser(source)
        self.linked: dict[str, Any] = next(self._linked(), {})

    @cached_property
    def meta(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self._tree.css("meta"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = _text(attributes.get("content"))
            if name and content:
                found.setdefault(name.lower(), content)
        return found

    @property
    def published(self) -> str | None:
        said = [_text(self.linked.get("datePublished")), *(self.meta.get(name) for name in _DATES)]
        marked = ("time[itemprop=datePublished]", "time[pubdate]", "article time[datetime]")
        said += (self.attribute(selector, "datetime") for selector in marked)
        return next((one for one in said if one), None)

    @property
    def only_heading(self) -> str | None:
        """The text of the page's first-level heading, where it has but one."""
        found = [text for node in self._tree.css("h1") if (text := _text(node.text()))]
        return found[0] if len(set(found)) == 1 and len(found[0].split()) > 2 else None

    @property
    def title(self) -> str | None:
        node = self._tree.css_first("title")
        return _text(node.text()) if node is not None else None

    def attribute(self, selector: str, name: str) -> str | None:
        node = self._tree.css_first(selector)
        return _text(node.attributes.get(name)) if node is not None else None

    def _linked(self) -> Iterator[dict[str, Any]]:
        """The articles of the JSON-LD, those that have a headline first."""
        found = []
        for node in self._tree.css('script[type="application/ld+json"]'):
            try:
                data = json.loads(node.text(), strict=False)
            except (ValueError, RecursionError):
                continue
            found += [item for item in _items(data) if any(_ARTICLE.fullmatch(kind) for kind in _kinds(item))]
        yield from sorted(found, key=lambda item: "headline" not in item)


def _items(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [item for item in data if isinstance(item, dict)]
    if not isinstance(data, dict):
        return []
    graph = data.get("@graph")
    return [data] + ([item for item in graph if isinstance(item, dict)] if isinstance(graph, list) else [])


def _kinds(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _named(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for one in value if (name := _named(one) if not isinstance(one, list) else None)) or None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str | None:
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None
