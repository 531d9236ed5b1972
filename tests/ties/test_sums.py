"""What is added up ahead, or looked at in part, is what going through all events gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import networkx
import pytest
from planted import Planter, page

from dragoman import report as r
from dragoman.archive import Archive
from dragoman.ties import build, movers, network, ties, top
from dragoman.ties.network import keep_networks
from dragoman.ties.pairs import stretches
from dragoman.ties.paths import shortest

TIMES = [
    (None, None), ("2019", "2019"), ("2019-03", None), (None, "2019-07-11"), ("2019-01-15", "2020-02-20"),
    ("2019-05-02", "2019-05-20"), ("2018", "2025"), ("2031", None),
]  # fmt: skip


def counted(archive: Archive, since: str | None, until: str | None) -> dict[tuple[str, str], list[Any]]:
    """Events, reports, cooperation and Goldstein values of each pair, event by event."""
    found: dict[tuple[str, str], list[Any]] = {}
    for one in ties(archive, since=since, until=until).events:
        for source in one.source:
            for target in one.target:
                held = found.setdefault(tuple(sorted((source, target))), [0, 0, 0, Counter()])  # type: ignore[arg-type]
                held[0] += 1
                held[1] += one.reports
                held[2] += (one.quad or "").endswith("cooperation")
                held[3][one.goldstein] += 1
    return found


@pytest.mark.parametrize(("since", "until"), TIMES)
def test_pairs_are_added_up_alike_from_tables_and_events(
    archive: Archive, since: str | None, until: str | None
) -> None:
    wanted = counted(archive, since, until)
    rows = top(archive, since=since, until=until, limit=1000)
    assert {(row.first, row.second): [row.events, row.reports, row.cooperation] for row in rows} == {
        pair: numbers[:3] for pair, numbers in wanted.items()
    }
    for row in rows:
        values = wanted[row.first, row.second][3]
        del values[None]
        mean = sum(value * times for value, times in values.items()) / max(1, values.total())
        assert row.goldstein == pytest.approx(mean, abs=1e-4)
    assert [row.events for row in rows] == sorted((row.events for row in rows), reverse=True)


def test_the_days_of_a_pair_are_those_of_its_events(archive: Archive) -> None:
    for row in top(archive, limit=5):
        days = [one.day for one in ties(archive, row.first, row.second).events if one.day]
        assert (row.first_day, row.last_day) == (min(days), max(days))


def test_a_time_is_cut_into_years_months_and_days_without_gap_or_overlap() -> None:
    dice = random.Random(5)
    for _ in range(300):
        first = date(2010, 1, 1) + timedelta(dice.randrange(1500))
        last = first + timedelta(dice.choice([0, 3, 40, 400, 1100, 2000]) + dice.randrange(40))
        parts = sorted(stretches(first, last))
        assert parts[0][0] == first and parts[-1][1] == last
        assert all(later[0] - before[1] == timedelta(1) for before, later in pairwise(parts))
        for since, until, size in parts:
            assert since <= until
            if size == 4:
                assert (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
            if size == 7:
                assert since.day == 1 and (until + timedelta(1)).day == 1


def sums(archive: Archive) -> list[Any]:
    tables = ("merged_pairs", "page_days", "page_outlets")
    return [archive.connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def test_sums_follow_what_comes_changes_and_goes(fresh: Archive) -> None:
    reports = list(Planter(seed=3, months=6).reports())
    fresh.put_many(reports[:200])
    build(fresh)
    fresh.put_many(reports[200:300])
    again = [msgspec.structs.replace(one, events=one.events[:-1]) for one in reports[:40]]
    fresh.put_many(again)
    build(fresh)
    before = sums(fresh)
    assert before[0]
    build(fresh, anew=True)
    assert sums(fresh) == before
    days = Counter((one.article.published_at or "")[:10] for one in reports[:300])
    assert dict(before[1]) == days


def dated(name: str, day: str, outlet: str) -> r.Report:
    return page(name, day, outlet, name)


def test_pages_are_counted_where_they_move_to_another_day(fresh: Archive) -> None:
    fresh.put_many([dated("a", "2020-01-01", "Coast Post"), dated("b", "2020-01-01", "Coast Post")])
    fresh.connection.execute("UPDATE pages SET day = '2020-02-02', outlet = 'Hill Post' WHERE id = 'a'")
    assert sums(fresh)[1:] == [[("2020-01-01", 1), ("2020-02-02", 1)], [("Coast Post", 1), ("Hill Post", 1)]]
    fresh.connection.execute("DELETE FROM pages WHERE id = 'b'")
    assert sums(fresh)[1:] == [[("2020-02-02", 1)], [("Hill Post", 1)]]
    assert fresh.years() == {"2020": 1} and fresh.counts()["pages"] == 1


# Parts of a tie


def dyads(archive: Archive) -> Iterator[tuple[str, str]]:
    return ((row.first, row.second) for row in top(archive, limit=4))


def test_key_events_are_the_heaviest_of_all(archive: Archive) -> None:
    for pair in dyads(archive):
        tie = ties(archive, *pair)
        heavy = sorted(
            tie.events, key=lambda one: (-(abs(one.goldstein or 0) + 2 * one.outlets), one.day or "", one.id)
        )
        for limit in (1, 7, 10_000):
            wanted = sorted(heavy[:limit], key=lambda one: (one.day or "9", one.id))
            assert list(tie.key_events(limit)) == wanted


def test_the_latest_statements_are_the_end_of_all(archive: Archive) -> None:
    tie = ties(archive, "NOR", "CHL")
    assert len(tie.statements) > 2
    for limit in (1, 2, 3, 100):
        assert list(tie.latest_statements(limit)) == list(tie.statements)[-limit:]


def test_plans_to_come_and_the_last_ones_before_are_those_of_all(archive: Archive) -> None:
    for actors in ((), ("PER", "FJI"), ("NOR", "CHL")):
        tie = ties(archive, *actors)
        assert list(tie.due) == [plan for plan in tie.planned if plan.state == "due"]
        others = [plan for plan in tie.planned if plan.state != "due"]
        for limit in (1, 3, 100):
            assert list(tie.past_plans(limit)) == others[-limit:]


# Networks


def test_shortest_paths_are_the_same_in_the_thinned_graph() -> None:
    dice = random.Random(7)
    graph = networkx.Graph()
    for _ in range(900):
        one, other = dice.sample(range(60), 2)
        graph.add_edge(one, other, distance=1 / dice.choice([1, 1, 2, 3, 4, 6, 12, 50]))
    thin = shortest(graph)
    assert thin.number_of_edges() < graph.number_of_edges() / 2
    for k in (20, 60):
        wanted = networkx.betweenness_centrality(graph, k=k, weight="distance", seed=1)
        assert networkx.betweenness_centrality(thin, k=k, weight="distance", seed=1) == pytest.approx(wanted)


def test_a_network_is_kept_until_its_time_changes(fresh: Archive) -> None:
    fresh.put_many(Planter(seed=3, months=14).reports())
    build(fresh)
    held = network(fresh).nodes
    keep_networks(fresh.connection, 2)
    assert kept(fresh) == ["*", "2019", "2020"]
    assert list(network(fresh).nodes) == list(held)
    fresh.put(page("new", "2020-01-09", "Coast Post", "new", events=(event("new", "2020-01-09"),)))
    build(fresh)
    assert kept(fresh) == ["2019"]
    assert network(fresh).nodes[0].events == held[0].events + (held[0].code in ("NOR", "CHL"))


def kept(archive: Archive) -> list[str]:
    return [row[0] for row in archive.connection.execute("SELECT period FROM merged_networks ORDER BY 1")]


def event(name: str, day: str) -> r.Event:
    return r.Event(
        id=f"{name}:e1", type="AID", status="actual", cameo="070", source=(r.Participant(code="NOR", start=0, end=3),),
        target=(r.Participant(code="CHL", start=0, end=3),), date=r.When(start=day, end=day, granularity="day"),
        evidence=r.Evidence(start=0, end=len(name), text=name),
    )  # fmt: skip


@pytest.mark.parametrize("days", [7, 30, 365])
def test_movers_are_what_two_times_counted_apart_differ_in(archive: Archive, days: int) -> None:
    end = date.fromisoformat(str(archive.last_day()))
    turn = end - timedelta(days - 1)
    now = counted(archive, turn.isoformat(), end.isoformat())
    before = counted(archive, (turn - timedelta(days)).isoformat(), (turn - timedelta(1)).isoformat())
    wanted = {
        pair: (now[pair][0] if pair in now else 0, before[pair][0] if pair in before else 0)
        for pair in {*now, *before}
        if pair[0] != pair[1]
    }
    found = movers(archive, days=days, limit=10_000)
    assert {(one.first, one.second): (one.now, one.before) for one in found} == {
        pair: counts for pair, counts in wanted.items() if counts[0] != counts[1]
    }
    changes = [abs(one.change) for one in found]
    assert changes == sorted(changes, reverse=True)
    assert list(movers(archive, days=days, limit=2)) == list(found)[:2]
