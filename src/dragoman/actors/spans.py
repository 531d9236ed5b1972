"""Stretches of words that may be actors: names, and offices, roles and bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dragoman.actors.registry import Entry
from dragoman.knowledge.roles import Role
from dragoman.language import NameSpan, Tree, Word

_BRACKETS = frozenset('[]()"')


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words that stand together, and the one that governs the others."""

    words: tuple[Word, ...]
    head: Word

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True, eq=False)
class NamedSpan(_Words):
    """Words that are a name."""

    entries: tuple[Entry, ...] = ()
    courtesy: str | None = None

    @property
    def text(self) -> str:
        """The name as it is written, brackets of editors left out."""
        if any(word.text in _BRACKETS for word in self.words):
            return " ".join(word.text for word in self.words if word.text not in _BRACKETS)
        return self.head.tree.text[self.start : self.end]


@dataclass(frozen=True, slots=True, eq=False)
class RoleSpan(_Words):
    """Words that are an office, a role or a body."""

    role: Role

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


def head_of(words: tuple[Word, ...]) -> Word:
    """The word of a stretch that governs the others."""
    inside = set(words)
    for word in words:
        if word.head is word or word.head not in inside:
            return word
    return words[-1]


def until(tree: Tree, first: Word, end: int) -> tuple[Word, ...]:
    """The words from one on that end where a stretch of the text ends; () where none does."""
    words = []
    for word in islice(tree.words, first.i, None):
        if word.start >= end:
            break
        words.append(word)
    return tuple(words) if words and words[-1].end == end else ()


def words_of(span: NameSpan) -> list[Word]:
    """The words of a name that the model sees."""
    return span.first.tree.words[span.first.i : span.last.i + 1]


def text_of(words: tuple[Word, ...]) -> str:
    """Words as they stand in the text."""
    return words[0].tree.text[words[0].start : words[-1].end]


def owning(word: Word) -> Iterator[Word]:
    """The nouns that a noun is the "of" or "for" of: the speaker in "the speaker of the Seimas"."""
    while word.dep == "pobj" and word.head.lower in ("of", "for", "in", "at", "to") and word.head.head.is_noun:
        word = word.head.head
        yield word
