"""When, where, and who says so: what stands beside an act in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.events.act import Act
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition
from dragoman.report import DateMention, Place, Status, When

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


_OPEN = ("since",)
_BOUNDS = frozenset(["since", "until", "till", "before", "after", "by"])
_ALONG = frozenset(["as", "while", "when", "where"])
_CLAUSE = frozenset(["advcl", "acl", "relcl", "ccomp", "pcomp"])
_OF_OTHER_ACTS = frozenset(["ACCUSE", "REQUEST", "THREATEN"])


class _Dated(NamedTuple):
    """A date with the preposition that leads it in."""

    date: DateMention
    preposition: str


class Circumstances:
    """Hangs dates and places on the propositions whose clauses they stand in.

    ``published`` ends what lasts since a day.
    """

    def __init__(
        self,
        tree: Tree,
        propositions: Sequence[Proposition],
        dates: Sequence[DateMention],
        places: Sequence[Place],
        published: date | None = None,
    ) -> None:
        self._heads = {one.head: one for one in propositions}
        self._published = published.isoformat() if published is not None else None
        self._dates: dict[Word, list[_Dated]] = {}
        self._nearby: dict[Word, list[_Dated]] = {}
        self._named: dict[Word, DateMention] = {}
        self._places: dict[Word, list[tuple[str, Place]]] = {}
        for mention in dates:
            self._hang_date(tree, mention)
        for place in places:
            top = _top(tree, place.start, place.end)
            if top is not None:
                self._hang_place(top, place)

    def when(self, act: Act) -> When | None:
        """The date of an act: that of its own clause, of what carries it, of the clause that it is the occasion of;
        else of a noun of its clause, or the day that the clause tells of ("July, when X refused").
        """
        other = act.type in _OF_OTHER_ACTS and act.bundle[-1].tag[0] == "V"
        heads = self._clause(act.bundle[-1:] if other else act.bundle)  # what is demanded or blamed has its own days
        found = (
            self._of(self._dates, heads)
            or self._of(self._nearby, heads, before=self._published)
            or self._told_of(heads)
            or self._of(self._dates, [above for head in heads if (above := _goes_along(head)) is not None])
        )
        return self._when(found) if found is not None else None

    def status(self, act: Act, when: When | None) -> Status:
        """What is dated after the page has not happened yet: "flies to Bogotá on Sunday"."""
        if act.status != "actual" or when is None or self._published is None:
            return act.status
        verbs = [word for word in act.bundle if word.tag[0] == "V"]
        if verbs and all(_is_over(verb) for verb in verbs):
            return act.status
        return "planned" if when.start > self._published else "actual"

    def _when(self, one: _Dated) -> When:
        end = one.date.end
        if one.preposition in _OPEN and self._published and end < self._published:
            end = self._published
        granularity = one.date.granularity if end == one.date.end else "range"
        return When(start=one.date.start, end=end, granularity=granularity, text=one.date.text)

    def _of(self, held: dict[Word, list[_Dated]], heads: Sequence[Word], before: str | None = None) -> _Dated | None:
        """The date hung on the first of some heads that has one: rather a day than a bound ("until Friday")."""
        for head in heads:
            limit = self._published if _is_over(head) else before
            dated = [one for one in held.get(head, ()) if limit is None or one.date.start <= limit]
            if dated:
                return next((one for one in dated if one.preposition not in _BOUNDS), dated[0])
        return None

    def _told_of(self, heads: Sequence[Word]) -> _Dated | None:
        for head in heads:
            if head.dep in ("relcl", "acl") and head.head in self._named:
                return _Dated(self._named[head.head], "")
        return None

    def where(self, act: Act) -> Place | None:
        """The place of an act: a locative phrase of its clause."""
        for head in self._clause(act.bundle):
            for preposition, place in self._places.get(head, ()):
                if preposition in _LOCATIVE or (preposition in ("to", "over", "on") and act.mode == "visit"):
                    return place
        for head in self._clause(act.bundle):
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

    def _clause(self, bundle: Sequence[Word]) -> list[Word]:
        heads = list(bundle)
        for word in bundle:
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

    def _hang_date(self, tree: Tree, mention: DateMention) -> None:
        """On the head of its clause; where that is a noun, in reach of the verb above it too."""
        top = _top(tree, mention.start_char, mention.end_char)
        if top is None:
            return
        for word in tree.words_between(mention.start_char, mention.end_char):
            self._named[word] = mention
        preposition = top.head.lower if top.dep == "pobj" else ""
        dated = _Dated(mention, preposition)
        anchor = self._anchor(top)
        if anchor is None:
            return
        self._dates.setdefault(anchor, []).append(dated)
        if top.dep == "poss" or anchor.tag[0] == "V" or preposition in _BOUNDS:
            return
        verb = self._anchor(anchor.head, verb=True)
        if verb is not None:
            self._nearby.setdefault(verb, []).append(dated)

    def _anchor(self, word: Word, verb: bool = False) -> Word | None:
        """The head of the clause that a word stands in, where that is a known one."""
        while True:
            if word in self._heads and (word.tag[0] == "V" or not verb):
                return word
            if word.head is word or (word.tag[0] == "V" and word.dep in _CLAUSE):
                return None
            word = word.head

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


def _is_over(head: Word) -> bool:
    """Whether a verb tells of what is over, so that no day to come is its own: "has asked them to talks on Friday"."""
    if head.tag == "VBN":
        return any(kid.dep == "aux" and kid.lemma == "have" for kid in head.kids)
    return head.tag == "VBD"


def _goes_along(head: Word) -> Word | None:
    """The verb whose time a clause shares: "expelled them on Monday, accusing", "agreed on Monday, as X came"."""
    if head.dep != "advcl" or head.head.tag[0] != "V":
        return None
    if head.tag == "VBG" and not any(kid.dep in ("mark", "aux") for kid in head.kids):
        return head.head
    return head.head if any(kid.lower in _ALONG for kid in head.kids) else None


def _top(tree: Tree, start: int, end: int) -> Word | None:
    """The word of a stretch that governs the others."""
    inside = tree.words_between(start, end)
    for word in inside:
        if word.head is word or word.head not in inside:
            return word
    return inside[0] if inside else None
