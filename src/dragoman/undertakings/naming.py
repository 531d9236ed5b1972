"""The names of undertakings: the noun, the words before it, and what it is about after it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors import Cast
from dragoman.knowledge.undertakings import kinds
from dragoman.language import Word

_ABOUT = ("of", "on", "for", "in", "to", "concerning", "regarding")
_WITHIN = ("of", "on", "in", "for", "and")
_ABOUT_WHAT = frozenset({"treaty", "agreement", "plan", "committee"})
"""Kinds whose names go on with what they are about; a railway's name ends with its noun."""
_LONGEST = 12
_JOINS = ("-", "–", "/")


def name_span(word: Word, kind: str, cast: Cast) -> tuple[int, int]:
    """The name of an undertaking by the noun that heads it, articles and numbers left out."""
    first = word
    words = word.sentence.words
    at = word.i - words[0].i
    while at > 0:
        before = words[at - 1]
        if before.tag[0] not in "NJH" and before.tag not in ("VBG", "VBN", "HYPH") and before.text not in _JOINS:
            break
        if before.text[0].isspace() or before.tag in ("JJR", "JJS"):
            break
        first = before
        at -= 1
    if first.text in _JOINS:  # "a 200-kilometre pipeline": the measure is no part of the name
        first = words[min(first.i + 2, word.i) - words[0].i]
    return first.start, max((one.end for one in _about(word, kind, cast)), default=word.end)


def is_bare(word: Word, start: int, end: int) -> bool:
    """Whether a mention is the noun alone, made definite: "the railway", "this treaty"."""
    definite = any(kid.dep == "det" and kid.lower in ("the", "this", "that", "these") for kid in word.kids)
    return definite and (start, end) == (word.start, word.end)


def is_part_of_name(word: Word) -> bool:
    """Whether a noun only says what another undertaking is of: the understanding of a "memorandum of understanding"."""
    above = word.head.head
    return word.dep == "pobj" and word.head.lower in _ABOUT[:3] and above.is_noun and above.lemma in kinds()


def _about(word: Word, kind: str, cast: Cast) -> Iterator[Word]:
    """The words after the noun that say what it is about: "… of Action on Water", "… on forestry cooperation"."""
    if kind not in _ABOUT_WHAT:
        return
    words = word.sentence.words
    at = word.i - words[0].i + 1
    last = at + _LONGEST
    while at < min(len(words), last):
        if words[at].lower not in _ABOUT or words[at].dep not in ("prep", "mark"):
            return
        noun = _noun_after(words, at)
        if noun is None or not _says_what(noun, cast):
            return
        at = noun.i - words[0].i + 1
        yield noun


def _noun_after(words: list[Word], at: int) -> Word | None:
    """The noun with which the phrase after a preposition ends, where nothing but its own words stand between."""
    ended: Word | None = None
    for word in words[at + 1 : at + _LONGEST]:
        if word.is_noun:
            following = words[word.i - words[0].i + 1] if word is not words[-1] else None
            if following is None or not _goes_on(following):
                return word
            ended = (
                word if following.tag == "CC" else None
            )  # "on customs and agreed": what is joined may be another act
        elif word.tag not in ("JJ", "DT", "VBN", "VBG", "CC", "HYPH") and word.text not in _JOINS:
            return ended
    return ended


def _goes_on(word: Word) -> bool:
    return word.is_noun or word.tag in ("JJ", "HYPH", "CC") or word.text in _JOINS


def _says_what(noun: Word, cast: Cast) -> bool:
    """Whether a noun says what is agreed, and not with whom, when or for how much."""
    if noun.name is not None and noun.name.label in ("DATE", "TIME", "MONEY", "PERSON", "PERCENT", "CARDINAL"):
        return False
    return not cast.at(noun) or noun.tag in ("NN", "NNS")
