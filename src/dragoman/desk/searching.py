"""The room Search: every kind of record, with facets, words, saved searches, and a way to take away what is shown."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from dragoman.archive import Archive
from dragoman.archive.lists import FOUND_BY_WORDS
from dragoman.archive.rows import KINDS
from dragoman.desk.pages import page
from dragoman.desk.store import Store
from dragoman.errors import QueryError
from dragoman.exchange.tables import write
from dragoman.report import Record

router = APIRouter(include_in_schema=False)

PAGE = 40
FORMS = ("csv", "json", "parquet")

FIELDS: dict[str, dict[str, str]] = {
    "events": {
        "text": "Words", "actor": "Actor", "source": "Source", "target": "Target", "type": "Type", "status": "Status",
        "place": "Place", "outlet": "Outlet", "since": "From", "until": "To",
    },
    "statements": {
        "text": "Words", "speaker": "Speaker", "addressee": "To whom", "kind": "Kind", "outlet": "Outlet",
        "since": "From", "until": "To",
    },
    "persons": {"name": "Name", "country": "Country", "office": "Office"},
    "places": {"name": "Name", "country": "Country", "kind": "Kind"},
    "undertakings": {
        "text": "Words", "party": "Party", "kind": "Kind", "stage": "Stage", "outlet": "Outlet", "since": "From",
        "until": "To",
    },
    "articles": {"text": "Words", "actor": "Actor", "outlet": "Outlet", "since": "From", "until": "To"},
}  # fmt: skip
"""What can be asked of each kind, with the words that stand beside the fields."""

HINTS = {
    "text": 'talks, or "water treaty"', "actor": "IRN, IRN:GOV or Iran", "source": "IRN or a name",
    "target": "AZE or a name", "since": "2020, 2020-12 or 2020-12-10", "until": "2020-12", "place": "Tehran or IRN",
    "speaker": "a name or a code", "addressee": "a name or a code", "name": "a name or a part of one",
    "country": "KEN", "office": "foreign minister", "party": "IRN", "stage": "signed", "outlet": "as the page has it",
    "kind": "",
}  # fmt: skip
CHOICES = {
    "status": ("actual", "planned", "possible", "denied"),
    "statements-kind": ("direct", "indirect", "mixed"),
}


@router.get("/search/{kind}")
def search(request: Request, kind: str) -> Response:
    """Rows of a kind that fit, the newest first."""
    given = _given(kind, request)
    after, ranked = request.query_params.get("after") or None, request.query_params.get("order") == "rank"
    store: Store = request.app.state.store
    with store.reading() as archive:
        empty = not any(archive.counts().values())
        found, fault = _found(archive, kind, given, after, ranked)
    return page(
        request, "search.html", room="search", title=kind.capitalize(), kind=kind, kinds=tuple(FIELDS), given=given,
        fields=FIELDS[kind], hints=HINTS, choices=CHOICES, found=found, fault=fault, ranked=ranked, empty=empty,
        after=after, forms=FORMS, by_words=kind in FOUND_BY_WORDS,
        order={"order": "rank" if ranked else None},
    )  # fmt: skip


def _found(
    archive: Archive, kind: str, given: dict[str, str | None], after: str | None, ranked: bool
) -> tuple[Any, str | None]:
    try:
        return archive.listed(kind, after=after, limit=PAGE, ranked=ranked, **given), None
    except QueryError as error:
        return None, str(error)


@router.get("/facets/{kind}")
def facets(request: Request, kind: str) -> Response:
    """What the newest of them have in common, as a part of the page: it may come a moment later."""
    given = _given(kind, request)
    store: Store = request.app.state.store
    with store.reading() as archive:
        found = archive.facets(kind, **given)
    return page(request, "facets.html", kind=kind, given=given, facets=found, fields=FIELDS[kind])


@router.get("/export/{kind}.{form}")
def export(request: Request, kind: str, form: str) -> Response:
    """All that fits, as a file: what the command line writes."""
    given = _given(kind, request)
    if form not in FORMS:
        raise QueryError(f"there is no format {form!r}; take one of {', '.join(FORMS)}")
    store: Store = request.app.state.store
    with tempfile.NamedTemporaryFile(prefix="dragoman-", suffix=f".{form}", delete=False) as made:
        path = Path(made.name)
    try:
        with store.reading() as archive:
            write(getattr(archive, kind)(**given), KINDS[kind], form, path)
    except BaseException:
        path.unlink()
        raise
    return FileResponse(path, filename=f"{kind}.{form}", background=BackgroundTask(path.unlink))


def _given(kind: str, request: Request) -> dict[str, str | None]:
    """The filters that the address bears, the empty ones left out."""
    if kind not in FIELDS:
        raise QueryError(f"there are no {kind}; take one of {', '.join(FIELDS)}")
    return {name: value for name in (*FIELDS[kind], "quad", "page") if (value := _one(request, kind, name))}


def _one(request: Request, kind: str, name: str) -> str | None:
    if name in ("quad", "page") and kind != "events" and not (name == "page" and kind != "articles"):
        return None
    return request.query_params.get(name, "").strip() or None


def sentence(row: Record) -> str:
    """Where the words of a row stand: the page with its sentence lit."""
    values = msgspec.structs.asdict(row)
    if "first" in values:
        return f"/article?id={quote(values['page'])}&from={values['first']}&to={values['last']}"
    return f"/article?id={quote(values['id'])}"


def as_json(value: object) -> str:
    """Data for a script, as the text of an element: no character of it can end the element."""
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
