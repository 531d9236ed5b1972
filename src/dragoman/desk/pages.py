"""Pages of HTML: the templates, what they all know, and how errors are shown."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from dragoman.desk.safety import form_key
from dragoman.exchange.marks import plain
from dragoman.knowledge import codebook, countries

HERE = Path(__file__).parent
ROOMS = (
    ("add", "/", "Add"),
    ("search", "/search/events", "Search"),
    ("tie", "/tie", "Tie"),
    ("world", "/world", "World"),
    ("review", "/review", "Review"),
    ("knowledge", "/knowledge", "Knowledge"),
)
REVIEWER = "dragoman_reviewer"


@cache
def environment() -> Environment:
    """The templates: everything put in is escaped, and a name that nobody gave is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        plain=lambda text: plain(str(text)), days=days, number=lambda number: f"{number:,}", path=_path, slug=slug,
        country=country, web=web, actor=actor_name,
    )  # fmt: skip
    made.globals.update(static=static, query=query)
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page, with its ETag; nothing but 304 where the browser holds it already."""
    shared = {
        "rooms": ROOMS,
        "room": "",
        "form_key": form_key(request.app.state.settings),
        "archive_name": request.app.state.store.path.name,
        "readonly": request.app.state.store.reason,
        "reviewer": reviewer_of(request),
        "types": tuple(codebook.types()),
    }
    body = environment().get_template(template).render({**shared, **values}).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag})
    return HTMLResponse(body, status, headers={"etag": tag} if status == 200 else None)


def days(start: str | None, end: str | None = None) -> str:
    """Days in a few characters: a month or a year where they make up one."""
    if not start:
        return "no day"
    if not end or start == end:
        return start
    if start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4]
    if start[:7] == end[:7] and start[8:] == "01" and end[8:] >= "28":
        return start[:7]
    return f"{start} to {end}"


def slug(text: str) -> str:
    """A class name of a value such as a quad class."""
    return "".join(char if char.isalnum() else "-" for char in text.lower())


def web(url: str | None) -> str | None:
    """The address where it is one of the web; a page could bring any other (``javascript:``)."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def _path(text: str) -> str:
    return quote(text, safe="")


def query(given: dict[str, str | None], **changes: str | None) -> str:
    """A query string of what is given, with some of it changed or (None) left out."""
    wanted = {name: value for name, value in {**given, **changes}.items() if value}
    return "?" + urlencode(wanted) if wanted else "?"


def country(code: str | None) -> str:
    """The name of a country, or the code itself."""
    return countries.names().get(code or "", code or "")


def actor_name(label: str) -> str:
    """What a code such as ``IRN:GOV`` stands for, for a tool tip."""
    code, _, sector = label.partition(":")
    return f"{country(code)}, {sector}" if code in countries.names() and sector else country(code)


@cache
def _fingerprint() -> str:
    """One of all our files together, since scripts import each other by name."""
    found = hashlib.sha256()
    for path in sorted((*(HERE / "static").iterdir(), *(HERE / "data").iterdir())):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def static(name: str) -> str:
    """The address of a file of ours: it changes when files do, so browsers may keep it for ever."""
    return f"/static/{_fingerprint()}/{name}"


def reviewer_of(request: Request) -> str:
    """The name under which somebody reviews, empty before it was said."""
    return unquote(request.cookies.get(REVIEWER, ""))
