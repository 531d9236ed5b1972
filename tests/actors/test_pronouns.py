"""Whom "it", "they", "he", "whose" mean."""

from __future__ import annotations

import pytest

from meaning import meant


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("China told Lithuania to withdraw its envoy from Beijing.", "its", {"LTU"}),
        ("Czechia thanked Poland for its help.", "its", {"POL"}),
        ("Iran blamed the United States and its allies.", "its", {"USA"}),
        ("Chad accused Mali of lying on Monday. It denied the charge.", "It", {"MLI"}),
        ("Ghana criticised Nigeria and demanded that it obey the treaty.", "it", {"NGA"}),
        ("Kenya sent 400 policemen to Haiti. The United States paid for them.", "them", {"KEN"}),
        ("Chad and Mali restored ties on Friday. They had broken with Togo.", "They", {"TCD", "MLI"}),
        ("The rebels are backed by Rwanda, whose army denies it.", "army", {"RWA"}),
        ("Chad's ambassador was summoned in Oslo. He rejected the charges.", "He", {"TCD"}),
        ("Russia held Armenia responsible and called on it to respond.", "it", {"ARM"}),
    ],
)
def test_a_pronoun_means_the_one_before(text: str, word: str, codes: set[str]) -> None:
    assert meant("Ministers of many states met on Sunday. " + text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Moldova stormed Bendery, and the 14th Army fired back.", "Army", "RUS"),
        ("Italy welcomed the Sixth Fleet on Monday.", "Fleet", "USA"),
        ("Algeria warned Tuareg rebels on Monday.", "rebels", "MLI"),
        ("Hamas freed two men. In Niger, Chad-backed rebels took a village.", "rebels", "NER"),
        ("Tuareg rebels of the MNLA took Anefis from Mali.", "rebels", "REB:MNLA"),
    ],
)
def test_a_force_has_an_owner(text: str, word: str, code: str) -> None:
    assert meant("Ministers of many states met on Sunday. " + text, word) == {code}
