"""The second opinion on acts of a page: the typer confirms, retypes or drops what the lexicon is not sure of.

An act that the lexicon finds in a situation of very high precision is not asked about. Of others the typer reads the
sentence with the first source and the first target marked; where they stand elsewhere, the lexicon decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.events.vote import label_of, situation, weigh, weight_of
from dragoman.language import Tree

_DROPPED = 0.9
"""An act is dropped where, both voices weighed, nothing happens between the two with this probability."""
_RETYPED = 0.8
"""An act is of another type where, both voices weighed, that has this probability."""

_REVIEWED = ("actual", "planned")
"""What did not or may not happen is left to the lexicon: the typer does not know these apart."""


def reviewed(tree: Tree, acts: Iterable[Act], fast: bool = False) -> list[Act]:
    """The acts with a confidence that means something, retyped or left out where the typer knows better.

    ``fast`` leaves the typer out: the confidence is the lexicon's precision in such a case.
    """
    return [kept for act in acts if (kept := _reviewed(tree, act, fast)) is not None]


def _reviewed(tree: Tree, act: Act, fast: bool) -> Act | None:
    name = situation(act, _fit(act))
    said = label_of(act.cameo)
    weight = weight_of(name, said)
    sentence = act.proposition.head.sentence
    pair = None
    if not (fast or weight.settles) and act.status in _REVIEWED:
        pair = typer.pair_in(sentence, tree.text, act.source, act.target)
    if pair is None:
        return replace(act, confidence=round(weight.precision, 2))
    opinion = next(typer.load().ask([pair]))
    shares = weigh(opinion.shares, said, weight.weight)
    best = max(shares, key=shares.__getitem__)
    heard = f"typer: {opinion.best} {opinion.shares[opinion.best]:.2f}"
    if best == typer.NONE and shares[best] >= _DROPPED:
        return None
    if best not in (said, typer.NONE) and shares[best] >= _RETYPED:
        rules = [*act.rules, f"{heard}, against {said} of the lexicon ({name})"]
        return replace(act, cameo=typer.cameo_of(best), mode=None, rules=rules, confidence=round(shares[best], 2))
    return replace(act, rules=[*act.rules, heard], confidence=round(shares[said], 2))


def _fit(act: Act) -> str:
    if act.source and act.target:
        return "straight"
    return "source" if act.source else "target"
