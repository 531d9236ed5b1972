"""Which of the acts that the tables see a text tells: those that have their roles, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.events.act import Act
from dragoman.knowledge import codebook
from dragoman.language import Word

_JUDGING = frozenset({"SUPPORT", "ACCUSE"})
"""What is said of what others have done."""
_SOURCELESS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Types that are told where nobody knows who did it."""


def told_once(acts: Iterable[Act], spent: Collection[Word], taken: Collection[Word]) -> list[Act]:
    """The acts without those that a larger one is made of: two-sided before one-sided, the operator's before the
    carrier's before the bare. ``spent`` and ``taken`` as in ``Reading``.
    """
    kept: list[Act] = []
    spoken = set(spent)
    for act in sorted(acts, key=lambda act: (not act.two_sided, not act.composed, -len(act.bundle))):
        if len(act.bundle) > 1 and act.bundle[-1] in taken:
            continue  # "denied that his government had agreed to meet"
        if act.composed or len(act.bundle) > 1:
            if all(set(act.bundle).isdisjoint(other.bundle) for other in kept):
                kept.append(act)
                spoken.update(act.bundle)
        elif act.bundle[0] not in spoken:
            kept.append(act)
    return kept


def confirm_judged(acts: Sequence[Act]) -> None:
    """Take decisions for carried out that are praised or blamed: "welcomed Chad's decision to lift the ban"."""
    judging = {act.proposition.head for act in acts if act.type in _JUDGING}
    for act in acts:
        told = act.bundle[-1]
        if act.status == "planned" and told.is_noun and told.dep in ("dobj", "pobj") and _governor(told) in judging:
            act.status = "actual"
            act.rules.append("a decision that is judged is carried out")


def _governor(noun: Word) -> Word:
    """The word on which a noun hangs, through its preposition."""
    return noun.head.head if noun.dep == "pobj" else noun.head


def is_complete(act: Act) -> bool:
    """Whether an act has the roles that its type needs to be an event."""
    if act.type == "CONSULT" and {ref.code for ref in act.target} <= {ref.code for ref in act.source}:
        return False
    if act.reply and not act.target:
        return False
    if not act.source and (act.type not in _SOURCELESS or not act.target or act.status == "possible"):
        return False
    return bool(act.target) or act.alone or not codebook.types()[act.type].needs_target
