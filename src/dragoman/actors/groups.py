"""Who is meant by pronouns and by words for several: "he", "it", "they", "both", "the two countries"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.coreference import Seen
from dragoman.actors.ledger import Ledger, acting, is_definite, moved
from dragoman.actors.names import Names
from dragoman.actors.pronouns import Pronouns
from dragoman.actors.ref import Ref
from dragoman.knowledge import grammar
from dragoman.language import Word

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_STATES = frozenset(["country", "nation", "state", "neighbour", "neighbor", "republic", "economy", "people"])
_ALL_OF_THEM = frozenset(["sides", "parties", "neighbours", "neighbors", "rivals", "foes", "belligerents", "enemies"])
"""Words for all the members of a set, without a number."""
_PEOPLE = frozenset(["man", "woman", "pair", "duo"])
_COUNTED_REACH = 8
"""How many sentences back people may be counted whom "the two men" means."""
_BESIDES = frozenset(["after", "before", "during", "since", "amid", "at", "in", "following", "despite", "because"])
"""Before what only surrounds an act: the subject may be one of those named there."""
_SETS = {"pair": 2, "duo": 2, "trio": 3, "threesome": 3}
_NUMBERED = frozenset({"both", "two", "three", "four"})
_COUNTS = {"both": 2, "two": 2, "either": 2, "neither": 2, "three": 3, "four": 4, "five": 5}
_KNOWN = frozenset({"both", "either", "neither"})
"""Numbers that speak of what is known, without an article."""
_SUBJECTS = ("nsubj", "nsubjpass")
_NUMBERING = ("det", "nummod", "predet", "amod")


def is_pronoun(word: Word) -> bool:
    """Whether a word is a pronoun of the third person that stands for an actor."""
    if word.lower in _IT:
        return word.dep in (*_SUBJECTS, "poss") or _is_addressed(word)
    return word.lower in _HE or word.lower in _THEY or (word.lower == "whose" and word.dep == "poss")


def _is_addressed(word: Word) -> bool:
    """Whether "it" is the object of what is done to somebody, not to something: "urged it", "called on it"."""
    above = word.head
    if word.dep in ("dobj", "dative"):
        return above.lemma in grammar.words("to somebody")
    if word.dep != "pobj" or above.dep != "prep":
        return False
    beyond = above.head
    if beyond.is_noun:
        return above.lower in ("with", "against") and beyond.lemma in grammar.words("bonds")
    return f"{beyond.lemma} {above.lower}" in grammar.words("addressing")


def _relative(word: Word) -> Word:
    """The noun that the clause of "whose" says something of."""
    for above in word.ancestors():
        if above.dep == "relcl":
            return above.head
    return word


def is_number(word: Word) -> bool:
    """Whether a number stands for those counted: "both agreed", "a quarrel between the two", "the trio"."""
    if word.lower in _SETS:
        return is_definite(word)
    known = word.lower in _KNOWN or any(kid.lower in ("the", "these", "other") for kid in word.kids)
    return word.lower in _NUMBERED and known and word.dep in (*_SUBJECTS, "pobj", "dobj", "dative", "poss")


def is_ordered(word: Word) -> bool:
    """Whether a word means the first or the second of two: "the former", "the latter"."""
    if word.lower not in ("former", "latter") or word.dep not in (*_SUBJECTS, "pobj", "dobj", "dative", "poss"):
        return False
    return any(kid.lower == "the" for kid in word.kids)


def may_be_group(word: Word) -> bool:
    """Whether a noun may stand for members named before: "country", "side", "minister"."""
    return word.lemma in grammar.words("sets")


def is_group(word: Word) -> bool:
    """Whether a noun means several who are known, by number, or all of them: "the two countries", "the sides"."""
    if word.lower == "mediators":
        return is_definite(word)
    known = is_definite(word) or any(kid.lower == "all" for kid in word.kids)
    if word.lower in _ALL_OF_THEM and known and not any(kid.dep == "poss" for kid in word.kids):
        return True
    numbers = [kid.lower for kid in word.kids if kid.lower in _COUNTS and kid.dep in _NUMBERING]
    return word.tag in ("NNS", "NNPS") and bool(numbers) and (is_definite(word) or not _KNOWN.isdisjoint(numbers))


class Groups:
    """Settles who is meant by words that have no name of their own, from those met before."""

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._names = names
        self._history = ledger.history
        self._pronouns = Pronouns(ledger.history)

    def visit_pronoun(self, word: Word) -> None:
        """ "he", "it", "they": the person, the state or body, the several that were named before."""
        if word.lower in _HE:
            self._visit_he(word)
        elif word.lower in _IT:
            self._visit_thing(word, "it")
        elif word.lower == "whose":
            owner = _relative(word)
            self._ledger.keep(word, moved(self._ledger.at(owner), word, "whose"), self._ledger.someone_at(owner))
        else:
            self._ledger.keep(word, moved(self._several(word), word, "they"))

    def _several(self, word: Word) -> tuple[Ref, ...]:
        """Whom "they" means: several named together, or the members of a body; else the set that is spoken of most."""
        seen = self._pronouns.many(word, self._ledger.quoted(word))
        joined = self._history.sets.joined(seen.word) if seen is not None else ()
        if word.dep in _SUBJECTS and not joined and (seen is None or not (seen.plural or seen.subject)):
            joined = self._history.sets.best(word, None, [], states=False)
        return joined or (seen.refs if seen is not None else ())

    def visit_number(self, word: Word) -> None:
        """ "both", "the two", "the trio": so many of those named before."""
        count = _SETS.get(word.lower) or _COUNTS[word.lower]
        found = self._counted(word, count) if word.lemma in _PEOPLE else ()
        self._ledger.keep(word, moved(found or self._known(word, count, states=False), word, f"the {count}"))

    def visit_ordered(self, word: Word) -> None:
        """ "the former", "the latter": the first or the second of two named before."""
        two = self._history.sets.last_two(word)
        self._ledger.keep(word, moved(two[:1] if word.lower == "former" else two[1:], word, f"the {word.lower}"))

    def visit_partner(self, word: Word) -> None:
        """ "its neighbour", "his guest": the one with whom another has most to do."""
        owners = [ref for kid in word.kids_of("poss") for ref in self._ledger.settled(kid)]
        if word.tag == "NN" and len(owners) == 1:
            states = word.lemma in _STATES
            found = self._history.sets.partner(word, owners[0].code, states)
            if not found and states:
                found = _states(self._history.salient(word, [owners[0].code], 2))[:1]
            self._ledger.keep(word, moved(found, word, f"the {word.lemma} of {owners[0].code}"))

    def visit_group(self, word: Word) -> None:
        """ "both countries", "the two sides": the members named last; an apposed list names them itself."""
        listed = self._names.listed(word)
        if listed:
            self._ledger.keep(word, listed)
        elif word.lower == "mediators" and is_definite(word):
            self._ledger.keep(word, moved(self._history.sets.mediators(), word, "the mediators"))
        elif is_group(word):
            self._ledger.keep(word, self._members(word))

    def visit_country(self, word: Word) -> None:
        """ "the country", "the republic": the state spoken of just before, else the one that the page is about."""
        seen = self.thing(word)
        main = self._ledger.main
        begins = word.dep in _SUBJECTS
        state = seen is not None and all(len(ref.code) == 3 for ref in seen.refs)
        near = seen is not None and seen.word.sentence.paragraph == word.sentence.paragraph
        if seen is not None and state and (near or begins or main is None):
            self._ledger.keep(word, moved(seen.refs, word, f"the {word.lemma}"))
        elif main is not None and main not in self._others(word):
            self._ledger.keep(word, (Ref(main, None, main, None, word.start, word.end, "the country of the page"),))

    def _visit_he(self, word: Word) -> None:
        gender = _HE[word.lower]
        if (later := self._subject_after(word)) is not None:
            self._ledger.keep(word, moved(self._ledger.at(later), word, word.lower), self._ledger.someone_at(later))
            return
        seen = self._pronouns.person(word, self._ledger.quoted(word), gender)
        if seen is None:
            return
        someone = seen.someone
        if someone is None:
            self._ledger.keep(word, moved(seen.refs, word, word.lower))
            return
        someone.gender = someone.gender or gender
        refs = acting(someone, someone.acts_for, word.start, word.end)
        self._ledger.keep(word, tuple(replace(ref, rule=f"{word.lower}, {ref.rule}") for ref in refs), someone)

    def _subject_after(self, word: Word) -> Word | None:
        """The person whom a possessor before him means: "in his letter X said"."""
        if word.dep != "poss":
            return None
        subject = _subject_above(word)
        if subject is None or subject.i < word.i or subject.tag not in ("NNP", "NNPS"):
            return None
        self._ledger.visit(subject)
        return subject if self._ledger.someone_at(subject) is not None else None

    def thing(self, word: Word) -> Seen | None:
        """The state or body that "it" would mean at a word."""
        return self._pronouns.thing(word, self._ledger.quoted(word))

    def _visit_thing(self, word: Word, rule: str) -> None:
        seen = self.thing(word)
        if seen is not None:
            self._ledger.keep(word, moved(seen.refs, word, rule))

    def _members(self, word: Word) -> tuple[Ref, ...]:
        count = next((_COUNTS[kid.lower] for kid in word.kids if kid.lower in _COUNTS), None)
        if count is None and any(kid.lower == "all" for kid in word.kids):
            return moved(self._history.salient(word, self._others(word), 2), word, f"all {word.lower}")
        if word.lemma in _PEOPLE and (some := self._counted(word, count)):
            return moved(some, word, f"the {count} {word.lower}")
        states = word.lemma in _STATES
        found = moved(self._known(word, count, states), word, f"the {count or 'several'} {word.lower}")
        if states:
            return tuple(replace(ref, sector=None) if len(ref.code) == 3 else ref for ref in found)
        return found

    def _counted(self, word: Word, count: int | None) -> tuple[Ref, ...]:
        """People who were counted before: "two officers were expelled … the two men"."""

        def fits(seen: Seen) -> bool:
            return seen.human and any(_COUNTS.get(kid.lower) == count for kid in seen.word.kids_of("nummod"))

        seen = self._history.latest(word, _COUNTED_REACH, fits) if count is not None else None
        return seen.refs if seen is not None else ()

    def _known(self, word: Word, count: int | None, states: bool) -> tuple[Ref, ...]:
        """The set of those named before, who are others than the subject that does something to them."""
        without = self._others(word)
        told = self._history.sets.best(word, count, without, states)
        if told:
            return told
        least, count = count or 1, count or 2
        found = self._history.salient(word, without, count + 2 if states else count)
        found = _states(found)[:count] if len(_states(found)) >= count else found[:count]
        return found if len(found) >= least else ()

    def _others(self, word: Word) -> list[str]:
        """The codes of the subject that does something to those whom a word means."""
        subject = _subject_above(word)
        return self._codes(subject) if subject is not None and word not in subject.conjuncts() else []

    def _codes(self, word: Word) -> list[str]:
        """The codes of a noun and those joined to it, as far as settled."""
        return [ref.code for one in word.conjuncts() for ref in self._ledger.at(one)]


def _subject_above(word: Word) -> Word | None:
    """The subject of the clause of whose verb a word is an object, shared by coordination and infinitives."""
    for above in word.ancestors():
        if above.dep == "prep" and above.lower in _BESIDES:
            return None
        if above.lower == "between" and not any(one.lemma in grammar.words("mediating") for one in above.ancestors()):
            return None
        if above.tag[0] == "V":
            subject = above.kid(*_SUBJECTS)
            if subject is not None or above.dep not in ("conj", "xcomp", "advcl", "pcomp"):
                return subject
    return None


def _states(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(ref for ref in refs if len(ref.code) == 3)
