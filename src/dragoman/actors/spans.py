"""Stretches of words that may be actors: names of the tables, names of persons, offices and roles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from dragoman.actors.registry import Entry, Registry
from dragoman.knowledge import gazetteer
from dragoman.knowledge.holders import full_names, holders
from dragoman.knowledge.roles import Role, roles
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
_BRACKETS = frozenset('[]()"')
_OWN_KINDS = frozenset({"adjective", "people"})


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


def _head_of_name(words: tuple[Word, ...]) -> Word:
    """The word that governs a person's name: the last, unless it hangs on another of them."""
    return words[-1] if words[-1].head not in words else head_of(words)


def named_spans(tree: Tree, registry: Registry, taken: Collection[Word]) -> Iterator[NamedSpan]:
    """The names of the tables in a text, those inside longer names of other things left out."""
    starts = {word.start: word for word in tree.words}
    for start, end, entries in registry.find(tree.text):
        first = starts.get(start)
        if first is None:
            continue
        words = _until(tree, first, end)
        if not words or any(word in taken for word in words):
            continue
        if _inside_other_name(words, entries, taken) or not _is_name(words, entries):
            continue
        yield NamedSpan(words, head_of(words), tuple(entries))


def _until(tree: Tree, first: Word, end: int) -> tuple[Word, ...]:
    words = []
    for word in islice(tree.words, first.i, None):
        if word.start >= end:
            break
        words.append(word)
    return tuple(words) if words and words[-1].end == end else ()


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
    if entries[0].kind in _OWN_KINDS or entries[0].kind == "own":
        return False
    if span.first.i >= words[0].i and span.last.i <= words[-1].i:
        return False  # the table knows a longer name than the model
    if span.label == "PERSON":
        rest = [word for word in _words(span) if word not in words]
        return all(word.tag in ("NNP", "NNPS") for word in rest) and not any(word.text == "'s" for word in rest)
    if span.label in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT"):
        rest = [
            word for word in _words(span) if word not in words and word not in taken and word.tag not in ("DT", "POS")
        ]
        if any(word.lower in _role_words() for word in rest):
            return False
        return len(rest) > 0 and not any(word.text == "'s" for word in _words(span))
    return False


@cache
def _role_words() -> frozenset[str]:
    return frozenset(words[-1] for names in roles().values() for words, _ in names) | {
        "ministry",
        "department",
        "office",
    }


def _words(span: NameSpan) -> list[Word]:
    return span.first.tree.words[span.first.i : span.last.i + 1]


def person_spans(tree: Tree, registry: Registry) -> list[NamedSpan]:
    """The names of persons: those that the model sees, titles and known countries taken off, and those of the
    tables.
    """
    found = list(_known_people(tree))
    taken = {word for one in found for word in one.words}
    for span in tree.names:
        words = tuple(_words(span))
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
    shut = {word for span in tree.names for word in _words(span)}.union(taken)
    stretch: list[Word] = []
    for word in [*tree.words, None]:
        goes_on = word is not None and word not in shut and word.text[:1].isupper() and word.tag in ("NNP", "NNPS")
        if word is not None and goes_on and (not stretch or stretch[-1].sentence is word.sentence):
            stretch.append(word)
            continue
        words, courtesy = _bare(tuple(stretch)) if stretch else ((), None)
        stretch = [word] if word is not None and goes_on else []
        if not 2 <= len(words) <= 4 or _text(words).isupper() or gazetteer.is_own(_text(words)):
            continue
        if not registry.find(_text(words)) and (courtesy or _titled(words) or _beside_office(words, registry)):
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
        if stretch[0].start < first_met.get(_text(stretch), word.end) or any(one in taken for one in stretch):
            continue
        if word.tag in ("NNP", "NNPS") and word.dep != "compound" and not _means_other(stretch, registry):
            yield NamedSpan(stretch, head_of(stretch))


def _means_other(stretch: tuple[Word, ...], registry: Registry) -> bool:
    """Whether a last name stands in a longer name, or is one of the tables."""
    name = stretch[-1].name
    longer = name is not None and (name.first.i < stretch[0].i or name.last.i > stretch[-1].i)
    return longer or bool(registry.named(_text(stretch)))


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


def _text(words: tuple[Word, ...]) -> str:
    return words[0].tree.text[words[0].start : words[-1].end]


