"""For whom persons act: by the tables, by titles that one state has, by what the page says later."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder
from dragoman.knowledge.titles import is_rank, may_mean, state_of
from dragoman.report import Person


@cache
def coder() -> Coder:
    return Coder(fast=True)


def person(text: str, name: str) -> Person:
    """The person of a name on a page."""
    found = [one for one in coder().code(text).persons if name in one.names]
    assert found, f"{name} is not there"
    return found[0]


def offices(text: str, name: str) -> list[tuple[str, str | None, str]]:
    """The offices that a person holds on a page."""
    return [(one.title, one.of, one.status) for one in person(text, name).offices]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        (
            "YEREVAN, March 4, 2023 - Armenia's envoy left on Monday. Minister Jaishankar will receive him in Delhi.",
            "Jaishankar",
            ("foreign minister", "IND", "current"),
        ),
        (
            "BAGHDAD, May 9, 1994 - Iraq refused the plan. Secretary of State Alan Marsh warned Iraq on Monday.",
            "Alan Marsh",
            ("foreign minister", "USA", "current"),
        ),
        (
            "HARARE, May 9, 1994 - Zimbabwe expelled a man. The Foreign Secretary, Alan Marsh, condemned the step.",
            "Alan Marsh",
            ("foreign minister", "GBR", "current"),
        ),
        (
            "MANILA, May 9, 1994 - The Philippines sent a note. Foreign Secretary Alan Marsh thanked the Philippines.",
            "Alan Marsh",
            ("foreign minister", "PHL", "current"),
        ),
        (
            "LONDON, May 9, 1994 - The step, taken by the Prime Minister of Fiji, Alan Marsh, and others, was praised.",
            "Alan Marsh",
            ("prime minister", "FJI", "current"),
        ),
        (
            "DHAKA, May 9, 1994 - Former Prime Minister Salma Rahman left Bangladesh on Monday.",
            "Salma Rahman",
            ("prime minister", "BGD", "former"),
        ),
        (
            "BRUSSELS, May 5, 2020 - China wrote on Monday. Council President Charles Michel thanked China.",
            "Charles Michel",
            ("president", "IGO:EU", "current"),
        ),
    ],
)
def test_a_title_says_of_which_state(text: str, name: str, office: tuple[str, str, str]) -> None:
    assert office in offices(text, name)


def test_a_last_name_alone_is_known_on_the_day() -> None:
    text = "MOSCOW, June 3, {} - Chad wrote on Monday. Kozyrev thanked Chad."
    assert ("foreign minister", "RUS", "current") in offices(text.format(1994), "Kozyrev")
    assert not [one for one in coder().code(text.format(2004)).persons if "Kozyrev" in one.names]


def test_a_title_that_does_not_fit_is_another_person() -> None:
    text = "OSLO, June 3, 1994 - Captain Berg left. Ambassador Kozyrev of Chad thanked Norway on Monday."
    assert offices(text, "Kozyrev") == [("ambassador", "TCD", "current")]


def test_marks_on_letters_make_no_difference() -> None:
    text = "PARIS, June 3, 2014 - Francois Hollande thanked Chad. Hollande praised the army."
    assert len(person(text, "Francois Hollande").mentions) == 2


def test_a_headline_means_who_is_named_in_full_below() -> None:
    text = "Berg meets Chadian envoy\n\nOSLO, June 3, 2014 - Norwegian Foreign Minister Kari Berg met an envoy of Chad."
    found = person(text, "Kari Berg")
    assert min(span.start for span in found.mentions) == 0


def test_a_past_office_is_former_and_acts_as_elite() -> None:
    text = "OSLO, June 3, 2014 - Chad held a vote. Jimmy Carter criticised Chad on Monday."
    assert offices(text, "Jimmy Carter") == [("president", "USA", "former")]
    events = coder().code(text).events
    assert [(one.source[0].code, one.source[0].sector) for one in events] == [("USA", "ELI")]


def test_the_head_of_state_is_no_head_of_a_commission() -> None:
    text = (
        "BAKU, June 3, 2024 - President Ilham Aliyev received European Commission President Ursula von der Leyen in "
        "Baku on Monday. The head of state thanked the European Union."
    )
    thanked = [one for one in coder().code(text).events if one.type == "SUPPORT"]
    assert [one.source[0].code for one in thanked] == ["AZE"]


@pytest.mark.parametrize(
    ("said", "held", "may"),
    [
        ("minister", "foreign minister", True),
        ("minister", "prime minister", False),
        ("minister", "deputy trade minister", False),
        ("president", "vice president", False),
        ("president", "commission president", False),
        ("head of state", "king", True),
        ("head of state", "prime minister", False),
        ("diplomat", "ambassador", True),
        ("official", "finance minister", True),
    ],
)
def test_what_a_word_for_an_office_may_mean(said: str, held: str, may: bool) -> None:
    assert may_mean(said, held) is may


def test_titles_of_one_state() -> None:
    assert state_of("Secretary of State", "IRQ") == "USA"
    assert state_of("foreign secretary", "PAK") == "PAK"
    assert state_of("foreign minister", "IRQ") is None
    assert is_rank("general")
    assert not is_rank("ambassador")
