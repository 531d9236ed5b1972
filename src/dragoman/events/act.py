"""An act: a proposition that the codebook knows, on its way to become an event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import get_args

from dragoman.actors import Ref
from dragoman.knowledge import codebook
from dragoman.language import Word
from dragoman.language.clauses import Proposition
from dragoman.report import Status

_WEAKNESS: tuple[Status, ...] = ("actual", "planned", "possible", "denied")
assert set(_WEAKNESS) == set(get_args(Status))  # noqa: S101 - the order is ours, the members are the report's


@dataclass(slots=True, eq=False)
class Act:
    """Who does what to whom by one predicate, with the trace of how that was found.

    ``bundle`` holds the heads of all predicates that tell the act: its own, and those that carry it. ``beside`` is the
    act that a mediation brought about, whose day is its own. An ``open`` act is aimed at someone whom its clause does
    not name: see ``aims``; one ``alone`` is done to nobody, as resigning, one ``doerless`` by nobody but who tells it;
    what several do ``together`` they do with each other where nobody else is named. One that is a ``reply`` is an act
    only where another asked for it: "Oslo refused". ``rest`` are all but the first of
    those who do it together.
    """

    proposition: Proposition
    bundle: tuple[Word, ...]
    cameo: str
    status: Status
    source: tuple[Ref, ...]
    target: tuple[Ref, ...]
    line: str
    mode: str | None = None
    mediators: tuple[Ref, ...] = ()
    symmetric: bool = False
    composed: bool = False
    rules: list[str] = field(default_factory=list)
    turned_down: list[str] = field(default_factory=list)
    confidence: float = 0.8
    beside: Act | None = None
    rest: tuple[Ref, ...] = ()
    open: bool = False
    reply: bool = False
    alone: bool = False
    together: bool = False
    doerless: bool = False

    @property
    def type(self) -> str:
        """The PLOVER type of the act's CAMEO code."""
        return codebook.type_of(self.cameo)

    @property
    def quad(self) -> str:
        """The quad class of the act's type."""
        return codebook.types()[self.type].quad

    @property
    def sides(self) -> tuple[Ref, ...]:
        """All who take part in it, the source first."""
        return (*self.source, *self.target)

    @property
    def two_sided(self) -> bool:
        """Whether both the source and the target are known."""
        return bool(self.source and self.target)

    @property
    def sentence_index(self) -> int:
        """The sentence in which the act is told."""
        return self.proposition.head.sentence.index

    def carried(self, by: Word, status: Status, rule: str) -> Act:
        """The same act told with one more predicate."""
        return replace(self, bundle=(*self.bundle, by), status=weakest(self.status, status), rules=[*self.rules, rule])


def weakest(*statuses: Status) -> Status:
    """The least certain of some statuses: denied, possible, planned, actual."""
    return max(statuses, key=_WEAKNESS.index)
