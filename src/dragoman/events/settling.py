"""The two sides of an act put right: what several do together, who is at home, who is left to be found."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.roles import apart
from dragoman.knowledge import grammar, lexicon, roles
from dragoman.language import Word
from dragoman.language.clauses import Proposition

MEDIATION = "045"
"""The code of mediating: between those who talk, make peace or fight."""
FIGHTING = frozenset({"ASSAULT", "RETREAT"})
"""What is done against, or to, the one whom one fights with."""
_BETWEEN_STATES = frozenset({"CONSULT", "COOPERATE", "AGREE", "SANCTION", "AID"})
"""Types whose two sides are of different countries; all others have domestic cases too."""
_AIMED = frozenset({"ACCUSE", "REQUEST", "REJECT", "SANCTION", "THREATEN", "SUPPORT", "AID", "AGREE"})
"""Types that are always aimed at someone, named in the clause or known from before: "condemned the attack"."""
_OCCUPYING = "192"
"""The code of holding land: that of others."""
_AT_HOME = frozenset({"COERCE", "PROTEST"})
"""Types that, with no target named, are done to one's own people or state."""
_TO_ITS_STATE = _AIMED - _BETWEEN_STATES - {"SUPPORT"}
"""Types in which a state's own people and courts deal with their state, where nobody is named."""
_EASING = ("081", "082", "083")
"""Codes of giving way in law, which, with no target named, is done to one's own people."""
_MUTUAL = ("04", "057", "06", "087", "19")
"""Codes of acts that two sides can do together: making peace, signing, fighting."""
_PROTEST, _COMPLAINT = "14", "114"
_JOINT_DRILL = "062"
_AGREEING = "03"
_GIVING = frozenset({"AID", "AGREE"})
_OUTSIDE = frozenset({"outside", "foreign", "external", "international", "third-party"})
"""Whose it is that is nobody's in particular."""
_ADDRESSEES, _RECEIVERS = ("obj", "iobj", "to", "on"), ("iobj", "to")
"""The slots in which stands at whom an act is aimed, and those of acts that have a gift for their object."""


_RECIPROCAL = (("each", "other"), ("another", "one"))


def settle(act: Act) -> Act:
    """The act with its sides settled: a state's protest made a complaint, those who do a mutual act divided, the source
    taken out of the target, and a target found at home or left open where none is named.
    """
    stately = any(_is_government(ref) for ref in act.source) and not _is_of_people(act.proposition)
    if act.cameo.startswith(_PROTEST) and stately:
        act.cameo, act.mode = _COMPLAINT, None
        act.rules.append("a government's protest is a complaint")
    if _drills_together(act):
        act.cameo, act.mode, act.together = _JOINT_DRILL, None, True
        act.rules.append("a drill that several states hold is theirs together")
    if _do_it_to_each_other(act):
        act.target = tuple(ref for ref in act.source if ref.code != act.source[0].code)
        act.source = tuple(ref for ref in act.source if ref.code == act.source[0].code)
        act.symmetric = True
        act.rest = act.target
    act.target = apart(act.target, act.source, domestic=act.type not in _BETWEEN_STATES)
    if not act.target and act.source and not act.alone and not _names_someone(act):
        _settle_unnamed(act)
    act.symmetric = act.symmetric or act.type == "CONSULT" or _is_between(act)
    return act


def at_home(act: Act) -> tuple[Ref, ...]:
    """The target that goes without saying: a state's own people, police and courts deal with their state."""
    first = act.source[0]
    if len(first.code) != 3:
        return ()
    own = first.sector not in (None, "GOV", "ELI")
    if act.cameo.startswith(_OCCUPYING):
        return ()
    eases = act.cameo.startswith(_EASING)
    deals = own and act.type in _TO_ITS_STATE and not act.cameo.startswith(_MUTUAL)
    if not (act.type in _AT_HOME or eases or deals or (first.sector == "COP" and act.type == "ASSAULT")):
        return ()
    sector = None if first.sector in ("GOV", None) or eases or act.type in _AT_HOME else "GOV"
    return (replace(first, sector=sector, person=None, rule="at home"),)


def addressed(one: Proposition) -> list[Word]:
    """Those to whom a clause says that something is said, be they nobody who has a code."""
    return [word for slot in _ADDRESSEES for word in one.get(slot) if _is_someone(word)]


