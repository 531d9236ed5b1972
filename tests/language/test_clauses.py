from __future__ import annotations

import pytest

from dragoman.knowledge.lexicon import Vocabulary
from dragoman.language import read
from dragoman.language.clauses import Proposition, propositions

WANTED = Vocabulary(
    verbs=frozenset({"gun down", "set free", "let in"}),
    nouns=frozenset({"talk", "attack", "visit", "strike", "meeting", "support", "vow", "determination", "truce"}),
    adjectives=frozenset({"ready", "eager"}),
)


def clause(sentence: str, lemma: str) -> Proposition:
    found = [one for one in propositions(read(sentence), WANTED) if lemma in (one.lemma, *one.names)]
    assert found, f"no proposition of {lemma!r} in {sentence!r}"
    return found[0]


def fillers(one: Proposition, slot: str) -> list[str]:
    return [word.text for word in one.get(slot)]


@pytest.mark.parametrize(
    ("sentence", "lemma", "slots"),
    [
        ("Peru praised Chile.", "praise", {"subj": ["Peru"], "obj": ["Chile"]}),
        ("Chile was praised by Peru.", "praise", {"subj": ["Peru"], "obj": ["Chile"]}),
        ("The village seized by rebels was shelled.", "seize", {"subj": ["rebels"], "obj": ["village"]}),
        ("The envoy, who praised Chile, left Lima.", "praise", {"subj": ["envoy"], "obj": ["Chile"]}),
        ("The treaty that Peru signed lapsed.", "sign", {"subj": ["Peru"], "obj": ["treaty"]}),
        ("Soldiers shelled the town, wounding two farmers.", "wound", {"subj": ["Soldiers"], "obj": ["farmers"]}),
        ("Peru agreed to free the sailors.", "free", {"subj": ["Peru"], "obj": ["sailors"]}),
        ("Peru urged Chile to free the sailors.", "free", {"subj": ["Chile"], "obj": ["sailors"]}),
        ("Peru promised Chile to free the sailors.", "free", {"subj": ["Peru"]}),
        ("Peru accused Chile of bombing the port.", "bomb", {"subj": ["Chile"], "obj": ["port"]}),
        ("Rebels stormed the port and burned two ships.", "burn", {"subj": ["Rebels"], "obj": ["ships"]}),
        ("Two envoys were arrested and expelled.", "expel", {"obj": ["envoys"]}),
        ("Togo was given loans by Ghana.", "give", {"subj": ["Ghana"], "iobj": ["Togo"], "obj": ["loans"]}),
        ("Ghana handed over the suspects to Togo.", "hand over", {"subj": ["Ghana"], "to": ["Togo"]}),
        ("The police cracked down on students.", "crack down", {"subj": ["police"], "on": ["students"]}),
        ("Peru held talks with Chile in Lima.", "talk", {"with": ["Chile"]}),
        ("Russia's attack on the port failed.", "attack", {"poss": ["Russia"], "on": ["port"]}),
        ("Peru is ready to help Chile.", "ready", {"subj": ["Peru"]}),
    ],
)
def test_roles(sentence: str, lemma: str, slots: dict[str, list[str]]) -> None:
    found = clause(sentence, lemma)
    assert {slot: fillers(found, slot) for slot in slots} == slots


@pytest.mark.parametrize(
    ("sentence", "lemma", "reality"),
    [
        ("Peru will visit Chile.", "visit", "planned"),
        ("Peru may attack Chile.", "attack", "possible"),
        ("Peru did not attack Chile.", "attack", "denied"),
        ("Peru never attacked Chile.", "attack", "denied"),
        ("If Peru attacks, Chile will respond.", "attack", "possible"),
        ("Peru said it would send ships.", "send", "planned"),
        ("Peru attacked Chile.", "attack", "actual"),
        ("No agreement was signed.", "sign", "denied"),
    ],
)
def test_how_surely(sentence: str, lemma: str, reality: str) -> None:
    assert clause(sentence, lemma).reality == reality


def test_complements_are_linked() -> None:
    found = clause("Peru urged Chile to free the sailors and to leave the bay.", "urge")
    assert [(one.kind, one.proposition.lemma) for one in found.comps] == [("to", "free"), ("to", "leave")]


def test_a_clause_hung_on_the_verb_belongs_to_its_noun_too() -> None:
    found = clause("Oman repeated its vow to attack Chad.", "vow")
    assert [one.proposition.lemma for one in found.comps] == ["attack"]
