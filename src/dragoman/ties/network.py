"""Networks: who deals with whom, how much and in what spirit; who stands in the middle, and who belongs together."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.ties.bands import SEED
from dragoman.ties.periods import By, label, placed
from dragoman.ties.records import Link, Node, TopRow
from dragoman.ties.scope import Scope
from dragoman.ties.series import mean
from dragoman.ties.tables import Table

if TYPE_CHECKING:
    import altair

_EVENTS = """
SELECT d.source, d.target, m.quad, m.goldstein, m.reports, m.day, m.start, m."end", m.granularity
FROM merged_events m CROSS JOIN merged_dyads d ON d.merged = m.key
"""
_PATHS_FROM = 200


@dataclass(slots=True)
class _Sum:
    events: int = 0
    reports: int = 0
    cooperation: int = 0
    conflict: int = 0
    values: Counter[float] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    def add(self, quad: str | None, goldstein: float | None, reports: int, day: str | None) -> None:
        self.events += 1
        self.reports += reports
        self.cooperation += (quad or "").endswith("cooperation")
        self.conflict += (quad or "").endswith("conflict")
        if goldstein is not None:
            self.values[goldstein] += 1
        if day is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


def _sums(connection: sqlite3.Connection, scope: Scope, by: By | None) -> dict[tuple[str, str, str | None], _Sum]:
    """The actual events of every pair, both directions together, by period where one is asked for."""
    asked = scope.conditions(source="d.source", target="d.target", day="m.day")
    asked.add("m.status = 'actual' AND d.source <> '' AND d.target <> ''")
    found: defaultdict[tuple[str, str, str | None], _Sum] = defaultdict(_Sum)
    for row in connection.execute(_EVENTS + asked.where(), asked.values):
        source, target, quad, goldstein, reports, day, start, end, granularity = row
        if by is not None and (day is None or not placed(start, end, granularity, by)):
            continue
        first, second = sorted((source, target))
        found[first, second, label(day, by) if by else None].add(quad, goldstein, reports, day)
    return found


def top(connection: sqlite3.Connection, scope: Scope, limit: int) -> list[TopRow]:
    """The pairs of actors with most events."""
    rows = [
        TopRow(
            first=first,
            second=second,
            events=sums.events,
            reports=sums.reports,
            cooperation=sums.cooperation,
            conflict=sums.conflict,
            goldstein=mean(sums.values),
            first_day=sums.first,
            last_day=sums.last,
        )
        for (first, second, _), sums in _sums(connection, scope, None).items()
    ]
    return sorted(rows, key=lambda row: (-row.events, row.first, row.second))[:limit]


class Network:
    """Actors as nodes and their dealings as weighted links; ``periods`` has those of each period."""

    def __init__(self, links: Table[Link], periods: Table[Link], note: str) -> None:
        self.links = links
        self.periods = periods
        self.note = note

    @cached_property
    def graph(self) -> Any:
        """The network as a :mod:`networkx` graph, links weighted by events."""
        import networkx

        graph = networkx.Graph()
        for link in self.links:
            graph.add_edge(
                link.source, link.target, weight=link.events, distance=1 / link.events, goldstein=link.goldstein
            )
        return graph

    @cached_property
    def nodes(self) -> Table[Node]:
        """The actors, those with most events first, with centrality and community."""
        import networkx

        graph = self.graph
        if not len(graph):
            return Table(Node, ())
        degree = networkx.degree_centrality(graph)
        few = min(len(graph), _PATHS_FROM)  # all paths of a large network would take for ever; a sample, seeded, tells
        between = networkx.betweenness_centrality(graph, k=few, weight="distance", seed=SEED)
        rank = networkx.pagerank(graph, weight="weight")
        parts = networkx.community.louvain_communities(graph, weight="weight", seed=SEED)
        ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
        community = {code: number for number, part in enumerate(ordered, 1) for code in part}
        rows = [
            Node(
                code=code,
                events=int(graph.degree(code, weight="weight")),
                partners=graph.degree(code),
                degree=round(degree[code], 4),
                betweenness=round(between[code], 4),
                pagerank=round(rank[code], 4),
                community=community[code],
            )
            for code in graph
        ]
        return Table(Node, sorted(rows, key=lambda node: (-node.events, node.code)))

    def to_dict(self) -> dict[str, Any]:
        """The network as plain data, ready for JSON."""
        return {
            "nodes": self.nodes.to_dicts(),
            "links": self.links.to_dicts(),
            "periods": self.periods.to_dicts(),
        }

    def plot(self, *, dark: bool = False) -> altair.TopLevelMixin:
        """The network as a chart."""
        from dragoman.ties.charts import network_chart

        return network_chart(self, dark=dark)


def network(connection: sqlite3.Connection, scope: Scope, *, by: By | None, least: int, note: str) -> Network:
    """The network of a scope; links of fewer than ``least`` events in all are left out."""
    whole = {pair[:2]: sums for pair, sums in _sums(connection, scope, None).items() if sums.events >= least}
    links = [_link(first, second, None, sums) for (first, second), sums in whole.items() if first != second]
    periods = []
    if by is not None:
        for (first, second, period), sums in _sums(connection, scope, by).items():
            if (first, second) in whole and first != second:
                periods.append(_link(first, second, period, sums))
    return Network(
        Table(Link, sorted(links, key=lambda link: (-link.events, link.source, link.target))),
        Table(Link, sorted(periods, key=lambda link: (str(link.period), link.source, link.target))),
        note,
    )


def _link(source: str, target: str, period: str | None, sums: _Sum) -> Link:
    return Link(
        source=source,
        target=target,
        period=period,
        events=sums.events,
        reports=sums.reports,
        cooperation=sums.cooperation,
        conflict=sums.conflict,
        goldstein=mean(sums.values),
    )
