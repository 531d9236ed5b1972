from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.events.proposed import proposed
from dragoman.events.relations import SOURCE, TARGET, MarkedCast
from dragoman.events.roles import Roles
from dragoman.events.typer import Opinion
from dragoman.knowledge import lexicon
from dragoman.language import load
from dragoman.language.clauses import propositions
from dragoman.pairs import Pair, marked


def propose(sentence: str, monkeypatch: pytest.MonkeyPatch, **shares: float) -> tuple[list[Act], list[Pair]]:
    asked: list[Pair] = []

    class Fake:
        def ask(self, pairs: Iterable[Pair]) -> Iterator[Opinion]:
            for pair in pairs:
                asked.append(pair)
                yield Opinion({"NONE": 0.0, **shares})

    monkeypatch.setattr(typer, "load", Fake)
    pair = marked("1", sentence)
    tree = load().read(pair.sentence)
    clauses = propositions(tree, lexicon.vocabulary())
    return proposed(tree, clauses, Roles(MarkedCast(pair)), []), asked


def test_an_unknown_verb_between_two_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    [act], [pair] = propose("<s>Norway</s> outfoxed <t>Chile</t> on Monday.", monkeypatch, COERCE=0.97)
    assert (act.type, act.cameo, act.confidence) == ("COERCE", "170", 0.97)
    assert ([ref.code for ref in act.source], [ref.code for ref in act.target]) == ([SOURCE], [TARGET])
    assert "typer: COERCE 0.97" in act.line
    assert pair.sentence == "Norway outfoxed Chile on Monday."


@pytest.mark.parametrize("shares", [{"COERCE": 0.8}, {"NONE": 0.99}])
def test_it_must_be_very_sure(monkeypatch: pytest.MonkeyPatch, shares: dict[str, float]) -> None:
    found, asked = propose("<s>Norway</s> outfoxed <t>Chile</t> on Monday.", monkeypatch, **shares)
    assert (found, len(asked)) == ([], 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "<s>Norway</s> told <t>Chile</t> on Monday that it rained.",
        "<s>Norway</s> outfoxed them; <t>Chile</t> slept.",
        "<s>Norway</s> slept on Monday.",
    ],
)
def test_it_is_not_asked_about_speech_or_where_a_role_is_open(monkeypatch: pytest.MonkeyPatch, sentence: str) -> None:
    assert propose(sentence, monkeypatch, COERCE=0.99) == ([], [])
