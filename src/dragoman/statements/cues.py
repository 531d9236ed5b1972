"""Cues: the verbs of speech and phrases like "according to" that announce someone's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge import speech
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition

_MEDIUM_SLOTS = ("in", "on", "at", "during", "via", "by", "to", "after")
_LISTENERS = ("obj", "iobj", "to")


@dataclass(slots=True, eq=False)
class Cue:
    """What announces words: its predicate, whose words they are, to whom and by which medium.

    ``pronoun`` is the relative pronoun that stands for the speaker in the text: "the envoy, who said …".
    """

    word: Word
    name: str
    speaker: Word | None
    contents: frozenset[str]
    addressee: Word | None = None
    medium: str | None = None
    proposition: Proposition | None = None
    pronoun: Word | None = None


def cues(tree: Tree, propositions: Sequence[Proposition]) -> list[Cue]:
    """The cues of a text in its order."""
    found = [cue for one in propositions if one.kind == "verb" and (cue := _verbal(one)) is not None]
    found += [cue for word in tree.words if word.lower == "according" and (cue := _according(word)) is not None]
    found.sort(key=lambda cue: cue.word.i)
    _hand_on(found)
    return found


def _hand_on(found: list[Cue]) -> None:
    """A participle ("saying …") inside what is said belongs to whoever says that: "He said Chad is ready, adding …"."""
    by_word = {cue.word: cue for cue in found}
    for cue in found:
        if cue.word.tag != "VBG" or cue.word.dep != "advcl" or cue.word.kid("nsubj"):
            continue
        above = cue.word.head
        while above is not above.head and above not in by_word:
            above = above.head
        if above in by_word and by_word[above].speaker is not None:
            cue.speaker = by_word[above].speaker


def _verbal(one: Proposition) -> Cue | None:
    known = speech.predicates()
    name = next((name for name in one.names if name in known), None)
    if name is None:
        return None
    line = known[name]
    speaker = _first(one, "subj")
    addressee = _first(one, line.addressee) if line.addressee else None
    relative = one.head.kid("nsubj")
    pronoun = relative if relative is not None and relative.tag in ("WP", "WDT") else None
    return Cue(one.head, name, speaker, line.contents, addressee, _medium(one), one, pronoun)


def _first(one: Proposition, slot: str) -> Word | None:
    words = one.slots.get(slot) or []
    return words[0] if words else None


def _medium(one: Proposition) -> str | None:
    """The medium named by a phrase beside the verb: "in a tweet", "told reporters"."""
    named = speech.media()
    for slot in _MEDIUM_SLOTS:
        for word in one.slots.get(slot, ()):
            if found := _named(word, named):
                return found
    for slot in _LISTENERS:
        for word in one.slots.get(slot, ()):
            if found := _named(word, named):
                return found
    return "tweet" if one.lemma == "tweet" else None


def _named(word: Word, named: dict[str, str]) -> str | None:
    for kid in word.kids:
        if kid.dep in ("compound", "amod") and (found := named.get(f"{kid.lower} {word.lemma}")):
            return found
    return named.get(word.lemma)


def _according(word: Word) -> Cue | None:
    to = word.kid("prep")
    speaker = to.kid("pobj") if to is not None else None
    if speaker is None:
        return None
    return Cue(word, "according to", speaker, frozenset({"rest"}))
