"""NewsML-G2 messages and items, and NITF documents: one item a page."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from dragoman.articles import xml
from dragoman.articles.feeds import moment
from dragoman.articles.ninjs import with_headline
from dragoman.articles.source import Opened, Piece, Told, as_name
from dragoman.report import SetAside

_ITEMS = ("newsItem", "nitf")
_WITHDRAWN = ("canceled", "withheld")


def looks(opened: Opened) -> bool:
    """Whether a file is a message or an item."""
    return xml.root(opened) in ("newsMessage", *_ITEMS)


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The items, in order."""
    nested = xml.root(opened) != "nitf"
    # A NITF document within a NewsML item belongs to that item.
    for number, item in enumerate(xml.elements(opened.handle, "newsItem" if nested else "nitf"), 1):
        opened.budget.member()
        yield _item(item, opened, number) if nested else _document(item, opened)


def _item(item: Any, opened: Opened, number: int) -> Piece | SetAside:
    meta, content = xml.child(item, "itemMeta"), xml.child(item, "contentMeta")
    name = as_name(item.get("guid") or opened.id(number))
    status = xml.child(meta, "pubStatus")
    if status is not None and status.get("qcode", "").rpartition(":")[2] in _WITHDRAWN:
        return SetAside(id=name, reason=f"its agency took it back ({status.get('qcode')})")
    body, is_html = _content(item)
    if not body:
        return SetAside(id=name, reason="the item has no text of its own")
    made = (xml.child(content, "contentCreated"), xml.child(meta, "firstCreated"), xml.child(meta, "versionCreated"))
    headline = xml.words(xml.child(content, "headline"))
    told = Told(
        title=headline,
        published_at=next((when for one in made if (when := moment(xml.words(one)))), None),
        outlet=_provider(meta, content),
        url=next((link.get("href") for link in item.iter() if link.get("rel") == "irel:canonical"), None),
    )
    return Piece(name, with_headline(headline, body, is_html), told, is_html)


def _provider(meta: Any, content: Any) -> str | None:
    for one in (xml.child(content, "infoSource"), xml.child(meta, "provider")):
        if one is not None and (name := xml.words(xml.child(one, "name")) or one.get("literal")):
            return str(name)
    return None


def _content(item: Any) -> tuple[str | None, bool]:
    """The text of an item, and whether it is HTML."""
    held = xml.child(item, "contentSet")
    for part in held if held is not None else ():
        if xml.local(part.tag) == "inlineXML" and len(part):
            return _markup(part[0]), True
        if xml.local(part.tag) == "inlineData" and part.text and not part.get("encoding"):
            return part.text, "html" in part.get("contenttype", "")
    return None, False


def _document(document: Any, opened: Opened) -> Piece | SetAside:
    """A NITF document that stands alone."""
    headline = xml.words(xml.child(document, "body", "body.head", "hedline", "hl1")) or xml.words(
        xml.child(document, "head", "title")
    )
    data = xml.child(document, "head", "docdata")
    issue = xml.child(data, "date.issue")
    mark = xml.child(data, "doc-id")
    name = as_name(opened.name or (mark.get("id-string") if mark is not None else None) or "nitf")
    body = _markup(document)
    if not body:
        return SetAside(id=name, reason="the document has no body")
    told = Told(title=headline, published_at=moment(issue.get("norm")) if issue is not None else None)
    return Piece(name, with_headline(headline, body, True), told, True)


def _markup(root: Any) -> str:
    """The body of an XHTML or NITF document as plain HTML: its paragraphs and headings, namespaces left out."""
    body = next((one for one in root.iter() if xml.local(one.tag) in ("body.content", "body")), root)
    inner = next((one for one in body.iter() if xml.local(one.tag) == "body.content"), body)
    return "\n".join(_blocks(inner))


def _blocks(element: Any) -> Iterator[str]:
    for one in element.iter():
        tag = {"hl2": "h2"}.get(xml.local(one.tag), xml.local(one.tag))
        if tag in ("p", "h1", "h2", "h3", "h4", "li", "blockquote") and (said := _own_words(one)):
            yield f"<{tag}>{html.escape(said, quote=False)}</{tag}>"


def _own_words(element: Any) -> str:
    """The words of a block without those of blocks within it."""
    inner = {one for one in element.iter() if one is not element and xml.local(one.tag) in ("p", "li")}
    return "" if inner else " ".join("".join(element.itertext()).split())
