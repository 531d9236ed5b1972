"""From propositions to acts: which table reads a proposition, its lines, operators or carriers."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.act import Act
from dragoman.events.aims import Aimer
from dragoman.events.carrying import carried
from dragoman.events.composing import Composer
from dragoman.events.filling import Filler
from dragoman.events.likewise import likewise
from dragoman.events.lines import LineReader, is_specific
from dragoman.events.matching import Matcher
from dragoman.events.mediating import hand_to_mediators
from dragoman.events.reading import Reading
from dragoman.events.roles import Cast, Roles
from dragoman.events.settling import each_with_each
from dragoman.events.telling import confirm_judged, is_complete, told_once
from dragoman.events.things import Things
from dragoman.knowledge import grammar
from dragoman.language import Tree
from dragoman.language.clauses import Proposition
from dragoman.report import Place


class Interpreter:
    """Reads the propositions of one text as acts."""

    def __init__(
        self, propositions: list[Proposition], cast: Cast, places: Sequence[Place] = (), tree: Tree | None = None
    ) -> None:
        self._propositions = propositions
        self._roles = Roles(cast, places, tree)
        self._matcher = Matcher(self._roles)
        self._reading = Reading(propositions, self._interpret)
        filler = Filler(self._roles, self._reading)
        self._lines = LineReader(filler, self._reading)
        self._composer = Composer(self._roles, filler, self._reading)
        self._aimer = Aimer(self._roles, self._reading, Things(propositions, self._roles))

    def candidates(self) -> list[Act]:
        """All acts that the tables see in the text, those without their roles and parts of others too."""
        found = [act for one in self._propositions if (act := self._reading.act(one)) is not None]
        hand_to_mediators(found)
        return found

    def acts(self) -> list[Act]:
        """All acts that the text asserts, each once, in its order."""
        found = [*self.candidates(), *self._composer.allegations]
        meant = [act for act in found if (act.open or is_complete(act)) and not act.proposition.conditional]
        told = told_once(meant, self._reading.spent, self._reading.taken)
        told.sort(key=lambda act: act.bundle[0].i)
        confirm_judged(told)
        self._aimer.aim(told)
        told += list(likewise(self._propositions, told, self._roles))
        told.sort(key=lambda act: act.bundle[0].i)
        return [pair for act in told if is_complete(act) for pair in each_with_each(act)]

    def _interpret(self, one: Proposition) -> Act | None:
        """The act of a proposition. A line that asks for certain words goes first where it finds both sides; then
        what operators make of a content, and what carriers carry; then any line, and operators alone.
        """
        if _is_about_itself(one):
            return None
        line, turned_down = self._matcher.best(one)
        specific = self._lines.act(one, line, turned_down) if line is not None and is_specific(line) else None
        if specific is not None and specific.two_sided:
            return specific
        for composed in self._composer.composed(one):
            if specific is None or (composed is not None and composed.two_sided):
                return composed
        for act in carried(one, self._reading):
            if line is None or act.two_sided:
                return act
        if line is None:
            return self._composer.bare(one)
        return specific or self._lines.act(one, line, turned_down)


def _is_about_itself(one: Proposition) -> bool:
    """Whether somebody only asks not to be named as the source of what is told, or stands on what is their own."""
    if any(told.passive and told.lemma in grammar.words("naming") for told in (comp.proposition for comp in one.comps)):
        return True
    return one.lemma == "insist" and any(word.lemma in grammar.words("asserted") for word in one.get("on"))
