"""What was done on one occasion: "made the remarks in a meeting with X on Monday" dates what was said just before.

News first say what someone said and then where. The meeting that a speaker's words were said at gives its day to the
words before it, and its other side to promises whose addressee goes without saying. A story told in the past tense
goes on where it stands: "On Monday he phoned Chad. The two ministers agreed to meet."
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.circumstances import Circumstances
from dragoman.language.clauses import Proposition
from dragoman.report import When

_REMARKS = frozenset({"remark", "comment", "statement", "announcement", "call", "appeal"})
_SAID = frozenset({"SUPPORT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_REACH = 3
"""How many sentences before the occasion what was said there may stand."""


_GOES_ON = 2
"""How many sentences after a dated one, in its paragraph, a story still tells of that day; of news the first sentence
of the next paragraph does too.
"""


class _Told(NamedTuple):
    act: Act
    date: When


class _Occasion(NamedTuple):
    sentence: int
    sides: tuple[Ref, ...]
    date: When | None


class Occasions:
    """The occasions of one text."""

    def __init__(self, acts: Sequence[Act], clauses: Sequence[Proposition], circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._found = [
            _Occasion(act.sentence_index, act.sides, circumstances.when(act))
            for act in acts
            if act.type == "CONSULT" and act.status == "actual" and _is_of_remarks(act)
        ]
        dated = ((act, circumstances.when(act)) for act in acts if _tells(act))
        self._told = [_Told(act, date) for act, date in dated if date is not None and date.granularity == "day"]

    def when(self, act: Act) -> When | None:
        """The day of an act that has none: that of the occasion told right after it, where it is an act of speech of
        the same speaker; else that of what the story told just before it.
        """
        return self._of_remarks(act) or self._of_meeting(act) or self._of_story(act)

    def _of_meeting(self, act: Act) -> When | None:
        """The day of a meeting at which remarks were made: that on which they were, told just before."""
        if act.type != "CONSULT" or not _is_of_remarks(act):
            return None
        for one in reversed(self._told):
            if 0 < act.sentence_index - one.act.sentence_index <= _REACH and one.act.type in _SAID:
                return one.date if _codes(one.act) & _codes(act) else None
        return None

    def _of_story(self, act: Act) -> When | None:
        if not _tells(act):
            return None
        for one in reversed(self._told):
            before = act.sentence_index - one.act.sentence_index
            apart = _paragraph(act) - _paragraph(one.act)
            reach = int(before == 1 and self._circumstances.is_news(one.date))
            if 0 < before <= _GOES_ON and apart <= reach and one.act.status == act.status:
                return one.date if _codes(one.act) & _codes(act) else None
        return None

    def _of_remarks(self, act: Act) -> When | None:
        if act.type not in _SAID or act.status != "actual":
            return None
        codes = {ref.code for ref in act.source}
        for one in self._found:
            if 0 < one.sentence - act.sentence_index <= _REACH and codes & {ref.code for ref in one.sides}:
                return one.date
        return None

    def other_side(self, act: Act) -> tuple[Ref, ...]:
        """To whom a promise is made that names nobody: the other side of the occasion on which it is made."""
        if act.type != "AGREE":
            return ()
        codes = {ref.code for ref in act.source}
        for one in reversed(self._found):
            if one.sentence <= act.sentence_index and codes & {ref.code for ref in one.sides}:
                act.rules.append("target: the other side of the meeting at which it is said")
                return tuple(ref for ref in one.sides if ref.code not in codes)
        return ()


def _tells(act: Act) -> bool:
    """Whether an act stands in a main clause that tells a story: in the simple past, or of what is planned."""
    head = act.bundle[-1]
    if act.status == "actual" and head.tag != "VBD" and not any(kid.lower in ("was", "were") for kid in head.kids):
        return False
    while head.dep == "conj" and head.head.tag[0] == "V":
        head = head.head
    return head.head is head and act.status in ("actual", "planned")


def _paragraph(act: Act) -> int:
    return act.proposition.head.sentence.paragraph


def _codes(act: Act) -> set[str]:
    return {ref.code for ref in act.sides}


def _is_of_remarks(act: Act) -> bool:
    parent = act.proposition.parent
    return parent is not None and parent.kind == "verb" and any(word.lemma in _REMARKS for word in parent.get("obj"))
