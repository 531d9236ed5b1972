"""Which line of the lexicon a proposition matches: the most specific whose conditions all hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from dragoman.events.roles import Roles
from dragoman.knowledge import grammar, lexicon
from dragoman.knowledge.lexicon import Line, Need
from dragoman.language import Word
from dragoman.language.clauses import Proposition

_T = TypeVar("_T")


TOLD = 8
"""So many of the lines turned down are told; a verb can have hundreds."""


class Matcher:
    """Matches propositions against the lexicon's lines."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self._formed: dict[Word, set[str]] = {}

    def best(self, proposition: Proposition) -> tuple[Line | None, list[str]]:
        """The matching line with the most conditions (the first of equals), and why others were turned down."""
        found: Line | None = None
        turned_down: list[str] = []
        for line in entries(lexicon.index(), proposition):
            failed = next((need for need in line.needs if not self._holds(proposition, need)), None)
            if failed is not None:
                if len(turned_down) < TOLD:
                    turned_down.append(f"{line.where} ({line.cameo}): {failed.slot} does not fit")
            elif found is None or _weight(line) > _weight(found):
                if found is not None:
                    turned_down.append(f"{found.where} ({found.cameo}): less specific")
                found = line
            else:
                turned_down.append(f"{line.where} ({line.cameo}): not more specific")
        return found, turned_down

    def _holds(self, proposition: Proposition, need: Need) -> bool:
        if need.slot == "comp":
            held = self._complement_fits(proposition, need)
        elif need.slot == "mood":
            voice = "passive" if proposition.passive else "active"
            held = not need.words.isdisjoint((proposition.reality, voice))
        else:
            held = any(self._fits(word, need) for word in _fillers(proposition, need.slot))
        return held != need.negated

    def _complement_fits(self, proposition: Proposition, need: Need) -> bool:
        for comp in proposition.comps:
            told = (comp.kind, comp.proposition.reality, *comp.proposition.names)
            if "*" in need.words or not need.words.isdisjoint(told):
                return True
        return False

    def _fits(self, word: Word, need: Need) -> bool:
        if "*" in need.words:
            return True
        for one in word.conjuncts():
            if not need.words.isdisjoint(self._forms(one)):
                return True
            if "@actor" in need.words and self._roles.is_actor(one):
                return True
            if "@person" in need.words and any(ref.person for ref in self._roles.of(one)):
                return True
            if "@place" in need.words and one.name is not None and one.name.label in ("GPE", "LOC", "FAC"):
                return True
        return False

    def _forms(self, word: Word) -> set[str]:
        """The forms of a word, worked out once: many lines ask for them."""
        if word not in self._formed:
            self._formed[word] = _forms(word)
        return self._formed[word]


def entries(table: Mapping[tuple[str, str], Sequence[_T]], proposition: Proposition) -> list[_T]:
    """What a table has for a proposition, by its predicate and part of speech."""
    return [entry for name in proposition.names for entry in table.get((name, proposition.kind), ())]


def _weight(line: Line) -> tuple[int, int, int]:
    """How specific a line is: phrasal verbs before bare ones, words before actors before anything, few before many."""
    breadth = sum(len(need.words) for need in line.needs)
    return (line.predicate.count(" "), sum(_strength(need) for need in line.needs), -breadth)


def _strength(need: Need) -> int:
    if need.negated or "*" in need.words:
        return 1
    return 2 if need.words & _ANY_NAME else 3


_ANY_NAME = frozenset({"@actor", "@person", "@place"})


def _fillers(proposition: Proposition, slot: str) -> list[Word]:
    if slot == "subj" and proposition.kind == "noun":
        return [
            *proposition.get("subj"),
            *proposition.get("poss"),
            *proposition.get("between"),
            *proposition.get("mod"),
        ]
    if slot == "obj" and proposition.kind == "noun":
        return proposition.get("obj") or proposition.get("of")
    return proposition.get(slot)


def _forms(word: Word) -> set[str]:
    """A noun's lemma, and that with the words before it: "talks", "peace talks"; the noun after "of" for measures."""
    forms = {word.lemma, word.lower}
    measures = grammar.words("measure")
    for kid in word.kids:
        if kid.dep in ("compound", "amod", "nmod"):
            forms.add(f"{kid.lemma} {word.lemma}")
            if kid.dep == "compound":
                forms.add(kid.lemma)
        elif kid.dep == "prep" and kid.lower == "of" and (word.tag == "CD" or word.lemma in measures):
            forms.update(form for inner in kid.kids_of("pobj") for form in _forms(inner))
    return forms
