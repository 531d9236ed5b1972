"""The room World: who deals with whom, as network and map, over time; who moved most."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman import ties
from dragoman.desk import charts
from dragoman.desk.api import answered
from dragoman.desk.pages import page
from dragoman.desk.store import Store
from dragoman.errors import QueryError

router = APIRouter(include_in_schema=False)

WINDOWS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
_SHOWN = 12


@router.get("/world")
def world(request: Request) -> Response:
    """The archive as a whole."""
    given = _given(request)
    store: Store = request.app.state.store
    found = network(store, given)
    with store.built() as archive:
        days = WINDOWS.get(given["window"] or "", WINDOWS["month"])
        years = archive.years()
        last = archive.last_day()
        return page(
            request, "world.html", room="world", title="World", given=given, years=years,
            nodes=found.nodes[:_SHOWN], links=list(islice(found.strongest(), _SHOWN)), many=len(found.nodes),
            name=charts.name,
            windows=tuple(WINDOWS), last=last,
            movers=moved(store, days),
        )  # fmt: skip


@router.get("/world/chart/{name}")
def chart(request: Request, name: str, dark: bool = False) -> Response:
    """Network or map as a Vega-Lite specification."""
    given = _given(request)
    store: Store = request.app.state.store
    found = network(store, given)
    if name == "map":
        return answered(request, charts.world(found, dark=dark))
    if name == "network":
        drawn = store.remembered(str(request.url), lambda: found.plot(dark=dark).to_dict())
        return answered(request, {**drawn, "background": "transparent"})
    raise QueryError(f"there is no chart {name!r}")


def network(store: Store, given: dict[str, str | None]) -> ties.Network:
    """Who deals with whom in the days that are given."""

    def ask() -> ties.Network:
        with store.built() as archive:
            found = ties.network(archive, since=given["since"], until=given["until"])
            found.nodes  # noqa: B018 - worked out now, and remembered with it
            return found

    return store.remembered(("network", given["since"], given["until"]), ask)


def moved(store: Store, days: int = WINDOWS["month"]) -> ties.Table[ties.Mover]:
    """The pairs whose events changed most in the newest days."""

    def ask() -> ties.Table[ties.Mover]:
        with store.built() as archive:
            return ties.movers(archive, days=days, limit=_SHOWN)

    return store.remembered(("movers", days), ask)


def _given(request: Request) -> dict[str, str | None]:
    return {name: request.query_params.get(name, "").strip() or None for name in ("since", "until", "window")}
