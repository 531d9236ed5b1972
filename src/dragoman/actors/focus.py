"""The country that a sentence is set in: whose police, soldiers and people are meant where nobody says whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from dragoman.actors.spans import NamedSpan
from dragoman.actors.towns import known_town
from dragoman.language import Sentence, Word

_LEADING = 2
"""The headline and the lead: what they name weighs more."""
_TOPIC_LEAD, _HOME_LEAD = 2, 4
"""So many times more than the outlet's own country another must be named for the page to be about it, and for the
offices and forces that are nobody's to be its own.
"""
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "through", "across", "around", "throughout"})
_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_OTHERS = frozenset({"to", "on", "against", "for", "with", "from", "of", "over", "toward", "towards", "upon"})
"""Before whom or what a subject does something to: these are others than the subject."""


class Focus:
    """Where each sentence of a page is set.

    ``home`` is the country of the outlet, where known.
    """

    def __init__(self, named: Mapping[Word, NamedSpan], home: str | None) -> None:
        self._named = named
        self._counted = self._counts()
        self._scenes: dict[Sentence, str | None] = {}
        self.topic = _most(self._counted, home, _TOPIC_LEAD)
        """The country that the page is about."""
        others = Counter({code: count for code, count in self._counted.items() if code != self.topic})
        self.counterpart = _most(others, None, _TOPIC_LEAD)
        """The country that it is about most besides that."""
        self.main = _most(self._counted, home, _HOME_LEAD)
        """The country whose offices and forces need no name."""

    def country(self, word: Word, foe: bool = False) -> str | None:
        """The country that a word's sentence is set in: where its clause takes place, else the one named in it, of
        several that of the page, else the only one of the sentence before. A foe is seldom of the country that does
        something to him.
        """
        if (place := self.place(word)) is not None:
            return place
        apart = _done_to(word) | (_doer(word) if foe else frozenset())
        inside = self._named_in(one for one in word.sentence.words if one not in apart)
        if not inside:
            return self._alone_before(word.sentence) or self.main
        return self.main if self.main in inside else inside[0]

    def place(self, word: Word) -> str | None:
        """The country that is said to be the scene of a word's clause ("in X, a court jailed", "the north of X, where
        police"), or that of the sentences before, where this one names no other.
        """
        for above in word.ancestors():
            if (set_in := self._set_in(above) or self._set_in_object(above)) is not None:
                return set_in
            where = next((kid for kid in above.kids if kid.lower == "where"), None) if above.dep == "relcl" else None
            if where is not None:
                inside = self._named_in(one for one in above.head.subtree() if one.i < where.i)
                return inside[-1] if inside else None
        apart = _done_to(word)
        if self._named_in(one for one in word.sentence.words if one not in apart):
            return None
        before = _sentence_before(word.sentence)
        return self._scene(before) if before is not None else None

    def _scene(self, sentence: Sentence) -> str | None:
        """The country that a sentence is said to be set in by its opening, or by those before it in its paragraph."""
        if sentence not in self._scenes:
            self._scenes[sentence] = self._opened(sentence)
        return self._scenes[sentence]

    def _opened(self, sentence: Sentence) -> str | None:
        root = sentence.root
        code = self._set_in(root)
        if code is not None:
            return code if self._is_scene(root) else None
        if self._named_in(sentence.words):
            return None
        before = _sentence_before(sentence)
        return self._scene(before) if before is not None and before.paragraph == sentence.paragraph else None

    def _is_scene(self, verb: Word) -> bool:
        """Whether the place of a clause is its scene, and not only where somebody from elsewhere is: it stands before
        the subject, or the subject is nobody's by name.
        """
        subject = verb.kid(*_SUBJECTS)
        if subject is None or any(kid.dep == "prep" and kid.i < subject.i for kid in verb.kids):
            return True
        return all(one.tag not in ("NNP", "NNPS", "PRP") and one not in self._named for one in subject.subtree())

    def _set_in(self, above: Word) -> str | None:
        """The country of the place that stands with a word: "marched through X", "in X, a court jailed"."""
        if above.tag[0] not in "VN":
            return None
        for prep in above.kids_of("prep"):
            for place in prep.kids_of("pobj") if prep.lower in _WHERE else ():
                code = self._state_at(place) or known_town(place, self._counted)
                if code is not None:
                    return code
        return None

    def _set_in_object(self, above: Word) -> str | None:
        """The country of the place of what was hit where a clause says with what effect: "bombed a market in X,
        killing two people".
        """
        if above.dep != "advcl" or above.tag != "VBG":
            return None
        hit = above.head.kids_of("dobj")
        return next((code for one in hit if (code := self._set_in(one)) is not None), None)

    def _alone_before(self, sentence: Sentence) -> str | None:
        """The one country that the sentence before names, where its paragraph does not name that of the page."""
        before = _sentence_before(sentence)
        if before is None or before.paragraph != sentence.paragraph:
            return None
        inside = self._named_in(before.words)
        return inside[0] if len(set(inside)) == 1 else None

    def _named_in(self, words: Iterable[Word]) -> list[str]:
        return [code for one in words if (code := self._state_at(one)) is not None]

    def _counts(self) -> Counter[str]:
        """In how many sentences each country is named, those of the headline and the lead counted more."""
        counts: Counter[str] = Counter()
        said = dict.fromkeys((span.head.sentence, _state(span)) for span in self._named.values())
        for sentence, country in said:
            if country is not None:
                counts[country] += 3 if sentence.paragraph < _LEADING else 1
        return counts

    def _state_at(self, word: Word) -> str | None:
        span = self._named.get(word)
        return _state(span) if span is not None else None


def _most(counts: Counter[str], home: str | None, lead: int) -> str | None:
    """The country named most, of equals the first; the outlet's own unless another is named ``lead`` times as often."""
    if not counts:
        return home
    best = max(counts.values())
    if home is not None and counts[home] * lead >= best:
        return home
    return next(country for country, count in counts.items() if count == best)


def _done_to(word: Word) -> frozenset[Word]:
    """The objects of the verb whose subject a word is: they are others than the subject."""
    while word.dep == "conj":
        word = word.head
    if word.dep not in _SUBJECTS:
        return frozenset()
    verb = word.head
    objects = verb.kids_of("dobj", "dative", "attr", "oprd")
    objects += [prep for prep in verb.kids_of("prep") if prep.lower in _OTHERS]
    return frozenset(chain.from_iterable(one.subtree() for one in objects))


def _doer(word: Word) -> frozenset[Word]:
    """The subject of the verb whose object a word is."""
    subject = word.head.kid(*_SUBJECTS) if word.dep == "dobj" else None
    return frozenset(subject.subtree()) if subject is not None else frozenset()


def _sentence_before(sentence: Sentence) -> Sentence | None:
    tree = sentence.root.tree
    return tree.sentences[sentence.index - 1] if sentence.index > 0 else None


def _state(span: NamedSpan) -> str | None:
    """The country that a name puts in view: a state's, or an armed group's; never that of an agency's headquarters."""
    entry = span.entries[0]
    return entry.country if entry.code == entry.country or entry.code.startswith("REB:") else None
