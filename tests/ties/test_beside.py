"""What stands beside the series: plans, undertakings, statements, networks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from planted import page

from dragoman import report as r
from dragoman.archive import Archive
from dragoman.errors import QueryError
from dragoman.ties import event, network, top, undertakings


def test_a_plan_meets_its_fulfilment_or_its_absence(archive: Archive) -> None:
    plans = {plan.event: plan for plan in archive.ties().planned if plan.event.startswith("plan")}
    assert {key: plan.state for key, plan in plans.items()} == {
        "plan-0:e1": "fulfilled",
        "plan-2:e1": "overdue",
        "plan-3:e1": "due",
        "plan-4:e1": "due",
    }
    assert plans["plan-0:e1"].met_on == "2019-04-04"
    met, _ = event(archive, plans["plan-0:e1"].met_by or "")
    assert met.text == "Peru's envoy visited Fiji on Thursday"
    assert plans["plan-2:e1"].met_by is None


def plan(name: str, told: str, status: str, day: str | None, **more: Any) -> r.Report:
    when = r.When(start=day, end=day, granularity="day") if day else None
    values: dict[str, Any] = {
        "id": f"{name}:e1",
        "type": "AID",
        "status": status,
        "cameo": "070",
        "source": (r.Participant(code="NOR", start=0, end=3),),
        "target": (r.Participant(code="CHL", start=0, end=3),),
        "date": when,
        "evidence": r.Evidence(start=0, end=len(name), text=name),
    }
    return page(name, told, "Coast Post", name, events=(r.Event(**{**values, **more}),))


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (plan("b", "2020-05-20", "actual", "2020-05-20"), "fulfilled"),
        (plan("b", "2020-06-20", "actual", "2020-06-20"), "overdue"),
        (plan("b", "2020-05-20", "actual", "2020-05-20", cameo="160", type="SANCTION"), "overdue"),
        (plan("b", "2020-04-20", "actual", "2020-04-20"), "overdue"),
        (plan("b", "2020-05-21", "denied", "2020-05-20"), "overdue"),
    ],
)
def test_what_meets_a_plan(fresh: Archive, later: r.Report, state: str) -> None:
    fresh.put_many([plan("a", "2020-05-01", "planned", "2020-05-20"), later, page("end", "2020-12-01", None, "end")])
    [found] = fresh.ties("NOR", "CHL").planned
    assert found.state == state
    assert (found.denied_by is not None) == (later.events[0].status == "denied")


def test_a_plan_without_a_day_is_waited_for(fresh: Archive) -> None:
    fresh.put_many([plan("a", "2020-05-01", "planned", None), page("end", "2020-06-01", None, "end")])
    assert [one.state for one in fresh.ties().planned] == ["due"]
    fresh.put(page("later", "2020-09-01", None, "later"))
    assert [one.state for one in fresh.ties().planned] == ["overdue"]


# Undertakings


def test_an_undertaking_of_many_names_is_one(archive: Archive) -> None:
    railway, accord = archive.ties("NOR", "CHL").undertakings
    assert railway.name == "Skagen-Calama railway"
    assert len(railway.names) == 3
    assert [(one.day, one.stage) for one in railway.stages] == [
        ("2019-02-03", "proposed"),
        ("2019-05-11", "agreed"),
        ("2019-11-20", "under way"),
        ("2020-10-02", "suspended"),
    ]
    assert (railway.stage, railway.stage_day, railway.active, railway.outlets) == ("suspended", "2020-10-02", False, 4)
    assert (accord.stage, accord.active, accord.parties) == ("signed", True, ("CHL", "NOR"))


def test_undertakings_under_way_are_counted_by_period(archive: Archive) -> None:
    found = {row.period: row.undertakings for row in archive.ties("NOR", "CHL").periods if row.source is None}
    assert [found[period] for period in ("2019-01", "2019-02", "2019-03", "2020-09", "2020-10")] == [0, 1, 2, 2, 1]


def test_the_register_is_asked_by_name_party_and_time(archive: Archive) -> None:
    assert [one.name for one in undertakings(archive, name="herring")] == ["herring accord"]
    assert not undertakings(archive, "PER")
    assert [one.name for one in undertakings(archive, since="2020")] == ["Skagen-Calama railway"]


def named(name: str, day: str, parties: tuple[str, ...] = ("NOR", "CHL"), kind: str = "agreement") -> r.Report:
    one = r.Undertaking(name=name, kind=kind, parties=parties, evidence=r.Evidence(start=0, end=1, text=name))
    return page(f"{name} {day}", day, None, name, undertakings=(one,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (named("salt trade deal", "2020-01-01"), named("deal on salt trade", "2020-03-01"), True),
        (named("salt trade deal", "2020-01-01"), named("Norwegian salt-trade agreement", "2020-03-01"), True),
        (named("salt trade deal", "2020-01-01"), named("grain trade deal", "2020-03-01"), False),
        (named("salt trade deal", "2020-01-01"), named("salt trade deal", "2020-03-01", ("PER", "GHA")), False),
        (named("salt trade deal", "2020-01-01"), named("salt trade plan", "2020-03-01", kind="plan"), False),
        (named("agreement", "2020-01-01"), named("the agreement", "2020-03-01"), True),
        (named("agreement", "2020-01-01"), named("agreement", "2021-03-01"), False),
        (named("agreement", "2020-01-01"), named("agreement", "2020-03-01", ("NOR", "PER")), False),
    ],
)
def test_names_that_are_one(fresh: Archive, one: r.Report, other: r.Report, same: bool) -> None:
    fresh.put_many([one, other])
    assert len(undertakings(fresh)) == (1 if same else 2)


# Statements


def test_who_says_what_about_whom(archive: Archive) -> None:
    tie = archive.ties("NOR", "CHL")
    assert [(one.source, one.target, one.period) for one in tie.statements] == [
        ("NOR", "CHL", "2019-04"),
        ("CHL", "NOR", "2019-07"),
        ("NOR", "CHL", "2020-02"),
        ("CHL", "NOR", "2020-03"),
    ]
    cells = {(cell.source, cell.target): cell for cell in archive.ties().statement_matrix}
    assert cells["NOR", "CHL"].statements == 2 and cells["NOR", "CHL"].speakers == ("Kari Berg",)
    assert cells["CHL", "NOR"].speakers == ("Elena Soto", "Luis Rojas")
    assert cells["PER", "NOR"].statements == 1
    counted = {(row.period, row.source): row.statements for row in tie.periods}
    assert (counted["2019-04", None], counted["2019-04", "NOR"], counted["2019-04", "CHL"]) == (1, 1, 0)


def test_a_statement_is_about_whom_it_is_said_to(fresh: Archive) -> None:
    said = r.Statement(
        start=0, end=5, kind="direct", text="words", speaker=r.Speaker(name="A", code="NOR"),
        addressee=r.Speaker(name="B", code="CHL"),
    )  # fmt: skip
    own = r.Actor(code="NOR", name="Norway", mentions=(r.Span(start=0, end=5),))
    outside = r.Actor(code="PER", name="Peru", mentions=(r.Span(start=6, end=9),))
    fresh.put(page("a", "2020-01-01", None, "words and more", statements=(said,), actors=(own, outside)))
    assert [(one.source, one.target) for one in fresh.ties().statements] == [("NOR", "CHL")]


# Networks


def test_a_network_has_its_middle_and_its_parts(archive: Archive) -> None:
    found = network(archive, by="quarter")
    nodes = {node.code: node for node in found.nodes}
    assert max(nodes.values(), key=lambda node: node.betweenness).code == "PER"
    assert nodes["FJI"].community == nodes["LAO"].community != nodes["NOR"].community
    assert sum(link.events for link in found.links) == sum(link.events for link in found.periods)
    assert {link.period for link in found.periods} >= {"2019-Q1", "2020-Q4"}
    assert len(network(archive, least=50).links) < len(found.links)
    assert json.dumps(found.to_dict()) == json.dumps(network(archive, by="quarter").to_dict())


def test_the_busiest_pairs(archive: Archive) -> None:
    rows = top(archive, limit=3)
    assert len(rows) == 3
    assert (rows[0].first, rows[0].second) == ("CHL", "NOR")
    assert rows[0].events == sum(row.events for row in archive.ties("NOR", "CHL").series)
    assert {row.first for row in top(archive, "LAO")} | {row.second for row in top(archive, "LAO")} == {"FJI", "LAO"}


def test_an_unknown_event_is_told(archive: Archive) -> None:
    with pytest.raises(QueryError, match="no merged event"):
        event(archive, "m0")
