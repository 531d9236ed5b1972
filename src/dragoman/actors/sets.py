"""Those who belong together in a text: whom "both sides", "the two", "the three countries", "its neighbour" mean."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from dragoman.actors.ref import Ref
from dragoman.knowledge import grammar
from dragoman.language import Sentence, Word

_LEADING = 2
"""The headline and the lead: what belongs together there does so on the whole page."""
_STANDING = 0.05
"""What belonged together long ago still weighs, beside what does so in this sentence."""
_JOINED, _DEALING = 1.0, 0.5
"""What it weighs to be named in one breath ("Chad and Mali"), and to deal with each other ("Chad met Mali's envoy")."""
_ASIDE = 0.4
"""What it weighs less to speak of others' doings."""
_BETWEEN = 0.1
"""What it weighs to stand between others who talk: seldom are these the two sides."""
_BODIES = 0.4
"""What it weighs less to be other than states: an agency, a union."""
_FADING = 2
"""After so many sentences without one of them a set is only half as likely to be meant."""
_LAST_REACH = 2
"""How many sentences back those two may stand whom "the latter" and "the former" mean."""
_OF_MANY = ("IGO:", "NGO:", "MNC:")
"""What the codes of bodies begin with that are no side of their own."""
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative", "attr")
_CLIMB = 3


class _Bond(NamedTuple):
    """Some who are said to belong together, where, and what that weighs."""

    refs: tuple[Ref, ...]
    sentence: Sentence
    weight: float
    mediating: bool = False

    def at(self, word: Word) -> float:
        """What it weighs at a word."""
        gap = word.sentence.index - self.sentence.index
        lead = 2.0 if self.sentence.paragraph < _LEADING else 1.0
        near = 4.0 if gap == 0 else 2.0 if self.sentence.paragraph == word.sentence.paragraph else 1.0
        return self.weight * lead * (near / (1.0 + gap) + _STANDING)


class Sets:
    """The sets of states and bodies that a text has spoken of so far."""

    def __init__(self) -> None:
        self._refs: dict[Word, tuple[Ref, ...]] = {}
        self._subjects: dict[Word, Word] = {}
        self._bonds: dict[tuple[Word, ...], _Bond] = {}
        self._last: dict[str, int] = {}

    def add(self, word: Word, refs: tuple[Ref, ...]) -> None:
        """Take in who is meant by a word."""
        if not refs:
            return
        self._refs[word] = refs
        self._last.update((ref.code, word.sentence.index) for ref in refs)
        first = _first(word)
        joined = {ref.code: ref for one in first.conjuncts() for ref in self._refs.get(one, ())}
        verb = _deed(first.head) if first.dep in _SUBJECTS else ""
        mediating = verb in grammar.words("mediating") or word.lemma == "mediator"
        aside = _BETWEEN if mediating else _ASIDE if verb in grammar.words("looking on") else 1.0
        weight = (_DEALING if len(refs) > 1 else _JOINED) * aside
        self._bind((first,), _Bond(tuple(joined.values()), word.sentence, weight, mediating))
        if first is not word:
            return
        if word.dep in _SUBJECTS or word.dep == "poss":
            self._subjects[word.head] = word
        for anchor in _anchors(word):
            subject = self._subjects.get(anchor)
            if subject is not None and subject is not word:
                both = {ref.code: ref for one in (subject, word) for ref in self._refs.get(one, ())}
                self._bind((subject, word), _Bond(tuple(both.values()), word.sentence, _DEALING))
                return

    def joined(self, word: Word) -> tuple[Ref, ...]:
        """Those named in one breath with a word, itself among them; () where it stands alone."""
        bond = self._bonds.get((_first(word),))
        return bond.refs if bond is not None else ()

    def _bind(self, words: tuple[Word, ...], bond: _Bond) -> None:
        if len(bond.refs) > 1:
            self._bonds[words] = bond

    def best(self, word: Word, count: int | None, without: Collection[str], states: bool) -> tuple[Ref, ...]:
        """The set that a text speaks of most at a word: of so many members, or of any number; without some of them;
        of states only, where asked.
        """
        weights: dict[frozenset[str], float] = {}
        members: dict[frozenset[str], tuple[Ref, ...]] = {}
        for bond in self._bonds.values():
            codes = frozenset(ref.code for ref in bond.refs)
            if (count is not None and len(codes) != count) or not codes.isdisjoint(without):
                continue
            bodies = any(code.startswith(_OF_MANY) for code in codes)
            if states and any(len(code) != 3 and not code.startswith("REG:") for code in codes):
                continue
            weight = bond.at(word) * self._fresh(codes, word) * (_BODIES if bodies else 1.0)
            weights[codes] = weights.get(codes, 0.0) + weight
            members[codes] = bond.refs
        return members[max(weights, key=weights.__getitem__)] if weights else ()

    def _fresh(self, codes: Collection[str], word: Word) -> float:
        """How lately the text has spoken of all of some."""
        return 1.0 / (1.0 + max(word.sentence.index - self._last[code] for code in codes) / _FADING)

    def mediators(self) -> tuple[Ref, ...]:
        """Those who last mediated together."""
        return next((bond.refs for bond in reversed(self._bonds.values()) if bond.mediating), ())

    def last_two(self, word: Word) -> tuple[Ref, ...]:
        """The two named last in one breath, of whom the first is "the former"."""
        for words, bond in reversed(self._bonds.items()):
            if word.sentence.index - bond.sentence.index > _LAST_REACH:
                break
            if len(words) == 1 and len(bond.refs) == 2:
                return bond.refs
        return ()

    def partner(self, word: Word, code: str, states: bool) -> tuple[Ref, ...]:
        """The one state or body (or state only) that another has most to do with at a word."""
        weights: dict[str, float] = {}
        members: dict[str, Ref] = {}
        for bond in self._bonds.values():
            others = [ref for ref in bond.refs if ref.code != code]
            if len(others) != 1 or len(bond.refs) != 2 or (states and len(others[0].code) != 3):
                continue
            weights[others[0].code] = weights.get(others[0].code, 0.0) + bond.at(word)
            members[others[0].code] = others[0]
        return (members[max(weights, key=weights.__getitem__)],) if weights else ()


def _deed(verb: Word) -> str:
    """The lemma of a verb, or of what stands for it with "to be": "are mediating"."""
    complement = verb.kid("acomp") if verb.lemma == "be" else None
    return complement.lemma if complement is not None else verb.lemma


def _first(word: Word) -> Word:
    """The first of those to whom a word is joined."""
    while word.dep == "conj" and word.head is not word:
        word = word.head
    return word


def _anchors(word: Word) -> list[Word]:
    """The nouns and verbs of which a word is an object, nearest first: "held talks with X"."""
    if word.dep in _OBJECTS:
        return [word.head]
    if word.dep not in ("pobj", "poss"):
        return []
    found: list[Word] = []
    above = word.head.head if word.dep == "pobj" else word.head
    for _ in range(1 if word.head.lower == "of" else _CLIMB):
        found.append(above)
        if above.is_verb or above.head is above:
            break
        above = above.head
    return found
