from __future__ import annotations

from typing import Any

import pytest

from dragoman.evaluation.counts import Tally
from dragoman.evaluation.records import article, families, kilometres, plain

OSLO = {"text": "Oslo", "country": "NOR", "lat": 59.91, "lon": 10.75}
SAID = {"starts": "We are glad to be here", "speaker": "Kari Berg", "kind": "direct"}


def found(family: str, gold: dict[str, Any], got: dict[str, Any]) -> int:
    of = {"offices": "persons", "speakers": "statements"}.get(family, family)
    return families({of: [gold]}, {of: [got]})[family].tally.found


def test_plain_words() -> None:
    assert plain(" The “Chad–Libya” border’s  end. ") == "the chad libya border s end"


def test_the_way_from_oslo_to_bergen() -> None:
    assert kilometres((59.91, 10.75), (60.39, 5.32)) == pytest.approx(305, abs=5)


@pytest.mark.parametrize(
    ("got", "person", "office"),
    [
        ({"name": "Kari Berg", "offices": [{"title": "foreign minister", "of": "NOR"}]}, 1, 1),
        ({"name": "Berg", "names": ["Kari Berg"], "offices": [{"title": "foreign minister", "of": "CHL"}]}, 1, 0),
        ({"name": "kari  berg", "offices": []}, 1, 0),
        ({"name": "Berg", "offices": [{"title": "foreign minister", "of": "NOR"}]}, 0, 0),
    ],
)
def test_persons_and_offices(got: dict[str, Any], person: int, office: int) -> None:
    gold = {"name": "Kari Berg", "office": "minister", "of": "NOR"}
    assert (found("persons", gold, got), found("offices", gold, got)) == (person, office)


def test_an_office_of_a_body() -> None:
    gold = {"name": "Kari Berg", "office": "secretary-general", "of": "IGO:OSCE"}
    for code, hits in (("IGO:OSCE", 1), ("IGO:UN", 0)):
        got = {"name": "Kari Berg", "offices": [{"title": "secretary-general", "of": code}]}
        assert found("offices", gold, got) == hits


def test_a_gold_person_without_office_is_in_no_office() -> None:
    listed = families({"persons": [{"name": "Kari Berg"}]}, {"persons": [{"name": "Kari Berg"}]})
    assert (listed["persons"].tally, listed["offices"].tally) == (Tally(1, 0, 0), Tally(0, 0, 0))


@pytest.mark.parametrize(
    ("more", "statement", "speaker"),
    [
        ({"kind": "direct", "speaker": {"name": "Kari Berg"}}, 1, 1),
        ({"kind": "mixed", "speaker": {"name": "Kari Berg"}}, 1, 1),
        ({"kind": "indirect", "speaker": {"name": "Kari Berg"}}, 1, 0),
        ({"kind": "direct", "speaker": {"name": "Luis Rojas"}}, 1, 0),
        ({"kind": "direct", "speaker": None}, 1, 0),
    ],
)
def test_statements_and_speakers(more: dict[str, Any], statement: int, speaker: int) -> None:
    got = {"text": "“We are glad to be here,”", **more}
    assert (found("statements", SAID, got), found("speakers", SAID, got)) == (statement, speaker)
    assert not found("statements", SAID, {**got, "text": "We are sorry"})


def test_the_medium_counts_where_gold_has_one() -> None:
    got = {"text": "We are glad to be here", "kind": "direct", "speaker": {"name": "Kari Berg"}, "medium": "in a tweet"}
    assert found("speakers", {**SAID, "medium": "tweet"}, got)
    assert not found("speakers", {**SAID, "medium": "interview"}, got)


@pytest.mark.parametrize(
    ("more", "right"),
    [({}, 1), ({"lat": 60.2}, 1), ({"lat": 61.0}, 0), ({"country": "SWE"}, 0), ({"lat": None}, 0), ({"text": "B"}, 0)],
)
def test_places(more: dict[str, Any], right: int) -> None:
    assert found("places", OSLO, {**OSLO, **more}) == right


def test_dates_quantities_and_undertakings() -> None:
    day = {"text": "Monday", "start": "2021-03-01", "end": "2021-03-01"}
    assert found("dates", day, {**day, "text": "on Monday"})
    assert not found("dates", day, {**day, "end": "2021-03-02"})
    length = {"value": 132.0, "unit": "km", "si_value": 132000.0}
    assert found("quantities", length, {**length, "text": "132 km"})
    assert not found("quantities", length, {**length, "si_value": None})
    accord = {"name": "fishing accord", "kind": "agreement", "parties": ["NOR", "CHL"], "stage": "signed"}
    assert found("undertakings", accord, {**accord, "parties": [{"code": "NOR"}, "CHL", "PER"]})
    assert found("undertakings", accord, {**accord, "stage": "agreed", "stages": ["signed"]})
    assert not found("undertakings", accord, {**accord, "parties": ["NOR"]})


def test_optional_items_are_not_missed_and_what_is_given_is_counted() -> None:
    listed = families({"places": [OSLO, {**OSLO, "optional": True}]}, {"places": [OSLO, OSLO, OSLO]})["places"]
    assert (listed.tally, listed.given) == (Tally(1, 0, 0), 3)


def test_families_without_gold_are_left_out() -> None:
    assert families({"events": []}, {"places": [OSLO]}) == {}


def test_article() -> None:
    parts = [{"kind": kind, "text": kind} for kind in ("lead", "paragraph", "subheading", "caption")]
    gold = {"headline": "A", "outlet": "B", "counters": {"persons": 0}, "paragraphs": 2, "subheadings": ["subheading"]}
    given = {"headline": "A", "outlet": "C", "counters": {"persons": 0, "shares": 3}, "paragraphs": parts}
    assert article({"article": gold}, {"article": given}) == {
        "headline": True,
        "outlet": False,
        "counters": True,
        "paragraphs": True,
        "subheadings": True,
    }
    assert not any(article({"article": gold}, {}).values())
