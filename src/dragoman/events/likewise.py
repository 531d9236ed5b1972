"""Acts that are told as the same as one before: "Belgium followed suit", "Sweden did the same"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.roles import Roles
from dragoman.knowledge import grammar
from dragoman.language.clauses import Proposition

_REACH = 2
"""How many sentences back the act may be that is done again."""


def likewise(propositions: Sequence[Proposition], acts: Sequence[Act], roles: Roles) -> Iterator[Act]:
    """The acts that clauses tell as the same as one of some before, by another doer. ``acts`` stand in order."""
    for one in propositions:
        if one.kind == "verb" and not one.conditional and _repeats(one):
            source = roles.in_slot(one, "subj")[0]
            codes = {ref.code for ref in source}
            for former in reversed(acts):
                gap = one.head.sentence.index - former.sentence_index
                if gap > _REACH:
                    break
                known = (
                    former.two_sided and former.proposition.kind == "verb" and former.proposition.head.i < one.head.i
                )
                if source and known and codes.isdisjoint(ref.code for ref in former.sides):
                    yield replace(
                        former,
                        proposition=one,
                        bundle=(one.head,),
                        source=source,
                        status=one.reality,
                        rules=[*one.rules, f"the same as “{former.proposition.head.text}”"],
                        turned_down=[],
                        rest=(),
                    )
                    break


def _repeats(one: Proposition) -> bool:
    return any(f"{one.lemma} {word.lemma}" in grammar.words("likewise") for word in one.get("obj"))
