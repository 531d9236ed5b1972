"""What undertakings are called, who shares them and what is said of them."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder
from dragoman.report import Undertaking

DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    return Coder(fast=True)


def undertakings(text: str) -> dict[str, Undertaking]:
    return {one.name: one for one in coder().code(DATE + text).undertakings}


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "stage"),
    [
        (
            "Chad and Mali signed a memorandum of understanding on the protection of forests on Monday.",
            "memorandum of understanding on the protection of forests",
            "agreement",
            "signed",
        ),
        ("Chad proposed a Joint Plan of Action on Water to Mali.", "Joint Plan of Action on Water", "plan", "proposed"),
        (
            "Chad and Mali signed a treaty on strategic partnership with Niger.",
            "treaty on strategic partnership",
            "treaty",
            "signed",
        ),
        ("Chad and Mali signed an agreement for $2 billion in May.", "agreement", "agreement", "signed"),
        (
            "Chad and Mali opened the 200-kilometre Abéché-Gao gas pipeline.",
            "Abéché-Gao gas pipeline",
            "infrastructure project",
            "completed",
        ),
        ("Chad and Mali reached an agreement to open a consulate.", "agreement", "agreement", "agreed"),
        (
            "The ministers of Chad and Mali signed a memorandum on customs and agreed to meet again.",
            "memorandum on customs",
            "agreement",
            "signed",
        ),
        ("Chad withdrew from the fishery pact with Mali.", "fishery pact", "agreement", "ended"),
    ],
)
def test_a_name_says_what_is_shared_but_not_with_whom_or_when(sentence: str, name: str, kind: str, stage: str) -> None:
    found = undertakings(sentence)
    assert list(found) == [name]
    assert (found[name].kind, found[name].stage) == (kind, stage)
    assert {"TCD", "MLI"} <= set(found[name].parties)


def test_a_later_bare_mention_tells_more_of_the_one_named_before() -> None:
    found = undertakings("Chad and Mali proposed the Abéché-Gao railway in May. The railway was suspended in June.")
    assert found["Abéché-Gao railway"].stages == ("proposed", "suspended")
    assert len(found) == 1


def test_the_parties_of_a_pact_may_be_named_in_the_sentence_before() -> None:
    found = undertakings("Chad and Mali met in Oslo on Monday. A pact was signed after the talks.")
    assert set(found["pact"].parties) == {"TCD", "MLI"}


def test_a_pact_of_so_many_states_is_not_of_those_named_before() -> None:
    found = undertakings("Chad and Mali met in Oslo on Monday. The five river states adopted a water charter in 2018.")
    assert not any({"TCD", "MLI"} <= set(one.parties) for one in found.values())
