"""Former acts that a later one speaks of, answers, goes on with or is part of: they tell at whom that is aimed.

In this order: the word in the object that stands for a former act, an act of the same doer in the same sentence, an
act that this one replies to, an act of the same kind just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.roles import apart
from dragoman.events.things import Things
from dragoman.knowledge import lexicon
from dragoman.knowledge.lexicon import Anaphor
from dragoman.language import Word

Found = tuple[tuple[Ref, ...], str]
"""Who is meant, and by which rule; nobody where that is known."""

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
_HELP_REACH = 12
"""How many sentences back one may have asked for help."""
_PROMISED_AID = ("033",)
"""Codes of promising aid."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
_STEM = 5
"""So many letters a verb and its noun of action share at the least."""


def spoken_of(act: Act, before: Sequence[Act], things: Things) -> Found | None:
    """Whose doing the object is: "the shelling" is what its doer is blamed for, "the remark" what was said last, "the
    plan" theirs who have it.
    """
    if act.type not in _ON_WORD:
        return None
    words = [word for slot in ("obj", "to", "on", "against", "for") for word in act.proposition.get(slot)]
    words += [word for word in act.proposition.get("with") if word.is_noun]
    for word in words:
        anaphor = lexicon.anaphors().get(word.lemma) or lexicon.anaphors().get(word.lower)
        if anaphor is None:
            continue
        blow = anaphor.aim == "doer" and act.type == "ACCUSE" and "ASSAULT" in anaphor.acts
        if blow and any(kid.lower in ("a", "an") for kid in word.kids):
            return (), "nobody is said to have done it"  # "condemned a bombing in Lima"
        if not _is_definite(word):
            continue
        if (found := _former(word, anaphor, act, before, things)) is not None:
            return found
        if blow:
            return (), "nobody is known to have done it"
    return None


def _former(word: Word, anaphor: Anaphor, act: Act, before: Sequence[Act], things: Things) -> Found | None:
    """The sides, the doer or the sayer of the former act that a word stands for."""
    if anaphor.aim == "sayer" and (said := things.said(word, act.source)):
        return said, "who said it"
    if anaphor.aim == "doer" and (owner := things.owner(word, act.source)):
        return owner, f"whose {word.text} it is"
    for former in _candidates(word, anaphor, act, before):
        if anaphor.aim == "sides":
            if _is_shared(former) and besides(former.sides, act):
                return former.sides, f"the sides of “{former.proposition.head.text}”"
        elif besides(former.source, act):
            return former.source, f"the doer of “{former.proposition.head.text}”"
    return None


def _candidates(word: Word, anaphor: Anaphor, act: Act, before: Sequence[Act]) -> list[Act]:
    """The former acts that a word may stand for: of the same word first, in main clauses first, the last first."""
    meant = [one for one in before if one.source and (not anaphor.acts or one.type in anaphor.acts)]
    same = [one for one in meant if _is_same_word(word, one)]
    if any(kid.dep == "poss" and kid.is_time for kid in word.kids):
        return same  # "last week's attack" is none of those just told
    others = [one for one in _near(act, meant, _ANAPHOR_REACH) if one not in same]
    return [*same, *sorted(others, key=_is_aside)]


def pointed_at(act: Act, before: Sequence[Act]) -> Found | None:
    """Whom a pronoun means that cannot be the doer: "held Chad responsible and called on it to leave"."""
    slots = ("iobj", "to", "on") if act.type in _ON_WORD else ("iobj", "to", "on", "obj")
    words = [word for slot in slots for word in act.proposition.get(slot)]
    if not any(word.tag == "PRP" for word in words):
        return None
    for former in _near(act, before, 0):
        if _codes(former.source) == _codes(act.source) and besides(former.target, act):
            return former.target, f"the target of “{former.proposition.head.text}”"
    return None


