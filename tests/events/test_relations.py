from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import commands
from dragoman.events import typer, vote
from dragoman.events.relations import Relation, findings, relate
from dragoman.events.typer import Opinion
from dragoman.events.vote import Weight
from dragoman.language import load
from dragoman.pairs import Pair, marked


def ask(sentence: str, crosswalk: str = "plover-2024", fast: bool = False) -> Relation:
    [found] = relate([marked("1", sentence)], load(), crosswalk, fast)
    return found


class Fake:
    """A typer that is sure of one thing."""

    said = "AID"

    def ask(self, pairs: Iterable[Pair]) -> Iterator[Opinion]:
        for _ in pairs:
            yield Opinion(
                {
                    "AID": 0.01,
                    "PROTEST": 0.01,
                    "SANCTION": 0.01,
                    "163": 0.01,
                    "ACCUSE": 0.01,
                    "NONE": 0.01,
                    self.said: 0.96,
                }
            )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> type[Fake]:
    """The typer of the tests, and a vote in which it counts as much as it is sure."""
    monkeypatch.setattr(typer, "load", Fake)
    held = {"typer": Weight(0, 1.0, False), "any": Weight(0.6, 0.1, False), "straight": Weight(0.8, 2.0, False)}
    monkeypatch.setattr(vote, "_table", lambda: held)
    return Fake


@pytest.mark.parametrize(
    ("sentence", "situation"),
    [
        ("<s>A court in Oslo</s> condemned <t>the budget</t>.", "straight"),
        ("<t>The budget</t> was condemned by <s>a court in Oslo</s>.", "straight"),
        ("<s>The budget</s> was condemned by <t>a court in Oslo</t>.", "crossed"),
        ("<s>A court</s> condemned the budget on <t>Monday</t>.", "source"),
        ("The crowd condemned <t>the budget</t>, said <s>a baker</s>.", "target"),
        ("<s>Blue</s> is not <t>green</t>.", "silent"),
    ],
)
def test_situations(sentence: str, situation: str) -> None:
    [found] = findings([marked("1", sentence)], load())
    assert found.voice.situation.split()[0] == situation


def test_the_lexicon_alone() -> None:
    found = ask("<s>Norway</s> condemned <t>the raid</t>.", fast=True)
    assert (found.root, found.why.split(";")[0].split(" (")[0]) == ("ACCUSE", "lexicon")
    assert (found.cameo or "").startswith("11")
    silent = ask("<s>Blue</s> is not <t>green</t>.", fast=True)
    assert (silent.root, silent.cameo) == (None, None)


def test_who_decided_is_told(told: type[Fake]) -> None:
    told.said = "ACCUSE"
    both = ask("<s>Norway</s> condemned <t>the raid</t>.")
    assert both.root == "ACCUSE"
    assert both.why.startswith("lexicon (straight")
    assert "typer ACCUSE 0.96" in both.why
    told.said = "AID"
    other = ask("<s>Norway</s> condemned <t>the raid</t>.")
    assert (other.root, other.cameo) == ("AID", "070")
    assert other.why.startswith("typer AID 0.96 against lexicon ACCUSE (straight")


def test_a_pair_without_an_event(told: type[Fake]) -> None:
    told.said = "NONE"
    assert ask("<s>Blue</s> is not <t>green</t>.").root is None


def test_both_crosswalks_are_served(told: type[Fake]) -> None:
    told.said = "163"
    sentence = "<s>Blue</s> is not <t>green</t>."
    assert (ask(sentence).root, ask(sentence).cameo) == ("SANCTION", "163")
    assert ask(sentence, "plover-2021").root == "COERCE"


def test_what_will_be_done_to_another_is_a_threat_where_sentences_have_no_status(told: type[Fake]) -> None:
    told.said = "PROTEST"
    coming = "<s>The nurses' union</s> will hold a protest outside <t>the health ministry</t> on Monday."
    assert ask(coming).root == "PROTEST"
    assert (ask(coming, "plover-2021").root, ask(coming, "plover-2021").cameo) == ("THREATEN", "133")
    past = "<s>The nurses' union</s> held a protest outside <t>the health ministry</t> on Monday."
    assert ask(past, "plover-2021").root == "PROTEST"


def test_a_cyber_attack_is_an_attack_by_the_crosswalk_of_2021() -> None:
    sentence = "<s>Hackers</s> launched a cyber attack on <t>the ministry</t>."
    roots = [ask(sentence, crosswalk, fast=True).root for crosswalk in ("plover-2024", "plover-2021")]
    assert roots == ["COERCE", "ASSAULT"]


def test_the_command(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.tsv", tmp_path / "out.tsv"
    pairs.write_text("uid\tmarked_sentence\na\t<s>Norway</s> condemned <t>the raid</t>.\n", encoding="utf-8")
    result = CliRunner().invoke(commands, ["relations", str(pairs), str(out), "--fast"])
    assert result.exit_code == 0
    with out.open(encoding="utf-8", newline="") as handle:
        [row] = csv.DictReader(handle, delimiter="\t")
    assert (row["uid"], row["root"]) == ("a", "ACCUSE")
    assert 0 < float(row["confidence"]) <= 1


@pytest.mark.parametrize(
    ("sentence", "cameo"),
    [
        ("<s>Kenya</s>'s president will visit <t>Togo</t> in May.", "036"),
        ("<s>Kenya</s>'s president visited <t>Togo</t> in May.", "042"),
        ("<s>Chad</s> will withdraw its troops from <t>Niger</t> in May.", "0356"),
        ("<s>Norway</s> will expel <t>two Russian diplomats</t> on Friday.", "166"),
    ],
)
def test_what_is_planned_for_another_is_agreed(sentence: str, cameo: str) -> None:
    found = ask(sentence, fast=True)
    assert found.cameo == cameo
