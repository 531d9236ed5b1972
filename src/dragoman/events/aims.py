"""At whom an act is aimed that names nobody: "condemned the shelling", "accepted the offer", "sent blankets too".

The acts told before say it (``recalling``), else what is said of the thing in the object (``things``); where both are
silent, it is the doer's own state, the one whom it deals with all along, or the state that the text is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors import Ref
from dragoman.events import recalling
from dragoman.events.act import Act
from dragoman.events.reading import Reading
from dragoman.events.roles import Roles
from dragoman.events.settling import MEDIATION, at_home, fights
from dragoman.events.things import Things

_TO_ITS_FACE = frozenset({"AGREE", "REQUEST", "REJECT", "ACCUSE"})
"""What is said to the one whom one deals with."""
_OF_A_MATTER = frozenset({"REQUEST", "REJECT"})
"""What may be aimed at nobody: asking for money, refusing to come."""
_GIVING = frozenset({"AID", "AGREE"})
"""What, named by a noun alone, is given to nobody that the acts before could tell."""
_LIFTING = "085"
"""The code of lifting sanctions, which ends no fight."""
_REACH = 4
"""How many sentences back the one may be told of whom a doer deals with all along."""
_CONFIDENCE = 0.6
"""An act whose target is not named is less sure than others."""


class Aimer:
    """Finds the targets that the clauses of one text do not name."""

    def __init__(self, roles: Roles, reading: Reading, things: Things) -> None:
        self._roles = roles
        self._reading = reading
        self._things = things

    def aim(self, acts: Sequence[Act]) -> None:
        """Give acts without a named target the one that is understood. ``acts`` stand in the order of the text; each
        that is ``open`` is settled by those before it.
        """
        for at, act in enumerate(acts):
            if act.open and act.source and not act.target:
                _give(act, *self._meant(act, acts[:at][::-1]))

    def _meant(self, act: Act, before: Sequence[Act]) -> recalling.Found:
        if act.cameo.startswith(MEDIATION):
            return recalling.between(act, before)
        if act.type in _GIVING and act.proposition.kind == "noun" and len(act.bundle) == 1:
            return (), ""  # "is reviewing its loans", "came at the invitation of its president"
        if act.reply:
            return recalling.answered(act, before) or ((), "")
        if fights(act) and not act.cameo.startswith(_LIFTING):
            return recalling.opponent(act, before)
        for rule in (
            self._spoken_of,
            recalling.pointed_at,
            recalling.same_breath,
            recalling.answered,
            recalling.continued,
            recalling.helped,
        ):
            found = rule(act, before)
            if found is not None:
                return found
        if home := at_home(act):
            return home, "at home"
        return self._dealt_with(act, before) or self._told_of(act, before)

    def _spoken_of(self, act: Act, before: Sequence[Act]) -> recalling.Found | None:
        return recalling.spoken_of(act, before, self._things)

    def _dealt_with(self, act: Act, before: Sequence[Act]) -> recalling.Found | None:
        """The one with whom the doer, whom the text is about, deals all along."""
        if act.type not in _TO_ITS_FACE or act.proposition.kind == "noun":
            return None
        refs = self._roles.counterpart(act.proposition.head, act.source)
        return (refs, "with whom it deals") if refs and _has_dealt(act, before, refs) else None

    def _told_of(self, act: Act, before: Sequence[Act]) -> recalling.Found:
        """The one that the text is about, besides those whom the acts named in the act harm; nobody where that one is
        far: where the sentence names others alone, or nobody though the act needs nobody, and the doer did not deal
        with that one just before.
        """
        wronged = [ref for below in self._reading.named(act.proposition, "obj") for ref in below.target]
        known = (*act.source, *wronged)
        refs = self._roles.other_side(act.proposition.head, known)
        named = self._roles.named_beside(act.proposition.head) - {ref.code for ref in known}
        far = named.isdisjoint(ref.code for ref in refs) and not _has_dealt(act, before, refs)
        if far and (named or act.type in _OF_A_MATTER):
            return (), "nobody near"
        return refs, "the other side so far"


def _has_dealt(act: Act, before: Sequence[Act], refs: tuple[Ref, ...]) -> bool:
    """Whether the doer of an act had to do with some just before."""
    return not recalling.partner(act, before, _REACH).isdisjoint(ref.code for ref in refs)


def _give(act: Act, refs: tuple[Ref, ...], words: str) -> None:
    refs = recalling.besides(refs, act) if words != "at home" else refs
    if refs:
        head = act.proposition.head
        act.target = tuple(replace(ref, start=head.start, end=head.end) for ref in refs)
        act.rules.append(f"target: {words} ({refs[0].rule})")
        act.confidence = min(act.confidence, _CONFIDENCE)
