"""Whose an office, a role or a body is: the states and bodies named before it, possessing it, or after it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.ledger import Ledger, is_by_focus
from dragoman.actors.names import Names
from dragoman.actors.ref import Ref
from dragoman.actors.spans import NamedSpan, RoleSpan
from dragoman.actors.stretches import Stretches
from dragoman.actors.titles import precedes_name
from dragoman.language import Word

_LEFT_TAGS = frozenset(
    [
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "VBN",
        "VBG",
        "HYPH",
        "POS",
        "PRP$",
        "WP$",
        "CD",
        "CC",
        "RB",
        "''",
        "``",
        ",",
        "-RRB-",
        "-LRB-",
    ]
)
"""The tags of words that may stand between a role and the name before it."""
_HELPED = frozenset(
    ["backed", "supported", "funded", "trained", "armed", "sponsored", "allied", "linked", "aligned", "financed"]
)
_OWNING = ("of", "in", "from", "for", "at")


class Owners:
    """Finds the states or bodies that roles belong to."""

    def __init__(self, stretches: Stretches, ledger: Ledger, names: Names) -> None:
        self._stretches = stretches
        self._ledger = ledger
        self._names = names

    def of(self, role: RoleSpan) -> tuple[Ref, ...]:
        """The states or bodies whose role it is: named in it, before it, possessing it, or after of, in, from."""
        after = self._after(role) if role.role.of == "group" else ()
        if after and all(ref.code.startswith("REB:") for ref in after):
            return after  # "Tuareg rebels of the MNLA" are the MNLA
        return self._inside(role) or self._before(role) or self._after(role)

    def of_name(self, span: NamedSpan) -> tuple[Ref, ...]:
        """The state or body that stands after a name: "General X of Y", "Admiral X from the Y navy"."""
        inner = [
            kid for prep in span.head.kids_of("prep") if prep.lower in ("of", "from") for kid in prep.kids_of("pobj")
        ]
        return tuple(ref for kid in inner for ref in self._names.within(kid))

    def _inside(self, role: RoleSpan) -> tuple[Ref, ...]:
        """The body that a title itself names: "NATO chief"."""
        named = self._stretches.named
        return tuple(dict.fromkeys(ref for word in role.words if word in named for ref in self._names.at(word)))

    def _before(self, role: RoleSpan) -> tuple[Ref, ...]:
        words = role.head.sentence.words
        named, people = self._stretches.named, self._stretches.people
        at = role.words[0].i - words[0].i - 1
        found: list[Ref] = []
        joined = True
        while at >= 0:
            word = words[at]
            if word.tag not in _LEFT_TAGS and word not in named:
                break
            if word.text == "," or word.tag == "CC":
                if not found or (role.head.tag in ("NN", "NNP") and precedes_name(role, self._stretches)):
                    break  # a title before a name is of one state: "the king of Chad and Malian President X"
                joined = True
                at -= 1
                continue
            if found and word in people:
                break  # "X and US President Y": X is not whose president Y is
            if _is_aside(words, at):
                at -= 1
                continue
            refs = self._names.at(word) if joined or not found else ()
            if refs:
                found = [*refs, *found]
                joined = False
                at = named[word].words[0].i - words[0].i - 1 if word in named else at - 1
                continue
            if found:
                break
            if word.tag in ("PRP$", "WP$"):
                return self._ledger.settled(word) if _possesses(word, role) else ()
            if word.tag in ("POS", "NNP") or word in self._stretches.roles or word in people:
                refs = self._ledger.settled(word)
                if refs and not is_by_focus(refs[0]):
                    return refs
            at -= 1
        return tuple(dict.fromkeys(found))

    def _after(self, role: RoleSpan) -> tuple[Ref, ...]:
        for name in _OWNING:
            for kid in (kid for word in role.words for kid in word.kids_of("prep")):
                for inner in kid.kids_of("pobj") if kid.lower == name else ():
                    found = self._names.within(inner)
                    if found:
                        return found
        return ()


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Whether a name only says who helps: "Chad-backed rebels" are not Chad's."""
    return at + 2 < len(words) and words[at + 1].tag == "HYPH" and words[at + 2].lower in _HELPED


def _possesses(word: Word, role: RoleSpan) -> bool:
    """Whether a pronoun is the possessor of a role, and not of a noun before it: "in his letter Minister X"."""
    return word.head in role.words or word.head.head in role.words or word.head.start >= role.start
