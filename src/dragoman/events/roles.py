"""From slots to actors: who fills a role, straight or inside a noun phrase that is no actor itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from dragoman.actors import Ref
from dragoman.knowledge import grammar, lexicon
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition
from dragoman.report import Place

_DOERS = ("by", "from")
_PLACED = (
    "in",
    "near",
    "at",
    "outside",
    "inside",
    "of",
    "on",
    "against",
    "between",
    "among",
    "with",
    "for",
    "to",
    "around",
)
_PARTNERS = frozenset({"with", "between"})
"""In these slots stand partners alone: "a truce with Omani mediation" has none."""
_OUTSIDE = frozenset({"outside", "external"})
"""Adjectives of those who are nobody in particular: "outside forces"."""
_DEPTH = 3


class Cast(Protocol):
    """Who is meant by a noun phrase, coordination resolved: the cast of a page, or of two marked phrases."""

    def of(self, word: Word) -> tuple[Ref, ...]:
        """The actors that the phrase headed by a word means."""
        ...

    def other_side(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """Whom the text is about besides some actors."""
        ...

    def counterpart(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """With whom the one that the text is about deals most."""
        ...

    def named_beside(self, word: Word) -> frozenset[str]:
        """The codes of all who are named in the sentence of a word."""
        ...


class Roles:
    """Finds the actors in the slots of propositions."""

    def __init__(self, cast: Cast, places: Sequence[Place] = (), tree: Tree | None = None) -> None:
        self._cast = cast
        self._spots = _spots(places, tree) if tree is not None else {}
        self._known: dict[Word, tuple[Ref, ...]] = {}

    def of(self, word: Word) -> tuple[Ref, ...]:
        """The actors that a noun phrase means by itself, coordination and pronouns resolved."""
        if word not in self._known:
            outsiders = any(kid.lower in _OUTSIDE for kid in word.kids_of("amod"))
            self._known[word] = () if outsiders else tuple(self._cast.of(word))
        return self._known[word]

    def other_side(self, word: Word, source: Iterable[Ref]) -> tuple[Ref, ...]:
        """Whom the text deals with besides the source."""
        return tuple(self._cast.other_side(word, {ref.code for ref in source}))

    def counterpart(self, word: Word, source: Iterable[Ref]) -> tuple[Ref, ...]:
        """With whom the source deals most, where the text is about that one."""
        return tuple(self._cast.counterpart(word, {ref.code for ref in source}))

    def named_beside(self, word: Word) -> frozenset[str]:
        """The codes of all who are named in the sentence of a word."""
        return self._cast.named_beside(word)

    def is_actor(self, word: Word) -> bool:
        """Whether the phrase headed by the word is an actor."""
        return bool(self.of(word))

    def in_slot(self, proposition: Proposition, slot: str, deep: bool = True) -> tuple[tuple[Ref, ...], str | None]:
        """The actors in one slot, and the rule that found them inside a phrase, if it needed one and ``deep``
        allows it.
        """
        for words in self._fillers(proposition, slot):
            found, rule = self.among(words, deep=deep and (slot not in _PARTNERS or not _names_act(words)))
            if found:
                return found, rule
        return (), None

    def places_in(self, proposition: Proposition, slot: str) -> tuple[Ref, ...]:
        """The countries of the places in a slot: what is done to a town is done to its country."""
        for words in self._fillers(proposition, slot):
            found = unique(ref for word in words for one in _told_with(word) for ref in self._spots.get(one, ()))
            if found:
                return found
        return ()

    def among(self, words: Sequence[Word], deep: bool = True) -> tuple[tuple[Ref, ...], str | None]:
        """The actors that some words mean: straight if they can, else from inside their phrases."""
        straight = unique(ref for word in words for ref in self.of(word))
        if straight:
            return straight, None
        for word in words if deep else ():
            found, rule = self.inside(word)
            if found:
                return found, rule
        return (), None

    def inside(self, word: Word, depth: int = _DEPTH) -> tuple[tuple[Ref, ...], str | None]:
        """The actor whom a phrase that is no actor belongs to: possessor, doer, adjective, place, in that order."""
        if depth == 0:
            return (), None
        steps = (
            ("the possessor", word.kids_of("poss")),
            ("the doer", _objects(word, _DOERS) + _doers_of_participles(word)),
            ("the doer further down", _agents(word)),
            ("the adjective or compound", word.kids_of("amod", "compound", "nmod")),
            ("the preposition's object", _objects(word, _PLACED)),
        )
        for rule, words in steps:
            found = unique(ref for one in words for ref in self.of(one))
            if found:
                return found, f"{rule} inside “{word.text}”"
        for deeper in (*word.conjuncts()[1:], *_objects(word, _PLACED), *_participles(word)):
            found, inner = self.inside(deeper, depth - 1)
            if found:
                return found, inner
        return (), None

    def all_inside(self, word: Word) -> tuple[Ref, ...]:
        """All actors anywhere inside a phrase, in the order of the text."""
        return unique(ref for one in word.subtree() if one is not word for ref in self.of(one))

    def provoker(self, proposition: Proposition) -> tuple[Ref, ...]:
        """Who would bring about what a clause makes conditional: "will strike if Chad attacks"."""
        clauses = [kid for kid in proposition.head.kids_of("advcl") if is_condition(kid)]
        return unique(ref for one in clauses for word in one.kids_of("nsubj") for ref in self.of(word))

    def _fillers(self, proposition: Proposition, slot: str) -> Iterable[Sequence[Word]]:
        if slot == "comp":
            for comp in proposition.comps:
                inner = comp.proposition
                doers = inner.get("subj") if not inner.passive else inner.get("obj")
                yield [word for word in doers if word not in proposition.get("subj")]
                yield inner.get("obj") if not inner.passive else inner.get("subj")
                rest = (*inner.slots.items(), *inner.via.items())
                yield from (words for name, words in rest if name not in ("subj", "obj"))
        elif proposition.kind == "noun" and slot == "subj":
            for name in ("subj", "poss", "between", "mod"):
                yield proposition.get(name)
        elif proposition.kind == "noun" and slot == "obj":
            yield proposition.get("obj")
            yield proposition.get("of")
        else:
            yield proposition.get(slot)


def _told_with(word: Word) -> list[Word]:
    """The words of a phrase without the clauses that tell more of it: "the ship, which had sailed from Chad"."""
    aside = {one for kid in word.kids_of("relcl") for one in kid.subtree()}
    return [one for one in word.subtree() if one not in aside and not one.kid("nummod")]


def _names_act(words: Sequence[Word]) -> bool:
    """Whether words name an act rather than someone: "a truce with Omani mediation" is none with Oman."""
    return any(word.lemma in lexicon.vocabulary().nouns for word in words)


def _spots(places: Sequence[Place], tree: Tree) -> dict[Word, tuple[Ref, ...]]:
    found: dict[Word, tuple[Ref, ...]] = {}
    for place in places:
        if place.country is None:
            continue
        for word in tree.words_between(place.start, place.end):
            ref = Ref(place.country, None, place.country, None, place.start, place.end, f"the country of {place.name}")
            found[word] = (ref,)
    return found


def is_condition(clause: Word) -> bool:
    """Whether a clause says on what condition another holds."""
    return any(kid.dep == "mark" and kid.lower in ("if", "unless") for kid in clause.kids)


def unique(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The refs, one for each code, sector and person, in order."""
    found: dict[tuple[str, str | None, str | None], Ref] = {}
    for ref in refs:
        found.setdefault((ref.code, ref.sector, ref.person), ref)
    return tuple(found.values())


