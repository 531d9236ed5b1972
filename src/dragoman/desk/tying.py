"""The room Tie: how two actors got on over time. The ties room works it all out; here it is laid out."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman import ties
from dragoman.archive import Archive, Spot
from dragoman.desk import charts
from dragoman.desk.api import answered
from dragoman.desk.pages import page, query
from dragoman.desk.store import Store
from dragoman.errors import QueryError
from dragoman.knowledge import countries
from dragoman.ties import Ties, TopRow

router = APIRouter(include_in_schema=False)
data = APIRouter(prefix="/api", tags=["ties"])

PERIODS = ("day", "week", "month", "quarter", "year")
_PLACED = 1000
_KEY_EVENTS = 14
_SAID = 10
_PAST = 8
_SHOWN = ("note", "unplaced", "turning_points", "counts", "statement_matrix")
_MANY = 2_000
"""With so many events, or reports of undertakings, these parts of the page come a moment later."""
_UNDERTAKINGS = 30
_STAGES = 12
# The dossier bears its styles within itself; it still runs and loads nothing.
_BRIEF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"


@router.get("/tie")
def choose(request: Request, a: str = "", b: str = "") -> Response:
    """Asks for two actors, or leads to the tie of those named."""
    if a.strip() and b.strip():
        rest = {name: request.query_params.get(name) for name in ("since", "until", "by", "with")}
        address = f"/tie/{quote(a.strip(), safe='')}/{quote(b.strip(), safe='')}{query(rest)}"
        return RedirectResponse(address.removesuffix("?"), 303)
    found = strongest(request.app.state.store)
    return page(
        request, "ties.html", room="tie", title="Ties", top=[row for row in found if row.first != row.second],
        names=sorted(countries.names().items(), key=lambda item: item[1]), a=a, b=b,
    )  # fmt: skip


def strongest(store: Store) -> list[TopRow]:
    """The pairs that most is told of."""

    def ask() -> list[TopRow]:
        with store.built() as archive:
            return list(ties.top(archive, limit=24))

    return store.remembered("top", ask)


@router.get("/tie/{a}/{b}/brief")
def brief(request: Request, a: str, b: str) -> Response:
    """The dossier for printing."""
    given = _given(request)
    store: Store = request.app.state.store
    with store.built() as archive:
        text = ties.brief(archive, a, b, since=given["since"], until=given["until"], by=given["by"] or "month")
    return HTMLResponse(text, headers={"content-security-policy": _BRIEF_POLICY})


@router.get("/tie/{a}/{b}/chart/{name}")
def chart(request: Request, a: str, b: str, name: str, dark: bool = False) -> Response:
    """One of the charts as a Vega-Lite specification."""
    store: Store = request.app.state.store

    def draw() -> charts.Spec:
        with store.built() as archive:
            tie = _tie(archive, a, b, _given(request))
            if name == "course":
                return charts.brushed(tie.plot(dark=dark).to_dict())
            if name == "types":
                return charts.types(tie, dark=dark)
            if name == "where":
                return charts.where(_discs(_spots(archive, tie)), dark=dark)
        raise QueryError(f"there is no chart {name!r}")

    return answered(request, store.remembered(str(request.url), draw))


@router.get("/tie/{a}/{b}")
def tie(request: Request, a: str, b: str) -> Response:
    """The tie of two actors."""
    store: Store = request.app.state.store
    template, values = store.remembered(str(request.url), lambda: _laid_out(store, a, b, _given(request)))
    return page(request, template, room="tie", **values)


def _laid_out(store: Store, a: str, b: str, given: dict[str, str | None]) -> tuple[str, dict[str, Any]]:
    """The template of a tie and all that stands in it."""
    with store.built() as archive:
        found = _tie(archive, a, b, given)
        if not any((found.counts, found.statement_matrix, found.undertakings_told)):
            nothing = {"title": "No tie", "a": a, "b": b, "given": given, "top": strongest(store)[:12]}
            return "tie-empty.html", nothing
        first, second = found.scope.actors
        rows = _spots(archive, found)
        return "tie.html", {
            "title": f"{charts.name(first)} and {charts.name(second)}",
            "a": first,
            "b": second,
            "given": given,
            "periods": PERIODS,
            # Worked out here, while the archive is open.
            "tie": {name: getattr(found, name) for name in _SHOWN},
            **(_numbers(found) if found.counts["actual"] < _MANY else {"numbers": None}),
            **(_undertakings(found) if found.undertakings_told < _MANY else {"undertakings": None}),
            "key_events": found.key_events(_KEY_EVENTS),
            "drivers": {id: ties.event(archive, id)[0] for point in found.turning_points for id in point.events},
            "said": found.latest_statements(_SAID)[::-1],
            "places": _places(rows),
            "outlets": Counter(row.outlet or "outlet unknown" for row in rows).most_common(10),
            "coming": found.due,
            "past": found.past_plans(_PAST),
            "other": _other(given["with"]),
            "name": charts.name,
            "count": len(rows),
            "asked": query({**given, "with": None}),
        }


def _numbers(tie: Ties) -> dict[str, Any]:
    """The course as a table."""
    return {"numbers": [row for row in tie.course if row.source is None and row.events]}


def _undertakings(tie: Ties) -> dict[str, Any]:
    """The undertakings that are told of most, with their last stages."""
    rows = tie.undertakings
    shown = [(one, [stage for stage in one.stages if stage.stage][-_STAGES:]) for one in rows[:_UNDERTAKINGS]]
    return {"undertakings": shown, "more": len(rows) - len(shown)}


@router.get("/tie/{a}/{b}/part/{name}")
def part(request: Request, a: str, b: str, name: str) -> Response:
    """A part of the page of a tie that many reports tell of: it comes a moment later."""
    parts = {"numbers": _numbers, "undertakings": _undertakings}
    if name not in parts:
        raise QueryError(f"there is no part {name!r}")
    store: Store = request.app.state.store

    def ask() -> dict[str, Any]:
        with store.built() as archive:
            found = _tie(archive, a, b, _given(request))
            return {"a": found.scope.actors[0], "b": found.scope.actors[1], **parts[name](found)}

    return page(request, f"tie-{name}.html", **store.remembered(str(request.url), ask))


@data.get("/ties/{a}/{b}")
def tie_data(
    request: Request, a: str, b: str, since: str | None = None, until: str | None = None, by: str = "month"
) -> Response:
    """The tie of two actors: series, bands, turning points, statements, undertakings, what is planned."""
    store: Store = request.app.state.store
    with store.built() as archive:
        return answered(request, ties.ties(archive, a, b, since=since, until=until, by=by).to_dict())


def _given(request: Request) -> dict[str, str | None]:
    return {name: request.query_params.get(name, "").strip() or None for name in ("since", "until", "by", "with")}


def _tie(archive: Archive, a: str, b: str, given: dict[str, str | None]) -> Ties:
    return ties.ties(archive, a, b, since=given["since"], until=given["until"], by=given["by"] or "month")


def _other(text: str | None) -> tuple[str, str] | None:
    """The other tie to compare with, written ``KEN-SOM`` or ``KEN SOM``."""
    parts = (text or "").replace("/", " ").replace(",", " ").split()
    if len(parts) == 1 and "-" in parts[0]:
        parts = parts[0].split("-", 1)
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _spots(archive: Archive, tie: Ties) -> list[Spot]:
    """Where the newest events in either direction happened, and who tells of them."""
    first, second = tie.scope.actors
    since, until = tie.scope.since, tie.scope.until
    both = (
        archive.spots(limit=_PLACED, source=source, target=target, since=since, until=until)
        for source, target in ((first, second), (second, first))
    )
    return list({spot.event: spot for spots in both for spot in spots}.values())


def _places(spots: list[Spot]) -> list[tuple[str, int]]:
    return Counter(spot.place for spot in spots if spot.place).most_common(10)


def _discs(spots: list[Spot]) -> list[dict[str, Any]]:
    counted = Counter((spot.place, spot.lat, spot.lon) for spot in spots if spot.lat is not None)
    return [{"place": place, "lat": lat, "lon": lon, "events": n} for (place, lat, lon), n in counted.most_common()]
