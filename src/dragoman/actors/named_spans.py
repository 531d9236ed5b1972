"""Where names of the tables stand in a text: states, peoples, capitals, bodies, and the user's own actors."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from dragoman.actors.registry import PEOPLES, Entry, Registry
from dragoman.actors.spans import NamedSpan, head_of, until, words_of
from dragoman.knowledge.roles import roles
from dragoman.language import Tree, Word


def named_spans(tree: Tree, registry: Registry, taken: Collection[Word]) -> Iterator[NamedSpan]:
    """The names of the tables in a text, those inside longer names of other things left out."""
    starts = {word.start: word for word in tree.words}
    for start, end, entries in registry.find(tree.text):
        first = starts.get(start)
        if first is None:
            continue
        words = until(tree, first, end)
        if not words or any(word in taken for word in words):
            continue
        if _inside_other_name(words, entries, taken) or not _is_name(words, entries):
            continue
        yield NamedSpan(words, head_of(words), tuple(entries))


def _is_name(words: tuple[Word, ...], entries: list[Entry]) -> bool:
    """Whether a short name is used as one: "US" yes, "us" no; "may", "who" and the like never match, being small."""
    text = words[0].text
    if len(words) == 1 and text.islower():
        return any(entry.kind == "own" for entry in entries)
    if len(words) == 1 and text in ("WHO", "US") and words[0].tag in ("WP", "PRP"):
        return text == "US"
    return True


def _inside_other_name(words: tuple[Word, ...], entries: list[Entry], taken: Collection[Word]) -> bool:
    """Whether a name is part of a longer one that is something else: Paris Saint-Germain, Jordan Peterson."""
    span = words[0].name
    if span is None or (span.first is words[0] and span.last is words[-1]):
        return False
    if entries[0].kind in PEOPLES or entries[0].kind == "own":
        return False
    if span.first.i >= words[0].i and span.last.i <= words[-1].i:
        return False  # the table knows a longer name than the model
    if span.label == "PERSON":
        rest = [word for word in words_of(span) if word not in words]
        return all(word.tag in ("NNP", "NNPS") for word in rest) and not any(word.text == "'s" for word in rest)
    if span.label in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT"):
        rest = [
            word for word in words_of(span) if word not in words and word not in taken and word.tag not in ("DT", "POS")
        ]
        if any(word.lower in _role_words() for word in rest):
            return False
        return len(rest) > 0 and not any(word.text == "'s" for word in words_of(span))
    return False


@cache
def _role_words() -> frozenset[str]:
    return frozenset(words[-1] for names in roles().values() for words, _ in names) | {
        "ministry",
        "department",
        "office",
    }
