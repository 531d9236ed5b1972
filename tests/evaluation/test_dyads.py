from __future__ import annotations

from typing import Any

import pytest

from dragoman.evaluation.counts import Tally
from dragoman.evaluation.dyads import compare, dates, days, expand


def event(type: str, source: str, target: str, status: str = "actual", **more: Any) -> dict[str, Any]:
    sides = {name: codes.split() for name, codes in (("source", source), ("target", target))}
    return {"type": type, "status": status, **sides, **more}


def test_an_event_of_several_is_a_dyad_each() -> None:
    found = list(expand([event("AID", "NOR CHL", "KEN UGA")]))
    assert len(found) == 4
    assert {(*one.source, *one.target) for one in found} == {
        ("nor", "ken"),
        ("nor", "uga"),
        ("chl", "ken"),
        ("chl", "uga"),
    }


def test_nobody_consults_with_himself_but_others_may_act_at_home() -> None:
    assert not list(expand([event("CONSULT", "NOR", "NOR")]))
    assert len(list(expand([event("COERCE", "NOR", "NOR")]))) == 1
    assert len(list(expand([event("CONSULT", "", "")]))) == 1


def test_participants_may_be_objects_and_an_empty_role_is_one_empty_actor() -> None:
    [one] = expand([{"type": "PROTEST", "source": [{"code": "CHL", "text": "miners"}], "target": []}])
    assert (one.source, one.target, one.status) == (frozenset({"chl"}), frozenset({""}), "actual")


@pytest.mark.parametrize(
    ("got", "found"),
    [
        (event("ACCUSE", "NOR", "CHL"), (1, 1, 1)),
        (event("ACCUSE", "CHL", "NOR"), (0, 0, 1)),
        (event("REJECT", "NOR", "CHL"), (0, 1, 1)),
        (event("AID", "NOR", "CHL"), (0, 0, 1)),
        (event("ACCUSE", "NOR", "CHL", "planned"), (0, 0, 1)),
        (event("ACCUSE", "NOR", "PER"), (0, 0, 0)),
        (event("ACCUSE", "CHL", "NOR", symmetric=True), (1, 1, 1)),
    ],
)
def test_what_counts_as_found_at_each_level(got: dict[str, Any], found: tuple[int, int, int]) -> None:
    compared = compare([event("ACCUSE", "NOR", "CHL")], [got])
    assert tuple(compared.tally(level).found for level in ("type", "quad", "dyad")) == found
    for level in ("type", "quad", "dyad"):
        tally = compared.tally(level)
        assert tally.found + tally.missed == 1
        assert tally.wrong == 1 - tally.found


def test_talks_are_mutual() -> None:
    assert compare([event("CONSULT", "NOR", "CHL")], [event("CONSULT", "CHL", "NOR")]).tally("type") == Tally(1, 0, 0)


def test_gold_may_name_alternatives() -> None:
    gold = [event("CONCEDE|RETREAT", "NOR", "REB:Taliban|AFG")]
    for type, code in (("CONCEDE", "AFG"), ("RETREAT", "reb:taliban")):
        assert compare(gold, [event(type, "NOR", code)]).tally("type") == Tally(1, 0, 0)
    assert compare(gold, [event("AID", "NOR", "AFG")]).tally("type") == Tally(0, 1, 1)


def test_optional_gold_is_neither_missed_nor_a_false_alarm() -> None:
    gold = [event("ACCUSE", "NOR", "CHL", optional=True)]
    assert compare(gold, []).tally("type") == Tally(0, 0, 0)
    assert compare(gold, [event("ACCUSE", "NOR", "CHL")]).tally("type") == Tally(0, 0, 0)
    assert compare(gold, [event("AID", "NOR", "CHL")]).tally("type") == Tally(0, 1, 0)


def test_an_event_told_twice_counts_once() -> None:
    got = [event("ACCUSE", "NOR", "CHL"), event("ACCUSE", "NOR", "CHL", mode="x")]
    assert compare([], got).tally("type") == Tally(0, 1, 0)


def test_by_type_and_confusion() -> None:
    gold = [event("ACCUSE", "NOR", "CHL"), event("AID", "NOR", "KEN"), event("CONSULT", "PER", "CHL")]
    got = [event("REJECT", "NOR", "CHL"), event("CONSULT", "CHL", "PER"), event("ASSAULT", "ETH", "ERI")]
    compared = compare(gold, got)
    assert compared.by_type() == {
        "ACCUSE": Tally(0, 0, 1),
        "AID": Tally(0, 0, 1),
        "CONSULT": Tally(1, 0, 0),
        "REJECT": Tally(0, 1, 0),
        "ASSAULT": Tally(0, 1, 0),
    }
    assert compared.confusion() == {("ACCUSE", "REJECT"): 1, ("AID", "nothing"): 1, ("nothing", "ASSAULT"): 1}


def test_statuses_are_judged_where_type_and_dyad_are_found() -> None:
    gold = [event("AID", "NOR", "KEN", "planned"), event("AID", "NOR", "PER"), event("AID", "NOR", "CHL")]
    got = [event("AID", "NOR", "KEN"), event("AID", "NOR", "PER")]
    assert compare(gold, got).statuses() == Tally(1, 0, 1)


def test_dates_of_the_dyads_that_were_found() -> None:
    day, other = ["2021-03-01", "2021-03-01"], {"start": "2021-03-02", "end": "2021-03-02", "granularity": "day"}
    same = {"start": "2021-03-01T00:00", "end": "2021-03-01", "granularity": "day"}
    gold = [event("AID", "NOR", code, date=day) for code in ("KEN", "PER", "CHL")] + [event("AID", "NOR", "UGA")]
    got = [event("AID", "NOR", "KEN", date=same), event("AID", "NOR", "PER", date=other), event("AID", "NOR", "UGA")]
    assert dates(gold, got) == Tally(1, 0, 1)


def test_days_of_events_and_dates() -> None:
    assert days({"date": None}) is None
    assert days({"start": "2021-03-01", "end": "2021-03-04"}) == ["2021-03-01", "2021-03-04"]
