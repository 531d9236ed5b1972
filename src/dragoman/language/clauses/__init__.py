"""Syntax made into propositions, once, so that the lexicon speaks of roles only."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.language.clauses import nouns, verbs
from dragoman.language.clauses.nouns import is_occasion
from dragoman.language.clauses.proposition import Complement, Proposition
from dragoman.language.tree import Tree, Word

__all__ = ["Complement", "Proposition", "is_occasion", "propositions"]


def propositions(tree: Tree, action_nouns: Collection[str] = (), adjectives: Collection[str] = ()) -> list[Proposition]:
    """The propositions of a text in its order.

    Verbs always; of nouns and adjectives those whose lemma is asked for (all others name things, not acts).
    """
    found: list[Proposition] = []
    by_head: dict[Word, Proposition] = {}
    for word in tree.words:
        one = _one(word, action_nouns, adjectives)
        if one is not None:
            found.append(one)
            by_head[word] = one
    for one in sorted(found, key=_depth):
        if one.kind == "verb":
            verbs.share(one, by_head)
        else:
            nouns.share(one, by_head)
    for one in found:
        verbs.complements(one, by_head)
    return found


def _one(word: Word, action_nouns: Collection[str], adjectives: Collection[str]) -> Proposition | None:
    if verbs.is_predicate(word):
        return verbs.verb(word)
    if word.tag in ("NN", "NNS") or (word.tag in ("NNP", "NNPS") and word.name is None):
        if word.dep != "compound" and word.lemma in action_nouns:
            return nouns.noun(word)
    elif word.tag[0] == "J" and word.lemma in adjectives:
        return nouns.adjective(word)
    return None


def _depth(one: Proposition) -> int:
    """How far below its sentence's root: governors get their shared roles first."""
    return sum(1 for _ in one.head.ancestors())
