"""At whom an act is aimed that names nobody: "condemned the shelling", "accepted the offer", "sent blankets too".

The acts told before say it. In this order: the word in the object that stands for a former act, an act of the same
doer in the same sentence, an act that this one replies to, an act of the same kind just before; and where all are
silent, the other side that the text deals with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.roles import apart
from dragoman.knowledge import lexicon
from dragoman.language import Word

Others = Callable[[Act], tuple[Ref, ...]]

MEDIATION = "045"
"""The code of mediating: between those who talk, make peace or fight."""
FIGHTING = frozenset({"ASSAULT", "RETREAT"})
"""What is done against, or to, the one whom one fights with."""
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "THREATEN"})
_ANSWERS = {
    "AGREE": frozenset({"REQUEST", "AGREE", "AID"}),
    "REJECT": frozenset({"REQUEST", "AGREE", "THREATEN"}),
    "REQUEST": frozenset({"REQUEST", "ACCUSE"}),
    "SUPPORT": frozenset({"AID", "SUPPORT", "AGREE", "RETREAT", "CONCEDE", "COOPERATE"}),
    "ACCUSE": frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}),
    "THREATEN": frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}),
    "SANCTION": frozenset({"ACCUSE", "REJECT", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}),
}
"""What each kind of act answers: its target then is who did that."""
_SERIES = frozenset({"AID", "AGREE", "SUPPORT", "ACCUSE", "SANCTION"})
"""What several do to the same one after the other, without naming it again."""
_ON_WORD = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "THREATEN"})
"""What is said of another's act."""
_REPLY_REACH, _SERIES_REACH, _ANAPHOR_REACH, _FIGHT_REACH = 1, 2, 6, 8
"""How many sentences back the act may be that is answered, continued, spoken of by a noun, or of the same fight."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
_STEM = 5
"""So many letters a verb and its noun of action share at the least."""
_CONFIDENCE = 0.6
"""An act whose target is not named is less sure than others."""


def aim(acts: Sequence[Act], otherwise: Others) -> None:
    """Give acts without a named target the one that is understood. ``acts`` stand in the order of the text; each that
    is ``open`` is settled by those before it, else by ``otherwise``.
    """
    for at, act in enumerate(acts):
        if act.open and act.source and not act.target:
            _settle(act, acts[:at][::-1], otherwise)


def _settle(act: Act, before: Sequence[Act], otherwise: Others) -> None:
    if act.cameo.startswith(MEDIATION):
        _give(act, *_between(act, before))
        return
    if act.type in FIGHTING:
        _give(act, *_opponent(act, before))
        return
    for rule in (_spoken_of, _same_breath, _answered, _continued):
        found = rule(act, before)
        if found is None:
            continue
        refs, words = found
        _give(act, _besides(refs, act), words)
        return
    _give(act, otherwise(act), "the other side so far")


def _give(act: Act, refs: tuple[Ref, ...], words: str) -> None:
    if refs:
        head = act.proposition.head
        act.target = tuple(replace(ref, start=head.start, end=head.end) for ref in refs)
        act.rules.append(f"target: {words} ({refs[0].rule})")
        act.confidence = min(act.confidence, _CONFIDENCE)


Found = tuple[tuple[Ref, ...], str] | None


def _spoken_of(act: Act, before: Sequence[Act]) -> Found:
    """The former act that the object stands for: "the shelling" is what its doer is blamed for."""
    if act.type not in _ON_WORD:
        return None
    words = [word for slot in ("obj", "to", "on", "against", "for") for word in act.proposition.get(slot)]
    for word in words:
        anaphor = lexicon.anaphors().get(word.lemma) or lexicon.anaphors().get(word.lower)
        if anaphor is not None and _is_definite(word):
            within = [one for one in _near(act, before, _ANAPHOR_REACH) if one.source]
            meant = [one for one in within if not anaphor.acts or one.type in anaphor.acts]
            for former in sorted(meant, key=lambda one: not _is_same_word(word, one)):
                refs = former.source if anaphor.aim == "doer" else former.sides
                if (anaphor.aim == "doer" or _is_shared(former)) and _besides(refs, act):
                    return refs, f"the {anaphor.aim} of “{former.proposition.head.text}”"
    return None


def _same_breath(act: Act, before: Sequence[Act]) -> Found:
    """Whom the same doer deals with in the same sentence: "urged both sides to talk and offered its help"."""
    for former in _near(act, before, 0):
        if (
            _codes(former.source) == _codes(act.source)
            and _is_friendly(former) == _is_friendly(act)
            and _besides(former.target, act)
        ):
            return former.target, f"the target of “{former.proposition.head.text}”"
    return None


def _answered(act: Act, before: Sequence[Act]) -> Found:
    """Who did the act that this one answers: "called on Mali to hold elections. Bamako agreed"."""
    for former in _near(act, before, _REPLY_REACH):
        answers = former.type in _ANSWERS.get(act.type, ())
        if answers and _codes(act.source) & _codes(former.target) and _besides(former.source, act):
            return former.source, f"the doer of “{former.proposition.head.text}”"
    return None


def _continued(act: Act, before: Sequence[Act]) -> Found:
    """Whom others do the same to just before: "Greece sent firefighters to Chad. Israel flew in a field hospital"."""
    for former in _near(act, before, _SERIES_REACH):
        same = former.type == act.type and act.type in _SERIES
        if same and _codes(former.source) != _codes(act.source) and _besides(former.target, act):
            return former.target, f"the target of “{former.proposition.head.text}”"
    return None


def _between(act: Act, before: Sequence[Act]) -> tuple[tuple[Ref, ...], str]:
    """The two between whom someone mediates: those who talk, make peace or fight just before."""
    for former in _near(act, before, _ANAPHOR_REACH):
        meets = _is_shared(former) or (former.type == "ASSAULT" and former.two_sided)
        if meets and _besides(former.sides, act) == former.sides:
            return former.sides, f"the sides of “{former.proposition.head.text}”"
    return (), ""


def _opponent(act: Act, before: Sequence[Act]) -> tuple[tuple[Ref, ...], str]:
    """Against whom someone fights or ceases to: the other side of the fight told of before."""
    for former in _near(act, before, _FIGHT_REACH):
        others = _besides(former.sides, act)
        if others and former.type in _HOSTILE and _codes(act.source) & _codes(former.sides):
            return others, f"the other side of “{former.proposition.head.text}”"
    return (), ""


def _is_definite(word: Word) -> bool:
    return word.tag in ("PRP", "DT", "WDT") or any(kid.lower in _DEFINITE or kid.dep == "poss" for kid in word.kids)


def _is_same_word(noun: Word, former: Act) -> bool:
    """Whether a noun of action is that of a former act: "shelled", "the shelling"."""
    stem = former.proposition.lemma.split()[0][:_STEM]
    return noun.lemma.startswith(stem)


def _is_shared(former: Act) -> bool:
    """Whether both sides did the former act together: a deal, a meeting."""
    return former.two_sided and (former.symmetric or former.type in ("SUPPORT", "COOPERATE", "RETREAT"))


def _is_friendly(act: Act) -> bool:
    return act.type == "REQUEST" or act.quad.endswith("cooperation")


def _near(act: Act, before: Sequence[Act], reach: int) -> Iterator[Act]:
    """The acts before one that are told at most so many sentences back, the last first."""
    return takewhile(lambda one: act.sentence_index - one.sentence_index <= reach, before)


def _codes(refs: Sequence[Ref]) -> frozenset[str]:
    return frozenset(ref.code for ref in refs)


def _besides(refs: tuple[Ref, ...], act: Act) -> tuple[Ref, ...]:
    return apart(refs, act.source, domestic=False)
