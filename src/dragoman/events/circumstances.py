"""When, where, and who says so: what stands beside an act in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from dragoman.dates.grammar import COUNT, UNIT
from dragoman.events.act import Act
from dragoman.knowledge import grammar
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


_NEWS_DAYS = 3
"""How many days lie at most between the page and what it is about."""
_OPEN = ("since",)
_SHARING = frozenset(["in", "during", "at", "after", "on", "with"])
"""How a noun hangs on the verb whose day is its own."""
_AFAR = frozenset(["since", "after", "before", "until", "following"])
_APART = frozenset(["after", "before"])
_SIDES = frozenset(["between", "of", "with"])
_MOMENTS = frozenset(["hour", "minute", "second", "moment", "shortly", "soon", "immediately", "just", "right"])
"""What stands between two acts of one day: "hours after they had agreed"."""
_BOUNDS = frozenset(["since", "until", "till", "before", "after", "by"])
_ALONG = frozenset(["as", "while", "when", "where"])
_CLAUSE = frozenset(["advcl", "acl", "relcl", "ccomp", "pcomp"])
_GIVEN_IN_WORDS = frozenset(["SUPPORT", "AGREE"])
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
        said = act.type in _GIVEN_IN_WORDS
        other = act.type in _OF_OTHER_ACTS and act.bundle[-1].tag[0] == "V"
        # what is demanded or blamed has its own days
        heads = self._clause(act.bundle[-1:] if other else act.bundle, said)
        along = [above for head in heads if (above := _goes_along(head)) is not None]
        found = (
            self._of(self._dates, heads)
            or self._of(self._dates, [kid for head in heads for kid in _taking_place(head)])
            or self._before_both(heads)
            or self._lasting_since(heads)
            or self._of(self._nearby, heads, before=self._published)
            or self._told_of(heads)
            or self._of(self._dates, along)
            or self._of(self._nearby, along, before=self._published)
            or self._of(self._dates, [beside for head in heads for beside in _before_semicolon(head)])
            or (self._of(self._dates, _words_of(heads)) if said else None)
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

    def is_news(self, when: When) -> bool:
        """Whether a day is so near to that of the page that it is what the page is about, no background."""
        if self._published is None:
            return False
        return abs((date.fromisoformat(self._published) - date.fromisoformat(when.start)).days) <= _NEWS_DAYS

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
            while head.dep == "conj" and head.head.tag[0] == "V":
                head = head.head
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

    def _clause(self, bundle: Sequence[Word], words: bool = False) -> list[Word]:
        """The heads whose days are those of some predicates; ``words`` where these are what is said: "assured of"."""
        heads = list(bundle)
        for word in bundle:
            one = self._heads.get(word)
            if one is None or one.parent is None or one.parent.head in heads:
                continue
            above = one.parent.head
            if one.kind == "noun" and (one.link in _SHARING or (words and one.link == "of")):
                heads += self._clause([above])
            elif one.link == "conj" and above.sentence is word.sentence and not _has_own_subject(word):
                heads.append(above)
            elif word.dep == "acomp":
                heads.append(above)  # "was ready on Friday"
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
        measured = _measured(top, mention)
        anchor = measured or (self._act_of(top) if _is_of_noun(top) else self._anchor(top))
        if anchor is None or _is_record(top, preposition) or self._joined(anchor, top, mention):
            return
        self._dates.setdefault(anchor, []).append(dated)
        told = anchor.tag[0] == "V" and not _is_beside(anchor)
        if measured is not None or top.dep == "poss" or told or preposition in (*_BOUNDS, "of"):
            return
        if anchor.dep == "pobj" and anchor.head.lower in _AFAR:
            return  # "a visit since the clashes in January": the visit is not of January
        verb = self._anchor(anchor.head, verb=True)
        if verb is not None:
            self._nearby.setdefault(verb, []).append(dated)

    def _act_of(self, top: Word) -> Word | None:
        """The noun whose own day a day is: "condemned the attack of May 3" says nothing of when it was condemned."""
        noun = top.head.head
        return noun if noun in self._heads else None

    def _joined(self, anchor: Word, top: Word, mention: DateMention) -> bool:
        """Whether a year is told together with the one before it, and added to that: "in 2006 and 2007"."""
        held = self._dates.get(anchor)
        first = self._named.get(top.head) if top.dep == "conj" else None
        if not held or first is None or held[-1].date is not first:
            return False
        if {first.granularity, mention.granularity} != {"year"} or int(first.end[:4]) + 1 != int(mention.start[:4]):
            return False
        both = msgspec.structs.replace(first, end=mention.end, granularity="range")
        held[-1] = _Dated(both, held[-1].preposition)
        return True

    def _lasting_since(self, heads: Sequence[Word]) -> _Dated | None:
        """When what lasts began, told by a clause: "has sold it gas since Russia stopped the flow on May 3"."""
        for head in heads:
            for kid in head.kids_of("advcl"):
                if _is_over(head) and head.tag != "VBD" and any(mark.lower == "since" for mark in kid.kids_of("mark")):
                    found = self._of(self._dates, [kid])
                    return _Dated(found.date, "since") if found is not None else None
        return None

    def _before_both(self, heads: Sequence[Word]) -> _Dated | None:
        """A date before two clauses is that of both: "On Monday Chad struck and Togo fled"."""
        for head in heads:
            one = self._heads.get(head)
            if one is None or one.link != "conj" or one.parent is None or not _has_own_subject(head):
                continue
            subject = one.parent.head.kid("nsubj", "nsubjpass")
            for dated in self._dates.get(one.parent.head, ()):
                if subject is not None and dated.date.end_char <= subject.start:
                    return dated
        return None

    def _anchor(self, word: Word, verb: bool = False) -> Word | None:
        """The head of the clause that a word stands in, where that is a known one."""
        top = word
        while True:
            if word in self._heads and (word.tag[0] == "V" or not verb):
                return word
            if word.head is word or (word.tag[0] == "V" and word.dep in _CLAUSE):
                return None
            if word.tag[0] == "N" and word is not top and word.dep == "pobj" and word.head.lower in _AFAR:
                return None  # "the ninth march since the election of August 9": the day is the election's
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


def _has_own_subject(head: Word) -> bool:
    return head.tag[0] == "V" and head.kid("nsubj", "nsubjpass") is not None


def _taking_place(noun: Word) -> list[Word]:
    """The verbs that say when what a noun names took place: "talks held in Oslo in May", "a round of talks between
    them that Oslo hosted in May".
    """
    if noun.tag[0] != "N":
        return []
    above = [noun.head.head] if noun.dep == "pobj" and noun.head.lower == "of" else []
    below = [kid for prep in noun.kids_of("prep") if prep.lower in _SIDES for kid in prep.kids_of("pobj")]
    clauses = [kid for one in (noun, *above, *below) for kid in one.kids_of("acl", "relcl")]
    return [kid for kid in clauses if kid.lemma in grammar.words("taking place")]


def _before_semicolon(head: Word) -> list[Word]:
    """The verb of the sentence told before a semicolon, whose day a story goes on with: "fell on Friday; X fled"."""
    while head.dep == "conj" and head.head.tag[0] == "V":
        head = head.head
    return head.kids_of("beside") if head.tag == "VBD" else []


def _words_of(heads: Sequence[Word]) -> list[Word]:
    """The verbs of saying that give what is still to be: "said on Friday that it was ready to pay"."""
    found = []
    for head in heads:
        for word in (head, *head.ancestors()):
            if word.dep == "ccomp" and word.head.lemma in _SAYING:
                open_yet = word.lemma == "be" or any(kid.tag == "MD" for kid in word.kids)
                found += [word.head] if open_yet else []
                break
    return found


def _measured(top: Word, mention: DateMention) -> Word | None:
    """What a date measures from: in "on Friday, a day after the raid" the raid; "last week" is no measure."""
    end = mention.end_char
    at = top.i + 1
    after = top.tree.words[at] if at < len(top.tree.words) else top
    if (
        after.lower not in _APART
        or after.start < end
        or _MEASURE.match(mention.text) is None
        or top.dep not in ("npadvmod", "nmod", "nsubj", "dobj", "appos", "dep", "attr")
    ):
        return None
    return after.head if after.dep == "mark" else after.kid("pobj", "pcomp")


_MEASURE = re.compile(rf"{COUNT} {UNIT}\b", re.I)


def _is_of_noun(top: Word) -> bool:
    """Whether a day belongs to a noun before "of" that is not itself a time, as in "the night of May 3"."""
    if top.dep != "pobj" or top.head.lower != "of" or top.head.head.tag[0] != "N":
        return False
    return top.head.head.lemma not in grammar.words("times")


def _is_record(top: Word, preposition: str) -> bool:
    """Whether a day only says how long there was no such act: "met for the first time since May", "the worst since"."""
    noun = top.head.head if preposition == "since" else top
    return noun is not top and any(kid.lower in ("first", "only") or kid.tag == "JJS" for kid in (noun, *noun.kids))


def _is_beside(participle: Word) -> bool:
    """Whether a participle tells what someone did when an act befell him: "shot a man fishing two years ago"."""
    return participle.tag == "VBG" and participle.dep == "acl" and participle.head.dep in ("dobj", "nsubjpass")


def _goes_along(head: Word) -> Word | None:
    """The verb whose time a clause shares: "expelled them on Monday, accusing", "agreed on Monday, as X came",
    "on Monday, hours after they had met".
    """
    if head.dep not in ("advcl", "conj") or head.head.tag[0] != "V":
        return None
    if any(kid.lower in _APART and kid.dep == "mark" for kid in head.kids):
        return head.head if any(kid.lemma in _MOMENTS for kid in head.kids) else None
    if head.dep == "conj":
        return None
    if head.tag == "VB":
        return head.head if any(kid.lower == "to" for kid in head.kids) else None  # "flies there on Sunday to meet"
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
