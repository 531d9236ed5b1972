from __future__ import annotations

import math
from pathlib import Path

import pytest

from dragoman.errors import ModelError
from dragoman.events import typer, vote
from dragoman.events.typer import Opinion
from dragoman.events.vote import Voice, Weight
from dragoman.knowledge import codebook
from dragoman.pairs import marked

CLEAR = [
    ("CONSULT", "<s>The Norwegian foreign minister</s> met <t>her Chilean counterpart</t> in Oslo on Monday."),
    ("ASSAULT", "<s>Gunmen</s> killed <t>nine farmers</t> in a raid on a village before dawn."),
    ("ACCUSE", "<s>The opposition</s> condemned <t>the government</t> over the budget."),
    ("COERCE", "<s>Police</s> arrested <t>two reporters</t> outside the court."),
    ("AID", "<s>Sweden</s> gave <t>Zambia</t> ten million dollars in food aid."),
    ("REQUEST", "<s>The union</s> urged <t>the ministry</t> to reopen the mines."),
]


@pytest.fixture(scope="module")
def known() -> typer.Typer:
    return typer.load()


def test_it_knows_every_type(known: typer.Typer) -> None:
    [opinion] = known.ask([marked("1", CLEAR[0][1])])
    assert set(opinion.shares) == {*codebook.types(), "163", typer.NONE}
    assert sum(opinion.shares.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(("type", "sentence"), CLEAR)
def test_clear_sentences(known: typer.Typer, type: str, sentence: str) -> None:
    [opinion] = known.ask([marked("1", sentence)])
    assert opinion.best == opinion.best_act == type


def test_an_answer_does_not_depend_on_what_else_is_asked(known: typer.Typer) -> None:
    pairs = [marked(str(number), sentence) for number, (_, sentence) in enumerate(CLEAR)]
    together = list(known.ask(pairs))
    assert together == [next(known.ask([pair])) for pair in pairs]
    assert list(known.ask(reversed(pairs))) == together[::-1]


def test_names_do_not_matter_much(known: typer.Typer) -> None:
    names = ("Ruritania", "The mayor of Zenda", "They")
    found = list(
        known.ask([marked(name, f"<s>{name}</s> expelled <t>three diplomats</t> on Friday.") for name in names])
    )
    assert len({opinion.best for opinion in found}) == 1


def test_a_model_that_cannot_be_read(tmp_path: Path) -> None:
    for name, text in (
        ("typer.json", '{"labels": [], "temperature": 1}'),
        ("vocabulary.txt", "x"),
        ("model.onnx", "no"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        typer.Typer(tmp_path)


def test_the_code_of_a_class() -> None:
    assert (typer.cameo_of("163"), typer.cameo_of("AID")) == ("163", "070")
    assert (vote.label_of("1631"), vote.label_of("0871"), vote.label_of(None)) == ("163", "RETREAT", "NONE")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of three situations; the typer's own weight is one."""
    held = {
        "typer": Weight(0.0, 1.0, False),
        "any": Weight(0.5, 0.5, False),
        "straight": Weight(0.7, math.log(2), False),
        "straight specific": Weight(0.97, 9.0, True),
        "source plain": Weight(0.6, math.log(6), False),
        "source plain CONSULT": Weight(0.97, math.log(6), True),
    }
    monkeypatch.setattr(vote, "_table", lambda: held)


@pytest.mark.usefixtures("table")
def test_what_settles_never_reaches_the_typer() -> None:
    def ask() -> Opinion:
        raise AssertionError("asked")

    verdict = vote.decide(Voice("073", "straight specific"), ask)
    assert verdict == ("AID", 0.97, "lexicon (straight specific)")


@pytest.mark.usefixtures("table")
def test_without_the_typer_the_lexicon_decides() -> None:
    assert vote.decide(Voice("073", "source plain"), None)[:2] == ("AID", 0.6)
    assert vote.decide(Voice(None, "silent"), None).label == "NONE"


@pytest.mark.usefixtures("table")
def test_the_vote_by_hand() -> None:
    opinion = Opinion({"AID": 0.2, "COOPERATE": 0.8})
    # 0.2 times two against 0.8: the typer wins, one in three for the lexicon
    verdict = vote.decide(Voice("073", "straight odd"), lambda: opinion)
    assert (verdict.label, round(verdict.probability, 6)) == ("COOPERATE", round(0.8 / 1.2, 6))
    assert verdict.why == "typer COOPERATE 0.80 against lexicon AID (straight odd)"
    # 0.2 times six against 0.8
    verdict = vote.decide(Voice("073", "source plain"), lambda: opinion)
    assert (verdict.label, round(verdict.probability, 6)) == ("AID", 0.6)
    assert verdict.why == "lexicon (source plain), typer COOPERATE 0.80"


@pytest.mark.usefixtures("table")
def test_a_situation_that_is_not_in_the_table_counts_as_its_kind() -> None:
    assert vote.weight_of("straight odd", "AID").precision == 0.7
    assert vote.weight_of("beside odd", "AID").precision == 0.5


@pytest.mark.usefixtures("table")
def test_a_situation_may_settle_for_one_type_alone() -> None:
    assert vote.weight_of("source plain", "CONSULT").settles
    assert not vote.weight_of("source plain", "AID").settles
