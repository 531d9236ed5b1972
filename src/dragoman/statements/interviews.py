"""Interviews printed as questions and answers: each answer is a statement of the one who is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.actors import Cast
from dragoman.language import Tree
from dragoman.report import Person, Speaker, Statement

_QUESTION = re.compile(r"(?:Q|Question|Interviewer)\s*[:.]\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s*[:.]\s+(?=\S)")
_LEAST = 2
"""A page with fewer questions is no interview."""


class _Turn(NamedTuple):
    """A paragraph that begins with a label: where its words begin, and whether they answer."""

    paragraph: int
    start: int
    answers: bool


def answers(tree: Tree, cast: Cast) -> tuple[Statement, ...]:
    """The answers of an interview; none where the page is no interview or does not say whom it asks."""
    turns = list(_turns(tree))
    if sum(not turn.answers for turn in turns) < _LEAST or all(not turn.answers for turn in turns):
        return ()
    speaker = _asked(tree, cast, turns[0].paragraph)
    if speaker is None:
        return ()
    found = []
    for place, turn in enumerate(turns):
        if not turn.answers:
            continue
        # what follows the last answer may be a closing note
        last = turns[place + 1].paragraph - 1 if place + 1 < len(turns) else turn.paragraph
        end = tree.paragraphs[last].end
        text = tree.text[turn.start : end].rstrip()
        found.append(
            Statement(
                start=turn.start,
                end=turn.start + len(text),
                text=text,
                kind="direct",
                speaker=speaker,
                medium="interview",
                paragraphs=tuple(range(turn.paragraph, last + 1)),
            )
        )
    return tuple(found)


def _turns(tree: Tree) -> Iterator[_Turn]:
    for number, paragraph in enumerate(tree.paragraphs):
        for label, is_answer in ((_QUESTION, False), (_ANSWER, True)):
            if match := label.match(tree.text, paragraph.start, paragraph.end):
                yield _Turn(number, match.end(), is_answer)


def _asked(tree: Tree, cast: Cast, first: int) -> Speaker | None:
    """The person whom the words before the first question name most often, the first of them on a tie."""
    before = tree.paragraphs[first].start
    best: tuple[int, Person] | None = None
    for person in cast.persons():
        named = sum(mention.start < before for mention in person.mentions)
        if named and (best is None or named > best[0]):
            best = (named, person)
    if best is None:
        return None
    person = best[1]
    mention = min(person.mentions, key=lambda one: one.start)
    return Speaker(name=person.name, code=person.country, start=mention.start, end=mention.end)
