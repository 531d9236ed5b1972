"""Persons found by name, and the offices that the page states for them."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder
from dragoman.report import Person

DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    return Coder(fast=True)


def persons(sentence: str) -> dict[str, Person]:
    """The persons of a text by name, their mentions held against it."""
    text = DATE + sentence
    found = coder().code(text).persons
    for person in found:
        for mention in person.mentions:
            assert text[mention.start : mention.end] in person.names
    return {person.name: person for person in found}


def office(person: Person) -> tuple[str, str | None, str]:
    first = person.offices[0]
    return first.title, first.of, first.status


@pytest.mark.parametrize(
    ("sentence", "name", "title", "of", "status"),
    [
        (
            "The whereabouts of President Amadi Tounkari Bouré of Mali were unknown.",
            "Amadi Tounkari Bouré",
            "president",
            "MLI",
            "current",
        ),
        ("Chad named Kari Bergsen as its special envoy to the talks.", "Kari Bergsen", "envoy", "TCD", "current"),
        (
            "A spokesman for Chad's government, Kari Bergsen, rejected the charge.",
            "Kari Bergsen",
            "spokesman",
            "TCD",
            "current",
        ),
        (
            "He met the vice-president of the European Commission, Kari Bergsen.",
            "Kari Bergsen",
            "vice president",
            "IGO:EU",
            "current",
        ),
        ("President-elect Kari Bergsen of Chad met the guests.", "Kari Bergsen", "president", "TCD", "elect"),
        (
            "The UN envoy to Cyprus, Dame Kari Bergsen, met the two sides.",
            "Kari Bergsen",
            "UN envoy",
            "IGO:UN",
            "current",
        ),
    ],
)
def test_an_office_is_of_the_state_or_body_that_its_words_name(
    sentence: str, name: str, title: str, of: str, status: str
) -> None:
    assert office(persons(sentence)[name]) == (title, of, status)


def test_a_person_named_before_is_not_the_state_of_the_next_ones_office() -> None:
    found = persons("The meeting between President Kari Bergsen of Chad and Malian President Lars Holm was short.")
    assert office(found["Lars Holm"])[:2] == ("president", "MLI")


def test_a_name_stands_as_the_page_writes_it_whatever_the_tables_write() -> None:
    found = persons(
        "Turkish Foreign Minister Mevlüt Çavuşoğlu met the president of Chad on Thursday and said that the talks about "
        "the bridge over the lake were useful for all who live on its shores."
    )
    assert "Mevlut Cavusoglu" in found["Mevlüt Çavuşoğlu"].names


def test_a_last_name_is_the_person_named_in_full_before() -> None:
    found = persons('The warden was Kari Berg-Olsen. "The bridge was lost," Berg-Olsen told reporters.')
    assert found["Kari Berg-Olsen"].names == ("Kari Berg-Olsen", "Berg-Olsen")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("sentence", "title", "of"),
    [
        (
            "Chadian Trade Minister Amina Saleh met her Norwegian and Malian counterparts, Kari Bergsen and Oumar Ba.",
            "trade minister",
            {"Kari Bergsen": "NOR", "Oumar Ba": "MLI"},
        ),
        (
            "Chadian Trade Minister Amina Saleh and her counterpart from Norway, Kari Bergsen, met Malian envoys.",
            "trade minister",
            {"Amina Saleh": "TCD", "Kari Bergsen": "NOR"},
        ),
        (
            "Chadian Trade Minister Amina Saleh phoned Norwegian counterpart Kari Bergsen.",
            "trade minister",
            {"Kari Bergsen": "NOR"},
        ),
        (
            "The foreign ministers of Norway, Chad and Mali, Kari Bergsen, Amina Saleh and Oumar Ba, signed it.",
            "foreign minister",
            {"Kari Bergsen": "NOR", "Amina Saleh": "TCD", "Oumar Ba": "MLI"},
        ),
        (
            "Ministers Kari Bergsen of Norway and Amina Saleh of Chad signed it in Mali.",
            "minister",
            {"Kari Bergsen": "NOR", "Amina Saleh": "TCD"},
        ),
        (
            "Kari Bergsen and Amina Saleh, the foreign ministers of Norway and Chad, signed it in Mali.",
            "foreign minister",
            {"Kari Bergsen": "NOR", "Amina Saleh": "TCD"},
        ),
    ],
)
def test_a_list_gives_each_the_office_in_his_own_state(sentence: str, title: str, of: dict[str, str]) -> None:
    found = persons(sentence)
    assert {name: office(found[name])[:2] for name in of} == {name: (title, code) for name, code in of.items()}


@pytest.mark.parametrize(
    ("sentence", "title", "of"),
    [
        ("Chad's rulers met Lt. Gen. Kari Bergsen of Norway.", "general", "NOR"),
        ("Chad's rulers met Gen Kari Bergsen, commander of the Norwegian army.", "general", "NOR"),
        ("The Deputy Chairman of the Border Service of Norway Kari Bergsen came to Chad.", "deputy chairman", "NOR"),
        ("Norway's ambassador to Chad Kari Bergsen left for Mali.", "ambassador", "NOR"),
        ("Norwegian Sports Minister Kari Bergsen came to Chad.", "sports minister", "NOR"),
        ("Norway's minister for youth and sports, Kari Bergsen, came to Chad.", "youth and sports minister", "NOR"),
        ("Dr. Kari Bergsen, head of Norway's Railway Board, came to Chad.", "head", "NOR"),
        ("In Chad, Minister Kari Bergsen smiled. Kari Bergsen, Norway's minister, left Chad.", "minister", "NOR"),
    ],
)
def test_a_title_takes_its_state_from_the_words_around_before_the_page(sentence: str, title: str, of: str) -> None:
    found = persons(sentence)["Kari Bergsen"]
    assert (title, of) in [(one.title, one.of) for one in found.offices]


def test_a_religious_honorific_may_be_a_part_of_the_name() -> None:
    assert persons("Haji Karim Safi, an elder, left Chad.")["Karim Safi"].names == ("Karim Safi", "Haji Karim Safi")


def test_a_former_office_is_an_office_held_before() -> None:
    assert office(persons("Kari Bergsen, a former president of Chad, left.")["Kari Bergsen"]) == (
        "president",
        "TCD",
        "former",
    )
