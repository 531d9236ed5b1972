"""Acts that only the typer sees: between two actors of one clause of which the lexicon makes no act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.actors import Ref
from dragoman.events import typer
from dragoman.events.act import Act
from dragoman.events.roles import Roles
from dragoman.knowledge import codebook, speech
from dragoman.language import Tree
from dragoman.language.clauses import Proposition
from dragoman.pairs import Pair

SURE = 0.96
"""An act is only proposed with this probability: it has no line of the lexicon to rest on. (With less, the pages of
gold show more wrong than right; so does asking about all pairs of actors of a sentence.)
"""

_SECOND = ("obj", "iobj", "with", "to", "against", "on", "from", "for")
"""Where the target may stand beside the subject."""


def proposed(tree: Tree, clauses: Iterable[Proposition], roles: Roles, acts: Sequence[Act]) -> list[Act]:
    """The acts that the typer is very sure of, in clauses from which no act comes yet."""
    told = {head for act in acts for head in act.bundle}
    found = []
    for clause in clauses:
        if clause.kind == "verb" and clause.head not in told and not _is_speech(clause):
            act = next(_acts(tree, clause, roles), None)
            if act is not None:
                found.append(act)
    return found


def _is_speech(clause: Proposition) -> bool:
    """Whether it is a verb of saying: what is said alone is a statement and no act."""
    return any(name in speech.predicates() for name in clause.names)


def _acts(tree: Tree, clause: Proposition, roles: Roles) -> Iterator[Act]:
    source, _ = roles.in_slot(clause, "subj", deep=False)
    for slot in _SECOND if source else ():
        target, _ = roles.in_slot(clause, slot, deep=False)
        if target and not {ref.code for ref in source} & {ref.code for ref in target}:
            pair = typer.pair_in(clause.head.sentence, tree.text, source, target)
            if pair is not None:
                yield from _asked(clause, slot, source, target, pair)
            return


def _asked(
    clause: Proposition, slot: str, source: tuple[Ref, ...], target: tuple[Ref, ...], pair: Pair
) -> Iterator[Act]:
    opinion = next(typer.load().ask([pair]))
    label, share = opinion.best, opinion.shares[opinion.best]
    if label == typer.NONE or share < SURE:
        return
    cameo = typer.cameo_of(label)
    yield Act(
        clause,
        (clause.head,),
        cameo,
        clause.reality,
        source,
        target,
        f"typer: {label} {share:.2f}, the lexicon makes no act of “{clause.lemma}”",
        symmetric=codebook.type_of(cameo) == "CONSULT",
        rules=[*clause.rules, f"source: subj ({source[0].rule})", f"target: {slot} ({target[0].rule})"],
        confidence=round(share, 2),
    )
