"""Whose police, students and courts are meant: the scene of a sentence, of those after it, and of the page."""

from __future__ import annotations

import pytest

from meaning import meant

LEAD = "Serbia's Prime Minister Ana Kolar met Germany's envoy on Monday. Serbia blamed Pristina for a raid. "


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        (
            "In Zagreb, meanwhile, students occupied the university. Prosecutors charged nine people.",
            "Prosecutors",
            "HRV",
        ),
        ("In Zagreb students occupied the university. The government gave in, and the unions left.", "unions", "HRV"),
        ("Kolar spoke of the north of Kosovo, where police seized cars last week.", "police", "XKX"),
        (
            "Poland closed its border after farmers blockaded crossings. The opposition praised the step.",
            "oppos",
            "POL",
        ),
        ("Police closed the road to the Chinese consulate.", "Police", "SRB"),
        ("Students of the party plan to march to the Indian embassy.", "Students", "SRB"),
        (
            "In Zagreb students marched. Kolar said on Tuesday that Serbia was calm. Police stayed away.",
            "Police",
            "SRB",
        ),
    ],
)
def test_roles_belong_to_the_scene(text: str, word: str, code: str) -> None:
    assert meant(LEAD + text, word) == {code}


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("In Chad, where Russian pilots killed rebels in May, all is calm.", "rebels", "TCD"),
    ],
)
def test_the_scene_of_a_clause_of_its_own(text: str, word: str, code: str) -> None:
    assert meant(text, word) == {code}


def test_people_who_are_counted_are_not_those_before() -> None:
    text = "In Mali people marched on Monday. Kenyan planes hit a market near Lusaka in May, hurting two people there."
    assert meant(text, "people") == {"ZMB"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("China praised the EU on Monday. Brussels rejected the plan.", "IGO:EU"),
        ("China praised the EU on Monday. Belgium was silent. Brussels rejected the plan.", "BEL"),
        ("China praised Norway on Monday. Brussels rejected the plan.", "BEL"),
    ],
)
def test_a_seat_of_a_body_stands_for_it_where_the_body_is_spoken_of(text: str, code: str) -> None:
    assert meant(text, "Brussels") == {code}


def test_the_international_community_is_nobody_in_particular() -> None:
    assert meant("Chad's president urged the international community to help.", "community") == set()
