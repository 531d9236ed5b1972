"""Mediations told beside what they brought about: "a truce with Omani mediation"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.act import Act
from dragoman.events.roles import apart
from dragoman.events.settling import MEDIATION

_MEANS = frozenset({"with", "by", "through", "under", "after", "via", "thanks to"})
"""How a mediation hangs on what it brings about."""


def hand_to_mediators(acts: Sequence[Act]) -> None:
    """Give mediations without a target that of the act they stand beside: they are between those who do it."""
    for mediation in acts:
        if mediation.cameo.startswith(MEDIATION) and not mediation.target:
            act = _brought_about(mediation, acts)
            if act is not None:
                mediation.target = apart(act.sides, mediation.source, domestic=False)
                mediation.status, mediation.beside = act.status, act
                mediation.rules.append("target: those between whom it mediates")
                act.mediators = mediation.source


def _brought_about(mediation: Act, acts: Sequence[Act]) -> Act | None:
    """The act that a mediation hangs on as its means."""
    parent = mediation.proposition.parent
    if parent is None or mediation.proposition.link not in _MEANS:
        return None
    return next((act for act in acts if act is not mediation and parent.head in act.bundle), None)
