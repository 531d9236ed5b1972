"""Charts: the course between actors, and a network. Vega-Lite by Altair; labels, source and days stand in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import QueryError
from dragoman.knowledge import countries
from dragoman.ties.bands import SEED
from dragoman.ties.periods import By, first_day, last_day
from dragoman.ties.records import PeriodRow, TurningPoint

if TYPE_CHECKING:
    import altair

    from dragoman.ties.network import Network
    from dragoman.ties.view import Ties

Draw = Callable[[bool], "altair.TopLevelMixin"]
"""Draws a chart for dark or for light surroundings."""

_WIDTH = 720
_QUADS = {
    "material cooperation": "#2f7fb8",
    "verbal cooperation": "#8cc0e0",
    "verbal conflict": "#f2b184",
    "material conflict": "#d1541f",
}
_ALL_COLOUR = {False: "#333333", True: "#dddddd"}
_DIRECTIONS = ("#3b9c6d", "#a06cc0")
_COMMUNITIES = ("#2f7fb8", "#d1541f", "#3b9c6d", "#a06cc0", "#c9992b", "#5fa8a0", "#c06088", "#8a8a8a")
_SHOWN_NODES = 40
_SIZE = "format(abs(datum.value), 'd')"
"""Labels of an axis that goes both ways: conflict is no negative number."""


def name(code: str) -> str:
    """The name of an actor, or the code where the tables have none."""
    if code.startswith(("IGO:", "NGO:", "MNC:", "REB:", "REG:")):
        return code.partition(":")[2]
    country, _, sector = code.partition(":")
    return countries.names().get(country, country) + (f" ({sector})" if sector else "")


def title(actors: Sequence[str]) -> str:
    """The heading for actors: a dyad, one, a set or all."""
    names = [name(code) for code in actors]
    if not names:
        return "All actors"
    if len(names) == 1:
        return f"{names[0]} and others"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def course_chart(tie: Ties, *, dark: bool) -> altair.TopLevelMixin:
    """Events up and down, Goldstein value with its band, pages of the archive; turning points across all."""
    import altair

    whole = [row for row in tie.course if row.source is None]
    if not whole:
        raise QueryError("there is nothing to draw: the archive has no pages of these days")
    reach = [whole[0].period, whole[-1].period]
    x = altair.X(
        "from:T",
        title=None,
        scale=altair.Scale(domain=[_day(first_day(reach[0], tie.by)), _day(last_day(reach[1], tie.by))]),
        axis=altair.Axis(labelOverlap=True, tickCount=10),
    )
    marks = _turns(tie.turning_points, tie.by)
    parts = [
        _events_panel(whole, tie.by, x, marks, dark),
        _goldstein_panel(tie.course, tie, x, marks, dark),
        _coverage_panel(whole, tie.by, x),
    ]
    chart = altair.vconcat(*parts, spacing=14).resolve_scale(color="independent")
    turns = [f"{mark['label']} in {mark['turn']}" for mark in marks]
    return _dressed(chart, f"{title(tie.scope.actors)}, by {tie.by}", [f"Source: {tie.note}", *turns], dark)


def _dressed(chart: Any, heading: str, notes: list[str], dark: bool) -> altair.TopLevelMixin:
    """The chart with its heading and source, in colours for dark or light surroundings."""
    ink, faint, ground = ("#e8e8e8", "#444a52", "#16191e") if dark else ("#222222", "#dddddd", "#ffffff")
    import altair

    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": 11, "titleFontSize": 11}
    dressed: altair.TopLevelMixin = (
        chart.properties(title=altair.TitleParams(heading, subtitle=notes), background=ground, padding=12)
        .configure(font="DejaVu Sans, Helvetica, Arial, sans-serif")
        .configure_title(anchor="start", color=ink, subtitleColor=ink, fontSize=16, subtitleFontSize=11, offset=10)
        .configure_axis(gridColor=faint, domainColor=ink, tickColor=ink, titleFontWeight="normal", **text)
        .configure_legend(orient="bottom", direction="horizontal", symbolStrokeWidth=0, columns=4, **text)
        .configure_view(stroke=None)
    )
    return dressed


def _events_panel(rows: Sequence[PeriodRow], by: By, x: Any, marks: list[dict[str, Any]], dark: bool) -> Any:
    import altair

    data = [bar for row in rows for bar in _bars(row, by)]
    bars = (
        altair.Chart(altair.InlineData(values=data))
        .mark_bar(strokeWidth=0)
        .encode(
            x=x,
            x2="to:T",
            y=altair.Y(
                "low:Q",
                title="events: conflict | cooperation",
                axis=altair.Axis(format="d", tickMinStep=1, labelExpr=_SIZE),
            ),
            y2="high:Q",
            color=altair.Color(
                "quad:N",
                title=None,
                scale=altair.Scale(domain=list(_QUADS), range=list(_QUADS.values())),
            ),
            tooltip=["period:N", "quad:N", "events:Q"],
        )
    )
    line = _ALL_COLOUR[dark]
    zero = (
        altair.Chart(altair.InlineData(values=[{"zero": 0}])).mark_rule(color=line, strokeWidth=0.7).encode(y="zero:Q")
    )
    label = (
        altair.Chart(altair.InlineData(values=marks))
        .mark_text(align="left", dx=3, dy=-4, color=line, fontSize=11, baseline="top")
        .encode(x="at:T", y=altair.value(0), text="label:N")
    )
    return altair.layer(bars, zero, _rules(marks, line), label).properties(width=_WIDTH, height=200)


def _bars(row: PeriodRow, by: By) -> Iterable[dict[str, Any]]:
    """The events of a period, cooperation stacked upwards and conflict downwards from nought."""
    first = first_day(row.period, by)
    until = last_day(row.period, by) + timedelta(days=1)
    gap = (until - first) * 0.06  # a sliver of ground between the bars
    span = {"from": _moment(first, gap), "to": _moment(until, -gap), "period": row.period}
    for sign, quads in (
        (1, ("verbal cooperation", "material cooperation")),
        (-1, ("verbal conflict", "material conflict")),
    ):
        low = 0
        for quad in quads:
            events = getattr(row, quad.replace(" ", "_"))
            if events:
                yield {**span, "quad": quad, "events": events, "low": low, "high": low + sign * events}
            low += sign * events


def _goldstein_panel(rows: Iterable[PeriodRow], tie: Ties, x: Any, marks: list[dict[str, Any]], dark: bool) -> Any:
    import altair

    by = tie.by
    names = {(None, None): "all"} | {(a, b): f"{name(a)} to {name(b)}" for a, b in tie.scope.directions}
    data = [
        {
            "from": _day(first_day(row.period, by) + (last_day(row.period, by) - first_day(row.period, by)) / 2),
            "period": row.period,
            "who": names[row.source, row.target],  # type: ignore[index]
            "goldstein": row.goldstein,
            "low": row.goldstein_low if row.source is None else None,
            "high": row.goldstein_high if row.source is None else None,
        }
        for row in rows
        if row.goldstein is not None
    ]
    chart = altair.Chart(altair.InlineData(values=data))
    y = altair.Y("goldstein:Q", title="Goldstein value, mean", scale=altair.Scale(domain=[-10, 10]))
    ink = _ALL_COLOUR[dark]
    whole = chart.transform_filter("datum.who == 'all'")
    band = whole.mark_rule(opacity=0.35, color=ink, strokeWidth=3).encode(x=x, y=altair.Y("low:Q"), y2="high:Q")
    color = altair.Color(
        "who:N",
        title=None,
        scale=altair.Scale(domain=list(names.values()), range=[ink, *_DIRECTIONS[: len(names) - 1]]),
    )
    drawn = chart.mark_line(point=altair.OverlayMarkDef(size=16), strokeWidth=1.4).encode(
        x=x, y=y, color=color, tooltip=["period:N", "who:N", "goldstein:Q", "low:Q", "high:Q"]
    )
    return altair.layer(band, drawn, _rules(marks, ink)).properties(width=_WIDTH, height=150)


def _coverage_panel(rows: Sequence[PeriodRow], by: By, x: Any) -> Any:
    import altair

    data = [
        {
            "from": _day(first_day(row.period, by)),
            "to": _day(last_day(row.period, by) + timedelta(days=1)),
            "period": row.period,
            "pages": row.coverage,
            "none": 0,
        }
        for row in rows
    ]
    return (
        altair.Chart(altair.InlineData(values=data))
        .mark_bar(color="#8a8f98")
        .encode(
            x=x,
            x2="to:T",
            y=altair.Y("none:Q", title="pages", axis=altair.Axis(tickCount=2, format="d")),
            y2="pages:Q",
            tooltip=["period:N", "pages:Q"],
        )
        .properties(width=_WIDTH, height=40)
    )


def _turns(points: Iterable[TurningPoint], by: By) -> list[dict[str, Any]]:
    return [
        {"at": _day(first_day(point.period, by)), "label": f"{number}", "turn": f"{point.period}: {point.turn}"}
        for number, point in enumerate(points, 1)
    ]


def _rules(marks: list[dict[str, Any]], colour: str) -> Any:
    import altair

    return (
        altair.Chart(altair.InlineData(values=marks))
        .mark_rule(strokeDash=[4, 3], color=colour)
        .encode(x="at:T", tooltip="turn:N")
    )


def network_chart(found: Network, *, dark: bool) -> altair.TopLevelMixin:
    """Actors as discs sized by events and coloured by community, links as wide as they have events."""
    import altair
    import networkx

    shown = {node.code: node for node in found.nodes[:_SHOWN_NODES]}
    if not shown:
        raise QueryError("there is nothing to draw: no two actors deal with each other here")
    graph = found.graph.subgraph(sorted(shown))
    # Every link pulls alike: by weight, a busy pair would fall into one point and a quiet one fly off.
    at = networkx.spring_layout(graph, seed=SEED, weight=None, k=1.6 / len(shown) ** 0.5, iterations=300)
    most = next(found.strongest()).events
    lines = [
        {
            "x": float(at[link.source][0]), "y": float(at[link.source][1]),
            "x2": float(at[link.target][0]), "y2": float(at[link.target][1]),
            "pair": f"{name(link.source)} and {name(link.target)}", "events": link.events, "goldstein": link.goldstein,
            "width": 0.6 + 7 * link.events / most,
        }
        for link in found.strongest()
        if link.source in shown and link.target in shown
    ]  # fmt: skip
    discs = [
        {
            "x": float(at[code][0]), "y": float(at[code][1]), "name": name(code), "events": node.events,
            "community": f"{min(node.community, len(_COMMUNITIES))}", "pagerank": node.pagerank,
        }
        for code, node in shown.items()
    ]  # fmt: skip
    ink = _ALL_COLOUR[dark]
    wide = altair.Scale(padding=40)
    place = {"x": altair.X("x:Q", axis=None, scale=wide), "y": altair.Y("y:Q", axis=None, scale=wide)}
    links = (
        altair.Chart(altair.InlineData(values=lines))
        .mark_rule(opacity=0.75)
        .encode(
            **place,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=altair.StrokeWidth("width:Q", scale=None),
            color=altair.Color(
                "goldstein:Q",
                title="Goldstein value, mean",
                scale=altair.Scale(domain=[-10, 0, 10], range=["#d1541f", "#b9b9b9", "#2f7fb8"]),
            ),
            tooltip=["pair:N", "events:Q", "goldstein:Q"],
        )
    )
    nodes = altair.Chart(altair.InlineData(values=discs))
    circles = nodes.mark_circle(opacity=1, stroke=ink, strokeWidth=0.6).encode(
        **place,
        size=altair.Size(
            "events:Q",
            title="events",
            scale=altair.Scale(range=[60, 900]),
            legend=altair.Legend(tickCount=3, symbolFillColor="#8a8f98", symbolStrokeWidth=0),
        ),
        fill=altair.Fill(
            "community:N",
            title="community",
            scale=altair.Scale(domain=[str(n) for n in range(1, len(_COMMUNITIES) + 1)], range=list(_COMMUNITIES)),
            legend=altair.Legend(values=sorted({str(disc["community"]) for disc in discs})),
        ),
        tooltip=["name:N", "events:Q", "pagerank:Q", "community:N"],
    )
    names = nodes.mark_text(dy=-22, color=ink, fontSize=12, fontWeight="bold").encode(**place, text="name:N")
    chart = altair.layer(links, circles, names).properties(width=_WIDTH, height=520)
    return _dressed(chart, "Who deals with whom", [f"Source: {found.note}"], dark)


def svg(chart: altair.TopLevelMixin) -> str:
    """A chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def save(draw: Draw, path: Path) -> None:
    """Writes a chart as SVG, PNG or HTML by the ending of the file's name.

    The HTML shows the chart as the reader's system is, dark or light, prints it light, and loads nothing. Raises
    QueryError for another ending, or where the file cannot be written.
    """
    writers: dict[str, Callable[[], bytes]] = {
        ".svg": lambda: svg(draw(False)).encode(),
        ".png": lambda: _png(draw(False)),
        ".html": lambda: page(draw).encode(),
    }
    if path.suffix.lower() not in writers:
        raise QueryError(f"{path} is no name for a plot; end it with .svg, .png or .html")
    data = writers[path.suffix.lower()]()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise QueryError(f"{path} cannot be written ({error.strerror or error})") from error


def _png(chart: altair.TopLevelMixin) -> bytes:
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(chart.to_dict(), scale=2))


def both(draw: Draw) -> str:
    """A chart twice as SVG, of which the style in :data:`BOTH` shows one."""
    return f'<div class="light">{svg(draw(False))}</div><div class="dark">{svg(draw(True))}</div>'


BOTH = """
:root { color-scheme: light dark; }
.dark { display: none; }
svg { max-width: 100%; height: auto; }
@media screen and (prefers-color-scheme: dark) { .dark { display: block; } .light { display: none; } }
"""


def page(draw: Draw) -> str:
    """A page that shows a chart, dark or light as the reader's system is."""
    heading = escape(draw(False).to_dict()["title"]["text"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading}</title><style>{BOTH}'
        "body { margin: 1rem; background: Canvas; color: CanvasText; }</style></head>"
        f"<body>{both(draw)}</body></html>\n"
    )


def _day(day: date) -> str:
    # With a time and no offset, so that the chart takes it for local time wherever it is drawn.
    return f"{day.isoformat()}T00:00:00"


def _moment(day: date, more: timedelta) -> str:
    from datetime import datetime

    return (datetime(day.year, day.month, day.day) + more).isoformat()
