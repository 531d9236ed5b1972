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
