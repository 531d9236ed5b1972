"""When, where, and who says so: what stands beside an act in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.act import Act
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition
from dragoman.report import DateMention, Place, When

_SAYING = frozenset(
    [
        "say",
        "report",
        "tell",
        "state",
        "announce",
        "note",
        "add",
        "declare",
        "claim",
        "confirm",
        "reveal",
        "write",
        "explain",
        "indicate",
        "disclose",
    ]
)
_WHERE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "along",
        "off",
        "on",
        "over",
        "within",
        "throughout",
        "from",
        "to",
        "into",
        "toward",
        "towards",
        "against",
    ]
)
_LOCATIVE = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "across", "along", "off", "on", "within", "throughout"]
)


class Circumstances:
    """Hangs dates and places on the propositions whose clauses they stand in."""

    def __init__(
        self, tree: Tree, propositions: Sequence[Proposition], dates: Sequence[DateMention], places: Sequence[Place]
    ) -> None:
        self._heads = {one.head: one for one in propositions}
        self._dates: dict[Word, list[DateMention]] = {}
        self._places: dict[Word, list[tuple[str, Place]]] = {}
        for date in dates:
            anchor = self._anchor(_top(tree, date.start_char, date.end_char))
            if anchor is not None:
                self._dates.setdefault(anchor, []).append(date)
        for place in places:
            top = _top(tree, place.start, place.end)
            if top is not None:
                self._hang_place(top, place)

    def when(self, act: Act) -> When | None:
        """The date of an act: that of its own clause, of what carries it, or of the clause that it is the
        occasion of.
        """
        for head in self._clause(act):
            for date in self._dates.get(head, ()):
                return When(start=date.start, end=date.end, granularity=date.granularity, text=date.text)
        return None

    def where(self, act: Act) -> Place | None:
        """The place of an act: a locative phrase of its clause."""
        for head in self._clause(act):
            for preposition, place in self._places.get(head, ()):
                if preposition in _LOCATIVE or (preposition in ("to", "over", "on") and act.mode == "visit"):
                    return place
        for head in self._clause(act):
            for preposition, place in self._places.get(head, ()):
                if preposition in ("over", "to") and act.type in ("ASSAULT", "CONSULT"):
                    return place
        return None

    def credit(self, act: Act) -> Word | None:
        """The head of the phrase that names who reports the sentence: "X reported", "according to X"."""
        sentence = act.proposition.head.sentence
        for word in sentence.words:
            if word.lower == "according" and (to := word.kid("prep")) is not None:
                return to.kid("pobj")
        one: Proposition | None = act.proposition
        while one is not None:
            above = one.head.head
            if one.head.dep in ("ccomp", "parataxis") and above is not one.head and above.lemma in _SAYING:
                return above.kid("nsubj")
            one = self._heads.get(above) if above is not one.head else None
        root = sentence.root
        if root.lemma in _SAYING and act.proposition.head is not root:
            content = root.kid("ccomp")
            if content is not None and content in (act.proposition.head, *act.proposition.head.ancestors()):
                return root.kid("nsubj")
        return None

    def _clause(self, act: Act) -> list[Word]:
        heads = list(act.bundle)
        for word in act.bundle:
            one = self._heads.get(word)
            if one is not None and one.kind == "noun" and one.parent is not None and one.parent.head not in heads:
                if one.link in ("in", "during", "at", "after", "on"):
                    heads.append(one.parent.head)
            elif (
                one is not None
                and one.link == "conj"
                and one.parent is not None
                and one.parent.head.sentence is word.sentence
            ):
                heads.append(one.parent.head)
        return heads

    def _anchor(self, word: Word | None) -> Word | None:
        while word is not None:
            if word in self._heads:
                return word
            if word.head is word:
                return None
            word = word.head
        return None

    def _hang_place(self, top: Word, place: Place) -> None:
        preposition = ""
        word = top
        while word.head is not word:
            if word.dep == "pobj" and not preposition and word.head.lower in _WHERE:
                preposition = word.head.lower
            word = word.head
            if word in self._heads:
                self._places.setdefault(word, []).append((preposition, place))
                return


def _top(tree: Tree, start: int, end: int) -> Word | None:
    """The word of a stretch that governs the others."""
    inside = tree.words_between(start, end)
    for word in inside:
        if word.head is word or word.head not in inside:
            return word
    return inside[0] if inside else None
