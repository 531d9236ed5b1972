"""Who is meant by pronouns and by words for several: "he", "it", "they", "both", "the two countries"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.ledger import Ledger, acting, is_definite, moved
from dragoman.actors.names import Names
from dragoman.actors.ref import Ref
from dragoman.language import Word

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_GROUPS = frozenset(
    [
        "country",
        "side",
        "nation",
        "state",
        "delegation",
        "government",
        "leader",
        "party",
        "minister",
        "neighbour",
        "neighbor",
        "president",
        "capital",
        "foe",
        "rival",
        "ally",
        "army",
        "official",
        "team",
        "power",
        "republic",
        "diplomat",
        "enemy",
        "adversary",
    ]
)
_STATES = ("country", "nation", "state")
_ALL_OF_THEM = frozenset({"sides", "parties"})
_NUMBERED = frozenset({"both", "two", "three"})
_COUNTS = {"both": 2, "two": 2, "either": 2, "three": 3, "four": 4}
_SUBJECTS = ("nsubj", "nsubjpass")


def is_pronoun(word: Word) -> bool:
    """Whether a word is a pronoun of the third person that stands for an actor."""
    return word.lower in _HE or (word.lower in _IT and word.dep in (*_SUBJECTS, "poss")) or word.lower in _THEY


def is_number(word: Word) -> bool:
    """Whether a number stands for those counted: "both agreed", "a quarrel between the two"."""
    return word.lower in _NUMBERED and word.dep in (*_SUBJECTS, "pobj", "dobj")


def may_be_group(word: Word) -> bool:
    """Whether a noun may stand for members named before: "country", "side", "minister"."""
    return word.lemma in _GROUPS


def is_group(word: Word) -> bool:
    """Whether a noun means several by number, or all of them: "two countries", "the sides"."""
    if word.lower in _ALL_OF_THEM and (is_definite(word) or any(kid.lower == "all" for kid in word.kids)):
        return True
    return word.tag in ("NNS", "NNPS") and any(
        kid.lower in _COUNTS for kid in word.kids if kid.dep in ("det", "nummod", "predet", "amod")
    )


class Groups:
    """Settles who is meant by words that have no name of their own, from those met before."""

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._names = names
        self._history = ledger.history

    def visit_pronoun(self, word: Word) -> None:
        """ "he", "it", "they": the person, the state or body, the several that were named before."""
        if word.lower in _HE:
            self._visit_he(word)
        elif word.lower in _IT:
            self._visit_thing(word, "it")
        else:
            self._ledger.keep(word, moved(self._history.many(word, self._ledger.quoted(word)), word, "they"))

    def visit_number(self, word: Word) -> None:
        """ "both", "the two", "the three": so many of those named before."""
        count = _COUNTS[word.lower]
        found = self._history.pair(word, count, ()) or self._history.salient(word, (), count)
        self._ledger.keep(word, moved(found, word, f"the {count}"))

    def visit_group(self, word: Word) -> None:
        """ "both countries", "the two sides": the members named last; an apposed list names them itself."""
        listed = self._names.listed(word)
        if listed:
            self._ledger.keep(word, listed)
        elif is_group(word):
            self._ledger.keep(word, self._members(word))
        elif word.tag == "NN" and word.lemma in ("country", "nation") and is_definite(word):
            self._visit_thing(word, f"the {word.lemma}")

    def _visit_he(self, word: Word) -> None:
        seen = self._history.person(word, self._ledger.quoted(word), _HE[word.lower])
        if seen is None or seen.someone is None:
            return
        refs = acting(seen.someone, seen.someone.acts_for, word.start, word.end)
        self._ledger.keep(word, tuple(replace(ref, rule=f"{word.lower}, {ref.rule}") for ref in refs), seen.someone)

    def _visit_thing(self, word: Word, rule: str) -> None:
        seen = self._history.thing(word, self._ledger.quoted(word))
        if seen is not None:
            self._ledger.keep(word, moved(seen.refs, word, rule))

    def _members(self, word: Word) -> tuple[Ref, ...]:
        subject = _subject_above(word)
        without = self._codes(subject) if subject is not None and subject is not word else []
        count = max((_COUNTS.get(kid.lower, 2) for kid in word.kids), default=2)
        told = () if word.lower in _ALL_OF_THEM else self._history.pair(word, count, without)
        found = moved(told or self._history.salient(word, without, count), word, f"the two {word.lemma}s")
        if word.lemma in _STATES:
            return tuple(replace(ref, sector=None) if len(ref.code) == 3 else ref for ref in found)
        return found

    def _codes(self, word: Word) -> list[str]:
        """The codes of a noun and those joined to it, as far as settled."""
        return [ref.code for one in word.conjuncts() for ref in self._ledger.at(one)]


def _subject_above(word: Word) -> Word | None:
    """The subject of the clause that a word stands in, shared by coordination."""
    for above in word.ancestors():
        if above.tag[0] == "V":
            subject = above.kid(*_SUBJECTS)
            if subject is not None or above.dep != "conj":
                return subject
    return None
