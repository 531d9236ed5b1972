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
        ("Two of his aides were arrested.", "arrest", {"obj": ["aides"]}),
        ("Togo set free four jailed farmers.", "set free", {"obj": ["farmers"]}),
        ("A guard shot dead a farmer picking figs.", "shoot", {"subj": ["guard"], "obj": ["farmer"]}),
        ("Peru called on the rebels to free the sailors.", "free", {"subj": ["rebels"]}),
        ("Peru called Chile on Monday to free the sailors.", "free", {"subj": ["Peru"]}),
        ("She phoned the king to thank him.", "thank", {"subj": ["She"]}),
        ("A court charged him with shipping the cocaine.", "ship", {"subj": ["him"], "obj": ["cocaine"]}),
        ("The talks opened in July, when Peru refused to yield.", "refuse", {"subj": ["Peru"], "obj": []}),
        ("It was a plan that Mali accepted but Niger declined.", "decline", {"subj": ["Niger"], "obj": ["plan"]}),
        ("They use a pipeline that the neighbours agreed to build.", "build", {"obj": ["pipeline"]}),
        ("The step that Mali refused to take was small.", "take", {"obj": ["step"], "subj": ["Mali"]}),
        (
            "Togo approved the sale of jets to Mali last week, which Niger condemned.",
            "condemn",
            {"subj": ["Niger"], "obj": ["Togo"]},
        ),
        ("Togo shut its ports on Monday, a move that Niger condemned.", "condemn", {"obj": ["move", "Togo"]}),
        ("Peru called on the minister, Juan Rojas, to resign.", "resign", {"subj": ["minister"]}),
        ("Oman repeated its vow to expel the envoys.", "expel", {"subj": ["Oman"], "obj": ["envoys"]}),
        ("Oman's determination to expel the envoys is known.", "expel", {"subj": ["Oman"]}),
        ("Peru rejected the demand but is ready for talks.", "ready", {"subj": ["Peru"], "for": ["talks"]}),
        ("The attacks of the rebels on the port went on.", "attack", {"subj": ["rebels"], "on": ["port"]}),
        ("The attack of last week on Monday's market failed.", "attack", {"poss": []}),
        ("The envoy was met by Mali and was received by Peru.", "receive", {"subj": ["Peru"], "obj": ["envoy"]}),
        ("The navy, trained and equipped by Oman, sailed.", "train", {"subj": ["Oman"], "obj": ["navy"]}),
        ("Peru freed men whom Chile arrested and accused of spying.", "accuse", {"subj": ["Chile"], "obj": ["men"]}),
        ("The plan, taken in Lima by two ministers, failed.", "take", {"subj": ["ministers"], "in": ["Lima"]}),
        ("Oman would not allow ships to dock.", "allow", {"subj": ["Oman"], "obj": ["ships"]}),
        ("Malta refused to let the ship dock, Italy did likewise.", "dock", {"subj": ["ship"]}),
        ("The rebels burned a clinic run by a French charity.", "run", {"subj": ["charity"], "obj": ["clinic"]}),
        ("Having been denied entry to Niger, the team flew back.", "deny", {"iobj": ["team"], "obj": ["entry"]}),
        (
            "Sall postponed the vote, had two ministers of the opposition arrested and cut off the internet.",
            "arrest",
            {"obj": ["ministers"]},
        ),
        ("They will hand over to Paris the man who fled.", "hand over", {"obj": ["man"], "to": ["Paris"]}),
        ("Police have handed over to China two ethnic Kazakhs who fled.", "hand over", {"obj": ["Kazakhs"]}),
        ("The presidents promised Kyiv more ammunition.", "promise", {"iobj": ["Kyiv"], "obj": ["ammunition"]}),
        ("Police broke it up, hurting several and arresting their head.", "arrest", {"subj": ["Police"]}),
        ("Peru let the sailors leave.", "let", {"subj": ["Peru"], "obj": ["sailors"]}),
        ("The two ministers co-signed a letter.", "sign", {"subj": ["ministers"], "obj": ["letter"]}),
        ("Togo re-opened its border with Benin.", "reopen", {"subj": ["Togo"], "obj": ["border"]}),
        ("The rebels agreed to lay down their arms.", "lay down", {"subj": ["rebels"], "obj": ["arms"]}),
        ("Chad accused Gabon of harbouring deserters.", "harbour", {"subj": ["Gabon"], "obj": ["deserters"]}),
    ],
)
def test_roles(sentence: str, lemma: str, slots: dict[str, list[str]]) -> None:
    found = clause(sentence, lemma)
    assert {slot: fillers(found, slot) for slot in slots} == slots


