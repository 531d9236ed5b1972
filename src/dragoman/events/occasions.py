"""The occasions of speech: "made the remarks in a meeting with X on Monday" dates what was said just before.

News first say what someone said and then where. The meeting that a speaker's words were said at gives its day to the
words before it, and its other side to promises whose addressee goes without saying.
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


class _Occasion(NamedTuple):
    sentence: int
    sides: tuple[Ref, ...]
    date: When | None


class Occasions:
    """The occasions of one text."""

    def __init__(self, acts: Sequence[Act], clauses: Sequence[Proposition], circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._found = [
            _Occasion(act.sentence_index, (*act.source, *act.target), circumstances.when(act))
            for act in acts
            if act.type == "CONSULT" and act.status == "actual" and _is_of_remarks(act)
        ]

    def when(self, act: Act) -> When | None:
        """The day of an act of speech that has none: that of the occasion told right after it, of the same speaker."""
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


def _is_of_remarks(act: Act) -> bool:
    parent = act.proposition.parent
    return parent is not None and parent.kind == "verb" and any(word.lemma in _REMARKS for word in parent.get("obj"))