def _known_people(tree: Tree) -> Iterator[NamedSpan]:
    """The full names of office holders, wherever they stand."""
    automaton, _names = full_names()
    starts = {word.start: word for word in tree.words}
    for _, start, end in automaton.find_matches_as_indexes(tree.text):
        first = starts.get(start)
        words = _until(tree, first, end) if first is not None else ()
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
    if text in holders():
        return True
    if registry.named(text) or gazetteer.is_own(text):
        return False
    if span.label == "PERSON":
        known = registry.find(text)
        return not any(entry.kind in _OWN_KINDS for _, _, entries in known for entry in entries) or len(words) > 2
    return _titled(words) or _beside_office(words, registry)


def _beside_office(words: tuple[Word, ...], registry: Registry) -> bool:
    """Whether words that the model took for something else are put beside an office: "the envoy, Kari Berg"."""
    if not 2 <= len(words) <= 4 or any(word.tag not in ("NNP", "NNPS", "HYPH") for word in words):
        return False
    if registry.find(_text(words)):
        return False
    head = head_of(words)
    beside = list(head.kids_of("appos"))
    if head.dep == "appos":
        beside += [head.head, *owning(head.head)]
    return any(one.tag in ("NN", "NNP") and one.lower in _office_ends() for one in beside) or _is_listed(words, head)


def _is_listed(words: tuple[Word, ...], head: Word) -> bool:
    """Whether words stand in a list of names that a plural office begins: "the ministers of A and B, X and Y"."""
    while head.dep in ("appos", "conj") and head.head is not head:
        head = head.head
        if head.tag in ("NNS", "NNPS") and _singular(head) in _office_ends():
            between = words[0].tree.words_between(head.end, words[0].start)
            return bool(between) and any(word.text in (",", "(", "-", "–", "—") for word in between)
    return False


def owning(word: Word) -> Iterator[Word]:
    """The nouns that a noun is the "of" or "for" of: the speaker in "the speaker of the Seimas"."""
    while word.dep == "pobj" and word.head.lower in ("of", "for", "in", "at", "to") and word.head.head.is_noun:
        word = word.head.head
        yield word


def _titled(words: tuple[Word, ...]) -> bool:
    """Whether a title of a person stands right before words that the model took for something else."""
    at = words[0].i
    if at == 0 or len(words) > 4 or any(word.tag not in ("NNP", "NNPS", "HYPH", "NN") for word in words):
        return False
    before = words[0].tree.words[at - 1]
    if before.sentence is not words[0].sentence:
        return False
    return before.tag in ("NNP", "NN") and before.lower in _office_ends()


@cache
def _office_ends() -> frozenset[str]:
    """The last words of the offices that persons hold."""
    return frozenset(
        name[-1] for names in roles().values() for name, role in names if role.person and role.kind == "office"
    )


def role_spans(tree: Tree) -> Iterator[RoleSpan]:
    """The offices, roles and bodies in a text, the longest at each place."""
    known = roles()
    at = 0
    words = tree.words
    while at < len(words):
        word = words[at]
        found = None
        if word.tag[0] in "NJV" or word.lower in known:
            found = _role_at(words, at, known)
        if found is None:
            at += 1
            continue
        yield found
        at += len(found.words)


def _role_at(words: list[Word], at: int, known: dict[str, list[tuple[tuple[str, ...], Role]]]) -> RoleSpan | None:
    word = words[at]
    for key in dict.fromkeys((word.lower, word.lemma if word.tag in ("NNS", "NNPS") else word.lower, _singular(word))):
        for names, role in known.get(key, ()):
            stretch = words[at : at + len(names)]
            if len(stretch) < len(names) or not all(_same(one, name) for one, name in zip(stretch, names, strict=True)):
                continue
            head = head_of(tuple(stretch))
            if head.is_noun or len(stretch) > 1:
                return RoleSpan(tuple(stretch), head, role)
    return None


def _same(word: Word, name: str) -> bool:
    return word.lower == name or (word.tag in ("NNS", "NNPS") and (word.lemma == name or _singular(word) == name))


def _singular(word: Word) -> str:
    """The singular of a plural written as a name ("Foreign Ministers"), which the model does not lemmatise."""
    if word.tag == "NNPS" or (word.tag == "NNP" and word.lower.endswith("s")):
        lower = word.lower
        return lower[:-3] + "y" if lower.endswith("ies") else lower[:-1]
    return word.lemma if word.tag == "NNS" else word.lower
