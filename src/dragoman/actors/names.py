"""Who is meant where a name stands: a state or body of the tables, a person, a town."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from dragoman.actors.ledger import Ledger
from dragoman.actors.ref import Ref
from dragoman.actors.registry import Entry, choose
from dragoman.actors.spans import NamedSpan
from dragoman.actors.stretches import Stretches
from dragoman.actors.towns import town_at
from dragoman.language import Word

_BEFORE = ("poss", "compound", "amod", "nmod", "appos")


class Names:
    """What the names of a text mean on the day of its publishing."""

    def __init__(self, stretches: Stretches, ledger: Ledger, published: date | None) -> None:
        self._stretches = stretches
        self._ledger = ledger
        self._published = published

    def ref(self, span: NamedSpan) -> Ref:
        """Whom a name of the tables means."""
        entry = choose(self._apt(span.entries), self._published)
        rule = f"{entry.kind} {entry.name} ({entry.where})"
        return Ref(entry.code, entry.sector, entry.country, None, span.start, span.end, rule)

    def _apt(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries of a capital that is a body's seat too: the body's alone, where the text names that and names
        the state only by its capital.
        """
        bodies = [one for one in entries if one.kind == "organisation"]
        if entries[0].kind != "capital" or not bodies or entries[0].code in self._codes:
            return entries
        return [one for one in bodies if one.code in self._codes] or entries

    @cached_property
    def _codes(self) -> frozenset[str]:
        """The codes of the names of the text that mean one thing only."""
        named = self._stretches.named.values()
        return frozenset(entry.code for span in named for entry in span.entries[:1] if len(_codes(span.entries)) == 1)

    def at(self, word: Word) -> tuple[Ref, ...]:
        """Whom the name at a word means; () where none stands there."""
        if word in self._stretches.named:
            return (self.ref(self._stretches.named[word]),)
        if word in self._stretches.people:
            return self._ledger.settled(word)
        return ()

    def listed(self, word: Word) -> tuple[Ref, ...]:
        """The members that an apposition lists: "their allies Chad and Mali"."""
        if word.tag not in ("NNS", "NNPS"):
            return ()
        found = [ref for kid in word.kids_of("appos") for one in kid.conjuncts() for ref in self.at(one)]
        return tuple(dict.fromkeys(found))

    def within(self, word: Word) -> tuple[Ref, ...]:
        """Those named by a noun and those joined to it, or else inside what they say: "in the town of X"."""
        found: list[Ref] = []
        for one in word.conjuncts():
            refs = self.at(one)
            if not refs and one in self._stretches.roles:
                refs = self._ledger.settled(one)
            found += refs or self._inside(one) or town_at(one)
        return tuple(dict.fromkeys(found))

    def _inside(self, word: Word) -> tuple[Ref, ...]:
        """The first name that hangs on a noun: "in the town of X", "in northern Mali's desert", "in the X region"."""
        inner = [ref for kid in word.kids for ref in self.at(kid) if kid.dep in _BEFORE]
        inner += [
            ref
            for kid in word.kids_of("prep")
            if kid.lower in ("of", "in")
            for deep in kid.kids_of("pobj")
            for ref in self.at(deep)
        ]
        return tuple(inner[:1])


def _codes(entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset(entry.code for entry in entries)
