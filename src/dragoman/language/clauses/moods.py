"""How surely a clause holds: negation, modals, tense, conditions."""

from __future__ import annotations

from dragoman.language.clauses.proposition import Proposition, Reality
from dragoman.language.tree import Word

_POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "ought", "must", "would", "'d"})
_OBLIGING = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "wo", "shall", "'ll"})
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "barely"})
_IF = frozenset({"if", "unless", "whether", "lest", "should", "until"})


def judge(proposition: Proposition) -> None:
    """Set polarity, reality and tense of a verbal proposition from its own words."""
    head = proposition.head
    carriers = _auxiliary_bearers(head)
    auxiliaries = [kid.lower for word in carriers for kid in word.kids if kid.dep in ("aux", "auxpass")]
    proposition.negative = any(_negated(word) for word in carriers) or _no_argument(head)
    proposition.future = any(word in _FUTURE for word in auxiliaries)
    proposition.obliged = any(word in _OBLIGING for word in auxiliaries)
    proposition.conditional = any(kid.dep == "mark" and kid.lower in _IF for kid in head.kids)
    proposition.reality = _reality(proposition, auxiliaries)


def _reality(proposition: Proposition, auxiliaries: list[str]) -> Reality:
    if proposition.negative:
        return "denied"
    if proposition.conditional or any(word in _POSSIBLE for word in auxiliaries):
        # "said it would send" is the future seen from the past; a bare "would" is a condition
        if "would" in auxiliaries and proposition.head.dep == "ccomp" and not proposition.conditional:
            return "planned"
        return "possible"
    return "planned" if proposition.future else "actual"


def _auxiliary_bearers(head: Word) -> list[Word]:
    """The verb, and the first of its conjuncts where the verb has no auxiliary of its own ("will meet and sign")."""
    bearers = [head]
    word = head
    while word.dep == "conj" and not any(kid.dep in ("aux", "auxpass", "nsubj", "nsubjpass") for kid in word.kids):
        word = word.head
        bearers.append(word)
    if len(bearers) > 1 and head.tag not in ("VB", "VBN", "VBG"):
        return [head]
    return bearers


def _negated(word: Word) -> bool:
    return any(kid.dep == "neg" or (kid.dep in ("advmod", "preconj") and kid.lower in _NEGATIVE) for kid in word.kids)


def _no_argument(head: Word) -> bool:
    """Whether "no" stands on the subject or object: "no talks were held", "made no concessions"."""
    return any(
        kid.dep in ("nsubj", "nsubjpass", "dobj", "attr")
        and (
            kid.lower in ("nobody", "none", "nothing")
            or any(
                grand.lower in ("no", "neither") and grand.dep in ("det", "neg", "preconj", "cc") for grand in kid.kids
            )
        )
        for kid in head.kids
    )
