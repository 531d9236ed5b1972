"""How the lexicon and the typer vote: log-odds by what was measured on own sentences that neither learnt from.

The table ``knowledge/typer/vote.tsv`` (made by ``tools/fit_vote.py``) has a line for each situation in which the
lexicon may find a pair: how well its act fits the two, and by what it was found. Its weight is added to the score of
the lexicon's answer; all scores rest on the typer's probabilities. A situation that settles needs no typer at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.knowledge import codebook, tables

SILENT = "silent"
"""The situation in which the lexicon finds no act at all."""

_FLOOR = 1e-6
_PLAIN = 0.85
"""The confidence of acts by lines without conditions is below this."""


class Voice(NamedTuple):
    """What the lexicon says of a pair: the CAMEO code (None: no act), and in what situation."""

    cameo: str | None
    situation: str


class Weight(NamedTuple):
    """What a situation counts for: its precision as measured, its weight, whether it needs no second voice."""

    precision: float
    weight: float
    settles: bool


class Verdict(NamedTuple):
    """The class that wins (an event type, 163 or NONE), its probability, and who decided."""

    label: str
    probability: float
    why: str


def situation(act: Act, fit: str) -> str:
    """In what situation an act is that fits a pair so: ``straight``, ``crossed``, ``source``, ``target`` and others."""
    if act.status == "denied":
        return f"{fit} denied"
    if act.composed:
        return f"{fit} composed"
    if len(act.bundle) > 1:
        return f"{fit} carried"
    return f"{fit} specific" if act.confidence > _PLAIN else f"{fit} plain"


def label_of(cameo: str | None) -> str:
    """The typer's class of a CAMEO code."""
    if cameo is None:
        return typer.NONE
    return "163" if cameo.startswith("163") else codebook.type_of(cameo)


def decide(voice: Voice, ask: Callable[[], typer.Opinion] | None) -> Verdict:
    """The verdict on a pair; ``ask`` asks the typer and is only called where the lexicon does not settle the matter.

    Without it the lexicon decides alone.
    """
    said = label_of(voice.cameo)
    weight = weight_of(voice.situation, said)
    opinion = None if ask is None or weight.settles else ask()
    if opinion is None or said not in opinion.shares:  # the typer does not know the types of a user's codebook
        return Verdict(said, weight.precision, f"lexicon ({voice.situation})")
    shares = weigh(opinion.shares, said, weight.weight)
    label = max(shares, key=shares.__getitem__)
    heard = f"{opinion.best} {opinion.shares[opinion.best]:.2f}"
    if label == said:
        why = f"lexicon ({voice.situation}), typer {heard}"
    else:
        why = f"typer {heard} against lexicon {said} ({voice.situation})"
    return Verdict(label, shares[label], why)


def weigh(shares: dict[str, float], said: str, weight: float) -> dict[str, float]:
    """The typer's probabilities with the lexicon's answer weighed in."""
    scale = _scale()
    scores = {
        name: scale * math.log(max(share, _FLOOR)) + (weight if name == said else 0.0) for name, share in shares.items()
    }
    top = max(scores.values())
    raised = {name: math.exp(score - top) for name, score in scores.items()}
    whole = sum(raised.values())
    return {name: value / whole for name, value in raised.items()}


def weight_of(name: str, label: str) -> Weight:
    """The weight of a situation with a class; of one that was too rare to measure, that of all its kind."""
    table = _table()
    return table.get(f"{name} {label}") or table.get(name) or table.get(name.split()[0]) or table["any"]


def _scale() -> float:
    return _table()["typer"].weight


@cache
def _table() -> dict[str, Weight]:
    return {
        row["situation"]: Weight(float(row["precision"]), float(row["weight"]), row["settles"] == "yes")
        for row in tables.rows("typer/vote.tsv")
    }
