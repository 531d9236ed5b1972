"""Whom words without a name mean: "the rebels", "the agency", "soldiers"."""

from __future__ import annotations

import pytest

from meaning import meant


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Hamas freed two men on Monday. The army shelled rebel positions at night.", "rebel", "REB:Hamas"),
        (
            "Hezbollah fired rockets on Monday. Norway refused to talk to the militants.",
            "militants",
            "REB:Hezbollah",
        ),
        ("The World Food Programme sent rice to Chad. The agency asked Mali for help.", "agency", "IGO:WFP"),
        ("Chad criticised NATO on Monday. The alliance rejected the charge.", "alliance", "IGO:NATO"),
        ("Human Rights Watch accused the soldiers of Chad. It called on soldiers to stop.", "soldiers", "TCD"),
        ("Norway helps Chad. In Bamako, a court jailed two men.", "court", "MLI"),
        ("Norway and Denmark helped. The Yugoslav army withdrew from the town on Monday.", "Yugoslav", "SRB"),
    ],
)
def test_words_for_groups_and_bodies(text: str, word: str, code: str) -> None:
    assert meant(text, word) == {code}


def test_unknown_gunmen_are_not_the_group_named_before() -> None:
    assert "REB:Hamas" not in meant("Hamas freed two men. Unidentified gunmen killed a man in Oslo.", "gunmen")


def test_a_shorter_title_means_the_holder_of_the_longer_one() -> None:
    told = "Peru's foreign minister met a Norwegian colleague in Lima. The minister thanked Norway."
    assert meant(told, "minister") == {"PER"}
