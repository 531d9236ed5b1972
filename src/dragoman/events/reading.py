"""The acts of one text as they are read: each proposition once, never inside itself, and which acts others used up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.events.act import Act
from dragoman.events.contents import Content, lend, with_occasion
from dragoman.language import Word
from dragoman.language.clauses import Complement, Proposition


class Reading:
    """Remembers the act of each proposition; ``interpret`` finds it, and may ask for others meanwhile.

    ``spent`` are the heads of acts that do not stand beside the one that they are part or object of, ``taken`` those
    of the outermost predicates that an operator or a carrier took up.
    """

    def __init__(self, propositions: Sequence[Proposition], interpret: Callable[[Proposition], Act | None]) -> None:
        self._interpret = interpret
        self._by_head = {one.head: one for one in propositions}
        self._known: dict[Word, Act | None] = {}
        self._under_way: set[Word] = set()
        self.spent: set[Word] = set()
        self.taken: set[Word] = set()

    def act(self, one: Proposition) -> Act | None:
        """The act of a proposition, or None where the tables know none."""
        if one.head in self._known:
            return self._known[one.head]
        if one.head in self._under_way:
            return None
        found = self._guarded(with_occasion(one))
        self._known[one.head] = found
        return found

    def inner(self, one: Proposition, content: Content, roles: tuple[tuple[str, str], ...]) -> Act | None:
        """The act of a content, with the roles that its governor lends it."""
        if isinstance(content, Complement):
            clause = self._said_of(content.proposition)
            if clause.passive or clause.get("subj") or not one.get("subj") or clause.head in self._under_way:
                return self.act(clause)
            return self._guarded(lend(clause, one, (("subj", "subj"),), prepositions=False))
        below = self._by_head.get(content)
        if below is None or below is one or below.kind != "noun" or below.head in self._under_way:
            return None
        return self._guarded(lend(below, one, roles))

    def _said_of(self, clause: Proposition) -> Proposition:
        """The adjective of a clause that is only a copula: in "said the raid was illegal" it tells the act."""
        kids = clause.head.kids_of("acomp") if clause.lemma == "be" else []
        return next((self._by_head[kid] for kid in kids if kid in self._by_head), clause)

    def named(self, one: Proposition, slot: str) -> Iterator[Act]:
        """The acts that nouns in a slot name: in "condemned the attack on Chad" the attack."""
        for word in one.get(slot):
            below = self._by_head.get(word)
            if below is not None and below is not one and below.kind == "noun":
                act = self.act(below)
                if act is not None:
                    yield act

    def take_up(self, inner: Act) -> None:
        """Note that an act is told as part of another."""
        self.spent.update(inner.bundle)
        self.taken.add(inner.bundle[-1])

    def _guarded(self, one: Proposition) -> Act | None:
        self._under_way.add(one.head)
        found = self._interpret(one)
        self._under_way.discard(one.head)
        return found
