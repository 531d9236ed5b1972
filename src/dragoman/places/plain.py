"""Names of places that the model gives no label: known ones after a preposition of place, and the ends of a route."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.knowledge import gazetteer
from dragoman.language import Tree, Word

_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "along", "off", "from", "to", "into", "within"}
    | {"throughout", "toward", "towards", "through", "over", "between"}
)
_PLACES = frozenset(
    [
        "town",
        "city",
        "village",
        "province",
        "district",
        "region",
        "island",
        "port",
        "capital",
        "outskirt",
        "edge",
        "suburb",
        "street",
        "north",
        "south",
        "east",
        "west",
        "border",
        "governorate",
        "county",
        "neighbourhood",
        "neighborhood",
        "settlement",
        "harbour",
        "airport",
        "centre",
        "center",
        "station",
        "people",
        "resident",
    ]
)
"""What is said of a place: "the town of X"."""
_FIRM = frozenset({"in", "at", "near", "outside", "around", "of"})
_SHORTEST = 4
_PART = r"[A-Z][^\W\d_]+(?:-[a-z]{1,3}-[A-Z][^\W\d_]+)?"
_ROUTE = re.compile(
    rf"(?<![\w\-–])(?P<first>{_PART})[-–—](?P<second>{_PART}) (?:\w+ )?"
    r"(?:railway|railroad|rail|line|highway|motorway|road|corridor|pipeline|section|border|route|link|tunnel|ferry|axis)\b"
)
_DATELINE = re.compile(r"(?P<town>[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+){0,2})(?=[:,/]| \(| ?[—–-] )")


def is_locative(word: Word) -> bool:
    """Whether a preposition of place leads a phrase in, or a noun such as "town"."""
    for _ in range(4):
        if word.dep == "pobj":
            return word.head.lower in _LOCATIVE or (word.head.lower == "of" and word.head.head.lemma in _PLACES)
        if word.dep in ("compound", "conj", "appos", "nmod", "amod", "poss", "det", "punct") and word.head is not word:
            word = word.head
            continue
        break
    return False


def plain_names(tree: Tree) -> Iterator[tuple[int, int, str, Word]]:
    """Start, end, name and word of names that the gazetteer knows and that stand where places stand."""
    yield from _datelines(tree)
    yield from _routes(tree)
    for word in tree.words:
        if word.tag != "NNP" or word.dep != "pobj" or len(word.text) < _SHORTEST or word.name is not None:
            continue
        alone = not word.kids_of("compound", "det", "nummod")
        if alone and word.head.lower in _FIRM and is_locative(word) and gazetteer.spots(word.text):
            yield word.start, word.end, word.text, word


def _routes(tree: Tree) -> Iterator[tuple[int, int, str, Word]]:
    """The two ends of a line: "the Kars–Tbilisi railway"."""
    for match in _ROUTE.finditer(tree.text):
        for part in ("first", "second"):
            words = tree.words_between(match.start(part), match.end(part))
            if words and gazetteer.spots(match[part]):
                yield match.start(part), match.end(part), match[part], words[0]


def _datelines(tree: Tree) -> Iterator[tuple[int, int, str, Word]]:
    """The town in capitals that opens a paragraph: "DAYTON, Ohio"."""
    for paragraph in tree.paragraphs:
        match = _DATELINE.match(tree.text, paragraph.start, paragraph.end)
        words = tree.words_between(match.start(), match.end()) if match is not None else []
        if match is not None and words and gazetteer.spots(match["town"].title()):
            yield match.start("town"), match.end("town"), match["town"].title(), words[0]
