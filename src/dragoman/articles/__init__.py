"""A page's bytes to an Article: plain text, saved HTML, rows of JSONL; one file each, one front door."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dragoman.articles import markup, moments, plain, rows
from dragoman.articles.decode import clean, decode
from dragoman.articles.layout import Page, lay_out
from dragoman.articles.moments import Moment
from dragoman.articles.tongue import language
from dragoman.errors import PageError
from dragoman.knowledge.outlets import outlet_by_domain, outlet_by_name
from dragoman.report import Article, SetAside

__all__ = ["ReadPage", "read"]

_ROWS = (".jsonl", ".ndjson")
_HTML = re.compile(r"<(?:!doctype|html|head|body|article|div|p|h1|meta|script)\b", re.IGNORECASE)


class ReadPage(NamedTuple):
    """A page that could be read: its id, the hash of its text, its article, and when it was published."""

    id: str
    sha256: str
    article: Article
    published: datetime | None
    country: str | None = None


def read(source: Any, *, published: str | None = None, outlet: str | None = None) -> Iterator[ReadPage | SetAside]:
    """The pages of a source, in order; those that cannot be read come as SetAside with the reason.

    ``source`` is a page's text (str) or bytes, a Path to a file or to a folder (read whole, in the order of names), or a
    mapping with ``text`` or ``html`` and, if wanted, ``id``, ``title``, ``published_at``, ``outlet``, ``url``.
    ``published`` (ISO 8601) and ``outlet`` win over what the pages say.
    """
    told = {"published_at": published, "outlet": outlet}
    if isinstance(source, Path):
        yield from _read_path(source, told)
    elif isinstance(source, Mapping):
        yield _read_mapping(dict(source), told)
    elif isinstance(source, bytes):
        yield _read_bytes(None, source, told)
    elif isinstance(source, str):
        path = Path(source) if "\n" not in source and 0 < len(source) < 1000 else None
        if path is not None and _exists(path):
            yield from _read_path(path, told)
        else:
            yield _guarded(None, clean_or_none(source), {}, told)
    else:
        yield SetAside(id=str(type(source).__name__), reason="a page is a text, bytes, a path or a mapping")


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def clean_or_none(text: str) -> str | PageError:
    """The text with what no page holds made spaces, or the reason why it is none."""
    try:
        return clean(text)
    except PageError as error:
        return error


def _read_path(path: Path, told: dict[str, str | None]) -> Iterator[ReadPage | SetAside]:
    try:
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                if not inner.name.startswith("."):
                    yield from _read_path(inner, told)
        elif path.suffix.lower() in _ROWS:
            for number, row in rows.rows(path):
                if isinstance(row, str):
                    yield SetAside(id=f"{path.name}:{number}", reason=row)
                else:
                    yield _read_mapping(row, told)
        else:
            yield _read_bytes(path.stem, path.read_bytes(), told)
    except OSError as error:
        yield SetAside(id=path.name, reason=f"the file cannot be read ({error.strerror or error})")


def _read_bytes(name: str | None, data: bytes, told: dict[str, str | None]) -> ReadPage | SetAside:
    try:
        text: str | PageError = decode(data)
    except PageError as error:
        text = error
    return _guarded(name, text, {}, told, data)


def _read_mapping(row: dict[str, Any], told: dict[str, str | None]) -> ReadPage | SetAside:
    name = str(row["id"]) if row.get("id") not in (None, "") else None
    text = row.get("text") if isinstance(row.get("text"), str) else row.get("html")
    if not isinstance(text, str):
        return SetAside(id=name or "page", reason="it has neither text nor html")
    given = {key: row[key] for key in ("title", "published_at", "outlet", "url") if isinstance(row.get(key), str)}
    return _guarded(name, clean_or_none(text), given, told)


def _guarded(
    name: str | None, text: str | PageError, given: dict[str, str], told: dict[str, str | None], data: bytes | None = None
) -> ReadPage | SetAside:
    if isinstance(text, PageError):
        return SetAside(id=name or (_hash(data)[:16] if data else "page"), reason=str(text))
    sha = _hash(text.encode("utf-8", errors="replace"))
    try:
        return _read_text(name or sha[:16], sha, text, given, told)
    except PageError as error:
        return SetAside(id=name or sha[:16], reason=str(error))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_text(name: str, sha: str, text: str, given: dict[str, str], told: dict[str, str | None]) -> ReadPage:
    if not text.strip():
        raise PageError("it is empty")
    facts = None
    if _HTML.search(text[:5000]) and "<" in text:
        facts = markup.facts(text)
        page = lay_out(markup.blocks(text), given.get("title") or facts.headline)
    else:
        page = lay_out(plain.blocks(text), given.get("title"))
    body = [part for part in page.paragraphs if part.kind in ("lead", "paragraph")]
    if not body:
        raise PageError("no article text was found in it, only headings, links or boilerplate")
    tongue = language(" ".join(part.text for part in body))
    if tongue not in (None, "en"):
        raise PageError(f"its language is {tongue}; only English is coded")
    return _finish(name, sha, page, facts, given, told, tongue)


def _finish(
    name: str,
    sha: str,
    page: Page,
    facts: markup.Facts | None,
    given: dict[str, str],
    told: dict[str, str | None],
    tongue: str | None,
) -> ReadPage:
    url = given.get("url") or (facts.url if facts else None)
    by_domain = outlet_by_domain(urlsplit(url).hostname or "") if url else None
    outlet_name = told["outlet"] or given.get("outlet") or (facts.outlet if facts else None) or page.outlet or (by_domain.name if by_domain else None)
    outlet = outlet_by_name(outlet_name) if outlet_name else by_domain
    stated = told["published_at"] or given.get("published_at")
    moment = _stated(stated) if stated else (facts.moment if facts and facts.moment else page.moment)
    if moment is not None:
        moment = moment.at(outlet.timezone if outlet else None)
    article = Article(
        headline=page.headline,
        headline_span=page.headline_span,
        outlet=outlet_name,
        url=url,
        published_at=moment.iso() if moment else None,
        outlet_article_id=page.outlet_article_id,
        byline=page.byline or (facts.byline if facts else None),
        language=tongue or "en",
        counters=page.counters,
        paragraphs=tuple(page.paragraphs),
    )
    return ReadPage(name, sha, article, moment.when if moment else None, outlet.country if outlet else None)


def _stated(text: str) -> Moment | None:
    moment = moments.read(text)
    if moment is None:
        raise PageError(f"the time of publication {text[:40]!r} cannot be read; write it as 2020-12-10T17:46+03:30")
    return moment
