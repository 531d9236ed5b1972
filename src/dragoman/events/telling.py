"""Which of the acts that the tables see a text tells: those that have their roles, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.events.act import Act
from dragoman.knowledge import codebook
from dragoman.language import Word

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


def is_complete(act: Act) -> bool:
    """Whether an act has the roles that its type needs to be an event."""
    if act.type == "CONSULT" and {ref.code for ref in act.target} <= {ref.code for ref in act.source}:
        return False
    if not act.source and (act.type not in _SOURCELESS or not act.target):
        return False
    return bool(act.target) or act.alone or not codebook.types()[act.type].needs_target