@pytest.mark.parametrize(
    ("sentence", "lemma", "subjects"),
    [
        ("On Monday Chad, Mali and Niger signed a pact.", "sign", ["Chad", "Mali", "Niger"]),
        ("On Friday night Russia, China and Iran began drills.", "begin", ["Russia", "China", "Iran"]),
        ("Under pressure from Paris, Benin, Togo and Ghana agreed to wait.", "agree", ["Benin", "Togo", "Ghana"]),
        ("Kazakhstan, Uzbekistan sign treaty on water", "sign", ["Kazakhstan", "Uzbekistan"]),
        ("Zambia, Congo, Angola agree to build railway", "agree", ["Zambia", "Congo", "Angola"]),
        ("Ethiopia, Somalia to hold talks in Ankara", "hold", ["Ethiopia", "Somalia"]),
    ],
)
def test_all_of_a_series_act(sentence: str, lemma: str, subjects: list[str]) -> None:
    found = clause(sentence, lemma).get("subj")
    assert [one.text for word in found for one in word.conjuncts()] == subjects


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
        ("Peru will talk once Chile frees the sailors.", "free", "possible"),
        ("Peru would talk once the sailors were freed.", "free", "possible"),
        ("Peru ruled out talks before the rebels disarm.", "disarm", "possible"),
        ("Peru will keep calm as long as the truce holds.", "hold", "possible"),
        ("Peru refused to talk until Chile freed the sailors.", "free", "possible"),
        ("Crowds blocked the road until the minister resigned.", "resign", "actual"),
        ("Peru protested after Chile seized a ship.", "seize", "actual"),
        ("Courts try suspects whom navies arrest.", "arrest", "possible"),
        ("They met the rebels who hold the port.", "hold", "actual"),
        ("Peru will fly to Lima to meet Chile.", "meet", "planned"),
        ("No agreement was signed.", "sign", "denied"),
        ("Peru's envoy left Lima without signing the pact.", "sign", "denied"),
        ("Kenya to host talks in May", "host", "planned"),
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


@pytest.mark.parametrize(
    "sentence",
    ["Peru praised the envoys, and so did Chile.", "Peru praised the envoys, as did Chile."],
)
def test_a_verb_that_stands_for_another_says_what_it_says(sentence: str) -> None:
    told = [one for one in propositions(read(sentence), WANTED) if one.lemma == "praise"]
    assert [(fillers(one, "subj"), fillers(one, "obj")) for one in told] == [
        (["Peru"], ["envoys"]),
        (["Chile"], ["envoys"]),
    ]


def test_an_occasion_is_seen_through_what_measures_it() -> None:
    found = clause("The ministers parted after two days of talks in Lima.", "talk")
    assert (found.link, found.parent and found.parent.lemma) == ("after", "part")


def test_the_end_of_an_occasion_is_no_act() -> None:
    vocabulary = WANTED._replace(nouns=WANTED.nouns | {"end"})
    told = propositions(read("They spoke at the end of the talks and demanded an end to the attacks."), vocabulary)
    assert [one.link for one in told if one.lemma == "end"] == ["obj"]
    assert [one.link for one in told if one.lemma == "talk"] == ["at"]


def test_what_is_said_at_a_planned_meeting_is_planned() -> None:
    assert clause("Peru will raise it at a meeting with Chile.", "meeting").reality == "planned"


def test_a_preposition_far_from_its_verb_is_no_particle() -> None:
    assert clause("In the north the rebels let aid pass.", "let").names == ("let",)


def test_a_noun_at_the_end_of_a_name_is_no_act() -> None:
    told = propositions(read("They work in the north with the charity Danish People's Support."), WANTED)
    assert "support" not in [one.lemma for one in told]
