"""Those who belong together: "both sides", "the trio", "the latter", "its neighbour"."""

from __future__ import annotations

import pytest

from meaning import meant

WAR = "Armenia and Azerbaijan exchanged fire on Tuesday. Russia and France called for calm.\n\n"
BLOC = "Mali, Niger and Burkina Faso left Ecowas on Sunday. France, the former power, was not surprised.\n\n"


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        (WAR + "Both sides accused each other of it.", "sides", {"ARM", "AZE"}),
        (WAR + "The EU urged the parties to talk.", "parties", {"ARM", "AZE"}),
        (WAR + "Iran offered to mediate between the two neighbours.", "neighbours", {"ARM", "AZE"}),
        (WAR + "The former blamed the latter.", "latter", {"FRA"}),
        (BLOC + "The trio thanked Russia.", "trio", {"MLI", "NER", "BFA"}),
        (BLOC + "The three juntas blamed Nigeria.", "juntas", {"MLI", "NER", "BFA"}),
        (
            "Qatar and Egypt mediated between Israel and Hamas. Norway thanked the mediators.",
            "mediators",
            {"QAT", "EGY"},
        ),
        (
            "Chad and Mali fell out on Monday. A loan of the World Bank to Chad was delayed. Togo spoke to both sides.",
            "sides",
            {"TCD", "MLI"},
        ),
        (
            "Chad and Mali made peace after talks that Oman and Iraq had hosted. The two neighbours will trade.",
            "neighbours",
            {"TCD", "MLI"},
        ),
        (
            "Kenya's minister held talks with his counterparts from Chad and Mali on Monday.",
            "counterparts",
            {"TCD", "MLI"},
        ),
        ("Rwanda sent soldiers into Uganda on Monday. Kigali accused its neighbour of lies.", "neighbour", {"UGA"}),
        (
            "Chad's envoy met Mali's minister in Oslo. Togo was asked by the two countries to help.",
            "countries",
            {"TCD", "MLI"},
        ),
    ],
)
def test_a_set_means_its_members(text: str, word: str, codes: set[str]) -> None:
    assert meant(text, word) == codes


def test_two_who_are_new_are_nobody_before() -> None:
    assert not meant(WAR + "Two ministers resigned.", "ministers") & {"AZE", "FRA"}
