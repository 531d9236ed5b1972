"""A page's bytes to an Article: plain text, saved HTML, rows of JSONL; one file each, one front door."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from dragoman.articles import layout, markup, moments, plain, rows
from dragoman.articles.decode import LIMIT_BYTES, LIMIT_LINES, clean, decode, too_long
from dragoman.articles.layout import lay_out
from dragoman.articles.moments import Moment
from dragoman.articles.tongue import language
from dragoman.errors import PageError
from dragoman.knowledge import files
from dragoman.knowledge.outlets import Outlet, outlet_by_domain, outlet_by_name
from dragoman.report import Article, Page, SetAside

__all__ = ["ReadPage", "finish", "raw", "read"]

_ROWS = (".jsonl", ".ndjson")
_HTML = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|meta|script|span|br)\b", re.I)


class ReadPage(NamedTuple):
    """A page that could be read: its id, the hash of its text, its article, and when it was published."""

    id: str
    sha256: str
    article: Article
    published: datetime | None
    country: str | None = None


class _Told(NamedTuple):
    """What is known of a page from outside it, which wins over what it says itself."""

    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None

    def under(self, published: str | None, outlet: str | None) -> _Told:
        """The same with the caller's word above the row's."""
        return self._replace(published_at=published or self.published_at, outlet=outlet or self.outlet)


Source = str | bytes | Path | Mapping[str, Any]


def read(source: Source, *, published: str | None = None, outlet: str | None = None) -> Iterator[ReadPage | SetAside]:
    """The pages of a source, in order; those that cannot be read come as SetAside with the reason.

    ``source`` is a page's text (str) or bytes, a Path to a file or to a folder (read whole, in the order of names), or
    a mapping with ``text`` or ``html`` and, if wanted, ``id``, ``title``, ``published_at``, ``outlet``, ``url``.
    ``published`` (ISO 8601) and ``outlet`` win over what the pages say.
    """
    for one in raw(source, published=published, outlet=outlet):
        yield one if isinstance(one, SetAside) else finish(one)


def raw(source: Source, *, published: str | None = None, outlet: str | None = None) -> Iterator[Page | SetAside]:
    """The pages of a source as received, decoded but not looked into: what :func:`finish` reads."""
    told = _Told().under(published, outlet)
    if isinstance(source, Path):
        yield from _read_path(source, told)
    elif isinstance(source, Mapping):
        yield _read_row(source, told)
    elif isinstance(source, bytes | bytearray | memoryview):
        yield from _read_bytes(None, bytes(source), told)
    elif isinstance(source, str):
        yield _page(None, source, told)
    else:
        yield SetAside(id=type(source).__name__, reason="a page is a text, bytes, a path or a mapping")


def finish(page: Page) -> ReadPage | SetAside:
    """The article of a page, or the reason why it has none."""
    told = _Told(page.title, page.published_at, page.outlet, page.url)
    try:
        is_html = _is_html(page.text) if page.html is None else page.html
        return _read_text(page.id, page.sha256, clean(page.text), told, is_html)
    except PageError as error:
        return SetAside(id=page.id, reason=str(error), source=page.source, bytes=page.bytes)


def _read_path(path: Path, told: _Told) -> Iterator[Page | SetAside]:
    source = str(path.absolute())
    try:
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                # A link to a folder may lead back to where it stands.
                if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
                    yield from _read_path(inner, told)
        elif path.suffix.lower() in _ROWS:
            with path.open("rb") as handle:
                yield from _read_rows(path.stem, handle, told, source)
        elif (size := path.stat().st_size) > LIMIT_BYTES:
            with path.open("rb") as handle:
                what = files.kind_of(handle.read(512))
            reason = f"it is {what}, not a page of text" if what else str(too_long())
            yield SetAside(id=path.stem, reason=reason, source=source, bytes=size)
        else:
            yield from _read_bytes(path.stem, path.read_bytes(), told, source)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        yield SetAside(id=path.stem or str(path), reason=reason, source=source)
    except ValueError as error:
        yield SetAside(id="path", reason=f"the path cannot be read ({error})")


def _read_bytes(name: str | None, data: bytes, told: _Told, source: str | None = None) -> Iterator[Page | SetAside]:
    if rows.looks_like_rows(data):
        yield from _read_rows(name, io.BytesIO(data), told, source)
        return
    try:
        text = decode(data)
    except PageError as error:
        yield SetAside(id=name or _hash(data)[:16], reason=str(error), source=source, bytes=len(data))
        return
    yield _page(name, text, told, source=source, size=len(data))


def _read_rows(name: str | None, handle: BinaryIO, told: _Told, source: str | None = None) -> Iterator[Page | SetAside]:
    for number, row, size in rows.read(rows.bounded(handle)):
        where = f"{name}:{number}" if name else f"line {number}"
        line = f"{source}:{number}" if source else None
        if isinstance(row, str):
            yield SetAside(id=where, reason=row, source=line, bytes=size)
        else:
            yield _read_row(row, told, where, line, size)


def _read_row(
    row: Mapping[str, Any], told: _Told, where: str = "page", source: str | None = None, size: int | None = None
) -> Page | SetAside:
    name = str(row["id"]) if row.get("id") not in (None, "") else None
    page = next((row[key] for key in ("text", "html") if isinstance(row.get(key), str) and row[key]), None)
    if page is None:
        return SetAside(id=name or where, reason="it has neither text nor html", source=source, bytes=size)
    given = {key: value for key in _Told._fields if (value := _word(row.get(key))) is not None}
    is_html = True if page is row.get("html") else None
    told = _Told(**given).under(told.published_at, told.outlet)
    return _page(name, page, told, html=is_html, source=source, size=size)


def _word(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() or None if isinstance(value, str) else None


def _page(
    name: str | None,
    text: str,
    told: _Told,
    *,
    html: bool | None = None,
    source: str | None = None,
    size: int | None = None,
) -> Page:
    data = text.encode("utf-8", errors="surrogatepass")
    sha = _hash(data)
    size = len(data) if size is None else size
    return Page(id=name or sha[:16], text=text, sha256=sha, html=html, source=source, bytes=size, **told._asdict())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _is_html(text: str) -> bool:
    return _HTML.search(text[:5000]) is not None and (text.lstrip("\ufeff \t\r\n").startswith("<") or "</" in text)


def _read_text(name: str, sha: str, text: str, told: _Told, is_html: bool) -> ReadPage:
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
    if tongue not in (None, "en"):
        raise PageError(f"language is {tongue}; only English is coded")
    return _finish(name, sha, page, facts, told)


def _finish(name: str, sha: str, page: layout.Page, facts: markup.Facts, told: _Told) -> ReadPage:
    url = told.url or facts.url
    by_domain = outlet_by_domain(_host(url)) if url else None
    outlet_name = told.outlet or facts.outlet or page.outlet or (by_domain.name if by_domain else page.owner)
    outlet = (outlet_by_name(outlet_name) if outlet_name else None) or by_domain
    moment = _moment(page, facts, told, outlet)
    article = Article(
        headline=page.headline,
        headline_span=page.headline_span,
        outlet=outlet_name,
        url=url,
        published_at=moment.iso() if moment else None,
        outlet_article_id=page.outlet_article_id,
        byline=page.byline or facts.byline,
        language="en",
        counters=page.counters,
        paragraphs=tuple(page.paragraphs),
    )
    return ReadPage(name, sha, article, moment.when if moment else None, outlet.country if outlet else None)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _moment(page: layout.Page, facts: markup.Facts, told: _Told, outlet: Outlet | None) -> Moment | None:
    """When the page was published: what the caller says, its tags, its date line, and last what a search finds."""
    if told.published_at is not None:
        if not moments.is_moment(told.published_at):
            raise PageError(f"published_at {told.published_at[:40]!r} is no time; write it as 2020-12-10T17:46+03:30")
        found = moments.read(told.published_at, outlet)
    else:
        found = moments.read(facts.published, outlet) if facts.published else None
        found = found or (page.date.read(outlet) if page.date is not None else None)
        found = found or (moments.read(facts.searched(), outlet) if facts.source else None)
    return found.at(outlet) if found is not None else None
