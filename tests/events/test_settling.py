"""The two sides of an act, and which acts stand beside it."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.actors import Ref
from dragoman.coder import Coder
from dragoman.events.roles import apart

START = "OSLO, March 3, 2022 - It was a cold week in the whole of the region, as people there said.\n\n"


@cache
def coder() -> Coder:
    return Coder(fast=True)


def told(text: str) -> list[tuple[str, set[str], set[str]]]:
    """The type and the two sides of each event that a sentence tells."""
    return [
        (event.type, {one.code for one in event.source}, {one.code for one in event.target})
        for event in coder().code(START + text).events
    ]


def ref(code: str, sector: str | None = None, person: str | None = None) -> Ref:
    return Ref(code, sector, code, person, 0, 1, "test")


def test_three_who_sign_do_it_each_with_each() -> None:
    found = told("The governments of Chad, Mali and Niger signed a peace deal in Geneva.")
    assert found == [("SUPPORT", {"TCD"}, {"MLI", "NER"}), ("SUPPORT", {"MLI"}, {"NER"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway suspended cooperation with Chad.", ("SANCTION", {"NOR"}, {"TCD"})),
        ("Norway lifted its sanctions against Chad.", ("RETREAT", {"NOR"}, {"TCD"})),
        ("Norway refused to meet officials from Chad.", ("REJECT", {"NOR"}, {"TCD"})),
    ],
)
def test_what_an_act_uses_up_does_not_stand_beside_it(text: str, expected: tuple[str, set[str], set[str]]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Chad arrested dozens.", ("COERCE", {"TCD"}, {"TCD"})),
        ("Students in Chad protested.", ("PROTEST", {"TCD"}, {"TCD"})),
        ("Lawmakers in Chad demanded an inquiry.", ("REQUEST", {"TCD"}, {"TCD"})),
    ],
)
def test_what_is_done_to_nobody_named_is_done_at_home(text: str, expected: tuple[str, set[str], set[str]]) -> None:
    assert told(text) == [expected]


def test_foreigners_are_apart_before_other_parts_of_the_same_country() -> None:
    source = (ref("TCD", "GOV"),)
    opposition, mali = ref("TCD", "OPP"), ref("MLI")
    assert apart((opposition, mali), source) == (mali,)
    assert apart((opposition, ref("TCD", "GOV"), ref("TCD")), source) == (opposition,)
    assert apart((opposition,), source, domestic=False) == ()


def test_a_person_is_not_apart_from_himself_in_another_office() -> None:
    assert apart((ref("TCD", "PTY", "A. Person"),), (ref("TCD", "GOV", "A. Person"),)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad and Mali restored diplomatic ties.", ("SUPPORT", {"TCD"}, {"MLI"})),
        ("Chad and Mali exchanged prisoners.", ("RETREAT", {"TCD"}, {"MLI"})),
        ("A ferry line between Chad and Mali opened.", ("COOPERATE", {"TCD"}, {"MLI"})),
        ("Chad and Mali held a drill.", ("COOPERATE", {"TCD"}, {"MLI"})),
    ],
)
def test_what_has_a_partner_is_done_with_each_other(text: str, expected: tuple[str, set[str], set[str]]) -> None:
    assert told(text) == [expected]


def test_several_who_agree_do_so_with_each_other_whoever_is_named_below() -> None:
    found = told("Chad and Mali agreed on the first phase of the plan of Kenya.")
    assert found == [("AGREE", {"TCD"}, {"MLI"})]


def test_giving_way_in_law_is_done_to_ones_own_people() -> None:
    assert told("Chad lifted the curfew.") == [("CONCEDE", {"TCD"}, {"TCD"})]


@pytest.mark.parametrize(
    "text", ["Doctors in Chad treated a hundred people.", "The Chadian company reviewed its loans."]
)
def test_nothing_is_given_at_home(text: str) -> None:
    assert told(text) == []


def test_a_measure_is_what_it_measures() -> None:
    assert told("Cuba sent a planeload of blankets to Chad.") == [("AID", {"CUB"}, {"TCD"})]
