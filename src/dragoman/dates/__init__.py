"""Dates in the text, resolved against the article's date; today's date never fills a gap."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dragoman.dates import grammar, relative
from dragoman.dates.calendar import Stretch
from dragoman.dates.grammar import Anchor, Rule
from dragoman.dates.tense import outlook
from dragoman.language import Tree
from dragoman.report import DateMention

__all__ = ["find"]

_BY_CUES: dict[tuple[str, ...], list[tuple[int, re.Pattern[str], Rule]]] = {}
"""The forms, in their order, by the pieces of which one must stand in a sentence for them to be tried."""
for _rank, (_pattern, _rule, _cues) in enumerate((*relative.FORMS, *grammar.FORMS)):
    _BY_CUES.setdefault(_cues, []).append((_rank, _pattern, _rule))
_BESIDES = re.compile(r"\b(?:since|until|till|before|after|of)\s$", re.I)
"""What leads in a day that the sentence names besides its own: "on Sunday, the ninth march since the vote of May 3"."""
_OPENING = 3
"""How many sentences open a text, the headline among them."""


def find(tree: Tree, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text in its order, days resolved against ``published``; those that cannot be are left out."""
    found: list[DateMention] = []
    taken_to = 0
    last_day: date | None = None
    lead: date | None = None
    near: tuple[int, Stretch] | None = None
    for start, back, _, sentence, rule, match in _candidates(tree):
        end = -back
        if start < taken_to:
            continue
        ahead, past = outlook(tree, start, end)
        close = near[1] if near is not None and sentence - near[0] <= 1 else None
        anchor = Anchor(published, ahead, past, last_day, close, lead)
        days = rule(match, anchor)
        if days is None:
            continue
        found.append(_mention(tree.text, start, end, days))
        taken_to = end
        if near is None or near[0] != sentence or not _BESIDES.search(tree.text[max(0, start - 8) : start]):
            near = (sentence, days)
        if days.granularity == "day":
            last_day = days.start
            lead = lead or (last_day if sentence < _OPENING else None)
    return tuple(found)


class _Candidate(NamedTuple):
    """A match of a form: of several at one place the longest counts, then the first form."""

    start: int
    back: int
    rank: int
    sentence: int
    rule: Rule
    match: re.Match[str]


def _candidates(tree: Tree) -> list[_Candidate]:
    """All matches of all forms, leftmost and longest first."""
    whole = tree.text.lower()
    by_cues = [(cues, forms) for cues, forms in _BY_CUES.items() if any(cue in whole for cue in cues)]
    found = []
    for sentence in tree.sentences:
        small = tree.text[sentence.start : sentence.end].lower()
        for cues, forms in by_cues:
            if any(cue in small for cue in cues):
                found += [
                    _Candidate(match.start(), -match.end(), rank, sentence.index, rule, match)
                    for rank, pattern, rule in forms
                    for match in pattern.finditer(tree.text, sentence.start, sentence.end)
                ]
    return sorted(found, key=lambda one: one[:3])


def _mention(text: str, start: int, end: int, days: Stretch) -> DateMention:
    return DateMention(
        text=text[start:end],
        start_char=start,
        end_char=end,
        start=days.start.isoformat(),
        end=days.end.isoformat(),
        granularity=days.granularity,
    )
