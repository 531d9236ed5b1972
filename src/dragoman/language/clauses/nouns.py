"""Nouns of action and adjectives to propositions: "Russia's strikes on Kyiv", "talks between A and B", "ready
to help".
"""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.clauses.proposition import Proposition
from dragoman.language.clauses.verbs import deepen, hang
from dragoman.language.tree import Word

_OCCASIONS = frozenset(
    {"in", "during", "at", "after", "following", "before", "on", "for", "amid", "through", "by", "with"}
)
_PREDICATIVE = frozenset({"acomp", "oprd", "attr", "conj"})
_WITHIN = frozenset({"in", "during", "at", "on"})
_POSSESSIVES = frozenset({"its", "his", "her", "their"})


def noun(word: Word) -> Proposition:
    """The proposition of a noun with the roles that stand under it."""
    found = Proposition(word, word.lemma, "noun", names=_names(word))
    for kid in word.kids:
        if kid.dep == "poss":
            found.fill("poss", [kid])
        elif kid.dep in ("compound", "amod", "nmod"):
            found.fill("mod", [kid])
            found.fill(
                "mod", [inner for inner in kid.kids if inner.dep in ("compound", "nmod", "npadvmod", "conj", "amod")]
            )
    hang(found.slots, word)
    if "by" not in found.slots and not found.slots.get("poss"):
        for victim in found.slots.get("of", []):  # "the murder of tourists by a gang": hung one noun too deep
            hang(found.slots, victim, only=("by",))
    if "by" in found.slots:
        found.fill("subj", found.slots["by"], "the doer after by")
    deepen(found)
    aimed = [one for slot in ("on", "against") for one in found.get(slot) if not one.is_time]
    if word.lemma in grammar.words("aimed") and aimed and not found.slots.get("subj") and not found.slots.get("poss"):
        found.fill("subj", found.slots.get("of", []), "the doer of what is aimed at another")  # "attacks of X on Y"
    _judge(found)
    return found


def adjective(word: Word) -> Proposition:
    """The proposition of a predicative adjective: its subject is that of its copula."""
    found = Proposition(word, word.lemma, "adj", names=(word.lemma,))
    hang(found.slots, word)
    copula = word.head
    if word.dep in _PREDICATIVE and copula.tag[0] == "V":
        found.fill("subj", copula.kids_of("nsubj", "nsubjpass"))
        found.negative = any(kid.dep == "neg" for kid in copula.kids)
        found.reality = "denied" if found.negative else "actual"
    elif word.dep in ("acl", "amod", "relcl", "appos", "advcl") and copula.is_noun:
        found.fill("subj", [copula], "the noun that the adjective describes")
    return found


def measures(word: Word) -> bool:
    """Whether a noun is but the measure or the bounds of the one after "of": "at the end of the visit"."""
    of = word.kid("prep")
    return word.lemma in grammar.words("frame") and word.dep == "pobj" and of is not None and of.lower == "of"


def _names(word: Word) -> tuple[str, ...]:
    """The noun itself, and with the noun before it: "peace talks", "air strike"."""
    compounds = [
        f"{kid.lemma} {word.lemma}" for kid in word.kids if kid.dep in ("compound", "amod") and kid.end < word.start
    ]
    return (*reversed(compounds), word.lemma)


def _judge(found: Proposition) -> None:
    for kid in found.head.kids:
        if kid.lower in ("no", "neither") and kid.dep in ("det", "neg"):
            found.negative, found.reality = True, "denied"
        elif kid.dep == "amod" and kid.lower in (
            "possible",
            "potential",
            "hypothetical",
            "likely",
            "proposed",
            "would-be",
        ):
            found.reality = "possible"
        elif kid.dep == "amod" and kid.lower in (
            "planned",
            "upcoming",
            "forthcoming",
            "scheduled",
            "impending",
            "future",
        ):
            found.reality = "planned"


def share(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Link a noun to the verb (or noun) that governs it, by the role it plays there."""
    word = found.head
    copula = by_head.get(word.head)
    if found.kind == "adj" and word.dep in _PREDICATIVE and copula is not None and not found.slots.get("subj"):
        found.fill("subj", copula.slots.get("subj", []), "the subject of its copula")  # "yielded, but is ready to"
    while word.dep in ("conj", "appos") and word.head.is_noun:
        word = word.head
    while word.dep == "pobj" and word.head.lower == "of" and measures(word.head.head):
        word = word.head.head
    governor, link = word.head, word.dep
    if link == "pobj":
        link, governor = governor.lower, governor.head
        while governor.dep == "prep":
            governor = governor.head
    above = by_head.get(governor)
    if above is None and governor is not word:
        above = next((by_head[one] for one in governor.ancestors() if one in by_head), None)
        link = link if above is not None and _is_deed_of(governor, above) else "under"
    if above is None or above is found:
        return
    if link == "dobj" or (above.passive and link == "nsubjpass"):
        link = "obj"
    elif link == "nsubj":
        link = "subj"
    elif link == "attr":
        link = "attr"
    found.parent, found.link = above, link
    if link in _WITHIN and above.kind == "verb" and above.reality in ("planned", "possible") and not found.negative:
        found.reality = above.reality
    if link == "obj" and any(word.lower in _POSSESSIVES for word in found.slots.get("poss", [])):
        found.fill("subj", above.slots.get("subj", []), "the subject that the possessive pronoun stands for")


def _is_deed_of(noun: Word, above: Proposition) -> bool:
    """Whether what hangs on a noun is the verb's own: "made the remarks at a meeting"."""
    done = noun.dep in ("dobj", "nsubjpass") and noun.head is above.head
    return done and above.kind == "verb" and noun.lemma in grammar.words("deed")


def is_occasion(found: Proposition) -> bool:
    """Whether a noun names the occasion on which its governor happens: "said in a meeting with", "during a visit"."""
    return found.link in _OCCASIONS and found.parent is not None and found.parent.kind == "verb"
