"""Who said what to whom: statements, direct, indirect and mixed, with speaker, addressee and medium.

Two ways lead to a statement. From the verb: a predicate of speech and the clause that it governs. From the
quotation marks: quoted words without a verb of their own belong to the verb beside them, else to the one who spoke
last in the paragraph. The cues follow O'Keefe et al. (2012), "A Sequence Labelling Approach to Quote Attribution",
rules only. A page of questions and answers is a third: each answer is a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import Cast
from dragoman.language import Tree
from dragoman.language.clauses import Proposition
from dragoman.report import Statement
from dragoman.statements.cues import Cue, cues
from dragoman.statements.interviews import answers
from dragoman.statements.media import Media
from dragoman.statements.speakers import Speakers
from dragoman.statements.words import Said, said

__all__ = ["find"]


def find(tree: Tree, propositions: Sequence[Proposition], cast: Cast) -> tuple[Statement, ...]:
    """The statements of a text in the order of their words."""
    announced = cues(tree, propositions)
    speakers = Speakers(tree, cast, announced)
    media = Media(propositions, cast)
    found = [_statement(tree, one, speakers, media) for one in said(tree, announced)]
    found += answers(tree, cast)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _statement(tree: Tree, one: Said, speakers: Speakers, media: Media) -> Statement:
    cue: Cue | None = one.cue
    return Statement(
        start=one.start,
        end=one.end,
        text=tree.text[one.start : one.end],
        kind=one.kind,
        speaker=speakers.speaker(cue) if cue is not None else None,
        addressee=speakers.addressee(cue) if cue is not None else None,
        verb=cue.name if cue is not None else None,
        medium=media.medium(cue) if cue is not None else None,
        paragraphs=one.paragraphs,
        insertions=one.insertions,
    )
