"""Offices beside words: what shows that words which the model took for something else name a person."""

from __future__ import annotations

from functools import cache

from dragoman.actors.registry import Registry
from dragoman.actors.role_spans import singular
from dragoman.actors.spans import head_of, owning, text_of
from dragoman.knowledge.roles import roles
from dragoman.language import Word


def beside_office(words: tuple[Word, ...], registry: Registry) -> bool:
    """Whether words that the model took for something else are put beside an office: "the envoy, Kari Berg"."""
    if not 2 <= len(words) <= 4 or any(word.tag not in ("NNP", "NNPS", "HYPH") for word in words):
        return False
    if registry.find(text_of(words)):
        return False
    head = head_of(words)
    beside = list(head.kids_of("appos"))
    if head.dep == "appos":
        beside += [head.head, *owning(head.head)]
    return any(one.tag in ("NN", "NNP") and one.lower in _office_ends() for one in beside) or _is_listed(words, head)


def _is_listed(words: tuple[Word, ...], head: Word) -> bool:
    """Whether words stand in a list of names that a plural office begins: "the ministers of A and B, X and Y"."""
    while head.dep in ("appos", "conj") and head.head is not head:
        head = head.head
        if head.tag in ("NNS", "NNPS") and singular(head) in _office_ends():
            between = words[0].tree.words_between(head.end, words[0].start)
            return bool(between) and any(word.text in (",", "(", "-", "–", "—") for word in between)
    return False


def titled(words: tuple[Word, ...]) -> bool:
    """Whether a title of a person stands right before words that the model took for something else."""
    at = words[0].i
    if at == 0 or len(words) > 4 or any(word.tag not in ("NNP", "NNPS", "HYPH", "NN") for word in words):
        return False
    before = words[0].tree.words[at - 1]
    if before.sentence is not words[0].sentence:
        return False
    return before.tag in ("NNP", "NN") and before.lower in _office_ends()


@cache
def _office_ends() -> frozenset[str]:
    """The last words of the offices that persons hold."""
    return frozenset(
        name[-1] for names in roles().values() for name, role in names if role.person and role.kind == "office"
    )
