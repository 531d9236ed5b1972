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
