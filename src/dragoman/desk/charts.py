"""The desk's own charts as Vega-Lite specifications: types over time, maps. The courses come from the ties room."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.desk.pages import static
from dragoman.knowledge import codebook, countries, tables
from dragoman.ties import Network, Ties
from dragoman.ties.charts import name
from dragoman.ties.periods import first_day

__all__ = ["brushed", "name", "types", "where", "world"]

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # a name of the grammar; nothing is loaded from it
_QUADS = {
    "verbal cooperation": ("#9cc7e6", "#4f8fc4"),
    "material cooperation": ("#1c5a8a", "#2f7fb8"),
    "verbal conflict": ("#f0b37a", "#c97a12"),
    "material conflict": ("#a3221b", "#e05c44"),
}
_COOPERATION = ("#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#1c5a8a", "#0d3b63")
_CONFLICT = ("#fdd9b5", "#fdae6b", "#f08a3c", "#d9601a", "#b3391a", "#8c1d18", "#5e0f10", "#3f0808", "#260404")
_MOST_LINKS = 60


def dressed(spec: Spec, *, dark: bool) -> Spec:
    """A specification with the colours of the page around it."""
    ink, faint = ("#e8e6e1", "#3a3c42") if dark else ("#1b1c20", "#d9d6cf")
    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": 11, "titleFontSize": 11}
    return {
        "$schema": _SCHEMA,
        "background": "transparent",
        "config": {
            "font": "DejaVu Sans, Helvetica, Arial, sans-serif",
            "axis": {"gridColor": faint, "domainColor": ink, "tickColor": ink, "titleFontWeight": "normal", **text},
            "legend": {"orient": "bottom", **text},
            "view": {"stroke": None},
        },
        **spec,
    }


def brushed(spec: Spec) -> Spec:
    """A course whose time can be brushed; the page around it follows."""
    panel = spec["vconcat"][0]
    target = panel["layer"][0] if "layer" in panel else panel
    brush = {"name": "brush", "select": {"type": "interval", "encodings": ["x"]}}
    if "params" not in spec:
        target["params"] = [*target.get("params", ()), brush]
    return {**spec, "background": "transparent"}


@cache
def _type_colours() -> dict[str, str]:
    """Types of cooperation in blues, of conflict in oranges and reds: the order tells the rest."""
    kinds = codebook.types().values()
    cooperation = [kind.name for kind in kinds if kind.quad.endswith("cooperation")]
    conflict = [kind.name for kind in kinds if kind.quad.endswith("conflict")]
    return {
        **{one: _COOPERATION[number % len(_COOPERATION)] for number, one in enumerate(cooperation)},
        **{one: _CONFLICT[number % len(_CONFLICT)] for number, one in enumerate(conflict)},
    }


def types(tie: Ties, *, dark: bool) -> Spec:
    """Events by type, stacked, period by period."""
    values = [
        {
            "at": first_day(row.period, tie.by).isoformat() + "T00:00:00",
            "period": row.period,
            "type": row.type,
            "events": row.events,
            "order": list(_type_colours()).index(row.type),
        }
        for row in tie.series
    ]
    shown = [kind for kind in _type_colours() if any(value["type"] == kind for value in values)]
    scale = {"domain": shown, "range": [_type_colours()[kind] for kind in shown]}
    return dressed(
        {
            "width": "container",
            "height": 180,
            "data": {"values": values},
            "mark": {"type": "bar", "stroke": "#888", "strokeWidth": 0.3, "tooltip": True},
            "encoding": {
                "x": {
                    "field": "period",
                    "type": "ordinal",
                    "title": None,
                    "axis": {"labelOverlap": True, "labelAngle": 0},
                },
                "y": {
                    "field": "events",
                    "type": "quantitative",
                    "aggregate": "sum",
                    "title": "events",
                    "axis": {"tickMinStep": 1, "format": "d"},
                },
                "color": {"field": "type", "type": "nominal", "title": None, "scale": scale, "legend": {"columns": 6}},
                "order": {"field": "order"},
            },
        },
        dark=dark,
    )


def _land(dark: bool) -> Spec:
    return {
        "data": {"url": static("countries-110m.json"), "format": {"type": "topojson", "feature": "countries"}},
        "mark": {
            "type": "geoshape",
            "fill": "#2a2d33" if dark else "#ebe7dd",
            "stroke": "#55585f" if dark else "#fff",
            "strokeWidth": 0.5,
        },
    }


def where(spots: list[dict[str, Any]], *, dark: bool) -> Spec:
    """Where events happened: discs on a map."""
    points: Spec = {
        "data": {"values": spots},
        "mark": {
            "type": "circle",
            "opacity": 0.8,
            "color": "#e08a1e" if dark else "#a3221b",
            "stroke": "#fff",
            "strokeWidth": 0.5,
            "tooltip": True,
        },
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "size": {"field": "events", "type": "quantitative", "scale": {"range": [40, 500]}, "legend": None},
            "tooltip": [{"field": "place", "type": "nominal"}, {"field": "events", "type": "quantitative"}],
        },
    }
    return dressed(
        {"width": "container", "height": 320, "projection": {"type": "equalEarth"}, "layer": [_land(dark), points]},
        dark=dark,
    )


@cache
def _countries() -> dict[str, tuple[str, float, float]]:
    """ISO numeric code and middle of each country, by its code."""
    return {
        row["code"]: (row["iso_numeric"], float(row["lat"]), float(row["lon"]))
        for row in tables.rows("countries.tsv")
        if row["lat"] and row["lon"]
    }


def world(network: Network, *, dark: bool) -> Spec:
    """Countries by how much they deal with others, and the strongest links between them."""
    nodes = [
        {"id": _countries()[node.code][0], "name": countries.names()[node.code], "events": node.events}
        for node in network.nodes
        if node.code in _countries() and _countries()[node.code][0]
    ]
    links: list[dict[str, Any]] = []
    for link in network.strongest():
        if len(links) == _MOST_LINKS:
            break
        if link.source in _countries() and link.target in _countries():
            _, lat, lon = _countries()[link.source]
            _, lat2, lon2 = _countries()[link.target]
            links.append(
                {
                    "lat": lat,
                    "lon": lon,
                    "lat2": lat2,
                    "lon2": lon2,
                    "events": link.events,
                    "goldstein": link.goldstein,
                    "pair": f"{name(link.source)} and {name(link.target)}",
                }
            )
    filled: Spec = {
        "data": {"url": static("countries-110m.json"), "format": {"type": "topojson", "feature": "countries"}},
        "transform": [
            {"lookup": "id", "from": {"data": {"values": nodes}, "key": "id", "fields": ["name", "events"]}},
            {"filter": "isValid(datum.events)"},
        ],
        "mark": {"type": "geoshape", "stroke": "#55585f" if dark else "#fff", "strokeWidth": 0.5},
        "encoding": {
            "color": {
                "field": "events",
                "type": "quantitative",
                "title": "events",
                "scale": {"type": "symlog", "range": ["#2b3d52", "#a8d0f5"] if dark else ["#d6e4f0", "#12446e"]},
            },
            "tooltip": [{"field": "name", "type": "nominal"}, {"field": "events", "type": "quantitative"}],
        },
    }
    lines: Spec = {
        "data": {"values": links},
        "mark": {"type": "rule", "opacity": 0.8},
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "longitude2": {"field": "lon2"},
            "latitude2": {"field": "lat2"},
            "strokeWidth": {"field": "events", "type": "quantitative", "scale": {"range": [0.8, 4]}, "legend": None},
            "stroke": {
                "field": "goldstein",
                "type": "quantitative",
                "title": "Goldstein value, mean",
                "scale": {"domain": [-10, 0, 10], "range": ["#d1541f", "#9a9a9a", "#2f7fb8"]},
            },
            "tooltip": [
                {"field": "pair", "type": "nominal"},
                {"field": "events", "type": "quantitative"},
                {"field": "goldstein", "type": "quantitative", "format": ".1f"},
            ],
        },
    }
    return dressed(
        {
            "width": "container",
            "height": 460,
            "projection": {"type": "equalEarth"},
            "layer": [_land(dark), filled, lines],
            "resolve": {"scale": {"color": "independent"}},
        },
        dark=dark,
    )
