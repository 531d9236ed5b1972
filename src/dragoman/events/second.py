"""The second opinion on acts of a page: the typer says how sure they are, drops what is none, and adds a few.

An act that the lexicon finds in a situation of high precision is not asked about. Of others the typer reads the
sentence with the first source and the first target marked; where they stand elsewhere, the lexicon decides alone.

Acts keep the lexicon's type: on 51 own gold pages a type of the typer's in its place, however sure, was more often
wrong than right (type F1 0.518 without, 0.512 with).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.events.proposed import proposed
from dragoman.events.roles import Roles
from dragoman.events.vote import label_of, situation, weigh, weight_of
from dragoman.language import Tree
from dragoman.language.clauses import Proposition

_SURE = 0.88
"""Where the lexicon is right so often, the typer is not asked: its answer would cost more than it tells."""
_DROPPED = 0.9
"""An act is dropped where, both voices weighed, nothing happens between the two with this probability."""
_REVIEWED = ("actual", "planned")
"""What did not or may not happen is left to the lexicon: the typer does not know these apart."""

_DOUBTED, _AGREED = 0.62, 0.80
"""How many events of 51 own gold pages are right, actors and status included, where the vote is against the act's type,
and where it is for it (24 November 2026): between these lies the confidence of an event.
"""


def second_opinion(
    tree: Tree, clauses: Iterable[Proposition], roles: Callable[[], Roles], acts: Sequence[Act], fast: bool = False
) -> list[Act]:
    """The acts with a confidence that means something, those that are none left out, those that were missed added.

    ``fast`` leaves the typer out: the confidence then comes from the lexicon's precision in such a case.
    """
    found = [kept for act in acts if (kept := _reviewed(tree, act, fast)) is not None]
    if not fast:
        found += proposed(tree, clauses, roles(), acts)
    return sorted(found, key=lambda act: act.bundle[0].i)


def _reviewed(tree: Tree, act: Act, fast: bool) -> Act | None:
    name, said = situation(act, _fit(act)), label_of(act.cameo)
    weight = weight_of(name, said)
    pair = None
    if not fast and weight.precision < _SURE and act.status in _REVIEWED:
        pair = typer.pair_in(act.proposition.head.sentence, tree.text, act.source, act.target)
    if pair is None:
        return replace(act, confidence=_confidence(weight.precision))
    opinion = next(typer.load().ask([pair]))
    if said not in opinion.shares:  # the typer does not know the types of a user's codebook
        return replace(act, confidence=_confidence(weight.precision))
    shares = weigh(opinion.shares, said, weight.weight)
    if shares[typer.NONE] >= _DROPPED:
        return None
    heard = f"typer: {opinion.best} {opinion.shares[opinion.best]:.2f}"
    return replace(act, rules=[*act.rules, heard], confidence=_confidence(shares[said]))


def _confidence(share: float) -> float:
    return round(_DOUBTED + (_AGREED - _DOUBTED) * share, 2)


def _fit(act: Act) -> str:
    if act.source and act.target:
        return "straight"
    return "source" if act.source else "target"
