"""Which words of a text may be names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.knowledge import gazetteer, tables
from dragoman.knowledge.names import key
from dragoman.language import Tree, Word
from dragoman.places.plain import is_locative, plain_names

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_DOUBTFUL = frozenset({"ORG", "PERSON", "PRODUCT", "NORP"})
_TRIM = re.compile(
    r"^(?:the|downtown|northern|southern|eastern|western|central|north|south|east|west)\s+(?=[A-Z])", re.IGNORECASE
)
_SHORTEST = 4
"""Names of fewer letters are too often something else to be found without the model."""


@dataclass(slots=True)
class Candidate:
    """A name at ``text[start:end]`` that may be a place, governed by ``word``.

    ``locative``: a preposition of place leads it in; ``is_division``: it can only be a division ("Ky.").
    """

    start: int
    end: int
    name: str
    word: Word
    locative: bool
    is_division: bool = False


def candidates(tree: Tree) -> list[Candidate]:
    """The candidates of a text, in order, none inside another."""
    starts = {word.start: word for word in tree.words}
    sure = _apart([*_own(tree, starts), *_divisions(tree, starts), *_spans(tree)], [])
    plain = (Candidate(start, end, name, word, True) for start, end, name, word in plain_names(tree))
    more = _apart([*_countries(tree, starts), *_bearers(tree), *plain], sure)
    return _apart(_again(tree, starts, more), more)


def _apart(fresh: Iterable[Candidate], held: list[Candidate]) -> list[Candidate]:
    """Those held, and the fresh ones that stand apart from them and from each other, in order."""
    taken = {at for one in held for at in range(one.start, one.end)}
    found = list(held)
    for one in sorted(fresh, key=lambda one: (one.start, -one.end)):
        if not any(at in taken for at in range(one.start, one.end)):
            found.append(one)
            taken.update(range(one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _matches(automaton: AhoCorasick, tree: Tree, starts: dict[int, Word]) -> Iterator[tuple[int, int, int, Word]]:
    """The names of an automaton that stand in a text as whole words."""
    text = tree.text
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start in starts and not text[end : end + 1].isalnum():
            yield index, start, end, starts[start]


def _own(tree: Tree, starts: dict[int, Word]) -> Iterator[Candidate]:
    """The names of our own table, wherever they stand as whole words."""
    automaton, names = gazetteer.own_names()
    for index, start, end, word in _matches(automaton, tree, starts):
        if not _inside(word, start, end, ("PERSON", "ORG")) or _is_facility(_name_text(word)):
            yield Candidate(start, end, names[index], word, is_locative(word))


def _countries(tree: Tree, starts: dict[int, Word]) -> Iterator[Candidate]:
    """The names of countries and large divisions, those that stand for their governments too."""
    for automaton, names in (gazetteer.country_names(), gazetteer.division_names()):
        for index, start, end, word in _matches(automaton, tree, starts):
            if not _inside(word, start, end, ("PERSON",)):
                yield Candidate(start, end, names[index], word, is_locative(word))


def _inside(word: Word, start: int, end: int, labels: tuple[str, ...]) -> bool:
    """Whether words are part of a longer name of one of some kinds."""
    name = word.name
    return name is not None and name.label in labels and (name.start < start or name.end > end)


def _name_text(word: Word) -> str:
    return word.tree.text[word.name.start : word.name.end] if word.name is not None else ""


@cache
def _short_divisions() -> re.Pattern[str]:
    names = "|".join(re.escape(short) for short in sorted(gazetteer.divisions(), key=len, reverse=True))
    plain = "|".join(re.escape(short) for short in sorted(gazetteer.divisions()) if short.count(".") > 1)
    return re.compile(rf"(?<=[,(] )(?:{names})(?!\w)|(?<=\b[RD]-)(?:{names})(?!\w)|\b(?:{plain})(?!\w)")


_SEAT = re.compile(r"(?<=\b[RD]-)[A-Z][a-z]+(?: [A-Z][a-z]+)?")


def _divisions(tree: Tree, starts: dict[int, Word]) -> Iterator[Candidate]:
    """Divisions written short after a town, and where an American lawmaker is from: "Dayton, Ky.", "R-Dayton"."""
    for pattern in (_short_divisions(), _SEAT):
        for match in pattern.finditer(tree.text):
            at = match.start()
            words = tree.words_between(at - 2, match.end())
            word = starts.get(at) or (words[-1] if words else None)
            short = gazetteer.divisions().get(match[0])
            name = short[0] if short is not None else match[0]
            if word is not None and gazetteer.spots(name):
                yield Candidate(at, match.end(), name, word, True, short is not None)


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
        locative = is_locative(span.first) or is_locative(word)
        if span.label in _LABELS:
            yield from _split(tree, start, end, text, word, locative)
        elif span.label in _DOUBTFUL and (locative or "-" in text) and text[:1].isupper():
            if gazetteer.spots(text) and locative:
                yield Candidate(start, end, text, word, True)
            elif _is_facility(text):
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


@cache
def _civic() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("civic.tsv"))


def _bearers(tree: Tree) -> Iterator[Candidate]:
    """Places whose name something of theirs bears: "Titus County Jail", "Paris Police Department"."""
    words = tree.words
    at = 0
    while at < len(words):
        run = at
        while run < len(words) and run < at + 4 and words[run].text[:1].isupper() and words[run].tag != "CD":
            run += 1
        found = _bearer(tree, words[at:run], words[run] if run < len(words) else None) if run > at else None
        if found is not None:
            yield found
        at += 1


def _bearer(tree: Tree, run: list[Word], following: Word | None) -> Candidate | None:
    """The longest known beginning of some capitalised words that a civic word follows."""
    for count in range(min(3, len(run)), 0, -1):
        after = run[count] if count < len(run) else following
        if after is None or after.lower not in _civic():
            continue
        start, end = run[0].start, run[count - 1].end
        name = tree.text[start:end]
        if end - start < _SHORTEST or _begins_sentence_only(run[0], count) or _continues_name(run[0]):
            continue
        if gazetteer.spots(name):
            return Candidate(start, end, name, run[count - 1], False)
    return None


def _continues_name(word: Word) -> bool:
    """Whether a word stands right after a capitalised one of the same name: "Union" in "European Union"."""
    if word.name is None or word.name.first is word:
        return False
    before = word.tree.words[word.i - 1]
    return before.text[:1].isupper() and before.lower != "the"


def _begins_sentence_only(word: Word, count: int) -> bool:
    """Whether one word has its capital from the beginning of a sentence alone."""
    return count == 1 and word.sentence.words[0] is word and word.tag not in ("NNP", "NNPS")


def _again(tree: Tree, starts: dict[int, Word], held: list[Candidate]) -> Iterator[Candidate]:
    """Names that are places elsewhere in the text, where the model did not see them."""
    names = sorted({one.name for one in held if len(one.name) >= _SHORTEST and one.name[0].isupper()})
    if not names:
        return
    for index, start, end, word in _matches(AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), tree, starts):
        if not _inside(word, start, end, ("PERSON",)) and not _next_is_name(tree, word, end):
            yield Candidate(start, end, names[index], word, is_locative(word))


def _next_is_name(tree: Tree, word: Word, end: int) -> bool:
    """Whether a capitalised word that is no civic one follows at once: "Paris Hilton"."""
    at = word.i
    while at < len(tree.words) and tree.words[at].start < end:
        at += 1
    after = tree.words[at] if at < len(tree.words) else None
    return after is not None and after.start == end + 1 and after.tag in ("NNP", "NNPS") and after.lower not in _civic()
