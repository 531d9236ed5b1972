"""The country that a sentence is set in: whose police, soldiers and people are meant where nobody says whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dragoman.actors.spans import NamedSpan
from dragoman.actors.towns import town_at
from dragoman.language import Word

_LEADING = 2
"""The headline and the lead: what they name weighs more."""
_TOPIC_LEAD, _HOME_LEAD = 2, 4
"""So many times more than the outlet's own country another must be named for the page to be about it, and for the
offices and forces that are nobody's to be its own.
"""
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "through", "across", "around"})


class Focus:
    """Where each sentence of a page is set.

    ``home`` is the country of the outlet, where known.
    """

    def __init__(self, named: Mapping[Word, NamedSpan], home: str | None) -> None:
        self._named = named
        counts = self._counts()
        self.topic = _most(counts, home, _TOPIC_LEAD)
        """The country that the page is about."""
        others = Counter({code: count for code, count in counts.items() if code != self.topic})
        self.counterpart = _most(others, None, _TOPIC_LEAD)
        """The country that it is about most besides that."""
        self.main = _most(counts, home, _HOME_LEAD)
        """The country whose offices and forces need no name."""

    def country(self, word: Word) -> str | None:
        """The country that a word's sentence is set in: where its clause takes place, else the one named in it, of
        several that of the page.
        """
        for above in word.ancestors():
            if above.tag[0] == "V" and (set_in := self._set_in(above)) is not None:
                return set_in
        apart = _done_to(word)
        inside = [code for one in word.sentence.words if one not in apart and (code := self._state_at(one)) is not None]
        if not inside:
            return self.main
        return self.main if self.main in inside else inside[0]

    def _set_in(self, verb: Word) -> str | None:
        """The country of the place that stands with a verb: "marched through X", "in X, a court jailed"."""
        for prep in verb.kids_of("prep"):
            for place in prep.kids_of("pobj") if prep.lower in _WHERE else ():
                code = self._state_at(place) or next((ref.code for ref in town_at(place)), None)
                if code is not None:
                    return code
        return None

    def _counts(self) -> Counter[str]:
        """How often each country is named, in the headline and the lead counted more."""
        counts: Counter[str] = Counter()
        for span in dict.fromkeys(self._named.values()):
            country = _state(span)
            if country is not None:
                counts[country] += 3 if span.head.sentence.paragraph < _LEADING else 1
        return counts

    def _state_at(self, word: Word) -> str | None:
        span = self._named.get(word)
        return _state(span) if span is not None else None


def _most(counts: Counter[str], home: str | None, lead: int) -> str | None:
    """The country named most, of equals that named first; the outlet's own unless another is named ``lead`` times as
    often.
    """
    if not counts:
        return home
    best = max(counts.values())
    if home is not None and counts[home] * lead >= best:
        return home
    return next(country for country, count in counts.items() if count == best)


def _done_to(word: Word) -> frozenset[Word]:
    """The objects of the verb whose subject a word is: they are others than the subject."""
    if word.dep not in ("nsubj", "agent"):
        return frozenset()
    return frozenset(one for kid in word.head.kids_of("dobj", "dative") for one in kid.subtree())


def _state(span: NamedSpan) -> str | None:
    """The country that a name puts in view: a state's, or an armed group's; never that of an agency's headquarters."""
    entry = span.entries[0]
    return entry.country if entry.code == entry.country or entry.code.startswith("REB:") else None
