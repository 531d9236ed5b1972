"""Who fills the roles of an act: who stands in its slots, the doer of what is blamed, a target told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import Ref
from dragoman.events.act import Act
from dragoman.events.reading import Reading
from dragoman.events.roles import Roles, apart
from dragoman.language.clauses import Proposition

_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "CONCEDE", "SANCTION"})
"""Types that are done to a place: who shells a town shells its country."""
_SHARED = frozenset({"on", "against", "to", "with", "toward", "towards", "obj"})
"""Slots that verbs joined by "and" have in common."""


class Filler:
    """Fills the roles of the acts of one text, and notes by which rule."""

    def __init__(self, roles: Roles, reading: Reading) -> None:
        self._roles = roles
        self._reading = reading

    def source(self, one: Proposition, slots: tuple[str, ...], rules: list[str]) -> tuple[Ref, ...]:
        """The actors in the first of some slots that has any; the rule is added to ``rules``."""
        for slot in slots:
            refs, rule = self._roles.in_slot(one, slot)
            if refs:
                rules.append(_told("source", slot, rule, refs))
                return refs
        return ()

    def target(self, one: Proposition, slots: tuple[str, ...], rules: list[str]) -> tuple[Ref, ...]:
        """The same for the target; where a slot holds an act that is blamed, its doer."""
        for slot in slots:
            refs, rule = self._roles.in_slot(one, slot)
            if rule is not None and (wrong := self._wrong(one, slot)) is not None:
                refs, rule = wrong.source, "the doer of what is blamed"
            if refs:
                rules.append(_told("target", slot, rule, refs))
                return refs
        return ()

    def blamable(self, one: Proposition, slots: tuple[str, ...]) -> tuple[str, ...]:
        """The slots in which one may stand who is blamed: never the victim ("deplored the killing of X")."""
        wrong = self._wrong(one, "obj")
        return tuple(slot for slot in slots if slot != "of") if wrong is not None and wrong.target else slots

    def provoker(self, ones: Sequence[Proposition], source: tuple[Ref, ...], rules: list[str]) -> tuple[Ref, ...]:
        """Who is threatened in what is to come if it acts."""
        for one in ones:
            if others := apart(self._roles.provoker(one), source):
                rules.append("target: the subject of the condition")
                return others
        return ()

    def elsewhere(self, one: Proposition, kind: str, slots: tuple[str, ...], rules: list[str]) -> tuple[Ref, ...]:
        """The target of an act of some type that stands elsewhere: as a place in the slots, with the verb above, or
        beside the verb that this one is coordinated with.
        """
        if kind in _PHYSICAL:
            for slot in slots:
                refs = self._roles.places_in(one, slot)
                if refs:
                    rules.append(f"target: {slot}, {refs[0].rule}")
                    return refs
        if one.link == "advcl" and one.parent is not None:
            governing = self._reading.act(one.parent)  # "shelled the town, killing seven people"
            if governing is not None and governing.type == kind:
                rules.append("target: that of the governing verb")
                return governing.target
        if one.kind == "verb" and one.slots.get("obj"):
            return ()  # it has an object of its own, though no actor
        return self._by_coordination(one, slots, rules)

    def _by_coordination(self, one: Proposition, slots: tuple[str, ...], rules: list[str]) -> tuple[Ref, ...]:
        joined = one.parent if one.kind == "noun" and one.link == "obj" else one
        if joined is None or joined.link != "conj" or joined.parent is None:
            return ()
        for slot in ("against", "on", *slots, "obj"):
            if slot in _SHARED:
                refs, _ = self._roles.in_slot(joined.parent, slot, deep=slot != "obj")
                if refs:
                    rules.append(f"target: {slot} of “{joined.parent.head.text}”, by coordination")
                    return refs
        return ()

    def _wrong(self, one: Proposition, slot: str) -> Act | None:
        """The hostile act that fills a slot: who condemns an attack blames its doer, never its victim."""
        named = self._reading.named(one, slot)
        return next((act for act in named if act.quad == "material conflict"), None)


def _told(role: str, slot: str, rule: str | None, refs: tuple[Ref, ...]) -> str:
    return f"{role}: {slot}" + (f", {rule}" if rule else "") + f" ({refs[0].rule})"
