"""Who is meant by which word, as far as the text has been read: settled once for each, in the text's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from dragoman.actors.coreference import History, Seen
from dragoman.actors.persons import Someone
from dragoman.actors.ref import Ref
from dragoman.actors.stretches import Stretches
from dragoman.language import Tree, Word
from dragoman.language.quotes import quotes, within

_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_PLACING = ("in", "at", "near", "to", "from", "outside", "around")
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
IN_FOCUS = "of the country in focus"
"""How the rule ends by which a role is the country's that a sentence is set in."""
_DEFINITE = ("the", "this", "that", "its", "their", "his", "her")


class Ledger:
    """What each word means, and the history of it that later words look back on.

    ``main`` is the country that the page is about; ``resolve`` finds out who is meant by a word and enters it here.
    """

    def __init__(self, tree: Tree, stretches: Stretches, main: str | None, resolve: Callable[[Word], None]) -> None:
        self._quotes = quotes(tree.text, tree.paragraphs)
        self._stretches = stretches
        self._resolve = resolve
        self._refs: dict[Word, tuple[Ref, ...]] = {}
        self._someone: dict[Word, Someone] = {}
        self._under_way: set[Word] = set()
        self.main = main
        self.history = History()
        self.mentions: list[Ref] = []

    def visit(self, word: Word) -> None:
        """Find out who is meant by a word, unless that is done or under way."""
        if word in self._refs or word in self._someone or word in self._under_way:
            return
        self._under_way.add(word)
        self._resolve(word)
        self._under_way.discard(word)

    def at(self, word: Word) -> tuple[Ref, ...]:
        """Who is meant by a word, as far as settled."""
        return self._refs.get(word, ())

    def settled(self, word: Word) -> tuple[Ref, ...]:
        """Who is meant by a word, found out now if need be."""
        self.visit(word)
        return self.at(word)

    def someone_at(self, word: Word) -> Someone | None:
        """The person meant by a word, as far as settled."""
        return self._someone.get(word)

    def quoted(self, word: Word) -> bool:
        """Whether a word stands in quotation marks."""
        return within(self._quotes, word.start) is not None

    def keep(self, word: Word, refs: tuple[Ref, ...], someone: Someone | None = None) -> None:
        """Enter who is meant by a word; nothing where it is nobody."""
        if not refs and someone is None:
            return
        self._refs[word] = refs
        if someone is not None:
            self._someone[word] = someone
        subject = word.dep in _SUBJECTS or (word.dep == "conj" and word.head.dep in _SUBJECTS)
        many = word.tag in ("NNS", "NNPS") or word.lower in _MANY
        plural = many or len({ref.code for ref in refs}) > 1
        role = self._stretches.roles.get(word)
        human = role is not None and role.role.person
        self.history.add(Seen(word, refs, someone, plural, subject, self.quoted(word), self._is_place(word), human))
        self.mentions += refs

    def keep_person(self, word: Word, someone: Someone, start: int, end: int) -> None:
        """Enter a person, who acts for the country that the page is about where nothing else is known."""
        acts = someone.acts_for
        if acts is None and self.main is not None:
            acts = (self.main, None, "the country that the page is about")
        self.keep(word, acting(someone, acts, start, end), someone)

    def _is_place(self, word: Word) -> bool:
        """Whether a capital or city stands for itself, as a place: "met in Oslo"."""
        span = self._stretches.named.get(word)
        if span is None or span.entries[0].kind not in ("capital", "city"):
            return False
        return word.dep == "pobj" and word.head.lower in _PLACING


def acting(someone: Someone, acts: tuple[str, str | None, str] | None, start: int, end: int) -> tuple[Ref, ...]:
    """A person as who acts for a code and a sector by a rule, meant by some words; nobody where these are unknown."""
    if acts is None:
        return ()
    code, sector, rule = acts
    return (Ref(code, sector, code if len(code) == 3 else None, someone.name, start, end, rule),)


def moved(refs: Iterable[Ref], word: Word, rule: str) -> tuple[Ref, ...]:
    """Those meant before, as meant again by a word under a rule."""
    return tuple(replace(ref, start=word.start, end=word.end, rule=f"{rule}: {ref.rule}") for ref in refs)


def is_by_focus(ref: Ref) -> bool:
    """Whether a role was given to a country only because its sentence or page is set there."""
    return ref.rule.endswith(IN_FOCUS)


def is_definite(word: Word) -> bool:
    """Whether a noun speaks of what is known: "the country", "his minister", "Chad's envoy"."""
    return any(kid.dep == "poss" or (kid.dep == "det" and kid.lower in _DEFINITE) for kid in word.kids)
