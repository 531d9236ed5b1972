"""The cast of a page: every mention of an actor in the order of the text, and who is meant by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from dragoman.actors.bearers import Bearers
from dragoman.actors.descriptions import is_described
from dragoman.actors.focus import Focus
from dragoman.actors.groups import Groups, is_number, is_ordered, is_pronoun, may_be_group
from dragoman.actors.known import Known
from dragoman.actors.ledger import Ledger, moved
from dragoman.actors.names import Names
from dragoman.actors.offices import Offices
from dragoman.actors.owners import Owners
from dragoman.actors.persons import PersonBook
from dragoman.actors.ref import Ref
from dragoman.actors.registry import Registry
from dragoman.actors.spans import NamedSpan
from dragoman.actors.stretches import Stretches, stretches_of
from dragoman.actors.titles import title_before
from dragoman.knowledge.holders import last_name
from dragoman.language import Tree, Word
from dragoman.report import Actor, Person, Span

_OTHER_LABELS = ("DATE", "LANGUAGE")
"""What the model takes names for that are nobody's last name."""


class Cast:
    """Who is who in one text. Built once, in text order, so that antecedents stand before what means them.

    ``home`` is the country of the outlet, where known: titles without a country are first sought there.
    """

    def __init__(self, tree: Tree, registry: Registry, published: date | None = None, home: str | None = None) -> None:
        self._text = tree.text
        self._stretches = stretches_of(tree, registry)
        self._focus = Focus(self._stretches.named, home)
        self._ledger = Ledger(tree, self._stretches, self._focus.main, self._resolve)
        self._book = PersonBook(Known(published, _codes(self._stretches)))
        self._full = _full_names(self._stretches)
        self._names = Names(self._stretches, self._ledger, published)
        owners = Owners(self._stretches, self._ledger, self._names)
        self._offices = Offices(self._stretches, self._ledger, self._names, owners)
        self._groups = Groups(self._ledger, self._names)
        self._bearers = Bearers(
            self._stretches, self._ledger, self._names, owners, self._groups, self._book, self._focus
        )
        for word in tree.words:
            self._ledger.visit(word)

    # --- what others ask -------------------------------------------------------------------------------------------

    def at(self, word: Word) -> tuple[Ref, ...]:
        """Who is meant by the noun phrase that a word heads; () where it is no actor."""
        return self._ledger.at(word)

    def of(self, word: Word) -> tuple[Ref, ...]:
        """The same with coordination: "Chad, Niger and Mali" by its first word."""
        return tuple(dict.fromkeys(ref for one in word.conjuncts() for ref in self.at(one)))

    def other_side(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """The state that the text is about, where it deals with that besides some at a word."""
        return self._state(self._focus.topic, word, codes)

    def counterpart(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """With whom the text deals most besides the state that it is about, where that is among some."""
        return self._state(self._focus.counterpart, word, codes) if self._focus.topic in codes else ()

    def named_beside(self, word: Word) -> frozenset[str]:
        """The codes of all who are named in the sentence of a word."""
        return self._ledger.history.named_beside(word)

    def _state(self, code: str | None, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """A state that is spoken of before a word, besides some."""
        found = (ref for ref in self._ledger.history.salient(word, codes, 6) if ref.code == code)
        return moved((replace(ref, sector=None, person=None) for ref in found), word, "the other side so far")

    def person_at(self, word: Word) -> str | None:
        """The name of the person meant by a word, whether any code is known or not."""
        someone = self._ledger.someone_at(word)
        return someone.name if someone is not None else None

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text, in the order of their first mention."""
        return tuple(someone.record() for someone in self._book.all)

    def actors(self) -> tuple[Actor, ...]:
        """The actors of the text by code and sector, with their mentions."""
        found: dict[tuple[str, str | None], list[Ref]] = {}
        for ref in self._ledger.mentions:
            found.setdefault((ref.code, ref.sector), []).append(ref)
        return tuple(
            Actor(
                code=code,
                sector=sector,
                country=refs[0].country,
                name=self._text[refs[0].start : refs[0].end],
                mentions=tuple(dict.fromkeys(Span(start=ref.start, end=ref.end) for ref in refs)),
            )
            for (code, sector), refs in found.items()
        )

    # --- who is meant by a word ------------------------------------------------------------------------------------

    def _resolve(self, word: Word) -> None:
        """Find out who is meant by a word, by what stands there, and enter it in the ledger."""
        stretches = self._stretches
        if word in stretches.people:
            self._visit_person(stretches.people[word])
        elif word in stretches.roles:
            self._bearers.visit(stretches.roles[word])
        elif word in stretches.named:
            if word is stretches.named[word].head:
                self._ledger.keep(word, self._names.at(word))
        elif is_pronoun(word):
            self._groups.visit_pronoun(word)
        elif may_be_group(word) and word.tag[0] == "N":
            self._groups.visit_group(word)
        elif is_described(word):
            self._bearers.visit_body(word)
        elif word.tag in ("NNP", "NN") and word.text[0].isupper() and word.dep != "compound":
            self._visit_last_name(word)
        elif is_ordered(word):
            self._groups.visit_ordered(word)
        elif is_number(word):
            self._groups.visit_number(word)

    def _visit_person(self, span: NamedSpan) -> None:
        title = title_before(span, self._stretches)
        titled = title is not None or span.courtesy is not None
        self._look_ahead(span.text, span.end)
        someone = self._book.meet(span.text, span.start, span.end, title, titled, sure=True)
        if someone is None:
            return
        if span.courtesy:
            someone.address(span.courtesy, span.text)
        self._offices.give(someone, span, title)
        self._ledger.keep_person(span.head, someone, span.start, span.end)

    def _visit_last_name(self, word: Word) -> None:
        """A name alone: of someone met before or told of later, or of the one leader whom it can mean."""
        span = word.name
        if span is not None and (span.last is not word or span.label in _OTHER_LABELS):
            return
        self._look_ahead(word.text, word.end)
        someone = self._book.meet(word.text, word.start, word.end)
        if someone is not None:
            self._ledger.keep_person(word, someone, word.start, word.end)

    def _look_ahead(self, name: str, end: int) -> None:
        """Meet the person whom a last name means where the text names him in full later only, as headlines do."""
        span = self._full.get(name)
        if span is None or span.start < end or self._book.has(name):
            return
        title = title_before(span, self._stretches)
        someone = self._book.meet(span.text, span.start, span.end, title, titled=title is not None)
        if someone is not None:
            self._offices.give(someone, span, title)


def _full_names(stretches: Stretches) -> dict[str, NamedSpan]:
    """The first full name on the page by the last name in it."""
    found: dict[str, NamedSpan] = {}
    for span in sorted(stretches.people.values(), key=lambda one: one.start):
        if " " in span.text:
            found.setdefault(last_name(span.text), span)
    return found


def _codes(stretches: Stretches) -> frozenset[str]:
    """The codes of all whom the page names."""
    return frozenset(entry.code for span in stretches.named.values() for entry in span.entries[:1])