def apart(refs: tuple[Ref, ...], source: tuple[Ref, ...], domestic: bool = True) -> tuple[Ref, ...]:
    """Those of some refs who are not the source: foreigners if any, else other parts of the same country."""
    codes = {ref.code for ref in source}
    foreign = tuple(ref for ref in refs if ref.code not in codes)
    if foreign or not domestic:
        return foreign
    parts = {(ref.code, ref.sector) for ref in source}
    people = {ref.person for ref in source if ref.person}
    return tuple(
        ref
        for ref in refs
        if ref.sector is not None and (ref.code, ref.sector) not in parts and not (ref.person and ref.person in people)
    )


def _objects(word: Word, prepositions: Sequence[str]) -> list[Word]:
    return [
        inner
        for name in prepositions
        for kid in word.kids
        if kid.dep in ("prep", "agent") and kid.lower == name
        for inner in kid.kids_of("pobj")
    ]


def _participles(word: Word) -> list[Word]:
    if word.lemma in grammar.words("document"):
        return []  # "a resolution condemning Chad" is not Chad's
    return [inner for kid in word.kids_of("acl", "relcl") for inner in kid.kids_of("dobj", "pobj")]


def _agents(word: Word) -> list[Word]:
    """The by-agents anywhere in a phrase: "the return of villages of X held by Y"."""
    return [inner for one in word.subtree() if one.dep == "agent" for inner in one.kids_of("pobj")]


def _doers_of_participles(word: Word) -> list[Word]:
    """The by-agents of participles: "areas held by rebels"."""
    return [
        inner
        for kid in word.kids
        if kid.dep in ("acl", "relcl")
        for agent in kid.kids
        if agent.dep == "agent" or (agent.dep == "prep" and agent.lower == "by")
        for inner in agent.kids_of("pobj")
    ]
