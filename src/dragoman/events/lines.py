"""Acts by a line of the lexicon: its code, its slots for the two sides, and what becomes of the acts in its slots."""

from __future__ import annotations

from typing import get_args

from dragoman.events.act import Act, weakest
from dragoman.events.filling import Filler
from dragoman.events.operations import refused
from dragoman.events.reading import Reading
from dragoman.events.roles import apart
from dragoman.events.settling import settle
from dragoman.knowledge import codebook, lexicon
from dragoman.knowledge.lexicon import Line
from dragoman.language.clauses import Proposition
from dragoman.report import Status

_REALITIES = frozenset(get_args(Status))
_ANYTHING = frozenset({"*", "@actor", "@person", "@place", "to", "that", "ing", "passive", "active", *_REALITIES})
_SPENDING = frozenset({"SANCTION", "AGREE", "REJECT", "THREATEN", "REQUEST"})
"""Types whose objects are acts that do not happen by them."""
_LIFTING = frozenset({"RETREAT", "CONCEDE"})
"""Types whose objects are hostile acts that end by them: "lifted the ban"."""
_SIGNING = "057"
"""The code of signing, which uses up what is signed."""
_MOVING = ("15", "074", "0874")
"""Codes of moving one's own forces."""
_CERTAIN, _LIKELY = 0.9, 0.8
"""How sure an act is by a line that asks for more than its predicate, and by any other."""


class LineReader:
    """Makes acts of propositions by lines of the lexicon."""

    def __init__(self, filler: Filler, reading: Reading) -> None:
        self._filler = filler
        self._reading = reading

    def act(self, one: Proposition, line: Line, turned_down: list[str]) -> Act:
        """The act that a proposition is by a line; ``turned_down`` tells of other lines."""
        rules = list(one.rules)
        source = self._filler.source(one, line.source, rules)
        if not source and _moves_forces(one, line):
            source = self._filler.source(one, ("obj",), rules)  # "Dutch soldiers were withdrawn": by their own state
        slots = ("obj", *line.target) if one.kind == "noun" and one.slots.get("obj") else line.target
        if codebook.type_of(line.cameo) == "ACCUSE":
            slots = self._filler.blamable(one, slots)
        target = self._filler.target(one, slots, rules)
        if not apart(target, source):
            found = self._filler.elsewhere(one, codebook.type_of(line.cameo), slots, rules)
            target = apart(found, source, domestic=False) or target
            if not target and codebook.type_of(line.cameo) == "THREATEN":
                target = self._filler.provoker((one,), source, rules)
        status: Status = line.status or "actual"  # type: ignore[assignment]
        if not any(
            need.slot == "mood" and need.words & _REALITIES for need in line.needs
        ):  # else the line knows what the mood makes of it
            status = weakest(one.reality, status)
        act = Act(
            one,
            (one.head,),
            line.cameo,
            status,
            source,
            target,
            f"{line.where}: {line.text}",
            line.mode,
            rules=rules,
            turned_down=turned_down,
            confidence=_CERTAIN if line.needs else _LIKELY,
            alone=not line.target,
            together=line.mutual,
            doerless=not line.source,
        )
        settled = settle(act)
        self._spend(one, line, settled.type)
        return refused(one, settled)

    def _spend(self, one: Proposition, line: Line, kind: str) -> None:
        """Note which acts in the slots of one of some type do not stand beside it."""
        spent = self._reading.spent
        if kind in _SPENDING:  # "suspended cooperation", "offered help"
            for need in line.needs:
                if need.slot in ("obj", "for", "to", "with", "of") and not need.negated and not need.words & _ANYTHING:
                    spent.update(one.get(need.slot))
            if kind == "REQUEST":  # "called for an end to the raids"
                self._reading.taken.update(one.get("for"))
        elif line.cameo == _SIGNING:  # "ratified the trade deal"
            spent.update(one.get("obj"))
        elif kind == "SUPPORT":  # "values its partnership with Chad"
            spent.update(act.bundle[0] for act in self._reading.named(one, "obj") if act.type == "COOPERATE")
        elif kind in _LIFTING:
            named = self._reading.named(one, "obj")
            spent.update([act.bundle[0] for act in named if act.quad.endswith("conflict")])
        if kind in _SPENDING or kind == "ACCUSE":  # "charged with shipping", "invited to visit"
            spent.update(comp.proposition.head for comp in one.comps if comp.kind != "that")
        if kind == "ACCUSE":  # "accused Chad of buying votes with promises of aid"
            told = [comp.proposition for comp in one.comps if comp.kind != "that"]
            means = [word for clause in told for slot in ("with", "by", "through") for word in clause.get(slot)]
            spent.update(means)
            self._reading.taken.update(means)


def _moves_forces(one: Proposition, line: Line) -> bool:
    """Whether forces are said to be moved by nobody: it is for their state that they are."""
    forces = lexicon.classes()["reforce"] | lexicon.classes()["troops"]
    if not one.passive or not line.cameo.startswith(_MOVING) or not all(word.is_time for word in one.get("subj")):
        return False
    return any(word.lemma in forces for word in one.get("obj"))


def is_specific(line: Line) -> bool:
    """Whether a line asks for certain words, not only for an actor or a clause in a slot."""
    return any(not need.negated and not need.words <= _ANYTHING for need in line.needs)
