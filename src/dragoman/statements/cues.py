"""Cues: the verbs of speech and phrases like "according to" that announce someone's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge import speech
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition

_MEDIUM_SLOTS = ("in", "on", "at", "during", "via", "by", "to", "after", "over", "through")
_LISTENERS = ("obj", "iobj", "to")
_DOCUMENTS = ("statement", "tweet", "post", "letter", "email")
_MARKS = ('"', "''")


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


def medium(one: Proposition) -> str | None:
    """The medium named by a phrase beside the verb: "in a tweet", "told reporters"."""
    for slot in _MEDIUM_SLOTS:
        for word in one.slots.get(slot, ()):
            if found := named(word):
                return found
    for slot in _LISTENERS:
        for word in one.slots.get(slot, ()):
            if found := named(word):
                return found
    return "tweet" if one.lemma == "tweet" else None


def beside_object(one: Proposition) -> str | None:
    """The medium named by a phrase that the parser hung on the object: "welcomed the plan in parliament"."""
    for obj in one.slots.get("obj", ()):
        for prep in obj.kids_of("prep"):
            for word in prep.kids_of("pobj") if prep.lower in _MEDIUM_SLOTS else ():
                if found := named(word):
                    return found
    return None


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
    speaker = _first(one, "subj") or _turned(one, line.contents)
    addressee = _first(one, line.addressee) if line.addressee else None
    relative = one.head.kid("nsubj")
    pronoun = relative if relative is not None and relative.tag in ("WP", "WDT") else None
    by = medium(one) or (document(speaker) if speaker is not None else None)
    return Cue(one.head, name, speaker, line.contents, addressee, by, one, pronoun)


def _turned(one: Proposition, contents: frozenset[str]) -> Word | None:
    """The speaker put after the verb behind quoted words, whom the parser takes for its object: "…," sighed Berg."""
    obj = one.head.kid("dobj")
    if "quote" not in contents or obj is None or obj.i < one.head.i or one.head.tag not in ("VBD", "VBZ"):
        return None
    before = one.head.tree.words[one.head.i - 1] if one.head.i else None
    return obj if before is not None and before.text in _MARKS else None


def _first(one: Proposition, slot: str) -> Word | None:
    words = one.slots.get(slot) or []
    return words[0] if words else None


def named(word: Word) -> str | None:
    """The medium that a noun names, by itself or with the word before it."""
    known = speech.media()
    for kid in word.kids:
        if kid.dep in ("compound", "amod") and (found := known.get(f"{kid.lower} {word.lemma}")):
            return found
    return known.get(word.lemma)


def document(word: Word) -> str | None:
    """The medium of a noun for words set down, which are said to say something themselves: "the statement added"."""
    medium = named(word) if word.tag in ("NN", "NNP") else None
    return medium if medium in _DOCUMENTS else None


def _according(word: Word) -> Cue | None:
    to = word.kid("prep")
    speaker = to.kid("pobj") if to is not None else None
    if speaker is None:
        return None
    return Cue(word, "according to", speaker, frozenset({"rest"}), medium=document(speaker))
