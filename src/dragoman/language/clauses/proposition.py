"""The one form of all clauses: who, by which predicate, to whom, with whom, how surely."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.language.tree import Word

Reality = Literal["actual", "planned", "possible", "denied"]


@dataclass(slots=True, eq=False)
class Proposition:
    """A predicate with its roles, active or passive, verbal or nominal, in one form.

    ``slots`` maps role names to the head words that fill them: ``subj`` and ``obj`` are logical (the by-agent of
    a passive is its ``subj``), ``iobj`` is the recipient, ``poss`` and ``mod`` a noun's possessor and modifiers;
    all others are prepositions by their own words. ``via`` holds the prepositions that hang on the object
    ("signed a deal with X"), used where the predicate has none of its own. ``comps`` are clausal complements.
    """

    head: Word
    lemma: str
    kind: Literal["verb", "noun", "adj"]
    names: tuple[str, ...] = ()
    slots: dict[str, list[Word]] = field(default_factory=dict)
    via: dict[str, list[Word]] = field(default_factory=dict)
    comps: list[Complement] = field(default_factory=list)
    reality: Reality = "actual"
    negative: bool = False
    future: bool = False
    obliged: bool = False
    passive: bool = False
    conditional: bool = False
    parent: Proposition | None = None
    link: str = "root"
    rules: list[str] = field(default_factory=list)

    def fill(self, slot: str, words: list[Word], rule: str | None = None) -> None:
        """Add fillers to a slot, each once, noting the rule that found them."""
        held = self.slots.setdefault(slot, [])
        fresh = [word for word in words if word not in held]
        held.extend(fresh)
        if fresh and rule:
            self.rules.append(rule)

    def get(self, slot: str) -> list[Word]:
        """The fillers of a slot; the object's prepositions where the predicate has none."""
        return self.slots.get(slot) or self.via.get(slot) or []

    def describe(self) -> str:
        """The proposition in a line, for explanations: ``sign(subj: ministers; obj: accord; with: Chad)``."""
        parts = [f"{slot}: {', '.join(word.text for word in words)}" for slot, words in self.slots.items() if words]
        parts += [f"{comp.kind}: {comp.proposition.lemma}" for comp in self.comps]
        marks = [name for name, on in (("negated", self.negative), ("passive", self.passive)) if on]
        if self.reality != "actual":
            marks.append(self.reality)
        return f"{self.lemma}({'; '.join(parts)})" + (f" [{', '.join(marks)}]" if marks else "")


@dataclass(slots=True, eq=False)
class Complement:
    """A clause in the place of an object: ``kind`` is to, that, ing, or the preposition before an -ing form."""

    kind: str
    proposition: Proposition
