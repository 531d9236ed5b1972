"""The examples of the lexicon as tests: each line's own sentence must give its event, source and target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.interpret import Interpreter
from dragoman.events.relations import SOURCE, TARGET, MarkedCast
from dragoman.knowledge import codebook, lexicon
from dragoman.language import Reader, load, normalise
from dragoman.language.clauses import propositions
from dragoman.pairs import Pair

_MARKS = re.compile(r"[\[\]{}]")


class Example(NamedTuple):
    """A marked sentence: the event type (None: any) that it must give, between the marked words."""

    where: str
    marked: str
    type: str | None

    @property
    def sentence(self) -> str:
        """The sentence without its marks."""
        return _MARKS.sub("", self.marked)

    def span(self, opening: str, closing: str) -> tuple[int, int] | None:
        """Where the words between two marks stand in the plain sentence."""
        start, end = self.marked.find(opening), self.marked.find(closing)
        if start < 0 or end < 0:
            return None
        before = len(_MARKS.sub("", self.marked[:start]))
        return before, before + len(_MARKS.sub("", self.marked[start:end]))


class Failure(NamedTuple):
    """An example that did not come out, and what came instead."""

    example: Example
    found: str


def examples() -> Iterator[Example]:
    """All examples of the lexicon and of the tables of composition."""
    for line in lexicon.lines():
        if line.example:
            yield Example(line.where, line.example, codebook.type_of(line.cameo))
    for operators in lexicon.operators().values():
        for operator in operators:
            if operator.example:
                yield Example(operator.where, operator.example, None)
    for carriers in lexicon.carriers().values():
        for carrier in carriers:
            if carrier.example:
                yield Example(carrier.where, carrier.example, None)


def run(chosen: Iterable[Example], reader: Reader | None = None) -> Iterator[Failure]:
    """The examples that fail.

    Read with a cast of the two marked phrases alone: a line is right or wrong whoever the actors are. Where no target
    is marked, the act need not be whole: on a page, the sentences before would tell it.
    """
    held = list(chosen)
    trees = (reader or load()).read_many((normalise(example.sentence), ()) for example in held)
    for example, tree in zip(held, trees, strict=True):
        pair = Pair(example.where, example.sentence, example.span("[", "]"), example.span("{", "}"))
        interpreter = Interpreter(propositions(tree, lexicon.vocabulary()), MarkedCast(pair))
        found = interpreter.acts() if pair.target else interpreter.candidates()
        if not any(_fits(act, example) for act in found):
            yield Failure(example, "; ".join(_brief(act) for act in found) or "nothing")


def _fits(act: Act, example: Example) -> bool:
    if example.type is not None and act.type != example.type:
        return False
    source, target = _codes(act.source), _codes(act.target)
    wanted_source = {SOURCE} if example.span("[", "]") else set()
    wanted_target = {TARGET} if example.span("{", "}") else set()
    straight = wanted_source <= source and wanted_target <= target
    return straight or (act.symmetric and wanted_source <= target and wanted_target <= source)


def _codes(refs: Iterable[Ref]) -> set[str]:
    return {ref.code for ref in refs}


def _brief(act: Act) -> str:
    return f"{act.type} {act.cameo} {sorted(_codes(act.source))} -> {sorted(_codes(act.target))}"
