"""ninjs items, news agencies' JSON: one item a piece."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.articles.source import Piece, Told, as_name, as_text
from dragoman.report import SetAside

_BODIES = ("body_html", "body_xhtml", "body_text", "bodies")
_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})


def looks_like(keys: Iterable[str]) -> bool:
    """Whether an object with some keys is an item."""
    held = set(keys)
    return "uri" in held and any(body in held for body in _BODIES)


def piece(item: Mapping[str, Any], where: str) -> Piece | SetAside:
    """The page of an item: its headline and its body, as HTML where it has that."""
    name = as_name(as_text(item.get("uri")) or where)
    if (status := as_text(item.get("pubstatus"))) in _WITHDRAWN:
        return SetAside(id=name, reason=f"its agency took it back (pubstatus {status})")
    headline = as_text(item.get("headline")) or _best(item.get("headlines"))[0]
    text, is_html = _body(item)
    if not text:
        return SetAside(id=name, reason="the item has no body")
    provider = item.get("provider") or item.get("infosources") or {}
    told = Told(
        title=headline,
        published_at=as_text(item.get("firstcreated")) or as_text(item.get("versioncreated")),
        outlet=as_text(item.get("source")) or _named(provider) or as_text(item.get("copyrightholder")),
        url=next((url for url in (as_text(item.get("url")), name) if url and url.startswith("http")), None),
    )
    return Piece(name, with_headline(headline, text, is_html), told, is_html)


def with_headline(headline: str | None, body: str, is_html: bool) -> str:
    """A page of a headline and a body."""
    if not headline:
        return body
    if is_html:
        return f"<h1>{html.escape(headline, quote=False)}</h1>\n<article>{body}</article>"
    return f"{headline}\n\n{body}"


def _body(item: Mapping[str, Any]) -> tuple[str | None, bool]:
    for key in ("body_html", "body_xhtml"):
        if body := as_text(item.get(key)):
            return body, True
    if body := as_text(item.get("body_text")):
        return body, False
    body, kind = _best(item.get("bodies"))
    return body, bool(body) and "html" in (kind or "")


def _best(parts: Any) -> tuple[str | None, str | None]:
    """The value and type of the main part of a list, as items have from version 2 on."""
    held = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    held.sort(key=lambda part: (part.get("role") not in (None, "main"), "html" not in str(part.get("contenttype"))))
    return next(
        ((value, as_text(part.get("contenttype"))) for part in held if (value := as_text(part.get("value")))),
        (None, None),
    )


def _named(value: Any) -> str | None:
    if isinstance(value, list):
        return next((name for one in value if (name := _named(one))), None)
    return as_text(value.get("name")) if isinstance(value, dict) else as_text(value)
