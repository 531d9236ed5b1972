"""Whose a thing is that a later clause speaks of: who said the remark, who tabled the draft, who has the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors import Ref
from dragoman.events.roles import Roles, apart
from dragoman.knowledge import grammar, speech
from dragoman.language import Word
from dragoman.language.clauses import Proposition

_SAID_REACH = 2
"""How many sentences back the words may be of which someone speaks."""
_OWNED_REACH = 4
"""How many sentences back a thing may be named that is named again."""


class Things:
    """What the clauses of one text say of things."""

    def __init__(self, propositions: Sequence[Proposition], roles: Roles) -> None:
        self._propositions = propositions
        self._roles = roles

    def said(self, word: Word, source: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """Who, besides some, said last before a word what the word speaks of."""
        for one in self._before(word, _SAID_REACH):
            if announces(one):
                said = apart(self._roles.in_slot(one, "subj")[0], source, domestic=False)
                if said:
                    return said
        return ()

    def owner(self, word: Word, source: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """Who, besides some, has or made the thing that a word names again: "Chad's plan", "tabled a draft"."""
        for one in self._before(word, _OWNED_REACH):
            if one.kind == "noun":
                named = one.lemma == word.lemma
            else:
                made = one.lemma in grammar.words("making")
                named = made and any(word.tag == "PRP" or held.lemma == word.lemma for held in one.get("obj"))
            if named and (owning := apart(self._roles.in_slot(one, "subj")[0], source, domestic=False)):
                return owning
        return ()

    def _before(self, word: Word, reach: int) -> Iterator[Proposition]:
        """The clauses before a word, the last first."""
        for one in reversed(self._propositions):
            gap = word.sentence.index - one.head.sentence.index
            if gap > reach:
                return
            if gap >= 0 and one.head.i < word.i:
                yield one


def announces(one: Proposition) -> bool:
    """Whether a clause tells what someone says: by a verb of speech that takes a clause, "said", not "ordered"."""
    if one.kind != "verb":
        return False
    known = speech.predicates()
    return any("clause" in known[name].contents for name in one.names if name in known)