def same_breath(act: Act, before: Sequence[Act]) -> Found | None:
    """Whom the same doer deals with in the same sentence: "urged both sides to talk and offered its help"."""
    for former in _near(act, before, 0):
        if (
            _codes(former.source) == _codes(act.source)
            and _is_friendly(former) == _is_friendly(act)
            and besides(former.target, act)
        ):
            return former.target, f"the target of “{former.proposition.head.text}”"
    return None


def answered(act: Act, before: Sequence[Act]) -> Found | None:
    """Who did the act that this one answers: "called on Mali to hold elections. Bamako agreed"."""
    for former in _near(act, before, _REPLY_REACH):
        answers = former.type in _ANSWERS.get(act.type, ())
        if answers and _codes(act.source) & _codes(former.target) and besides(former.source, act):
            return former.source, f"the doer of “{former.proposition.head.text}”"
    return None


def continued(act: Act, before: Sequence[Act]) -> Found | None:
    """Whom others do the same to just before: "Greece sent firefighters to Chad. Israel flew in a field hospital"."""
    for former in _near(act, before, _SERIES_REACH):
        same = former.type == act.type and act.type in _SERIES and not former.reply
        if same and _codes(former.source) != _codes(act.source) and besides(former.target, act):
            return former.target, f"the target of “{former.proposition.head.text}”"
    return None


def helped(act: Act, before: Sequence[Act]) -> Found | None:
    """Who asked for help that others give or promise later, saying no more to whom."""
    if act.type != "AID" and not act.cameo.startswith(_PROMISED_AID):
        return None
    help_ = lexicon.classes()["aid"] | lexicon.classes()["humaid"]
    for former in _near(act, before, _HELP_REACH):
        asked = [word for slot in ("for", "obj") for word in former.proposition.get(slot)]
        if former.type == "REQUEST" and any(word.lemma in help_ for word in asked) and besides(former.source, act):
            return former.source, "who asked for help"
    return None


def between(act: Act, before: Sequence[Act]) -> Found:
    """The two between whom someone mediates: those who talk, make peace or fight just before."""
    for former in _near(act, before, _ANAPHOR_REACH):
        meets = _is_shared(former) or (former.type == "ASSAULT" and former.two_sided)
        if meets and besides(former.sides, act) == former.sides:
            return former.sides, f"the sides of “{former.proposition.head.text}”"
    return (), ""


def opponent(act: Act, before: Sequence[Act]) -> Found:
    """Against whom someone fights or ceases to: the other side of the fight told of before."""
    for former in _near(act, before, _FIGHT_REACH):
        others = besides(former.sides, act)
        if others and former.type in _HOSTILE and _codes(act.source) & _codes(former.sides):
            return others, f"the other side of “{former.proposition.head.text}”"
    return (), ""


def partner(act: Act, before: Sequence[Act], reach: int) -> frozenset[str]:
    """The codes of those with whom the doer of an act dealt last."""
    for former in _near(act, before, reach):
        others = besides(former.sides, act)
        if others and _codes(act.source) & _codes(former.sides):
            return _codes(others)
    return frozenset()


def _is_definite(word: Word) -> bool:
    return word.tag in ("PRP", "DT", "WDT") or any(kid.lower in _DEFINITE or kid.dep == "poss" for kid in word.kids)


def _is_same_word(noun: Word, former: Act) -> bool:
    """Whether a noun of action is that of a former act: "shelled" or "mounted a raid", "the shelling", "the raid"."""
    told = [former.proposition.lemma.split()[0], *(word.lemma for word in former.proposition.get("obj"))]
    return any(noun.lemma.startswith(lemma[:_STEM]) for lemma in told)


def _is_aside(former: Act) -> bool:
    """Whether an act is told beside the story, in a relative clause."""
    return former.proposition.link == "relative"


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


def besides(refs: tuple[Ref, ...], act: Act) -> tuple[Ref, ...]:
    """Those of some who are not the doers of an act."""
    return apart(refs, act.source, domestic=False)