def fights(act: Act) -> bool:
    """Whether an act is done against, or to, the one whom one fights with: holding land too."""
    return act.type in FIGHTING or act.cameo.startswith(_OCCUPYING)


def each_with_each(act: Act) -> list[Act]:
    """An act that three or more do together, as many times as it takes for each to do it with each."""
    codes = list(dict.fromkeys(ref.code for ref in act.rest))
    later = [
        replace(
            act,
            source=tuple(ref for ref in act.rest if ref.code == code),
            target=tuple(ref for ref in act.rest if ref.code in codes[at + 1 :]),
        )
        for at, code in enumerate(codes[:-1])
    ]
    return [act, *later]


def _settle_unnamed(act: Act) -> None:
    """Find the target that no word names at home, or leave it to the acts before."""
    if act.type not in _AIMED:
        act.target = at_home(act)
        act.rules += [f"target: {ref.rule}" for ref in act.target]
    mediates = act.cameo.startswith(MEDIATION) and act.proposition.kind == "verb"
    act.open = not act.target and (act.type in _AIMED or fights(act) or mediates)


def _is_of_people(one: Proposition) -> bool:
    """Whether many do it, or a crowd: "thousands of Chadians marched"."""
    doers = [word for slot in ("subj", "by") for word in one.get(slot)]
    crowd = lexicon.classes()["crowd"]
    return any(word.tag in ("NNS", "NNPS", "CD") or word.lemma in crowd for word in doers)


def _is_government(ref: Ref) -> bool:
    return ref.sector in ("GOV", None) and len(ref.code) == 3


def _do_it_to_each_other(act: Act) -> bool:
    """Whether those named as the source are both sides of the act; those between whom someone mediates are not."""
    if len({ref.code for ref in act.source}) < 2 or act.cameo.startswith(MEDIATION):
        return False
    if _is_each_other(act.proposition):
        return True
    return not apart(act.target, act.source, domestic=act.type not in _BETWEEN_STATES) and _is_done_together(act)


def _drills_together(act: Act) -> bool:
    """Whether an act is a drill of several states, against nobody."""
    drill = not lexicon.classes()["wargame"].isdisjoint(act.proposition.names)
    return drill and act.type == "MOBILIZE" and not act.target and len({ref.code for ref in act.source}) > 1


def _is_done_together(act: Act) -> bool:
    """Whether those who do an act do it with each other: "Chad and Mali signed", "agreed to", not "offered troops"."""
    one = act.proposition
    if act.together and act.quad != "verbal conflict":
        return True
    if act.cameo.startswith(_AGREEING):
        return one.lemma == "agree" or one.kind == "noun"
    return act.cameo.startswith(_MUTUAL) or _is_between(act)


def _is_between(act: Act) -> bool:
    """Whether its words put both sides alike: "the fighting between A and B"."""
    return bool(act.proposition.get("between"))


def _is_each_other(one: Proposition) -> bool:
    """Whether both sides do it to each other."""
    return any(
        word.lower == "another" or any((kid.lower, word.lower) in _RECIPROCAL for kid in word.kids)
        for slot in ("obj", "with", "to", "on", "against", "of", "at")
        for word in one.get(slot)
    )


def _names_someone(act: Act) -> bool:
    """Whether a clause says at whom the act is aimed, though nobody who has a code, or the doer's own: "blamed foreign
    powers", "asked its members". What is given, offered or promised is not at whom it is aimed.
    """
    slots = _RECEIVERS if act.type in _GIVING else _ADDRESSEES
    words = [word for slot in slots for word in act.proposition.get(slot)]
    if act.proposition.lemma == "complain":  # "complained to the UN about the raid"
        words = [word for word in words if word not in act.proposition.get("to")]
    if act.type == "ACCUSE":  # "charged that the West had lied"
        words += [word for comp in act.proposition.comps for word in comp.proposition.get("subj")]
    return any(_is_someone(word) for word in words)


def _is_someone(word: Word) -> bool:
    """Whether a word is a name or a plural of people, and no day ("on Monday"), or is said to be theirs who stand
    outside ("foreign interference").
    """
    if word.is_time:
        return False
    if any(kid.lower in _OUTSIDE for kid in word.kids_of("amod")):
        return True
    several = word.tag == "NNS" and (word.lemma in roles.nouns() or word.lemma in grammar.words("sets"))
    return word.tag in ("NNP", "NNPS") or several
