"""One sentence, two marked phrases: what does the one do to the other?

The same interpreter as for pages, with a cast that knows no actors but the two marked ones, so that the answer
does not depend on knowing who they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.actors import Ref
from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.events.interpret import Interpreter
from dragoman.events.vote import SILENT, Voice, decide, label_of, situation
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

    def other_side(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """Nobody: only the marked phrases count."""
        return ()

    def counterpart(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """Nobody, likewise."""
        return ()

    def named_beside(self, word: Word) -> frozenset[str]:
        """Nobody, likewise."""
        return frozenset()


class Finding(NamedTuple):
    """What the lexicon finds for a pair: its voice, and the line that spoke."""

    voice: Voice
    line: str
    planned: bool = False


def relate(
    pairs: Iterable[Pair], reader: Reader, crosswalk: str = "plover-2024", fast: bool = False
) -> Iterator[Relation]:
    """The relations of marked pairs, in order. ``fast`` leaves the typer out."""
    held = list(pairs)
    for pair, found in zip(held, findings(held, reader), strict=True):
        yield _relation(pair, found, crosswalk, fast)


def findings(pairs: Sequence[Pair], reader: Reader) -> Iterator[Finding]:
    """What the lexicon finds for each pair."""
    trees = reader.read_many((normalise(pair.sentence), ()) for pair in pairs)
    for pair, tree in zip(pairs, trees, strict=True):
        yield _finding(pair, tree)


def _finding(pair: Pair, tree: Tree) -> Finding:
    clauses = propositions(tree, lexicon.vocabulary())
    acts = Interpreter(clauses, MarkedCast(pair)).candidates()
    if not acts:
        return Finding(Voice(None, SILENT), "no predicate of the lexicon is in the sentence")
    best = max(acts, key=_fit)
    return Finding(Voice(_cameo(best), situation(best, _FITS[_place(best)])), best.line, best.status == "planned")


def _cameo(act: Act) -> str:
    """The code of an act by PLOVER's manual, which has no status: who will meet, help or free another agrees to."""
    if act.status != "planned" or act.type not in _AGREED:
        return act.cameo
    agreed = lexicon.operations()["intend"]
    keys = (*(act.cameo[:length] for length in range(len(act.cameo), 1, -1)), act.type)
    return next((agreed[key] for key in keys if key in agreed), act.cameo)


def _relation(pair: Pair, found: Finding, crosswalk: str, fast: bool) -> Relation:
    verdict = decide(found.voice, None if fast else lambda: next(typer.load().ask([pair])))
    why = f"{verdict.why}; {found.line}" if found.voice.cameo else verdict.why
    confidence = round(verdict.probability, 2)
    if verdict.label == typer.NONE:
        return Relation(pair.uid, None, None, confidence, why)
    agreed = found.voice.cameo is not None and label_of(found.voice.cameo) == verdict.label
    cameo = str(found.voice.cameo if agreed else typer.cameo_of(verdict.label))
    if found.planned and crosswalk == _OF_THREATS:
        cameo = _threat(cameo)
    return Relation(pair.uid, codebook.type_of(cameo, crosswalk), cameo, confidence, why)


def _threat(cameo: str) -> str:
    """The code of a planned hostile act where there is no status: it is a threat; of others their own."""
    intent = codebook.planned().get(codebook.type_of(cameo))
    return intent.cameo if intent is not None and intent.type == "THREATEN" else cameo


_OF_THREATS = "plover-2021"
"""The crosswalk by which sentences are labelled without a status: what will be done to another is a threat."""

_AGREED = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT"})
"""Types that are AGREE as long as they are planned."""

_FITS = ("straight", "mutual", "source", "target", "crossed", "part", "beside")
"""How an act may join the two, the best first: both in their roles, both crossed in a mutual act, one of them in its
role, both crossed, one of them in the other's role, none.
"""


def _place(act: Act) -> int:
    """Where in the order of fits an act stands."""
    source, target = {ref.code for ref in act.source}, {ref.code for ref in act.target}
    crossed = TARGET in source and SOURCE in target
    holds = (
        SOURCE in source and TARGET in target,
        crossed and act.symmetric,
        SOURCE in source,
        TARGET in target,
        crossed,
        TARGET in source or SOURCE in target,
        True,
    )
    return holds.index(True)


def _fit(act: Act) -> tuple[float, ...]:
    """How well an act joins the two; of equals those of several predicates, and the first."""
    return (-_place(act), act.composed, len(act.bundle) > 1, -act.proposition.head.i)
