"""Networks: who deals with whom, how much and in what spirit; who stands in the middle, and who belongs together."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.ties.bands import SEED
from dragoman.ties.pairs import ALWAYS, EITHER, Pair, by_period, sums
from dragoman.ties.paths import shortest
from dragoman.ties.periods import By
from dragoman.ties.records import Link, Node, TopRow
from dragoman.ties.scope import Scope
from dragoman.ties.tables import Table

if TYPE_CHECKING:
    import altair

_PATHS_FROM = 200
_YEAR = re.compile("[0-9]{4}")
_LARGE = 2_000
"""The network of a time with so many links is kept once it is worked out."""


def top(connection: sqlite3.Connection, scope: Scope, limit: int) -> list[TopRow]:
    """The pairs of actors with most events."""
    found = sums(connection, scope).most(limit)
    return [_top_row(connection, scope, one) for one in found]


def _top_row(connection: sqlite3.Connection, scope: Scope, pair: Pair) -> TopRow:
    within = Scope(since=scope.since, until=scope.until).conditions(source="", target="", day="day")
    within.add("status = 'actual' AND day <> ''")
    within.add(EITHER, pair.first, pair.second, pair.second, pair.first)
    days = f"SELECT min(day), max(day) FROM merged_dyads{within.where()}"  # noqa: S608 - the parts are constants
    first_day, last_day = connection.execute(days, within.values).fetchone()
    return TopRow(
        first=pair.first,
        second=pair.second,
        events=pair.events,
        reports=pair.reports,
        cooperation=pair.cooperation,
        conflict=pair.conflict,
        goldstein=pair.mean,
        first_day=first_day,
        last_day=last_day,
    )


class Network:
    """Actors as nodes and their dealings as weighted links; ``periods`` has those of each period."""

    def __init__(
        self, pairs: Sequence[Pair], periods: Table[Link], note: str, nodes: Iterable[Node] | None = None
    ) -> None:
        self.periods = periods
        self.note = note
        self.pairs = pairs
        self._nodes = nodes

    def strongest(self) -> Iterator[Link]:
        """The links one by one, those of most events first."""
        for pair in self.pairs:
            yield _link(pair, None)

    @cached_property
    def links(self) -> Table[Link]:
        """The links, those of most events first."""
        return Table(Link, self.strongest())

    @cached_property
    def graph(self) -> Any:
        """The network as a :mod:`networkx` graph, links weighted by events."""
        import networkx

        graph = networkx.Graph()
        for pair in self.pairs:
            graph.add_edge(pair.first, pair.second, weight=pair.events, distance=1 / pair.events, goldstein=pair.mean)
        return graph

    @cached_property
    def nodes(self) -> Table[Node]:
        """The actors, those with most events first, with centrality and community."""
        import networkx

        if self._nodes is not None:
            return Table(Node, self._nodes)
        graph = self.graph
        if not len(graph):
            return Table(Node, ())
        degree = networkx.degree_centrality(graph)
        few = min(len(graph), _PATHS_FROM)  # all paths of a large network would take for ever; a sample, seeded, tells
        between = networkx.betweenness_centrality(shortest(graph), k=few, weight="distance", seed=SEED)
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
    whole = [pair for pair in sums(connection, scope).most() if pair.events >= least and pair.first != pair.second]
    periods = []
    if by is not None:
        kept = {pair[:2] for pair in whole}
        for period, pair in by_period(connection, scope, by):
            if pair[:2] in kept:
                periods.append(_link(pair, period))
    return Network(
        whole,
        Table(Link, sorted(periods, key=lambda link: (str(link.period), link.source, link.target))),
        note,
        _kept(connection, _time(scope)) if least <= 1 else None,
    )


def _time(scope: Scope) -> str | None:
    """All time or the year, where the scope is all actors in that."""
    if scope.actors or scope.since != scope.until:
        return None
    return ALWAYS if scope.since is None else scope.since if _YEAR.fullmatch(scope.since) else None


def _kept(connection: sqlite3.Connection, time: str | None) -> tuple[Node, ...] | None:
    row = connection.execute("SELECT nodes FROM merged_networks WHERE period = ?", (time,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=tuple[Node, ...])


def keep_networks(connection: sqlite3.Connection, least: int = _LARGE) -> None:
    """Works out the networks of all time and of each year that have so many links and are not kept yet."""
    missing = connection.execute(
        "SELECT period FROM merged_pairs WHERE length(period) <= 4 AND period NOT IN"
        " (SELECT period FROM merged_networks) GROUP BY period HAVING count(*) >= ?",
        (least,),
    ).fetchall()
    for (period,) in missing:
        year = None if period == ALWAYS else period
        nodes = network(connection, Scope(since=year, until=year), by=None, least=1, note="").nodes
        connection.execute(
            "INSERT INTO merged_networks VALUES (?, ?)", (period, msgspec.json.encode(list(nodes)).decode())
        )


def _link(pair: Pair, period: str | None) -> Link:
    return Link(
        source=pair.first,
        target=pair.second,
        period=period,
        events=pair.events,
        reports=pair.reports,
        cooperation=pair.cooperation,
        conflict=pair.conflict,
        goldstein=pair.mean,
    )
