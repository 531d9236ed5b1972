"""Where names of persons stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dragoman.actors.beside import beside_office, titled
from dragoman.actors.registry import PEOPLES, Registry
from dragoman.actors.spans import NamedSpan, head_of, text_of, until, words_of
from dragoman.knowledge import gazetteer
from dragoman.knowledge.holders import full_names, named
from dragoman.knowledge.names import unmarked
from dragoman.knowledge.roles import roles
from dragoman.language import NameSpan, Tree, Word

_COURTESY = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "mx",
        "mx.",
        "dr",
        "dr.",
        "prof",
        "prof.",
        "sir",
        "dame",
        "lord",
        "lady",
        "madam",
        "rev",
        "rev.",
        "fr.",
        "eng.",
        "sheikh",
        "shaikh",
        "haji",
        "hajji",
        "hajj",
        "sayyid",
        "seyyed",
        "maulana",
        "mawlawi",
        "mullah",
        "hojatoleslam",
        "hojjatoleslam",
    ]
)
_NOT_PERSONS = frozenset(
    {"NORP", "DATE", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "TIME", "QUANTITY", "LANGUAGE", "LAW", "EVENT"}
)


def _head_of_name(words: tuple[Word, ...]) -> Word:
    """The word that governs a person's name: the last, unless it hangs on another of them."""
    return words[-1] if words[-1].head not in words else head_of(words)


def person_spans(tree: Tree, registry: Registry) -> list[NamedSpan]:
    """The names of persons: those that the model sees, titles and known countries taken off, and those of the
    tables.
    """
    found = list(_known_people(tree))
    taken = {word for one in found for word in one.words}
    for span in tree.names:
        words = tuple(words_of(span))
        if span.label in _NOT_PERSONS or any(word in taken for word in words):
            continue
        words, courtesy = _bare(words)
        words = _after_its_state(words, registry)
        if not words:
            continue
        text = tree.text[words[0].start : words[-1].end]
        if not _may_be_person(span, words, text, registry):
            continue
        words = _beyond_brackets(_to_the_end(words, registry))
        found.append(NamedSpan(words, _head_of_name(words), courtesy=courtesy))
        taken.update(words)
    for one in _unseen(tree, registry, taken):
        found.append(one)
        taken.update(one.words)
    found += _again_by_last_name(tree, registry, found, taken)
    return found


def _unseen(tree: Tree, registry: Registry, taken: Collection[Word]) -> Iterator[NamedSpan]:
    """Names that the model does not see, of persons who have a title before them or an office beside them."""
    shut = {word for span in tree.names for word in words_of(span)}.union(taken)
    stretch: list[Word] = []
    for word in [*tree.words, None]:
        goes_on = word is not None and word not in shut and word.text[:1].isupper() and word.tag in ("NNP", "NNPS")
        if word is not None and goes_on and (not stretch or stretch[-1].sentence is word.sentence):
            stretch.append(word)
            continue
        words, courtesy = _bare(tuple(stretch)) if stretch else ((), None)
        stretch = [word] if word is not None and goes_on else []
        if not 2 <= len(words) <= 4 or text_of(words).isupper() or gazetteer.is_own(text_of(words)):
            continue
        if not registry.find(text_of(words)) and (courtesy or titled(words) or beside_office(words, registry)):
            yield NamedSpan(words, head_of(words), courtesy=courtesy)


def _to_the_end(words: tuple[Word, ...], registry: Registry) -> tuple[Word, ...]:
    """A name with the last name that the model left off: the noun that the words before it belong to."""
    after = words[-1].head
    alone = words[-1].dep == "compound" and after.i == words[-1].i + 1 and after.tag == "NNP" and after.name is None
    if len(words) < 2 or not alone or not after.text[:1].isupper() or registry.named(after.text):
        return words
    return (*words, after)


def _again_by_last_name(
    tree: Tree, registry: Registry, found: list[NamedSpan], taken: Collection[Word]
) -> Iterator[NamedSpan]:
    """Later mentions by the last name alone of those named in full, whatever the model takes them for."""
    first_met: dict[str, int] = {}
    for span in sorted(found, key=lambda one: one.start):
        if " " in span.text:
            first_met.setdefault(span.text.rsplit(" ", 1)[-1], span.end)
    for word in tree.words:
        stretch = _hyphenated(word)
        if stretch[0].start < first_met.get(text_of(stretch), word.end) or any(one in taken for one in stretch):
            continue
        if word.tag in ("NNP", "NNPS") and word.dep != "compound" and not _means_other(stretch, registry):
            yield NamedSpan(stretch, head_of(stretch))


