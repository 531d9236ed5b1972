"""Dates in the text, resolved against the article's date; today's date never fills a gap."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates import grammar, relative
from dragoman.dates.calendar import Stretch
from dragoman.dates.grammar import Anchor, Rule
from dragoman.dates.tense import outlook
from dragoman.language import Tree
from dragoman.report import DateMention

__all__ = ["find"]

_FORMS = (*relative.FORMS, *grammar.FORMS)
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
    for sentence, start, end, form in _candidates(tree):
        if start < taken_to:
            continue
        rule, match = form
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


def _candidates(tree: Tree) -> list[tuple[int, int, int, tuple[Rule, re.Match[str]]]]:
    """All matches of all forms with the index of their sentence, leftmost and longest first."""
    matches: list[tuple[int, int, int, tuple[Rule, re.Match[str]]]] = []
    whole = tree.text.lower()
    forms = [form for form in _FORMS if any(cue in whole for cue in form[2])]
    for sentence in tree.sentences:
        small = tree.text[sentence.start : sentence.end].lower()
        for pattern, rule, cues in forms:
            if any(cue in small for cue in cues):
                found = pattern.finditer(tree.text, sentence.start, sentence.end)
                matches += ((sentence.index, match.start(), match.end(), (rule, match)) for match in found)
    return sorted(matches, key=lambda one: (one[1], -one[2]))


def _mention(text: str, start: int, end: int, days: Stretch) -> DateMention:
    return DateMention(
        text=text[start:end],
        start_char=start,
        end_char=end,
        start=days.start.isoformat(),
        end=days.end.isoformat(),
        granularity=days.granularity,
    )
