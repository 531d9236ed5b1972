"""Bodies by description: which of those named before "the agency", "the bloc", "the lender" means."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.actors.coreference import Seen
from dragoman.actors.ledger import Ledger, is_definite
from dragoman.actors.ref import Ref
from dragoman.actors.registry import name_words
from dragoman.actors.stretches import Stretches
from dragoman.knowledge import tables
from dragoman.language import Word

_REACH, _CALLED_REACH = 10, 20
"""How many sentences back the body may be named, and how many back by the very word."""
_ASIDE = frozenset({"based", "led", "dominated", "brokered", "headquartered", "run", "born", "founded"})
"""After a name and a hyphen: whose the body is not, though it says something of it."""
_BODIES = ("body", "organisation", "own")
_MANY = ("NNS", "NNPS")
_ORIGINS = ("NORP", "LOC", "GPE")
_INSIDE = ("compound", "nmod", "amod")


class _Kind(NamedTuple):
    """A kind of bodies: how their codes begin or what they are, the sectors of a state's own, words of which their
    names have one.
    """

    codes: tuple[str, ...]
    sectors: tuple[str, ...]
    names: frozenset[str]

    def has(self, ref: Ref) -> bool:
        """Whether somebody is of the kind."""
        if len(ref.code) == 3:
            return ref.sector in self.sectors or (ref.sector is None and ref.code in self.codes)
        return ref.code.startswith(self.codes) and (not self.names or not self.names.isdisjoint(name_words(ref.code)))


class Descriptions:
    """Finds the body that a description means."""

    def __init__(self, stretches: Stretches, ledger: Ledger) -> None:
        self._stretches = stretches
        self._ledger = ledger

    def meant(self, word: Word, owners: tuple[Ref, ...]) -> Seen | None:
        """The mention of the body that a noun means, of those that ``owners`` may have, where any is said."""
        kinds = _kinds().get(word.lemma)
        if kinds is None or not self.is_known(word):
            return None
        if any(kid.lower in _ASIDE for kid in word.kids):
            owners = ()

        def fits(seen: Seen) -> bool:
            return any(kind.has(seen.refs[0]) for kind in kinds) and _may_be_meant(seen, owners)

        def is_called_so(seen: Seen) -> bool:
            span = self._stretches.named.get(seen.word)
            if span is None or span.entries[0].kind not in _BODIES or not _may_be_meant(seen, owners):
                return False
            return not {word.lower, word.lemma}.isdisjoint(span.text.lower().split())

        history = self._ledger.history
        called = history.latest(word, _CALLED_REACH, is_called_so)
        return called if called is not None or word.tag in _MANY else history.latest(word, _REACH, fits)

    def is_known(self, word: Word) -> bool:
        """Whether a noun speaks of one body that is known, and does not only stand before another's name."""
        if word.tag[0] != "N" or word.dep in _INSIDE or not is_definite(word):
            return False
        if word.tag in _MANY and not word.text[0].isupper():
            return False
        return all(kid in self._stretches.named or not _is_other_name(kid) for kid in word.kids_of(*_INSIDE))


def is_described(word: Word) -> bool:
    """Whether a noun may speak again of a body that has been named."""
    return word.lemma in _kinds()


def _may_be_meant(seen: Seen, owners: tuple[Ref, ...]) -> bool:
    """Whether a mention is of one body, and of one that may be its owners'."""
    if seen.someone is not None or len(seen.refs) != 1 or (seen.human and seen.refs[0].sector != "BUS"):
        return False
    return all(_may_own(owner, seen.refs[0]) for owner in owners)


def _is_other_name(word: Word) -> bool:
    """Whether a word inside a description names a body that nobody knows: "the Northwind group"."""
    return word.tag in ("NNP", "NNPS") and (word.name is None or word.name.label not in _ORIGINS)


def _may_own(owner: Ref, body: Ref) -> bool:
    """Whether a body may be said to be somebody's: "the Palestinian group", "the UN agency"."""
    if owner.code == "IGO:UN":
        return body.code.startswith("IGO:")
    return owner.code in (body.country, body.code)


@cache
def _kinds() -> dict[str, tuple[_Kind, ...]]:
    found: dict[str, tuple[_Kind, ...]] = {}
    for row in tables.rows("body_words.tsv"):
        kind = _Kind(row.list("codes"), row.list("sectors"), frozenset(row.list("names")))
        for word in row.list("words"):
            found[word] = (*found.get(word, ()), kind)
    return found