def _means_other(stretch: tuple[Word, ...], registry: Registry) -> bool:
    """Whether a last name stands in a longer name, or is one of the tables."""
    name = stretch[-1].name
    longer = name is not None and (name.first.i < stretch[0].i or name.last.i > stretch[-1].i)
    return longer or bool(registry.named(text_of(stretch)))


def _hyphenated(word: Word) -> tuple[Word, ...]:
    """A word with those that hyphens join before it: "Berg-Olsen" by its last part."""
    words = word.tree.words
    at = word.i
    while (
        at >= 2
        and words[at - 1].text == "-"
        and words[at - 2].tag[0] == "N"
        and words[at - 2].end == words[at - 1].start
    ):
        at -= 2
    return tuple(words[at : word.i + 1])


def _known_people(tree: Tree) -> Iterator[NamedSpan]:
    """The full names of office holders, wherever they stand."""
    automaton, _names = full_names()
    starts = {word.start: word for word in tree.words}
    for _, start, end in automaton.find_matches_as_indexes(unmarked(tree.text)):
        first = starts.get(start)
        words = until(tree, first, end) if first is not None else ()
        if words:
            yield NamedSpan(words, head_of(words))


def _beyond_brackets(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A first name that an editor put in brackets before a last name: "[Jane] Doe"."""
    after = words[0].tree.words[words[-1].i + 1 : words[-1].i + 3]
    if len(after) == 2 and after[0].text == "]" and after[1].tag in ("NNP", "NNPS"):
        return (*words, *after)
    return words


def _bare(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], str | None]:
    """A name without the title words, courtesies and possessive marks around it."""
    courtesy = None
    held = list(words)
    while held and (held[-1].tag == "POS" or held[-1].text in ("'s", "'", ",")):
        held.pop()
    while held and (held[0].lower in _COURTESY or held[0].tag in ("DT",) or _begins_role(held)):
        if held[0].lower in _COURTESY:
            courtesy = held[0].text
        held.pop(0)
    if held and held[0].i > 0:
        before = held[0].tree.words[held[0].i - 1]
        if before.lower in _COURTESY:
            courtesy = before.text
    return tuple(held), courtesy


def _after_its_state(words: tuple[Word, ...], registry: Registry) -> tuple[Word, ...]:
    """A name without the state that the model ran into it: "envoy to Chad Kari Berg"."""
    if len(words) < 3 or words[0].i == 0 or words[0].tree.words[words[0].i - 1].lower not in ("of", "to", "in", "from"):
        return words
    return words[1:] if registry.named(words[0].text) else words


def _begins_role(held: list[Word]) -> bool:
    """Whether a span begins with a word of an office, as in "President X" taken for one name."""
    if len(held) < 2:
        return False
    for names, _ in roles().get(held[0].lower, ()):
        if len(names) < len(held) and tuple(word.lower for word in held[: len(names)]) == names:
            return True
    return held[0].lower in _TITLE_WORDS


_TITLE_WORDS = frozenset(
    {
        "minister",
        "secretary",
        "president",
        "speaker",
        "premier",
        "general",
        "spokesman",
        "foreign",
        "prime",
        "deputy",
        "chief",
    }
)


def _may_be_person(span: NameSpan, words: tuple[Word, ...], text: str, registry: Registry) -> bool:
    if not words[0].text[:1].isupper() or any(word.tag in ("CD", "IN") for word in words):
        return False
    if any(word.tag == "VBD" and (word.text.islower() or len(words) == 1) for word in words):
        return False
    if named(text):
        return True
    if registry.named(text) or gazetteer.is_own(text):
        return False
    if span.label == "PERSON":
        known = registry.find(text)
        return not any(entry.kind in PEOPLES for _, _, entries in known for entry in entries) or len(words) > 2
    return titled(words) or beside_office(words, registry)
