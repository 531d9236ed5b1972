"""Which words of a text may be names of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge import gazetteer
from dragoman.knowledge.names import key
from dragoman.language import Tree, Word

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_DOUBTFUL = frozenset({"ORG", "PERSON", "PRODUCT", "NORP"})
_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "along",
        "off",
        "from",
        "to",
        "into",
        "within",
        "throughout",
        "toward",
        "towards",
        "through",
        "over",
    ]
)
_TRIM = re.compile(
    r"^(?:the|downtown|northern|southern|eastern|western|central|north|south|east|west)\s+(?=[A-Z])", re.IGNORECASE
)
_ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss", "dobj", "iobj", "dative"})


@dataclass(slots=True)
class Candidate:
    """A name at ``text[start:end]`` that may be a place; ``word`` governs it; ``country`` where it names a country."""

    start: int
    end: int
    name: str
    word: Word
    locative: bool


def candidates(tree: Tree) -> list[Candidate]:
    """The candidates of a text, in order, none inside another."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for one in sorted([*_own(tree), *_spans(tree)], key=lambda one: (one.start, -one.end)):
        if not any(at in taken for at in range(one.start, one.end)):
            found.append(one)
            taken.update(range(one.start, one.end))
    return found


def _own(tree: Tree) -> Iterator[Candidate]:
    """The names of our own table, wherever they stand as whole words."""
    automaton, names = gazetteer.own_names()
    text = tree.text
    starts = {word.start: word for word in tree.words}
    for index, start, end in automaton.find_matches_as_indexes(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or after.isalnum() or start not in starts:
            continue
        word = starts[start]
        name = word.name
        if (
            name is not None
            and name.label in ("PERSON", "ORG")
            and (name.start < start or name.end > end)
            and not _is_facility(text[name.start : name.end])
        ):
            continue
        yield Candidate(start, end, names[index], word, _is_locative(word))


_FACILITY = re.compile(
    r"\b(?:Dam|Bridge|Strait|Pass|Crossing|Base|Port|Airport|Canal|Corridor|Highway|Railway|Railroad|Pipeline|Region|Province|Valley|River|Island|Islands|Sea|Plant)\b",
    re.IGNORECASE,
)


def _is_facility(text: str) -> bool:
    return _FACILITY.search(text) is not None


def _spans(tree: Tree) -> Iterator[Candidate]:
    """The model's spans: those it calls places, and others that the gazetteer knows and a preposition of place
    leads in.
    """
    for span in tree.names:
        start, end = span.start, span.end
        text = tree.text[start:end]
        if text.endswith("'s"):
            end -= 2
            text = text[:-2].rstrip()
            end = start + len(text)
        if (trim := _TRIM.match(text)) and not gazetteer.spots(text) and key(text) not in gazetteer.countries():
            start += trim.end()
            text = tree.text[start:end]
        word = span.last if span.last.tag != "POS" else span.first
        locative = _is_locative(span.first) or _is_locative(word)
        if span.label in _LABELS:
            yield from _split(tree, start, end, text, word, locative)
        elif span.label in _DOUBTFUL and (locative or "-" in text) and text[:1].isupper():
            if gazetteer.spots(text) and locative:
                yield Candidate(start, end, text, word, True)
            elif "-" in text or _is_facility(text):
                yield from _split(tree, start, end, text, word, locative)


def _split(tree: Tree, start: int, end: int, text: str, word: Word, locative: bool) -> Iterator[Candidate]:
    """A span as one place, or, where the gazetteer knows only its parts, as those: "Mersin-Adana highway"."""
    if gazetteer.spots(text) or key(text) in gazetteer.countries():
        yield Candidate(start, end, text, word, locative)
        return
    if "," in text:
        first = text.split(",")[0]
        if gazetteer.spots(first):
            yield Candidate(start, start + len(first), first, word, locative)
            return
    parts = list(re.finditer(r"[A-Z][^\s\-–/]+(?: [A-Z][^\s\-–/]+)*", text))
    if re.search(r"[-–/]", text) and len(parts) > 1:
        known = [part for part in parts if _longest(part[0]) is not None]
        for part in known:
            first = _longest(part[0]) or part[0]
            yield Candidate(start + part.start(), start + part.start() + len(first), first, word, locative)
        return
    name = _longest(text)
    if name is not None and _is_facility(text[len(name) :] or text):
        yield Candidate(start, start + len(name), name, word, locative)


def _longest(text: str) -> str | None:
    """The longest beginning of a phrase that the gazetteer knows."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if gazetteer.spots(name):
            return name
    return None


def _is_locative(word: Word) -> bool:
    """Whether a preposition of place leads a phrase in."""
    for _ in range(4):
        if word.dep == "pobj":
            return word.head.lower in _LOCATIVE
        if word.dep in ("compound", "conj", "appos", "nmod", "amod", "poss", "det", "punct") and word.head is not word:
            word = word.head
            continue
        break
    return False


def acts(word: Word) -> bool:
    """Whether a name stands where an actor does: subject, possessor, object of a verb that is not of motion."""
    return word.dep in _ACTING or (
        word.dep == "pobj" and word.head.lower in ("with", "by", "against", "between", "of", "for", "on")
    )
