"""What single lines look like: running text, names of papers, sections of a site, facts joined by bars."""

from __future__ import annotations

import re

from dragoman.knowledge.lexicon import verb_heads
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import is_like
from dragoman.knowledge.speech import predicates

PROSE_WORDS = 14
_CLOSERS = "\"'”’»)] "
_STOPS = (".", "!", "?", "…")
_JOINS = re.compile(r"\s*::\s*|\s+[|•·]\s+|\s[-–—]\s(?=\w)|\s{3,}|\t")
_TRAIL = re.compile(r"\s+[|•·/]\s+|\s*(?:::|[>»›])\s*|\s{3,}|\t")
_TRAIL_WORDS = 9
_NAME_WORDS = 8
_OFFICE_WORDS = 12
_BRACKET_WORDS = 6
_OF_NAMES = "de|da|do|du|des|del|della|di|dos|das|la|las|le|los|y|e|et|und|zu|van|von|der|al|bin|el"
_SMALL = frozenset(("and", "for", "of", "in", "the", "with", "at", "on", "&", *_OF_NAMES.split("|")))
"""Words that stand small within names and between them."""
_TRADE = frozenset(("news", "press", "information", "media", "television", "radio", "tv", "broadcasting"))
"""Before these words, "State" is no verb."""
_BRACKETS = re.compile(r"\s*\([A-ZÀ-Þ][^()\d]{2,30}\)$")


def is_prose(text: str) -> bool:
    """Whether a block is running text: long, or a sentence of some length with its stop."""
    words = len(text.split())
    return words >= 2 * PROSE_WORDS or (words >= 5 and is_stopped(text))


def is_stopped(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(_STOPS) or (bare.endswith((":", ";", ",")) and len(bare.split()) >= 8)


def plain(text: str) -> str:
    """The words of a text alone, to see whether two say the same."""
    return re.sub(r"\W+", " ", text).strip().casefold()


def parts(text: str) -> list[str]:
    """What a line joins by bars, dots, dashes or wide gaps."""
    return [part.strip(" ,;") for part in _JOINS.split(text) if part.strip(" ,;")]


def is_capitalised(text: str) -> bool:
    """Whether all words but the small ones begin with a capital, as those of names do."""
    words = text.split()
    return bool(words) and all(word[:1].isupper() or word in _SMALL for word in words)


def is_name(text: str) -> bool:
    """Whether a line may be the name of a paper: a few capitalised words and no sentence."""
    words = text.split()
    if not 2 <= len(words) <= _NAME_WORDS or re.search(r"[,;:!?\"“”\d]|\w['’]s\b", text):
        return False
    return is_capitalised(text) and words[-1] not in _SMALL and not _has_verb(text)


def trail(text: str) -> list[str]:
    """The parts of a line that only says where on a site a page stands ("World | Trade"); empty for other lines."""
    found = [part.strip() for part in _TRAIL.split(text) if part.strip()]
    short = len(found) > 1 and len(text.split()) <= _TRAIL_WORDS + len(found)
    return found if short and all(len(part.split()) <= 4 for part in found) else []


def without_edition(text: str) -> str:
    """The name of a paper without its city in brackets and without the edition after a dash."""
    before, _, motto = text.partition(": ")
    if is_like("slogan", motto) and is_capitalised(before):
        return before
    first, *others = parts(text) or [text]
    bare = first if others and all(is_like("edition", part) for part in others) else text
    name = _BRACKETS.sub("", bare)
    return name if name != bare and is_capitalised(name) and len(name.split()) <= _BRACKET_WORDS else bare


def is_masthead(text: str) -> bool:
    """Whether a line is by its words the name of an outlet or of an office that publishes."""
    bare = without_edition(text)
    if _is_known_outlet(bare):
        return True
    if is_like("office", bare.removesuffix(")").partition(" (")[0]) and is_capitalised(bare.partition(" (")[0]):
        return True
    if _has_verb(bare) or len(bare.split()) > _OFFICE_WORDS:
        return False
    if bare != text:
        return bare[:1].isupper() and len(bare.split()) <= _BRACKET_WORDS
    return is_capitalised(bare) and (is_like("office", bare) or (is_name(bare) and is_like("masthead", bare)))


def is_outlet(text: str) -> bool:
    """Whether a name is that of a news outlet: known, or made as such names are."""
    bare = without_edition(text)
    if _is_known_outlet(bare):
        return True
    return is_name(bare) and is_like("masthead", bare) and not is_like("office", bare) and not is_like("section", bare)


def _is_known_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, written as one: "Foreign policy" is a section."""
    return outlet_by_name(name) is not None and (" " not in name or is_capitalised(name))


def _has_verb(text: str) -> bool:
    """Whether capitalised words are a sentence, as in headlines: a verb stands between others ("Rebels Free Guide")."""
    words = text.lower().split()
    return any(
        _is_verb(word, before)
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if after not in _TRADE
    )


def _is_verb(word: str, before: str) -> bool:
    if word.endswith("s"):
        return _is_known((word[:-1], word[:-2], f"{word[:-3]}y"))
    if word.endswith("ed"):
        return before not in _SMALL and _is_known((word[:-1], word[:-2], word[:-3], f"{word[:-3]}y"))
    return before.endswith("s") and not is_like("masthead", word) and _is_known((word,))


def _is_known(stems: tuple[str, ...]) -> bool:
    """Whether one of some words is a verb of the tables of events and speech, which are those of headlines."""
    return any(stem in verb_heads() or stem in predicates() for stem in stems)
