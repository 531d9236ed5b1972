"""The JSON API: the questions of the command line, a page at a time. ``/api/openapi.json`` describes it."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dragoman.archive.rows import KINDS
from dragoman.desk.store import Store
from dragoman.errors import QueryError
from dragoman.report import Report

router = APIRouter(prefix="/api", tags=["archive"])

Limit = Annotated[int, Query(ge=1, le=1000, description="How many rows at most.")]
Cursor = Annotated[str | None, Query(description="`next` of the answer before, to go on from there.")]
Text = Annotated[str | None, Query(description='Words that must stand in it; those in "double quotes" side by side.')]
Who = Annotated[str | None, Query(description="A code (IRN, IRN:GOV, IGO:UN) or a name.")]
Day = Annotated[str | None, Query(description="A day, month or year: 2020-12-10, 2020-12, 2020.")]
Word = Annotated[str | None, Query()]
Order = Annotated[str, Query(pattern="^(newest|rank)$", description="`rank`: the best fit of `text` first.")]


def _schema(kind: type[Any], *, many: bool = True) -> dict[int | str, dict[str, Any]]:
    """What the API's description says of an answer, from the records themselves."""
    (found,), parts = msgspec.json.schema_components(
        [kind], ref_template=f"#/components/schemas/{kind.__name__}/$defs/{{name}}"
    )
    schema = parts.get(kind.__name__, found) if kind.__name__ in parts else found
    row = {"title": kind.__name__, **schema}
    whole = {
        "type": "object",
        "properties": {"rows": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}},
        "required": ["rows", "next"],
    }
    return {
        200: {"content": {"application/json": {"schema": whole if many else row}}},
        422: {"description": "A filter makes no sense"},
    }


def answered(request: Request, value: object) -> Response:
    """A value as JSON with its ETag; nothing but 304 where the caller holds it already."""
    body = msgspec.json.encode(value)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type="application/json", headers={"etag": tag})


def _listed(
    request: Request, what: str, /, after: str | None, limit: int, order: str, **filters: str | None
) -> Response:
    asked = set(request.query_params) - {"after", "limit", "order"}
    if strange := asked - set(filters):
        raise QueryError(f"there is no filter {sorted(strange)[0]!r}; take some of {', '.join(filters)}")
    store: Store = request.app.state.store
    with store.reading() as archive:
        found = archive.listed(what, after=after, limit=limit, ranked=order == "rank", **filters)
    return answered(request, found)


@router.get("/events", responses=_schema(KINDS["events"]))
def events(
    request: Request,
    actor: Who = None,
    source: Who = None,
    target: Who = None,
    type: Word = None,
    quad: Word = None,
    status: Word = None,
    since: Day = None,
    until: Day = None,
    place: Word = None,
    outlet: Word = None,
    text: Text = None,
    page: Word = None,
    min_confidence: Annotated[str | None, Query(description="How sure it must be at least, from 0 to 1.")] = None,
    after: Cursor = None,
    limit: Limit = 100,
    order: Order = "newest",
) -> Response:
    """Who did what to whom. What is mutual by nature is found from either side."""
    return _listed(
        request, "events", after, limit, order, actor=actor, source=source, target=target, type=type, quad=quad,
        status=status, since=since, until=until, place=place, outlet=outlet, text=text, page=page,
        min_confidence=min_confidence,
    )  # fmt: skip


@router.get("/statements", responses=_schema(KINDS["statements"]))
def statements(
    request: Request,
    speaker: Who = None,
    addressee: Who = None,
    kind: Word = None,
    since: Day = None,
    until: Day = None,
    outlet: Word = None,
    text: Text = None,
    page: Word = None,
    after: Cursor = None,
    limit: Limit = 100,
    order: Order = "newest",
) -> Response:
    """Who said what."""
    return _listed(
        request, "statements", after, limit, order, speaker=speaker, addressee=addressee, kind=kind, since=since,
        until=until, outlet=outlet, text=text, page=page,
    )  # fmt: skip


@router.get("/persons", responses=_schema(KINDS["persons"]))
def persons(
    request: Request,
    name: Word = None,
    country: Word = None,
    office: Word = None,
    after: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Who stands in the pages, with offices: those of most mentions first."""
    return _listed(request, "persons", after, limit, "newest", name=name, country=country, office=office)


@router.get("/places", responses=_schema(KINDS["places"]))
def places(
    request: Request,
    name: Word = None,
    country: Word = None,
    kind: Word = None,
    after: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Which places the pages speak of: those of most mentions first."""
    return _listed(request, "places", after, limit, "newest", name=name, country=country, kind=kind)


@router.get("/undertakings", responses=_schema(KINDS["undertakings"]))
def undertakings(
    request: Request,
    party: Word = None,
    kind: Word = None,
    stage: Word = None,
    since: Day = None,
    until: Day = None,
    outlet: Word = None,
    text: Text = None,
    page: Word = None,
    after: Cursor = None,
    limit: Limit = 100,
    order: Order = "newest",
) -> Response:
    """Agreements, plans, projects and works that actors share."""
    return _listed(
        request, "undertakings", after, limit, order, party=party, kind=kind, stage=stage, since=since, until=until,
        outlet=outlet, text=text, page=page,
    )  # fmt: skip


@router.get("/articles", responses=_schema(KINDS["articles"]))
def articles(
    request: Request,
    actor: Who = None,
    since: Day = None,
    until: Day = None,
    outlet: Word = None,
    text: Text = None,
    after: Cursor = None,
    limit: Limit = 100,
    order: Order = "newest",
) -> Response:
    """The pages, with the number of their records."""
    return _listed(
        request, "articles", after, limit, order, actor=actor, since=since, until=until, outlet=outlet, text=text
    )


@router.get("/reprints", responses=_schema(KINDS["reprints"]))
def reprints(request: Request, page: Word = None, after: Cursor = None, limit: Limit = 100) -> Response:
    """Which pages say again what another said first, by that one."""
    return _listed(request, "reprints", after, limit, "newest", page=page)


@router.get("/articles/{id:path}", responses=_schema(Report, many=False))
def article(request: Request, id: str) -> Response:
    """One page's whole report, as its reviewers have it."""
    store: Store = request.app.state.store
    with store.reading() as archive:
        return answered(request, archive.report(id))
