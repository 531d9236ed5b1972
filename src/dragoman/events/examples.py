"""The examples of the lexicon as tests: each line's own sentence must give its event, source and target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman import places
from dragoman.actors import Cast, Registry
from dragoman.events import events
from dragoman.knowledge import codebook, lexicon
from dragoman.language import Reader, load, normalise
from dragoman.language.clauses import propositions
from dragoman.report import Event, Participant

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


def run(chosen: Iterable[Example], registry: Registry, reader: Reader | None = None) -> Iterator[Failure]:
    """The examples that fail."""
    held = list(chosen)
    trees = (reader or load()).read_many((normalise(example.sentence), ()) for example in held)
    for example, tree in zip(held, trees, strict=True):
        clauses = propositions(tree, lexicon.words("noun"), lexicon.words("adj"))
        cast = Cast(tree, registry, None)
        found = events(tree, clauses, cast, (), places.find(tree, cast))
        if not any(_fits(event, example, cast) for event in found):
            yield Failure(example, "; ".join(_brief(event) for event in found) or "nothing")


def _fits(event: Event, example: Example, cast: Cast) -> bool:
    if example.type is not None and event.type != example.type:
        return False
    source, target = example.span("[", "]"), example.span("{", "}")
    straight = _meant(event.source, source, cast) and _meant(event.target, target, cast)
    crossed = event.symmetric and _meant(event.source, target, cast) and _meant(event.target, source, cast)
    return straight or crossed


def _meant(participants: tuple[Participant, ...], span: tuple[int, int] | None, cast: Cast) -> bool:
    """Whether the marked words are a mention of a participant, or of the same actor as one ("its")."""
    if span is None:
        return True
    if any(one.start < span[1] and span[0] < one.end for one in participants):
        return True
    codes = {actor.code for actor in cast.actors() for at in actor.mentions if at.start < span[1] and span[0] < at.end}
    return any(one.code in codes for one in participants)


def _brief(event: Event) -> str:
    source = ",".join(f"{one.code}“{one.text}”" for one in event.source)
    target = ",".join(f"{one.code}“{one.text}”" for one in event.target)
    return f"{event.type} {event.cameo} {source} -> {target}"
