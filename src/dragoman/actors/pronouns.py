"""Whom "he", "it", "they" and "whose" mean: the choice among the mentions met so far.

What the syntax says comes first ("Chad and its allies", "thanked Mali for its help"); else the mention that costs
least: near rather than far, subject rather than object, of the pronoun's number and kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.actors.coreference import History, Seen
from dragoman.knowledge import grammar
from dragoman.language import Word

_REACH, _THING_REACH = 6, 2
"""How many sentences back a person, and a state or body, may stand that a pronoun means."""
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative", "pobj")
_PLURAL_TAGS = ("NNS", "NNPS")
_REFLEXIVE = "sel"
_OF_DEEDS = frozenset({"for", "over", "of", "from", "about", "into"})
"""Between a verb with its object and what the object did: "thanked Chad for its help"."""
_SINGULAR = frozenset({"it", "its", "itself"})
_FAR, _SUBJECT, _ANSWERED, _OWN_CLAUSE, _INSIDE = 3.0, 2.0, 3.0, 1.0, 1.0
"""What a sentence further back costs, what it gains to be the subject, or the one who answers, or the subject of the
own clause, and what it costs to stand inside a phrase: "the raid on Chad"."""
_UNNAMED = 2.0
"""What it costs to take the holder of an office without a name for "he"."""
_BODY_AS_MANY, _STATE_AS_MANY, _IT_AS_MANY = 1.5, 3.0, 6.0
"""What it costs to take a body, a state, and what "it" has meant, for several."""

_Cost = Callable[[int, int, Seen], float | None]
"""What it costs to take a mention, so many sentences back and so many mentions back; None where it cannot be meant."""


class Pronouns:
    """Chooses among the mentions of a page."""

    def __init__(self, history: History) -> None:
        self._history = history

    def person(self, word: Word, quoted: bool, gender: str) -> Seen | None:
        """Whom "he" or "she" means: a person, or the holder of an office."""

        def cost(gap: int, age: int, seen: Seen) -> float | None:
            if seen.someone is None:
                if not seen.human or seen.plural or seen.word.tag not in ("NN", "NNP"):
                    return None
                return 2.0 * gap - (1.5 if seen.subject else 0.0) + 0.01 * age + _UNNAMED
            if seen.someone.gender and seen.someone.gender != gender:
                return None
            return 2.0 * gap - (1.5 if seen.subject else 0.0) + 0.01 * age

        return self._best(word, quoted, _REACH, cost)

    def thing(self, word: Word, quoted: bool) -> Seen | None:
        """What "it" or "its" means: a state or a body."""
        own = _clause_subject(word)

        def cost(gap: int, age: int, seen: Seen) -> float | None:
            if seen.someone is not None or seen.plural or not seen.refs or seen.place or seen.human:
                return None
            if seen.word.dep in ("amod", "compound", "nmod"):
                return None
            near = _OWN_CLAUSE if seen.word is own else 0.0
            inside = _INSIDE if seen.word.dep == "pobj" and seen.word.head.head.is_noun else 0.0
            return _FAR * gap - (_SUBJECT if seen.subject else 0.0) + 0.3 * age - near + inside

        return self._best(word, quoted, _THING_REACH, cost)

    def many(self, word: Word, quoted: bool) -> Seen | None:
        """Whom "they" or "their" means: several, else the members of a body or state."""

        def cost(gap: int, age: int, seen: Seen) -> float | None:
            if not seen.refs or seen.place or seen.word.dep in ("amod", "compound", "nmod", "poss"):
                return None
            alone = seen.someone is not None and not seen.plural and not self._history.sets.joined(seen.word)
            if alone and not any(kid.dep == "cc" for kid in seen.word.kids):
                return None  # of "X and his men" the person stands for all
            base = _FAR * gap - (_SUBJECT if seen.subject else 0.0) + 0.3 * age
            return base + self._as_many(seen)

        return self._best(word, quoted, _THING_REACH, cost)

    def _as_many(self, seen: Seen) -> float:
        """What it costs to take a mention for several."""
        if seen.plural or seen.someone is not None or self._history.sets.joined(seen.word):
            return 0.0
        if seen.word.lower in _SINGULAR:
            return _IT_AS_MANY
        state = all(len(ref.code) == 3 and ref.sector is None for ref in seen.refs)
        return _STATE_AS_MANY if state else _BODY_AS_MANY

    def _best(self, word: Word, quoted: bool, reach: int, cost: _Cost) -> Seen | None:
        told = _told_by_syntax(word)
        answers = _answers(word)
        best: tuple[float, Seen] | None = None
        for age, gap, seen in self._before(word, quoted, reach):
            price = cost(gap, age, seen)
            if price is None:
                continue
            if seen.word is told:
                return seen
            if answers and gap == 1 and seen.word.dep in _OBJECTS:
                price -= _ANSWERED
            if best is None or price < best[0]:
                best = (price, seen)
        return best[1] if best is not None else None

    def _before(self, word: Word, quoted: bool, reach: int) -> Iterator[tuple[int, int, Seen]]:
        """The mentions before a word that it may mean, the last first: each with its rank and how many sentences
        back it stands.
        """
        barred = _barred(word)
        for age, seen in enumerate(self._history.backwards()):
            gap = word.sentence.index - seen.word.sentence.index
            if gap > reach:
                return
            if seen.word.i < word.i and (quoted or not seen.quoted) and seen.word not in barred:
                yield age, gap, seen


def _verb_above(word: Word) -> Word | None:
    return next((above for above in word.ancestors() if above.tag[0] == "V"), None)


def _clause_subject(word: Word) -> Word | None:
    """The subject of the nearest clause above a word that has one, which is not the word itself."""
    for above in word.ancestors():
        subject = above.kid(*_SUBJECTS) if above.is_verb else None
        if subject is not None and subject is not word:
            return subject
    return None


def _barred(word: Word) -> frozenset[Word]:
    """Whom a pronoun cannot mean: the subject whose object it is, and who demands of it what it shall do."""
    verb = _verb_above(word)
    if verb is None or word.dep == "poss" or _REFLEXIVE in word.lower:
        return frozenset()
    if word.dep in _SUBJECTS:
        above = verb.head.head if verb.dep == "pcomp" else verb.head
        if verb.dep not in ("ccomp", "pcomp", "xcomp", "advcl") or above.lemma not in grammar.words("demanding"):
            return frozenset()
        verb = above
    subject = _subject_of(verb)
    return frozenset(subject.conjuncts()) if subject is not None else frozenset()


def _subject_of(verb: Word) -> Word | None:
    """The subject of a verb, shared by coordination."""
    subject = verb.kid(*_SUBJECTS)
    while subject is None and verb.dep in ("conj", "xcomp") and verb.head.is_verb:
        verb = verb.head
        subject = verb.kid(*_SUBJECTS)
    return subject


def _told_by_syntax(word: Word) -> Word | None:
    """The noun whose a possessor must be: "Chad and its allies", "told Mali to open its border", "thanked Togo for
    its help".
    """
    if word.dep != "poss":
        return None
    if word.head.dep in ("conj", "appos") and word.head.head.is_noun:
        return word.head.head
    for above in word.ancestors():
        if above.is_verb and above.kid(*_SUBJECTS) is not None:
            return None
        parent = above.head
        given = parent.kid("dobj", "dative") if parent.is_verb and parent is not above else None
        if given is None or given is above:
            continue
        if above.lower in _OF_DEEDS and above.dep == "prep" and parent.lemma in grammar.words("judging deeds"):
            return given
        if above.dep in ("xcomp", "ccomp") and parent.lemma in grammar.words("object acts"):
            return given
    return None


def _answers(word: Word) -> bool:
    """Whether a pronoun begins its sentence and answers: "Chad accused Mali. It denied the charge"."""
    if word.dep not in _SUBJECTS or word.head is not word.sentence.root:
        return False
    return word.head.lemma in grammar.words("answering")
