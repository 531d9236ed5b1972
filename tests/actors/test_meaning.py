"""Whom words without a name mean: "the rebels", "the agency", "soldiers"."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder

DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    return Coder(fast=True)


def meant(text: str, word: str) -> set[str]:
    """The codes of the actors that a word, where it stands last in the text, means."""
    whole = DATE + text
    at = whole.rindex(word)
    actors = coder().code(whole).actors
    return {one.code for one in actors for span in one.mentions if span.start <= at < span.end}


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
