"""One sentence, two marked phrases: what does the one do to the other?

The same interpreter as for pages, with a cast that knows no actors but the two marked ones, so that the answer
does not depend on knowing who they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.interpret import Interpreter
from dragoman.knowledge import codebook, lexicon
from dragoman.language import Reader, Tree, Word, normalise
from dragoman.language.clauses import propositions
from dragoman.pairs import Pair

SOURCE, TARGET = "source", "target"
_BELONGING = ("compound", "amod", "nmod", "poss")


class Relation(NamedTuple):
    """The answer: the event type by the chosen crosswalk, None where nothing is said between the two."""

    uid: str
    root: str | None
    cameo: str | None
    confidence: float
    why: str


class MarkedCast:
    """A cast of two: the phrases that are marked."""

    def __init__(self, pair: Pair) -> None:
        marked = ((SOURCE, pair.source), (TARGET, pair.target))
        self._spans = [(code, span) for code, span in marked if span is not None]

    def at(self, word: Word) -> tuple[Ref, ...]:
        """The marked phrase in which a word stands."""
        for code, (start, end) in self._spans:
            if start <= word.start and word.end <= end:
                person = word.text if word.name is not None and word.name.label == "PERSON" else None
                return (Ref(code=code, sector=None, country=None, person=person, start=start, end=end, rule="marked"),)
        if word.is_noun:  # "<s>Kenyan</s> troops": the troops act for whom the mark names
            owners = [one for kid in word.kids if kid.dep in _BELONGING for one in kid.conjuncts()]
            found = tuple(ref for one in owners for ref in self.at(one))
            if found:
                return found
        if (
            word.dep in ("relcl", "nsubj", "nsubjpass")
            and word.lower in ("who", "which", "that")
            and word.head.dep == "relcl"
        ):
            return self.at(word.head.head)
        return ()

    def of(self, word: Word) -> tuple[Ref, ...]:
        """The same, with the phrases joined to it."""
        return tuple(ref for one in word.conjuncts() for ref in self.at(one))


def relate(pairs: Iterable[Pair], reader: Reader, crosswalk: str = "plover-2024") -> Iterator[Relation]:
    """The relations of marked pairs, in order."""
    held = list(pairs)
    trees = reader.read_many((normalise(pair.sentence), ()) for pair in held)
    for pair, tree in zip(held, trees, strict=True):
        yield _relation(pair, tree, crosswalk)


def _relation(pair: Pair, tree: Tree, crosswalk: str) -> Relation:
    clauses = propositions(tree, lexicon.vocabulary())
    acts = Interpreter(clauses, MarkedCast(pair)).candidates()
    ranked = sorted(acts, key=_fit, reverse=True)
    if not ranked or _fit(ranked[0]) <= 0:
        return Relation(pair.uid, None, None, 0.0, "no predicate of the lexicon joins the two")
    best = ranked[0]
    confidence = round(min(0.95, 0.15 + 0.1 * _fit(best)), 2)
    return Relation(pair.uid, codebook.type_of(best.cameo, crosswalk), best.cameo, confidence, best.line)


def _fit(act: Act) -> float:
    """How well an act joins the two: both in their roles, both crossed in a mutual act, one of them, none."""
    source, target = {ref.code for ref in act.source}, {ref.code for ref in act.target}
    score = 0.0
    if SOURCE in source and TARGET in target:
        score = 7.0
    elif TARGET in source and SOURCE in target:
        score = 5.0 if act.symmetric else 2.5
    elif SOURCE in source:
        score = 4.0
    elif TARGET in target:
        score = 3.0
    elif TARGET in source or SOURCE in target:
        score = 1.0
    else:
        score = 0.3
    if act.composed:
        score += 0.6
    return score + 0.3 * (len(act.bundle) > 1) - 0.01 * act.proposition.head.i / 100
