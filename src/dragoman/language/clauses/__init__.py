"""Syntax made into propositions, once, so that the lexicon speaks of roles only."""

from __future__ import annotations

from dragoman.knowledge.lexicon import Vocabulary
from dragoman.language.clauses import moods, nouns, sharing, verbs
from dragoman.language.clauses.nouns import is_occasion
from dragoman.language.clauses.proposition import Complement, Proposition
from dragoman.language.tree import Tree, Word

__all__ = ["Complement", "Proposition", "is_occasion", "propositions"]


def propositions(tree: Tree, vocabulary: Vocabulary) -> list[Proposition]:
    """The propositions of a text in its order.

    Verbs always; of nouns and adjectives those of the vocabulary (all others name things, not acts).
    """
    found: list[Proposition] = []
    by_head: dict[Word, Proposition] = {}
    for word in tree.words:
        one = _one(word, vocabulary)
        if one is not None:
            found.append(one)
            by_head[word] = one
    for one in sorted(found, key=_depth):
        if one.kind == "verb":
            sharing.share(one, by_head)
            moods.suspend(one, by_head)
        else:
            nouns.share(one, by_head)
    for one in found:
        sharing.complements(one, by_head)
    return found


def _one(word: Word, vocabulary: Vocabulary) -> Proposition | None:
    if verbs.is_predicate(word):
        return verbs.verb(word, vocabulary.verbs)
    if word.tag in ("NN", "NNS") or (word.tag in ("NNP", "NNPS") and word.name is None):
        if word.dep != "compound" and word.lemma in vocabulary.nouns and not nouns.measures(word):
            if word.text[0].isupper() and _is_part_of_name(word):
                return None
            return nouns.noun(word)
    elif word.tag[0] == "J" and word.lemma in vocabulary.adjectives:
        return nouns.adjective(word)
    return None


def _is_part_of_name(word: Word) -> bool:
    """Whether a noun ends a name that the model did not see: "Norwegian People's Aid", not "Chad Offers Aid"."""
    named = any(kid.dep in ("compound", "poss", "amod", "nmod") and kid.text[0].isupper() for kid in word.kids)
    small = sum(1 for one in word.sentence.words if one.tag[0] in "NVJ" and one.text[0].islower())
    return named and small > 1


def _depth(one: Proposition) -> int:
    """How far below its sentence's root: governors get their shared roles first."""
    return sum(1 for _ in one.head.ancestors())
